import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VerificationStore } from '../../../db/report/verification.ts';
import type { BulkProgress, MessageFilter, MessageTarget, RequeueResult } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { type NotSentReason, whyNotQueuedAgain } from '../../../domain/messages/message.ts';
import { succeed } from '../../../domain/result.ts';
import { Bulk } from '../../../electron/messages/bulk.ts';
import { messageCommands } from '../../../electron/messages/commands.ts';
import { cancelMessages, countRequeued, requeueMessages } from '../../../electron/messages/many.ts';
import type { MessageParts } from '../../../electron/messages/parts.ts';
import { silentChanges } from '../../support/changes.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { failPending } from '../../support/fail-pending.ts';
import { granted } from '../../support/granted.ts';
import { makeReady } from '../../support/make-ready.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { wholeTab } from '../../support/whole-tab.ts';
import { jobThreadsOn } from '../../support/worker-file.ts';

let rig: Rig;
let parts: MessageParts;
let progress: (BulkProgress | null)[];
let told: number[];

beforeEach(() => {
  rig = makeRig();
  progress = [];
  told = [];
  const { fences, messages, campaigns, lists, queries, pages, replies, moves, queue } = rig.stores;
  parts = {
    fences,
    messages,
    campaigns,
    lists,
    queries,
    pages,
    replies,
    moves,
    queue,
    isHere: () => true,
    erasureForTeam: () => null,
    onErased: () => undefined,
    canReadOldChats: async () => true,
    indexPeople: async () => makeReady(rig.stores.searchIndex),
    countAll: async (filter) => succeed({ total: pages.count(filter) ?? 0 }),
    threads: jobThreadsOn(''),
    attachmentsFolder: '',
    uploads: { dropAll: () => undefined },
    bulk: new Bulk((state) => progress.push(state)),
    clock: rig.clock,
    changes: { ...silentChanges, messages: (ids) => told.push(...ids) },
    verifications: new VerificationStore(rig.stores.db),
    readChat: async () => null,
    nudge: () => rig.dispatcher.nudge(),
  };
});
afterEach(() => rig.close());

const phones = (count: number) => Array.from({ length: count }, (_, index) => `+4477009${String(10_000 + index)}`);
const pending = wholeTab('pending');
const everything = { filter: pending, except: [] };
const count = async (filter: MessageFilter) =>
  granted(await messageCommands(parts)['message:count']({ filter, isExact: false })).total;

describe('cancelling many messages', () => {
  it('goes by batches, tells how far it has come, and lets everything else have its turn in between', async () => {
    const { campaignId, messageIds } = rig.start(phones(900), 'Hello', { ...quickSchedule, startAtMs: farOff() });
    let turns = 0;
    let isOver = false;
    const others = (async () => {
      for (; !isOver; turns += 1) await setImmediate();
    })();
    const done = granted(await cancelMessages(parts, everything));
    isOver = true;
    await others;
    expect(done).toEqual({ changed: 900, tooLate: 0, stopped: false });
    const batches = Array.from({ length: 8 }, (_, index) => (index + 1) * limits.bulkBatchRows);
    expect(progress).toEqual([...batches.map((so) => ({ what: 'cancel', done: so, total: 900 })), null]);
    expect(turns).toBeGreaterThanOrEqual(batches.length);
    expect(told).toEqual(messageIds);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'finished', counts: { cancelled: 900 } });
  });

  it('leaves out what was taken out of the selection', async () => {
    const { messageIds } = rig.start(phones(5), 'Hello', { ...quickSchedule, startAtMs: farOff() });
    const [first = 0, , third = 0] = messageIds;
    await cancelMessages(parts, { filter: pending, except: [first, third] });
    expect(rig.stores.pages.ids(pending)).toEqual([first, third]);
  });

  it('cancels only what a search finds', async () => {
    rig.start(phones(30), 'Hello', { ...quickSchedule, startAtMs: farOff() });
    const done = granted(await cancelMessages(parts, { filter: { ...pending, search: 'person 12' }, except: [] }));
    expect(done.changed).toBe(1);
    expect(await count(pending)).toBe(29);
  });

  it('can be stopped on the way, and says so; a second one meanwhile is refused', async () => {
    rig.start(phones(2_000), 'Hello', { ...quickSchedule, startAtMs: farOff() });
    const running = cancelMessages(parts, everything);
    await setImmediate();
    expect(await cancelMessages(parts, everything)).toMatchObject({ ok: false, failure: { code: 'not_allowed_now' } });
    await parts.bulk.stop();
    const done = granted(await running);
    expect(done.stopped).toBe(true);
    expect(done.changed % limits.bulkBatchRows).toBe(0);
    expect(done.changed).toBeGreaterThan(0);
    expect(await count(pending)).toBe(2_000 - done.changed);
    expect(progress.at(-1)).toBeNull();
  });

  it('sends what is due while 2,000 others are being cancelled', async () => {
    rig.start(phones(2_000), 'Cancelled', { ...quickSchedule, startAtMs: farOff() });
    const other = rig.start(['+447700800001'], 'Sent');
    const running = cancelMessages(parts, { filter: { ...pending, campaignId: 1 }, except: [] });
    await rig.clock.pass(1_000);
    await running;
    expect(rig.status(other.messageIds[0] ?? 0)).toBe('sent');
  });

  it('counts those that had left before their turn came', async () => {
    const { messageIds } = rig.start(phones(2));
    await rig.clock.pass(10_000);
    expect(granted(await cancelMessages(parts, { ids: messageIds }))).toEqual({
      changed: 0,
      tooLate: 2,
      stopped: false,
    });
  });
});

describe('queueing many messages again', () => {
  const failed: MessageTarget = { filter: { ...wholeTab('failed'), certainty: 'not_sent' }, except: [] };
  /** The result is the one that was announced before. */
  const requeue = async (): Promise<RequeueResult> => {
    const said = await countRequeued(parts, failed);
    const result = granted(await requeueMessages(parts, failed));
    expect(result.changed).toBe(said);
    return result;
  };
  const fail = (id: number | undefined, reason: NotSentReason) =>
    failPending(rig.stores.db, id ?? 0, reason, rig.clock.nowMs());

  it('leaves out whom it must, and counts them by why', async () => {
    const { messageIds } = rig.start(phones(5), 'Hello', { ...quickSchedule, startAtMs: farOff() });
    const [missed, asked, blocked, has, notThere] = messageIds;
    fail(missed, 'missed');
    fail(asked, 'do_not_contact');
    fail(blocked, 'not_on_whatsapp');
    fail(has, 'duplicate');
    fail(notThere, 'not_on_whatsapp');
    for (const phone of phones(3).slice(1)) rig.stores.doNotContact.add(phone, '', rig.clock.nowMs());
    expect(await requeue()).toEqual({ changed: 2, doNotContact: 2, hasText: 1, notPossible: 0, stopped: false });
    expect(rig.stores.pages.ids(pending)).toEqual([missed, notThere]);
  });

  it('takes in whoever is on the do-not-contact list no more', async () => {
    const { messageIds } = rig.start(phones(2), 'Hello', { ...quickSchedule, startAtMs: farOff() });
    const [id = 0, other] = messageIds;
    fail(id, 'do_not_contact');
    const isOffered = () =>
      rig.stores.queries.rows([id]).every((row) => whyNotQueuedAgain(row, rig.clock.nowMs()) === null);
    rig.stores.doNotContact.add(phones(1)[0] ?? '', '', rig.clock.nowMs());
    expect(isOffered()).toBe(false);
    expect(await requeue()).toMatchObject({ changed: 0, doNotContact: 1 });
    rig.stores.doNotContact.remove(phones(1)[0] ?? '');
    expect(isOffered()).toBe(true);
    expect(await requeue()).toMatchObject({ changed: 1, doNotContact: 0 });
    expect(rig.stores.pages.ids(pending)).toEqual([id, other]);
  });

  it('leaves out who got the text from another campaign meanwhile', async () => {
    const first = rig.start(phones(3), 'The same words for all', { ...quickSchedule, startAtMs: farOff() });
    for (const id of first.messageIds.slice(0, 2)) fail(id, 'not_on_whatsapp');
    rig.start(phones(1), 'The same words for all');
    await rig.clock.pass(5_000);
    expect(rig.deliveries(phones(1)[0] ?? '')).toBe(1);
    expect(await requeue()).toMatchObject({ changed: 1, hasText: 1 });
    expect(rig.stores.pages.ids(pending)).toEqual(first.messageIds.slice(1));
  });

  it('never queues again what may have arrived, nor into a campaign that is over', async () => {
    rig.messenger.scripts.set(phones(1)[0] ?? '', { after: 'lost' });
    const { messageIds, campaignId } = rig.start(phones(2));
    await rig.clock.pass(100_000);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:no_confirmation');
    expect(granted(await requeueMessages(parts, { ids: messageIds }))).toMatchObject({ changed: 0, notPossible: 2 });
    expect(rig.stores.campaigns.get(campaignId)?.counts.pending).toBe(0);
  });
});

/** Nothing of this campaign is sent in this test. */
const farOff = () => rig.clock.nowMs() + 86_400_000;
