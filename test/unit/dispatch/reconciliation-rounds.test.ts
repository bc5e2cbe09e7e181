import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Reconciliation } from '../../../electron/dispatch/reconciliation.ts';
import { silentChanges } from '../../support/changes.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';

const [one, two] = ['+447700900101', '+447700900102'] as const;
const minuteMs = 60_000;
const told: number[] = [];
const errors: unknown[] = [];
let rig: Rig;
let reconciliation: Reconciliation;

beforeEach(() => {
  rig = makeRig();
  told.length = 0;
  errors.length = 0;
  reconciliation = new Reconciliation({
    ...rig.stores,
    messenger: rig.messenger,
    clock: rig.clock,
    log: { info: () => undefined, warn: () => undefined, error: (_what, error) => void errors.push(error) },
    onAck: (news) => rig.ackReceipt.receive(news),
    changes: { ...silentChanges, messages: (ids) => void told.push(...ids) },
  });
});
afterEach(() => {
  reconciliation.stop();
  rig.close();
});

async function doubtful(phones: readonly string[]): Promise<void> {
  for (const phone of phones) rig.messenger.scripts.set(phone, { after: 'lost' });
  rig.start(phones);
  await rig.clock.pass(phones.length * 61_000);
  expect(rig.clock.armed).toBe(0);
}
const reads = () => rig.messenger.recordsRead.length;

describe('a round of reading WhatsApp’s records', () => {
  it('has one timer armed, however often it is asked for, and none once it is stopped', async () => {
    await doubtful([one]);
    for (let time = 0; time < 3; time += 1) reconciliation.arm();
    expect(rig.clock.armed).toBe(1);
    reconciliation.stop();
    expect(rig.clock.armed).toBe(0);
  });

  it('is not begun a second time while it runs, but once more after it: what it read may have been cut off', async () => {
    await doubtful([one, two]);
    for (let time = 0; time < 3; time += 1) reconciliation.readAll();
    await rig.clock.pass(10);
    expect(reads()).toBe(4);
  });

  it('is not begun once it was stopped', async () => {
    await doubtful([one]);
    reconciliation.stop();
    // The database that it would read may be closed by then.
    rig.stores.queue.doubtful = () => {
      throw new Error('closed');
    };
    reconciliation.readAll();
    await rig.clock.pass(minuteMs);
    expect([reads(), errors, rig.clock.armed]).toEqual([0, [], 0]);
  });

  it('for whose time has come reads of nobody else', async () => {
    await doubtful([one, two]);
    reconciliation.arm();
    await rig.clock.pass(10);
    expect(reads()).toBe(1);
  });

  it('ends in its middle when it is stopped, and arms nothing', async () => {
    await doubtful([one, two]);
    const read = rig.messenger.readRecord.bind(rig.messenger);
    rig.messenger.readRecord = async (key) => {
      reconciliation.stop();
      return read(key);
    };
    reconciliation.readAll();
    await rig.clock.pass(10);
    expect(reads()).toBe(1);
    expect(rig.clock.armed).toBe(0);
  });

  it('without a link is no error, before it begins or in its middle', async () => {
    await doubtful([one, two]);
    const read = rig.messenger.readRecord.bind(rig.messenger);
    rig.messenger.readRecord = async (key) => {
      rig.messenger.account_ = null;
      return read(key);
    };
    reconciliation.readAll();
    await rig.clock.pass(10);
    expect(reads()).toBe(1);
    reconciliation.readAll();
    await rig.clock.pass(10);
    expect(errors).toEqual([]);
    expect(rig.clock.armed).toBe(0);
  });

  it('tells of no message where a test to oneself is not confirmed', async () => {
    rig.messenger.scripts.set(account.phone, { after: 'lost' });
    void rig.dispatcher.sendTest('Hello', null);
    await rig.clock.pass(61_000);
    rig.stores.db.sqlite.prepare(`UPDATE attempt SET reconcile_at_ms = ?`).run(rig.clock.nowMs());
    reconciliation.readAll();
    await rig.clock.pass(10);
    expect(reads()).toBe(1);
    expect(told).toEqual([]);
  });

  it('asks for a record under the very key that passed the gate, not under the chat that was looked up', async () => {
    const key = { serialized: 'x', random: '3EB0lid', remote: '12345678901234@lid' };
    rig.messenger.scripts.set(one, { after: 'lost', ask: { key: { ...key, fromMe: true } } });
    rig.start([one]);
    await rig.clock.pass(61_000);
    reconciliation.readAll();
    await rig.clock.pass(10);
    expect(rig.messenger.recordsRead).toEqual([key]);
  });
});

describe('an error', () => {
  it('of the page is logged, and the next round waits', async () => {
    await doubtful([one]);
    rig.messenger.readRecord = () => Promise.reject(new Error('the page is gone'));
    reconciliation.readAll();
    await rig.clock.pass(10);
    expect(errors).toEqual([expect.objectContaining({ message: 'the page is gone' })]);
    expect(rig.clock.armed).toBe(1);
  });

  it('of the database is logged, and arms nothing', async () => {
    await doubtful([one]);
    rig.stores.queue.nextReconcileAtMs = () => {
      throw new Error('corrupt');
    };
    reconciliation.arm();
    expect(errors).toEqual([expect.objectContaining({ message: 'corrupt' })]);
    expect(rig.clock.armed).toBe(0);
  });
});
