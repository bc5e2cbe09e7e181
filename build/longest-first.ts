import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Folders by how long their files take, the longest first, so that no long file starts last while other processors are
 * idle. Folders of one project of `npm test` stand together, so that a worker keeps the modules that it has loaded.
 */
const order = ['e2e', 'pack', 'browser', 'unit/team', 'faults/team', 'faults', 'bench', 'unit', 'renderer'];

/** Files that take minutes, the longest first: in a fresh clone vitest knows no times and sorts by size. */
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

/** The files that take minutes, then the slow folders, then the others; within a folder vitest's own order. */
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
