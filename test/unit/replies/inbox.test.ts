import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readReplySums } from '../../../db/report/reply-sums.ts';
import { startOfDay } from '../../../domain/schedule/pacing.ts';
import type { Account, PauseReason } from '../../../domain/state/state.ts';
import { Inbox } from '../../../electron/replies/inbox.ts';
import { atOnce } from '../../support/at-once.ts';
import { silentChanges } from '../../support/changes.ts';
import { account, makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { startCampaign } from '../../support/temporary-database.ts';

const clinic: Account = { id: '447700900121@c.us', phone: '+447700900121', name: 'Clinic' };
const one = '+447700900101';
const chatOne = '447700900101@c.us';
const minuteMs = 60_000;

let rig: Rig;
let other: InstanceType<typeof Database>;
let paused: PauseReason[];
let inbox: Inbox;
beforeEach(() => {
  rig = makeRig({ others: [clinic] });
  other = new Database(rig.stores.db.file);
  paused = [];
  inbox = new Inbox({
    ...rig.stores,
    clock: rig.clock,
    log: silentLog,
    changes: silentChanges,
    settings: () => rig.settings,
    nudge: () => undefined,
    pause: (reason) => void paused.push(reason),
  });
});
afterEach(() => {
  other.close();
  rig.close();
});

/** Campaigns to the same person, one after the other, each from an account. */
async function sendFrom(accounts: readonly Account[]): Promise<void> {
  for (const { name, phone } of accounts) {
    startCampaign(rig.stores, [one], `From ${name}`, quickSchedule, phone);
    for (const { dispatcher } of [rig, ...rig.others.flatMap(({ dispatch }) => dispatch ?? [])]) dispatcher.nudge();
    await rig.clock.pass(minuteMs);
  }
}
const written = () =>
  atOnce(
    rig.stores.conversations.list({ campaignId: null, account: null, search: '', group: 'all', order: 'longest' }),
  ).map((row) => {
    return { text: row.text, account: rig.stores.answers.correspondent(row.messageId)?.account };
  });
const say = (text: string, to?: string) => inbox.receive({ ids: [chatOne], text, waKey: text }, to);

describe('what somebody writes to one of several accounts', () => {
  it('stands with what that one wrote to them, in whose chat it is, and is answered from there', async () => {
    await sendFrom([clinic, account]);
    say('To the clinic', clinic.phone);
    say('To the office', account.phone);
    expect(written()).toEqual([
      { text: 'To the clinic', account: clinic.phone },
      { text: 'To the office', account: account.phone },
    ]);
  });

  it('stands with the last that anyone wrote to them where that one never did', async () => {
    await sendFrom([clinic]);
    say('To the office', account.phone);
    expect(written()).toEqual([{ text: 'To the office', account: clinic.phone }]);
  });
});

describe('what is written while another program writes to the data', () => {
  it('is kept in its order, a stop word too, and taken in once that is over; nothing stops for it', async () => {
    await sendFrom([account]);
    other.exec('BEGIN IMMEDIATE');
    say('When?');
    say('Stop');
    inbox.receiveOwn({ ids: [chatOne], waKey: 'by hand' });
    expect(written()).toEqual([]);
    other.exec('ROLLBACK');
    await rig.clock.pass(5_000);
    expect(written().map(({ text }) => text)).toEqual(['Stop']);
    expect(rig.stores.db.values('SELECT text FROM reply ORDER BY id')).toEqual(['When?', 'Stop']);
    expect(rig.stores.stops.proposals().map(({ text }) => text)).toEqual(['Stop']);
    expect(rig.stores.db.value('SELECT settled_how FROM conversation')).toBe('answered');
    expect(paused).toEqual([]);
  });

  it('stops sending and waits where the disk is full, and is left where the data cannot take it', async () => {
    await sendFrom([account]);
    const { add } = rig.stores.replies;
    const failWith = (code: string) => {
      rig.stores.replies.add = () => {
        throw Object.assign(new Error(code), { code });
      };
    };
    failWith('SQLITE_FULL');
    say('When?');
    failWith('SQLITE_CORRUPT');
    await rig.clock.pass(1_500);
    rig.stores.replies.add = add;
    say('And where?');
    await rig.clock.pass(1_500);
    expect(paused).toEqual(['disk_full', 'database_corrupt']);
    expect(written().map(({ text }) => text)).toEqual(['And where?']);
  });

  it('is not taken in any more once the app has ended', async () => {
    await sendFrom([account]);
    other.exec('BEGIN IMMEDIATE');
    say('When?');
    rig.stores.db.close();
    await rig.clock.pass(5_000);
    expect(paused).toEqual([]);
  });
});

describe('what was written while nothing was linked', () => {
  const hourMs = 60 * minuteMs;
  const conversation = () =>
    atOnce(
      rig.stores.conversations.list({ campaignId: null, account: null, search: '', group: 'all', order: 'longest' }),
    )[0] ?? expect.fail('nobody wrote back');
  const daysOf = ({ campaignId }: ReturnType<typeof conversation>) =>
    readReplySums(rig.stores.db, { campaignId, part: null }, 'Europe/London').byDay.map(({ atMs }) => atMs);

  it('is told by when it was written, however much later it is heard of', async () => {
    await sendFrom([account]);
    const writtenAtMs = rig.clock.nowMs();
    await rig.clock.pass(14 * hourMs);
    inbox.receive({ ids: [chatOne], text: 'Yes', waKey: 'k', writtenAtMs }, account.phone);
    const row = conversation();
    expect(row.waitsSinceMs).toBe(writtenAtMs);
    expect(rig.stores.replies.of(row.messageId)).toEqual([{ atMs: writtenAtMs, text: 'Yes' }]);
    expect(daysOf(row)).toEqual([startOfDay(writtenAtMs, 'Europe/London')]);
  });

  it('stands before what was written after it, also where it is heard of later', async () => {
    await sendFrom([account]);
    const writtenAtMs = rig.clock.nowMs();
    await rig.clock.pass(14 * hourMs);
    const ofThem = { ids: [chatOne] };
    inbox.receive({ ...ofThem, text: 'Now', waKey: 'now', writtenAtMs: rig.clock.nowMs() }, account.phone);
    inbox.receive({ ...ofThem, text: 'At night', waKey: 'night', writtenAtMs }, account.phone);
    const row = conversation();
    expect(row.text).toBe('Now');
    expect(rig.stores.replies.of(row.messageId).map(({ text }) => text)).toEqual(['At night', 'Now']);
    // The answer came after the last of them, in the chat too.
    expect(rig.stores.conversations.answeredInChat(row.messageId, [{ random: 'now' }], rig.clock.nowMs())).toBe(true);
  });

  it('is never from before they were written to, nor from a time to come, whatever WhatsApp’s clock says', async () => {
    await sendFrom([account]);
    const say = (text: string, writtenAtMs: number) =>
      inbox.receive({ ids: [chatOne], text, waKey: text, writtenAtMs }, account.phone);
    say('Early', 0);
    say('Late', rig.clock.nowMs() + hourMs);
    const [early, late] = rig.stores.replies.of(conversation().messageId);
    expect(early?.atMs).toBe(rig.stores.db.value(`SELECT passed_at_ms FROM attempt`));
    expect(late?.atMs).toBe(rig.clock.nowMs());
  });
});
