import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isUndecided, noneSetAside } from '../../../domain/campaign-views.ts';
import type { CampaignSummary } from '../../../domain/contract.ts';
import { restrictionEndMs } from '../../../domain/state/restriction.ts';
import { summariesOf } from '../../../electron/campaigns/read.ts';
import type { LookUp } from '../../../electron/ports.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { copyInChat, type Script } from '../../support/fake-messenger.ts';
import { granted } from '../../support/granted.ts';
import { everyMs } from '../../support/schedules.ts';
import { cancelAtOnce } from '../../support/temporary-database.ts';

const [one, two, three, four] = ['+447700900101', '+447700900102', '+447700900103', '+447700900104'] as const;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const odd: LookUp = { kind: 'unavailable', why: 'an answer of an unknown shape' };
const absent: LookUp = { kind: 'absent' };
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const asked = () => rig.messenger.lookedUp.filter((phone) => phone !== account.phone);
const rowOf = (id: number) =>
  rig.stores.db.sqlite
    .prepare('SELECT set_aside AS setAside, look_rounds AS rounds FROM message WHERE id = ?')
    .get(id) as { setAside: string | null; rounds: number };

describe('"not on WhatsApp"', () => {
  it('is nobody’s where our own number is not found either: 50 people in a row stay pending', async () => {
    const phones = Array.from({ length: 50 }, (_, index) => `+4477009003${String(index).padStart(2, '0')}`);
    for (const phone of [...phones, account.phone]) rig.messenger.scripts.set(phone, { lookUp: absent });
    const { messageIds } = rig.start(phones);
    await rig.clock.pass(3 * hourMs);
    expect(new Set(messageIds.map(rig.status))).toEqual(new Set(['pending']));
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'no_answer' });
  });

  it('counts when it was said twice, ten minutes apart, each time with somebody found earlier asked at once', async () => {
    rig.messenger.scripts.set(two, { lookUp: absent });
    const { messageIds } = rig.start([one, two], 'Hello', everyMs(minuteMs));
    await rig.clock.pass(10 * minuteMs);
    expect(rig.messenger.lookedUp).toEqual([one, two, one]);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'pending']);
    await rig.clock.pass(2 * minuteMs);
    expect(rig.messenger.lookedUp).toEqual([one, two, one, two, one]);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'failed:not_on_whatsapp']);
  });

  it('asks for our own number where nobody was found yet on the account', async () => {
    rig.messenger.scripts.set(one, { lookUp: absent });
    rig.start([one], 'Hello', everyMs(minuteMs));
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.lookedUp).toEqual([one, account.phone]);
  });

  it('is not said by a witness who left WhatsApp: after each who is not found another one is asked', async () => {
    rig.start([one, two, three], 'Hello');
    await rig.clock.pass(minuteMs);
    for (const phone of [three, four]) rig.messenger.scripts.set(phone, { lookUp: absent });
    rig.messenger.lookedUp.length = 0;
    const { messageIds } = rig.start([four], 'Another');
    await rig.clock.pass(15 * minuteMs);
    expect(rig.messenger.lookedUp.slice(0, 4)).toEqual([four, three, four, two]);
    expect(messageIds.map(rig.status)).toEqual(['failed:not_on_whatsapp']);
  });

  it('begins anew where the number was found in between', async () => {
    rig.messenger.scripts.set(two, { lookUp: absent });
    const { messageIds } = rig.start([one, two], 'Hello');
    await rig.clock.pass(minuteMs);
    const firstAbsent = () =>
      rig.stores.db.sqlite.prepare('SELECT first_absent_ms FROM message WHERE id = ?').pluck().get(messageIds[1]);
    expect(firstAbsent()).not.toBeNull();
    rig.messenger.scripts.set(two, {});
    // It is not handed over, since the page catches up meanwhile.
    rig.messenger.readChat = async () => {
      rig.messenger.isCaughtUp_ = false;
      return [];
    };
    await rig.clock.pass(10 * minuteMs);
    expect([rig.status(messageIds[1] ?? 0), firstAbsent()]).toEqual(['pending', null]);
  });

  it('outlives a crash between the two times, and a clock that was put back', async () => {
    rig.messenger.scripts.set(two, { lookUp: absent });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(8 * minuteMs);
    expect(rig.status(messageIds[1] ?? 0)).toBe('pending');
    await rig.clock.pass(2 * minuteMs);
    expect(rig.status(messageIds[1] ?? 0)).toBe('failed:not_on_whatsapp');
    const { messageIds: later } = rig.start([two], 'Another');
    await rig.clock.pass(minuteMs);
    rig.clock.jumpMs(-5 * hourMs);
    await rig.clock.pass(9 * minuteMs);
    expect(later.map(rig.status)).toEqual(['pending']);
    await rig.clock.pass(2 * minuteMs);
    expect(later.map(rig.status)).toEqual(['failed:not_on_whatsapp']);
  });

  it('is asked about at the twentieth where nobody was found, once, and holds no other campaign', async () => {
    const phones = Array.from({ length: 30 }, (_, index) => `+4477009003${String(index).padStart(2, '0')}`);
    for (const phone of phones) rig.messenger.scripts.set(phone, { lookUp: absent });
    const { messageIds, campaignId } = rig.start(phones);
    const other = rig.start([one], 'Another', { ...everyMs(200), startAtMs: rig.clock.nowMs() + hourMs });
    await rig.clock.pass(hourMs / 2);
    const state = () => rig.stores.campaigns.get(campaignId);
    expect(state()).toMatchObject({ state: 'paused', pauseReason: 'all_absent' });
    expect(rig.told.campaigns).toEqual([campaignId]);
    expect(rig.messenger.lookedUp.filter((phone) => phone !== account.phone)).toEqual(phones.slice(0, 20));
    expect(new Set(messageIds.map(rig.status))).toEqual(new Set(['pending']));
    await rig.clock.pass(hourMs);
    expect(other.messageIds.map(rig.status)).toEqual(['sent']);
    rig.stores.campaigns.move(campaignId, 'paused', 'running', rig.clock.nowMs());
    rig.dispatcher.nudge();
    await rig.clock.pass(hourMs);
    expect(new Set(messageIds.map(rig.status))).toEqual(new Set(['failed:not_on_whatsapp']));
    expect(state()?.state).toBe('finished');
  });
});

describe('an outage', () => {
  it('is tried again after 10 s, 30 s, 1, 2 and then 5 minutes, says when, and goes on by itself', async () => {
    const { messageIds } = rig.start([one, two], 'Hello', everyMs(8_000));
    await rig.clock.pass(1_000);
    rig.messenger.isOut = true;
    const sinceMs = rig.clock.nowMs() + 7_000;
    const triedAfter: number[] = [];
    const lookUp = rig.messenger.lookUp.bind(rig.messenger);
    rig.messenger.lookUp = (phone) => {
      if (phone === two) triedAfter.push((rig.clock.nowMs() - sinceMs) / 1_000);
      return lookUp(phone);
    };
    await rig.clock.pass(20 * minuteMs);
    expect(triedAfter).toEqual([0, 10, 40, 100, 220, 520, 820, 1_120]);
    const untilMs = sinceMs + 1_420_000;
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'no_answer', sinceMs, untilMs });
    rig.messenger.isOut = false;
    await rig.clock.pass(5 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
    expect(rowOf(messageIds[1] ?? 0).rounds).toBe(0);
  });

  it('is tried again at once on reconnect', async () => {
    rig.messenger.isOut = true;
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(20 * minuteMs);
    rig.messenger.account_ = null;
    rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    rig.messenger.isOut = false;
    rig.messenger.account_ = account;
    rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('of a day ends the campaign: its people wait, and go on when the operator says so', async () => {
    rig.messenger.isOut = true;
    const { messageIds, campaignId } = rig.start([one, two]);
    await rig.clock.pass(23 * hourMs);
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(2 * hourMs);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'paused', pauseReason: 'unanswered' });
    expect(messageIds.map(rig.status)).toEqual(['pending', 'pending']);
    const [summary] = summariesOf({ ...rig.stores, clock: rig.clock }, [campaignId]);
    expect(summary && [isUndecided(summary), summary.waitForDecision]).toEqual([true, 2]);
    rig.messenger.isOut = false;
    granted(campaignActionsOf(rig).resume(campaignId));
    await rig.clock.pass(6 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
  });

  it.each<[string, Script]>([
    ['found', {}],
    ['not on WhatsApp', { lookUp: absent }],
  ])('is a day only without any answer: it begins anew where one of the people was %s', async (_, script) => {
    rig.start([one]);
    await rig.clock.pass(minuteMs);
    rig.messenger.isOut = true;
    const { campaignId } = rig.start([two, three], 'Another', everyMs(minuteMs));
    const sinceMs = () =>
      rig.stores.db.value<number | null>('SELECT unanswered_since_ms FROM campaign WHERE id = ?', campaignId);
    const beganMs = rig.clock.nowMs();
    await rig.clock.pass(10 * minuteMs);
    expect(sinceMs()).toBeLessThan(beganMs + minuteMs);
    for (const phone of [two, three]) rig.messenger.scripts.set(phone, script);
    rig.messenger.isOut = false;
    await rig.clock.pass(6 * minuteMs);
    expect(sinceMs()).toBeNull();
  });

  it('stands in the report as one pause, however often it was tried', async () => {
    rig.messenger.isOut = true;
    rig.start([one]);
    await rig.clock.pass(hourMs);
    rig.messenger.isOut = false;
    await rig.clock.pass(6 * minuteMs);
    const pauses = rig.stores.db.sqlite.prepare('SELECT reason, to_ms FROM pause').all();
    expect(pauses).toEqual([{ reason: 'no_answer', to_ms: expect.any(Number) }]);
  });
});

describe('a number that WhatsApp gives no answer for', () => {
  it('is passed over, and after three rounds over half an hour it is not sent, and may be queued again', async () => {
    rig.messenger.scripts.set(one, { lookUp: odd });
    const { messageIds, campaignId } = rig.start([two, one]);
    const [other = 0, silent = 0] = messageIds;
    await rig.clock.pass(minuteMs);
    expect(rig.status(other)).toBe('sent');
    expect(rowOf(silent)).toEqual({ setAside: 'no_answer', rounds: 1 });
    expect(rig.stores.queue.setAside(campaignId)).toEqual(noneSetAside);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'no_answer' });
    await rig.clock.pass(28 * minuteMs);
    expect(rig.status(silent)).toBe('pending');
    await rig.clock.pass(2 * minuteMs);
    expect(rig.status(silent)).toBe('failed:look_up_failed');
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
    rig.messenger.scripts.delete(one);
    expect(rig.stores.messages.requeue([silent], 'operator', rig.clock.nowMs())).toBe(1);
    expect(rowOf(silent)).toEqual({ setAside: null, rounds: 0 });
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(rig.status(silent)).toBe('sent');
  });

  it('keeps nobody else waiting while others have an answer, however many are silent in a row', async () => {
    for (const phone of [one, two, three]) rig.messenger.scripts.set(phone, { lookUp: odd });
    const { messageIds } = rig.start([one, two, three, four]);
    await rig.clock.pass(5_000);
    expect(messageIds.map(rig.status)).toEqual([...Array(3).fill('pending'), 'sent']);
    for (const phone of [one, two, three]) rig.messenger.scripts.delete(phone);
    await rig.clock.pass(31 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(Array(4).fill('sent'));
  });

  it.each([absent, odd])('is passed over although asking for our own number fails: $kind', async (lookUp) => {
    rig.messenger.scripts.set(one, { lookUp });
    const ask = rig.messenger.lookUp.bind(rig.messenger);
    rig.messenger.lookUp = (phone) => {
      if (phone === account.phone) throw new Error('the page fails');
      return ask(phone);
    };
    const { messageIds } = rig.start([one, two, three]);
    await rig.clock.pass(5_000);
    expect(messageIds.map(rig.status)).toEqual(['pending', 'sent', 'sent']);
  });

  it('takes each fifth turn at most while others were never asked for', async () => {
    const phones = Array.from({ length: 12 }, (_, index) => `+4477009003${String(index).padStart(2, '0')}`);
    for (const phone of phones.slice(0, 2)) rig.messenger.scripts.set(phone, { lookUp: odd });
    rig.messenger.scripts.set(account.phone, { lookUp: odd });
    rig.start(phones, 'Hello', everyMs(20_000));
    await rig.clock.pass(5 * minuteMs);
    const turns = asked().map((phone) => phones.indexOf(phone));
    // Who was found is asked for beside the first two as well.
    expect(turns.filter((turn, index) => turn !== turns[index - 1]).slice(0, 9)).toEqual([0, 1, 2, 3, 0, 3, 4, 5, 6]);
  });

  it('is asked for again in time although the clock was put back', async () => {
    rig.messenger.scripts.set(one, { lookUp: odd });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.messenger.scripts.delete(one);
    rig.clock.jumpMs(-5 * hourMs);
    await rig.clock.pass(2 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });
});

it('look-ups are paced like hand-overs', async () => {
  for (const phone of [one, two, three]) rig.messenger.scripts.set(phone, { lookUp: absent });
  rig.start([one, two, three, four], 'Hello', everyMs(8_000));
  await rig.clock.pass(7_900);
  expect(asked()).toEqual([one]);
  await rig.clock.pass(8_000);
  expect(asked()).toEqual([one, two]);
  await rig.clock.pass(16_200);
  expect(asked()).toEqual([one, two, three, four]);
});

describe('a copy in the chat', () => {
  const greeting = 'Happy New Year!';
  const startGreeting = (change: Parameters<typeof copyInChat>[1] = {}) => {
    rig.messenger.chats.set(one, [copyInChat(greeting, change)]);
    rig.messenger.chats.set(two, [copyInChat('happy new year')]);
    rig.messenger.chats.set(three, [copyInChat('Happy “new year”!'), copyInChat('HAPPY NEW YEAR!!')]);
    return rig.start([one, two, three, four], greeting);
  };
  const setAside = (id: number) => rig.stores.queue.setAside(id).inChat;

  it('uses nobody up: who has it waits, the others get it, and the campaign is not finished', async () => {
    const { messageIds, campaignId } = startGreeting();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending', 'sent', 'pending', 'sent']);
    expect(setAside(campaignId)).toBe(2);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('running');
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it('ends the campaign but for those who have it: nothing more is waited for until somebody decides', async () => {
    const { messageIds, campaignId } = startGreeting();
    const seen = () => summariesOf({ ...rig.stores, clock: rig.clock }, [campaignId])[0];
    await rig.clock.pass(250);
    expect(seen()?.waitForDecision).toBe(1);
    expect(seen() && isUndecided(seen() as CampaignSummary)).toBe(false);
    await rig.clock.pass(minuteMs);
    expect(seen()).toMatchObject({ state: 'running', waitForDecision: 2, expectedFinishMs: null });
    expect(seen() && isUndecided(seen() as CampaignSummary)).toBe(true);
    // Neither a lost link nor a night of sleep is anybody's concern.
    rig.messenger.account_ = null;
    rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
    rig.clock.jumpMs(3 * hourMs);
    rig.messenger.account_ = account;
    rig.stores.campaigns.questions.sendAgain(campaignId, 'in_chat', rig.clock.nowMs());
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(Array(4).fill('sent'));
    expect(seen()?.state).toBe('finished');
  });

  it('does not count without a tick', async () => {
    const { messageIds } = startGreeting({ ack: 0 });
    await rig.clock.pass(minuteMs);
    expect(rig.status(messageIds[0] ?? 0)).toBe('sent');
  });

  it('is left out where the operator says so, also where it is found later', async () => {
    const { messageIds, campaignId } = startGreeting();
    await rig.clock.pass(300);
    expect(rig.stores.campaigns.questions.leaveCopiesOut(campaignId)).toBe(true);
    expect(
      rig.stores.messages.leaveOut(campaignId, 'in_chat', { most: 100, who: 'operator', nowMs: rig.clock.nowMs() }),
    ).toBe(1);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:duplicate', 'sent', 'failed:duplicate', 'sent']);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
  });

  it('gets the text again where the operator says so of them; only copies since then count', async () => {
    const { messageIds, campaignId } = startGreeting();
    await rig.clock.pass(minuteMs);
    const readChat = rig.messenger.readChat.bind(rig.messenger);
    const sinceMs: (number | null)[] = [];
    rig.messenger.readChat = async (chatId, most, since) => {
      sinceMs.push(since);
      return (await readChat(chatId, most, since))?.filter(({ atMs }) => since === null || atMs >= since) ?? null;
    };
    const answeredAtMs = rig.clock.nowMs();
    expect(rig.stores.campaigns.questions.sendAgain(campaignId, 'in_chat', answeredAtMs)).toBe(true);
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(Array(4).fill('sent'));
    expect(sinceMs).toEqual([answeredAtMs, answeredAtMs]);
    expect([one, two, three, four].map(rig.deliveries)).toEqual([1, 1, 1, 1]);
  });

  it('is a duplicate where a fence of ours says the same', async () => {
    rig.start([one], greeting);
    await rig.clock.pass(minuteMs);
    const { messageIds } = startGreeting();
    await rig.clock.pass(minuteMs);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:duplicate');
  });

  it('of a cancelled campaign waits for no answer', async () => {
    const { messageIds, campaignId } = startGreeting();
    await rig.clock.pass(minuteMs);
    expect(cancelAtOnce(rig.stores.campaigns, campaignId, rig.clock.nowMs())).toBe(true);
    expect(setAside(campaignId)).toBe(0);
    expect(messageIds.map(rig.status)).toEqual(['cancelled', 'sent', 'cancelled', 'sent']);
    expect(rig.stores.campaigns.questions.sendAgain(campaignId, 'in_chat', rig.clock.nowMs())).toBe(false);
    expect(rig.stores.campaigns.questions.leaveCopiesOut(campaignId)).toBe(false);
  });
});

describe('an attachment that cannot be read', () => {
  const heldForFile = { state: 'paused', pauseReason: 'attachment_unreadable' };

  it('pauses its campaign, and all 20 people stay pending until it can be read', async () => {
    const phones = Array.from({ length: 20 }, (_, index) => `+4477009003${String(index).padStart(2, '0')}`);
    const hash = 'ab'.repeat(32);
    const file = { hash, fileName: 'map.png', mimeType: 'image/png', kind: 'image' as const, bytes: 3 };
    rig.stores.campaigns.addAttachment(file, rig.clock.nowMs());
    rig.dispatcher.pause('operator');
    const { messageIds, campaignId } = rig.start(phones);
    rig.stores.campaigns.update(campaignId, { attachmentHash: hash });
    rig.dispatcher.resume();
    await rig.clock.pass(hourMs);
    expect(new Set(messageIds.map(rig.status))).toEqual(new Set(['pending']));
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject(heldForFile);
    expect(rig.told.campaigns).toEqual([campaignId]);
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it('holds its own campaign, and every other one goes on', async () => {
    const hash = 'ab'.repeat(32);
    const file = { hash, fileName: 'map.png', mimeType: 'image/png', kind: 'image' as const, bytes: 3 };
    rig.stores.campaigns.addAttachment(file, rig.clock.nowMs());
    rig.dispatcher.pause('operator');
    const held = rig.start([one, two], 'With a map');
    rig.stores.campaigns.update(held.campaignId, { attachmentHash: hash });
    const other = rig.start(['+447700900301', '+447700900302'], 'Without one');
    rig.dispatcher.resume();
    await rig.clock.pass(hourMs);
    expect(other.messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect(held.messageIds.map(rig.status)).toEqual(['pending', 'pending']);
    expect(rig.stores.campaigns.get(held.campaignId)).toMatchObject(heldForFile);

    const outgoing = { ...file, base64: 'AAAA' };
    rig.attachments.set(hash, { file, read: async () => outgoing });
    for (const phone of [one, two]) rig.messenger.scripts.set(phone, { ask: { fileHash: hash } });
    rig.stores.campaigns.move(held.campaignId, 'paused', 'running', rig.clock.nowMs());
    rig.dispatcher.nudge();
    await rig.clock.pass(hourMs);
    expect(held.messageIds.map(rig.status)).toEqual(['sent', 'sent']);
  });
});

describe('a finished campaign', () => {
  it('goes on with what the operator queues again, due from that moment', async () => {
    rig.messenger.scripts.set(one, { before: 'throw' });
    const { messageIds, campaignId } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
    await rig.clock.pass(24 * hourMs);
    rig.messenger.scripts.delete(one);
    expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(1);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'running', finishedAtMs: null });
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
  });

  it('goes on with nothing else, and one that was cancelled does not', async () => {
    rig.messenger.scripts.set(one, { before: 'throw' });
    const { messageIds, campaignId } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    expect(() => rig.stores.campaigns.move(campaignId, 'finished', 'running', rig.clock.nowMs())).toThrow(/queued/);
    const other = rig.start([one, three], 'Another');
    await rig.clock.pass(100);
    cancelAtOnce(rig.stores.campaigns, other.campaignId, rig.clock.nowMs());
    expect(rig.stores.messages.requeue(other.messageIds, 'operator', rig.clock.nowMs())).toBe(0);
    expect(messageIds.map(rig.status)[0]).toBe('failed:not_handed_over');
  });
});

describe('the check of the data after an unclean stop', () => {
  it('is waited for by messages, and sending goes on by itself', async () => {
    rig.isCheckingData = true;
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'checking_data' });
    expect([rig.messenger.asked, messageIds.map(rig.status)]).toEqual([[], ['pending']]);
    rig.isCheckingData = false;
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });
});

describe('an account that WhatsApp restricts', () => {
  it('pauses before anybody is asked for or claimed, and says until when; everybody stays pending', async () => {
    const untilMs = rig.clock.nowMs() + 5 * hourMs;
    rig.messenger.restriction_ = { kind: 'timelock', untilMs };
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    const { state } = rig.dispatcher;
    expect(state).toMatchObject({ kind: 'paused', reason: 'restricted' });
    expect(state.kind === 'paused' && restrictionEndMs(state.detail)).toBe(untilMs);
    expect([asked(), rig.messenger.asked, messageIds.map(rig.status)]).toEqual([[], [], ['pending', 'pending']]);
  });

  it('is waited out where it ends within a minute, since nobody may be there', async () => {
    const untilMs = rig.clock.nowMs() + 50_000;
    rig.messenger.standing_ = () =>
      rig.clock.nowMs() < untilMs
        ? { kind: 'restricted', restriction: { kind: 'timelock', untilMs } }
        : { kind: 'stands' };
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(40_000);
    expect([asked(), messageIds.map(rig.status)]).toEqual([[], ['pending', 'pending']]);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'restriction_ends' });
    await rig.clock.pass(5 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
  });

  it('pauses again where the operator resumes before its end, and sends after it', async () => {
    rig.messenger.restriction_ = { kind: 'cap', untilMs: null };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    const { state } = rig.dispatcher;
    expect(state).toMatchObject({ kind: 'paused', reason: 'restricted' });
    expect(state.kind === 'paused' && restrictionEndMs(state.detail)).toBeNull();
    rig.messenger.restriction_ = null;
    // Nobody but the operator knows that it is over.
    await rig.clock.pass(hourMs);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('is noticed where the operator paused and went on during the look', async () => {
    rig.dispatcher.pause('operator');
    const { messageIds } = rig.start([one]);
    const { promise: look, resolve: endLook } = Promise.withResolvers<[]>();
    rig.messenger.readChat = () => look;
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    rig.dispatcher.pause('operator');
    rig.messenger.restriction_ = { kind: 'timelock', untilMs: rig.clock.nowMs() + hourMs };
    rig.dispatcher.resume();
    endLook([]);
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'restricted' });
    expect([rig.messenger.asked, messageIds.map(rig.status)]).toEqual([[], ['pending']]);
  });

  it('that begins in the middle lets the one before it be, and uses up nobody after it', async () => {
    const { messageIds } = rig.start([one, two, three], 'Hello', everyMs(8_000));
    await rig.clock.pass(1_000);
    rig.messenger.restriction_ = { kind: 'timelock', untilMs: rig.clock.nowMs() + hourMs };
    await rig.clock.pass(10 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'pending', 'pending']);
  });
});

describe('WhatsApp that catches up after a reconnect', () => {
  it('gets nothing until it has, and sending goes on by itself', async () => {
    rig.messenger.isCaughtUp_ = false;
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'catching_up' });
    expect([rig.messenger.asked, messageIds.map(rig.status)]).toEqual([[], ['pending']]);
    rig.messenger.isCaughtUp_ = true;
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('that begins during the look costs nobody anything', async () => {
    const { messageIds } = rig.start([one]);
    const look = rig.messenger.lookUp.bind(rig.messenger);
    rig.messenger.lookUp = async (phone) => {
      const found = await look(phone);
      rig.messenger.isCaughtUp_ = false;
      rig.messenger.lookUp = look;
      return found;
    };
    await rig.clock.pass(5_000);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'catching_up' });
    rig.messenger.isCaughtUp_ = true;
    await rig.clock.pass(2 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });
});

describe('a page that does not stand', () => {
  /** How the page stands at each look at it, and from then on. */
  const stands = (...at: boolean[]) => {
    let looks = 0;
    rig.messenger.standing_ = () => {
      const does = at[Math.min(looks, at.length - 1)] ?? true;
      looks += 1;
      return { kind: does ? 'stands' : 'not_yet' };
    };
  };

  it('is asked for nobody’s number', async () => {
    stands(false);
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect([rig.messenger.lookedUp, messageIds.map(rig.status)]).toEqual([[], ['pending']]);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'catching_up' });
  });

  it('right before the claim costs nobody anything, as often as that is', async () => {
    stands(true, false, true, false, true, false, true);
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(2 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect([rig.messenger.asked.length, rig.states.filter(({ kind }) => kind === 'paused')]).toEqual([2, []]);
  });

  it('is looked at last: what happened to the text, the pause or the link meanwhile still counts', async () => {
    let looks = 0;
    rig.messenger.standing_ = () => {
      looks += 1;
      if (looks === 2) rig.dispatcher.pause('operator');
      return { kind: 'stands' };
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect([rig.messenger.asked, messageIds.map(rig.status)]).toEqual([[], ['pending']]);
  });
});
