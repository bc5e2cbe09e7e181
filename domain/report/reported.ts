/** The E.164 numbers that a report says have its text or may, and of those of which it says when the text left, that. */
export type Reported = { readonly phones: readonly string[]; readonly leftAtMs: Readonly<Record<string, number>> };
