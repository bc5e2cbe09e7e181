/** Shows one guard at work: each forbidden statement is refused with the guard and accepted without it. */
export type Script = {
  readonly setUp?: readonly string[];
  readonly forbidden: readonly string[];
};
/** Shows a trigger that refuses nothing but writes rows: the rows exist with it and are missing without it. */
export type Bookkeeping = { readonly does: string; readonly shows: string };

export const refused = (...forbidden: string[]): Script => ({ forbidden });
export const refusedAfter = (setUp: readonly string[], ...forbidden: string[]): Script => ({ setUp, forbidden });
