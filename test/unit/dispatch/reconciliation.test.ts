import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { Reconciliation } from '../../../electron/dispatch/reconciliation.ts';
import { silentChanges } from '../../support/changes.ts';
import { account, makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';
import { startMs } from '../../support/temporary-database.ts';

const one = '+447700900101';
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
let rig: Rig;
let reconciliation: Reconciliation;
const told: number[] = [];

beforeEach(() => {
  rig = makeRig();
  told.length = 0;
  reconciliation = makeReconciliation();
});
afterEach(() => {
  reconciliation.stop();
  rig.close();
});

function makeReconciliation() {
  return new Reconciliation({
    ...rig.stores,
    messenger: rig.messenger,
    clock: rig.clock,
    log: silentLog,
    onAck: (news) => rig.ackReceipt.receive(news),
    changes: { ...silentChanges, messages: (ids) => void told.push(...ids) },
  });
}

/** A message that was handed over and never confirmed. */
async function doubtful(): Promise<number> {
  rig.messenger.scripts.set(one, { after: 'lost' });
  const { messageIds } = rig.start([one]);
  await rig.clock.pass(61_000);
  reconciliation.arm();
  return messageIds[0] ?? 0;
}
const linesOf = (id: number) => rig.stores.queries.message(id)?.history.filter(({ what }) => what === 'reconciled');
const reads = () => rig.messenger.recordsRead.length;

describe('reading WhatsApp’s own record', () => {
  it('happens after 10 s, 1 min and 10 min, then each hour, and a missing record changes nothing', async () => {
    const id = await doubtful();
    await rig.clock.pass(10_000);
    expect(reads()).toBe(1);
    await rig.clock.pass(1 * minuteMs);
    expect(reads()).toBe(2);
    await rig.clock.pass(10 * minuteMs);
    expect(reads()).toBe(3);
    await rig.clock.pass(180 * minuteMs);
    expect(reads()).toBe(6);
    expect(rig.status(id)).toBe('failed:no_confirmation');
    expect(told).toContain(id);
    expect(linesOf(id)).toHaveLength(1);
  });

  it('is done once more before the login goes, which has the record, and waited for no longer than a page may hang', async () => {
    const id = await doubtful();
    const [random = ''] = rig.messenger.delivered.map((delivery) => delivery.random);
    rig.messenger.records.set(random, 1);
    await reconciliation.readLast();
    expect([reads(), rig.status(id)]).toEqual([1, 'sent']);

    await rig.clock.pass(1);
    rig.start(['+447700900102']);
    rig.messenger.scripts.set('+447700900102', { after: 'lost' });
    await rig.clock.pass(2 * 61_000);
    rig.messenger.readRecord = () => new Promise(() => undefined);
    let isOver = false;
    void reconciliation.readLast().then(() => {
      isOver = true;
    });
    await rig.clock.pass(limits.pageHangMs - 1);
    expect(isOver).toBe(false);
    await rig.clock.pass(1);
    expect(isOver).toBe(true);
  });

  it('ends 30 days after the hand-over, also for a start after that', async () => {
    await doubtful();
    const readAgainAt = (atMs: number | null) =>
      rig.stores.db.run(`UPDATE attempt SET reconciled_count = 9, reconcile_at_ms = ?`, atMs);
    readAgainAt(null);
    await rig.clock.pass(30 * dayMs - 40 * minuteMs);
    expect(reads()).toBe(0);
    readAgainAt(startMs + 30 * dayMs - 30 * minuteMs);
    reconciliation.arm();
    await rig.clock.pass(30 * minuteMs);
    expect(reads()).toBe(1);
    await rig.clock.pass(2 * dayMs);
    reconciliation.readAll();
    await rig.clock.pass(2 * dayMs);
    expect(reads()).toBe(1);
  });

  it.each(['seen', 'not_there'] as const)('goes on when a person has settled the message: %s', async (settlement) => {
    const id = await doubtful();
    expect(rig.stores.messages.settle(id, settlement, 'Ana', rig.clock.nowMs())).toBe(true);
    await rig.clock.pass(dayMs);
    expect(reads()).toBeGreaterThan(20);
    // Its tick came while the app was not listening, so only the record has it.
    rig.messenger.records.set(rig.messenger.delivered[0]?.random ?? '', 2);
    await rig.clock.pass(60 * minuteMs);
    expect(rig.stores.queries.message(id)).toMatchObject({ status: 'sent', evidence: 'ack', ack: 2 });
    const read = reads();
    await rig.clock.pass(dayMs);
    expect(reads()).toBe(read);
  });

  it('makes a message sent when the record is acknowledged, and asks no more', async () => {
    const id = await doubtful();
    rig.messenger.records.set(rig.messenger.delivered[0]?.random ?? '', 2);
    await rig.clock.pass(10_000);
    expect(rig.status(id)).toBe('sent');
    expect(linesOf(id)).toEqual([]);
    await rig.clock.pass(600 * minuteMs);
    expect(reads()).toBe(1);
  });

  it('takes an acknowledgement of 0 for no proof', async () => {
    const id = await doubtful();
    rig.messenger.records.set(rig.messenger.delivered[0]?.random ?? '', 0);
    await rig.clock.pass(20 * minuteMs);
    expect(rig.status(id)).toBe('failed:no_confirmation');
    expect(linesOf(id)).toHaveLength(1);
    expect(told).toEqual([id, id, id]);
  });

  it('writes nothing into the history when the record could not be read', async () => {
    const id = await doubtful();
    rig.messenger.records.set(rig.messenger.delivered[0]?.random ?? '', 'unavailable');
    await rig.clock.pass(10_000);
    expect(reads()).toBe(1);
    expect(rig.stores.queries.message(id)?.history.some((line) => line.what === 'reconciled')).toBe(false);
  });

  it('happens at once after a start or a reconnect, in the chat of its attempt where only the ledger knew the message', async () => {
    const chatId = '12345678901234@lid';
    rig.messenger.scripts.set(one, { lookUp: { kind: 'registered', chatId, ids: [chatId] } });
    rig.messenger.scripts.set('+12345678901234', { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    const token = rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;
    const line = {
      token,
      campaign: '',
      row: 2,
      account: account.phone,
      scopes: [],
      aliases: [],
      random: '3EB0crash',
      atMs: rig.clock.nowMs(),
    };
    rig.ledger.append(line);
    rig.crash();
    reconciliation = makeReconciliation();
    rig.messenger.records.set('3EB0crash', 3);
    reconciliation.readAll();
    await rig.clock.pass(10);
    expect(rig.messenger.recordsRead[0]?.remote).toBe(chatId);
    expect(rig.status(messageIds[0] ?? 0)).toBe('sent');
  });

  it('waits its time also where an acknowledgement is found that does not count as the attempt’s own', async () => {
    const id = await doubtful();
    const random = rig.messenger.delivered[0]?.random ?? '';
    rig.messenger.readRecord = async (key) => {
      rig.messenger.recordsRead.push(key);
      // If the app went on asking without end, the test would hang.
      if (reads() > 20) rig.messenger.account_ = null;
      return { kind: 'found', ack: key.random === random ? 2 : 0, remote: '447700900999@c.us' };
    };
    await rig.clock.pass(10_000);
    expect(reads()).toBe(1);
    await rig.clock.pass(1 * minuteMs);
    expect(reads()).toBe(2);
    expect(rig.status(id)).toBe('failed:no_confirmation');
  });

  it('stays within the linked account', async () => {
    await doubtful();
    rig.messenger.account_ = { id: '447700900777@c.us', phone: '+447700900777', name: '' };
    reconciliation.readAll();
    await rig.clock.pass(60 * minuteMs);
    rig.messenger.account_ = null;
    reconciliation.readAll();
    reconciliation.arm();
    await rig.clock.pass(60 * minuteMs);
    expect(reads()).toBe(0);
  });

  it('ends when it is stopped, in the middle of a round too', async () => {
    await doubtful();
    reconciliation.readAll();
    reconciliation.stop();
    reconciliation.arm();
    reconciliation.readAll();
    await rig.clock.pass(60 * minuteMs);
    expect(reads()).toBeLessThanOrEqual(1);
  });

  it('goes on after an error, but not at once', async () => {
    const id = await doubtful();
    const read = rig.messenger.readRecord.bind(rig.messenger);
    rig.messenger.readRecord = async () => {
      rig.messenger.readRecord = read;
      throw new Error('once');
    };
    await rig.clock.pass(10_000);
    rig.messenger.records.set(rig.messenger.delivered[0]?.random ?? '', 1);
    await rig.clock.pass(8_000);
    expect(rig.status(id)).toBe('failed:no_confirmation');
    await rig.clock.pass(2_000);
    expect(rig.status(id)).toBe('sent');
  });
});
