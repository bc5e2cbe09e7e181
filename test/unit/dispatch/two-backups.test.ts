import { copyFileSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp } from '../../../db/open.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';

const one = '+447700900101';
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const backup = (label: string) => backUp(rig.stores.db.sqlite, `${rig.folder}/backups`, label, rig.clock.nowMs());
const restore = (copy: string) =>
  rig.crash(() => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${rig.folder}/sendonce.db${end}`, { force: true });
    copyFileSync(copy, `${rig.folder}/sendonce.db`);
  });

it('lets an acknowledgement contradict a message that a second backup shows as cancelled', async () => {
  rig.dispatcher.pause('operator');
  const { messageIds } = rig.start([one]);
  const pending = backup('pending');
  rig.stores.messages.cancel(messageIds, 'operator', rig.clock.nowMs());
  const cancelled = backup('cancelled');

  restore(pending);
  rig.messenger.scripts.set(one, { after: 'lost' });
  rig.dispatcher.resume();
  await rig.clock.pass(1_000);
  expect(rig.deliveries(one)).toBe(1);

  restore(cancelled);
  expect(rig.recovery.hold).toMatchObject({ reason: 'ledger_ahead', count: 1 });
  expect(rig.status(messageIds[0] ?? 0)).toBe('cancelled');
  rig.messenger.acknowledge(rig.messenger.delivered[0]?.random ?? '', '447700900101@c.us', 2);
  await rig.clock.pass(10);
  expect(rig.status(messageIds[0] ?? 0)).toBe('sent');
  expect(rig.stores.queries.contradictions()).toBe(1);
});
