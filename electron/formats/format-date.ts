import type { FormatSection, FormatToken } from './format-tokens.ts';

/** A moment of a spreadsheet, which knows no time zones: its time as if in UTC, and its days since the first. */
type Moment = { readonly wall: Date; readonly days: number };
type Part = (moment: Moment) => string;

/** Languages whose names of months and days are known, by the low ten bits of their number at Microsoft. */
const languageTags: Readonly<Record<number, string>> = {
  ...{ 1: 'ar', 7: 'de', 10: 'es', 12: 'fr', 16: 'it', 19: 'nl', 22: 'pt', 31: 'tr' },
};
const english = 'en';
const secondsOf: Readonly<Record<string, number>> = { h: 3_600, m: 60, s: 1 };
const daySeconds = 86_400;

/** The names of months and days in one language after the other, each worked out once. */
export class DateNames {
  readonly #formats = new Map<string, Intl.DateTimeFormat>();

  /** The name of the month or weekday of a date. */
  of(wall: Date, tag: string, part: 'month' | 'weekday', length: 'long' | 'short'): string {
    const key = `${tag} ${part} ${length}`;
    const known = this.#formats.get(key);
    const format = known ?? new Intl.DateTimeFormat(`${tag}-u-ca-gregory`, { [part]: length, timeZone: 'UTC' });
    if (known === undefined) this.#formats.set(key, format);
    return format.format(wall);
  }
}

/** Whether a section shows a date or a time. */
export function isOfDates({ tokens }: FormatSection): boolean {
  return tokens.some(({ kind }) => kind === 'date' || kind === 'elapsed');
}

/** How a section shows a moment; null where it holds something that is not known here. */
export function dateFormatter({ tokens, languageId }: FormatSection, names: DateNames): Part | null {
  const tag = languageTags[(languageId ?? 0) & 0x3ff] ?? english;
  const isHalfDay = tokens.some((token) => token.kind === 'date' && token.sign.includes('/'));
  const minutes = minutePlaces(tokens);
  const parts: Part[] = [];
  for (const [index, token] of tokens.entries()) {
    const part = partOf(token, { tag, names, isHalfDay, isMinute: minutes.has(index) });
    if (part === null) return null;
    parts.push(part);
  }
  return (moment) =>
    parts
      .map((part) => part(moment))
      .join('')
      .trim();
}

/** An `m` is a minute behind an hour and before a second, and a month everywhere else. */
function minutePlaces(tokens: readonly FormatToken[]): ReadonlySet<number> {
  const signs = tokens.flatMap((token, index) => {
    if (token.kind === 'elapsed') return [{ index, sign: token.unit }];
    return token.kind === 'date' && !token.sign.includes('/') ? [{ index, sign: token.sign.charAt(0) }] : [];
  });
  const minutes = signs.filter(
    ({ sign }, place) => sign === 'm' && (signs[place - 1]?.sign === 'h' || signs[place + 1]?.sign === 's'),
  );
  return new Set(minutes.map(({ index }) => index));
}

type PartContext = {
  readonly tag: string;
  readonly names: DateNames;
  readonly isHalfDay: boolean;
  readonly isMinute: boolean;
};

function partOf(token: FormatToken, context: PartContext): Part | null {
  switch (token.kind) {
    case 'literal':
      return () => token.text;
    case 'point':
      return () => '.';
    case 'comma':
      return () => ',';
    case 'elapsed':
      return ({ days }) => {
        const units = Math.floor(Math.round(days * daySeconds) / (secondsOf[token.unit] ?? 1));
        return String(units).padStart(token.width, '0');
      };
    case 'date':
      return datePart(token.sign, context);
    default:
      return null;
  }
}

function datePart(sign: string, { tag, names, isHalfDay, isMinute }: PartContext): Part | null {
  const number = (value: number) => String(value).padStart(Math.min(sign.length, 2), '0');
  const isNumber = sign.length <= 2;
  const length = sign.length === 3 ? 'short' : 'long';
  switch (sign.charAt(0)) {
    case 'y':
      return ({ wall }) => String(wall.getUTCFullYear()).slice(isNumber ? -2 : 0);
    case 'm':
      if (isNumber) return ({ wall }) => number(isMinute ? wall.getUTCMinutes() : wall.getUTCMonth() + 1);
      // Five of them are the first letter, of which nobody can tell the month.
      return sign.length > 4 ? null : ({ wall }) => names.of(wall, tag, 'month', length);
    case 'd':
      if (isNumber) return ({ wall }) => number(wall.getUTCDate());
      return ({ wall }) => names.of(wall, tag, 'weekday', length);
    case 'h':
      return ({ wall }) => number(isHalfDay ? ((wall.getUTCHours() + 11) % 12) + 1 : wall.getUTCHours());
    case 's':
      return ({ wall }) => number(wall.getUTCSeconds());
    case 'a':
      return ({ wall }) => (wall.getUTCHours() < 12 ? 'AM' : 'PM').slice(0, sign === 'a/p' ? 1 : 2);
    default:
      return null;
  }
}
