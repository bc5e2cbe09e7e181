import type { CountryCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/max/metadata';

type Kind = { readonly pattern: RegExp; readonly lengths: readonly number[] | undefined };
/** What is known of a country's numbers: which numbers it certainly has, and of which kinds they are. */
type Plan = {
  readonly country: CountryCode;
  readonly leading: RegExp | null;
  readonly whole: RegExp;
  readonly kinds: readonly Kind[];
  /** The kind of mobiles. Other kinds may share some of its numbers. */
  readonly mobile: Kind | null;
};
/** How numbers with this beginning and form are written: groups, by place in `whole`, and the text between them. */
type Groups = {
  readonly leading: RegExp | null;
  readonly whole: RegExp;
  readonly pieces: readonly (number | string)[];
  /** Whether a prefix is written before such a number at home. */
  readonly hasPrefix: boolean;
};
type CallingCode = {
  /** The code itself, without a plus. */
  readonly digits: string;
  /** How numbers are written, by country. Countries without ways of their own use those of the code's main one. */
  readonly groups: ReadonlyMap<CountryCode, readonly Groups[]>;
  /** The countries that share the code, the main one first. */
  readonly plans: readonly Plan[];
  /** The prefix before a number at home, which is removed. */
  readonly prefix: RegExp | null;
  /** The part of that prefix that stays in the number, as when a carrier's code is removed from the middle. */
  readonly prefixStays: string;
  /** The prefix that is dialled at home before a number abroad. */
  readonly abroad: RegExp | null;
};
type Found = {
  readonly code: CallingCode;
  readonly plan: Plan;
  /** Whether the plan has such numbers. If not, only how they are written is known. */
  readonly isAssigned: boolean;
  readonly national: string;
  inGroups: string | undefined;
};

/** The indices of fields of a country in libphonenumber's metadata of version 4. */
const place = {
  callingCode: 0,
  abroad: 1,
  whole: 2,
  groups: 4,
  prefix: 5,
  prefixForParsing: 7,
  prefixStays: 8,
  leading: 10,
  kinds: 11,
} as const;
/** The same indices within one format. */
const placeOfGroups = { whole: 0, written: 1, leading: 2, prefix: 3, abroad: 5 } as const;
/** Kinds in the order of the metadata. */
const [landlineKind, mobileKind, mailboxKind] = [0, 1, 5];
const longestCallingCode = 3;

/**
 * Recognises quickly the numbers that need no reading: E.164 numbers, and numbers with their own country's zero, that
 * libphonenumber would call valid and leave as they are. It applies the patterns of libphonenumber's own metadata in
 * the library's way, without parsing the number. All other numbers are left to the library.
 */
export class KnownNumbers {
  readonly #codes = new Map<string, CallingCode | null>();
  /** The number that was asked for last: several things are asked about each row of a list or a report. */
  #last: { readonly e164: string; readonly found: Found | undefined } | null = null;

  /** The number in E.164; undefined where it is not recognised. `country` is for a number that names none. */
  read(dialled: string, country: string): string | undefined {
    if (dialled.startsWith('+')) return this.countryOf(dialled) === undefined ? undefined : dialled;
    if (/^[1-9]\d{6,13}$/.test(dialled)) return this.#readBare(dialled, country);
    if (!/^0[1-9]\d{6,13}$/.test(dialled)) return undefined;
    const code = planOf(country)?.[place.callingCode];
    if (typeof code !== 'string' || !isMain(country, code) || !this.#isAtHome(code, dialled)) return undefined;
    const e164 = `+${code}${dialled.slice(1)}`;
    return this.countryOf(e164) === undefined ? undefined : e164;
  }

  /** Reads a number that is written at home without any prefix. */
  #readBare(dialled: string, country: string): string | undefined {
    const digits = planOf(country)?.[place.callingCode];
    const code = typeof digits === 'string' && isMain(country, digits) ? this.#codeOf(digits) : null;
    if (code === null || code.abroad?.test(dialled) === true) return undefined;
    const found = this.#find(`+${code.digits}${dialled}`);
    if (found?.plan.country !== country) return this.#readWithCode(code, dialled, country);
    // Where its country writes a zero before such a number, the zero may be lost.
    const way = (code.groups.get(found.plan.country) ?? []).find((one) => isWrittenSo(one, dialled));
    return way === undefined || way.hasPrefix ? undefined : `+${code.digits}${dialled}`;
  }

  /** Reads a number with its country's code but no plus, if it is no number of that country with all these digits. */
  #readWithCode(code: CallingCode, dialled: string, country: string): string | undefined {
    if (!dialled.startsWith(code.digits) || code.plans[0]?.whole.test(dialled) !== false) return undefined;
    if ((code.prefix?.exec(dialled)?.[0].length ?? 0) > 0) return undefined;
    return this.#find(`+${dialled}`)?.plan.country === country ? `+${dialled}` : undefined;
  }

  /** Whether a home number begins with a zero that is removed as its prefix, and with no other prefix. */
  #isAtHome(callingCode: string, dialled: string): boolean {
    const { abroad, prefix } = this.#codeOf(callingCode) ?? {};
    const [taken, ...parts] = prefix?.exec(dialled) ?? [];
    return taken === '0' && parts.every((part) => part === undefined) && abroad?.test(dialled) !== true;
  }

  /** The country that assigns the number; undefined where it is not recognised. */
  countryOf(e164: string): CountryCode | undefined {
    return this.#find(e164)?.plan.country;
  }

  /** All countries that assign numbers. */
  countries(): readonly string[] {
    return Object.keys(metadata.countries);
  }

  /** Whether the number is certainly no mobile, but a landline or a service. False where it is not recognised. */
  isLandline(e164: string): boolean {
    const found = this.#find(e164);
    const mobile = found?.plan.mobile ?? null;
    return found !== undefined && (mobile === null || !isOfKind(mobile, found.national));
  }

  /** Roughly what kind of number these digits are when dialled in a country. To count how a list fits, not to send. */
  kindIn(digits: string, country: string): 'mobile' | 'landline' | null {
    const code = planOf(country)?.[place.callingCode];
    const made = typeof code === 'string' ? this.#codeOf(code) : null;
    const plan = made?.plans.find((one) => one.country === country);
    if (made === null || plan === undefined) return null;
    const forms = [atHome(made, digits), digits];
    if (digits.startsWith(made.digits)) forms.push(atHome(made, digits.slice(made.digits.length)));
    // This country is checked by itself, even if others share its code.
    const known = forms.filter((national) => plan.leading?.test(national) !== false && isOf(plan, national));
    if (known.length === 0) return null;
    return known.some((national) => plan.mobile !== null && isOfKind(plan.mobile, national)) ? 'mobile' : 'landline';
  }

  /** The number in international form, with spaces, also one of a new range; undefined where it is not recognised. */
  inGroups(e164: string): string | undefined {
    const found = this.#takeApart(e164);
    if (found) found.inGroups ??= inGroups(found);
    return found?.inGroups;
  }

  /** A number that its country certainly has. */
  #find(e164: string): Found | undefined {
    const found = this.#takeApart(e164);
    return found?.isAssigned ? found : undefined;
  }

  #takeApart(e164: string): Found | undefined {
    if (this.#last?.e164 !== e164) this.#last = { e164, found: this.#lookUp(e164) };
    return this.#last.found;
  }

  #lookUp(e164: string): Found | undefined {
    if (!/^\+[1-9]\d{6,14}$/.test(e164)) return undefined;
    for (let end = 2; end <= longestCallingCode + 1; end += 1) {
      const code = this.#codeOf(e164.slice(1, end));
      if (!code) continue;
      const national = e164.slice(end);
      const planned = planIn(code, national);
      return planned && { code, ...planned, national, inGroups: undefined };
    }
    return undefined;
  }

  #codeOf(digits: string): CallingCode | null {
    const made = this.#codes.get(digits);
    if (made !== undefined) return made;
    const code = makeCode(digits);
    this.#codes.set(digits, code);
    return code;
  }
}

function planIn({ plans, prefix }: CallingCode, national: string): Pick<Found, 'plan' | 'isAssigned'> | undefined {
  if ((prefix?.exec(national)?.[0].length ?? 0) > 0) return undefined;
  // Countries that share a code are told apart by leading digits; else the first that has such numbers counts.
  const isAlone = plans.length === 1;
  const told = plans.find(
    (one) => isAlone || (one.leading === null ? isOf(one, national) : one.leading.test(national)),
  );
  const isFound = !isAlone && told?.leading === null;
  // A number that none of them has is written as the main one writes its own.
  const plan = told ?? plans[0];
  return plan && { plan, isAssigned: told !== undefined && (isFound || isOf(told, national)) };
}

/** The digits without the prefix that is written at home. */
function atHome({ prefix, prefixStays }: CallingCode, digits: string): string {
  const parts = prefix?.exec(digits);
  if (!prefix || !parts) return digits;
  // A part of the prefix stays only if its last group matched: otherwise nothing but the prefix was there.
  return digits.replace(prefix, parts.at(-1) === undefined || parts.length === 1 ? '' : prefixStays);
}

function isOf({ whole, kinds }: Pick<Plan, 'whole' | 'kinds'>, national: string): boolean {
  return whole.test(national) && kinds.some((kind) => isOfKind(kind, national));
}

function isOfKind({ pattern, lengths }: Kind, national: string): boolean {
  return (lengths?.includes(national.length) ?? true) && pattern.test(national);
}

function makeCode(digits: string): CallingCode | null {
  const countries: readonly CountryCode[] = metadata.country_calling_codes[digits] ?? [];
  const [main] = countries.map(planOf);
  if (!main) return null;
  return {
    digits,
    groups: new Map(countries.map((country) => [country, groupsOf(planOf(country) ?? [], main)])),
    plans: countries.map((country) => makePlan(country, planOf(country) ?? [])),
    prefix: beginning(main[place.prefixForParsing]) ?? beginning(main[place.prefix]),
    prefixStays: String(main[place.prefixStays] || ''),
    abroad: beginning(main[place.abroad]),
  };
}

function beginning(pattern: unknown): RegExp | null {
  return typeof pattern === 'string' && pattern !== '' ? new RegExp(`^(?:${pattern})`) : null;
}

function makePlan(country: CountryCode, plan: readonly unknown[]): Plan {
  const given = plan[place.kinds];
  const kinds = (Array.isArray(given) ? given : []).map(makeKind);
  return {
    country,
    leading: beginning(plan[place.leading]),
    whole: entirely(plan[place.whole]),
    kinds: kinds.flatMap((kind, index) => (kind === null || index === mailboxKind ? [] : [kind])),
    // The metadata leaves mobiles out where they have the pattern of landlines.
    mobile: kinds[mobileKind] ?? kinds[landlineKind] ?? null,
  };
}

function makeKind(kind: unknown): Kind | null {
  if (!Array.isArray(kind) || typeof kind[0] !== 'string' || kind[0] === '') return null;
  return { pattern: entirely(kind[0]), lengths: Array.isArray(kind[1]) ? kind[1] : undefined };
}

function inGroups({ code, plan, national }: Found): string | undefined {
  const ways = code.groups.get(plan.country) ?? [];
  for (const { leading, whole, pieces } of ways) {
    if (leading?.test(national) === false) continue;
    const groups = whole.exec(national);
    // Done by hand, because `replace` parses its `$1 $2` again for each number.
    if (groups)
      return pieces.reduce<string>(
        (text, piece) => text + (typeof piece === 'number' ? (groups[piece] ?? '') : piece),
        `+${code.digits} `,
      );
  }
  return undefined;
}

function groupsOf(plan: readonly unknown[], main: readonly unknown[]): Groups[] {
  const ways = plan[place.groups] || main[place.groups];
  return (Array.isArray(ways) ? ways : []).map((way: readonly unknown[]): Groups => {
    const begins = way[placeOfGroups.leading];
    const written = String(way[placeOfGroups.abroad] || way[placeOfGroups.written]);
    return {
      // The last pattern is the most exact.
      leading: beginning(Array.isArray(begins) ? begins.at(-1) : undefined),
      whole: entirely(way[placeOfGroups.whole]),
      hasPrefix: /^[^$\d]*\d/.test(String(way[placeOfGroups.prefix] || '')),
      pieces: piecesOf(written.replace(/[^\d$]+/g, ' ').trim()),
    };
  });
}

function isWrittenSo({ leading, whole }: Groups, national: string): boolean {
  return leading?.test(national) !== false && whole.test(national);
}

/** The pieces of a format such as `$1 $2`. */
function piecesOf(written: string): (number | string)[] {
  return written.split(/(\$\d)/).map((piece) => (piece.startsWith('$') ? Number(piece.slice(1)) : piece));
}

function entirely(pattern: unknown): RegExp {
  return new RegExp(`^(?:${String(pattern)})$`);
}

function planOf(country: string): readonly unknown[] | undefined {
  const plans: Readonly<Record<string, readonly unknown[]>> = metadata.countries;
  return plans[country];
}

/** Other countries of a calling code may remove other prefixes. */
function isMain(country: string, callingCode: string): boolean {
  return metadata.country_calling_codes[callingCode]?.[0] === country;
}
