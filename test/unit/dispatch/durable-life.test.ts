import { readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';

const walHeaderBytes = 32;
const frameBytes = 24 + 4_096;
/** Where a frame says how large the database is after a commit; 0 in all frames but the last of a transaction. */
const commitAt = 4;
const messages = 10;

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

/** What was written since the log began: pages, and transactions that were made durable. */
function written(): { frames: number; commits: number; ledgerBytes: number } {
  const wal = readFileSync(`${rig.folder}/sendonce.db-wal`);
  const frames = Math.floor((wal.byteLength - walHeaderBytes) / frameBytes);
  let commits = 0;
  for (let frame = 0; frame < frames; frame += 1)
    if (wal.readUInt32BE(walHeaderBytes + frame * frameBytes + commitAt) !== 0) commits += 1;
  return { frames, commits, ledgerBytes: statSync(`${rig.folder}/ledger/fences.ledger`).size };
}

it('one message is made durable by its claim, the ledger and the gate, and its acknowledgement, and by nothing else', async () => {
  rig.start(Array.from({ length: messages + 5 }, (_, index) => `+44770090${String(1_000 + index)}`));
  await rig.clock.pass(100);
  const before = written();
  const sent = rig.messenger.delivered.length;
  await rig.clock.pass(messages * 200);
  expect(rig.messenger.delivered.length - sent).toBe(messages);
  const after = written();
  expect(after.commits - before.commits).toBe(3 * messages);
  expect((after.frames - before.frames) / messages).toBeLessThanOrEqual(45);
  expect(after.ledgerBytes).toBeGreaterThan(before.ledgerBytes);
});
