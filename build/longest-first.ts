import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Folders by how long their files take, the longest first: what starts last must not keep a processor idle. Those of one
 * project of `npm test` follow each other, so that a worker goes on with the modules that it has.
 */
const order = ['e2e', 'pack', 'browser', 'unit/team', 'faults/team', 'faults', 'bench', 'unit', 'renderer'];

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
 * Runs the files of the slow folders before the others, and those that take minutes before all. Within a folder vitest's
 * own order stays: the longest first.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const place = minutesLong.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return place >= 0 ? place - minutesLong.length : order.findIndex((name) => moduleId.includes(`/test/${name}/`));
    };
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}
