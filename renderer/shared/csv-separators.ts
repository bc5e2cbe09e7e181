import { useOverview } from '../store/use-store.ts';

/** The ways to part the cells of a CSV file, under the names of their words. */
const separators = [
  { id: 'commas', separator: ',' },
  { id: 'semicolons', separator: ';' },
  { id: 'tabs', separator: '\t' },
] as const;

/** The same, first the one that spreadsheets expect on this computer. */
export function useCsvSeparators() {
  const usual = useOverview(({ csvSeparator }) => csvSeparator);
  return separators.toSorted((one, other) => Number(other.separator === usual) - Number(one.separator === usual));
}
