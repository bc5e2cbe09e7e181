import type { Mapping, Sheet } from '../../../domain/contract.ts';
import { nameKey, placeholderKey } from '../../../domain/template.ts';

/** What a column of the file is used as. */
export type Use = 'phone' | 'name' | 'field' | 'nothing';

export function useOf(mapping: Mapping, index: number): Use {
  if (mapping.phone === index) return 'phone';
  if (mapping.name === index) return 'name';
  return mapping.fields.some((field) => field.index === index) ? 'field' : 'nothing';
}

/** The mapping with one column used in another way. Phone number and name each come from one column only. */
export function withUse(mapping: Mapping, index: number, use: Use, sheet: Sheet): Mapping {
  // The phone column cannot be given up, only moved: without it there is nobody to write to.
  if (use !== 'phone' && mapping.phone === index) return mapping;
  const fields = mapping.fields.filter((field) => field.index !== index);
  const name = mapping.name === index ? null : mapping.name;
  if (use === 'phone') return { phone: index, name, fields };
  if (use === 'name') return { ...mapping, name: index, fields };
  if (use === 'nothing') return { ...mapping, name, fields };
  const key = freeKey(keyOf(sheet.headers[index] ?? '', index), fields);
  return { ...mapping, name, fields: [...fields, { index, key }].toSorted((one, other) => one.index - other.index) };
}

export function withKey(mapping: Mapping, index: number, key: string): Mapping {
  return { ...mapping, fields: mapping.fields.map((field) => (field.index === index ? { index, key } : field)) };
}

/** The first placeholder that two columns claim, or null. The name column's is always `name`. Keys are compared as placeholders are. */
export function repeatedKey(mapping: Mapping): string | null {
  const seen = new Set(mapping.name === null ? [] : [nameKey]);
  for (const { key } of mapping.fields) {
    const plain = placeholderKey(key);
    if (seen.has(plain)) return key;
    seen.add(plain);
  }
  return null;
}

/** A header as a placeholder: in lower case, without the characters that placeholders are made of. */
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
