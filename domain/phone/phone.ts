import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  ParseError,
  type PhoneNumber,
  parsePhoneNumberFromString,
  parsePhoneNumberWithError,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import { digitVariants } from './digit-variants.ts';
import type { KnownNumbers } from './known-numbers.ts';
import type { PhoneProblem, PhoneWarning } from './phone-problem.ts';

export type { CountryCode };

type PhoneReading =
  | {
      readonly ok: true;
      readonly e164: string;
      /** The text named no country, so the given one was used. */
      readonly assumedCountry: boolean;
      readonly warning: PhoneWarning | null;
    }
  | { readonly ok: false; readonly problem: PhoneProblem };

/** Whether the text is a two-letter country code for which numbers can be read. */
export function isCountry(text: string): text is CountryCode {
  return isSupportedCountry(text);
}

/**
 * Reads a phone number as people and spreadsheets write it. `country`: where it names none. `known`: only for speed.
 */
export function parsePhone(text: string, country: CountryCode, known?: KnownNumbers): PhoneReading {
  if (known && plainDigits.test(text)) {
    const e164 = known.read(text, country);
    if (e164 !== undefined) return { ok: true, e164, assumedCountry: !text.startsWith('+'), warning: null };
  }
  const plain = plainCharacters(text);
  const problem = problemOfForm(plain);
  if (problem) return { ok: false, problem };
  const bare = plain.replace(/[^\d+]/g, '');
  const dialled = withoutOldPrefix(withPlus(bare, country), country);
  const e164 = known?.read(dialled, country);
  if (e164 !== undefined) return { ok: true, e164, assumedCountry: !dialled.startsWith('+'), warning: null };
  const reading = readDialled(dialled, country);
  if (isCertain(reading) || !bare.startsWith('00') || bare.startsWith(`00${getCountryCallingCode(country)}`))
    return reading;
  // It may begin with the longer prefix that the country itself dials before numbers abroad: 001 in Hong Kong. Not so
  // where its own code follows: in Brazil, 0055 is also such a prefix, and what is behind it has a wrong digit.
  const abroad = readDialled(bare, country);
  return isCertain(abroad) ? abroad : reading;
}

function isCertain(reading: PhoneReading): boolean {
  return reading.ok && reading.warning === null;
}

/** As `parsePhone`: the number in E.164, but only one that is known to be assigned; null for anything else. */
export function validPhone(text: string, country: CountryCode, known?: KnownNumbers): string | null {
  const read = parsePhone(text, country, known);
  return read.ok && read.warning === null ? read.e164 : null;
}

/** Text that is in plain characters already, and has the form of one number. */
const plainDigits = /^(?:\+[1-9]|0[1-9])\d+$/;

/** The zeros of other scripts that phones and spreadsheets write: Arabic, Persian, Devanagari, Bengali. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6] as const;

/** The text in ASCII, with one form of digits, dash, space and plus, without invisible marks, `tel:` or a link. */
export function plainCharacters(text: string): string {
  const ascii = inAscii(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^['’‘`]\s*/, '')
    // The placeholder for a carrier's code: "(0xx11) 98765-4321". And both international prefixes at once.
    .replace(/(?<![\dx*])0 ?[x*]{2} ?(?=[\d)])/i, '0')
    .replace(/^(\(?)\+ ?00(?=[1-9])/, '$1+');
  const link = /^(?:https?:\/\/)?(?:wa\.me\/|(?:api|web)\.whatsapp\.com\/send\/?\?phone=)(?:\+|%2B)?(\d+)/i.exec(ascii);
  // Chat links contain the whole number without its plus.
  return link ? `+${link[1]}` : ascii.replace(/^(?:tel|whatsapp):\s*/i, '');
}

/** Digits, dashes and points of any script as ASCII, without invisible marks. */
function inAscii(text: string): string {
  // Most numbers of most lists are plain already.
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => {
      const value = zeros
        .map((zero) => (digit.codePointAt(0) ?? 0) - zero)
        .find((offset) => offset >= 0 && offset < 10);
      return value === undefined ? digit : String(value);
    })
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/\u066b/g, '.')
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cf}\p{Cc}]/gu, '');
}

/** What is wrong with the form of the text, before any country's rules; null when it has the form of one number. */
function problemOfForm(plain: string): PhoneProblem | null {
  if (plain === '') return 'empty';
  if (/^[+-]?\d+(?:[.,]\d+)? ?e ?\+? ?\d+$/i.test(plain)) return 'rounded';
  if (/^\+?\d{7,}[.,](?:\d{1,2}|0+)$/.test(plain)) return 'decimal';
  if (/^[+\d\s().,/-]*$/.test(plain.replace(extensionForm, '')) && extensionForm.test(plain)) return 'extension';
  if (severalNumbers.some((separator) => plain.split(separator).filter(isLong).length > 1)) return 'several_numbers';
  if (!/^\(?\+?[\d\s().,/-]+$/.test(plain) || plain.startsWith('-')) return 'not_a_number';
  if (/^\(?\+\D*0/.test(plain)) return 'not_valid'; // No calling code begins with zero.
  return countDigits(plain) === 0 ? 'not_a_number' : null;
}

/** An extension within an office, which no message reaches. */
export const extensionForm = /(?<=\d)[ ,;]*(?:x|ext\.?|extension|#)[ .:=]*\d{1,7}$/i;

/** A number in which somebody typed the letter O for zero. */
export const letterForms = /^(?=.*o)(?=(?:.*\d){5})[+\do\s().-]+$/i;

/** What may separate two numbers. Spaces and slashes also occur within one, between shorter groups of digits. */
const severalNumbers = [/\s/, /[/;,|&]|\b(?:or|and)\b|(?=\+)/i] as const;

/** Whether a piece of text has as many digits as a phone number. */
export function isLong(piece: string): boolean {
  return countDigits(piece) >= 7;
}

function countDigits(text: string): number {
  return text.replace(/\D/g, '').length;
}

/** `00` is the international prefix nearly everywhere, and no national number begins with it. Australia's is `0011`. */
function withPlus(dialled: string, country: CountryCode): string {
  if (dialled.startsWith('0011') && country === 'AU') return `+${dialled.slice(4)}`;
  return dialled.startsWith('00') ? `+${dialled.slice(2)}` : dialled;
}

/** What was dialled, or is written, before a number, and what stays of it. No number of the country begins so. */
const oldPrefixes: readonly (readonly [CountryCode, RegExp])[] = [
  // Until 2019: 01 before a number, 044 or 045 before a mobile.
  ['MX', /^(\+52)?(?:01|04[45])([2-9]\d{9})$/],
  // Until 2009: 8 before the zero.
  ['UA', /^(\+380)?8(0[3-9]\d{8})$/],
  // Until 2016: a zero before a mobile.
  ['CL', /^(\+56)?0(9\d{8})$/],
  // The prefix 06, or the zero of it.
  ['HU', /^(\+36)06?([2357][01]\d{7})$/],
];

function withoutOldPrefix(dialled: string, country: CountryCode): string {
  for (const [of, form] of oldPrefixes) {
    const [, plus = '', number = ''] = form.exec(dialled) ?? [];
    if (number !== '' && (plus !== '' || country === of)) return plus + number;
  }
  return dialled;
}

function readDialled(dialled: string, country: CountryCode): PhoneReading {
  const parsed = parse(dialled, country);
  const isForeign = !/^[+0]/.test(dialled) && (typeof parsed === 'string' || !parsed.named) && isKnownAbroad(dialled);
  if (typeof parsed === 'string') return { ok: false, problem: isForeign ? 'lost_prefix' : parsed };
  const { number, named, known } = parsed;
  const lostZero = !named && isLostZero(number, dialled);
  if (lostZero || (!known && isForeign)) return { ok: false, problem: 'lost_prefix' };
  const warning = known ? null : 'not_valid';
  return { ok: true, e164: number.number, assumedCountry: !named, warning };
}

/** Whether the digits are a number of some country after a plus. */
function isKnownAbroad(digits: string): boolean {
  const number = readInternational(`+${digits}`);
  return number !== undefined && isKnown(number);
}

function readInternational(e164: string): PhoneNumber | undefined {
  return parsePhoneNumberFromString(e164, { extract: false });
}

/**
 * Spreadsheets drop leading zeros. Countries that write none (Brazil, Mexico, Spain) are not suspected. It is a problem
 * even if the number is known with a zero: only the operator can tell whether that was meant. Hungary's prefix is 06, so
 * that a number without it has lost no zero.
 */
function isLostZero(number: PhoneNumber, dialled: string): boolean {
  if (dialled.startsWith('0') || dialled !== number.nationalNumber || number.countryCallingCode === '36') return false;
  return /^\D*0/.test(number.formatNational());
}

/** `named`: the text says its country. `known`: such numbers are assigned. */
type Parsed = { readonly number: PhoneNumber; readonly named: boolean; readonly known: boolean };

function parse(dialled: string, country: CountryCode): Parsed | PhoneProblem {
  try {
    const number = parsePhoneNumberWithError(dialled, { defaultCountry: country, extract: false });
    const named = dialled.startsWith('+') || number.countryCallingCode !== getCountryCallingCode(country);
    if (isKnown(number)) return { number, named, known: true };
    // Leading zeros are counted apart: in a number that is too short, the library takes them for a part of it.
    const significant = number.nationalNumber.replace(/^0+/, '');
    const reason = validatePhoneNumberLength(`+${number.countryCallingCode}${significant}`);
    if (reason !== undefined) return problemOfLength(reason);
    // A number that does not read as itself again, such as a row of zeros, could not be stored or compared.
    return readInternational(number.number)?.number === number.number ? { number, named, known: false } : 'not_valid';
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    // For the library a single digit is not a number.
    return error.message === 'NOT_A_NUMBER' ? 'too_short' : problemOfLength(error.message);
  }
}

function problemOfLength(reason: string): PhoneProblem {
  // INVALID_LENGTH is a length between two that the country has, so digits are missing.
  if (reason === 'TOO_SHORT' || reason === 'INVALID_LENGTH') return 'too_short';
  return reason === 'TOO_LONG' ? 'too_long' : 'not_valid';
}

/** The range that the British regulator keeps for fiction. It is never assigned, and the example list uses it. */
const fictional = /^\+447700900\d{3}$/;

export function isFictional(e164: string): boolean {
  return fictional.test(e164);
}

function isKnown(number: PhoneNumber): boolean {
  // The mailbox of a number is nobody's. In Italy it has the digits of mobiles abroad: 33 6 12 34 56 78.
  if (number.isValid() && number.getType() !== 'VOICEMAIL') return true;
  if (fictional.test(number.number)) return true;
  // WhatsApp still knows people by the old form of a number whose length has changed.
  const [, variant] = digitVariants(number.number);
  return variant !== undefined && readInternational(variant)?.isValid() === true;
}

/** The number as it is shown: in international form with spaces. `known` makes it faster where many are shown. */
export function formatPhone(e164: string, known?: KnownNumbers): string {
  const atAGlance = known?.inGroups(e164);
  if (atAGlance !== undefined) return atAGlance;
  return readInternational(e164)?.formatInternational() ?? e164;
}

/** The country that assigns the number; null where none is known to. Of those that share a code, the exact one. */
export function countryOfPhone(e164: string): CountryCode | null {
  const number = readInternational(e164);
  if (number === undefined) return null;
  // Numbers kept for fiction are assigned by no country, but tell which one they are of.
  return number.country ?? number.getPossibleCountries()[0] ?? null;
}

/** Whether the number may be a mobile. In some countries numbers do not tell. */
export function isMobile(e164: string): boolean {
  const type = typeOf(e164);
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' || fictional.test(e164);
}

/** The type of a number; for an old form that is no longer assigned, the type of the new form. */
function typeOf(e164: string): ReturnType<PhoneNumber['getType']> {
  const [type] = digitVariants(e164).flatMap((variant) => readInternational(variant)?.getType() ?? []);
  return type;
}

/** The digits of a number without the country's code, as people at home write them. */
export function nationalDigits(e164: string): string {
  return readInternational(e164)?.nationalNumber ?? e164.slice(1);
}

/** Whether the number is certainly a landline, and so belongs to an area. */
export function isLandline(e164: string): boolean {
  return typeOf(e164) === 'FIXED_LINE';
}

/** Whether its kind is known at all: for a new range of numbers it is not until the tables have it. */
export function isOfKnownKind(e164: string): boolean {
  return fictional.test(e164) || typeOf(e164) !== undefined;
}

/** The kind of the number if it is certain; null where its country's numbers do not tell. */
export function kindOfPhone(e164: string): 'mobile' | 'landline' | null {
  if (fictional.test(e164)) return 'mobile';
  const type = typeOf(e164);
  if (type === 'MOBILE') return 'mobile';
  return type === 'FIXED_LINE' ? 'landline' : null;
}

/** The part of a WhatsApp id before `@c.us`. */
export function toChatUser(e164: string): string {
  return e164.slice(1);
}
