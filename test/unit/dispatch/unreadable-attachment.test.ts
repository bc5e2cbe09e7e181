import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';

const [one, two] = ['+447700900101', '+447700900102'] as const;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

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
