import { describe, expect, it } from 'vitest';
import { writePause } from '../../../db/campaigns/stored-pause.ts';
import { changeCodes } from '../../../db/messages/history-codes.ts';
import { leaveTeam } from '../../../db/team/asks.ts';
import { limits } from '../../../domain/limits.ts';
import { takeBack } from '../../../electron/team/calls.ts';
import { joinCampaign } from '../../../electron/team/campaigns/join.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { idOf, partsOf, phonesOf, reached, stateOf } from '../../support/team-office.ts';
import type { TeamRig } from '../../support/team-rig.ts';
import { startMs, testAccount } from '../../support/temporary-database.ts';
import { officeForEachTest } from './office-for-each-test.ts';

const paused = { reason: 'operator', detail: '', count: null } as const;

const office = officeForEachTest();

describe('a campaign of the team', () => {
  it('goes on from the others where one falls silent: whom that had not reserved, and nobody else', async () => {
    const all = [await office.computer('Ana'), await office.computer('Ben')];
    const [ana, ben] = all as [TeamRig, TeamRig];
    const uid = await office.drawn(ana, 25, []);
    await office.joinIn(ben, uid);
    await office.passUntil(() => reached([ben]).length >= 3);
    // Its line is lost, and its computer too.
    await ben.stop();
    ben.rig.messenger.account_ = null;
    const had = reached([ben]).length;
    await office.joinIn(ana, uid);
    await office.passUntil(() => {
      const { counts } = ana.rig.stores.campaigns.byUid(uid) ?? {};
      return counts !== undefined && counts.sent > 0 && counts.pending + counts.sending === 0;
    });
    const anas = reached([ana]).length;
    expect(had + anas).toBeLessThan(25);
    await office.team.sql(
      `UPDATE sendonce.member SET heard_at = now() - interval '11 minutes' WHERE id IN (SELECT holder FROM sendonce.person) AND id <> $1`,
      [ana.member.members().find(({ isMe }) => isMe)?.id],
    );
    const bens = ana.member.members().find(({ name }) => name === 'Ben')?.id ?? 0;
    const back = granted(await takeBack(office.hand.connection, bens));
    await office.passUntil(() => reached([ana]).length === anas + (back ?? 0));
    expect(new Set(reached(all)).size).toBe(reached(all).length);
    const { members = [] } = (await office.progress(uid)) ?? {};
    expect(
      members.reduce((sum, one) => sum + one.taken + one.reserved + one.closed + one.unconfirmed + one.sent, 0),
    ).toBe(25);
    // Nobody took back the people that it had reserved.
    expect(anas + (back ?? 0)).toBeLessThanOrEqual(25 - had);
  });

  it('says whom its list gives to a computer that takes no part, and goes on from the others once that is taken back from', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    await office.allHear();
    const bens = ana.member.members().find(({ name }) => name === 'Ben')?.id ?? 0;
    const uid = await office.drawn(ana, 30, []);
    await office.team.sql(
      `UPDATE sendonce.person SET sender = $1, is_named = true
        WHERE place IN (SELECT place FROM sendonce.person ORDER BY place OFFSET 5)`,
      [bens],
    );
    await office.joinIn(ana, uid);
    await office.passUntil(() => reached([ana]).length === 5);
    await office.clock.pass(60_000);
    expect(reached([ana])).toHaveLength(5);
    const named = async () => (await office.progress(uid))?.members.find(({ member }) => member === bens)?.named ?? 0;
    expect(await named()).toBe(25);
    // It falls silent about the people that it has taken, and the others would never get a computer.
    await office.joinIn(ben, uid);
    await ben.stop();
    ben.rig.messenger.account_ = null;
    expect(await named()).toBe(25 - limits.teamTakePeople);
    expect(granted(await takeBack(office.hand.connection, bens))).toBeNull();
    await office.team.sql(`UPDATE sendonce.member SET heard_at = now() - interval '11 minutes' WHERE id = $1`, [bens]);
    const back = granted(await takeBack(office.hand.connection, bens)) ?? 0;
    expect(back).toBeGreaterThanOrEqual(25 - limits.teamTakePeople);
    expect(await named()).toBe(0);
    await office.passUntil(() => reached([ana]).length === 5 + back);
    expect(new Set(reached([ana, ben])).size).toBe(reached([ana, ben]).length);
  });

  it.each([
    ['before people come', 20, 0],
    ['while it has some', 10, 10],
  ])(
    'goes from the other account of a computer where one that wrote last with many stands still %s',
    async (when, wrote, held) => {
      const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
      const { db, accounts } = ana.rig.stores;
      const other = '+447700900121';
      accounts.linked(accounts.here()[0]?.id ?? 0, testAccount);
      const { id } = accounts.add();
      accounts.linked(id, other);
      const before = ana.rig.start(phonesOf(wrote), 'Hello before');
      await office.passUntil(() => before.messageIds.every((one) => ana.rig.status(one) === 'sent'));
      // As if the other account had written to them: there is one page here.
      const guards = db.all<{ name: string; sql: string }>(
        `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%what was handed over does not change%'`,
      );
      for (const guard of guards) db.sqlite.exec(`DROP TRIGGER ${guard.name}`);
      db.run(`UPDATE attempt SET account = ?`, other);
      for (const guard of guards) db.sqlite.exec(guard.sql);
      // Nothing leaves during the count.
      ana.rig.messenger.isCaughtUp_ = false;
      const uid = await office.drawn(ben, 30, []);
      const stands = () => writePause(db, { reason: 'logged_out', detail: '', count: null }, id);
      if (when === 'before people come') stands();
      await joinCampaign(partsOf(ana), ana.member, { uid, accounts: [testAccount, other] });
      await ana.member.poll();
      const of = (account: string) =>
        db.count(`SELECT count(*) FROM message WHERE status IN ('pending', 'sending') AND account = ?`, account);
      expect([of(other), of(testAccount)]).toEqual([held, limits.teamTakePeople - held]);
      // The people that it has take no room from the other account.
      stands();
      await ana.member.poll();
      expect([of(other), of(testAccount)]).toEqual([held, limits.teamTakePeople]);
      ana.rig.messenger.isCaughtUp_ = true;
      await office.passUntil(() => reached([ana]).length === wrote + 30 - held);
    },
  );

  it('takes nobody where all accounts of a computer stand still, or an alarm stops all of them', async () => {
    const ana = await office.computer('Ana');
    const { db, accounts, alarms } = ana.rig.stores;
    const id = accounts.here()[0]?.id ?? 0;
    accounts.linked(id, testAccount);
    writePause(db, { reason: 'logged_out', detail: '', count: null }, id);
    const uid = await office.drawn(ana, 60, [ana]);
    ana.rig.messenger.account_ = null;
    for (let polls = 0; polls < 3; polls += 1) await ana.member.poll();
    const taken = () => db.count(`SELECT count(*) FROM message`);
    expect(taken()).toBe(0);
    alarms.raise('second_copy', {}, startMs);
    writePause(db, null, id);
    await ana.member.poll();
    expect(taken()).toBe(0);
    alarms.acknowledge(1, 'Maria', startMs);
    await ana.member.poll();
    expect(taken()).toBe(limits.teamTakePeople);
    // The people that it has are taken from the others even after the account was removed.
    accounts.add();
    accounts.remove(id);
    await ana.member.poll();
    await office.team.sql(`UPDATE sendonce.progress SET still_at = still_at - interval '61 minutes'`);
    await ana.member.poll();
    expect((await office.progress(uid))?.members).toMatchObject([{ taken: 0 }]);
  });

  it.each([
    ['all that it sends is', ({ stores }: TeamRig['rig'], _id: number) => writePause(stores.db, paused)],
    [
      'the campaign is',
      ({ stores }: TeamRig['rig'], id: number) => stores.campaigns.move(id, 'running', 'paused', startMs, 'operator'),
    ],
  ])('goes from the others where one stands still for an hour, since %s paused there', async (_, pause) => {
    const all = [await office.computer('Ana'), await office.computer('Ben')];
    const [ana, ben] = all as [TeamRig, TeamRig];
    const uid = await office.drawn(ana, 25, [ben]);
    await office.passUntil(() => reached([ben]).length > 0);
    pause(ben.rig, idOf(ben, uid));
    ben.rig.messenger.isCaughtUp_ = false;
    await office.joinIn(ana, uid);
    await office.clock.pass(300_000);
    await office.allHear();
    expect(reached(all).length).toBeLessThan(25);
    await office.team.sql(`UPDATE sendonce.progress SET still_at = still_at - interval '61 minutes'`);
    await office.passUntil(() => stateOf(ana, uid) === 'finished');
    // A person whom it had reserved right before the pause stays its own; one whom a slow server kept from the gate is
    // not sent to.
    const stay = () =>
      office.team.sql('SELECT FROM sendonce.person JOIN sendonce.reservation r USING (number) WHERE r.outcome < 3');
    expect((await stay()).length).toBeLessThan(5);
    expect(reached(all)).toHaveLength(25 - (await stay()).length);
    // The other people who wait there belong to another computer by now.
    writePause(ben.rig.stores.db, null);
    ben.rig.stores.campaigns.move(idOf(ben, uid), 'paused', 'running', startMs);
    ben.rig.messenger.isCaughtUp_ = true;
    ben.rig.dispatcher.nudge();
    await office.passUntil(() => stateOf(ben, uid) === 'finished');
    await office.allHear();
    expect(reached(all)).toHaveLength(25 - (await stay()).length);
    expect(new Set(reached(all)).size).toBe(reached(all).length);
  });

  it('leaves whom only an app of another version can read open, and not whom nobody can', async () => {
    const ana = await office.computer('Ana');
    const uid = await office.drawn(ana, 3, []);
    const places = await office.team.sql<{ place: number }>('SELECT place FROM sendonce.person ORDER BY place');
    const [other, spoilt] = places.map(({ place }) => place);
    const sealed = ana.member.keys.seal('person', JSON.stringify({ version: 2 }), `${uid} ${other}`);
    await office.team.sql(`UPDATE sendonce.person SET sealed = $1 WHERE place = $2`, [sealed, other]);
    await office.team.sql(`UPDATE sendonce.person SET sealed = 'spoilt' WHERE place = $1`, [spoilt]);
    await office.joinIn(ana, uid);
    await office.passUntil(() => reached([ana]).length === 1);
    await office.allHear();
    expect((await office.progress(uid))?.members).toMatchObject([{ taken: 1, closed: 1, sent: 1 }]);
    expect(stateOf(ana, uid)).toBe('running');
  });

  it('counts whom a computer had reserved and never handed over as not sent once it leaves', async () => {
    const ana = await office.computer('Ana');
    const isReserved = () => ana.rig.stores.db.has('SELECT 1 FROM team_ask WHERE told = 1');
    // The connection to WhatsApp is lost between reservation and claim.
    ana.rig.messenger.standing_ = () => (isReserved() ? { kind: 'not_yet' } : { kind: 'stands' });
    const uid = await office.drawn(ana, 3, [ana]);
    await office.passUntil(isReserved);
    granted(await ana.member.leave());
    expect((await office.progress(uid))?.members).toMatchObject([{ closed: 1, unconfirmed: 0, taken: 0, reserved: 0 }]);
  });

  it('goes from whoever took somebody back from a silent computer, also where the database was put back to before', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const uid = await office.drawn(ana, 1, []);
    for (const { rig } of [ana, ben]) rig.messenger.isCaughtUp_ = false;
    await office.joinIn(ben, uid);
    await ana.member.poll();
    await ben.stop();
    await office.team.sql(`UPDATE sendonce.member SET heard_at = now() - interval '11 minutes'`);
    const bens = ana.member.members().find(({ name }) => name === 'Ben')?.id ?? 0;
    expect(granted(await takeBack(office.hand.connection, bens))).toBe(1);
    const before = await office.team.dump();
    const isReserved = () => ana.rig.stores.db.has('SELECT 1 FROM team_ask WHERE told = 1');
    ana.rig.messenger.standing_ = () => (isReserved() ? { kind: 'not_yet' } : { kind: 'stands' });
    ana.rig.messenger.isCaughtUp_ = true;
    await office.joinIn(ana, uid);
    await office.passUntil(isReserved);
    ben.rig.messenger.isCaughtUp_ = true;
    ben.rig.crash();
    await office.allHear();
    await office.passUntil(() => ben.rig.status(1) === 'failed:duplicate');
    await office.team.restore(before);
    await office.allHear();
    await office.team.enter(office.hand.membership);
    await office.allHear();
    ana.rig.messenger.standing_ = () => ({ kind: 'stands' });
    ana.rig.dispatcher.nudge();
    await office.passUntil(() => reached([ana]).length === 1);
  });

  it.each([
    ['nobody whether to send it', false],
    ['about whom its operator had queued again', true],
  ])('that the others finished ends on a computer that comes back late, which asks %s', async (_, isQueuedAgain) => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const uid = await office.drawn(ana, 2, []);
    ben.rig.messenger.isCaughtUp_ = false;
    await office.joinIn(ben, uid);
    await ana.member.poll();
    await ben.stop();
    await office.team.sql(`UPDATE sendonce.member SET heard_at = now() - interval '11 minutes'`);
    const bens = ana.member.members().find(({ name }) => name === 'Ben')?.id ?? 0;
    expect(granted(await takeBack(office.hand.connection, bens))).toBe(2);
    await office.joinIn(ana, uid);
    await office.passUntil(() => reached([ana]).length === 2);
    await ana.member.poll();
    // Something of its own waits for tomorrow, so that its loop does not forget how long it was away.
    ben.rig.start(['+447700910900'], 'Something else', { ...quickSchedule, startAtMs: startMs + 86_400_000 });
    office.clock.sleepMs(6 * 3_600_000);
    ben.rig.messenger.isCaughtUp_ = true;
    const queuedAgainSql = `UPDATE message SET change = ${changeCodes.queued_again} WHERE id = 1`;
    if (isQueuedAgain) ben.rig.stores.db.run(queuedAgainSql);
    ben.rig.crash();
    ben.rig.dispatcher.nudge();
    await office.clock.pass(100);
    expect(ben.rig.stores.campaigns.byUid(uid)?.pauseReason).toBe('overdue');
    await office.allHear();
    expect(stateOf(ben, uid)).toBe(isQueuedAgain ? 'paused' : 'running');
    if (isQueuedAgain) granted(await campaignActionsOf(ben.rig).resume(idOf(ben, uid)));
    await office.passUntil(() => stateOf(ben, uid) === 'finished');
    expect([1, 2].map(ben.rig.status)).toEqual(['failed:duplicate', 'failed:duplicate']);
    expect(reached([ben])).toEqual([]);
  });

  it('is sent no more from a computer that has left', async () => {
    const ana = await office.computer('Ana');
    const uid = await office.drawn(ana, 30, [ana]);
    await office.passUntil(() => reached([ana]).length > 0);
    await ana.stop();
    const { queries } = ana.rig.stores;
    const ofTeam = queries.counts().pending;
    ana.rig.start(['+447700910900'], 'Something else');
    // Those of these people who wait belong to the others once it has left.
    expect([ofTeam > 0, queries.pendingOfItsOwn()]).toEqual([true, 1]);
    leaveTeam(ana.rig.stores.db, office.clock.nowMs());
    expect(queries.pendingOfItsOwn()).toBe(1);
    const { state, team: part } = ana.rig.stores.campaigns.byUid(uid) ?? {};
    expect([state, part]).toEqual(['cancelled', 'over']);
    // A note about this team's numbers says nothing about another team's.
    expect(ana.rig.stores.db.values(`SELECT key FROM meta WHERE key LIKE 'team_%'`)).toEqual([]);
  });
});
