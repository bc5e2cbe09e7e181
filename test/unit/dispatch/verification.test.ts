import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VerificationStore } from '../../../db/verification.ts';
import type { Verification as View } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { countCopies, Verification } from '../../../electron/dispatch/verification.ts';
import type { ChatMessage } from '../../../electron/ports.ts';
import { account, makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';
import { startMs } from '../../support/temporary-database.ts';

const line = (given: Partial<ChatMessage>): ChatMessage => ({
  random: 'other',
  fromMe: true,
  kind: 'text',
  text: 'Hello',
  hasFile: false,
  ack: 1,
  atMs: startMs,
  ...given,
});
const wanted = { body: 'Hello', attachmentHash: null, random: 'ours', passedAtMs: startMs };

describe('counting our copies in a chat', () => {
  it('counts from the time WhatsApp gives our message, not from our clock', () => {
    const lines = [
      line({ atMs: startMs - 60_000 }),
      line({ random: 'ours', atMs: startMs - 30_000 }),
      line({ atMs: startMs - 20_000 }),
    ];
    expect(countCopies(lines, wanted)).toBe(2);
  });

  it('counts from the hand-over where our message is not shown', () => {
    expect(countCopies([line({ atMs: startMs - 60_000 }), line({ atMs: startMs + 5_000 })], wanted)).toBe(1);
  });

  it('takes one copy without a tick for no proof: this computer shows it also when it never left', () => {
    expect(countCopies([line({ ack: 0 })], wanted)).toBeNull();
    expect(countCopies([line({ ack: -1 })], wanted)).toBeNull();
    expect(countCopies([line({ ack: 1 })], wanted)).toBe(1);
  });

  it('counts a second copy whether it has a tick or not', () => {
    expect(countCopies([line({ random: 'ours' }), line({ ack: 0 })], wanted)).toBe(2);
  });

  it('counts neither what the person wrote, nor another text, nor a picture with the same caption', () => {
    const lines = [
      line({ fromMe: false }),
      line({ text: 'Hello there' }),
      line({ hasFile: true }),
      line({ random: 'ours' }),
    ];
    expect(countCopies(lines, wanted)).toBe(1);
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
      messenger: rig.messenger,
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

  it('that cannot go on ends, and says so in the log', async () => {
    const { campaignId } = await sendToFour();
    const { verification, errors } = makeVerification();
    rig.messenger.readChat = () => Promise.reject(new Error('no more chats'));
    verification.start(campaignId);
    await rig.clock.pass(500);
    expect(verification.isRunning(campaignId)).toBe(false);
    expect(errors).toEqual(['verification']);
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

  it('says of a message that only the ledger knows of that it is not certain, and not that the chat has no copy', async () => {
    rig.dispatcher.pause('operator');
    const { campaignId } = rig.start(['+447700900101'], 'Hello');
    rig.ledger.append({
      ...{
        token: 'of-another-backup'.padEnd(40, '-'),
        campaign: rig.stores.campaigns.get(campaignId)?.uid ?? '',
        row: 2,
      },
      ...{ account: account.phone, scopes: ['campaign:one', 'text:hello'], aliases: ['alias'] },
      ...{ random: '3EB0', atMs: rig.clock.nowMs() },
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
