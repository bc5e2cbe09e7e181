import { cpSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markReturned } from '../../../db/folder/returned-campaigns.ts';
import { backUp, openSecondConnection } from '../../../db/open.ts';
import { VerificationStore } from '../../../db/report/verification.ts';
import type { Account } from '../../../domain/state/state.ts';
import { answerSetAside } from '../../../electron/campaigns/answers.ts';
import { resumeCampaign } from '../../../electron/campaigns/run.ts';
import { OldChats } from '../../../electron/dispatch/old-chats.ts';
import { Bulk } from '../../../electron/messages/bulk.ts';
import { moveMessages, readMoving } from '../../../electron/messages/move.ts';
import type { MessageParts } from '../../../electron/messages/parts.ts';
import { makeCampaignReport } from '../../../electron/reports/report.ts';
import { campaignPartsOf } from '../../support/campaign-actions.ts';
import { silentChanges } from '../../support/changes.ts';
import { account, makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';
import { copyInChat, type FakeMessenger } from '../../support/fake-messenger.ts';
import { granted } from '../../support/granted.ts';
import { everyMs } from '../../support/schedules.ts';
import { startCampaign } from '../../support/temporary-database.ts';
import { wholeTab } from '../../support/whole-tab.ts';
import { jobThreadsOn } from '../../support/worker-file.ts';

const clinic: Account = { id: '447700900121@c.us', phone: '+447700900121', name: 'Clinic' };
const minuteMs = 60_000;
const [one = '', two = '', three = ''] = ['+447700902001', '+447700902002', '+447700902003'];

let rig: Rig;
let other: FakeMessenger;
let parts: MessageParts;
beforeEach(() => {
  rig = makeRig({ others: [clinic] });
  const [second] = rig.others;
  if (!second) throw new Error('a second account');
  other = second.messenger;
  const messengerOf = (phone: string) => (phone === account.phone ? rig.messenger : other);
  parts = {
    ...rig.stores,
    clock: rig.clock,
    isHere: () => true,
    bulk: new Bulk(() => undefined),
    canReadOldChats: async (phone) => messengerOf(phone).account_ !== null,
    indexPeople: async () => undefined,
    countAll: () => expect.unreachable(),
    threads: jobThreadsOn(''),
    attachmentsFolder: '',
    uploads: { dropAll: () => undefined },
    verifications: new VerificationStore(rig.stores.db),
    readChat: async () => null,
    changes: campaignPartsOf(rig).changes,
    nudge: nudgeAll,
    erasureForTeam: () => null,
    onErased: () => undefined,
  };
});
afterEach(() => rig.close());

function nudgeAll(): void {
  rig.dispatcher.nudge();
  for (const { dispatch } of rig.others) dispatch?.dispatcher.nudge();
}
/** A campaign whose account is restricted from the start, so that all of it waits. */
function startHeld(phones: readonly string[]) {
  rig.messenger.restriction_ = { kind: 'timelock', untilMs: null };
  return rig.start(phones, 'Hello');
}
const move = async (ids: readonly number[], unread: readonly string[] = []) =>
  granted(await moveMessages(parts, { target: { ids: [...ids] }, to: [clinic.phone], unread: [...unread] }));
const answerOldChat = async (id: number, answer: 'send' | 'leave_out') => {
  const { canReadOldChats } = parts;
  return granted(
    await answerSetAside(
      { ...campaignPartsOf(rig), ...rig.stores, canReadOldChats },
      { id, about: 'old_chat', answer },
    ),
  );
};
const moving = async (ids: readonly number[]) => granted(await readMoving(parts, { ids: [...ids] }));

const beHere = (...phones: readonly string[]) => {
  for (const phone of phones)
    rig.stores.db.run(`INSERT INTO account (phone, folder) VALUES (?, ?)`, phone, `folder-${phone}`);
};

describe('a message that the operator moves to another account', () => {
  it('goes from there once the chat that it was moved from shows no copy, each person once', async () => {
    const { messageIds, campaignId } = startHeld([one, two]);
    await rig.clock.pass(minuteMs);
    expect(makeCampaignReport(rig.stores.db, campaignId, null, rig.clock.nowMs()).accounts).toEqual([account.phone]);
    expect(await move(messageIds)).toEqual({ changed: 2, stayed: 0, stopped: false });
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect([rig.messenger.delivered, other.delivered.map(({ phone }) => phone)]).toEqual([[], [one, two]]);
    expect(makeCampaignReport(rig.stores.db, campaignId, null, rig.clock.nowMs()).accounts).toEqual([clinic.phone]);
    rig.messenger.restriction_ = null;
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered).toEqual([]);
  });

  it('is asked about where that chat has the text already', async () => {
    const { messageIds, campaignId } = startHeld([one, two]);
    await rig.clock.pass(minuteMs);
    rig.messenger.chats.set(two, [copyInChat('Hello')]);
    await move(messageIds);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'pending']);
    expect(rig.stores.queue.setAside(campaignId).inChat).toBe(1);
    expect(other.delivered.map(({ phone }) => phone)).toEqual([one]);
  });

  it('waits where that chat cannot be read, and goes by itself once it can', async () => {
    const { messageIds, campaignId } = startHeld([one, two]);
    await rig.clock.pass(minuteMs);
    await move(messageIds);
    rig.messenger.account_ = null;
    rig.told.messages.length = 0;
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending', 'pending']);
    expect(rig.stores.queue.setAside(campaignId).oldChat).toBe(2);
    expect(rig.told.messages).toEqual(messageIds);
    rig.messenger.account_ = account;
    expect(rig.stores.moves.readable(clinic.phone)).toBe(false);
    expect(rig.stores.moves.readable(account.phone)).toBe(true);
    nudgeAll();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
  });

  it('goes by itself also where another program writes in the moment in which that chat can be read again', async () => {
    const { messageIds } = startHeld([one, two]);
    await rig.clock.pass(minuteMs);
    await move(messageIds);
    rig.messenger.account_ = null;
    await rig.clock.pass(minuteMs);
    rig.messenger.account_ = account;
    const { db, moves } = rig.stores;
    const program = openSecondConnection(db.file);
    program.exec('BEGIN IMMEDIATE');
    new OldChats({ ...rig, db, moves, log: silentLog, changes: silentChanges, nudge: nudgeAll }).readable(
      account.phone,
    );
    program.exec('ROLLBACK');
    program.close();
    await rig.clock.pass(2 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
  });

  it('is looked for once a minute only while the app has its data, and nobody is told where nobody waits', async () => {
    const { db, moves } = rig.stores;
    let nudges = 0;
    const nudge = () => {
      nudges += 1;
    };
    const chats = new OldChats({ ...rig, db, moves, log: silentLog, changes: silentChanges, nudge });
    chats.readable(account.phone);
    let asked = 0;
    moves.readable = () => {
      asked += 1;
      throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    };
    chats.readable(account.phone);
    await rig.clock.pass(minuteMs);
    expect(asked).toBe(2);
    // The page may come back more than once meanwhile.
    chats.readable(account.phone);
    await rig.clock.pass(minuteMs);
    expect(asked).toBe(4);
    rig.crash();
    await rig.clock.pass(2 * minuteMs);
    expect([asked, nudges]).toEqual([4, 0]);
  });

  it.each([
    ['send', ['sent', 'sent']],
    ['leave_out', ['cancelled', 'cancelled']],
  ] as const)('or a person says what is to become of it: %s', async (answer, ends) => {
    const { messageIds, campaignId } = startHeld([one, two]);
    await rig.clock.pass(minuteMs);
    await move(messageIds);
    rig.messenger.account_ = null;
    await rig.clock.pass(minuteMs);
    await answerOldChat(campaignId, answer);
    nudgeAll();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(ends);
  });

  it('goes without the chat that cannot be read alone, where another that had it can be', async () => {
    const { messageIds, campaignId } = startHeld([one, two]);
    await rig.clock.pass(minuteMs);
    rig.messenger.chats.set(two, [copyInChat('Hello')]);
    const elsewhere = '+447700900199';
    const toAll = (to: string) => messageIds.map((id) => ({ id, to, unread: [] }));
    for (const to of [elsewhere, clinic.phone]) rig.stores.moves.move(toAll(to), 'operator', rig.clock.nowMs());
    nudgeAll();
    await rig.clock.pass(minuteMs);
    expect(rig.stores.queue.setAside(campaignId).oldChat).toBe(2);
    parts = { ...parts, canReadOldChats: async (phone) => phone !== elsewhere };
    await answerOldChat(campaignId, 'send');
    nudgeAll();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'pending']);
    expect(rig.stores.queue.setAside(campaignId)).toMatchObject({ inChat: 1, oldChat: 0 });
    expect(other.delivered.map(({ phone }) => phone)).toEqual([one]);
  });

  it('is counted beforehand among those whose chats cannot be read, and goes where the operator was told', async () => {
    const { messageIds, campaignId } = startHeld([one, two]);
    await rig.clock.pass(minuteMs);
    rig.messenger.account_ = null;
    expect(await moving(messageIds)).toEqual({
      from: [{ phone: account.phone, people: 2 }],
      stay: 0,
      unread: [{ phone: account.phone, people: 2 }],
    });
    await move(messageIds, [account.phone]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect(rig.stores.queue.setAside(campaignId).oldChat).toBe(0);
    const detail = rig.stores.queries.message(messageIds[0] ?? 0);
    expect(detail?.history.map(({ what, who }) => [what, who])).toContainEqual(['old_chat_unread', 'operator']);
  });

  it.each(['before', 'after'])(
    'is not confirmed from there where a backup of %s the move is restored',
    async (when) => {
      const { messageIds } = startHeld([one, two]);
      await rig.clock.pass(minuteMs);
      rig.messenger.restriction_ = null;
      const copy = () => backUp(rig.stores.db.sqlite, `${rig.folder}/backups`, when, rig.clock.nowMs());
      const before = copy();
      const moves = messageIds.map((id) => ({ id, to: clinic.phone, unread: [] }));
      rig.stores.moves.move(moves, 'operator', rig.clock.nowMs());
      const after = copy();
      nudgeAll();
      await rig.clock.pass(minuteMs);
      expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
      rig.crash(() => {
        for (const end of ['-wal', '-shm']) rmSync(`${rig.folder}/sendonce.db${end}`, { force: true });
        cpSync(when === 'before' ? before : after, `${rig.folder}/sendonce.db`);
      });
      expect(messageIds.map(rig.status)).toEqual(['failed:interrupted', 'failed:interrupted']);
      expect(rig.stores.alarms.open().map(({ kind }) => kind)).toEqual(['ledger_ahead']);
      expect(rig.stores.db.values('SELECT account FROM message')).toEqual([clinic.phone, clinic.phone]);
      expect(rig.stores.queue.waitingFrom(account.phone)).toBe(0);
    },
  );

  it('has each chat read that it was moved from, however often', async () => {
    const { messageIds } = startHeld([one]);
    const [id = 0] = messageIds;
    await rig.clock.pass(minuteMs);
    const elsewhere = '+447700900199';
    const at = { who: 'operator', nowMs: rig.clock.nowMs() };
    rig.stores.moves.move([{ id, to: elsewhere, unread: [] }], at.who, at.nowMs);
    rig.stores.moves.move([{ id, to: clinic.phone, unread: [] }], at.who, at.nowMs);
    expect(rig.stores.queue.message(id)?.movedFrom).toEqual([account.phone, elsewhere]);
    nudgeAll();
    await rig.clock.pass(minuteMs);
    // The chats of the account that is not here cannot be read.
    expect([rig.status(id), rig.stores.queue.message(id)?.movedFrom.length]).toEqual(['pending', 2]);
  });

  it('and back again has its own chat read as if it had never left: one that cannot be read holds nobody up', async () => {
    const { messageIds, campaignId } = startHeld([one]);
    const [id = 0] = messageIds;
    await rig.clock.pass(minuteMs);
    const moveTo = (to: string) => rig.stores.moves.move([{ id, to, unread: [] }], 'operator', rig.clock.nowMs());
    moveTo(clinic.phone);
    rig.messenger.account_ = null;
    nudgeAll();
    await rig.clock.pass(minuteMs);
    expect(rig.stores.queue.setAside(campaignId).oldChat).toBe(1);
    rig.messenger.account_ = account;
    moveTo(account.phone);
    rig.messenger.scripts.set(one, { copy: 'unknown' });
    rig.messenger.restriction_ = null;
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect([rig.status(id), rig.deliveries(one)]).toEqual(['sent', 1]);
  });

  it('stays where it may have left, and that is told', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one, two, three], 'Hello');
    await rig.clock.pass(1_000);
    rig.messenger.restriction_ = { kind: 'timelock', untilMs: null };
    expect(rig.status(messageIds[0] ?? 0)).toBe('sending');
    expect(await moving(messageIds)).toMatchObject({ from: [{ people: 2 }], stay: 1 });
    expect(await move(messageIds)).toEqual({ changed: 2, stayed: 1, stopped: false });
    await rig.clock.pass(5 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation', 'sent', 'sent']);
    expect(other.delivered.map(({ phone }) => phone)).toEqual([two, three]);
  });

  it('lets its campaign go on that stood still for want of an account', async () => {
    rig.letGo(account);
    rig.messenger.account_ = null;
    const { messageIds, campaignId } = rig.start([one], 'Hello');
    nudgeAll();
    await rig.clock.pass(minuteMs);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'paused', pauseReason: 'other_account' });
    await move(messageIds, [account.phone]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
  });

  it('leaves its campaign as it stands where that came back with a backup as well, until somebody lets it go on', async () => {
    rig.letGo(account);
    rig.messenger.account_ = null;
    const { messageIds, campaignId } = rig.start([one], 'Hello');
    nudgeAll();
    await rig.clock.pass(minuteMs);
    markReturned(rig.stores.db, 'restored');
    expect(await move(messageIds, [account.phone])).toMatchObject({ changed: 1 });
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
    granted(resumeCampaign(campaignPartsOf(rig), campaignId));
    nudgeAll();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });
});

it('all that wait for an account are told with those of it that may have left, and go evenly to several', async () => {
  rig.messenger.scripts.set(one, { after: 'lost' });
  rig.start([one, two, three], 'Hello');
  await rig.clock.pass(1_000);
  rig.messenger.restriction_ = { kind: 'timelock', untilMs: null };
  await rig.clock.pass(5 * minuteMs);
  // The lists keep two digits of an account, which this one shares.
  startCampaign(rig.stores, ['+447700902004'], 'Another', everyMs(1_000), '+447700900218');
  const target = { filter: { ...wholeTab('pending'), account: account.phone }, except: [] };
  expect(granted(await readMoving(parts, target))).toMatchObject({ from: [{ people: 2 }], stay: 1 });
  const third = '+447700900177';
  beHere(clinic.phone, third);
  granted(await moveMessages(parts, { target, to: [clinic.phone, third], unread: [] }));
  expect([clinic.phone, third].map((phone) => rig.stores.queue.waitingFrom(phone))).toEqual([1, 1]);
});

it('several share what is moved by what each may send on the days of its campaign, as at the start', async () => {
  rig.messenger.restriction_ = { kind: 'timelock', untilMs: null };
  const phones = Array.from({ length: 60 }, (_, place) => `+4477009030${place + 10}`);
  // With 15 a day each, the campaign has two days of two accounts; another account's waiting messages do not belong to
  // it.
  const { messageIds } = rig.start(phones, 'Hello', { ...everyMs(1_000), dailyCap: 15 });
  const third = '+447700900177';
  beHere(clinic.phone, third);
  startCampaign(rig.stores, phones.slice(0, 20), 'Another', everyMs(1_000), third);
  await rig.clock.pass(minuteMs);
  granted(await moveMessages(parts, { target: { ids: [...messageIds] }, to: [clinic.phone, third], unread: [] }));
  const sql = `SELECT account, count(*) AS people FROM message WHERE id IN (SELECT value FROM json_each(?)) GROUP BY account`;
  expect(rig.stores.db.all(sql, JSON.stringify(messageIds))).toEqual([
    { account: clinic.phone, people: 30 },
    { account: third, people: 30 },
  ]);
});
