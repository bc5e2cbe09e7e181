/**
 * Makes `domain/phone/phone-zones-data.ts` from libphonenumber's table of number prefixes and time zones:
 *
 *   node build/phone-zones.ts <libphonenumber>/resources/timezones/map_data.txt
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import { zonesOf } from '../domain/schedule/zones.ts';

const [, , source] = process.argv;
if (source === undefined) throw new Error('usage: node build/phone-zones.ts <map_data.txt>');

const rows = readFileSync(source, 'utf8')
  .split('\n')
  .filter((line) => /^\d+\|/.test(line))
  .map((line) => line.trim().split('|') as [prefix: string, zones: string]);
const all = new Map(rows);

/** Whether a prefix needs a row of its own: not where the next shorter prefix has the same zones. */
function isNews(prefix: string, zones: string): boolean {
  for (let length = prefix.length - 1; length > 0; length -= 1) {
    const shorter = all.get(prefix.slice(0, length));
    if (shorter !== undefined) return shorter !== zones;
  }
  return true;
}

const countriesOf = Map.groupBy(getCountries(), (country) => getCountryCallingCode(country));
const codeOf = (prefix: string) =>
  [1, 2, 3].map((digits) => prefix.slice(0, digits)).find((code) => countriesOf.has(code));

/** Whether `PhoneZones.find` looks the prefix up: no prefix of a one-zone country, no bare code of one with several. */
function isAsked(prefix: string): boolean {
  const code = codeOf(prefix);
  const zones = (countriesOf.get(code ?? '') ?? []).map((country) => zonesOf(country).length);
  return zones.includes(0) || (prefix.length > (code ?? '').length && zones.some((count) => count > 1));
}

const byZones = new Map<string, string[]>();
for (const [prefix, zones] of rows)
  if (isAsked(prefix) && isNews(prefix, zones)) byZones.set(zones, [...(byZones.get(zones) ?? []), prefix]);
const lines = [...byZones]
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([zones, prefixes]) => `  '${zones}':\n    '${prefixes.join(' ')}',`);

writeFileSync(
  'domain/phone/phone-zones-data.ts',
  `/**
 * The time zones of numbers by their first digits, for countries with several zones. Made by \`build/phone-zones.ts\`
 * from \`resources/timezones/map_data.txt\` of libphonenumber: Copyright (C) 2012 The Libphonenumber Authors, Apache
 * License 2.0.
 */
export const prefixesOfZones: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`,
);
