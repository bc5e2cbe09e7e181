import type { DaysTotals, Report, ReportSplit, ReportTotals } from '../../domain/contract.ts';
import { messagesOf } from '../../domain/report/report-views.ts';
import type { Text } from '../../domain/text/index.ts';
import type { Cell, Tone } from '../formats/cell.ts';
import type { WorkbookSheet } from '../formats/xlsx-sheet.ts';
import type { Job } from '../worker/jobs.ts';
import type { MomentOf } from './report-words.ts';

export function sumRows(text: Text, totals: ReportTotals): Cell[][] {
  const messages = messagesOf(totals);
  return [
    ...outcomeRows(text, totals, messages),
    ...(totals.hasText > 0 ? [partOf(text('reason.duplicate'), totals.hasText, messages)] : []),
    ...(totals.cancelled > 0 ? [toned(text('status.cancelled'), 'mute', totals.cancelled, messages)] : []),
    ...(totals.open > 0 ? [toned(text('reportFile.open'), 'mute', totals.open, messages)] : []),
  ];
}

/** The rows on replies. They count people who were reached, who may be fewer than the messages. */
export function repliedRows(text: Text, { reached, people, waiting, stopped }: Report['replies']): Cell[][] {
  return [
    [text('reportFile.replied'), people, share(people, reached)],
    partOf(text('report.unanswered'), waiting, reached),
    partOf(text('report.stopped'), stopped, reached),
  ];
}

export function sheetOfLines(
  text: Text,
  header: string,
  lines: ReportSplit['lines'],
  wordsOf: (value: string) => string,
): WorkbookSheet {
  const counts = ['people', 'sent', 'notConfirmed', 'notSent', 'replied'] as const;
  return {
    name: text('reportFile.splitSheet', { column: header }),
    header: [header, ...counts.map((key) => text(`report.split.${key}`))],
    rows: lines.map((line) => [wordsOf(line.value), ...counts.map((key) => line[key])]),
  };
}

export function madeRows(job: Job<'report'>, text: Text, momentOf: MomentOf): Cell[][] {
  return [
    [text('reportFile.timeZone'), job.timeZone],
    [text('reportFile.made'), momentOf(job.nowMs)],
  ];
}

/** The messages and their results. Indented lines add up to the line above them. */
export function outcomeRows(text: Text, totals: DaysTotals, messages: number): Cell[][] {
  const { sent, delivered, read, seenByOperator, notConfirmed, toCheck } = totals;
  const notInChat = notConfirmed - toCheck;
  return [
    [{ kind: 'heading', words: text('reportFile.messages') }, messages, share(messages, messages)],
    toned(text('status.sent'), 'good', sent, messages),
    partOf(text('report.legend.read'), read, messages),
    partOf(text('reportFile.deliveredOnly'), delivered - read, messages),
    partOf(text('report.legend.server'), sent - delivered - seenByOperator, messages),
    partOf(text('report.legend.word'), seenByOperator, messages),
    toned(text('status.notConfirmed'), 'warn', notConfirmed, messages),
    ...(notInChat > 0
      ? [
          partOf(text('check.effect.later'), toCheck, messages),
          partOf(text('report.legend.notInChat'), notInChat, messages),
        ]
      : []),
    toned(text('status.notSent'), 'bad', totals.notSent, messages),
  ];
}

/** A part of the line above it. */
export function partOf(words: string, count: number, whole: number): Cell[] {
  return [`    ${words}`, count, share(count, whole)];
}

function toned(words: string, tone: Tone, count: number, whole: number): Cell[] {
  return [{ kind: 'toned', words, tone }, count, share(count, whole)];
}

/** A share; null where the whole is 0. */
export function share(count: number, whole: number): Cell {
  return whole === 0 ? null : { kind: 'share', share: count / whole };
}
