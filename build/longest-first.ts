import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The projects by how long their files take, the longest first: what starts last must not keep a processor idle. */
const order = ['e2e', 'browser', 'team', 'faults', 'renderer', 'node'];

/**
 * Files that take minutes, the longest first. A fresh clone knows no times, and vitest goes by their size then: begun last,
 * such a file would be what all wait for.
 */
const minutesLong = [
  'browser/screens',
  'simulation/random-runs',
  'browser/session',
  'e2e/campaign',
  'e2e/night',
  'browser/standing',
  'e2e/own-times',
  'bench/bench',
  'e2e/kill',
];

/**
 * Runs the files of the slow projects before the others, and those that take minutes before all. Within a project vitest's
 * own order stays: the longest first.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ project, moduleId }: TestSpecification) => {
      const place = minutesLong.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return place >= 0 ? place - minutesLong.length : order.indexOf(project.name);
    };
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}
