/** A row of a generated list, and the truth of it, which no reader is told. */
export type TrueRow = {
  readonly cells: readonly string[];
  /** The person's own numbers, any of which reaches them. Empty where the row gives none. */
  readonly own: readonly string[];
  /** A careful person, with the list before them and nobody to ask, could send to one of these. */
  readonly isUsable: boolean;
  /** What made the row hard, for a test to say where it went wrong. */
  readonly kind: string;
};

export type GeneratedList = {
  readonly fileName: string;
  readonly headers: readonly string[];
  readonly rows: readonly TrueRow[];
  /** What the file holds. */
  readonly content: string | Uint8Array;
};

export function csv(rows: readonly (readonly string[])[], separator: string): string {
  const cell = (text: string) =>
    /["\n\r]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  return `${rows.map((cells) => cells.map(cell).join(separator)).join('\r\n')}\r\n`;
}
