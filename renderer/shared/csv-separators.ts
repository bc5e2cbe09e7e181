/** The ways to part the cells of a CSV file, under the names of their words. */
export const csvSeparators = [
  { id: 'commas', separator: ',' },
  { id: 'semicolons', separator: ';' },
  { id: 'tabs', separator: '\t' },
] as const;
