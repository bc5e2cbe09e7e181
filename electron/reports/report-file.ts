import type { Db } from '../../db/database.ts';
import { Lists } from '../../db/lists.ts';
import { type ListHeaders, ReportRows } from '../../db/report-rows.ts';
import type { CommandResult } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { parsePhone } from '../../domain/phone.ts';
import { succeed } from '../../domain/result.ts';
import { createText, type Text } from '../../domain/text/index.ts';
import { directions } from '../../domain/text/languages.ts';
import { type Cell, writeCsv } from '../formats/write-csv.ts';
import { writeXlsx } from '../formats/write-xlsx.ts';
import { inspectTable, readTable } from '../lists/read-table.ts';
import type { Job } from '../worker/jobs.ts';
import { spanOf } from './report.ts';
import { summarySheets } from './report-summary.ts';
import {
  codeHeader,
  mayHaveText,
  outcomeCells,
  outcomeHeaders,
  outcomeWidths,
  phoneBeforeCode,
  problemWords,
  timeWordsIn,
} from './report-words.ts';

type Table = { readonly header: string[]; readonly widths: readonly number[]; readonly rows: Generator<Cell[]> };

/** Writes a report as a file: every row with its original columns, and what became of it. */
export async function writeReport(db: Db, job: Job<'report'>): Promise<void> {
  const { text } = createText(job.language);
  const { header, widths, rows } =
    job.scope.kind === 'campaign'
      ? campaignTable(db, job, text, job.scope.id)
      : daysTable(db, job, text, job.scope.days);
  if (job.format === 'csv') return writeCsv(job.path, header, rows);
  const isRightToLeft = directions[job.language] === 'rtl';
  const people = { name: text('reportFile.rowsSheet'), header, widths, rows };
  await writeXlsx(
    job.path,
    [...summarySheets(db, job, text), people].map((sheet) => ({ ...sheet, isRightToLeft })),
  );
}

/** The rows of the campaign's file, in its order, with all their columns. */
function campaignTable(db: Db, job: Job<'report'>, text: Text, campaignId: number): Table {
  const source = new ReportRows(db);
  const time = timeWordsIn(job.timeZone);
  const original = originalColumns(source.headersOfCampaign(campaignId));
  function* rows(): Generator<Cell[]> {
    for (const row of source.ofCampaign(campaignId))
      yield [...outcomeCells(text, row, time), ...original.cells(row.listId, row.cells)];
  }
  return { header: [...outcomeHeaders(text), ...original.headers], widths: outcomeWidths, rows: rows() };
}

/**
 * Everybody who was written to on some days. It has no column with codes: people of several campaigns have several texts,
 * so this file must not be taken for the report of another computer.
 */
function daysTable(
  db: Db,
  job: Job<'report'>,
  text: Text,
  days: (Job<'report'>['scope'] & { readonly kind: 'days' })['days'],
): Table {
  const source = new ReportRows(db);
  const time = timeWordsIn(job.timeZone);
  const span = spanOf(days, job.timeZone);
  const original = originalColumns(source.headersWithin(span));
  const code = outcomeHeaders(text).indexOf(codeHeader);
  const withoutCode = <Value>(values: readonly Value[]) => values.filter((_, index) => index !== code);
  function* rows(): Generator<Cell[]> {
    for (const row of source.within(span)) {
      const outcome = withoutCode(outcomeCells(text, row, time));
      yield [row.campaignName, ...outcome, ...original.cells(row.listId, row.cells)];
    }
  }
  return {
    header: [text('reportFile.campaign'), ...withoutCode(outcomeHeaders(text)), ...original.headers],
    widths: [30, ...withoutCode(outcomeWidths)],
    rows: rows(),
  };
}

/** The columns of one list, or of several: those with the same header stand in one column. */
function originalColumns(lists: readonly ListHeaders[]): {
  readonly headers: readonly string[];
  readonly cells: (listId: number, cells: readonly string[]) => string[];
} {
  const headers: string[] = [];
  const places = new Map<string, number>();
  const columns = new Map<number, number[]>();
  for (const list of lists) {
    const seen = new Map<string, number>();
    const placesOfList = list.headers.map((header) => {
      // Two columns of one list may have the same header, and stay two.
      const nth = (seen.get(header) ?? 0) + 1;
      seen.set(header, nth);
      const key = `${nth} ${header}`;
      const place = places.get(key) ?? headers.push(header) - 1;
      places.set(key, place);
      return place;
    });
    columns.set(list.listId, placesOfList);
  }
  return {
    headers,
    cells: (listId, cells) => {
      const row = headers.map(() => '');
      for (const [index, place] of (columns.get(listId) ?? []).entries()) row[place] = cells[index] ?? '';
      return row;
    },
  };
}

/** Writes the rows that cannot be used, with what is wrong in words, as a file to correct and import again. */
export async function writeProblems(db: Db, job: Job<'problems'>): Promise<void> {
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
  const header = [...headers, text('reportFile.row'), text('reportFile.problem')];
  if (job.format === 'csv') return writeCsv(job.path, header, rows);
  const isRightToLeft = directions[job.language] === 'rtl';
  await writeXlsx(job.path, [{ name: text('reportFile.rowsSheet'), header, rows, isRightToLeft }]);
}

/** The numbers, in E.164, of everybody who according to a report of SendOnce has its text or may have it. */
export async function peopleOfReport(path: string, fileName: string): Promise<CommandResult<{ phones: string[] }>> {
  const inspected = await inspectTable(path, fileName);
  if (!inspected.ok) return inspected;
  const sheet = inspected.value.sheets.find((one) => one.headers.includes(codeHeader));
  const code = sheet?.headers.indexOf(codeHeader) ?? -1;
  if (!sheet || code < phoneBeforeCode) return refuse('not_a_report', fileName);
  const phones = new Set<string>();
  for await (const row of readTable(path, { sheet: sheet.name, headerRow: sheet.headerRow })) {
    if (!row.ok) return row;
    if (!mayHaveText.has(row.value.cells[code] ?? '')) continue;
    const phone = parsePhone(row.value.cells[code - phoneBeforeCode] ?? '', 'GB');
    // A number that cannot be read any more would be a person who gets the text twice.
    if (!phone.ok || phone.assumedCountry) return refuse('not_a_report', `row ${row.value.rowNumber}`);
    phones.add(phone.e164);
  }
  return succeed({ phones: [...phones] });
}
