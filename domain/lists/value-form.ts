import { z } from 'zod';
import { limits } from '../limits.ts';
import { shortDate, shortDateFormat } from '../schedule/short-date.ts';

/** How a column's amounts and dates stand in a message: as the list's country writes them, or as the file has them. */
export const ValueForm = z.enum(['list', 'file']);
export type ValueForm = z.infer<typeof ValueForm>;

/** How an amount writes its decimals, and a date the order of its parts. */
export const cellForms = ['point', 'comma', 'ymd', 'dmy', 'mdy'] as const;
export type CellForm = (typeof cellForms)[number];

/**
 * Columns whose cells a workbook holds as numbers. How these look is left to the computer that shows them, so no form of
 * theirs is the file's own: they were written with a point before their decimals, and short dates in the order of
 * `country`.
 */
export const NumberColumns = z.object({
  country: z.string(),
  columns: z
    .array(
      z.object({
        index: z.int(),
        hasShortDates: z.boolean(),
        /** Some cells are texts that may be amounts of either form, as "1.236". */
        hasUnclearTexts: z.boolean(),
      }),
    )
    .max(limits.importColumns + 1),
  /** Of any file: columns whose filled cells are all amounts, or all dates, with the forms that every one of them has. */
  values: z.array(z.object({ index: z.int(), forms: z.array(z.enum(cellForms)) })),
});
export type NumberColumns = z.infer<typeof NumberColumns>;

export const noNumberColumns: NumberColumns = { country: '', columns: [], values: [] };

/** How the cells of one column are put into the form of a list. */
export const ColumnForm = z.object({
  /** By the operator; null where nobody chose, and what the file left open is in the list's form. */
  chosen: ValueForm.nullable(),
  /** Whose form it is. */
  country: z.string(),
  /** Every cell with one separator has the one of a number. */
  isOfNumbers: z.boolean(),
  /** In whose order its short dates were written; null where there are none. */
  datesOf: z.string().nullable(),
});
export type ColumnForm = z.infer<typeof ColumnForm>;

/** How a column of a list is written; undefined where its cells stand as they are. */
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

/** Writes the values of a column in its form. What is no plain amount and no date stays as it is, letter by letter. */
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

/** How each column of a list is written for a country: a workbook's numbers have a form in no list but their own. */
export function writersOf({ headers, fields, facts }: ListForms, country: string): ((value: string) => string)[] {
  return headers.map((_, index) => {
    const chosen = fields.find((field) => field.index === index)?.form?.chosen ?? undefined;
    return valueWriter(columnForm(index, chosen, country, facts.numbers));
  });
}

type Separators = { readonly group: string; readonly decimal: string };

/** What stands between the digits of an amount in a country. */
export function separatorsOf(country: string): Separators {
  const locale = new Intl.Locale('und', { region: country }).maximize();
  const parts = new Intl.NumberFormat(`${locale.language}-${country}-u-nu-latn`).formatToParts(-1_234_567.8);
  const of = (type: 'group' | 'decimal') => parts.find((part) => part.type === type)?.value;
  return { group: of('group') ?? ',', decimal: of('decimal') ?? '.' };
}

/** A day of the calendar as programs write it, with or without a time behind it. */
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

/** Digits with what stands around them: a currency, a sign, brackets, a percent. */
const amount = /^([^\d.,]{0,8})(\d[\d.,]*)([^\d.,]{0,8})$/;
const withPoint = /^(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?$/;
const withComma = /^(?:[1-9]\d{0,2}(?:\.\d{3})+|0|[1-9]\d*)(?:,\d+)?$/;

/** "1.236,56" is in its form already; "1.236" says which only in a column of numbers. */
function amountIn(value: string, { group, decimal }: Separators, isOfNumbers: boolean): string {
  const [, before = '', digits = '', after = ''] = amount.exec(value) ?? [];
  const isCertain = withPoint.test(digits) && (isOfNumbers || !withComma.test(digits));
  if (!isCertain) return value;
  const written = digits.replace(/[.,]/g, (sign) => (sign === ',' ? group : decimal));
  return `${before}${written}${after}`;
}

/** Whether a text may be an amount of either form: what stands for its one separator cannot be seen. */
export function isUnclearAmount(text: string): boolean {
  const digits = amount.exec(text.trim())?.[2] ?? '';
  return /[.,]/.test(digits) && withPoint.test(digits) && withComma.test(digits);
}
