import { z } from 'zod';
import { limits } from '../limits.ts';
import { shortDate, shortDateFormat } from '../schedule/short-date.ts';

/** How amounts and dates of a column are written in a message: as in the list's country, or as in the file. */
export const ValueForm = z.enum(['list', 'file']);
export type ValueForm = z.infer<typeof ValueForm>;

/** How an amount writes its decimals, or in which order a date has its parts. */
export const cellForms = ['point', 'comma', 'ymd', 'dmy', 'mdy'] as const;
export type CellForm = (typeof cellForms)[number];

/**
 * Columns that a workbook holds as numbers. Their look depends on the computer that shows them, so the file itself has
 * no form: they were written with a decimal point, and short dates in the order of `country`.
 */
export const NumberColumns = z.object({
  country: z.string(),
  columns: z
    .array(
      z.object({
        index: z.int(),
        hasShortDates: z.boolean(),
        /** Some cells are texts such as "1.236" that may be amounts of either form. */
        hasUnclearTexts: z.boolean(),
      }),
    )
    .max(limits.importColumns + 1),
  /** Of any file: columns whose filled cells are all amounts or all dates, with the forms that fit every cell. */
  values: z.array(z.object({ index: z.int(), forms: z.array(z.enum(cellForms)) })),
});
export type NumberColumns = z.infer<typeof NumberColumns>;

export const noNumberColumns: NumberColumns = { country: '', columns: [], values: [] };

/** How the cells of one column are converted to a list's form. */
export const ColumnForm = z.object({
  /** The operator's choice. Null where nobody chose: only what the file left open gets the list's form. */
  chosen: ValueForm.nullable(),
  /** The country whose form it is. */
  country: z.string(),
  /** Whether the column holds numbers, so that a cell's single separator is the one they were written with. */
  isOfNumbers: z.boolean(),
  /** The country in whose order the short dates were written; null where there are none. */
  datesOf: z.string().nullable(),
});
export type ColumnForm = z.infer<typeof ColumnForm>;

/** How a column of a list is converted; undefined where its cells stay as they are. */
export function columnForm(
  index: number,
  chosen: ValueForm | undefined,
  country: string,
  numbers: NumberColumns,
): ColumnForm | undefined {
  const known = numbers.columns.find((one) => one.index === index);
  if (chosen === undefined && known === undefined) return undefined;
  return {
    chosen: chosen ?? null,
    country,
    isOfNumbers: known !== undefined && !known.hasUnclearTexts,
    datesOf: known?.hasShortDates ? numbers.country : null,
  };
}

/** A function that writes a column's values in its form. What is not certainly an amount or a date stays as it is. */
export function valueWriter(form: ColumnForm | undefined): (value: string) => string {
  if (form === undefined || form.chosen === 'file') return (value) => value;
  const separators = separatorsOf(form.country);
  const readDate = form.datesOf === null ? null : dateReader(form.datesOf);
  return (value) => {
    const date = isoDate.exec(value) ?? readDate?.(value);
    if (date?.groups !== undefined) {
      const { year, month, day, rest = '' } = date.groups;
      return `${shortDate(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`, form.country)}${rest}`;
    }
    return amountIn(value, separators, form.isOfNumbers);
  };
}

type ListForms = {
  readonly headers: readonly string[];
  readonly fields: readonly { readonly index: number; readonly form?: ColumnForm }[];
  readonly facts: { readonly numbers: NumberColumns };
};

/**
 * How the columns of a list are written in a country when its cells are taken elsewhere: only the list itself knows the
 * form of a workbook's numbers.
 */
export function writersOf({ headers, fields, facts }: ListForms, country: string): ((value: string) => string)[] {
  return headers.map((_, index) => {
    const chosen = fields.find((field) => field.index === index)?.form?.chosen ?? undefined;
    return valueWriter(columnForm(index, chosen, country, facts.numbers));
  });
}

type Separators = { readonly group: string; readonly decimal: string };

/** The separators within amounts in a country. */
export function separatorsOf(country: string): Separators {
  const locale = new Intl.Locale('und', { region: country }).maximize();
  const parts = new Intl.NumberFormat(`${locale.language}-${country}-u-nu-latn`).formatToParts(-1_234_567.8);
  const of = (type: 'group' | 'decimal') => parts.find((part) => part.type === type)?.value;
  return { group: of('group') ?? ',', decimal: of('decimal') ?? '.' };
}

/** A date as programs write it, with or without a time. */
const isoDate = /^(?<year>\d{4})-(?<month>0[1-9]|1[0-2])-(?<day>0[1-9]|[12]\d|3[01])(?<rest> \d{2}:\d{2})?$/;

function dateReader(country: string): (value: string) => RegExpExecArray | null {
  const parts = shortDateFormat(country)
    .replace(/[.]/g, '\\.')
    .replace(/y+|m+|d+/g, (run) => {
      if (run.startsWith('y')) return '(?<year>\\d{4})';
      return run.startsWith('m') ? '(?<month>0?[1-9]|1[0-2])' : '(?<day>0?[1-9]|[12]\\d|3[01])';
    });
  const pattern = new RegExp(`^${parts}(?<rest> \\d{2}:\\d{2})?$`);
  return (value) => pattern.exec(value);
}

/** Digits with something around them: a currency, a sign, brackets, a percent sign. */
const amount = /^([^\d.,]{0,8})(\d[\d.,]*)([^\d.,]{0,8})$/;
/** The digits of an amount with a decimal point, and with a decimal comma. */
export const withPoint = /^(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?$/;
export const withComma = /^(?:[1-9]\d{0,2}(?:\.\d{3})+|0|[1-9]\d*)(?:,\d+)?$/;

/** "1.236,56" has one possible form; "1.236" has one only in a column of numbers. */
function amountIn(value: string, { group, decimal }: Separators, isOfNumbers: boolean): string {
  const [, before = '', digits = '', after = ''] = amount.exec(value) ?? [];
  const isCertain = withPoint.test(digits) && (isOfNumbers || !withComma.test(digits));
  if (!isCertain) return value;
  const written = digits.replace(/[.,]/g, (sign) => (sign === ',' ? group : decimal));
  return `${before}${written}${after}`;
}

/** Whether a text may be an amount of either form, because it has a single separator that may mean either. */
export function isUnclearAmount(text: string): boolean {
  const digits = amount.exec(text.trim())?.[2] ?? '';
  return /[.,]/.test(digits) && withPoint.test(digits) && withComma.test(digits);
}
