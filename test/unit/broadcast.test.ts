import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { Broadcast } from '../../electron/broadcast.ts';
import { makeRig, type Rig } from '../support/dispatch-rig.ts';
import { until } from '../support/until.ts';

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

/** A broadcast of the rig's messages, with the campaigns whose sums it read, and what it told. */
function watched() {
  const { queries } = rig.stores;
  const told: { name: string; payload: unknown }[] = [];
  const asked: number[][] = [];
  const broadcast = new Broadcast({
    rows: (ids) => queries.rows(ids),
    campaignsOf: (ids) => queries.campaignsOf(ids),
    counts: () => queries.counts(),
    contradictions: () => 0,
    campaigns: (ids) => {
      asked.push([...ids]);
      return [];
    },
    replies: () => ({ open: 0, waiting: 0 }),
    emit: (name, payload) => told.push({ name, payload }),
  });
  return { broadcast, asked, told };
}

it('tells a message that changed and the sums of its campaign, once for all that changes within a moment', async () => {
  const { campaignId, messageIds } = rig.start(['+447700900001', '+447700900002']);
  const { broadcast, asked, told } = watched();
  for (const id of [...messageIds, ...messageIds]) broadcast.messages([id]);
  expect(told).toEqual([]);
  await delay(limits.patchBatchMs * 3);
  broadcast.stop();
  expect(told).toMatchObject([{ name: 'messages:changed', payload: { rows: [{}, {}], reread: false } }]);
  expect(asked).toEqual([[campaignId]]);
});

it('tells the sums of a campaign also when more of its messages changed than are told row by row', async () => {
  const phones = Array.from({ length: limits.patchRows + 50 }, (_, index) => `+4477009${String(10_000 + index)}`);
  const { campaignId, messageIds } = rig.start(phones);
  rig.start(['+447700800001'], 'Another text');
  const { broadcast, asked, told } = watched();
  for (let from = 0; from < messageIds.length; from += 100) broadcast.messages(messageIds.slice(from, from + 100));
  await delay(limits.patchBatchMs * 3);
  broadcast.stop();
  expect(told).toMatchObject([{ name: 'messages:changed', payload: { reread: true } }]);
  expect(asked).toEqual([[campaignId]]);
});

it('tells the sums of a campaign also when all messages are read again within the same moment', async () => {
  const { campaignId, messageIds } = rig.start(['+447700900001', '+447700900002']);
  const { broadcast, asked } = watched();
  // As when a person is erased: their waiting messages are cancelled, and every row that names them is read again.
  broadcast.messages(messageIds.slice(0, 1));
  broadcast.manyMessages();
  await delay(limits.patchBatchMs * 3);
  broadcast.stop();
  expect(asked).toEqual([[campaignId]]);
});

it('counts who wrote back once for however many write', async () => {
  const told: unknown[] = [];
  let counted = 0;
  const none = () => [];
  const broadcast = new Broadcast({
    rows: none,
    campaignsOf: none,
    campaigns: none,
    contradictions: () => 0,
    counts: () => rig.stores.queries.counts(),
    replies: () => {
      counted += 1;
      return { open: counted, waiting: 7 };
    },
    emit: (name, payload) => told.push([name, payload]),
  });
  for (let reply = 0; reply < 1_000; reply += 1) broadcast.replies();
  await until(() => told.length > 0);
  for (let reply = 0; reply < 1_000; reply += 1) broadcast.replies();
  broadcast.stop();
  expect(told).toEqual([
    ['proposals:changed', { open: 1 }],
    ['replies:changed', { waiting: 7 }],
  ]);
});

it('reads nothing any more once it is stopped, also when an acknowledgement comes while the app ends', async () => {
  const { messageIds } = rig.start(['+447700900001']);
  let reads = 0;
  const read = () => {
    reads += 1;
    return [];
  };
  const broadcast = new Broadcast({
    rows: read,
    campaignsOf: read,
    campaigns: read,
    emit: read,
    replies: () => ({ open: read().length, waiting: 0 }),
    counts: () => rig.stores.queries.counts(),
    contradictions: () => 0,
  });
  broadcast.stop();
  broadcast.messages(messageIds);
  broadcast.manyMessages();
  broadcast.campaign(1);
  broadcast.replies();
  await delay(limits.patchBatchMs * 3);
  expect(reads).toBe(0);
});
