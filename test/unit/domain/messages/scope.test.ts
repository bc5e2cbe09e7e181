import fc from 'fast-check';
import { expect, it } from 'vitest';
import { campaignScope, formatScope, parseScope, textScope } from '../../../../domain/messages/scope.ts';

const name = fc.stringMatching(/^[0-9a-z-]{1,40}$/);
const more = { repeat: fc.nat(), occasion: fc.constantFrom('', '2026-12-31', '2026-12-31T09:30') };
const scopes = fc.oneof(
  fc.record({ ...more, name: name.map((uid) => `campaign:${uid}`), version: fc.constant(0) }),
  fc.record({ ...more, name: name.map((digest) => `text:${digest}`), version: fc.integer({ min: 1, max: 99 }) }),
);

it('a scope is read back from a line of the ledger with all of its parts', () => {
  fc.assert(
    fc.property(scopes, (scope) => {
      expect(parseScope(formatScope(scope))).toEqual(scope);
    }),
  );
});

it('is written as every version of the app writes it, else no line of the ledger would fence over an update', () => {
  expect(formatScope(campaignScope('uid'))).toBe('campaign:uid');
  expect(formatScope(textScope('9f86d0'))).toBe('text:1:9f86d0');
  expect(formatScope({ ...textScope('9f86d0', 2), occasion: '2026-12-31' })).toBe('text:1:9f86d0#2@2026-12-31');
});

it.each([
  '',
  'text:9f86d0',
  'text:0:9f86d0',
  'campaign:',
  'text:1:9f86d0#0',
  'text:1:9f86d0#',
  'other:1:x',
  'text:1:x@',
])('is not read from %j', (text) => expect(parseScope(text)).toBeUndefined());
