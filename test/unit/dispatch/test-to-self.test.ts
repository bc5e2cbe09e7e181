import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { testToSelf } from '../../../electron/campaigns/test-to-self.ts';
import { campaignPartsOf } from '../../support/campaign-actions.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';

const one = '+447700900101';
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const own = '+447700900118';
const hash = 'ab'.repeat(32);
const attempts = () => rig.stores.db.sqlite.prepare(`SELECT kind, outcome FROM attempt`).all();

describe('a test to oneself', () => {
  it('goes through attempt and gate to the own account, outside campaigns, fences and totals', async () => {
    const outcome = rig.dispatcher.sendTest('Hello', null);
    await rig.clock.pass(1_000);
    expect(await outcome).toBe('sent');
    expect(rig.messenger.delivered.map((delivery) => delivery.phone)).toEqual([own]);
    expect(attempts()).toEqual([{ kind: 'test', outcome: 'sent' }]);
    expect(rig.stores.db.sqlite.prepare(`SELECT count(*) FROM fence`).pluck().get()).toBe(0);
    expect([...rig.ledger.lines()]).toHaveLength(1);
    const again = rig.dispatcher.sendTest('Hello', null);
    await rig.clock.pass(1_000);
    expect(await again).toBe('sent');
  });

  it('is refused by the gate when the page would send it to somebody else', async () => {
    const key = { serialized: 'x', random: 'r1', fromMe: true, remote: '447700900101@c.us' };
    rig.messenger.scripts.set(own, { ask: { key } });
    const outcome = rig.dispatcher.sendTest('Hello', null);
    await rig.clock.pass(1_000);
    expect(await outcome).toBe('not_sent');
    expect(rig.messenger.delivered).toEqual([]);
  });

  it('is not confirmed without an acknowledgement', async () => {
    rig.messenger.scripts.set(own, { after: 'lost' });
    const outcome = rig.dispatcher.sendTest('Hello', null);
    await rig.clock.pass(61_000);
    expect(await outcome).toBe('not_confirmed');
  });

  it('waits its turn: busy while a message is on its way, while nothing is linked, and once the app quits', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(await rig.dispatcher.sendTest('Hello', null)).toBe('busy');
    await rig.clock.pass(60_000);
    rig.messenger.account_ = null;
    expect(await rig.dispatcher.sendTest('Hello', null)).toBe('busy');
  });

  it('says that a message is on its way where that keeps it from going', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { campaignId } = rig.start([one]);
    await rig.clock.pass(1_000);
    const parts = {
      ...campaignPartsOf(rig),
      ready: () => [account],
      sendTest: (text: string) => rig.dispatcher.sendTest(text, null),
    };
    expect(await testToSelf(parts, campaignId)).toMatchObject({ failure: { code: 'message_on_its_way' } });
  });

  it('does not leave without its attachment', async () => {
    expect(
      await rig.dispatcher.sendTest('Hello', { attachmentHash: hash, attachmentName: null, keepsPlace: false }),
    ).toBe('not_sent');
    expect(attempts()).toEqual([]);
  });
});

describe('an attachment', () => {
  const file = { hash, fileName: 'map.png', mimeType: 'image/png', kind: 'image' as const, bytes: 3 };
  const outgoing = { kind: 'image' as const, mimeType: 'image/png', fileName: 'map.png', base64: 'AAAA', bytes: 3 };

  function startWithAttachment(phone = one, text = 'Hello First1') {
    rig.stores.campaigns.addAttachment(file, rig.clock.nowMs());
    // The queue is paused until the campaign has its attachment.
    rig.dispatcher.pause('operator');
    const { campaignId, messageIds } = rig.start([phone], text);
    rig.stores.campaigns.update(campaignId, { attachmentHash: hash });
    rig.dispatcher.resume();
    return messageIds[0] ?? 0;
  }

  it('goes out with the text as its caption when the gate sees the very bytes', async () => {
    rig.attachments.set(hash, { file, read: async () => outgoing });
    rig.messenger.scripts.set(one, { ask: { fileHash: hash } });
    const id = startWithAttachment();
    await rig.clock.pass(1_000);
    expect(rig.status(id)).toBe('sent');
  });

  it('stops at the gate when its bytes are not the frozen ones', async () => {
    rig.attachments.set(hash, { file, read: async () => outgoing });
    rig.messenger.scripts.set(one, { ask: { fileHash: 'cd'.repeat(32) } });
    const id = startWithAttachment();
    await rig.clock.pass(1_000);
    expect(rig.messenger.asked[0]?.answer).toEqual({ go: false, why: 'content_changed' });
    expect(rig.status(id)).toBe('failed:not_handed_over');
  });

  it('is not what failed where the page kept it from the gate for its whole time', async () => {
    rig.attachments.set(hash, { file, read: async () => outgoing });
    rig.messenger.scripts.set(one, { ask: { isCaughtUp: false } });
    const id = startWithAttachment();
    await rig.clock.pass(5 * 60_000);
    expect(rig.status(id)).toBe('failed:not_handed_over');
  });

  it('whose read never ends holds its campaign and nobody else', async () => {
    rig.attachments.set(hash, { file, read: () => new Promise(() => undefined) });
    const unread = startWithAttachment();
    const { messageIds } = rig.start(['+447700900102'], 'Without a file');
    await rig.clock.pass(limits.attachmentReadMs + 10_000);
    expect(rig.status(unread)).toBe('pending');
    expect(rig.stores.campaigns.all().map(({ pauseReason }) => pauseReason)).toContain('attachment_unreadable');
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('that cannot be read holds its campaign and uses up nobody; one whose upload fails certainly sent nothing', async () => {
    rig.attachments.set(hash, { file, read: () => Promise.reject(new Error('gone')) });
    const unreadable = startWithAttachment();
    await rig.clock.pass(1_000);
    expect(rig.status(unreadable)).toBe('pending');
    const [held] = rig.stores.campaigns.all();
    expect(held?.pauseReason).toBe('attachment_unreadable');
    rig.attachments.set(hash, { file, read: async () => outgoing });
    rig.messenger.scripts.set('+447700900101', { ask: { fileHash: hash } });
    rig.stores.campaigns.move(held?.id ?? 0, 'paused', 'running', rig.clock.nowMs());
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(rig.status(unreadable)).toBe('sent');
    rig.messenger.scripts.set('+447700900102', { before: 'throw' });
    const failed = startWithAttachment('+447700900102', 'Another text');
    await rig.clock.pass(1_000);
    expect(rig.status(failed)).toBe('failed:attachment_failed');
    expect(rig.messenger.delivered).toHaveLength(1);
  });
});
