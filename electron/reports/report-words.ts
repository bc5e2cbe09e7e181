import { DateTime } from 'luxon';
import type { ExportRow } from '../../db/report-rows.ts';
import type { Days } from '../../domain/contract.ts';
import { isErased } from '../../domain/erased.ts';
import { deliveredAck, type FailureReason, isNotSentReason, readAck } from '../../domain/message.ts';
import { formatPhone } from '../../domain/phone.ts';
import type { Text } from '../../domain/text/index.ts';
import type { Cell } from '../formats/table.ts';

/** Names the column that holds the outcome as a code, in every language. */
export const codeHeader = 'SendOnce';
/** Places from the phone number's column to the code's. */
export const phoneBeforeCode = 8;

/** A moment with its zone, as every spreadsheet leaves it alone. */
export type TimeWords = (atMs: number | null) => string;

/** Moments as they are written in the time zone. */
export function timeWordsIn(timeZone: string): TimeWords {
  return (atMs) =>
    atMs === null ? '' : DateTime.fromMillis(atMs, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm:ss ZZ');
}

/** The days that a report is about, as in the names of its files. */
export function daysWords({ from, to }: Days): string {
  return from === to ? from : `${from} – ${to}`;
}

/** What became of each person, before the columns of the file it came from. */
export function outcomeHeaders(text: Text): string[] {
  const before = [
    'row',
    'name',
    'phone',
    'status',
    'reason',
    'evidence',
    'delivered',
    'handedOver',
    'confirmed',
  ] as const;
  const after = ['copiesSeen', 'replies'] as const;
  return [
    ...before.map((key) => text(`reportFile.${key}`)),
    text('reportFile.handOvers'),
    codeHeader,
    ...after.map((key) => text(`reportFile.${key}`)),
  ];
}

/** The widths of these columns in a spreadsheet, in characters. */
export const outcomeWidths: readonly number[] = [8, 26, 20, 16, 36, 24, 18, 28, 28, 12, 14, 14, 44];

/** The cells of one person, in the order of `outcomeHeaders`. */
export function outcomeCells(text: Text, row: ExportRow, time: TimeWords): Cell[] {
  return [
    row.rowNumber,
    row.name,
    phoneWords(text, row),
    statusWords(text, row),
    reasonWords(text, row),
    evidenceWords(text, row),
    ackWords(text, row.ack),
    time(row.handedOverAtMs),
    time(row.ackedAtMs),
    row.attempts,
    codeOf(row),
    row.copiesSeen,
    row.replies ?? '',
  ];
}

/** The words for an import problem; a code without words is shown as it is. */
export function problemWords(text: Text, problem: string): string {
  const words = text(`problem.${problem}` as 'problem.empty', { defaultValue: problem });
  return typeof words === 'string' ? words : problem;
}

function phoneWords(text: Text, row: ExportRow): string {
  if (isErased(row.phone)) return text('privacy.erasedNumber');
  // What was left out is shown as the cell had it.
  return row.status === 'skipped' && !row.phone.startsWith('+') ? row.phone : formatPhone(row.phone);
}

/** Outcomes, as codes, after which a person has the text or may have it. */
export const mayHaveText: ReadonlySet<string> = new Set(['sent', 'sending', 'not_confirmed', 'has_text']);

/**
 * The outcome in a word that no language changes, so that another computer can read this report. What matters there is
 * who has the text: also from an earlier campaign, by hand, or by a hand-over that only the ledger knows of.
 */
function codeOf({ status, reason, attempts }: ExportRow): string {
  if (reason === 'already_has_text' || reason === 'duplicate') return 'has_text';
  const mayHaveLeft = attempts > 0 && status !== 'sent' && status !== 'sending';
  if (mayHaveLeft || (status === 'failed' && !isNotSentReason(reason as FailureReason))) return 'not_confirmed';
  return status === 'failed' ? 'not_sent' : status;
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
