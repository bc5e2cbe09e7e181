import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { durableWrites } from '../../support/durable-writes.ts';

const messages = 10;

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

it('one message is made durable by its claim, the ledger and the gate, and its acknowledgement, and by nothing else', async () => {
  rig.start(Array.from({ length: messages + 5 }, (_, index) => `+44770090${String(1_000 + index)}`));
  await rig.clock.pass(100);
  const before = durableWrites(rig.folder);
  const sent = rig.messenger.delivered.length;
  await rig.clock.pass(messages * 200);
  expect(rig.messenger.delivered.length - sent).toBe(messages);
  const after = durableWrites(rig.folder);
  expect(after.commits - before.commits).toBe(3 * messages);
  expect((after.frames - before.frames) / messages).toBeLessThanOrEqual(45);
  expect(after.ledgerBytes).toBeGreaterThan(before.ledgerBytes);
});
