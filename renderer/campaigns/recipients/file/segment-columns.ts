import type { ListReport } from '../../../../domain/contract.ts';
import { limits } from '../../../../domain/limits.ts';

/** How useful a column is to divide people by. */
export const columnUses = ['few', 'amounts', 'differs'] as const;
type ColumnUse = (typeof columnUses)[number];
type UsedColumn = { readonly index: number; readonly values: number };
type ColumnsByUse = Readonly<Record<ColumnUse, readonly UsedColumn[]>>;

/** In columns with fewer rows for each value, hardly anybody shares their value with others. */
const leastRowsPerValue = 3;

/** The columns of a list by their use, those with the fewest values first: towns and teams before names and numbers. */
export function columnsByUse(
  { rows, mapping, facts }: Pick<ListReport, 'rows' | 'mapping' | 'facts'>,
  values: readonly number[],
): ColumnsByUse {
  const ofAmounts = new Set([...facts.numbers.columns, ...facts.numbers.values].map(({ index }) => index));
  const ofPersons = new Set(mapping === null ? [] : [mapping.phone, mapping.name, ...mapping.further]);
  const purposeOf = ({ index, values: count }: UsedColumn): ColumnUse => {
    if (ofPersons.has(index) || count > limits.segmentValues) return 'differs';
    if (ofAmounts.has(index)) return 'amounts';
    return count > 1 && count * leastRowsPerValue > rows ? 'differs' : 'few';
  };
  const columns = values.map((count, index) => ({ index, values: count }));
  const of = (use: ColumnUse) => columns.filter((column) => purposeOf(column) === use);
  // A column with one value divides nobody.
  const rank = (column: UsedColumn) => (column.values > 1 ? column.values : Number.POSITIVE_INFINITY);
  return {
    few: of('few').toSorted((one, other) => rank(one) - rank(other)),
    amounts: of('amounts'),
    differs: of('differs'),
  };
}
