/**
 * The numbers in E.164 that a report says have its text, or may have it; and for those of which it tells, when the text
 * left.
 */
export type Reported = { readonly phones: readonly string[]; readonly leftAtMs: Readonly<Record<string, number>> };
