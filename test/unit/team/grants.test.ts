import { expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { Grants } from '../../../electron/team/grants.ts';

it('keeps the newest of what was granted, however long a connection stands', () => {
  const grants = new Grants();
  const grant = {} as Parameters<Grants['add']>[1];
  const tokens = Array.from({ length: limits.teamGrantsKept + 1 }, (_, index) => `${index}`);
  for (const token of tokens) grants.add(token, grant);
  // A grant that is added again counts as new.
  grants.add('1', grant);
  grants.add('last', grant);
  expect(['0', '2'].map((token) => grants.of(token))).toEqual([undefined, undefined]);
  expect(['1', '3', 'last'].map((token) => grants.of(token))).toEqual([grant, grant, grant]);
});
