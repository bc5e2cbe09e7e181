/** The E.164 numbers that a report says have its text or may have it; and where it tells, when the text left. */
export type Reported = { readonly phones: readonly string[]; readonly leftAtMs: Readonly<Record<string, number>> };
