import { limits } from '../limits.ts';
import { CountryNames } from '../phone/country-names.ts';
import { digitVariants } from '../phone/digit-variants.ts';
import { KnownNumbers } from '../phone/known-numbers.ts';
import { type CountryCode, countryOfPhone, isCountry, isFictional, plainCharacters } from '../phone/phone.ts';
import { tally } from '../tally.ts';
import { hintedCountries } from './header-words.ts';
import type { ListEvidence, Rival } from './list-evidence.ts';
import type { Mapping } from './list-mapping.ts';

type Fit = { mobiles: number; landlines: number };
type SurveyBy = { readonly mapping: Mapping; readonly headers: readonly string[]; readonly country: CountryCode };

/** Looks at every row of a list before any is read, to find the country of its numbers as a careful person would. */
export class ListSurvey {
  readonly #by: SurveyBy;
  readonly #known = new KnownNumbers();
  readonly #names = new CountryNames();
  readonly #seen = new Map<string, number>();
  readonly #fits = new Map<string, Fit>();
  /** The first numbers, from which the likely countries are found. */
  readonly #first: string[] = [];
  #likely: readonly string[] | null = null;
  #unnamed = 0;

  constructor(by: SurveyBy) {
    this.#by = by;
  }

  see(cells: readonly string[]): void {
    const { phone, country, area } = this.#by.mapping;
    const named = country === null ? null : this.#names.read(cells[country] ?? '');
    const number = firstNumber(cells[phone] ?? '');
    if (number === null) return;
    const spoken = number.startsWith('+') ? (this.#known.countryOf(number) ?? countryOfPhone(number)) : named;
    if (spoken !== null) tally(this.#seen, spoken);
    if (number.startsWith('+') || named !== null) return;
    this.#unnamed += 1;
    const before = area === null || number.startsWith('0') ? '' : areaDigits(cells[area] ?? '');
    // The longest numbers without an area code are shorter than the shortest with one.
    const whole = before !== '' && number.length < longestLocal ? `${before}${number}` : number;
    if (this.#likely === null) this.#first.push(whole);
    else this.#count(whole, this.#likely);
    if (this.#first.length >= limits.surveyedNumbers && this.#likely === null) this.#findLikely();
  }

  /** What the rows seen so far say. */
  evidence(): ListEvidence {
    if (this.#likely === null) this.#findLikely();
    const { country, headers } = this.#by;
    const hinted = hintedCountries(headers);
    const score = ({ country: of, mobiles, landlines, named }: Rival) =>
      mobiles + landlines / 2 + named + (mobiles + landlines > 0 ? ((hinted.get(of) ?? 0) * this.#unnamed) / 10 : 0);
    const rivals = (this.#likely ?? [])
      .map(
        (of): Rival => ({
          country: of,
          mobiles: 0,
          landlines: 0,
          ...this.#fits.get(of),
          named: this.#seen.get(of) ?? 0,
        }),
      )
      .filter((one) => one.country === country || one.mobiles + one.landlines > 0)
      .toSorted((one, other) => score(other) - score(one));
    const [first, second] = rivals;
    const own = rivals.find((one) => one.country === country);
    const isOpen =
      first !== undefined &&
      own !== undefined &&
      this.#unnamed >= limits.leastForCountry &&
      (first.mobiles + first.landlines) * 2 > this.#unnamed &&
      score(first) > score(own) * clearlyMore;
    const isClear = first !== undefined && (second === undefined || score(first) > score(second) * rivalsLead);
    return {
      unnamed: this.#unnamed,
      rivals: withOwn(rivals, own),
      seen: [...this.#seen]
        .map(([of, times]) => ({ country: of, count: times }))
        .sort((one, other) => other.count - one.count),
      better: isOpen && isClear ? first.country : null,
      isCountryOpen: isOpen,
    };
  }

  /** Tries the first numbers with every country, and picks the countries that most of them fit. */
  #findLikely(): void {
    const { country } = this.#by;
    const all = this.#known.countries().map((of) => {
      const fit = this.#first.reduce((sum, number) => sum + weightOf(this.#kind(number, of)), 0);
      return { of, fit };
    });
    const likely = all.filter(({ fit }) => fit > 0).toSorted((one, other) => other.fit - one.fit);
    const hinted = [...hintedCountries(this.#by.headers).keys()];
    const most = likely.slice(0, limits.rivalCountries).map(({ of }) => of);
    this.#likely = [...new Set([country, ...most, ...likely.map(({ of }) => of).filter((of) => hinted.includes(of))])];
    for (const number of this.#first) this.#count(number, this.#likely);
  }

  #count(number: string, countries: readonly string[]): void {
    for (const country of countries) {
      const kind = this.#kind(number, country);
      if (kind === null) continue;
      const fit = this.#fits.get(country) ?? { mobiles: 0, landlines: 0 };
      this.#fits.set(country, fit);
      if (kind === 'mobile') fit.mobiles += 1;
      else fit.landlines += 1;
    }
  }

  #kind(digits: string, country: string): 'mobile' | 'landline' | null {
    const kind = this.#known.kindIn(digits, country);
    if (kind !== null) return kind;
    if (country === 'GB') return isFictional(`+44${digits.replace(/^(?:0|44)/, '')}`) ? 'mobile' : null;
    // WhatsApp still knows these mobiles by their old, shorter form.
    if (country !== 'BR' || !/^0?[1-9]\d[6-9]\d{7}$/.test(digits)) return null;
    const [, long] = digitVariants(`+55${digits.replace(/^0/, '')}`);
    return long !== undefined && this.#known.countryOf(long) === 'BR' ? 'mobile' : null;
  }
}

/** By how much another country must fit better than the list's, and better than the next one, to be offered first. */
const clearlyMore = 1.25;
const rivalsLead = 1.05;
const longestLocal = 10;

function weightOf(kind: 'mobile' | 'landline' | null): number {
  if (kind === null) return 0;
  return kind === 'mobile' ? 1 : 0.5;
}

function withOwn(rivals: readonly Rival[], own: Rival | undefined): Rival[] {
  const most = rivals.slice(0, limits.rivalCountries);
  return own === undefined || most.includes(own) ? most : [...most.slice(0, -1), own];
}

/** The first run of digits in a cell as long as a number, with its plus where it names its country, else bare. */
function firstNumber(cell: string): string | null {
  const plain = /^[\x20-\x7e]*$/.test(cell) ? cell : plainCharacters(cell);
  for (const [run] of plain.matchAll(/\+?\(?\d[\d\s().\-/]{4,}\d/g)) {
    const digits = run.replace(/\D/g, '');
    if (digits.length < 7) continue;
    if (/^\D*\+/.test(run) || digits.startsWith('00')) return `+${digits.replace(/^0+/, '')}`;
    return digits;
  }
  return null;
}

/** The digits of an area code as they are dialled from other areas. */
export function areaDigits(cell: string): string {
  return plainCharacters(cell).replace(/\.0$/, '').replace(/\D/g, '').replace(/^0+/, '');
}

/** Other countries than the list's that are no exception in it: at least one row in fifty has a number of theirs. */
export function otherCountries({ seen }: ListEvidence, country: string, rows: number): CountryCode[] {
  const least = Math.floor(rows / 50);
  return seen.flatMap(({ country: of, count: times }) =>
    of !== country && times >= least && isCountry(of) ? [of] : [],
  );
}
