import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { campaignScope } from '../../../../domain/messages/scope.ts';
import { idAliases } from '../../../../domain/people/alias.ts';
import { makeRig, type Rig } from '../../../support/dispatch-rig.ts';

const [one, two] = ['+447700900101', '+447700900102'] as const;
const [chatOne, chatTwo, lidOfOne] = ['447700900101@c.us', '447700900102@c.us', '12345678901234@lid'] as const;
let rig: Rig;
beforeEach(async () => {
  rig = makeRig();
  rig.messenger.scripts.set(one, { lookUp: { kind: 'registered', chatId: chatOne, ids: [chatOne, lidOfOne] } });
  rig.start([one, two]);
  await rig.clock.pass(60_000);
});
afterEach(() => rig.close());

const hashesOf = (id: string) => idAliases(id).flatMap(rig.stores.fences.hashes);

describe('an id', () => {
  const isStrangerTo = (id: string) =>
    hashesOf(lidOfOne).map((hash) => rig.stores.fences.isOfStranger(hash, hashesOf(id)));

  it('is no stranger’s where whoever it is known as shares one of the others', () => {
    expect(isStrangerTo(chatOne)).toEqual([false]);
  });

  it('is a stranger’s where whoever it is known as shares none of the others', () => {
    expect(isStrangerTo(chatTwo)).toEqual([true]);
  });
});

it('somebody is held back by the fence of one scope of several', () => {
  const { fences } = rig.stores;
  const { scopes } = fences.ofAttempt(1);
  const another = campaignScope('another');
  expect(fences.isBlocked([another, ...scopes], hashesOf(chatOne))).toBe(true);
  expect(fences.isBlocked([another], hashesOf(chatOne))).toBe(false);
});
