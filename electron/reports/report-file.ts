import { Accounts } from '../../db/accounts.ts';
import { Lists } from '../../db/campaigns/lists.ts';
import type { Db } from '../../db/database.ts';
import type { CampaignPart } from '../../db/report/report-part.ts';
import {
  columnsOfCampaign,
  columnsWithin,
  type DatedRow,
  type ExportRow,
  hasDates,
  hasDatesWithin,
  type ListColumns,
  rowsOfCampaign,
  rowsWithin,
  type TriedRow,
} from '../../db/report/report-rows.ts';
import type { Days } from '../../domain/contract.ts';
import { type ColumnReader, columnReader, paddedDate } from '../../domain/lists/column-values.ts';
import { KnownNumbers } from '../../domain/phone/known-numbers.ts';
import { formatPhone, parsePhone } from '../../domain/phone/phone.ts';
import type { Reported } from '../../domain/report/reported.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { languages } from '../../domain/settings.ts';
import { createText, type Text } from '../../domain/text/index.ts';
import { directions } from '../../domain/text/languages.ts';
import type { Answer } from '../commands.ts';
import type { Cell } from '../formats/cell.ts';
import { writeCsv } from '../formats/write-csv.ts';
import type { WorkbookSheet } from '../formats/xlsx-sheet.ts';
import { inspectTable, readTable, type SheetInspection } from '../lists/read-table.ts';
import type { Job } from '../worker/jobs.ts';
import { spanOf } from './report.ts';
import { summarySheets } from './report-summary.ts';
import {
  type AccountName,
  accountNames,
  outcomeColumns,
  type PeopleColumns,
  peopleColumns,
  problemWords,
  type ReportColumn,
  readHasMessage,
  rememberedText,
} from './report-words.ts';
import { exportRows, type TeamExportRow, type TeamReportFile } from './team-report-file.ts';
import { writtenMoment } from './written-moment.ts';

type Table = { readonly header: readonly string[]; readonly rows: Iterable<Cell[]> };

/** Writes a report as a file: every row with its original columns and its result. */
export async function writeReport(db: Db, job: Job<'report'>): Promise<void> {
  const text = rememberedText(createText(job.language).text);
  const { header, rows } = peopleTable(db, job, text);
  const notice = noticeOf(job, text);
  const dates = paddedDate(job.country);
  if (job.format === 'csv') return writeCsv(job.path, header, rows, { separator: job.separator, notice, dates });
  const people: WorkbookSheet = { name: text('reportFile.rowsSheet'), header, rows };
  const shared = {
    notice,
    dates,
    isRightToLeft: directions[job.language] === 'rtl',
    print: {
      paper: job.paper,
      title: job.title,
      pageWords: (page: string, pages: string) => text('reportFile.page', { page, pages }),
    },
  };
  await writeWorkbook(
    job.path,
    [...summarySheets(db, job, text), people].map((sheet) => ({ ...sheet, ...shared })),
  );
}

/** Writes a workbook. The code for that, with the library for its archive, is loaded with the first one. */
async function writeWorkbook(path: string, sheets: readonly WorkbookSheet[]): Promise<void> {
  const { writeXlsx } = await import('../formats/write-xlsx.ts');
  await writeXlsx(path, sheets);
}

/** The notice that a file from practice mode has above everything else, so that nobody takes it for a real one. */
function noticeOf({ isPractice }: { readonly isPractice: boolean }, text: Text): string | null {
  return isPractice ? text('reportFile.practice') : null;
}

/** Everybody in a report with their result: rows are read and put into words one by one, as they are asked for. */
export function peopleTable(db: Db, job: Job<'report'>, text: Text): Table {
  const { scope, team } = job;
  if (scope.kind === 'days') return daysTable(db, job, text, scope.days);
  if (team !== undefined) return teamTable(db, job, text, { team, id: scope.id, isPart: scope.part !== undefined });
  return campaignTable(db, job, text, { campaignId: scope.id, part: scope.part ?? null });
}

/** Everybody of a campaign of the team, or of a part of it, with the member and the account that wrote to them. */
function teamTable(
  db: Db,
  job: Job<'report'>,
  text: Text,
  { team, id, isPart }: { readonly team: TeamReportFile; readonly id: number; readonly isPart: boolean },
): Table {
  const known = new KnownNumbers();
  const lists = columnsOfCampaign(db, id);
  const { row, ...all } = outcomeColumns(text, job.timeZone, known, accountNames(db));
  const { hasMessage: _, ...some } = all;
  const before = isPart ? some : all;
  const member: ReportColumn<TeamExportRow> = {
    header: text('team.colComputer'),
    cell: ({ member: its }) => its && (team.names[its] ?? text('teamCampaign.gone')),
  };
  const columns = [...Object.values(before), member, row];
  return tableOf(columns, originalColumns(lists, known), exportRows(team, lists[0]?.listId ?? 0));
}

/**
 * The rows of the campaign's file, or of a part of it, in its order, with all their columns. The file of a part does
 * not say who has the message: it lacks people, so it must not be taken for the report of another computer.
 */
function campaignTable(db: Db, job: Job<'report'>, text: Text, scope: CampaignPart): Table {
  const known = new KnownNumbers();
  const { name, phone, hasMessage, row, ...before } = outcomeColumns(text, job.timeZone, known, accountNamesOf(db));
  const date = hasDates(db, scope.campaignId) ? [dateColumn(text)] : [];
  const columns = [name, phone, ...date, ...Object.values(before), ...(scope.part === null ? [hasMessage] : []), row];
  const original = originalColumns(columnsOfCampaign(db, scope.campaignId), known);
  return tableOf(columns, original, rowsOfCampaign(db, scope));
}

/**
 * Everybody who was written to on some days. It does not say who has the message: people of several campaigns have
 * several texts, so this file must not be taken for the report of another computer.
 */
function daysTable(db: Db, job: Job<'report'>, text: Text, days: Days): Table {
  const known = new KnownNumbers();
  const span = spanOf(days, job.timeZone);
  const { name, phone, hasMessage: _, ...after } = outcomeColumns(text, job.timeZone, known, accountNamesOf(db));
  const campaign: ReportColumn<TriedRow> = {
    header: text('reportFile.campaign'),
    cell: ({ campaignName }) => campaignName,
  };
  const date = hasDatesWithin(db, span) ? [dateColumn(text)] : [];
  const columns = [name, phone, campaign, ...date, ...Object.values(after)];
  return tableOf(columns, originalColumns(columnsWithin(db, span), known), rowsWithin(db, span));
}

/** The column with each message's date: in a campaign that goes again, only it tells a person's rows apart. */
function dateColumn(text: Text): ReportColumn<DatedRow> {
  return { header: text('outbox.occasion'), cell: ({ occasion }) => occasion?.replace('T', ' ') ?? '' };
}

/** The names of the accounts; null where there is only one, and then the file has no column for it. */
function accountNamesOf(db: Db): AccountName | null {
  return new Accounts(db).areSeveral() ? accountNames(db) : null;
}

function tableOf<Row extends ExportRow>(
  columns: readonly ReportColumn<Row>[],
  original: OriginalColumns,
  rows: Iterable<Row>,
): Table {
  function* cells(): Generator<Cell[]> {
    for (const row of rows) {
      const written = columns.map(({ cell }) => cell(row));
      original.addTo(written, row);
      yield written;
    }
  }
  return { header: [...columns.map(({ header }) => header), ...original.headers], rows: cells() };
}

type OriginalColumns = {
  readonly headers: readonly string[];
  readonly addTo: (written: Cell[], row: ExportRow) => void;
};

/** The columns of one list, or of several: columns with the same header become one. */
function originalColumns(lists: readonly ListColumns[], known: KnownNumbers): OriginalColumns {
  const headers: string[] = [];
  const places = new Map<string, number>();
  /** For each list, which of its columns goes into which of these, and how its cells are read. */
  const sources = new Map<number, Source[]>();
  for (const list of lists) {
    const seen = new Map<string, number>();
    const sourcesOfList: Source[] = [];
    const chosen = new Map(list.fields.map(({ index, form }) => [index, form?.chosen ?? undefined]));
    for (const [index, header] of list.headers.entries()) {
      // Two columns of one list may have the same header, and stay separate.
      const nth = (seen.get(header) ?? 0) + 1;
      seen.set(header, nth);
      const key = `${nth} ${header}`;
      const place = places.get(key) ?? headers.push(header) - 1;
      places.set(key, place);
      sourcesOfList[place] = { index, ...columnReader(index, chosen.get(index), list) };
    }
    sources.set(list.listId, sourcesOfList);
  }
  return {
    headers,
    addTo: (written, { listId, cells }) => {
      const originals: readonly string[] = JSON.parse(cells);
      const sourcesOfList = sources.get(listId) ?? [];
      for (let place = 0; place < headers.length; place += 1) {
        const source = sourcesOfList[place];
        written.push(source === undefined ? '' : originalCell(originals[source.index] ?? '', source, known));
      }
    },
  };
}

type Source = { readonly index: number } & ColumnReader;

function originalCell(cell: string, { words, value }: ColumnReader, known: KnownNumbers): Cell {
  const of = value(cell);
  return of === null ? inGroups(words(cell), known) : { kind: 'value', words: words(cell), of };
}

/** Writes a phone number in groups: a spreadsheet that opens a CSV file would show it as 4.477E+11. */
function inGroups(cell: string, known: KnownNumbers): string {
  return cell.startsWith('+') && /^\+\d{7,15}$/.test(cell) ? formatPhone(cell, known) : cell;
}

/** Writes the rows that cannot be used, with the problem in words, as a file to correct and import again. */
export async function writeProblems(db: Db, job: Job<'problems'>): Promise<void> {
  const { text } = createText(job.language);
  const lists = new Lists(db);
  const list = lists.get(job.listId);
  const headers = list?.headers ?? [];
  /** The problem is written next to the number that it is about. */
  const withProblem = (problem: string, cells: readonly string[]) =>
    cells.toSpliced((list?.phoneIndex ?? headers.length - 1) + 1, 0, problem);
  const rows = lists.problems(job.listId, Number.MAX_SAFE_INTEGER).map((row): Cell[] => {
    const cells = headers.map((_, index) => row.cells[index] ?? '');
    return [...withProblem(problemWords(text, row.problem), cells), row.rowNumber];
  });
  const practice = noticeOf(job, text);
  // This file is read again, so it has no line above its header, which could be taken for the header.
  const marks = practice === null ? [] : [practice];
  const header = [...withProblem(text('reportFile.problem'), headers), text('reportFile.row'), ...marks];
  if (job.format === 'csv') return writeCsv(job.path, header, rows, { separator: job.separator });
  const isRightToLeft = directions[job.language] === 'rtl';
  await writeWorkbook(job.path, [{ name: text('reportFile.rowsSheet'), header, rows, isRightToLeft }]);
}

/** The people who have, or may have, a report's text according to it. Only practice mode reads practice reports. */
export async function peopleOfReport(
  path: string,
  fileName: string,
  { isPractice } = { isPractice: false },
): Answer<Reported> {
  const inspected = await inspectTable(path);
  if (!inspected.ok) return inspected;
  if (!isPractice && inspected.value.sheets.some(isOfPractice)) return refuse('report_of_practice', fileName);
  for (const language of languages) {
    const { text } = createText(language);
    for (const sheet of inspected.value.sheets) {
      const columns = peopleColumns(sheet.headers, text);
      if (columns !== null) return readPeople(path, sheet, columns, text);
    }
  }
  return refuse('not_a_report', fileName);
}

/** Whether a sheet says above its header, in any language, that it comes from practice mode. */
function isOfPractice({ firstRows }: SheetInspection): boolean {
  const notices = languages.map((language) => noticeOf({ isPractice: true }, createText(language).text));
  return firstRows.some(({ cells: [first = ''] }) => notices.includes(first.trim()));
}

async function readPeople(path: string, sheet: SheetInspection, columns: PeopleColumns, text: Text): Answer<Reported> {
  const phones = new Set<string>();
  const leftAtMs: Record<string, number> = {};
  for await (const row of readTable(path, { sheet: sheet.name, headerRow: sheet.headerRow })) {
    if (!row.ok) return row;
    const { cells, rowNumber } = row.value;
    const has = readHasMessage(cells[columns.has] ?? '', text);
    if (has === 'no') continue;
    const phone = parsePhone(cells[columns.phone] ?? '', 'GB');
    // If a word or number can no longer be read, its person would get the text twice: the file is refused.
    if (has === null || !phone.ok || phone.assumedCountry) return refuse('not_a_report', `row ${rowNumber}`);
    phones.add(phone.e164);
    const { left } = columns;
    const atMs = left && writtenMoment(cells[left.index] ?? '', left.timeZone);
    if (atMs !== null) leftAtMs[phone.e164] = Math.max(atMs, leftAtMs[phone.e164] ?? 0);
  }
  return succeed({ phones: [...phones], leftAtMs });
}
