/** The file endings of lists. Main examines the content, and says of an `.xls` how to save it anew. */
const listEndings = ['.csv', '.tsv', '.txt', '.xlsx', '.ods', '.xls', '.vcf'];

/** In the form of `<input accept>`. */
export const listFileTypes = listEndings.filter((ending) => ending !== '.xls').join(',');

/** Why dropped files are no list; null when the single one may be a list. */
export function dropProblem(files: readonly File[]): 'several' | 'no_list' | null {
  const [file] = files;
  if (file === undefined || files.length > 1) return 'several';
  const name = file.name.toLowerCase();
  return listEndings.some((ending) => name.endsWith(ending)) ? null : 'no_list';
}
