import { limits } from '../limits.ts';
import { foldText } from '../messages/fold.ts';
import { CountryNames } from '../phone/country-names.ts';
import { variantKey } from '../phone/digit-variants.ts';
import { KnownNumbers } from '../phone/known-numbers.ts';
import { type CountryCode, countryOfPhone, isCountry, isOfKnownKind } from '../phone/phone.ts';
import { PhoneZones } from '../phone/phone-zones.ts';
import { valueOfCell } from './blank-cell.ts';
import { type CellReading, isLandline, readCell, type ToDecide, toDecide } from './cell-reading.ts';
import { rowNames } from './full-name.ts';
import { isAreaCode } from './guess-mapping.ts';
import type { FileRow } from './header-row.ts';
import { namesArea } from './header-words.ts';
import { type Decision, decided, type ListChoices, usedDespiteNo } from './list-choices.ts';
import type { ListEvidence } from './list-evidence.ts';
import type { Mapping } from './list-mapping.ts';
import { areaDigits, otherCountries } from './list-survey.ts';
import { cross, isOfPersonAlone, type Refusal, Refusals } from './refusal/refusal.ts';
import { countryOfReading, defaultOf, leaveOut, likelyReading, type Reading, type RowCause } from './row-cause.ts';
import { isInSegment } from './segment.ts';
import { hasSheetColumn } from './sheet-column.ts';

/** `broken`: the quotation marks of the row are unbalanced, so the next row may have run into it. */
export type TableRow = FileRow & { readonly broken: boolean };

type RowReading =
  | {
      readonly kind: 'recipient';
      /** E.164. */
      readonly phone: string;
      /** The country that assigns the number. */
      readonly country: string;
      /** The time zones that the number's prefix tells, where it tells more than the country. */
      readonly zones: string;
      readonly isLandline: boolean;
      /** Where the number's country was taken from. */
      readonly countryFrom: 'number' | 'row' | 'list';
      /** Cause and reading in the form of `decisionKey`; empty where nothing had to be decided. */
      readonly decision: string;
    }
  | { readonly kind: 'undecided'; readonly cause: RowCause; readonly readings: readonly Reading[] }
  /** `saidBy`: the number with the cell of another row that says no to it; undefined where the row itself does. */
  | { readonly kind: 'left_out'; readonly cause: RowCause; readonly saidBy: Reading | undefined }
  | { readonly kind: 'not_chosen' };
type CountryFrom = Extract<RowReading, { kind: 'recipient' }>['countryFrom'];

/** What determines how a list is read. */
type ReadBy = {
  readonly mapping: Mapping;
  readonly headers: readonly string[];
  readonly country: CountryCode;
  readonly choices: ListChoices;
  readonly evidence: ListEvidence;
  readonly rowCount: number;
  /** People whom the operator has allowed again, by their number's key: what a list says of them may be older. */
  readonly letBackIn: ReadonlySet<string>;
  /** The rows that say no, so that others with their numbers are heeded too. Without them each row speaks for itself. */
  readonly refusing?: RefusingRows;
};

/** Rows of a list that say no, by their row numbers, with the cells that do. */
export type RefusingRows = ReadonlyMap<number, { readonly row: TableRow; readonly refusal: Refusal }>;

/** What is found in a row before any decision. */
type Found = { readonly kind: 'number'; readonly phone: string; readonly countryFrom: CountryFrom } | ToDecide;

/** What was found in rows, to share between readers that differ only in their decisions. */
export type FoundInRows = WeakMap<TableRow, Found>;

/** A decision in the form in which it is stored with the rows that follow it. */
export function decisionKey(cause: string, as: string): string {
  return `${cause}>${as}`;
}

/** The decision stored for a cell that was corrected here. */
const editedKey = decisionKey('edited', 'edited');

/** Reads the rows of one list. The result for a row depends on the row, and on what all rows together say. */
export class RowReader {
  readonly #by: ReadBy;
  readonly #names = new CountryNames();
  readonly #known = new KnownNumbers();
  readonly #zones = new PhoneZones();
  readonly #columns: number;
  readonly #edits: ReadonlyMap<number, string>;
  readonly #despiteNo: ReadonlySet<number>;
  readonly #others: readonly CountryCode[];
  readonly #asked: readonly CountryCode[];
  readonly #seen: ReadonlySet<CountryCode>;
  readonly #refusals: Refusals;
  /** The cells that say no, by the keys of their rows' numbers; with the name, where they speak of that person alone. */
  readonly #refused = new Map<string, NonNullable<Reading['from']>>();
  #lastRefusal: { readonly cells: readonly string[]; readonly refusal: Refusal | null } | null = null;
  /** The columns whose headers name area codes. */
  readonly #areas: ReadonlySet<number>;
  readonly #nameOf: ReturnType<typeof rowNames>;
  readonly #isChosen: (cells: readonly string[]) => boolean;
  readonly #found: FoundInRows | null;

  /** `found`: shared with another reader of the same list that differs only in its decisions. */
  constructor(by: ReadBy, found: FoundInRows | null = null) {
    this.#by = by;
    this.#found = found;
    const { edits, despiteNo, countries, decisions, segment } = by.choices;
    this.#columns = hasSheetColumn(by.headers) ? by.headers.length - 1 : Number.POSITIVE_INFINITY;
    this.#edits = new Map(edits.map(({ rowNumber, cell }) => [rowNumber, cell]));
    this.#despiteNo = new Set(despiteNo);
    const asked = [...countries, ...decisions.map(({ as }) => countryOfReading(as) ?? '')].filter(isCountry);
    this.#asked = [...new Set(asked)];
    this.#others = otherCountries(by.evidence, by.country, by.rowCount);
    this.#seen = new Set([...by.evidence.seen.map(({ country }) => country), ...asked].filter(isCountry));
    this.#refusals = new Refusals(by.headers);
    this.#areas = new Set([...by.headers.keys()].filter((index) => namesArea(by.headers[index] ?? '')));
    this.#isChosen = isInSegment(segment);
    const { name, fields } = by.mapping;
    this.#nameOf = rowNames(
      name,
      fields.map(({ index }) => ({ index, header: by.headers[index] ?? '' })),
    );
    for (const { row, refusal } of by.refusing?.values() ?? []) {
      const [phone] = numbersOf(this.#find(row));
      const { index } = refusal;
      if (phone === undefined) continue;
      const isAlone = isOfPersonAlone(refusal, by.headers[index] ?? '');
      const key = isAlone ? this.#personKey(phone, row) : variantKey(phone);
      this.#refused.set(key, { index, cell: row.cells[index] ?? '' });
    }
  }

  /** The cell that the number is read from, as it stands in the file or was corrected. */
  cellOf({ rowNumber, cells }: TableRow): string {
    return this.#edits.get(rowNumber) ?? cells[this.#by.mapping.phone] ?? '';
  }

  /** The same, cut to the length that is shown. */
  shownCellOf(row: TableRow): string {
    return this.cellOf(row).slice(0, limits.nameCharacters);
  }

  /** The country in the row's Country column; null where it names no known country. */
  namedCountry({ cells }: TableRow): CountryCode | null {
    const { mapping } = this.#by;
    return mapping.country === null ? null : this.#names.read(cells[mapping.country] ?? '');
  }

  /** The cell in which the row itself refuses messages; null where there is none. */
  refusal({ rowNumber, cells }: TableRow): Refusal | null {
    if (this.#by.refusing !== undefined) return this.#by.refusing.get(rowNumber)?.refusal ?? null;
    // Asked for twice per row: to read it and to count it.
    if (this.#lastRefusal?.cells !== cells) this.#lastRefusal = { cells, refusal: this.#refusals.find(cells) };
    return this.#lastRefusal.refusal;
  }

  read(row: TableRow): RowReading {
    // Nobody knows whose cells are in a broken row, so it stays broken whichever part of the list is chosen.
    if (!row.broken && !this.#isChosen(row.cells)) return { kind: 'not_chosen' };
    const found = this.#found?.get(row) ?? this.#heed(row, this.#find(row));
    this.#found?.set(row, found);
    const isEdited = this.#edits.has(row.rowNumber);
    if (found.kind === 'number') return this.#recipient(found.phone, found.countryFrom, isEdited ? editedKey : '');
    const { cause, readings } = found;
    const decision = decided(found, this.#decisionsAbout(row)) ?? defaultReading(found);
    if (decision === leaveOut) return { kind: 'left_out', cause, saidBy: saidBy(found) };
    if (decision === null) return { kind: 'undecided', cause, readings };
    const from = this.namedCountry(row) === null ? 'number' : 'row';
    return this.#recipient(
      decision.phone,
      defaultOf(cause) === null ? 'number' : from,
      decisionKey(cause, decision.as),
    );
  }

  #decisionsAbout({ rowNumber }: TableRow): readonly Decision[] {
    const { decisions } = this.#by.choices;
    return this.#despiteNo.has(rowNumber) ? [...decisions, usedDespiteNo] : decisions;
  }

  #recipient(phone: string, countryFrom: CountryFrom, decision: string): RowReading {
    const country = this.#known.countryOf(phone) ?? countryOfPhone(phone);
    const zones = this.#zones.find(phone, country);
    const isCertain = isLandline(phone, this.#known) && isOfKnownKind(phone);
    return { kind: 'recipient', phone, country: country ?? '', zones, isLandline: isCertain, countryFrom, decision };
  }

  /** What the row itself says about its person comes before how its number is written. */
  #heed(row: TableRow, found: Found): Found {
    const phones = numbersOf(found);
    const isOwn = this.refusal(row) !== null;
    const phone = isOwn ? phones[0] : phones.find((one) => this.#refusedIn(one, row) !== undefined);
    if (phone === undefined) return found;
    const cause = this.#by.letBackIn.has(variantKey(phone)) ? 'says_no_again' : 'says_no';
    const from = isOwn ? undefined : this.#refusedIn(phone, row);
    return toDecide(cause, [{ as: 'as_is', phone, ...(from && { from }) }]);
  }

  /** The cell of any row that says no for this number: a person may stand in several, and has refused once for all. */
  #refusedIn(phone: string, row: TableRow): Reading['from'] {
    if (this.#refused.size === 0) return undefined;
    return this.#refused.get(variantKey(phone)) ?? this.#refused.get(this.#personKey(phone, row));
  }

  #personKey(phone: string, { cells }: TableRow): string {
    const name = this.#nameOf((index) => (cells[index] ?? '').replace(cross, '').trim());
    return `${variantKey(phone)} ${foldText(name)}`;
  }

  #find(row: TableRow): Found {
    if (row.broken) return toDecide('broken_quotes');
    if (row.cells.some((text) => text.length > limits.importCellCharacters)) return toDecide('cell_too_long');
    const isEdited = this.#edits.has(row.rowNumber);
    const named = this.namedCountry(row);
    const read = this.#readCell(row, this.cellOf(row), isEdited ? null : this.#by.mapping.phone);
    const from = named === null ? 'list' : 'row';
    const isOpen = this.#by.evidence.isCountryOpen && !this.#by.choices.isCountryChosen && !isEdited && named === null;
    if (read.kind === 'number') {
      const { phone, assumedCountry, isWithArea } = read;
      if (isOpen && assumedCountry) return toDecide('country_first');
      const countryFrom = assumedCountry ? from : 'number';
      if (isEdited) return { kind: 'number', phone, countryFrom };
      const beside = read.isLandline ? this.#beside(row, 'mobile') : null;
      if (beside !== null) return toDecide('mobile_beside', [beside, { as: 'as_is', phone }]);
      if (read.isLandline) return toDecide('landline', [{ as: 'as_is', phone }]);
      return isWithArea
        ? toDecide('area_column', [this.#withArea(row, phone)])
        : { kind: 'number', phone, countryFrom };
    }
    if (isEdited) return read;
    if (isOpen && !saysNothing(read.cause)) return toDecide('country_first');
    return this.#findBeside(row, read);
  }

  /** Looks into the further columns of a row without a certain number. */
  #findBeside(row: TableRow, read: ToDecide): Found {
    const hasMobile = read.readings.some(({ as, phone }) => as !== 'as_is' && !isLandline(phone, this.#known));
    const beside = hasMobile ? null : this.#beside(row, read.readings.length > 0 ? 'mobile' : 'any');
    if (beside !== null) {
      const isEmpty = read.readings.every(({ as }) => as === 'as_is');
      return toDecide(isEmpty ? 'other_column' : 'mobile_beside', [beside, ...read.readings]);
    }
    if (read.readings.length > 0) return read;
    const doubt = this.#doubtBeside(row);
    if (doubt !== null) return doubt;
    const isNobody = saysNothing(read.cause) ? this.#isNoPerson(row) : read.cause === 'too_short' && isSum(row);
    return isNobody ? toDecide('not_a_person') : read;
  }

  #withArea({ cells }: TableRow, phone: string): Reading {
    const index = this.#areaOf(this.#by.mapping.phone) ?? 0;
    return { as: 'area', phone, from: { index, cell: cells[index] ?? '' } };
  }

  /** The column with the area code for a phone column: the one right before it, or the one that was named. */
  #areaOf(phone: number): number | null {
    return this.#areas.has(phone - 1) ? phone - 1 : this.#by.mapping.area;
  }

  #readCell(row: TableRow, cell: string, column: number | null): CellReading {
    const named = this.namedCountry(row);
    const area = column === null ? null : this.#areaOf(column);
    const beside = area === null ? '' : (row.cells[area] ?? '');
    return readCell(
      valueOfCell(cell) === '' ? '' : cell,
      {
        country: named ?? this.#by.country,
        others: this.#others,
        asked: this.#asked,
        seen: this.#seen,
        isNamed: named !== null || column === null,
        area: isAreaCode(beside) ? areaDigits(beside) : '',
      },
      this.#known,
    );
  }

  /** The first certain number in a further phone column: of a mobile only, or of any kind. */
  #beside(row: TableRow, least: 'mobile' | 'any'): Reading | null {
    const found = this.#by.mapping.further.flatMap((index): Reading[] => {
      const cell = row.cells[index] ?? '';
      const read = valueOfCell(cell) === '' ? null : this.#readCell(row, cell, index);
      const phone = read === null ? null : read.kind === 'number' ? read.phone : plainReading(read);
      return phone === null ? [] : [{ as: 'second_column', phone, from: { index, cell } }];
    });
    const mobile = found.find(({ phone }) => !isLandline(phone, this.#known));
    return mobile ?? (least === 'any' ? (found[0] ?? null) : null);
  }

  /** What must be decided about a further phone column, where the phone column itself leaves nothing to choose from. */
  #doubtBeside(row: TableRow): ToDecide | null {
    for (const index of this.#by.mapping.further) {
      const cell = row.cells[index] ?? '';
      const read = valueOfCell(cell) === '' ? null : this.#readCell(row, cell, index);
      if (read?.kind !== 'to_decide' || read.readings.length === 0) continue;
      const from = { index, cell };
      return toDecide(
        read.cause,
        read.readings.map((one) => ({ ...one, from })),
      );
    }
    return null;
  }

  /** Whether a row without a number is a total, a note below the table, or a repeated header. */
  #isNoPerson({ cells }: TableRow): boolean {
    const { headers, mapping } = this.#by;
    const filled = [...cells.entries()].filter(([index, cell]) => index < this.#columns && cell.trim() !== '');
    const [first] = filled;
    if (first === undefined) return false;
    const isHeader = (index: number, cell: string) => foldText(cell.trim()) === foldText((headers[index] ?? '').trim());
    if (filled.length > 1 && filled.every(([index, cell]) => isHeader(index, cell))) return true;
    const [index, cell] = first;
    if (totalWords.test(foldText(cell.trim()))) return true;
    const isAlone = filled.length === 1 && headers.length > 2;
    return isAlone && (index !== mapping.name || /\d|[:.]$/.test(cell.trim()) || cell.trim().length > noteCharacters);
  }
}

function saidBy({ cause, readings }: ToDecide): Reading | undefined {
  return cause.startsWith('says_no') ? readings.find(({ from }) => from) : undefined;
}

function numbersOf(found: Found): string[] {
  return found.kind === 'number' ? [found.phone] : found.readings.map(({ phone }) => phone);
}

/** A single cell in a row that is longer than this is a note and no name. */
const noteCharacters = 50;

/** How a line of totals begins, or a line that a program adds below a table, in the form of `foldText`. */
const totalWords =
  /^(?:(?:grand |sub ?)?totals?|sum|summe|gesamt|suma|soma|somme|count|average|printed|generated|exported|created|page|pagina|impreso|impresso|gerado|exportado|generado|source|fuente|fonte|المجموع|الاجمالي|اجمالي|مجموع|صفحه)(?!\p{L})/u;

/** Nothing but the word for a sum, which stands before the sums of the columns. */
const sumWord =
  /^(?:(?:grand |sub ?)?totals?(?: (?:geral|general))?|sum|summe|gesamt|suma|soma|somme|المجموع|الاجمالي|اجمالي|مجموع)[ :.=]*$/u;

function isSum({ cells }: TableRow): boolean {
  return sumWord.test(foldText((cells.find((cell) => cell.trim() !== '') ?? '').trim()));
}

/** Whether the cell has no number at all. */
function saysNothing(cause: RowCause): boolean {
  return cause === 'empty' || cause === 'not_a_number';
}

/** The number of an undecided cell, where a careful person would have no doubt. */
function plainReading({ cause, readings }: ToDecide): string | null {
  const offered = readings.map(({ as }) => as);
  const best = likelyReading(cause, offered);
  return readings.find(({ as }) => as === best)?.phone ?? null;
}

/** What a row becomes without a decision; null where it waits for one. */
function defaultReading({ cause, readings }: ToDecide): Reading | typeof leaveOut | null {
  const as = defaultOf(cause);
  if (as === leaveOut) return leaveOut;
  return readings.find((one) => one.as === as) ?? null;
}
