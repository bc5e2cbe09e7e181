import { type CountryCode, getCountryCallingCode } from 'libphonenumber-js/max';
import { zonesOf } from '../schedule/zones.ts';
import { isLandline } from './phone.ts';
import { prefixesOfZones } from './phone-zones-data.ts';

/**
 * Codes under which a mobile's number begins with an area, and how many digits of it tell where that is. In Brazil no more
 * than the area's: among landlines an exchange follows, and the mobiles of Recife would be on Fernando de Noronha. Under
 * all other codes a mobile's prefix is its network's: the table then has the zone of most people, and for a mobile in
 * Kamchatka that is Moscow's.
 */
const digitsOfArea: ReadonlyMap<string, number> = new Map([
  ['1', 7],
  ['52', 5],
  ['55', 4],
]);

/** Knows the time zones of a number where its prefix tells more than its country does. */
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
    // No computer knows a zone of Kosovo, and the table does.
    if (known.length === 0) return this.#ofLongestPrefix(phone, { from: 1, to: this.#longest });
    const code = getCountryCallingCode(country);
    const to = isLandline(phone) ? this.#longest : (digitsOfArea.get(code) ?? 0);
    return this.#ofLongestPrefix(phone, { from: code.length + 1, to });
  }

  /** What the table has for the longest beginning of a number that has so many digits. */
  #ofLongestPrefix(phone: string, { from, to }: { readonly from: number; readonly to: number }): string {
    for (let length = to; length >= from; length -= 1) {
      const zones = this.#zones.get(phone.slice(1, 1 + length));
      if (zones !== undefined) return zones;
    }
    return '';
  }
}
