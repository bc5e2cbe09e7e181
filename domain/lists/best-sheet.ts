import type { Sheet } from './list-views.ts';

type Candidate = Pick<Sheet, 'name' | 'rowCount' | 'mapping'>;

/** The sheet with the most rows of those that hold phone numbers; the first one where none does. */
export function bestSheet<One extends Candidate>(sheets: readonly One[]): One | undefined {
  const [best] = sheetsWithPhones(sheets).toSorted((one, other) => other.rowCount - one.rowCount);
  return best ?? sheets[0];
}

/** The sheets that hold phone numbers, in the workbook's order. */
export function sheetsWithPhones<One extends Candidate>(sheets: readonly One[]): readonly One[] {
  return sheets.filter(({ mapping, rowCount }) => mapping !== null && rowCount > 0);
}
