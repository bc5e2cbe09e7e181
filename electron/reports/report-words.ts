import { Accounts } from '../../db/accounts.ts';
import type { Db } from '../../db/database.ts';
import type { ExportRow, SkipReason } from '../../db/report/report-rows.ts';
import type { Days } from '../../domain/contract.ts';
import { deliveredAck, isNotSentReason, readAck } from '../../domain/messages/message.ts';
import { isErased } from '../../domain/people/erased.ts';
import type { KnownNumbers } from '../../domain/phone/known-numbers.ts';
import { formatPhone } from '../../domain/phone/phone.ts';
import { zoneOf } from '../../domain/schedule/zones.ts';
import type { Text } from '../../domain/text/index.ts';
import type { Cell } from '../formats/cell.ts';

/** A moment as a spreadsheet's date, by the clock of the report's time zone. */
export type MomentOf = (atMs: number | null) => Cell;

const secondMs = 1_000;

export function momentsIn(timeZone: string): MomentOf {
  const zone = zoneOf(timeZone);
  return (atMs) => {
    if (atMs === null) return null;
    // Whole seconds, since a spreadsheet rounds fractions while a text cuts them off.
    const wholeMs = Math.floor(atMs / secondMs) * secondMs;
    return { kind: 'moment', wallMs: wholeMs + zone.offset(wholeMs) * 60_000 };
  };
}

/** The same words, with texts without values looked up only once: a report has a hundred thousand rows of them. */
export function rememberedText(text: Text): Text {
  const words = new Map<string, unknown>();
  return new Proxy(text, {
    apply(target, self, asked: [key: string, filled?: object]): unknown {
      const [key, filled] = asked;
      const known = words.get(key);
      if (filled !== undefined) return Reflect.apply(target, self, asked);
      if (known !== undefined) return known;
      const found: unknown = Reflect.apply(target, self, asked);
      words.set(key, found);
      return found;
    },
  });
}

export function daysWords({ from, to }: Days): string {
  return from === to ? from : `${from} – ${to}`;
}

export type ReportColumn<Row extends ExportRow = ExportRow> = {
  readonly header: string;
  readonly cell: (row: Row) => Cell;
};

export type AccountName = (phone: string) => string;

/** The name of an account in files: the one that staff chose, else its number. */
export function accountNames(db: Db): AccountName {
  const accounts = new Accounts(db);
  return (phone) => accounts.nameOf(phone) || formatPhone(phone);
}

/** The columns with each person's result, before the columns of the original file. `accountName` adds the account. */
export function outcomeColumns(text: Text, timeZone: string, known: KnownNumbers, accountName: AccountName | null) {
  const momentOf = momentsIn(timeZone);
  // If the file says the time zone nowhere else, the headers of its moments do.
  const inZone = (words: string) => `${words} (${timeZone})`;
  const has = { yes: text('reportFile.has.yes'), maybe: text('reportFile.has.maybe'), no: text('reportFile.has.no') };
  const column = (header: string, cell: ReportColumn['cell']): ReportColumn => ({ header, cell });
  return {
    name: column(text('reportFile.name'), ({ name }) => name),
    phone: column(text('reportFile.phone'), (row) => phoneWords(text, row, known)),
    status: column(text('reportFile.status'), (row) => statusCell(text, row)),
    reason: column(text('reportFile.reason'), (row) => reasonWords(text, row)),
    handedOver: column(inZone(text('reportFile.handedOver')), ({ handedOverAtMs }) => momentOf(handedOverAtMs)),
    confirmed: column(inZone(text('reportFile.confirmed')), ({ ackedAtMs }) => momentOf(ackedAtMs)),
    delivered: column(text('reportFile.delivered'), ({ ack }) => ackWords(text, ack)),
    evidence: column(text('reportFile.evidence'), (row) => evidenceWords(text, row)),
    replies: column(text('reportFile.replies'), ({ replies }) => replies),
    copiesSeen: column(text('reportFile.copiesSeen'), ({ copiesSeen }) => copiesSeen),
    handOvers: column(text('reportFile.handOvers'), ({ attempts }) => attempts),
    hasMessage: column(text('reportFile.hasMessage'), (row) => has[hasMessage(row)]),
    ...(accountName === null
      ? {}
      : { account: column(text('reportFile.account'), ({ account }) => account && accountName(account)) }),
    row: column(text('reportFile.row'), ({ rowNumber }) => rowNumber),
  };
}

/** The columns of a report that say who has the text and when it left, and the time zone of these moments. */
export type PeopleColumns = {
  readonly phone: number;
  readonly has: number;
  readonly left: { readonly index: number; readonly timeZone: string } | null;
};

/** The columns that tell another computer who has the text, in a report in this language; null in any other file. */
export function peopleColumns(headers: readonly string[], text: Text): PeopleColumns | null {
  const phone = headers.indexOf(text('reportFile.phone'));
  const has = headers.indexOf(text('reportFile.hasMessage'));
  if (phone === -1 || has === -1) return null;
  const before = `${text('reportFile.handedOver')} (`;
  const index = headers.findIndex((header) => header.startsWith(before) && header.endsWith(')'));
  const timeZone = headers[index]?.slice(before.length, -1);
  return { phone, has, left: timeZone === undefined ? null : { index, timeZone } };
}

/** What a report in this language says of a person; null for a word that no report has. */
export function readHasMessage(cell: string, text: Text): HasMessage | null {
  return (['yes', 'maybe', 'no'] as const).find((one) => text(`reportFile.has.${one}`) === cell) ?? null;
}

/** The words for an import problem; a code without words is shown as it is. */
export function problemWords(text: Text, problem: string): string {
  const words = text(`problem.${problem}` as 'problem.empty', { defaultValue: problem });
  return typeof words === 'string' ? words : problem;
}

function phoneWords(text: Text, row: ExportRow, known: KnownNumbers): string {
  if (isErased(row.phone)) return text('privacy.erasedNumber');
  // A row that was left out shows the cell as it was.
  return row.status === 'skipped' && !row.phone.startsWith('+') ? row.phone : formatPhone(row.phone, known);
}

type HasMessage = 'yes' | 'maybe' | 'no';

/**
 * Whether a person has the text, so that another computer can read this report. It counts however they got it: from an
 * earlier campaign, by hand, or by a hand-over that only the ledger knows.
 */
function hasMessage(row: ExportRow): HasMessage {
  if (row.status === 'sent') return 'yes';
  if (row.reason === 'already_has_text' || row.reason === 'duplicate') return 'maybe';
  const isInDoubt = row.status === 'failed' && !isNotSentReason(row.reason);
  return row.attempts > 0 || row.status === 'sending' || isInDoubt ? 'maybe' : 'no';
}

function statusCell(text: Text, row: ExportRow): Cell {
  if (row.status === 'skipped') return { kind: 'toned', tone: 'mute', words: text('reportFile.skipped') };
  if (row.status === 'failed') {
    return isNotSentReason(row.reason)
      ? { kind: 'toned', tone: 'bad', words: text('status.notSent') }
      : { kind: 'toned', tone: 'warn', words: text('status.notConfirmed') };
  }
  const { status } = row;
  if (status === 'sent' && row.evidence === 'operator')
    return { kind: 'toned', tone: 'good', words: text('status.seenByOperator') };
  return { kind: 'toned', tone: status === 'sent' ? 'good' : 'mute', words: text(`status.${status}`) };
}

function reasonWords(text: Text, row: ExportRow): string {
  const parts: string[] = [];
  if (row.status === 'failed') parts.push(text(`reason.${row.reason}`));
  if (row.status === 'skipped' && row.reason !== null) parts.push(skipWords(text, row.reason));
  if (row.settlement === 'not_there') parts.push(text('reportFile.settledNotThere', { who: row.settledBy ?? '' }));
  if (row.contradiction !== null) parts.push(text('reportFile.contradiction'));
  return parts.join('; ');
}

function skipWords(text: Text, reason: SkipReason): string {
  return isProblem(reason) ? problemWords(text, reason.slice(problemMark.length)) : text(`leftOut.${reason}`);
}

const problemMark = 'problem:';
const isProblem = (reason: SkipReason): reason is `problem:${string}` => reason.startsWith(problemMark);

function evidenceWords(text: Text, row: ExportRow): string {
  if (row.evidence === 'ack') return text('reportFile.byWhatsapp');
  return row.evidence === 'operator' ? text('reportFile.byOperator', { who: row.settledBy ?? '' }) : '';
}

function ackWords(text: Text, ack: number | null): string {
  if (ack === null) return '';
  if (ack >= readAck) return text('status.read');
  return ack >= deliveredAck ? text('status.delivered') : '';
}
