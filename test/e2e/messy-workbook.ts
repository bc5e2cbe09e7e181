/**
 * A workbook as campaign offices keep them, of any length, which knows for each row what should become of it. The same
 * length and language give the same file.
 */
import { type CellStyle, type CellValue, type Sheet, writeXlsx } from 'hucre/xlsx';
import type { RowCause } from '../../domain/lists/row-cause.ts';
import { inflate, openZip } from '../../electron/formats/zip.ts';
import { zip } from '../support/zip.ts';
import { collect } from '../unit/formats/fixtures.ts';

/** What should become of a row of the file: at once, or by the decision about a cause. */
export type Fate = 'recipient' | 'repeat' | RowCause;
export type MessyRow = { readonly fate: Fate; readonly cells: readonly CellValue[] };
export type MessyWorkbook = {
  readonly bytes: Buffer;
  /** The rows of people in both sheets, and the other rows between and below them. */
  readonly rows: readonly MessyRow[];
  readonly sheets: { readonly main: string; readonly late: string };
};

/** How an office of one country writes. Some numbers of other countries lack their prefix. */
type Office = {
  readonly sheets: { readonly notes: string; readonly main: string; readonly late: string };
  readonly title: string;
  readonly notes: readonly string[];
  readonly groups: readonly [person: string, contact: string];
  readonly headers: readonly string[];
  readonly firstNames: readonly string[];
  readonly familyNames: readonly string[];
  readonly towns: readonly string[];
  /** The country of the office, and two others that its people have numbers of. */
  readonly home: NumberPlan;
  readonly others: readonly [NumberPlan, NumberPlan];
  /** Text around numbers, with `#` in their place. */
  readonly labels: readonly string[];
  readonly or: string;
  readonly words: readonly string[];
  readonly total: string;
  readonly footnote: string;
};

/** Numbers that occur nowhere else in the file, each from an index below 400. */
type NumberPlan = {
  readonly country: readonly string[];
  readonly prefix: string;
  /** Without the leading zero. */
  readonly national: (index: number) => string;
};

const britain: NumberPlan = {
  country: ['UK', 'United Kingdom', 'GBR', 'Great Britain', '+44', 'المملكة المتحدة'],
  prefix: '44',
  national: (index) => `${7_700_900_000 + index}`,
};
const egypt: NumberPlan = {
  country: ['مصر', 'Egypt', 'EG', '20', 'EGY', 'Egipto'],
  prefix: '20',
  national: (index) => `${1_000_000_000 + index}`,
};
const emirates: NumberPlan = {
  country: ['UAE', 'الإمارات', '+971', 'AE'],
  prefix: '971',
  national: (index) => `${500_000_000 + index}`,
};
const brazil = {
  country: ['Brasil', 'Brazil', 'BRA', 'BR'],
  written: (index: number) => `(11) 99999-${String(index).padStart(4, '0')}`,
};

export const offices: Readonly<Record<'en' | 'ar', Office>> = {
  en: {
    sheets: { notes: 'Read me', main: 'Supporters (final v3)', late: 'Late sign-ups' },
    title: 'Spring supporters, ward lists, exported by the office',
    notes: ['Do not edit column A.', 'Questions? Ask Hanne, ext. 12.'],
    groups: ['Person', 'Contact'],
    headers: ['ID', 'First name', 'Full name', 'Mobile / WhatsApp', 'Other phone', 'Country', 'Town'].concat([
      ...['Member since', 'Donation', 'Last seen', 'Notes'],
    ]),
    firstNames: ['Siân', 'Mohammed', 'Agnieszka', 'Callum', 'Priya', 'Zoë', 'Oliver', 'D’Arcy', 'Tunde', 'Hanne'],
    familyNames: ['MacDonald', 'Okafor', 'Nowak', 'Smith-Jones', 'Nair', 'Hart', 'Grant', 'Brown', 'Balogun'],
    towns: ['Leith', 'Bristol', 'Portobello', 'n/a', 'Cairo', ''],
    home: britain,
    others: [egypt, emirates],
    labels: ['mob: #', 'tel. #', '# (WhatsApp)', 'Mobile # - call after 6'],
    or: 'or',
    words: ['ask her sister', 'see column F'],
    total: 'Total',
    footnote: 'Printed 26/11/2026, page 1 of 1',
  },
  ar: {
    sheets: { notes: 'اقرأ أولًا', main: 'المناصرون (نهائي)', late: 'المسجلون لاحقًا' },
    title: 'مناصرو الربيع، قوائم الأحياء، من المكتب',
    notes: ['لا تغيّر العمود الأول.', 'للأسئلة: هالة، تحويلة 12.'],
    groups: ['الشخص', 'التواصل'],
    headers: ['المعرّف', 'الاسم الأول', 'الاسم الكامل', 'الجوال / واتساب', 'هاتف آخر', 'الدولة', 'المدينة'].concat([
      ...['عضو منذ', 'التبرع', 'آخر زيارة', 'ملاحظات'],
    ]),
    firstNames: ['ليلى', 'عمر', 'نور', 'سلمى', 'يوسف', 'هدى', 'كريم', 'منى', 'طارق', 'ريم'],
    familyNames: ['الحسن', 'منصور', 'خليل', 'سعيد', 'عبد الله', 'فاروق', 'السيد', 'حداد', 'نصر'],
    towns: ['الميناء', 'الحي القديم', 'الجيزة', 'غير معروف', 'دبي', ''],
    home: egypt,
    others: [britain, emirates],
    labels: ['جوال: #', 'هاتف #', '# (واتساب)', 'موبايل # بعد السادسة'],
    or: 'أو',
    words: ['اسأل أختها', 'انظر العمود F'],
    total: 'المجموع',
    footnote: 'طُبعت في 26/11/2026، صفحة 1 من 1',
  },
};

/** British numbers with a scenario of the practice page, and the rows that they are in. */
export const scenarioRows = { silent: 6, absent: 12, slow: 17 } as const;
const scenarioNumbers: ReadonlyMap<number, string> = new Map([
  [scenarioRows.silent, '+44 7700 900803'],
  [scenarioRows.absent, '+44 7700 900814'],
  [scenarioRows.slow, '+44 7700 900801'],
]);

/** Names that are none: placeholders, and letters that a wrong code page destroyed. */
const brokenNames = ['???', 'n/a', 'ZoÃ«', '-'] as const;
/** The first of the second numbers of people who have two. */
const furtherNumbers = 400;
const hiddenEvery = 50;
const blankEvery = 40;
const lateShare = 0.14;
const longDate: CellStyle = { numFmt: 'd mmmm yyyy' };
const shortDateCode = 'mm-dd-yy';
const shortDate: CellStyle = { numFmt: shortDateCode };
const amount: CellStyle = { numFmt: '#,##0.00' };
const bold: CellStyle = { font: { bold: true } };

type Contact = { readonly fate: Fate; readonly phone: CellValue; readonly other?: string; readonly country?: string };
/** How one kind of row writes its number, given its place and how often the kind occurred before. */
type Kind = (office: Office, index: number, turn: number) => Contact;

const plain =
  (spell: (national: string, plan: NumberPlan) => string): Kind =>
  ({ home }, index, turn) => ({
    fate: 'recipient',
    phone: scenarioNumbers.get(index) ?? spell(home.national(index), home),
    country: turn % 2 === 0 ? pick(home.country, turn) : '',
  });
const national = plain((digits) => `0${digits.slice(0, 4)} ${digits.slice(4)}`);
const international = plain((digits, { prefix }) => `+${prefix} ${digits}`);
const withZeros = plain((digits, { prefix }) => `00${prefix} ${digits.slice(0, 3)}-${digits.slice(3)}`);
const inBrackets = plain((digits) => `(0${digits.slice(0, 4)}) ${digits.slice(4, 7)}.${digits.slice(7)}`);
const inArabicDigits = plain((digits) => `0${digits}`.replaceAll(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? ''));

const words: Kind = ({ home, labels }, index, turn) => ({
  fate: 'words_around',
  phone: pick(labels, turn).replace('#', `0${home.national(index)}`),
});
/** The spreadsheet took it for a number. */
const lostZero: Kind = ({ home }, index) => ({ fate: 'lost_zero', phone: Number(home.national(index)) });
const inOtherColumn: Kind = ({ home }, index, turn) => ({
  fate: 'other_column',
  phone: turn % 3 === 0 ? '-' : '',
  other: `0${home.national(index)}`,
});
const ofOther =
  (which: 0 | 1): Kind =>
  ({ others, home }, index) => {
    // A mobile of the Emirates is written as a landline of Egypt.
    const isLandlineHere = home === egypt && others[which] === emirates;
    const fate = isLandlineHere ? 'landline_or_abroad' : 'other_country';
    return { fate, phone: `0${others[which].national(index)}` };
  };
const ofOtherWithPrefix: Kind = ({ others }, index, turn) => {
  const { prefix, national } = others[turn % 2 === 0 ? 0 : 1];
  return { fate: 'recipient', phone: `+${prefix}${national(index)}` };
};
const byCountryColumn: Kind = (_office, index, turn) => ({
  fate: 'recipient',
  phone: brazil.written(index),
  country: pick(brazil.country, turn),
});
const several: Kind = ({ home, or }, index, turn) => {
  const [one, other] = [home.national(index), home.national(index + furtherNumbers)];
  return { fate: 'several_numbers', phone: turn % 2 === 0 ? `0${one} / 0${other}` : `0${one} ${or} 0${other}` };
};
const letterO: Kind = ({ home }, index) => ({
  fate: 'letter_o',
  phone: `+${home.prefix} ${home.national(index).replaceAll('0', 'O')}`,
});
/** Rows that only a person can decide about, or that a program left behind. */
const rare: Kind = ({ home, words: instead }, index, turn) => {
  const kinds: readonly Contact[] = [
    { fate: 'rounded', phone: '4.47701E+11' },
    { fate: 'decimal', phone: `${home.prefix}${home.national(index)}.0` },
    { fate: 'not_a_number', phone: pick(instead, turn) },
    { fate: 'too_short', phone: `0${home.national(index).slice(0, 6)}` },
    { fate: 'empty', phone: '' },
  ];
  return pick(kinds, turn);
};
/** The number of the row before, in another spelling. */
const repeat: Kind = ({ home }, index) => ({
  fate: 'repeat',
  phone: `+${home.prefix} ${home.national(index - 1)}`,
});

/** The kinds of rows, repeated throughout the file. Rows 6, 12 and 17 are plain, for the scenarios. */
const kinds: readonly Kind[] = [
  ...[national, international, words, national, lostZero, inOtherColumn, national, withZeros, words, byCountryColumn],
  ...[
    ofOther(0),
    several,
    inBrackets,
    lostZero,
    international,
    words,
    letterO,
    national,
    ofOtherWithPrefix,
    ofOther(1),
  ],
  ...[several, rare, national, repeat, words, inOtherColumn, inArabicDigits, rare, ofOtherWithPrefix, national],
];
/** The last row of each round has no name that a person could be called by. */
const isNameless = (index: number) => index % kinds.length === kinds.length - 1;

/** `people` rows of people in two sheets, with all the other rows around them. */
export async function makeMessyWorkbook(language: 'en' | 'ar', people: number): Promise<MessyWorkbook> {
  const office = offices[language];
  const rows = Array.from({ length: people }, (_, index) => personRow(office, index));
  const late = Math.round(people * lateShare);
  const main = around(office, rows.slice(0, people - late));
  const further = around(office, rows.slice(people - late));
  const { sheets, title, notes, groups, headers } = office;
  const above: CellValue[][] = [[title], [], ['', groups[0], '', groups[1]], [...headers]];
  const bytes = await writeXlsx({
    sheets: [
      { name: sheets.notes, rows: notes.map((note) => [note]) },
      {
        ...styled(main, above),
        name: sheets.main,
        merges: [
          { startRow: 0, startCol: 0, endRow: 0, endCol: headers.length - 1 },
          { startRow: 2, startCol: 1, endRow: 2, endCol: 2 },
          { startRow: 2, startCol: 3, endRow: 2, endCol: 4 },
        ],
        freezePane: { rows: above.length },
        autoFilter: { range: `A${above.length}:K${above.length + main.length}` },
      },
      { ...styled(further, [[...headers]]), name: sheets.late },
    ],
  });
  const all = [...main, ...further].filter(({ cells }) => cells.length > 0);
  return { bytes: await followingTheComputer(Buffer.from(bytes)), rows: all, sheets };
}

/**
 * The workbook with its short dates in the format that each computer shows in its own order; it has only a number in
 * the file.
 */
async function followingTheComputer(workbook: Buffer): Promise<Buffer> {
  const parts: Record<string, string | Buffer> = {};
  for (const [name, part] of await openZip(workbook)) parts[name] = Buffer.concat(await collect(inflate(part)));
  const styles = String(parts['xl/styles.xml']);
  const given = new RegExp(`numFmtId="(\\d+)" formatCode="${shortDateCode}"`).exec(styles)?.[1];
  parts['xl/styles.xml'] = styles.replaceAll(`xf numFmtId="${given}"`, 'xf numFmtId="14"');
  return zip(parts);
}

function personRow(office: Office, index: number): MessyRow {
  const kind = kinds[index % kinds.length] ?? national;
  const turn = Math.floor(index / kinds.length) + (kind === rare && index % kinds.length > 25 ? 2 : 0);
  const { fate, phone, other = '', country = '' } = kind(office, index, turn);
  const first = isNameless(index) ? pick(brokenNames, turn) : pick(office.firstNames, index);
  const name = `${first} ${pick(office.familyNames, index)}`;
  const day = new Date(Date.UTC(2019, index % 12, 1 + (index % 28)));
  return {
    fate,
    cells: [index + 1, first, name, phone, other, country, pick(office.towns, index), day, 98.5 + index, day, ''],
  };
}

/** Adds blank rows and a second header between them, and a total and a note below. */
function around({ headers, total, footnote }: Office, people: readonly MessyRow[]): MessyRow[] {
  const noPerson = (...cells: CellValue[]): MessyRow => ({ fate: 'not_a_person', cells });
  const blank: MessyRow = { fate: 'not_a_person', cells: [] };
  const middle = Math.floor(people.length / 2);
  const between = people.flatMap((row, place) => {
    const before = place === middle ? [noPerson(...headers)] : place % blankEvery === blankEvery - 1 ? [blank] : [];
    return [...before, row];
  });
  return [...between, blank, noPerson(total, '', '', '', '', '', '', '', people.length * 98.5), noPerson(footnote)];
}

/** A sheet with the formats of its cells; the first column and some rows are hidden. */
function styled(rows: readonly MessyRow[], above: CellValue[][]) {
  const rowDefs: Sheet['rowDefs'] = new Map();
  const cells: Map<string, { style: CellStyle }> = new Map();
  for (const [place] of above.entries()) for (let column = 0; column < 11; column += 1) style(place, column, bold);
  for (const [place, { fate }] of rows.entries()) {
    const row = above.length + place;
    style(row, 7, longDate);
    style(row, 8, amount);
    style(row, 9, shortDate);
    // Hidden by a filter, and people all the same.
    if (fate === 'recipient' && place % hiddenEvery === 3) rowDefs.set(row, { hidden: true });
  }
  return { rows: [...above, ...rows.map((row) => [...row.cells])], rowDefs, cells, columns: [{ hidden: true }] };

  function style(row: number, column: number, given: CellStyle): void {
    cells.set(`${row},${column}`, { style: given });
  }
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
