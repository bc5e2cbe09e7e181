import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import { foldText } from '../messages/fold.ts';
import { languages } from '../settings.ts';
import { type CountryCode, isCountry } from './phone.ts';

/** What people write for a country besides its name and codes. */
const alsoCalled: Readonly<Record<string, readonly string[]>> = {
  GB: [
    'uk',
    'great britain',
    'grossbritannien',
    'britain',
    'england',
    'scotland',
    'wales',
    'northern ireland',
    'inglaterra',
    'gran bretana',
    'بريطانيا',
    'انجلترا',
  ],
  US: [
    'usa',
    'us of america',
    'america',
    'united states of america',
    'estados unidos de america',
    'estados unidos da america',
    'eua',
    'eeuu',
    'ee uu',
    'امريكا',
  ],
  AE: ['uae', 'emirates', 'emiratos', 'eau', 'الامارات'],
  SA: ['ksa', 'saudi', 'السعوديه'],
  DE: ['deutschland', 'brd'],
  CZ: ['czech republic'],
  NL: ['holland', 'holanda', 'the netherlands', 'nederland'],
  CH: ['schweiz', 'suisse', 'svizzera'],
  AT: ['osterreich'],
  FR: ['la france'],
  IT: ['italia'],
  TR: ['turkey', 'turkiye'],
  KR: ['korea', 'south korea'],
  NO: ['norge'],
  SE: ['sverige'],
  DK: ['danmark'],
  PL: ['polska'],
  HK: ['hong kong sar'],
  VN: ['viet nam'],
  SY: ['syrian arab republic'],
  DO: ['rep dominicana', 'dominican rep'],
  RU: ['russian federation'],
  IE: ['eire', 'republic of ireland'],
  CI: ['ivory coast'],
  PS: ['palestine', 'state of palestine', 'فلسطين'],
};

/** The three-letter ISO codes of larger countries, each after its two-letter code. */
const threeLetters =
  'AE ARE AR ARG AT AUT AU AUS BD BGD BE BEL BO BOL BR BRA CA CAN CH CHE CL CHL CN CHN CO COL CR CRI CZ CZE DE DEU ' +
  'DK DNK DO DOM DZ DZA EC ECU EG EGY ES ESP ET ETH FI FIN FR FRA GB GBR GH GHA GR GRC GT GTM HN HND HU HUN ID IDN ' +
  'IE IRL IL ISR IN IND IQ IRQ IR IRN IT ITA JM JAM JO JOR JP JPN KE KEN KR KOR KW KWT LB LBN LY LBY MA MAR MX MEX ' +
  'MY MYS NG NGA NI NIC NL NLD NO NOR NZ NZL OM OMN PA PAN PE PER PH PHL PK PAK PL POL PR PRI PS PSE PT PRT PY PRY ' +
  'QA QAT RO ROU RS SRB RU RUS SA SAU SD SDN SE SWE SG SGP SN SEN SO SOM SV SLV SY SYR TH THA TN TUN TR TUR TW TWN ' +
  'TZ TZA UA UKR UG UGA US USA UY URY VE VEN VN VNM YE YEM ZA ZAF ZM ZMB ZW ZWE';

/** Languages of lists besides those of the app. */
const furtherLanguages = ['de', 'fr', 'it', 'nl'] as const;

/** For a calling code that countries share, the country that is meant unless something else is said. */
const firstOfCode: Readonly<Record<string, CountryCode>> = {
  1: 'US',
  7: 'RU',
  39: 'IT',
  44: 'GB',
  47: 'NO',
  61: 'AU',
  212: 'MA',
  262: 'RE',
  290: 'SH',
  358: 'FI',
  590: 'GP',
  599: 'CW',
};

/**
 * Reads cells that name a country: its name in several languages, its ISO code, its calling code or its flag. The names
 * are gathered when the first cell is read: most lists have no such column, and gathering takes longer than reading a
 * short list.
 */
export class CountryNames {
  #countries: ReadonlyMap<string, CountryCode> | undefined;

  /** The country that a cell names; null where it names no known one. */
  read(cell: string): CountryCode | null {
    this.#countries ??= countriesByName();
    for (const part of [cell, ...cell.split(besideName)]) {
      const text = plain(part);
      const code = /^(?:\+|00)?\s*(\d{1,3})$/.exec(text);
      const country = this.#countries.get(code ? `+${code[1]}` : text);
      if (country !== undefined) return country;
    }
    return null;
  }
}

/** What separates a name from a code or a flag, or from what the list of ISO adds: "Iran, Islamic Republic of". */
const besideName =
  /\s[-–/|]\s|:\s|\s(?=\+)|(?<=^\+\d{1,3})\s|(?<=\p{RI}{2})|(?=\p{RI}{2})|,\s(?=(?:\p{L}+ )?(?:Republic|State) of|Federated States of|Province of)/u;

/** Countries by all their names, and by their calling code after a plus. Later entries replace earlier ones. */
function countriesByName(): ReadonlyMap<string, CountryCode> {
  const found = new Map<string, CountryCode>();
  const countries = getCountries();
  const add = (name: string, country: string) => {
    if (isCountry(country)) found.set(plain(name), country);
  };
  for (const country of countries) found.set(`+${getCountryCallingCode(country)}`, country);
  for (const [code, country] of Object.entries(firstOfCode)) found.set(`+${code}`, country);
  for (const language of [...furtherLanguages, ...languages]) {
    const names = new Intl.DisplayNames([language], { type: 'region' });
    for (const country of countries) add(names.of(country) ?? country, country);
  }
  for (const [, two, three] of threeLetters.matchAll(/(\w{2}) (\w{3})/g)) add(three ?? '', two ?? '');
  for (const country of countries) add(country, country);
  for (const [country, names] of Object.entries(alsoCalled)) for (const name of names) add(name, country);
  return found;
}

/** The text without accents, dots and anything in brackets, so that "U.K." and "Brasil (BR)" are found. */
function plain(text: string): string {
  return foldText(text.replace(/\p{RI}/gu, flagLetter))
    .replace(/\(.*\)/g, ' ')
    .replace(/[.،,'’]/g, '')
    .replace(/^ال(?=\p{L}{3})/u, '')
    .replace(/[\s_-]+/g, ' ')
    .trim();
}

/** The letter of half a flag: a flag is the code of its country. */
function flagLetter(half: string): string {
  return String.fromCodePoint((half.codePointAt(0) ?? 0) - 0x1f1e6 + 0x61);
}
