import { type CountryCode, getCountryCallingCode } from 'libphonenumber-js/max';
import { zonesOf } from '../schedule/zones.ts';
import { isLandline } from './phone.ts';
import { prefixesOfZones } from './phone-zones-data.ts';

/**
 * Calling codes under which a mobile number begins with an area, and how many of its digits tell where that is. In
 * Brazil these are only the area's digits: landlines have an exchange after them, by which mobiles of Recife would be
 * on Fernando de Noronha. Under all other codes a mobile's prefix names its network, for which the table has the zone
 * of most people: Moscow's for a mobile in Kamchatka.
 */
const digitsOfArea: ReadonlyMap<string, number> = new Map([
  ['1', 7],
  ['52', 5],
  ['55', 4],
]);

/** Finds the time zones of a number where its prefix tells more than its country. */
export class PhoneZones {
  readonly #zones = new Map(
    Object.entries(prefixesOfZones).flatMap(([zones, prefixes]) =>
      prefixes.split(' ').map((prefix) => [prefix, zones] as const),
    ),
  );
  readonly #longest = Math.max(...[...this.#zones.keys()].map(({ length }) => length));

  /** IANA names joined by `&` for a number of that country; empty where only the country's zones are known. */
  find(phone: string, country: CountryCode | null): string {
    if (country === null) return '';
    const known = zonesOf(country);
    if (known.length === 1) return '';
    // The table has a zone of Kosovo that no computer knows.
    if (known.length === 0) return this.#ofLongestPrefix(phone, { from: 1, to: this.#longest });
    const code = getCountryCallingCode(country);
    const to = isLandline(phone) ? this.#longest : (digitsOfArea.get(code) ?? 0);
    return this.#ofLongestPrefix(phone, { from: code.length + 1, to });
  }

  /** The table's entry for the longest beginning of a number with a length between `from` and `to`. */
  #ofLongestPrefix(phone: string, { from, to }: { readonly from: number; readonly to: number }): string {
    for (let length = to; length >= from; length -= 1) {
      const zones = this.#zones.get(phone.slice(1, 1 + length));
      if (zones !== undefined) return zones;
    }
    return '';
  }
}
