import { expect, it } from 'vitest';
import type { Mapping } from '../../../domain/contract.ts';
import { repeatedKey, useOf, withUse } from '../../../renderer/campaigns/recipients/file/mapping.ts';

const headers = ['Name', 'Mobile', 'First {name}', 'name'];
const mapping: Mapping = {
  phone: 1,
  further: [],
  area: null,
  name: 0,
  country: null,
  fields: [{ index: 2, key: 'first name' }],
};

it('moves the phone number from one column to another', () => {
  const moved = withUse(mapping, 2, 'phone', headers);
  expect(moved).toEqual({ phone: 2, further: [], area: null, name: 0, country: null, fields: [] });
  expect(useOf(moved, 1)).toBe('nothing');
});

it('gives a second number and a country to one column each, and takes them off another use', () => {
  const second = withUse(mapping, 2, 'second', headers);
  expect(second).toEqual({ ...mapping, further: [2], area: null, fields: [] });
  expect(withUse(second, 2, 'country', headers)).toEqual({ ...mapping, country: 2, fields: [] });
  expect(useOf(second, 2)).toBe('second');
});

it('keeps the phone number: without it there is nobody to write to', () => {
  expect(withUse(mapping, 1, 'nothing', headers)).toEqual(mapping);
});

it('names a new placeholder after its column, and never as another one', () => {
  expect(withUse(mapping, 3, 'field', headers).fields).toContainEqual({ index: 3, key: 'name 2' });
  const twice = { ...mapping, fields: [...mapping.fields, { index: 3, key: 'First  NAME' }] };
  expect(repeatedKey(twice)).toBe('First  NAME');
  expect(repeatedKey(mapping)).toBeNull();
});

it('several columns may hold further numbers, and one the area codes', () => {
  const wide = ['Name', 'Mobile', 'Landline', 'Work', 'Area code'];
  const further = withUse(withUse(mapping, 3, 'second', wide), 2, 'second', wide);
  expect(further).toMatchObject({ phone: 1, further: [2, 3] });
  expect([2, 3].map((index) => useOf(further, index))).toEqual(['second', 'second']);
  expect(withUse(further, 2, 'nothing', wide)).toMatchObject({ further: [3] });
  expect(withUse(further, 4, 'area', wide)).toMatchObject({ area: 4, further: [2, 3] });
  expect(withUse(withUse(further, 4, 'area', wide), 4, 'field', wide)).toMatchObject({ area: null });
});
