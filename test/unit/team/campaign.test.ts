import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { leaveTeam } from '../../../db/team/asks.ts';
import { limits } from '../../../domain/limits.ts';
import { cancelCampaign, resumeCampaign } from '../../../electron/campaigns/run.ts';
import { Attachments } from '../../../electron/files/attachments.ts';
import { direct, progress, takeBack } from '../../../electron/team/calls.ts';
import { drawForTeam } from '../../../electron/team/campaigns/draw.ts';
import { joinCampaign } from '../../../electron/team/campaigns/join.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { granted } from '../../support/granted.ts';
import { TestPostgres } from '../../support/postgres.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { type TeamHand, TestTeam } from '../../support/team.ts';
import { campaignParts, makeTeamRig, passUntil, type TeamRig } from '../../support/team-rig.ts';
import { addList, startMs, testAccount } from '../../support/temporary-database.ts';

let server: TestPostgres;
let team: TestTeam;
let hand: TeamHand;
let clock: FakeClock;
let rigs: TeamRig[] = [];
beforeAll(async () => {
  server = await TestPostgres.start();
});
beforeEach(async () => {
  clock = new FakeClock(startMs);
  team = await TestTeam.make(server);
  hand = await team.join('By hand');
});
afterEach(async () => {
  for (const { rig, stop: end } of rigs) {
    await end();
    rig.close();
  }
  rigs = [];
  hand.connection.close();
});
afterAll(() => server.remove());

async function computer(name: string): Promise<TeamRig> {
  const one = makeTeamRig(await team.invite(name), { clock, countFrom: 1_000 * rigs.length });
  rigs.push(one);
  await one.member.poll();
  return one;
}

const phonesOf = (count: number) => Array.from({ length: count }, (_, index) => `+4477009${String(10_000 + index)}`);
const partsOf = ({ rig }: TeamRig) => {
  const attachmentsFolder = rig.folder;
  return { ...campaignParts(rig), attachmentsFolder, attachments: new Attachments(attachmentsFolder) };
};

/** Draws a campaign of a list on one computer, and lets all of these take part. Returns its name to the team. */
async function drawn(by: TeamRig, count: number, members: readonly TeamRig[], more: { file?: Buffer } = {}) {
  const { stores } = by.rig;
  const id = stores.campaigns.create('All together', quickSchedule, startMs);
  stores.campaigns.update(id, { text: 'Hello {{first}}', listId: addList(stores, phonesOf(count)) });
  if (more.file !== undefined) {
    const file = {
      hash: hash('sha256', more.file),
      fileName: 'a.pdf',
      mimeType: 'application/pdf',
      kind: 'document',
    } as const;
    stores.campaigns.addAttachment({ ...file, bytes: more.file.length }, startMs);
    stores.campaigns.update(id, { attachmentHash: file.hash });
    writeFileSync(join(by.rig.folder, file.hash), more.file);
  }
  const row = stores.campaigns.get(id);
  const list = stores.lists.get(row?.listId ?? 0);
  if (row === undefined || list === undefined) throw new Error('no draft');
  expect(granted(await drawForTeam(partsOf(by), by.member, { row, list, senderColumn: null }))).toBe(count);
  for (const one of members) await joinIn(one, row.uid);
  return row.uid;
}

async function joinIn(one: TeamRig, uid: string): Promise<number> {
  const id = granted(await joinCampaign(partsOf(one), one.member, { uid, accounts: [testAccount] }));
  await one.member.poll();
  return id;
}

const reached = (all: readonly TeamRig[]) =>
  all.flatMap(({ rig }) => rig.messenger.delivered.map(({ phone }) => phone)).sort();
const idOf = ({ rig }: TeamRig, uid: string) => rig.stores.campaigns.byUid(uid)?.id ?? 0;
const stateOf = (one: TeamRig, uid: string) => one.rig.stores.campaigns.byUid(uid)?.state;
const sums = async (uid: string) => granted(await progress(hand.connection, uid));

describe('a campaign of the team', () => {
  it('reaches everybody on its list once, from all who take part, and ends by itself', async () => {
    const all = [await computer('Ana'), await computer('Ben'), await computer('Cleo')];
    const [ana] = all as [TeamRig];
    const uid = await drawn(ana, 45, all);
    await passUntil(clock, () => all.every((one) => stateOf(one, uid) === 'finished'));
    expect(reached(all)).toEqual(phonesOf(45));
    expect(all.map((one) => reached([one]).length > 0)).toEqual([true, true, true]);
    for (const one of all) await one.member.poll();
    const { people, members = [] } = (await sums(uid)) ?? {};
    expect(people).toBe(45);
    expect(members.map(({ sent }) => sent).reduce((one, other) => one + other)).toBe(45);
    expect(
      members.every(({ taken, reserved, closed, unconfirmed }) => taken + reserved + closed + unconfirmed === 0),
    ).toBe(true);
  });

  it('goes with its file, which each computer fetches once', async () => {
    const all = [await computer('Ana'), await computer('Ben')];
    const [ana, ben] = all as [TeamRig, TeamRig];
    const file = Buffer.from('A'.repeat(limits.teamFilePieceBytes + 5));
    const uid = await drawn(ana, 2, [ben], { file });
    const row = ben.rig.stores.campaigns.byUid(uid);
    expect(await new Attachments(ben.rig.folder).isWhole(row?.attachmentHash ?? '')).toBe(true);
    expect(row).toMatchObject({ name: 'All together', text: 'Hello {{first}}', team: 'open', state: 'running' });
  });

  it('is held, let go on and ended for all by a coordinator, and no press on one computer gets around it', async () => {
    const all = [await computer('Ana'), await computer('Ben')];
    const [ana, ben] = all as [TeamRig, TeamRig];
    const uid = await drawn(ana, 60, all);
    await passUntil(clock, () => reached(all).length > 0);
    granted(await direct(hand.connection, uid, 'paused'));
    await passUntil(clock, () => all.every((one) => stateOf(one, uid) === 'paused'));
    const before = reached(all).length;
    await clock.pass(60_000);
    expect(reached(all)).toHaveLength(before);
    expect(ben.rig.stores.campaigns.byUid(uid)?.pauseReason).toBe('team');
    expect(resumeCampaign(partsOf(ben), idOf(ben, uid)).ok).toBe(false);
    expect((await cancelCampaign(partsOf(ben), idOf(ben, uid))).ok).toBe(false);
    granted(await direct(hand.connection, uid, 'running'));
    await passUntil(clock, () => reached(all).length > before);
    granted(await direct(hand.connection, uid, 'cancelled'));
    await passUntil(clock, () => all.every((one) => stateOf(one, uid) === 'cancelled'));
    const counts = all.map((one) => one.rig.stores.campaigns.get(idOf(one, uid))?.counts);
    expect(counts.map((one) => one?.pending)).toEqual([0, 0]);
    expect(new Set(reached(all)).size).toBe(reached(all).length);
  });

  it('counts whoever one computer may not write to as not sent, and nobody waits for them', async () => {
    const ana = await computer('Ana');
    const [blocked = ''] = phonesOf(1);
    const uid = await drawn(ana, 3, []);
    const ben = await computer('Ben');
    ben.rig.stores.doNotContact.add(blocked, '', startMs);
    await joinIn(ben, uid);
    await passUntil(clock, () => stateOf(ben, uid) === 'finished');
    expect(reached([ben])).toEqual(phonesOf(3).slice(1));
    await ben.member.poll();
    expect((await sums(uid))?.members).toMatchObject([{ closed: 1, sent: 2, taken: 0 }]);
  });

  it('reaches nobody who asked one of the computers to be left alone, until that one lets them back in', async () => {
    const all = [await computer('Ana'), await computer('Ben')];
    const [ana, ben] = all as [TeamRig, TeamRig];
    const [stopped = '', other = ''] = phonesOf(2);
    ana.rig.stores.doNotContact.add(stopped, '', startMs);
    await ana.member.poll();
    const first = ben.rig.start([stopped], 'Hello to one');
    await passUntil(clock, () => ben.rig.status(first.messageIds[0] ?? 0) !== 'pending');
    expect(ben.rig.status(first.messageIds[0] ?? 0)).toBe('failed:do_not_contact');
    ana.rig.stores.doNotContact.remove(stopped);
    await ana.member.poll();
    const second = ben.rig.start([stopped, other], 'Hello to both');
    await passUntil(clock, () => second.messageIds.every((id) => ben.rig.status(id) === 'sent'));
  });

  it('goes on from the others where one falls silent: whom that had not reserved, and nobody else', async () => {
    const all = [await computer('Ana'), await computer('Ben')];
    const [ana, ben] = all as [TeamRig, TeamRig];
    const uid = await drawn(ana, 25, []);
    await joinIn(ben, uid);
    await passUntil(clock, () => reached([ben]).length >= 3);
    // Its line is gone, and its computer with it.
    await ben.stop();
    ben.rig.messenger.account_ = null;
    const had = reached([ben]).length;
    await joinIn(ana, uid);
    await passUntil(clock, () => {
      const { counts } = ana.rig.stores.campaigns.byUid(uid) ?? {};
      return counts !== undefined && counts.sent > 0 && counts.pending + counts.sending === 0;
    });
    const anas = reached([ana]).length;
    expect(had + anas).toBeLessThan(25);
    await team.sql(
      `UPDATE sendonce.member SET heard_at = now() - interval '11 minutes' WHERE id IN (SELECT holder FROM sendonce.person) AND id <> $1`,
      [ana.member.members().find(({ isMe }) => isMe)?.id],
    );
    const bens = ana.member.members().find(({ name }) => name === 'Ben')?.id ?? 0;
    const back = granted(await takeBack(hand.connection, bens));
    await passUntil(clock, () => reached([ana]).length === anas + (back ?? 0));
    expect(new Set(reached(all)).size).toBe(reached(all).length);
    const { members = [] } = (await sums(uid)) ?? {};
    expect(
      members.reduce((sum, one) => sum + one.taken + one.reserved + one.closed + one.unconfirmed + one.sent, 0),
    ).toBe(25);
    // Nobody took back whom it had reserved.
    expect(anas + (back ?? 0)).toBeLessThanOrEqual(25 - had);
  });

  it('is sent no more from a computer that has left', async () => {
    const ana = await computer('Ana');
    const uid = await drawn(ana, 30, [ana]);
    await passUntil(clock, () => reached([ana]).length > 0);
    await ana.stop();
    leaveTeam(ana.rig.stores.db, clock.nowMs());
    const { state, team: part } = ana.rig.stores.campaigns.byUid(uid) ?? {};
    expect([state, part]).toEqual(['cancelled', 'over']);
  });
});
