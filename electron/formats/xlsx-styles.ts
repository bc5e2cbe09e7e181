import type { Tone } from './cell.ts';
import { escapeXml, mainNamespace, xmlHead } from './xlsx-xml.ts';

const textFormat = 49;
const shareFormat = 164;
/** The first number for formats that a workbook defines itself. */
const ownFormats = 165;

type Look = {
  readonly format?: number;
  readonly font?: keyof typeof fonts;
  readonly fill?: keyof typeof fills;
  readonly alignment?: Alignment;
};

const font = (size: number, weight: 'plain' | 'bold', colour: string) =>
  `<font>${weight === 'bold' ? '<b/>' : ''}<sz val="${size}"/><color rgb="FF${colour}"/><name val="Calibri"/><family val="2"/></font>`;

/** The colours are those of the window's light theme, where each can be told from the others on its background. */
const fonts = {
  plain: font(11, 'plain', '1B1A18'),
  bold: font(11, 'bold', '1B1A18'),
  title: font(16, 'bold', '1B1A18'),
  notice: font(12, 'bold', 'FFFFFF'),
  good: font(11, 'bold', '215D3B'),
  warn: font(11, 'bold', '7B4A11'),
  bad: font(11, 'bold', '96231F'),
  mute: font(11, 'plain', '4F4E4B'),
} as const;

/** Every workbook must begin with the first two fills. */
const fills = {
  none: '<patternFill patternType="none"/>',
  gray: '<patternFill patternType="gray125"/>',
  header: solid('ECEBE7'),
  notice: solid('1B1A18'),
  good: solid('E6F5EA'),
  warn: solid('FEF1DB'),
  bad: solid('FEEDEC'),
  mute: solid('F6F4F1'),
} as const;

type Alignment = 'top' | 'start' | 'page' | 'middle';

/** The styles of cells, in their order in the file. Text cells stay text also when somebody edits them. */
const looks = {
  plain: { alignment: 'start' },
  text: { format: textFormat, alignment: 'top' },
  share: { format: shareFormat, alignment: 'start' },
  header: {
    format: textFormat,
    font: 'bold',
    fill: 'header',
    alignment: 'middle',
  },
  notice: { format: textFormat, font: 'notice', fill: 'notice', alignment: 'start' },
  title: { format: textFormat, font: 'title', alignment: 'start' },
  heading: { format: textFormat, font: 'bold', alignment: 'page' },
  pageText: { format: textFormat, alignment: 'page' },
  pageNumber: { alignment: 'page' },
  pageShare: { format: shareFormat, alignment: 'page' },
  good: { format: textFormat, font: 'good', fill: 'good', alignment: 'top' },
  warn: { format: textFormat, font: 'warn', fill: 'warn', alignment: 'top' },
  bad: { format: textFormat, font: 'bad', fill: 'bad', alignment: 'top' },
  mute: { format: textFormat, font: 'mute', fill: 'mute', alignment: 'top' },
} as const satisfies Readonly<Record<string, Look> & Record<Tone, Look>>;

export type StyleName = keyof typeof looks;

/** The number of each style. 0 is the style of cells without any. */
const styleNumbers: ReadonlyMap<string, number> = new Map(Object.keys(looks).map((name, index) => [name, index + 1]));

/** The styles of one workbook: the fixed ones, and one for each format of numbers and dates that it needs. */
export class Styles {
  /** The additional styles by format and alignment, in the order of their numbers. */
  readonly #own = new Map<string, { readonly code: string; readonly alignment: Alignment; readonly number: number }>();

  named(name: StyleName): number {
    return styleNumbers.get(name) ?? 0;
  }

  /** The number of the style for a number or a date with a format of its own. */
  formatted(code: string, alignment: 'start' | 'page'): number {
    const key = `${alignment} ${code}`;
    const known = this.#own.get(key);
    if (known !== undefined) return known.number;
    // A workbook cannot define more; no list has so many currencies.
    if (this.#own.size >= ownFormatsMost) return this.named(alignment === 'page' ? 'pageNumber' : 'plain');
    const number = styleNumbers.size + 1 + this.#own.size;
    this.#own.set(key, { code, alignment, number });
    return number;
  }

  /** The part of a workbook that defines its styles. The words' direction decides the side where lines start. */
  xml(isRightToLeft: boolean): string {
    const own = [...this.#own.values()];
    const looksOfOwn = own.map(({ alignment }, index): Look => ({ format: ownFormats + index, alignment }));
    const start = isRightToLeft ? 'right' : 'left';
    const cells = [{}, ...Object.values(looks), ...looksOfOwn].map((look: Look) => formatXml(look, start));
    const formats = [
      `<numFmt numFmtId="${shareFormat}" formatCode="0.0%"/>`,
      ...own.map(({ code }, index) => `<numFmt numFmtId="${ownFormats + index}" formatCode="${escapeXml(code)}"/>`),
    ];
    const fillsXml = Object.values(fills).map((fill) => `<fill>${fill}</fill>`);
    return `${xmlHead}<styleSheet xmlns="${mainNamespace}"><numFmts count="${formats.length}">${formats.join('')}</numFmts><fonts count="${sizeOf(fonts)}">${Object.values(fonts).join('')}</fonts><fills count="${sizeOf(fills)}">${fillsXml.join('')}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
  }
}
const ownFormatsMost = 200;

function formatXml({ format = 0, font = 'plain', fill = 'none', alignment = 'top' }: Look, start: string): string {
  const places: Readonly<Record<Alignment, string>> = {
    top: 'vertical="top"',
    start: `horizontal="${start}" vertical="top"`,
    page: `horizontal="${start}" vertical="top" wrapText="1"`,
    middle: 'vertical="center" wrapText="1"',
  };
  const [fontId, fillId] = [Object.keys(fonts).indexOf(font), Object.keys(fills).indexOf(fill)];
  return `<xf numFmtId="${format}" fontId="${fontId}" fillId="${fillId}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment ${places[alignment]}/></xf>`;
}

function solid(colour: string): string {
  return `<patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill>`;
}

function sizeOf(parts: object): number {
  return Object.keys(parts).length;
}
