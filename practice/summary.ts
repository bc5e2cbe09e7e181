import type { TakenEntry } from './protocol.ts';

/** A row of the exported report, as far as the check needs it. */
export type ReportRow = {
  readonly phone: string;
  readonly status: string;
  readonly reason: string;
  readonly delivered: string;
};

export type Summary = {
  readonly imported: number;
  readonly skipped: number;
  readonly sent: number;
  readonly delivered: number;
  readonly notSent: number;
  readonly notConfirmed: number;
  readonly cancelled: number;
  readonly journalMessages: number;
  readonly secondCopies: number;
  readonly seconds: number;
};

/** Counts the report's rows and the journal's messages. Second copies come from the journal, not from the app's books. */
export function summarise(rows: readonly ReportRow[], journal: readonly TakenEntry[], seconds: number): Summary {
  const count = (status: string) => rows.filter((row) => row.status === status).length;
  return {
    imported: rows.length,
    skipped: count('Left out'),
    sent: count('Sent'),
    delivered: rows.filter((row) => row.status === 'Sent' && row.delivered !== '').length,
    notSent: count('Not sent'),
    notConfirmed: count('Not confirmed'),
    cancelled: count('Cancelled'),
    journalMessages: journal.length,
    secondCopies: secondCopies(journal),
    seconds,
  };
}

function secondCopies(journal: readonly TakenEntry[]): number {
  const copies = new Map<string, number>();
  for (const entry of journal) copies.set(entry.to, (copies.get(entry.to) ?? 0) + 1);
  return [...copies.values()].reduce((sum, count) => sum + count - 1, 0);
}

/** Everything in the report that the journal of what WhatsApp really took says otherwise, in words. */
export function contradictions(rows: readonly ReportRow[], journal: readonly TakenEntry[], summary: Summary): string[] {
  const taken = new Set(journal.map((entry) => entry.to.replace('@c.us', '')));
  const found: string[] = [];
  for (const row of rows) {
    const isTaken = taken.delete(row.phone.replaceAll(/\D/g, ''));
    if (row.status === 'Sent' && !isTaken) found.push(`${row.phone} is called sent, and WhatsApp never took it`);
    if (['Not sent', 'Cancelled', 'Pending'].includes(row.status) && isTaken)
      found.push(`${row.phone} is called ${row.status}, and WhatsApp took it`);
  }
  for (const digits of taken) found.push(`WhatsApp took a message to ${digits} that the report does not know`);
  const { imported, sent, notSent, notConfirmed, cancelled, skipped } = summary;
  const sum = sent + notSent + notConfirmed + cancelled + skipped;
  if (imported !== sum) found.push(`the totals do not add up: ${imported} imported, ${sum} accounted for`);
  return found;
}
