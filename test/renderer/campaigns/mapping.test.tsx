import { expect, it } from 'vitest';
import type { Mapping, Sheet } from '../../../domain/contract.ts';
import { repeatedKey, useOf, withUse } from '../../../renderer/campaigns/recipients/mapping.ts';
import { aSheet } from '../support/fixtures.ts';

const sheet: Sheet = aSheet({ headers: ['Name', 'Mobile', 'First {name}', 'name'], samples: [] });
const mapping: Mapping = { phone: 1, name: 0, fields: [{ index: 2, key: 'first name' }] };

it('moves the phone number from one column to another', () => {
  const moved = withUse(mapping, 2, 'phone', sheet);
  expect(moved).toEqual({ phone: 2, name: 0, fields: [] });
  expect(useOf(moved, 1)).toBe('nothing');
});

it('keeps the phone number: without it there is nobody to write to', () => {
  expect(withUse(mapping, 1, 'nothing', sheet)).toEqual(mapping);
});

it('names a new placeholder after its column, and never as another one', () => {
  expect(withUse(mapping, 3, 'field', sheet).fields).toContainEqual({ index: 3, key: 'name 2' });
  const twice = { ...mapping, fields: [...mapping.fields, { index: 3, key: 'First  NAME' }] };
  expect(repeatedKey(twice)).toBe('First  NAME');
  expect(repeatedKey(mapping)).toBeNull();
});
