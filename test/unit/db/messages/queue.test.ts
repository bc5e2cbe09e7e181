import { beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../../domain/limits.ts';
import { startOfDay } from '../../../../domain/schedule/pacing.ts';
import { attemptOf, claimOf, scopesOf, tokenOf } from '../../../support/attempts.ts';
import { startCampaign, startMs, testAccount } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

const dayMs = 24 * 60 * 60_000;
const timeZone = 'Europe/London';
let stores: TemporaryStores;
let count: number;
beforeEach(() => {
  stores = temporaryStores();
  count = 0;
});

/** Hands a message of a campaign over at that moment, and acknowledges it. */
function handOver(atMs: number): void {
  count += 1;
  const phone = `+4477009001${String(count).padStart(2, '0')}`;
  const { campaignId, messageIds } = startCampaign(stores, [phone]);
  const token = tokenOf(`token-${count}`);
  const messageId = messageIds[0] ?? 0;
  const claim = claimOf(stores, { messageId, phone, token, scopes: scopesOf(String(campaignId)), nowMs: atMs });
  expect(stores.claims.claim(claim)).toBe('claimed');
  passAndAcknowledge(token, claim.chatId, atMs);
}

/** A test to oneself at that moment. */
function handOverTest(atMs: number): void {
  count += 1;
  const token = tokenOf(`token-${count}`);
  stores.attempts.open('test', null, attemptOf({ token, chatId: 'x@c.us', nowMs: atMs }));
  passAndAcknowledge(token, 'x@c.us', atMs);
}

function passAndAcknowledge(token: string, remote: string, atMs: number): void {
  const random = `3EB0${count}`;
  stores.attempts.pass(
    token,
    { waKey: '{}', waRandom: random, ids: [] },
    { number: 1, checksum: 'x', endByte: 0 },
    atMs,
  );
  stores.acks.recordAck({ random, remote, ack: 1 }, atMs);
}

describe('the last hand-over of an account', () => {
  it('is none before the first', () => {
    expect(stores.queue.lastHandOverMs(testAccount, startMs + dayMs)).toBeNull();
  });

  it('is the newest of its campaigns; tests to oneself and other accounts do not count', () => {
    handOver(startMs);
    handOver(startMs + 5);
    handOverTest(startMs + 7);
    expect(stores.queue.lastHandOverMs(testAccount, startMs + dayMs)).toBe(startMs + 5);
    expect(stores.queue.lastHandOverMs('+447700900777', startMs + dayMs)).toBeNull();
  });

  it('is none of those that lie ahead, which were stamped before the clock was put back', () => {
    handOver(startMs);
    handOver(startMs + 30 * dayMs);
    expect(stores.queue.lastHandOverMs(testAccount, startMs + dayMs)).toBe(startMs);
    const lastOf = (nowMs: number) => stores.queue.runningCampaigns(nowMs).map(({ lastHandOverMs }) => lastHandOverMs);
    expect(lastOf(startMs + dayMs)).toEqual([startMs, null]);
    expect(lastOf(startMs + 31 * dayMs)).toEqual([startMs, startMs + 30 * dayMs]);
  });
});

describe('what was handed over on a day', () => {
  const quarterMs = 15 * 60_000;

  it('is counted from the first moment of the day in every time zone, since each begins with a quarter of an hour', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) expect(startOfDay(startMs, zone) % quarterMs, zone).toBe(0);
  });

  it('is each campaign’s own, from the first moment of the day to its last', () => {
    handOver(startMs + 2 * quarterMs);
    handOver(startMs);
    const [first, second] = [1, 2];
    const between = (id: number, fromMs: number, untilMs: number) =>
      stores.queue.handedOverOn(id, { fromMs: startMs + fromMs, untilMs: startMs + untilMs });
    expect([between(first, 0, dayMs), between(first, quarterMs, dayMs)]).toEqual([1, 1]);
    expect([between(second, 0, dayMs), between(second, quarterMs, dayMs)]).toEqual([1, 0]);
    expect([between(first, 0, 2 * quarterMs), between(first, dayMs, 2 * dayMs)]).toEqual([0, 0]);
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
