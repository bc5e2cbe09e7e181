import type { KnownNumbers } from './known-numbers.ts';
import {
  type CountryCode,
  countryOfPhone,
  extensionForm,
  isLong,
  isMobile,
  letterForms,
  parsePhone,
  plainCharacters,
  severalNumbers,
} from './phone.ts';
import type { PhoneProblem } from './phone-problem.ts';
import type { Reading, ReadingKind, RowCause } from './row-cause.ts';

/** What a cell says: a number, or why it must be decided and what it may become. */
export type CellReading =
  | {
      readonly kind: 'number';
      /** E.164. */
      readonly phone: string;
      /** The cell named no country, so that of its row or of the list was taken. */
      readonly assumedCountry: boolean;
      /** It is a landline's because of the country that was taken. */
      readonly isAssumedLandline: boolean;
    }
  | { readonly kind: 'to_decide'; readonly cause: RowCause; readonly readings: readonly Reading[] };

/** Where a cell's number may be from. */
type Countries = {
  /** For a number that names none. */
  readonly country: CountryCode;
  /** Tried where it is none of that country: offered, never applied. */
  readonly others: Iterable<CountryCode>;
  /** The row says itself that it is of `country`, or the operator does. */
  readonly isNamed: boolean;
};

/**
 * Reads one cell. Only a number that is given out in its country comes out as one; whatever else it may be is offered, and
 * each reading that is offered is such a number, `as_is` excepted. A landline of the country that was only assumed is asked
 * about where a mobile of another country is written the same.
 */
export function readCell(text: string, { country, others, isNamed }: Countries, known: KnownNumbers): CellReading {
  const strict = parsePhone(text, country, known);
  if (strict.ok && strict.warning === null) {
    const { e164: phone, assumedCountry } = strict;
    const isAssumedLandline = assumedCountry && !isNamed && known.isLandline(phone);
    const mobiles = isAssumedLandline ? readingsAbroad([{ text, as: 'whole' }], country, others) : [];
    if (mobiles.length === 0) return { kind: 'number', phone, assumedCountry, isAssumedLandline };
    return { kind: 'to_decide', cause: 'landline_or_abroad', readings: [...mobiles, { as: 'as_is', phone }] };
  }
  const found = candidatesOf(text, strict.ok ? 'not_valid' : strict.problem);
  const readings = unlike(found.candidates.flatMap((candidate) => readingsIn(candidate, country)));
  if (readings.length > 0) return { kind: 'to_decide', cause: causeOf(found.cause, readings), readings };
  const abroad = readingsAbroad(found.candidates, country, others);
  if (abroad.length > 0) return { kind: 'to_decide', cause: 'other_country', readings: abroad };
  if (!strict.ok) return { kind: 'to_decide', cause: plainCause(strict.problem, country, text), readings: [] };
  if (strict.e164.length < shortestUnknown) return { kind: 'to_decide', cause: 'too_short', readings: [] };
  return { kind: 'to_decide', cause: 'not_valid', readings: [{ as: 'as_is', phone: strict.e164 }] };
}

/**
 * Shorter ones, in characters of E.164, are no number of a new range that the lists do not know yet, but one of which
 * digits are missing.
 */
const shortestUnknown = 11;

/** Whether another country could make a number, or another one, of a cell that has no reading of such a country yet. */
export function mayBeOfAnotherCountry(reading: CellReading): boolean {
  if (reading.kind === 'number') return reading.isAssumedLandline;
  return reading.kind === 'to_decide' && reading.readings.every(({ as }) => as === 'as_is' || as.startsWith('in:'));
}

/** A piece of the cell that may be the number. `whole`: the cell is nothing else, so its missing prefix is the cause. */
type Candidate = { readonly text: string; readonly as: ReadingKind | 'whole' };
type Found = { readonly cause: RowCause; readonly candidates: readonly Candidate[] };

function candidatesOf(text: string, problem: PhoneProblem): Found {
  const plain = plainCharacters(text);
  switch (problem) {
    case 'empty':
    case 'rounded':
      return { cause: problem, candidates: [] };
    case 'decimal':
      return { cause: problem, candidates: [{ text: plain.replace(/[.,]\d+$/, ''), as: 'mended' }] };
    case 'extension':
      return { cause: problem, candidates: [{ text: plain.replace(extensionForm, ''), as: 'without_extension' }] };
    case 'several_numbers':
      return several(piecesOf(plain));
    case 'not_a_number':
      return amongWords(plain);
    default:
      // With a missing prefix the reading says itself which one it was.
      return {
        cause: problem === 'lost_prefix' ? problem : 'other_country',
        candidates: [{ text: plain, as: 'whole' }],
      };
  }
}

function piecesOf(plain: string): readonly string[] {
  for (const separator of severalNumbers) {
    const pieces = plain.split(separator).filter(isLong);
    if (pieces.length > 1) return pieces.flatMap(numbersIn);
  }
  return [];
}

/** Runs of what numbers are written with, long enough to be one. */
function numbersIn(plain: string): readonly string[] {
  return (plain.match(/\+?\(?\d[\d\s().-]*\d/g) ?? []).filter(isLong);
}

function several(pieces: readonly string[]): Found {
  const [first, second] = pieces;
  if (first === undefined) return { cause: 'several_numbers', candidates: [] };
  if (second === undefined) return { cause: 'words_around', candidates: [{ text: first, as: 'digits' }] };
  const candidates = [first, second].map((text, place) => ({ text, as: place === 0 ? 'first' : 'second' }) as const);
  return { cause: 'several_numbers', candidates };
}

function amongWords(plain: string): Found {
  if (letterForms.test(plain))
    return { cause: 'letter_o', candidates: [{ text: plain.replace(/o/gi, '0'), as: 'zeros' }] };
  const pieces = numbersIn(plain);
  if (pieces.length === 0) return { cause: 'not_a_number', candidates: [] };
  return several(pieces);
}

/** What a candidate is in a country: nothing where no such number is given out there. */
function readingsIn({ text, as }: Candidate, country: CountryCode): Reading[] {
  const strict = parsePhone(text, country);
  const plain = as === 'whole' ? 'as_is' : as;
  if (strict.ok) return strict.warning === null ? [{ as: plain, phone: strict.e164 }] : [];
  const prefixed = withPrefix(text, country, strict.problem);
  if (as === 'whole') return prefixed;
  // Of a number among words, a prefix is added only where it is plain which one.
  const [only, further] = prefixed;
  return only !== undefined && further === undefined ? [{ as: plain, phone: only.phone }] : [];
}

/** The number with the zero or the plus that it may have lost. */
function withPrefix(text: string, country: CountryCode, problem: PhoneProblem): Reading[] {
  const digits = text.replace(/\D/g, '');
  const isNational = !/^\D*\+/.test(text);
  if (!isNational || problem === 'rounded') return [];
  const forms = [
    { as: 'zero', text: `0${digits}` },
    // Some write a zero in front of the country's code.
    { as: 'plus', text: `+${digits.replace(/^0+/, '')}` },
  ] as const;
  return forms.flatMap((form) => {
    if (form.as === 'zero' && problem !== 'lost_prefix') return [];
    const read = parsePhone(form.text, country);
    if (!read.ok || read.warning !== null) return [];
    // Zeros are taken off only before the code of the very country that the row is read for.
    if (form.as === 'plus' && digits.startsWith('0') && countryOfPhone(read.e164) !== country) return [];
    return [{ as: form.as, phone: read.e164 }];
  });
}

function readingsAbroad(
  candidates: readonly Candidate[],
  country: CountryCode,
  others: Iterable<CountryCode>,
): Reading[] {
  const [candidate] = candidates;
  if (candidate === undefined || /^\D*(\+|00)/.test(candidate.text)) return [];
  return [...others].flatMap((other): Reading[] => {
    if (other === country) return [];
    // A plus that is added makes the same number in every country, and landlines of one look like mobiles of another.
    const [read] = readingsIn(candidate, other).filter(
      ({ as, phone }) => as !== 'plus' && countryOfPhone(phone) === other && isMobile(phone),
    );
    return read === undefined ? [] : [{ as: `in:${other}`, phone: read.phone }];
  });
}

function causeOf(cause: RowCause, readings: readonly Reading[]): RowCause {
  if (cause !== 'lost_prefix' && cause !== 'other_country') return cause;
  const [first, second] = readings;
  if (second !== undefined) return 'lost_prefix';
  return first?.as === 'zero' ? 'lost_zero' : 'lost_plus';
}

function plainCause(problem: PhoneProblem, country: CountryCode, text: string): RowCause {
  if (problem !== 'lost_prefix') return problem;
  // Neither prefix makes a number of it: then its length says more, where it is wrong.
  const read = parsePhone(`0${text.replace(/\D/g, '')}`, country);
  return !read.ok && (read.problem === 'too_short' || read.problem === 'too_long') ? read.problem : 'lost_prefix';
}

function unlike(readings: readonly Reading[]): Reading[] {
  return readings.filter(({ phone }, place) => readings.findIndex((one) => one.phone === phone) === place);
}
