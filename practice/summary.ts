import Papa from 'papaparse';
import type { TakenEntry } from './protocol.ts';

/** The columns of the exported report that the check needs. */
type ReportRow = { readonly phone: string; readonly status: string; readonly delivered: string };

type Summary = {
  readonly imported: number;
  readonly skipped: number;
  readonly sent: number;
  readonly delivered: number;
  readonly notSent: number;
  readonly notConfirmed: number;
  readonly cancelled: number;
  readonly answers: number;
  readonly journalMessages: number;
  /** How many messages each account sent, in the order of the accounts. */
  readonly byAccount: readonly number[];
  readonly secondCopies: number;
  readonly seconds: number;
};

/** An answer to somebody who wrote back. Reports do not contain these. */
type Answer = Pick<TakenEntry, 'to' | 'body'>;

/** The demo's result: the sums, the faults in words, and the exit code, which is 0 only where there are no faults. */
type Verdict = { readonly summary: Summary; readonly wrong: readonly string[]; readonly exitCode: 0 | 1 };

type Played = {
  readonly seconds: number;
  /** How many accounts sent. */
  readonly accounts: number;
  readonly answers?: readonly Answer[];
};

/** Compares the exported report, read as a spreadsheet would, with the journal of what WhatsApp really took. */
export function judge(
  reportCsv: string,
  journal: readonly TakenEntry[],
  { seconds, accounts, answers = [] }: Played,
): Verdict {
  const rows = reportRows(reportCsv);
  const copiesOfAnswer = (answer: Answer) => journal.filter(({ to, body }) => to === answer.to && body === answer.body);
  const answered = answers.map(copiesOfAnswer);
  const others = journal.filter((entry) => !answered.flat().includes(entry));
  const summary = { ...summarise(rows, others, seconds), answers: answered.flat().length };
  const wrong = [
    ...answers.flatMap(({ to }, place) =>
      answered[place]?.length === 1 ? [] : `${digitsOf(to)} got an answer ${answered[place]?.length} times`,
    ),
    ...moreThanOnce(others),
    ...(summary.byAccount.length === accounts ? [] : [`${summary.byAccount.length} accounts sent, not ${accounts}`]),
    ...contradictions(rows, others, summary),
  ];
  return { summary, wrong, exitCode: wrong.length === 0 ? 0 : 1 };
}

type OfComputer = { readonly name: string; readonly report: string; readonly journal: readonly TakenEntry[] };

/** Compares each computer's report with the journal of its own WhatsApp, and looks through all journals together. */
export function judgeTeam(
  computers: readonly OfComputer[],
  { seconds, willSend }: { readonly seconds: number; readonly willSend: number },
): { readonly summary: object; readonly wrong: readonly string[]; readonly exitCode: 0 | 1 } {
  const verdicts = computers.map(({ name, report, journal }) => {
    return { name, ...judge(report, journal, { seconds, accounts: 1 }) };
  });
  const all = computers.flatMap(({ journal }) => journal);
  const sum = (of: (summary: Summary) => number) => verdicts.reduce((total, { summary }) => total + of(summary), 0);
  const settled = sum(({ sent, notSent, notConfirmed, cancelled }) => sent + notSent + notConfirmed + cancelled);
  const wrong = [
    ...verdicts.flatMap(({ name, wrong: own }) => own.map((line) => `${name}: ${line}`)),
    ...moreThanOnce(all),
    ...(settled === willSend ? [] : [`${settled} of ${willSend} have a status`]),
  ];
  const byComputer = verdicts.map(({ name, summary: { sent, notSent, notConfirmed, journalMessages } }) => {
    return { computer: name, sent, notSent, notConfirmed, journalMessages };
  });
  const summary = { willSend, byComputer, journalMessages: all.length, secondCopies: secondCopies(all), seconds };
  return { summary, wrong, exitCode: wrong.length === 0 ? 0 : 1 };
}

function reportRows(csv: string): ReportRow[] {
  const all = Papa.parse<string[]>(csv.replace('\ufeff', '').trim()).data;
  // A line above the headers says that all of it was practice.
  const [header = [], ...lines] = all.slice(
    Math.max(
      0,
      all.findIndex((cells) => cells.includes('Phone')),
    ),
  );
  const reader = (column: string) => {
    const place = header.indexOf(column);
    if (place < 0) throw new Error(`the report has no column ${column}`);
    return (cells: readonly string[]) => cells[place] ?? '';
  };
  const [phone, status, delivered] = [reader('Phone'), reader('Status'), reader('Delivered or read')];
  return lines.map((cells) => ({ phone: phone(cells), status: status(cells), delivered: delivered(cells) }));
}

/**
 * Counts the report's rows and the journal's messages. Second copies are counted in the journal, not in the app's data.
 */
function summarise(
  rows: readonly ReportRow[],
  journal: readonly TakenEntry[],
  seconds: number,
): Omit<Summary, 'answers'> {
  const byAccount = new Map<number, number>();
  for (const { place = 1 } of journal) byAccount.set(place, (byAccount.get(place) ?? 0) + 1);
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
    byAccount: [...byAccount].sort(([one], [other]) => one - other).map(([, messages]) => messages),
    secondCopies: secondCopies(journal),
    seconds,
  };
}

function secondCopies(journal: readonly TakenEntry[]): number {
  return [...copiesOf(journal).values()].reduce((sum, count) => sum + count - 1, 0);
}

/** How many messages each number got. This also holds where the chat's address is a LID. */
function copiesOf(journal: readonly TakenEntry[]): Map<string, number> {
  const copies = new Map<string, number>();
  for (const { to } of journal) copies.set(digitsOf(to), (copies.get(digitsOf(to)) ?? 0) + 1);
  return copies;
}

const digitsOf = (idOrPhone: string) => idOrPhone.replaceAll(/\D/g, '');

function moreThanOnce(journal: readonly TakenEntry[]): string[] {
  const several = [...copiesOf(journal)].filter(([, count]) => count > 1);
  return several.map(([digits, count]) => `${digits} got ${count} messages`);
}

/** The statuses in a report with which WhatsApp may have taken the message. */
const mayBeTaken: readonly string[] = ['Sent', 'Not confirmed'];

/** Every contradiction between the report and the journal of what WhatsApp really took, in words. */
function contradictions(
  rows: readonly ReportRow[],
  journal: readonly TakenEntry[],
  summary: Omit<Summary, 'answers'>,
): string[] {
  const copies = copiesOf(journal);
  const found: string[] = [];
  for (const { phone, status } of rows)
    if (status === 'Sent' && !copies.has(digitsOf(phone)))
      found.push(`${phone} is called sent, and WhatsApp never took it`);
  for (const digits of copies.keys()) {
    // A number that is in the file twice has a second row, which was left out.
    const said = rows.filter(({ phone }) => digitsOf(phone) === digits).map(({ status }) => status);
    if (said.length === 0) found.push(`WhatsApp took a message to ${digits} that the report does not know`);
    else if (!said.some((status) => mayBeTaken.includes(status)))
      found.push(`${digits} is called ${said.join(' and ')}, and WhatsApp took it`);
  }
  const { imported, sent, notSent, notConfirmed, cancelled, skipped } = summary;
  const sum = sent + notSent + notConfirmed + cancelled + skipped;
  if (imported !== sum) found.push(`the totals do not add up: ${imported} imported, ${sum} accounted for`);
  return found;
}
