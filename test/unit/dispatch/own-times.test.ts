import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { campaignScope, formatScope, textScope } from '../../../domain/messages/scope.ts';
import { claimOf, hashOf, tokenOf } from '../../support/attempts.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { giveTimes } from '../../support/own-times.ts';
import { everyMs, quickSchedule } from '../../support/schedules.ts';
import { startMs } from '../../support/temporary-database.ts';
import { until } from '../../support/until.ts';

const [one, two, three] = ['+447700900101', '+447700900102', '+447700900103'] as const;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

/** Starts a campaign that is paused until its people have their times. */
function startWith(times: readonly (readonly [occasion: string, dueAtMs: number, latestAtMs: number])[], text: string) {
  rig.dispatcher.pause('operator');
  const started = rig.start([one, two, three].slice(0, times.length), text);
  giveTimes(
    rig.stores,
    times.map((time, place) => [started.messageIds[place], ...time] as const),
  );
  rig.dispatcher.resume();
  return started;
}

const passedAt = (id = 0) =>
  Number(rig.stores.db.value<number>(`SELECT passed_at_ms FROM attempt WHERE message_id = ?`, id)) - startMs;

describe('a message with a time of its own', () => {
  it('goes at its time, in the order of the times, and not in that of the list', async () => {
    const { messageIds } = startWith(
      [
        ['2026-03-05', startMs + 2 * hourMs, startMs + 10 * hourMs],
        ['2026-03-04', startMs + hourMs, startMs + 10 * hourMs],
      ],
      'Reminder',
    );
    await rig.clock.pass(hourMs - 1);
    expect(rig.messenger.lookedUp).toEqual([]);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'own_time', untilMs: startMs + hourMs });
    await rig.clock.pass(2 * hourMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect(rig.messenger.lookedUp).toEqual([two, one]);
    expect(passedAt(messageIds[1])).toBeGreaterThanOrEqual(hourMs);
    expect(passedAt(messageIds[1])).toBeLessThan(hourMs + minuteMs);
  });

  it('is missed past its latest moment and holds nobody else: after a sleep the rest goes on by itself', async () => {
    const { campaignId, messageIds } = startWith(
      [
        ['a', startMs + hourMs, startMs + 3 * hourMs],
        ['b', startMs + hourMs, startMs + 40 * hourMs],
        ['c', startMs + 60 * hourMs, startMs + 70 * hourMs],
      ],
      'Reminder',
    );
    await rig.clock.pass(minuteMs);
    // The computer sleeps for a day and a half.
    rig.clock.sleepMs(36 * hourMs);
    await rig.clock.pass(2 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:missed', 'sent', 'pending']);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'running', pauseReason: null });
    await rig.clock.pass(24 * hourMs);
    expect(rig.status(messageIds[2] ?? 0)).toBe('sent');
    expect(rig.deliveries(one)).toBe(0);
  });

  it('is held for nobody’s lateness where WhatsApp had no answer for all who are left', async () => {
    rig.messenger.scripts.set(one, { lookUp: { kind: 'unavailable', why: 'an answer of an unknown shape' } });
    const { campaignId, messageIds } = startWith([['a', startMs + hourMs, startMs + 10 * hourMs]], 'Reminder');
    await rig.clock.pass(hourMs + minuteMs);
    expect(rig.stores.db.value(`SELECT set_aside FROM message WHERE id = ?`, messageIds[0] ?? 0)).toBe('no_answer');
    // The computer sleeps for longer than the grace time.
    rig.clock.sleepMs(limits.graceMs + hourMs);
    rig.messenger.scripts.clear();
    await rig.clock.pass(20 * minuteMs);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ pauseReason: null });
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('is missed also while sending is paused, is told as that, and is not queued again once it would be late', async () => {
    const { messageIds, campaignId } = startWith([['a', startMs + hourMs, startMs + 2 * hourMs]], 'Reminder');
    rig.dispatcher.pause('operator');
    await rig.clock.pass(3 * hourMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:missed']);
    expect([rig.told.messages, rig.told.campaigns]).toEqual([messageIds, [campaignId]]);
    rig.dispatcher.resume();
    expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(0);
    await rig.clock.pass(hourMs);
    expect(rig.deliveries(one)).toBe(0);
  });

  it('is missed with many others a part at a time, so that nothing else stands still meanwhile', async () => {
    rig.dispatcher.pause('operator');
    const phones = Array.from({ length: 2 * limits.campaignBatchRows }, (_, place) => `+4477009${10_000 + place}`);
    const { messageIds } = rig.start(phones, 'Reminder');
    giveTimes(
      rig.stores,
      messageIds.map((id) => [id, 'a', startMs, startMs + hourMs] as const),
    );
    await rig.clock.pass(1);
    rig.clock.sleepMs(2 * hourMs);
    rig.dispatcher.nudge();
    const missed = () => messageIds.filter((id) => rig.status(id) === 'failed:missed').length;
    expect(missed()).toBe(limits.campaignBatchRows);
    await until(() => missed() === messageIds.length);
  });

  it('is missed also where the operator pauses while sending waits for it', async () => {
    const { messageIds } = startWith([['a', startMs + hourMs, startMs + 2 * hourMs]], 'Reminder');
    await rig.clock.pass(limits.clockCheckMs);
    rig.dispatcher.pause('operator');
    await rig.clock.pass(3 * hourMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:missed']);
  });

  it('is missed also while an alarm is open, which holds whoever is still in time until it is acknowledged', async () => {
    const rows = [2, 8].map((hours) => [`${hours}`, startMs + hourMs, startMs + hours * hourMs] as const);
    const { messageIds } = startWith(rows, 'Reminder');
    rig.stores.alarms.raise('second_copy', {}, startMs);
    rig.dispatcher.nudge();
    await rig.clock.pass(3 * hourMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:missed', 'pending']);
    expect(rig.dispatcher.state.kind).toBe('alarm');
  });

  it('is missed also where that could not be written down when it was looked for', async () => {
    const { messageIds } = startWith([['a', startMs + hourMs, startMs + 2 * hourMs]], 'Reminder');
    rig.dispatcher.pause('operator');
    const { failMissed } = rig.stores.messages;
    rig.stores.messages.failMissed = (nowMs) => {
      if (nowMs < startMs + 2 * hourMs) return [];
      rig.stores.messages.failMissed = failMissed;
      throw Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' });
    };
    await rig.clock.pass(3 * hourMs);
    expect(rig.dispatcher.state.kind).toBe('paused');
    expect(messageIds.map(rig.status)).toEqual(['failed:missed']);
  });

  it.each(['no', 'an'])('is missed also while its campaign is paused and %s account is linked', async (linked) => {
    const { campaignId, messageIds } = startWith([['a', startMs + hourMs, startMs + 2 * hourMs]], 'Reminder');
    granted(campaignActionsOf(rig).pause(campaignId));
    if (linked === 'no') rig.messenger.account = () => null;
    rig.dispatcher.nudge();
    await rig.clock.pass(3 * hourMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:missed']);
  });

  it('is missed where its latest moment passes while WhatsApp is asked for its number', async () => {
    const lookUp = rig.messenger.lookUp.bind(rig.messenger);
    rig.messenger.lookUp = async (phone) => {
      await rig.messenger.wait(5_000);
      return lookUp(phone);
    };
    const { messageIds } = startWith([['a', startMs + hourMs, startMs + hourMs + 3_000]], 'Reminder');
    await rig.clock.pass(hourMs + minuteMs);
    expect(rig.messenger.lookedUp).toEqual([one]);
    expect([messageIds.map(rig.status), rig.deliveries(one)]).toEqual([['failed:missed'], 0]);
  });

  it('waits also for the second question about a number, where that comes first', async () => {
    rig.messenger.scripts.set(one, { lookUp: { kind: 'absent' } });
    const { messageIds } = startWith(
      [
        ['a', startMs + hourMs, startMs + 10 * hourMs],
        ['b', startMs + 2 * hourMs, startMs + 10 * hourMs],
      ],
      'Reminder',
    );
    await rig.clock.pass(hourMs + minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'asks_again' });
    await rig.clock.pass(2 * hourMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:not_on_whatsapp', 'sent']);
  });

  it('does not leave where its latest moment passes between the claim and the gate, which counts against nobody', async () => {
    const ask = () => {
      rig.clock.sleepMs(2 * hourMs);
      return { askedAtMs: rig.clock.nowMs() };
    };
    for (const phone of [one, two, three]) rig.messenger.scripts.set(phone, { ask });
    const { messageIds } = startWith(
      [
        ['a', startMs, startMs + hourMs],
        ['b', startMs, startMs + 3 * hourMs],
        ['c', startMs, startMs + 5 * hourMs],
      ],
      'Reminder',
    );
    await rig.clock.pass(10 * minuteMs);
    expect(rig.messenger.asked.map(({ answer }) => answer)).toEqual(Array(3).fill({ go: false, why: 'too_late' }));
    expect(messageIds.map(rig.status)).toEqual(Array(3).fill('failed:missed'));
    // This many in a row that did not reach the gate for another reason would stop the sending.
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it('goes before those that have none, which go in between', async () => {
    const plain = rig.start([one, two], 'Hello', everyMs(10 * minuteMs));
    await rig.clock.pass(minuteMs);
    const own = startWith([['a', startMs + 5 * minuteMs, startMs + 20 * minuteMs]], 'Reminder');
    await rig.clock.pass(7 * minuteMs);
    expect([...plain.messageIds, ...own.messageIds].map(rig.status)).toEqual(['sent', 'pending', 'sent']);
    await rig.clock.pass(7 * minuteMs);
    expect(plain.messageIds.map(rig.status)).toEqual(['sent', 'sent']);
  });
});

describe('an occasion', () => {
  it('is part of what nobody gets twice: the same text goes again for another date, and not for the same', async () => {
    startWith([['2026-03-09', startMs, startMs + hourMs]], 'Reminder');
    await rig.clock.pass(minuteMs);
    const nextWeek = startWith([['2026-03-16', startMs, startMs + hourMs]], 'Reminder');
    await rig.clock.pass(minuteMs);
    const again = startWith([['2026-03-16', startMs, startMs + hourMs]], 'Reminder');
    await rig.clock.pass(minuteMs);
    expect(nextWeek.messageIds.map(rig.status)).toEqual(['sent']);
    expect(again.messageIds.map(rig.status)).toEqual(['failed:duplicate']);
    expect(rig.deliveries(one)).toBe(2);
    expect(new Set(rig.stores.db.values(`SELECT occasion FROM fence`))).toEqual(new Set(['2026-03-09', '2026-03-16']));
  });

  it('is in the ledger: what left for a date is not confirmed for that date, whatever the database says meanwhile', () => {
    const time = ['2026-03-16', startMs + hourMs, startMs + 2 * hourMs] as const;
    const { campaignId, messageIds } = startWith([time, time], 'Reminder');
    const uid = rig.stores.campaigns.get(campaignId)?.uid ?? '';
    const occasion = '2026-03-09';
    rig.ledger.append({
      token: 'lost'.padEnd(40, '-'),
      campaign: uid,
      row: 2,
      account: account.phone,
      aliases: [hashOf('alias')],
      scopes: [campaignScope(uid, occasion), { ...textScope('hello'), occasion }],
      random: '3EB0lost',
      atMs: startMs,
    });
    rig.crash();
    expect(messageIds.map(rig.status)).toEqual(['failed:interrupted', 'pending']);
    expect(rig.stores.queries.rows(messageIds)).toMatchObject([{ occasion }, { occasion: time[0] }]);
    expect([...rig.ledger.lines()].map(({ scopes }) => formatScope(scopes[0] ?? campaignScope('')))).toEqual([
      `campaign:${uid}@${occasion}`,
    ]);
  });

  it('of a message changes while it waits and never after', async () => {
    const { messageIds } = startWith([['2026-03-09', startMs, startMs + hourMs]], 'Reminder');
    await rig.clock.pass(minuteMs);
    expect(() => giveTimes(rig.stores, [[messageIds[0], '2026-03-10', startMs, startMs + hourMs]])).toThrow(
      'only who waits gets another time',
    );
  });

  it('of the fences is the one of the message, or SQLite refuses the claim', () => {
    rig.dispatcher.pause('operator');
    const { campaignId, messageIds } = rig.start([one], 'Reminder', quickSchedule);
    giveTimes(rig.stores, [[messageIds[0], '2026-03-09', startMs, startMs + hourMs]]);
    const uid = rig.stores.campaigns.get(campaignId)?.uid ?? '';
    const claim = (occasion: string) =>
      rig.stores.claims.claim(
        claimOf(rig.stores, {
          messageId: messageIds[0] ?? 0,
          token: tokenOf('token'),
          phone: one,
          body: 'Reminder',
          scopes: { campaign: campaignScope(uid), text: { ...textScope('x'), occasion } },
        }),
      );
    expect(claim('')).toBe('not_pending');
    expect(() => claim('2026-03-09')).toThrow('a claim needs the fences of the campaign and of the text');
  });
});
