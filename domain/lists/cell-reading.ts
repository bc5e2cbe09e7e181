import type { KnownNumbers } from '../phone/known-numbers.ts';
import { type NumberPiece, splitNumbers } from '../phone/number-split.ts';
import {
  type CountryCode,
  countryOfPhone,
  extensionForm,
  isMobile,
  letterForms,
  parsePhone,
  plainCharacters,
  validPhone,
} from '../phone/phone.ts';
import type { PhoneProblem } from '../phone/phone-problem.ts';
import type { Reading, ReadingKind, RowCause } from './row-cause.ts';

/** The result of reading a cell: a number, or why somebody must decide and what the cell may mean. */
export type CellReading =
  | {
      readonly kind: 'number';
      /** E.164. */
      readonly phone: string;
      /** The cell named no country, so that of the row or the list was used. */
      readonly assumedCountry: boolean;
      readonly isLandline: boolean;
      /** The number is complete only with the area code of its row. */
      readonly isWithArea: boolean;
    }
  | ToDecide;
export type ToDecide = {
  readonly kind: 'to_decide';
  readonly cause: RowCause;
  readonly readings: readonly Reading[];
};
type NumberReading = Exclude<CellReading, ToDecide>;

/** What is known outside a cell about where its number is from. */
type CellPlace = {
  /** For a number that does not name its country. */
  readonly country: CountryCode;
  /** Countries to try where the number does not fit `country`, likeliest first. The first that fits is only offered. */
  readonly others: readonly CountryCode[];
  /** Countries that the operator asked for: each one that fits is offered. */
  readonly asked: readonly CountryCode[];
  /** Countries that other numbers of the list name themselves. */
  readonly seen: ReadonlySet<CountryCode>;
  /** `country` was said by the row itself or by the operator. */
  readonly isNamed: boolean;
  /** The area code from the row's own column for it; empty where there is none. */
  readonly area: string;
};

/**
 * Reads one cell. It results in a number only if that number is valid in its country. Every other reading is only
 * offered, and is valid too, except `as_is`. Mobiles are offered before landlines, and numbers of the row's or list's
 * country before foreign ones.
 */
export function readCell(text: string, place: CellPlace, known: KnownNumbers): CellReading {
  const whole = withArea(text, place, known);
  if (whole !== null) return asNumber(whole, { assumedCountry: true, isWithArea: true }, known);
  const strict = parsePhone(text, place.country, known);
  if (strict.ok && strict.warning === null) return readValid(text, strict, place, known);
  const problem = strict.ok ? 'not_valid' : strict.problem;
  const found = readingsOf(plainCharacters(text), problem, place, known);
  if (found !== null) return found;
  const abroad = readingsAbroad(text, place);
  if (abroad.length > 0) return toDecide('other_country', abroad);
  if (isLocal(plainCharacters(text), place.country)) return toDecide('no_area_code');
  if (!strict.ok) return toDecide(plainCause(strict.problem, place.country, text));
  if (strict.e164.length < shortestUnknown) return toDecide('too_short');
  return toDecide('not_valid', [{ as: 'as_is', phone: strict.e164 }]);
}

/** A shorter E.164 number is not a new range unknown to the numbering plans: it lacks digits. */
const shortestUnknown = 11;

export function toDecide(cause: RowCause, readings: readonly Reading[] = []): ToDecide {
  return { kind: 'to_decide', cause, readings };
}

function asNumber(
  phone: string,
  by: { readonly assumedCountry: boolean; readonly isWithArea: boolean },
  known: KnownNumbers,
): NumberReading {
  return { kind: 'number', phone, ...by, isLandline: isLandline(phone, known) };
}

/** Whether the number is no mobile, as far as numbers of its country tell. */
export function isLandline(phone: string, known: KnownNumbers): boolean {
  return known.countryOf(phone) === undefined ? !isMobile(phone) : known.isLandline(phone);
}

/** A landline of the assumed country is asked about where a foreign mobile without its plus has the same digits. */
function readValid(
  text: string,
  { e164: phone, assumedCountry }: { readonly e164: string; readonly assumedCountry: boolean },
  place: CellPlace,
  known: KnownNumbers,
): CellReading {
  const number = asNumber(phone, { assumedCountry, isWithArea: false }, known);
  // Service numbers are as short as local numbers without an area code.
  if (assumedCountry && isLocal(plainCharacters(text), place.country)) return toDecide('no_area_code');
  if (!number.isLandline || !assumedCountry || place.isNamed) return number;
  const mobiles = readingsAbroad(text, place);
  if (mobiles.length === 0) return number;
  return toDecide('landline_or_abroad', [...mobiles, { as: 'as_is', phone }]);
}

/** The number with the area code of its row, if it has none of its own; null where that gives no number either. */
function withArea(text: string, { country, area }: CellPlace, known: KnownNumbers): string | null {
  const plain = area === '' ? '' : plainCharacters(text);
  if (!/^[\d\s().-]+$/.test(plain)) return null;
  const digits = plain.replace(/\D/g, '');
  const reads = (form: string) => validPhone(form, country, known);
  const found = reads(`0${area}${digits}`) ?? reads(`${area}${digits}`);
  // It begins as numbers with an area code do, or with this very code: then it is complete, unless the other reading is
  // a mobile.
  const whole = /^0/.test(digits) || digits.startsWith(area) ? reads(plain) : null;
  return found !== null && whole !== null && (isMobile(whole) || !isMobile(found)) ? null : found;
}

/** What a cell that is no plain number may mean in its country; null where it means nothing there. */
function readingsOf(plain: string, problem: PhoneProblem, place: CellPlace, known: KnownNumbers): CellReading | null {
  switch (problem) {
    case 'empty':
      return null;
    case 'rounded': {
      const digits = wholeDigits(plain);
      return digits === null ? null : readMended('decimal', digits, 'mended', place, known);
    }
    case 'decimal':
      return readMended('decimal', plain.replace(/[.,]\d+$/, ''), 'mended', place, known);
    case 'extension':
      return readMended('extension', plain.replace(extensionForm, ''), 'without_extension', place, known);
    case 'not_a_number':
      if (letterForms.test(plain)) return readMended('letter_o', plain.replace(/o/gi, '0'), 'zeros', place, known);
      return readPieces(plain, place, known);
    case 'several_numbers':
      return readPieces(plain, place, known);
    default:
      return readPieces(plain, place, known) ?? readWhole(plain, place, known);
  }
}

/** A number that a spreadsheet wrote with an exponent but with all its digits. */
function wholeDigits(plain: string): string | null {
  const [, whole = '', part = '', exponent = ''] = /^\+?(\d)[.,](\d+) ?e ?\+? ?(\d+)$/i.exec(plain) ?? [];
  return whole !== '' && part.length === Number(exponent) ? `${whole}${part}` : null;
}

/** Mends a number whose mistake is evident, and reads it. */
function readMended(
  cause: RowCause,
  text: string,
  as: ReadingKind,
  place: CellPlace,
  known: KnownNumbers,
): CellReading | null {
  const phone = likelyPhone(text, place, known);
  return phone === null ? null : toDecide(cause, [{ as, phone }]);
}

/** The number that a text is, or most likely is after adding its lost prefix; null where that is not clear. */
function likelyPhone(text: string, place: CellPlace, known: KnownNumbers): string | null {
  const strict = parsePhone(text, place.country, known);
  if (strict.ok) return strict.warning === null ? strict.e164 : null;
  return best(withPrefix(text, place, known))?.phone ?? null;
}

/** A cell with one number and nothing else, which lacks its zero or its plus. */
function readWhole(plain: string, place: CellPlace, known: KnownNumbers): CellReading | null {
  const readings = withPrefix(plain, place, known);
  if (readings.length === 0) return null;
  const likely = best(readings);
  // The missing zero and the missing area code are equally likely.
  if (isLocal(plain, place.country) && (likely === null || !isMobile(likely.phone))) return toDecide('no_area_code');
  if (likely === null) {
    const [only, further] = readings;
    if (further === undefined && only?.as === 'plus') return toDecide('lost_plus_abroad', readings);
    return toDecide('lost_prefix', readings);
  }
  return toDecide(likely.as === 'zero' ? 'lost_zero' : 'lost_plus', readings);
}

/** A reading, and how much of what is known speaks for it. */
type Weighed = Reading & { readonly weight: number };
/** Points for a number of the row's country, of a country of the list, for a mobile; and the lead the best needs. */
const weights = { home: 4, seen: 2, mobile: 3, lead: 2 } as const;

/** The reading that leads all others clearly; null where another is as likely, or nothing speaks for it. */
function best(readings: readonly Weighed[]): Weighed | null {
  const [first, second] = readings.toSorted((one, other) => other.weight - one.weight);
  if (first === undefined || first.weight <= weights.mobile) return null;
  return second === undefined || first.weight - second.weight >= weights.lead ? first : null;
}

function weigh(phone: string, of: CountryCode | null, { country, seen }: CellPlace): number {
  const home = of === country ? weights.home : of !== null && seen.has(of) ? weights.seen : 0;
  return home + (isMobile(phone) ? weights.mobile : 0);
}

/** The number with the zero or the plus that it may have lost, the likeliest first. */
function withPrefix(text: string, place: CellPlace, known: KnownNumbers): Weighed[] {
  const digits = text.replace(/\D/g, '');
  if (/^\D*\+/.test(text)) return [];
  const forms = [
    { as: 'zero', text: `0${digits}` },
    // Some write a zero in front of the country's code.
    { as: 'plus', text: `+${digits.replace(/^0+/, '')}` },
  ] as const;
  const readings = forms.flatMap((form): Weighed[] => {
    if (form.as === 'zero' && digits.startsWith('0')) return [];
    const phone = validPhone(form.text, place.country, known);
    if (phone === null) return [];
    const of = known.countryOf(phone) ?? countryOfPhone(phone);
    // Zeros are removed only before the code of the country that the row is read for.
    if (form.as === 'plus' && of !== place.country && (digits.startsWith('0') || place.isNamed)) return [];
    return [{ as: form.as, phone, weight: weigh(phone, of, place) }];
  });
  const sorted = readings.toSorted((one, other) => other.weight - one.weight);
  return sorted.filter(({ phone }, index) => sorted.findIndex((one) => one.phone === phone) === index);
}

type Found = NumberPiece & { readonly phone: string; readonly isMobile: boolean };

/** The numbers among other words and characters of a cell. Null where there is none, or only one bare number. */
function readPieces(plain: string, place: CellPlace, known: KnownNumbers): CellReading | null {
  const reads = (text: string) => validPhone(text, place.country, known) ?? withArea(text, place, known);
  const pieces = splitNumbers(plain, reads);
  const [only] = pieces;
  if (only === undefined || (pieces.length === 1 && only.text === plain)) return null;
  const found = pieces.flatMap((piece): Found[] => {
    const phone = reads(piece.text) ?? likelyPhone(piece.text, place, known);
    return phone === null || piece.label === 'fax' ? [] : [{ ...piece, phone, isMobile: isMobile(phone) }];
  });
  const numbers = found.filter(({ phone }, index) => found.findIndex((one) => one.phone === phone) === index);
  return numbers.length === 0 ? null : choose(numbers);
}

function choose(numbers: readonly Found[]): CellReading {
  const reading = (as: ReadingKind, { phone, words }: Found): Reading =>
    words === '' ? { as, phone } : { as, phone, words };
  const others = numbers.filter(({ label }) => label === 'other');
  const own = numbers.filter(({ label }) => label !== 'other');
  const [first, second] = own;
  const inOrder = numbers.slice(0, 2).map((one, place) => reading(place === 0 ? 'first' : 'second', one));
  if (first === undefined)
    return toDecide('others_number', numbers.length === 1 ? others.map((one) => reading('digits', one)) : inOrder);
  if (numbers.length === 1) return toDecide('words_around', [reading('digits', first)]);
  const mobiles = own.filter((one) => one.isMobile);
  const named = own.filter(({ label }) => label === 'whatsapp');
  const [mobile] = named.length === 1 ? named : mobiles.length === 1 ? mobiles : [];
  const chosen = mobile ?? (second === undefined ? first : undefined);
  if (chosen === undefined) return toDecide('several_numbers', inOrder);
  const [rest] = numbers.filter((one) => one !== chosen);
  const further = rest === undefined ? [] : [reading(rest.isMobile ? 'second' : 'landline', rest)];
  if (others.length > 0 || named.length === 1)
    return toDecide('own_among_several', [reading('own', chosen), ...further]);
  return toDecide('mobile_and_landline', [reading('mobile', chosen), ...further]);
}

/** The readings as a mobile abroad: of the likeliest country other than the list's, and of those asked for. */
function readingsAbroad(text: string, { country, others, asked, isNamed }: CellPlace): Reading[] {
  const plain = plainCharacters(text);
  if (isNamed || /^\D*(\+|00)/.test(plain) || !/^[\d\s().,/-]+$/.test(plain)) return [];
  if (isLocal(plain, country)) return [];
  const readingsIn = (other: CountryCode): Reading[] => {
    if (other === country) return [];
    const phone = validPhone(plain, other) ?? validPhone(`0${plain.replace(/\D/g, '')}`, other);
    // Landlines of one country look like mobiles of another.
    const isMobileThere = phone !== null && countryOfPhone(phone) === other && isMobile(phone);
    return isMobileThere ? [{ as: `in:${other}`, phone }] : [];
  };
  const likely = others.filter((other) => !asked.includes(other));
  return [...likely.flatMap(readingsIn).slice(0, 1), ...asked.flatMap(readingsIn)];
}

/** Whether only an area code is missing. Such digits can look like complete numbers of smaller countries. */
function isLocal(plain: string, country: CountryCode): boolean {
  const form = localForms[country];
  return /^[\d\s().-]+$/.test(plain) && form?.test(plain.replace(/\D/g, '')) === true;
}

/** Numbers without area code, in countries where people write mobiles like that. */
const localForms: Partial<Record<CountryCode, RegExp>> = {
  BR: /^9?[2-9]\d{7}$/,
  US: /^[2-9]\d{6}$/,
  CA: /^[2-9]\d{6}$/,
  MX: /^[2-9]\d{6,7}$/,
  AR: /^(?:15)?[2-9]\d{6,7}$/,
  DE: /^[1-9]\d{4,7}$/,
  AT: /^[1-9]\d{4,6}$/,
  GB: /^[2-9]\d{5,7}$/,
  IT: /^[1-9]\d{5,7}$/,
  EG: /^[2-9]\d{6,7}$/,
  SA: /^[2-9]\d{6}$/,
};

function plainCause(problem: PhoneProblem, country: CountryCode, text: string): RowCause {
  if (problem !== 'lost_prefix') return problem;
  // Neither prefix gives a number, so the error found with the zero says more: the wrong length.
  const read = parsePhone(`0${text.replace(/\D/g, '')}`, country);
  return !read.ok && (read.problem === 'too_short' || read.problem === 'too_long') ? read.problem : 'lost_prefix';
}
