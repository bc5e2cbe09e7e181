/** A list of the domain's words for `IN` in SQL. They are plain words, so nothing needs escaping. */
export function sqlList(words: readonly string[]): string {
  return `('${words.join("', '")}')`;
}
