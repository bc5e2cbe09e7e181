/** A row of a generated list with the truth about it, which the import never sees. */
export type TrueRow = {
  readonly cells: readonly string[];
  /** The person's own numbers, any of which reaches them. Empty where the row has none. */
  readonly own: readonly string[];
  /** Whether a careful person, with the list before them and nobody to ask, could send to one of these numbers. */
  readonly isUsable: boolean;
  /** What made the row hard, so that a test can say where the import went wrong. */
  readonly kind: string;
};

export type GeneratedList = {
  readonly fileName: string;
  readonly headers: readonly string[];
  readonly rows: readonly TrueRow[];
  /** The content of the file. */
  readonly content: string | Uint8Array;
};

export function csv(rows: readonly (readonly string[])[], separator: string): string {
  const cell = (text: string) =>
    /["\n\r]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  return `${rows.map((cells) => cells.map(cell).join(separator)).join('\r\n')}\r\n`;
}
