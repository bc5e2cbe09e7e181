import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Attachment } from '../../../domain/campaign.ts';
import type { OutgoingAttachment } from '../../../electron/ports.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';

const one = '+447700900101';
const two = '+447700900102';
const three = '+447700900103';
const chat = '447700900101@c.us';
const minuteMs = 60_000;
const mebibyteBytes = 1024 * 1024;

const film: Attachment = {
  hash: 'f'.repeat(64),
  fileName: 'film.mp4',
  mimeType: 'video/mp4',
  kind: 'video',
  bytes: 8 * mebibyteBytes,
};
const outgoingFilm: OutgoingAttachment = {
  kind: 'video',
  mimeType: film.mimeType,
  fileName: film.fileName,
  base64: '',
  bytes: film.bytes,
};

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const pause = () => (rig.dispatcher.state.kind === 'paused' ? rig.dispatcher.state.reason : rig.dispatcher.state.kind);
const token = () => rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;
const ackOf = (id: number) => rig.stores.db.sqlite.prepare('SELECT ack FROM message WHERE id = ?').pluck().get(id);

describe('acknowledgements', () => {
  it('row 03: that come twice and out of order never make a message less than it was', async () => {
    const { messageIds } = rig.start([one]);
    const [id = 0] = messageIds;
    await rig.clock.pass(1_000);
    const random = rig.messenger.delivered[0]?.random ?? '';
    const seen: unknown[] = [];
    for (const ack of [2, 1, 0, 3, 3, 2, 1]) {
      rig.messenger.acknowledge(random, chat, ack);
      await rig.clock.pass(10);
      seen.push(ackOf(id));
    }
    expect(seen).toEqual([2, 2, 2, 3, 3, 3, 3]);
    expect(rig.status(id)).toBe('sent');
  });

  it('row 04: that come before the call returns count', async () => {
    const handOver = rig.messenger.handOver.bind(rig.messenger);
    rig.messenger.scripts.set(one, { after: 'lost' });
    rig.messenger.handOver = (outgoing) => {
      const end = handOver(outgoing);
      const random = rig.messenger.delivered.at(-1)?.random ?? '';
      rig.ackReceipt.receive({ random, remote: chat, fromMe: true, ack: 1 });
      return end.then(() => new Promise(() => undefined));
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(100);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('row 41: of a message that was called not sent makes it sent, raises the alarm and stops', async () => {
    rig.messenger.scripts.set(one, { ask: { text: 'Other' } });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['failed:not_handed_over']);
    rig.messenger.acknowledge(rig.messenger.asked[0]?.ask.key.random ?? '', chat, 1);
    await rig.clock.pass(10);
    expect([messageIds.map(rig.status), rig.acknowledge()]).toEqual([['sent'], ['contradiction']]);
    expect(rig.stores.queries.contradictions()).toBe(1);
  });

  it('row 49: for an earlier attempt, while the next waits, make the message sent, and nothing more leaves', async () => {
    rig.messenger.scripts.set(one, { ask: { text: 'Other' } });
    rig.messenger.scripts.set(two, { lookUp: 'hang' });
    const { messageIds } = rig.start([one, two]);
    const [id = 0] = messageIds;
    await rig.clock.pass(1_000);
    const earlier = rig.messenger.asked[0]?.ask.key.random ?? '';
    rig.stores.messages.requeue([id], 'operator', rig.clock.nowMs());
    expect(rig.status(id)).toBe('pending');
    rig.messenger.acknowledge(earlier, chat, 1);
    await rig.clock.pass(10);
    expect([rig.status(id), rig.stores.alarms.open().map(({ kind }) => kind)]).toEqual(['sent', ['contradiction']]);
    rig.messenger.scripts.clear();
    await rig.clock.pass(minuteMs);
    rig.acknowledge();
    // Only our own number showed that the other had no answer, so it is looked up again after half an hour.
    await rig.clock.pass(40 * minuteMs);
    expect([rig.deliveries(one), rig.deliveries(two)]).toEqual([0, 1]);
  });
});

describe('the library', () => {
  it('row 05: that returns without the gate was ever asked: it may have left, and everything stops', async () => {
    rig.messenger.handOver = async () => ({ kind: 'returned' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(2 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation']);
    expect(rig.acknowledge()).toEqual(['bypass']);
  });

  it('row 05: that returns nothing after the gate opened: the message is not confirmed', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(2 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation']);
  });

  it('row 36: whose inner parts were renamed: nothing is handed over, and sending stops', async () => {
    const four = '+447700900104';
    for (const phone of [one, two, three, four]) rig.messenger.scripts.set(phone, { before: 'gate_missing' });
    const { messageIds } = rig.start([one, two, three, four]);
    await rig.clock.pass(2 * minuteMs);
    const lost = 'failed:not_handed_over';
    expect(messageIds.map(rig.status)).toEqual([lost, lost, lost, 'pending']);
    expect([pause(), rig.messenger.delivered.length]).toEqual(['gate_missing', 0]);
  });
});

describe('the connection', () => {
  it('row 34: that is lost after the hand-over: the message is not confirmed, and the next one waits', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(100);
    const account = rig.messenger.account_;
    rig.messenger.account_ = null;
    await rig.clock.pass(10 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation', 'pending']);
    expect(rig.dispatcher.state).toEqual({ kind: 'not_linked' });
    rig.messenger.account_ = account;
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect([rig.deliveries(one), rig.deliveries(two)]).toEqual([1, 1]);
  });

  it('row 35: that ends in a logout: sending stops, and every message stays as it is', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one, two, three]);
    await rig.clock.pass(100);
    rig.messenger.account_ = null;
    rig.dispatcher.pause('logged_out');
    await rig.clock.pass(10 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation', 'pending', 'pending']);
    expect(pause()).toBe('logged_out');
  });

  it('row 46: that is not there at the gate: it stays shut, and nothing waits in an outbox of the page', async () => {
    rig.messenger.scripts.set(one, { ask: { socketState: 'TIMEOUT' } });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(35_000);
    expect(rig.messenger.asked[0]?.answer).toEqual({ go: false, why: 'not_connected', isNotYet: true });
    expect([messageIds.map(rig.status), rig.deliveries(one)]).toEqual([['failed:not_handed_over'], 0]);
  });
});

describe('the gate', () => {
  it('row 43: that is reached after the attempt was given up stays shut', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(31_000);
    rig.messenger.reachGate({ token: token(), chatId: chat, text: 'Hello First1', attachment: null });
    expect(rig.messenger.asked.map(({ answer }) => answer.go)).toEqual([false]);
    expect([messageIds.map(rig.status), rig.deliveries(one)]).toEqual([['failed:not_handed_over'], 0]);
  });

  it('row 47: that a large upload reaches too late stays shut; until then the time grows with the size', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    rig.messenger.account_ = null;
    const { messageIds, campaignId } = rig.start([one]);
    rig.attachments.set(film.hash, { file: film, read: async () => outgoingFilm });
    rig.stores.campaigns.addAttachment(film, rig.clock.nowMs());
    rig.stores.campaigns.update(campaignId, { attachmentHash: film.hash });
    rig.messenger.account_ = { id: '447700900118@c.us', phone: '+447700900118', name: '' };
    rig.dispatcher.nudge();
    // 30 s for any message, and 15 s for each of the eight mebibytes.
    await rig.clock.pass(149_000);
    expect(messageIds.map(rig.status)).toEqual(['sending']);
    await rig.clock.pass(2_000);
    expect(messageIds.map(rig.status)).toEqual(['failed:attachment_failed']);
    const late = { token: token(), chatId: chat, text: 'Hello First1', attachment: outgoingFilm };
    rig.messenger.reachGate(late, { ask: { fileHash: film.hash } });
    expect(rig.messenger.asked.map(({ answer }) => answer)).toEqual([{ go: false, why: 'unknown_attempt' }]);
    expect(rig.messenger.delivered).toEqual([]);
  });
});
