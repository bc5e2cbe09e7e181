/** Shows one guard at work: each forbidden statement is refused with it, and taken without it. */
export type Script = {
  readonly setUp?: readonly string[];
  readonly forbidden: readonly string[];
};
/** A trigger that refuses nothing and keeps the books: what it writes is there with it, and not without it. */
export type Bookkeeping = { readonly does: string; readonly shows: string };

export const refused = (...forbidden: string[]): Script => ({ forbidden });
export const refusedAfter = (setUp: readonly string[], ...forbidden: string[]): Script => ({ setUp, forbidden });
