import { createHmac, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { KeyedHash } from '../../../../db/ledger/keyed-hash.ts';

const key = randomBytes(32).toString('hex');
const byNode = (text: string, under: string) =>
  createHmac('sha256', Buffer.from(under, 'hex')).update(text).digest('base64url');

it('is what Node itself gives, whatever the text and however long', () => {
  const keyed = new KeyedHash(key);
  const long = ['é', '漢', '😀', '\ud800'].map((letter) => letter.repeat(9_000));
  // Short ones after long ones: nothing of one text is left in the next.
  for (const text of ['', 'phone:+447700900101', ...long, 'a'.repeat(4_096), 'a'.repeat(1_365), 'id:1@lid', ''])
    expect(keyed.of(text)).toBe(byNode(text, key));
});

it('takes keys of any length up to a block', () => {
  for (const bytes of [1, 32, 64]) {
    const one = randomBytes(bytes).toString('hex');
    expect(new KeyedHash(one).of('phone:+447700900101')).toBe(byNode('phone:+447700900101', one));
  }
  expect(() => new KeyedHash('00'.repeat(65))).toThrow();
});
