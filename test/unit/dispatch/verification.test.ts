import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VerificationStore } from '../../../db/report/verification.ts';
import type { Verification as View } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import type { ChatMessage } from '../../../domain/messages/message-copy.ts';
import { campaignScope, textScope } from '../../../domain/messages/scope.ts';
import { countCopies, countedSince, Verification } from '../../../electron/dispatch/verification.ts';
import { hashOf } from '../../support/attempts.ts';
import { account, makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList, startAtOnce, startMs } from '../../support/temporary-database.ts';
import { statementsOf } from '../../support/watched-statements.ts';

const minuteMs = 60_000;

const line = (given: Partial<ChatMessage>): ChatMessage => ({
  random: 'other',
  fromMe: true,
  kind: 'text',
  text: 'Hello',
  ack: 1,
  atMs: startMs,
  ...given,
});
const wanted = { body: 'Hello', attachmentKind: null, random: 'ours', sinceMs: startMs };
const count = (
  lines: readonly ChatMessage[],
  given: Partial<Parameters<typeof countCopies>[1]> = {},
  others: readonly string[] = [],
) => countCopies(lines, { ...wanted, ...given }, (random) => others.includes(random));

describe('counting our copies in a chat', () => {
  const sent = { random: 'ours', campaignStartedAtMs: startMs, passedAtMs: startMs + 60_000 };

  it('counts from the campaign’s start, also what another computer sent before our own message', () => {
    const ours = line({ random: 'ours', atMs: startMs + 60_000 });
    expect(countedSince([ours], sent)).toBe(startMs);
    expect(count([line({ atMs: startMs - 1_000 }), line({ atMs: startMs }), ours])).toBe(2);
  });

  it('goes by WhatsApp’s clock where our message shows that it is behind, and by whole seconds', () => {
    expect(countedSince([line({ random: 'ours', atMs: startMs + 30_000 })], sent)).toBe(startMs - 30_000);
    expect(countedSince([line({ random: 'ours', atMs: startMs + 3_600_000 })], sent)).toBe(startMs);
    expect(countedSince([], { ...sent, campaignStartedAtMs: startMs + 999 })).toBe(startMs);
  });

  it('takes no other message of ours for a copy, such as a declared repeat', () => {
    expect(count([line({ random: 'ours' }), line({ random: 'repeat' })], {}, ['repeat'])).toBe(1);
  });

  it('compares texts as a reader does', () => {
    expect(count([line({ random: 'ours' }), line({ text: ' *HELLO* ' })])).toBe(2);
  });

  it('counts a picture under our own id and others by their caption, and is not certain where neither tells', () => {
    const picture = { attachmentKind: 'image' as const };
    const ours = line({ random: 'ours', kind: 'image', text: '' });
    expect(count([ours, line({ kind: 'image', text: '' })], { ...picture, body: '' })).toBe(1);
    expect(count([line({ kind: 'image', text: '' })], { ...picture, body: '' })).toBeNull();
    expect(count([ours, line({ kind: 'image' }), line({})], picture)).toBe(2);
  });

  it('takes one copy without a tick for no proof: this computer shows it also when it never left', () => {
    expect(count([line({ ack: 0 })])).toBeNull();
    expect(count([line({ ack: -1 })])).toBeNull();
    expect(count([line({ ack: 1 })])).toBe(1);
  });

  it('counts a second copy whether it has a tick or not', () => {
    expect(count([line({ random: 'ours' }), line({ ack: 0 })])).toBe(2);
  });

  it('counts neither what the person wrote, nor another text, nor a picture with the same caption', () => {
    const lines = [
      line({ fromMe: false }),
      line({ text: 'Hello there' }),
      line({ kind: 'image' }),
      line({ random: 'ours' }),
    ];
    expect(count(lines)).toBe(1);
  });
});

describe('a verification', () => {
  let rig: Rig;
  beforeEach(() => {
    rig = makeRig();
  });
  afterEach(() => rig.close());

  function makeVerification() {
    const seen: View[] = [];
    const alarms: number[] = [];
    const errors: string[] = [];
    const verification = new Verification({
      store: new VerificationStore(rig.stores.db),
      linked: () => rig.linked(),
      clock: rig.clock,
      log: { ...silentLog, error: (what) => errors.push(what) },
      gapMs: () => 1_000,
      onProgress: (view) => seen.push(view),
      onSecondCopy: (id) => alarms.push(id),
    });
    return { verification, seen, alarms, errors };
  }

  async function sendToFour() {
    const phones = [1, 2, 3, 4].map((digit) => `+44770090010${digit}`);
    const { campaignId, messageIds } = rig.start(phones, 'Hello');
    await rig.clock.pass(60_000);
    const copy = (index: number) => line({ random: rig.messenger.delivered[index]?.random ?? '' });
    rig.messenger.chats.set('+447700900101', [copy(0)]);
    rig.messenger.chats.set('+447700900102', []);
    rig.messenger.chats.set('+447700900103', [copy(2), line({ atMs: startMs + 1_000 })]);
    rig.messenger.chats.set('+447700900104', null);
    return { campaignId, messageIds };
  }

  it('says per person whether one copy, none, more, or nothing could be seen, and alarms on a second one', async () => {
    const { campaignId, messageIds } = await sendToFour();
    const { verification, seen, alarms } = makeVerification();
    verification.start(campaignId);
    await rig.clock.pass(10_000);
    expect(verification.view(campaignId)).toMatchObject({
      isRunning: false,
      total: 4,
      done: 4,
      once: 1,
      none: 1,
      more: 1,
      unknown: 1,
    });
    expect(alarms).toEqual([messageIds[2]]);
    expect(seen.at(-1)).toMatchObject({ isRunning: false, done: 4 });
    expect(rig.stores.queries.message(messageIds[2] ?? 0)?.copiesSeen).toBe(2);
  });

  it('reads back to the message also in a chat with much talk since, and is not certain where it cannot', async () => {
    const { campaignId, messageIds } = await sendToFour();
    const talk = (lines: number) => Array.from({ length: lines }, () => line({ text: 'Thanks', fromMe: false }));
    const copy = (index: number) => line({ random: rig.messenger.delivered[index]?.random ?? '' });
    rig.messenger.chats.set('+447700900101', [copy(0), line({}), ...talk(200)]);
    rig.messenger.chats.set('+447700900102', [copy(1), ...talk(200)]);
    rig.messenger.chats.set('+447700900103', [copy(2), ...talk(limits.verifyMessagesRead)]);
    rig.messenger.chats.set('+447700900104', [copy(3), ...talk(limits.verifyMessagesRead), line({}), line({})]);
    const { verification } = makeVerification();
    verification.start(campaignId);
    await rig.clock.pass(10_000);
    const copies = messageIds.map((id) => rig.stores.queries.message(id)?.copiesSeen);
    expect(copies).toEqual([2, 1, null, 2]);
  });

  it('is not certain either where all that is seen of such a chat is one copy without a tick', async () => {
    const { campaignId, messageIds } = await sendToFour();
    const talk = Array.from({ length: limits.verifyMessagesRead }, () => line({ text: 'Thanks', fromMe: false }));
    rig.messenger.chats.set('+447700900101', [...talk, line({ ack: 0 })]);
    const { verification } = makeVerification();
    verification.start(campaignId);
    await rig.clock.pass(500);
    expect(verification.view(campaignId)).toMatchObject({ done: 1, unknown: 1 });
    expect(rig.stores.queries.message(messageIds[0] ?? 0)?.copiesSeen).toBeNull();
  });

  it('takes the declared repeat of a text for no second copy of the first campaign', async () => {
    const phone = '+447700900101';
    const first = rig.start([phone], 'Hello');
    await rig.clock.pass(minuteMs);
    const again = rig.stores.campaigns.create('Again', quickSchedule, rig.clock.nowMs());
    rig.stores.campaigns.update(again, { text: 'Hello', repeat: 1, listId: addList(rig.stores, [phone]) });
    const start = { campaignId: again, account: account.phone, textScope: null, nowMs: rig.clock.nowMs() };
    startAtOnce(rig.stores.campaigns, start);
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    const copies = rig.messenger.delivered.map(({ random }, index) =>
      line({ random, atMs: startMs + index * minuteMs }),
    );
    expect(copies).toHaveLength(2);
    rig.messenger.chats.set(phone, copies);
    const { verification, alarms } = makeVerification();
    for (const campaignId of [first.campaignId, again]) {
      verification.start(campaignId);
      await rig.clock.pass(5_000);
      expect(verification.view(campaignId)).toMatchObject({ done: 1, once: 1 });
    }
    expect(alarms).toEqual([]);
  });

  it('finds what another computer sent a minute before', async () => {
    const phone = '+447700900101';
    const { campaignId, messageIds } = rig.start([phone], 'Hello', { ...quickSchedule, startAtMs: startMs + minuteMs });
    await rig.clock.pass(2 * minuteMs);
    const ours = line({ random: rig.messenger.delivered[0]?.random ?? '', atMs: startMs + minuteMs });
    rig.messenger.chats.set(phone, [line({ atMs: startMs }), ours]);
    const { verification, alarms } = makeVerification();
    verification.start(campaignId);
    await rig.clock.pass(5_000);
    expect(alarms).toEqual(messageIds);
  });

  it('that the app’s end finds reading a chat touches its data no more, and none begins after it', async () => {
    const { campaignId } = await sendToFour();
    const { verification, seen, errors } = makeVerification();
    const reading = Promise.withResolvers<ChatMessage[]>();
    rig.messenger.readChat = () => reading.promise;
    verification.start(campaignId);
    await rig.clock.pass(100);
    verification.end();
    const told = seen.length;
    const statements = await statementsOf(rig.stores.db, async () => {
      reading.resolve([line({})]);
      await rig.clock.pass(10_000);
    });
    expect(statements).toEqual([]);
    expect([seen.length, errors]).toEqual([told, []]);
    expect(verification.start(campaignId).isRunning).toBe(false);
  });

  it('counts a long campaign once, however many chats it reads', async () => {
    const { campaignId } = await sendToFour();
    const { verification } = makeVerification();
    const statements = await statementsOf(rig.stores.db, async () => {
      verification.start(campaignId);
      await rig.clock.pass(10_000);
    });
    // At its start and at its end.
    expect(statements.filter((sql) => sql.includes('count(*) AS total')).length).toBeLessThanOrEqual(4);
  });

  it('that cannot go on ends, and says so in the log', async () => {
    const { campaignId } = await sendToFour();
    const { verification, errors } = makeVerification();
    rig.messenger.readChat = () => Promise.reject(new Error('no more chats'));
    verification.start(campaignId);
    await rig.clock.pass(500);
    expect(verification.isRunning(campaignId)).toBe(false);
    expect(errors).toEqual(['verification']);
  });

  it('that was stopped has nothing to say of a chat that could not be read', async () => {
    const { campaignId } = await sendToFour();
    const { verification, errors } = makeVerification();
    const reading = Promise.withResolvers<ChatMessage[]>();
    rig.messenger.readChat = () => reading.promise;
    verification.start(campaignId);
    await rig.clock.pass(100);
    verification.stop();
    reading.reject(new Error('no more chats'));
    await rig.clock.pass(500);
    expect([errors, verification.view(campaignId)]).toMatchObject([[], { isRunning: false, done: 0 }]);
  });

  it('stops at once, goes on where it was, and begins anew when it had finished', async () => {
    const { campaignId } = await sendToFour();
    const { verification } = makeVerification();
    verification.start(campaignId);
    await rig.clock.pass(1_500);
    verification.stop();
    await rig.clock.pass(10_000);
    expect(verification.view(campaignId)).toMatchObject({ isRunning: false, done: 2 });
    verification.start(campaignId);
    await rig.clock.pass(10_000);
    expect(verification.view(campaignId).done).toBe(4);
    expect(verification.start(campaignId)).toMatchObject({ isRunning: true, done: 0 });
    await rig.clock.pass(10_000);
    expect(verification.view(campaignId)).toMatchObject({ isRunning: false, done: 4 });
  });

  it('begins a long one anew a part at a time, and stops at once while it does', async () => {
    const count = limits.campaignBatchRows + 10;
    const { campaignId } = rig.start(
      Array.from({ length: count }, (_, place) => `+4477009${10_000 + place}`),
      'Hello',
    );
    await rig.clock.pass(10 * 60_000);
    const { verification } = makeVerification();
    verification.start(campaignId);
    await rig.clock.pass(count * 1_000);
    expect(verification.view(campaignId)).toMatchObject({ isRunning: false, done: count });
    expect(verification.start(campaignId)).toMatchObject({ isRunning: true, done: 0 });
    verification.stop();
    await rig.clock.pass(2_000);
    expect(verification.view(campaignId)).toMatchObject({ isRunning: false, done: 10 });
    verification.start(campaignId);
    await rig.clock.pass(count * 1_000);
    expect(verification.start(campaignId).isRunning).toBe(true);
    await rig.clock.pass(count * 1_000);
    expect(verification.view(campaignId)).toMatchObject({ isRunning: false, done: count });
  });

  it('says of a message that only the ledger knows of that it is not certain, and not that the chat has no copy', async () => {
    rig.dispatcher.pause('operator');
    const { campaignId } = rig.start(['+447700900101'], 'Hello');
    rig.ledger.append({
      token: 'of-another-backup'.padEnd(40, '-'),
      campaign: rig.stores.campaigns.get(campaignId)?.uid ?? '',
      row: 2,
      account: account.phone,
      scopes: [campaignScope('one'), textScope('hello')],
      aliases: [hashOf('alias')],
      random: '3EB0',
      atMs: rig.clock.nowMs(),
    });
    rig.crash();
    const { verification } = makeVerification();
    verification.start(campaignId);
    await rig.clock.pass(10_000);
    expect(verification.view(campaignId)).toMatchObject({ total: 1, done: 1, none: 0, unknown: 1 });
  });

  it('reads nothing while another account is linked, and changes no status', async () => {
    const { campaignId, messageIds } = await sendToFour();
    const before = messageIds.map(rig.status);
    rig.messenger.account_ = { id: '447700900777@c.us', phone: '+447700900777', name: '' };
    const { verification } = makeVerification();
    verification.start(campaignId);
    await rig.clock.pass(10_000);
    expect(verification.view(campaignId)).toMatchObject({ isRunning: false, done: 0 });
    expect(messageIds.map(rig.status)).toEqual(before);
  });
});
