import { DateTime } from 'luxon';
import { Lists } from '../../db/lists.ts';
import type { Db } from '../../db/open.ts';
import { type ExportRow, Queries } from '../../db/queries.ts';
import type { Reply, ReportTotals } from '../../domain/contract.ts';
import { isForgotten } from '../../domain/forgotten.ts';
import { deliveredAck, type FailureReason, isNotSentReason, readAck } from '../../domain/message.ts';
import { formatPhone, parsePhone } from '../../domain/phone.ts';
import { fail, succeed } from '../../domain/result.ts';
import { createText, type Text } from '../../domain/text/index.ts';
import type { ProblemsJob, ReportJob } from './jobs.ts';
import { inspectTable, readTable } from './read-table.ts';
import { reportTotals } from './report.ts';
import { type Cell, writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';

/** Writes the report of a campaign: every row of the imported file with its original columns, and what became of it. */
export async function writeReport(db: Db, job: ReportJob): Promise<void> {
  const { text } = createText(job.language);
  const queries = new Queries(db);
  const header = reportHeader(text, queries.exportHeaders(job.campaignId));
  if (job.format === 'csv') return writeCsv(job.path, header, reportRows(queries, job, text));
  const totals = reportTotals(queries, job.campaignId);
  const sheets = [
    {
      name: text('reportFile.totalsSheet'),
      header: [text('reportFile.what'), text('reportFile.count')],
      rows: totalRows(totals, text),
    },
    { name: text('reportFile.rowsSheet'), header, rows: [...reportRows(queries, job, text)] },
  ];
  await writeXlsx(job.path, sheets);
}

/** Writes the rows that cannot be used, with what is wrong in words, as a file to mend and import again. */
export async function writeProblems(db: Db, job: ProblemsJob): Promise<void> {
  const { text } = createText(job.language);
  const lists = new Lists(db);
  const headers = lists.get(job.listId)?.headers ?? [];
  const rows = lists
    .problems(job.listId, Number.MAX_SAFE_INTEGER)
    .map((row): Cell[] => [
      ...headers.map((_, index) => row.cells[index] ?? ''),
      row.rowNumber,
      problemWords(text, row.problem),
    ]);
  await writeCsv(job.path, [...headers, text('reportFile.row'), text('reportFile.problem')], rows);
}

/** Names the column that holds the outcome as a code, in every language. */
const codeHeader = 'SendOnce';
/** Places from the phone number's column to the code's. */
const phoneBeforeCode = 8;
/** Outcomes after which a person has the text, or may have it. */
const mayHaveIt: ReadonlySet<string> = new Set(['sent', 'not_confirmed', 'sending']);

/** The numbers, in E.164, of everybody who according to a report of SendOnce has its text or may have it. */
export async function peopleOfReport(path: string, fileName: string): Promise<Reply<{ phones: string[] }>> {
  const inspected = await inspectTable(path, fileName);
  if (!inspected.ok) return inspected;
  const sheet = inspected.value.sheets.find((one) => one.headers.includes(codeHeader));
  const code = sheet?.headers.indexOf(codeHeader) ?? -1;
  if (!sheet || code < phoneBeforeCode) return fail({ code: 'not_a_report', detail: fileName });
  const phones = new Set<string>();
  for await (const row of readTable(path, { sheet: sheet.name, headerRow: sheet.headerRow })) {
    if (!row.ok) return row;
    if (!mayHaveIt.has(row.value.cells[code] ?? '')) continue;
    const phone = parsePhone(row.value.cells[code - phoneBeforeCode] ?? '', 'GB');
    // A number that cannot be read any more would be a person who gets the text twice.
    if (!phone.ok || phone.assumedCountry) return fail({ code: 'not_a_report', detail: `row ${row.value.rowNumber}` });
    phones.add(phone.e164);
  }
  return succeed({ phones: [...phones] });
}

function reportHeader(text: Text, original: readonly string[]): string[] {
  const ours = [
    'row',
    'name',
    'phone',
    'status',
    'reason',
    'evidence',
    'delivered',
    'handedOver',
    'confirmed',
    'handOvers',
  ] as const;
  return [...ours.map((key) => text(`reportFile.${key}`)), codeHeader, text('reportFile.replies'), ...original];
}

function* reportRows(queries: Queries, job: ReportJob, text: Text): Generator<Cell[]> {
  const time = (atMs: number | null) =>
    atMs === null ? '' : DateTime.fromMillis(atMs, { zone: job.timeZone }).toFormat('yyyy-MM-dd HH:mm:ss ZZ');
  const columns = queries.exportHeaders(job.campaignId).length;
  for (const row of queries.exportRows(job.campaignId)) {
    const phone = phoneWords(text, row);
    yield [
      row.rowNumber,
      row.name,
      phone,
      statusWords(text, row),
      reasonWords(text, row),
      evidenceWords(text, row),
      ackWords(text, row.ack),
      time(row.handedOverAtMs),
      time(row.ackedAtMs),
      row.attempts,
      codeOf(row),
      row.replies ?? '',
      ...Array.from({ length: columns }, (_, index) => row.cells[index] ?? ''),
    ];
  }
}

function phoneWords(text: Text, row: ExportRow): string {
  if (isForgotten(row.phone)) return text('privacy.forgottenNumber');
  // What was left out is shown as the cell had it.
  return row.status === 'skipped' && !row.phone.startsWith('+') ? row.phone : formatPhone(row.phone);
}

/** The outcome in a word that no language changes, so that another computer can read this report. */
function codeOf(row: ExportRow): string {
  if (row.status !== 'failed') return row.status;
  return isNotSentReason(row.reason as FailureReason) ? 'not_sent' : 'not_confirmed';
}

function statusWords(text: Text, row: ExportRow): string {
  if (row.status === 'skipped') return text('reportFile.skipped');
  if (row.status === 'failed') {
    return text(isNotSentReason(row.reason as FailureReason) ? 'status.notSent' : 'status.notConfirmed');
  }
  return text(`status.${row.status as 'pending' | 'sending' | 'sent' | 'cancelled'}`);
}

function reasonWords(text: Text, row: ExportRow): string {
  const parts: string[] = [];
  if (row.status === 'skipped' && row.reason?.startsWith('problem:'))
    parts.push(problemWords(text, row.reason.slice('problem:'.length)));
  else if (row.status === 'skipped' && row.reason) parts.push(text(`leftOut.${row.reason as 'same_number'}`));
  else if (row.reason) parts.push(text(`reason.${row.reason as FailureReason}`));
  if (row.settlement === 'not_there') parts.push(text('reportFile.settledNotThere', { who: row.settledBy ?? '' }));
  if (row.contradiction !== null) parts.push(text('reportFile.contradiction'));
  return parts.join('; ');
}

function evidenceWords(text: Text, row: ExportRow): string {
  if (row.evidence === 'ack') return text('reportFile.byWhatsapp');
  return row.evidence === 'operator' ? text('reportFile.byOperator', { who: row.settledBy ?? '' }) : '';
}

function ackWords(text: Text, ack: number | null): string {
  if (ack === null) return '';
  if (ack >= readAck) return text('status.read');
  return ack >= deliveredAck ? text('status.delivered') : '';
}

/** The words for an import problem; a code without words is shown as it is. */
function problemWords(text: Text, problem: string): string {
  const words = text(`problem.${problem}` as 'problem.empty', { defaultValue: problem });
  return typeof words === 'string' ? words : problem;
}

function totalRows(totals: ReportTotals, text: Text): Cell[][] {
  return [
    [text('reportFile.imported'), totals.imported],
    [text('status.sent'), totals.sent],
    [`  ${text('status.delivered')}`, totals.delivered],
    [`  ${text('status.read')}`, totals.read],
    [`  ${text('status.seenByOperator')}`, totals.seenByOperator],
    [text('status.notSent'), totals.notSent],
    [text('status.notConfirmed'), totals.notConfirmed],
    [text('status.cancelled'), totals.cancelled],
    [text('reportFile.skipped'), totals.skipped],
    [text('reportFile.open'), totals.open],
  ];
}
