import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The projects by how long their files take, the longest first: what starts last must not keep a processor idle. */
const order = ['e2e', 'browser', 'faults', 'renderer', 'node'];

/** Runs the files of the slow projects before the others. Within a project vitest's own order stays: the longest first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ project }: TestSpecification) => order.indexOf(project.name);
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}
