import type { Mapping } from '../../../../domain/contract.ts';
import { nameKey } from '../../../../domain/template/placeholder-names.ts';
import { placeholderKey } from '../../../../domain/template/template.ts';

export type Use = 'phone' | 'second' | 'area' | 'name' | 'country' | 'field' | 'nothing';

/** Uses that only one column can have. */
const single = ['phone', 'area', 'name', 'country'] as const;

export function useOf(mapping: Mapping, index: number): Use {
  const use = single.find((one) => mapping[one] === index);
  if (mapping.further.includes(index)) return 'second';
  return use ?? (mapping.fields.some((field) => field.index === index) ? 'field' : 'nothing');
}

export function withUse(mapping: Mapping, index: number, use: Use, headers: readonly string[]): Mapping {
  // The phone column can only be moved, not given up: without it there is nobody to write to.
  if (use !== 'phone' && mapping.phone === index) return mapping;
  const without = (one: 'area' | 'name' | 'country') => (mapping[one] === index ? null : mapping[one]);
  const further = mapping.further.filter((one) => one !== index);
  const fields = mapping.fields.filter((field) => field.index !== index);
  const roles = { area: without('area'), name: without('name'), country: without('country') };
  const free = { ...mapping, ...roles, further, fields };
  if (use === 'nothing') return free;
  if (use === 'second') return { ...free, further: [...further, index].toSorted((one, other) => one - other) };
  if (use !== 'field') return { ...free, [use]: index };
  const key = freeKey(keyOf(headers[index] ?? '', index), fields);
  return { ...free, fields: [...fields, { index, key }].toSorted((one, other) => one.index - other.index) };
}

export function withField(mapping: Mapping, index: number, change: Partial<Mapping['fields'][number]>): Mapping {
  return { ...mapping, fields: mapping.fields.map((one) => (one.index === index ? { ...one, ...change } : one)) };
}

/** The first placeholder that two columns claim, or null. Compared as placeholders are; the name column's is `name`. */
export function repeatedKey(mapping: Mapping): string | null {
  const seen = new Set(mapping.name === null ? [] : [nameKey]);
  for (const { key } of mapping.fields) {
    const plain = placeholderKey(key);
    if (seen.has(plain)) return key;
    seen.add(plain);
  }
  return null;
}

/** A header as a placeholder's key: lower case, without the characters of the placeholder syntax. */
function keyOf(header: string, index: number): string {
  const plain = header.replace(/[{}|]/g, ' ').replace(/\s+/g, ' ').trim().toLowerCase();
  return plain === '' ? `column ${index + 1}` : plain;
}

function freeKey(key: string, fields: Mapping['fields']): string {
  const taken = new Set([nameKey, ...fields.map((field) => placeholderKey(field.key))]);
  let place = 1;
  let free = key;
  while (taken.has(placeholderKey(free))) {
    place += 1;
    free = `${key} ${place}`;
  }
  return free;
}
