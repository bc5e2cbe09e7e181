import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dropAttachmentsOfErased, erasePerson } from '../../../db/people/erase-person.ts';
import type { CampaignState } from '../../../domain/campaign.ts';
import { Attachments } from '../../../electron/files/attachments.ts';
import { atOnce } from '../../support/at-once.ts';
import { type CampaignActions, campaignActions, campaignPartsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

const erased = '+447700900101';

let rig: Rig;
let folder: string;
let attachments: Attachments;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  folder = join(rig.folder, 'attachments');
  mkdirSync(folder);
  attachments = new Attachments(folder);
  const isFileWhole = (hash: string) => attachments.isWhole(hash);
  campaign = campaignActions({ ...campaignPartsOf(rig), isFileWhole }, rig.stores);
});
afterEach(() => rig.close());

/** Adds the map as the window sends it. Returns its hash. */
async function takeMap(bytes = 'a map'): Promise<string> {
  const path = join(rig.folder, 'upload');
  writeFileSync(path, bytes);
  const file = granted(await attachments.take({ path, fileName: 'map.txt' }, 'text/plain'));
  rig.stores.campaigns.addAttachment(file, rig.clock.nowMs());
  const read = async () => attachments.read(file, { keepsPlace: false });
  rig.attachments.set(file.hash, { file, read });
  return file.hash;
}

function draft(phones: readonly string[], text: string, attachmentHash: string | null = null): number {
  const id = rig.stores.campaigns.create('Volunteer Day', quickSchedule, rig.clock.nowMs());
  rig.stores.campaigns.update(id, { text, listId: addList(rig.stores, phones), attachmentHash });
  for (const phone of phones) rig.messenger.scripts.set(phone, { ask: { fileHash: attachmentHash } });
  return id;
}

/** Files are really read, while the clock is the test's, so time passes until they are. */
async function untilIs(id: number, state: CampaignState): Promise<void> {
  const passed = async () => {
    await rig.clock.pass(1_000);
    return granted(campaign.get(id)).state;
  };
  await expect.poll(passed, { timeout: 20_000 }).toBe(state);
}

/** A copy of a campaign whose only person was erased, with its file; the copy has a list of its own. */
async function copyWithoutFile(): Promise<{ id: number; hash: string }> {
  const hash = await takeMap();
  const first = draft([erased], 'With a map', hash);
  granted(await campaign.start(first));
  await untilIs(first, 'finished');
  atOnce(erasePerson(rig.stores.db, erased, rig.clock.nowMs()));
  expect(dropAttachmentsOfErased(rig.stores.db, folder)).toBe(1);
  const { id } = granted(campaign.duplicate({ id: first, name: 'Again', withList: false }));
  rig.stores.campaigns.update(id, { listId: addList(rig.stores, ['+447700900102']), text: 'With the same map' });
  return { id, hash };
}

describe('a copy of a campaign whose people were erased', () => {
  it('says at the check that its file is gone, and does not start without it', async () => {
    const { id } = await copyWithoutFile();
    expect(granted(await campaign.check(id)).failures).toEqual(['attachment_missing']);
    expect(await campaign.start(id)).toMatchObject({ failure: { code: 'attachment_missing' } });
    granted(campaign.setAttachment(id, null));
    expect(granted(await campaign.check(id)).failures).toEqual([]);
  });

  it('starts once the same file was chosen again', async () => {
    const { id, hash } = await copyWithoutFile();
    expect(await takeMap()).toBe(hash);
    rig.messenger.scripts.set('+447700900102', { ask: { fileHash: hash } });
    granted(await campaign.start(id));
    await untilIs(id, 'finished');
    expect(rig.deliveries('+447700900102')).toBe(1);
  });
});

describe('a file that is gone after the start', () => {
  it('holds the campaigns that it goes out with until it is back, and no other', async () => {
    const hash = await takeMap();
    rig.dispatcher.pause('operator');
    const held = draft(['+447700900103'], 'With a map', hash);
    const other = draft(['+447700900104'], 'Without one');
    for (const id of [held, other]) granted(await campaign.start(id));
    writeFileSync(join(folder, hash), 'another map');
    rig.dispatcher.resume();
    await untilIs(held, 'paused');
    await untilIs(other, 'finished');
    expect(granted(campaign.get(held))).toMatchObject({ pauseReason: 'attachment_unreadable', counts: { pending: 1 } });
    await takeMap();
    granted(campaign.resume(held));
    await untilIs(held, 'finished');
    expect(rig.deliveries('+447700900103')).toBe(1);
  });
});

describe('a file that two campaigns have under two names', () => {
  it('is called in each as it was chosen there, and goes out so, also once the other has started', async () => {
    const hash = await takeMap();
    const file = rig.stores.campaigns.attachment(hash);
    if (file === undefined) throw new Error('the map was taken');
    const read = async () => attachments.read(file, { keepsPlace: false });
    rig.attachments.set(hash, { file, read });
    const choose = (id: number, fileName: string) => {
      rig.stores.campaigns.addAttachment({ ...file, fileName }, rig.clock.nowMs());
      granted(campaign.setAttachment(id, { hash, fileName }));
    };
    const named = (id: number) => granted(campaign.get(id)).attachment?.fileName;
    const [first, other] = [draft(['+447700900102'], 'For some', hash), draft(['+447700900103'], 'For others', hash)];
    choose(first, 'draft 3 internal.txt');
    choose(other, 'Invitation.txt');
    expect([named(first), named(other)]).toEqual(['draft 3 internal.txt', 'Invitation.txt']);
    choose(first, 'Map.txt');
    const handOver = vi.spyOn(rig.messenger, 'handOver');
    granted(await campaign.start(first));
    choose(other, 'Invitation for all.txt');
    granted(await campaign.start(other));
    await untilIs(first, 'finished');
    await untilIs(other, 'finished');
    const names = handOver.mock.calls.map(([{ attachment }]) => attachment?.fileName);
    expect(names.sort()).toEqual(['Invitation for all.txt', 'Map.txt']);
    const copy = granted(campaign.duplicate({ id: first, name: 'Copy', withList: false }));
    expect(copy.attachment?.fileName).toBe('Map.txt');
  });
});
