import { useOverview } from '../store/use-store.ts';

/** The separators of a CSV file, with the keys of their names. */
const separators = [
  { id: 'commas', separator: ',' },
  { id: 'semicolons', separator: ';' },
  { id: 'tabs', separator: '\t' },
] as const;

/** The same, beginning with the one that spreadsheets expect on this computer. */
export function useCsvSeparators() {
  const usual = useOverview(({ csvSeparator }) => csvSeparator);
  return separators.toSorted((one, other) => Number(other.separator === usual) - Number(one.separator === usual));
}
