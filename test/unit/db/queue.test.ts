import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/open.ts';
import { limits } from '../../../domain/limits.ts';
import { startOfDay } from '../../../domain/pacing.ts';
import {
  makeStores,
  openTestDatabase,
  type Stores,
  startCampaign,
  startMs,
  temporaryFolder,
  testAccount,
} from '../../support/temporary-database.ts';

const dayMs = 24 * 60 * 60_000;
const timeZone = 'Europe/London';
let place: ReturnType<typeof temporaryFolder>;
let db: Db;
let stores: Stores;
let count: number;
beforeEach(() => {
  place = temporaryFolder();
  db = openTestDatabase(`${place.folder}/sendonce.db`);
  stores = makeStores(db);
  count = 0;
});
afterEach(() => {
  db.close();
  place.remove();
});

/** Hands a message of a campaign over at that moment, and has it acknowledged. */
function handOver(atMs: number): void {
  count += 1;
  const phone = `+4477009001${String(count).padStart(2, '0')}`;
  const chatId = `${phone.slice(1)}@c.us`;
  const { campaignId, messageIds } = startCampaign(stores, [phone]);
  const token = `token-${count}`.padEnd(40, '-');
  const claimed = stores.messages.claim({
    ...{
      messageId: messageIds[0] ?? 0,
      token,
      account: testAccount,
      chatId,
      phone,
      ids: [chatId],
      body: 'Hello',
      attachmentHash: null,
    },
    ...{ scopes: { campaign: `campaign:${campaignId}`, text: 'text:hello' }, nowMs: atMs },
  });
  expect(claimed).toBe('claimed');
  passAndAcknowledge(token, chatId, atMs);
}

/** A test to oneself at that moment. */
function handOverTest(atMs: number): void {
  count += 1;
  const token = `token-${count}`.padEnd(40, '-');
  const attempt = { token, account: testAccount, chatId: 'x@c.us', body: 'Hello', attachmentHash: null, nowMs: atMs };
  stores.messages.openAttempt('test', null, attempt);
  passAndAcknowledge(token, 'x@c.us', atMs);
}

function passAndAcknowledge(token: string, remote: string, atMs: number): void {
  const random = `3EB0${count}`;
  stores.messages.pass(token, { waKey: '{}', waRandom: random, ids: [] }, { number: 1, checksum: 'x' }, atMs);
  stores.acks.recordAck({ random, remote, ack: 1 }, atMs);
}

describe('the last hand-over of an account', () => {
  it('is none before the first', () => {
    expect(stores.queue.lastHandOverMs(testAccount)).toBeNull();
  });

  it('is the newest of its campaigns; tests to oneself and other accounts do not count', () => {
    handOver(startMs);
    handOver(startMs + 5);
    handOverTest(startMs + 7);
    expect(stores.queue.lastHandOverMs(testAccount)).toBe(startMs + 5);
    expect(stores.queue.lastHandOverMs('+447700900777')).toBeNull();
  });
});

describe('the days of sending', () => {
  it('are none before the first hand-over', () => {
    expect(stores.queue.sendingDays(testAccount, timeZone)).toEqual([]);
  });

  it('are counted by the day, the oldest first, and no more of them than a warm-up takes', () => {
    const most = limits.warmUpMessages.length;
    for (let day = 0; day <= most; day += 1) handOver(startMs + 2 * day * dayMs);
    handOver(startMs + 60_000);
    handOverTest(startMs + 120_000);
    const days = stores.queue.sendingDays(testAccount, timeZone);
    expect(days).toHaveLength(most);
    expect(days.slice(0, 2)).toEqual([
      { startMs: startOfDay(startMs, timeZone), count: 2 },
      { startMs: startOfDay(startMs + 2 * dayMs, timeZone), count: 1 },
    ]);
  });
});

describe('the next reading of WhatsApp’s record', () => {
  it('is none where nothing is in doubt', () => {
    handOver(startMs);
    expect(stores.queue.nextReconcileAtMs(testAccount)).toBeNull();
  });
});
