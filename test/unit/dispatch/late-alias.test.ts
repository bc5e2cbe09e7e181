import { copyFileSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp } from '../../../db/open.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';

const one = '+447700900101';
const twin = '+447700900102';
const lid = '12345678901234@lid';
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

/** Replaces the database by an older copy, as a restored backup does. */
function restore(backup: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${rig.folder}/sendonce.db${end}`, { force: true });
  copyFileSync(backup, `${rig.folder}/sendonce.db`);
}

it('fences an id that was learned at the gate, also where a backup made during that send is put back', async () => {
  rig.messenger.scripts.set(one, { before: 'hang' });
  const { messageIds } = rig.start([one]);
  await rig.clock.pass(1_000);
  const backup = backUp(rig.stores.db.sqlite, `${rig.folder}/backups`, 'test', rig.clock.nowMs());
  const token = rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;
  const outgoing = { token, chatId: '447700900101@c.us', text: 'Hello First1', attachment: null };
  rig.messenger.reachGate(outgoing, { ask: { ids: ['447700900101@c.us', lid] } });
  expect(rig.deliveries(one)).toBe(1);

  rig.crash(() => restore(backup));
  expect(rig.status(messageIds[0] ?? 0)).toBe('failed:interrupted');
  // The same person under a second number, which only the LID reveals.
  rig.messenger.scripts.set(twin, { ask: { ids: ['447700900102@c.us', lid] } });
  const second = rig.start([twin]);
  rig.dispatcher.resume();
  await rig.clock.pass(60_000);
  expect(rig.deliveries(twin)).toBe(0);
  expect(rig.status(second.messageIds[0] ?? 0)).toBe('failed:duplicate');
});
