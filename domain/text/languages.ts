import { type Language, languages } from '../settings.ts';

/** Each language by its own name, so that whoever landed in a foreign one finds home. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
  ar: 'العربية',
};

/**
 * The locale by which numbers, dates and lists are written. English takes the 24-hour clock and day before month;
 * Arabic keeps Latin digits, as phone numbers and spreadsheets do.
 */
export const locales: Record<Language, string> = { en: 'en-GB', es: 'es', 'pt-BR': 'pt-BR', ar: 'ar-u-nu-latn' };

export const directions: Record<Language, 'ltr' | 'rtl'> = { en: 'ltr', es: 'ltr', 'pt-BR': 'ltr', ar: 'rtl' };

/** The language of this app that comes closest to a locale such as `es-MX`: one that is spoken, whatever the country. */
export function languageOf(locale: string): Language {
  const spoken = (tag: string) => tag.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => spoken(language) === spoken(locale)) ?? 'en';
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
/** A letter of any other script. A plus counts: beside Arabic it would jump to the other end of its phone number. */
const leftToRight = /[^\P{L}\p{Script=Arabic}\p{Script=Hebrew}]|\+/u;
/** Digits in groups, as in a phone number or `2026-03-14`: beside Arabic the groups would change places. */
const groupedDigits = /\d[\s\-/()]/;
const firstStrongIsolate = '\u2068';
const popDirectionalIsolate = '\u2069';

/** Keeps a name or a number that runs the other way from turning the words around it about. */
export function isolated(value: string, language: Language): string {
  return isForeign(value, language) ? `${firstStrongIsolate}${value}${popDirectionalIsolate}` : value;
}

function isForeign(value: string, language: Language): boolean {
  if (directions[language] === 'ltr') return rightToLeft.test(value);
  return leftToRight.test(value) || (groupedDigits.test(value) && !rightToLeft.test(value));
}
