import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLedger } from '../../../db/ledger/open-ledger.ts';
import { backUp } from '../../../db/open.ts';
import { recover } from '../../../electron/dispatch/recovery.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { makeStores, openTestDatabase } from '../../support/temporary-database.ts';

const phones = ['+447700900101', '+447700900102', '+447700900103'];
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const databaseFile = () => `${rig.folder}/sendonce.db`;
const ledgerFile = () => `${rig.folder}/ledger/fences.ledger`;

/** Three messages have left under a ledger; the backup, in which they are pending, does not know it. */
async function sendUnderAnotherLedger(): Promise<{ messageIds: number[]; backup: string }> {
  rig.dispatcher.pause('operator');
  const { messageIds } = rig.start(phones);
  const backup = backUp(rig.stores.db.sqlite, `${rig.folder}/backups`, 'pending', rig.clock.nowMs());
  rig.crash(() => rmSync(ledgerFile()));
  expect(rig.acknowledge()).toEqual(['ledger_lost']);
  await rig.clock.pass(60_000);
  expect(phones.map(rig.deliveries)).toEqual([1, 1, 1]);
  return { messageIds, backup };
}
function putInPlace(backup: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${databaseFile()}${end}`, { force: true });
  copyFileSync(backup, databaseFile());
}
async function sendOn(): Promise<void> {
  rig.acknowledge();
  await rig.clock.pass(60_000);
}

describe('a restored backup beside a ledger that it does not name', () => {
  it('learns from it also whom a message was seen leaving to around the gate, before that ledger was begun', async () => {
    rig.dispatcher.pause('operator');
    const { messageIds } = rig.start(phones.slice(0, 1));
    const [id = 0] = messageIds;
    const backup = backUp(rig.stores.db.sqlite, `${rig.folder}/backups`, 'pending', rig.clock.nowMs());
    rig.messenger.scripts.set(phones[0] ?? '', { before: 'hang' });
    rig.dispatcher.resume();
    await rig.clock.pass(5 * 60_000);
    expect(rig.status(id)).toBe('failed:not_handed_over');
    const token = rig.stores.db.value<string>(`SELECT token FROM attempt WHERE message_id = ?`, id);
    rig.bypass.callWentAround(token ?? '');
    expect(rig.status(id)).toBe('failed:no_confirmation');
    rig.crash(() => rmSync(ledgerFile()));
    rig.crash(() => putInPlace(backup));
    expect(rig.status(id)).toBe('failed:interrupted');
    rig.messenger.scripts.clear();
    await sendOn();
    expect(rig.deliveries(phones[0] ?? '')).toBe(0);
  });

  it('learns from it who has the message, also when the first start was cut off before it had', async () => {
    const { messageIds, backup } = await sendUnderAnotherLedger();
    rig.crash(() => {
      putInPlace(backup);
      // The start that sets the ledger aside, and ends before recovery.
      const db = openTestDatabase(databaseFile());
      openLedger(db, ledgerFile(), rig.clock.nowMs()).ledger.close();
      db.close();
    });
    expect(rig.stores.alarms.open()).toMatchObject([{ kind: 'ledger_damaged' }, { kind: 'ledger_ahead' }]);
    expect(messageIds.map(rig.status)).toEqual(messageIds.map(() => 'failed:interrupted'));
    await sendOn();
    expect(phones.map(rig.deliveries)).toEqual([1, 1, 1]);
  });

  it.each([{ of: 'running' }, { of: 'paused' }])(
    'waits for the operator and says why also when the start that replayed a $of backup from the ledger ended right after that',
    async ({ of }) => {
      rig.dispatcher.pause('operator');
      const [first = '', second = ''] = phones;
      rig.start([first], 'One');
      await sendOn();
      rig.messenger.account_ = null;
      rig.dispatcher.nudge();
      const { messageIds } = rig.start([first, second], 'Two');
      if (of === 'paused') rig.dispatcher.pause('operator');
      const backup = backUp(rig.stores.db.sqlite, `${rig.folder}/backups`, 'running', rig.clock.nowMs());
      rig.messenger.scripts.set(second, { before: 'hang' });
      rig.messenger.account_ = account;
      rig.dispatcher.resume();
      await rig.clock.pass(1_000);
      expect(rig.deliveries(first)).toBe(2);
      rig.crash(() => {
        putInPlace(backup);
        const db = openTestDatabase(databaseFile());
        const { ledger } = openLedger(db, ledgerFile(), rig.clock.nowMs());
        const stores = makeStores(db, ledger);
        expect(recover({ ...stores, ledger }, rig.clock.nowMs()).hold).toMatchObject({ count: 1 });
        ledger.close();
        db.close();
      });
      rig.messenger.scripts.clear();
      rig.dispatcher.nudge();
      await rig.clock.pass(60_000);
      expect(rig.dispatcher.state).toEqual({ kind: 'alarm', count: 1 });
      expect(rig.stores.alarms.open()).toMatchObject([{ kind: 'ledger_ahead', count: 1 }]);
      expect(messageIds.map(rig.status)).toEqual(['failed:interrupted', 'pending']);
    },
  );

  it('learns it also when the power failed between setting the old ledger aside and putting the new one in place', async () => {
    const { backup } = await sendUnderAnotherLedger();
    rig.crash(() => {
      putInPlace(backup);
      const db = openTestDatabase(databaseFile());
      openLedger(db, ledgerFile(), rig.clock.nowMs()).ledger.close();
      db.close();
      // The state at that moment: the database does not know of the new ledger, which has not got its name yet.
      putInPlace(backup);
      renameSync(ledgerFile(), `${ledgerFile()}.new`);
    });
    expect(existsSync(`${ledgerFile()}.new`)).toBe(false);
    await sendOn();
    expect(phones.map(rig.deliveries)).toEqual([1, 1, 1]);
  });
});
