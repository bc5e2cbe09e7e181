/** What the name of a list ends with. What is within is looked at anyway. */
const listEndings = ['.csv', '.tsv', '.txt', '.xlsx', '.ods', '.xls', '.vcf'];

/** As in `<input accept>`. */
export const listFileTypes = listEndings.filter((ending) => ending !== '.xls').join(',');

/** Why files that were dropped are no list; null when the one that was dropped may be one. */
export function dropProblem(files: readonly File[]): 'several' | 'no_list' | null {
  const [file] = files;
  if (file === undefined || files.length > 1) return 'several';
  const name = file.name.toLowerCase();
  return listEndings.some((ending) => name.endsWith(ending)) ? null : 'no_list';
}
