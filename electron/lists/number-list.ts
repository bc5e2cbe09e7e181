import { DateTime } from 'luxon';
import type { Db } from '../../db/database.ts';
import { DoNotContactList, type NumberOfFile } from '../../db/people/do-not-contact.ts';
import { limits } from '../../domain/limits.ts';
import { sheetsWithPhones } from '../../domain/lists/best-sheet.ts';
import { valueOfCell } from '../../domain/lists/blank-cell.ts';
import { readCell } from '../../domain/lists/cell-reading.ts';
import { paddedDate } from '../../domain/lists/column-values.ts';
import { type BlockedReason, blockedReasons, type UnreadRow } from '../../domain/people/blocked.ts';
import { KnownNumbers } from '../../domain/phone/known-numbers.ts';
import { type CountryCode, formatPhone, parsePhone } from '../../domain/phone/phone.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { type Language, languages } from '../../domain/settings.ts';
import { cleanValue } from '../../domain/template/template.ts';
import { createText } from '../../domain/text/index.ts';
import type { Answer } from '../commands.ts';
import type { Cell } from '../formats/cell.ts';
import { writeCsv } from '../formats/write-csv.ts';
import type { Job } from '../worker/jobs.ts';
import { inspectTable, isUncalculated, readTable } from './read-table.ts';

export type NumberList = {
  /** In E.164, each once. */
  readonly numbers: NumberOfFile[];
  /** Rows without a number, or with one that is none. */
  readonly cannotBeUsed: number;
  /** The first of these. */
  readonly unread: UnreadRow[];
};

type NumbersSource = Omit<Job<'numbers'>, 'kind'>;

/** Reads a file's numbers and, in a file of this app, why, since when and by whom. A missed one would be written to. */
export async function readNumbers(file: NumbersSource): Answer<NumberList> {
  const inspected = await inspectTable(file.path, { eachNumber: true });
  if (!inspected.ok) return inspected;
  const { sheets } = inspected.value;
  if (sheets.some(isUncalculated)) return refuse('not_calculated');
  const withPhones = sheetsWithPhones(sheets);
  const numbers = new Map<string, NumberOfFile>();
  const known = new KnownNumbers();
  let cannotBeUsed = 0;
  const unread: UnreadRow[] = [];
  for (const { name, headers, headerRow, mapping } of withPhones.length > 0 ? withPhones : sheets.slice(0, 1)) {
    const ofOurs = new OurColumns(headers, file);
    const columns = mapping === null ? [0] : [mapping.phone, ...mapping.further];
    for await (const row of readTable(file.path, { sheet: name, headerRow, eachNumber: true })) {
      if (!row.ok) return row;
      const { cells, rowNumber } = row.value;
      const filled = columns.map((column) => cells[column] ?? '').filter((cell) => valueOfCell(cell) !== '');
      const ofCells = filled.map((cell) => ({ cell, phones: numbersOf(cell, file.country, known) }));
      const phones = ofCells.flatMap((read) => read.phones);
      const without = ofCells.filter((read) => read.phones.length === 0).map(({ cell }) => cell);
      if (phones.length === 0 || without.length > 0) {
        cannotBeUsed += 1;
        const cell = without.join(', ').slice(0, limits.unreadRowCharacters);
        if (unread.length < limits.unreadRowsNamed)
          unread.push({ sheet: withPhones.length > 1 ? name : '', rowNumber, cell });
      }
      const why = ofOurs.read(cells);
      for (const phone of phones) {
        const before = numbers.get(phone);
        numbers.set(phone, { phone, ...why, ...before, note: before?.note || why.note });
      }
    }
  }
  return succeed({ numbers: [...numbers.values()], cannotBeUsed, unread });
}

/**
 * Every number that a cell may mean. For recipients, a person is asked which number a damaged cell means; here all of
 * them are blocked, since nobody is asked, and a campaign's list may have lost the same zero.
 */
function numbersOf(cell: string, country: CountryCode, known: KnownNumbers): readonly string[] {
  const plain = parsePhone(cell, country);
  if (plain.ok) return [plain.e164];
  const read = readCell(cell, { country, others: [], asked: [], seen: new Set(), isNamed: false, area: '' }, known);
  return read.kind === 'number' ? [read.phone] : read.readings.map(({ phone }) => phone);
}

function momentForm(country: string): string {
  return `${paddedDate(country).replaceAll('m', 'M')} HH:mm:ss`;
}

/** The further columns of a file that this app wrote, in any language. Other files have none. */
class OurColumns {
  readonly #places: Readonly<Record<ColumnKey, number>>;
  readonly #timeZone: string;
  readonly #moment: string;
  readonly #reasons: ReadonlyMap<string, BlockedReason>;

  constructor(headers: readonly string[], { timeZone, country }: NumbersSource) {
    const placeOf = (key: ColumnKey) => {
      const words: string[] = languages.map((language) => createText(language).text(`doNotContact.${key}`));
      return headers.findIndex((header) => words.includes(header));
    };
    this.#places = { note: placeOf('note'), since: placeOf('since'), who: placeOf('who'), why: placeOf('why') };
    this.#timeZone = timeZone;
    this.#moment = momentForm(country);
    const ofLanguage = (language: Language) =>
      blockedReasons.map((why) => [createText(language).text(`doNotContact.reasons.${why}`), why] as const);
    this.#reasons = new Map(languages.flatMap(ofLanguage));
  }

  read(cells: readonly string[]): Omit<NumberOfFile, 'phone'> {
    const note = this.#cell(cells, 'note').slice(0, limits.noteCharacters);
    const why = this.#reasons.get(this.#cell(cells, 'why'));
    const since = DateTime.fromFormat(this.#cell(cells, 'since'), this.#moment, { zone: this.#timeZone });
    if (why === undefined || !since.isValid) return { note };
    const who = this.#cell(cells, 'who').slice(0, limits.nameCharacters);
    return { note, why, addedAtMs: since.toMillis(), who };
  }

  #cell(cells: readonly string[], key: ColumnKey): string {
    return cleanValue(cells[this.#places[key]] ?? '');
  }
}

type ColumnKey = 'note' | 'since' | 'who' | 'why';

/** Writes the do-not-contact list. `readNumbers` can read the file back in any language. */
export async function writeNumbers(db: Db, file: Omit<Job<'numbersFile'>, 'kind'>): Promise<void> {
  const { path, separator, language, country, timeZone, isPractice } = file;
  const moment = momentForm(country);
  const { text } = createText(language);
  const rows = new DoNotContactList(db).list().map(({ phone, name, note, why, who, addedAtMs }): Cell[] => {
    const since = DateTime.fromMillis(addedAtMs, { zone: timeZone }).toFormat(moment);
    return [formatPhone(phone), name, text(`doNotContact.reasons.${why}`), note, since, who];
  });
  const header = [
    ...[text('doNotContact.phone'), text('doNotContact.name'), text('doNotContact.why')],
    ...[text('doNotContact.note'), text('doNotContact.since'), text('doNotContact.who')],
  ];
  await writeCsv(path, header, rows, { separator, notice: isPractice ? text('reportFile.practice') : null });
}
