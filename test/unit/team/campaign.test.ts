import { describe, expect, it } from 'vitest';
import { markReturned } from '../../../db/folder/returned-campaigns.ts';
import { limits } from '../../../domain/limits.ts';
import type { SecondStep } from '../../../domain/people/second-step.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import { whyNotWithTeam } from '../../../domain/schedule/with-team.ts';
import { cancelCampaign, resumeCampaign } from '../../../electron/campaigns/run.ts';
import { Attachments } from '../../../electron/files/attachments.ts';
import { direct, directAgain, told } from '../../../electron/team/calls.ts';
import { joinCampaign } from '../../../electron/team/campaigns/join.ts';
import { roundOf } from '../../../electron/team/campaigns/rounds.ts';
import { TeamCampaigns } from '../../../electron/team/campaigns/team-campaigns.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { idOf, partsOf, phonesOf, reached, stateOf } from '../../support/team-office.ts';
import type { TeamRig } from '../../support/team-rig.ts';
import { addList, startMs, testAccount } from '../../support/temporary-database.ts';
import { officeForEachTest } from './office-for-each-test.ts';

const office = officeForEachTest();

describe('a campaign of the team', () => {
  it('reaches everybody on its list once, from all who take part, and ends by itself', async () => {
    const all = [await office.computer('Ana'), await office.computer('Ben'), await office.computer('Cleo')];
    const [ana] = all as [TeamRig];
    const uid = await office.drawn(ana, 45, all);
    await office.passUntil(() => all.every((one) => stateOf(one, uid) === 'finished'));
    expect(reached(all)).toEqual(phonesOf(45));
    expect(all.map((one) => reached([one]).length > 0)).toEqual([true, true, true]);
    for (const one of all) await one.member.poll();
    const { people, members = [] } = (await office.progress(uid)) ?? {};
    expect(people).toBe(45);
    expect(members.map(({ sent }) => sent).reduce((one, other) => one + other)).toBe(45);
    expect(
      members.every(({ taken, reserved, closed, unconfirmed }) => taken + reserved + closed + unconfirmed === 0),
    ).toBe(true);
  });

  it('says while it is drawn how many of its people are in the team’s database', async () => {
    const ana = await office.computer('Ana');
    const told: number[] = [];
    const count = 2 * limits.teamDrawBatch + 5;
    const uid = await office.drawn(ana, count, [], { onDrawn: (_, people) => told.push(people) });
    expect(told.at(-1)).toBe(count);
    expect(told.length).toBeGreaterThan(1);
    expect((await office.progress(uid))?.people).toBe(count);
  });

  it('goes with its file, which each computer fetches once', async () => {
    const all = [await office.computer('Ana'), await office.computer('Ben')];
    const [ana, ben] = all as [TeamRig, TeamRig];
    const file = Buffer.from('A'.repeat(limits.teamFilePieceBytes + 5));
    const uid = await office.drawn(ana, 2, [ben], { file });
    const row = ben.rig.stores.campaigns.byUid(uid);
    expect(await new Attachments(ben.rig.folder).isWhole(row?.attachmentHash ?? '')).toBe(true);
    expect(row).toMatchObject({ name: 'All together', text: 'Hello {{first}}', team: 'open', state: 'running' });
  });

  it('is held, let go on and ended for all by a coordinator, and no press on one computer gets around it', async () => {
    const all = [await office.computer('Ana'), await office.computer('Ben')];
    const [ana, ben] = all as [TeamRig, TeamRig];
    const uid = await office.drawn(ana, 60, all);
    await office.passUntil(() => reached(all).length > 0);
    granted(await direct(office.hand.connection, uid, 'paused'));
    await office.passUntil(() => all.every((one) => stateOf(one, uid) === 'paused'));
    const before = reached(all).length;
    await office.clock.pass(60_000);
    expect(reached(all)).toHaveLength(before);
    expect(ben.rig.stores.campaigns.byUid(uid)?.pauseReason).toBe('team');
    expect(resumeCampaign(partsOf(ben), idOf(ben, uid)).ok).toBe(false);
    expect((await cancelCampaign(partsOf(ben), idOf(ben, uid))).ok).toBe(false);
    granted(await direct(office.hand.connection, uid, 'running'));
    await office.passUntil(() => reached(all).length > before);
    granted(await direct(office.hand.connection, uid, 'cancelled'));
    await office.passUntil(() => all.every((one) => stateOf(one, uid) === 'cancelled'));
    const counts = all.map((one) => one.rig.stores.campaigns.get(idOf(one, uid))?.counts);
    expect(counts.map((one) => one?.pending)).toEqual([0, 0]);
    expect(new Set(reached(all)).size).toBe(reached(all).length);
  });

  it('counts whoever one computer may not write to as not sent, and nobody waits for them', async () => {
    const ana = await office.computer('Ana');
    const [blocked = ''] = phonesOf(1);
    const uid = await office.drawn(ana, 3, []);
    const ben = await office.computer('Ben');
    ben.rig.stores.doNotContact.add(blocked, '', startMs);
    await office.joinIn(ben, uid);
    await office.passUntil(() => stateOf(ben, uid) === 'finished');
    expect(reached([ben])).toEqual(phonesOf(3).slice(1));
    await ben.member.poll();
    expect((await office.progress(uid))?.members).toMatchObject([{ closed: 1, sent: 2, taken: 0 }]);
  });

  it('goes from the computer that wrote with somebody before, unless that takes no part', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const bens = phonesOf(4).slice(2);
    const first = ben.rig.start(bens, 'Hello first');
    await office.passUntil(() => first.messageIds.every((id) => ben.rig.status(id) === 'sent'));
    await office.allHear();
    const [together, second] = [await office.drawn(ana, 4, []), await office.drawn(ana, 4, [], { name: 'Another' })];
    await office.joinIn(ana, together);
    await office.passUntil(() => reached([ana]).length === 2);
    expect(reached([ana])).toEqual(phonesOf(2));
    await office.joinIn(ben, together);
    await office.passUntil(() => [ana, ben].every((one) => stateOf(one, together) === 'finished'));
    expect(reached([ben]).sort()).toEqual([...bens, ...bens].sort());
    // They take no part in the other campaign, and ten minutes are over.
    await office.team.sql(`UPDATE sendonce.campaign SET made_at = made_at - interval '11 minutes'`);
    await office.joinIn(ana, second);
    await office.passUntil(() => stateOf(ana, second) === 'finished');
    expect(
      reached([ana])
        .filter((phone) => bens.includes(phone))
        .sort(),
    ).toEqual(bens);
  });

  it.each([
    [undefined, 2],
    ['leave_out', 2],
    ['share', 4],
  ] as const)(
    'whose list names what is no computer of the team, with the word “%s”, reaches %i of 4',
    async (others, people) => {
      const [first, second] = [await office.computer('PERSON 1 '), await office.computer('Person 2')];
      // The names of the list are those of these two computers, and two more.
      const byComputer = { column: 0, ...(others && { others }) };
      await office.allHear();
      const uid = await office.drawn(first, 4, [], { byComputer });
      await office.joinIn(second, uid);
      await office.passUntil(() => reached([second]).length === people - 1);
      await office.joinIn(first, uid);
      await office.passUntil(() => [first, second].every((one) => stateOf(one, uid) === 'finished'));
      expect(reached([first])).toEqual(phonesOf(1));
      expect(reached([second])).toContain(phonesOf(2)[1]);
      expect((await office.progress(uid))?.people).toBe(people);
      expect(second.rig.stores.campaigns.byUid(uid)?.schedule.byComputer).toBeUndefined();
    },
  );

  it('goes to nobody of another one whom whoever has the database put among its people, nor with its text', async () => {
    const ana = await office.computer('Ana');
    const other = await office.drawn(ana, 3, [], { name: 'Other' });
    const uid = await office.drawn(ana, 2, []);
    const idOfCampaign = '(SELECT id FROM sendonce.campaign WHERE uid = $1)';
    await office.team.sql(
      `INSERT INTO sendonce.person (campaign, place, sealed) SELECT ${idOfCampaign}, place, sealed FROM sendonce.person
       WHERE campaign = (SELECT id FROM sendonce.campaign WHERE uid = $2) ORDER BY place DESC LIMIT 1`,
      [uid, other],
    );
    await office.joinIn(ana, uid);
    await office.passUntil(() => stateOf(ana, uid) === 'finished');
    expect(reached([ana])).toEqual(phonesOf(2));
    const sealedOf = 'SELECT sealed FROM sendonce.campaign WHERE uid = $1';
    const [text] = await office.team.sql<{ sealed: Buffer }>(sealedOf, [uid]);
    await office.team.sql('ALTER TABLE sendonce.campaign DISABLE TRIGGER holds');
    await office.team.sql('UPDATE sendonce.campaign SET sealed = $1 WHERE uid = $2', [text?.sealed, other]);
    const joined = await joinCampaign(partsOf(ana), ana.member, { uid: other, accounts: [testAccount] });
    expect(joined).toMatchObject({ ok: false, failure: { code: 'not_found' } });
  });

  it('that was lost with its database is held, and its computer may cancel it; what was paused or cancelled since stays so', async () => {
    const ana = await office.computer('Ana');
    const paused = await office.drawn(ana, 3, [], { name: 'Paused' });
    const cancelled = await office.drawn(ana, 3, [], { name: 'Cancelled' });
    const goesOn = await office.drawn(ana, 3, [], { name: 'Goes on' });
    const letGoOn = await office.drawn(ana, 3, [], { name: 'Let go on' });
    const before = await office.team.dump();
    const uid = await office.drawn(ana, 30, [ana]);
    await office.passUntil(() => reached([ana]).length > 0);
    for (const one of [paused, letGoOn]) granted(await direct(office.hand.connection, one, 'paused'));
    granted(await direct(office.hand.connection, cancelled, 'cancelled'));
    await ana.member.poll();
    const isOfTeam = (name: string) => ana.member.campaigns.some((one) => one.uid === name);
    const parts = { ...partsOf(ana), isOfTeam };
    expect((await cancelCampaign(parts, idOf(ana, uid))).ok).toBe(false);
    await office.team.restore(before);
    // What a coordinator says while all hold is newer than what anybody had heard; nobody takes a cancelled message
    // back.
    for (const one of [letGoOn, cancelled]) granted(await direct(office.hand.connection, one, 'running'));
    await ana.member.poll();
    granted(await told(office.hand.connection, ana.member.epoch));
    // A computer that comes after the hold may have heard something that is over.
    granted(await directAgain(office.hand.connection, [{ uid: goesOn, state: 'paused' }]));
    await office.allHear();
    expect(ana.member.state.kind).toBe('open');
    expect(ana.member.campaigns).toEqual([
      { uid: paused, state: 'paused' },
      { uid: cancelled, state: 'cancelled' },
      { uid: goesOn, state: 'running' },
      { uid: letGoOn, state: 'running' },
    ]);
    // No coordinator held it, and none can resume it.
    expect([stateOf(ana, uid), ana.rig.stores.campaigns.byUid(uid)?.pauseReason]).toEqual(['paused', 'team_lost']);
    expect(resumeCampaign(partsOf(ana), idOf(ana, uid)).ok).toBe(false);
    expect((await cancelCampaign(parts, idOf(ana, uid))).ok).toBe(true);
    expect(stateOf(ana, uid)).toBe('cancelled');
  });

  it('leaves nobody waiting for the team once a coordinator holds it', async () => {
    const ana = await office.computer('Ana');
    const uid = await office.drawn(ana, 30, [ana]);
    granted(await direct(office.hand.connection, uid, 'paused'));
    await office.passUntil(() => stateOf(ana, uid) === 'paused');
    ana.rig.stores.campaigns.move(idOf(ana, uid), 'paused', 'running', startMs);
    const nudges: string[] = [];
    const nudge = () => nudges.push(stateOf(ana, uid) ?? '');
    await roundOf({ ...partsOf(ana), nudge }, ana.member);
    expect(nudges).toEqual(['paused']);
  });

  it('that came back with a backup while a coordinator held it keeps nothing else waiting, and goes on by both their words', async () => {
    const ana = await office.computer('Ana');
    const uid = await office.drawn(ana, 30, [ana]);
    await office.passUntil(() => reached([ana]).length > 0);
    granted(await direct(office.hand.connection, uid, 'paused'));
    await office.passUntil(() => stateOf(ana, uid) === 'paused');
    const before = reached([ana]).length;
    markReturned(ana.rig.stores.db, 'restored');
    granted(await direct(office.hand.connection, uid, 'running'));
    await office.allHear();
    expect(ana.member.state.kind).toBe('open');
    ana.rig.start(['+447700910900'], 'Something else');
    await office.passUntil(() => reached([ana]).length > before);
    expect([stateOf(ana, uid), reached([ana]).length]).toEqual(['paused', before + 1]);
    granted(resumeCampaign(partsOf(ana), idOf(ana, uid)));
    await office.passUntil(() => reached([ana]).length === 31);
  });

  it('ends for whoever is queued again after it was over here, where a coordinator cancels it', async () => {
    const ana = await office.computer('Ana');
    ana.rig.messenger.scripts.set(phonesOf(1)[0] ?? '', { before: 'throw' });
    const uid = await office.drawn(ana, 3, [ana]);
    await office.passUntil(() => stateOf(ana, uid) === 'finished');
    const { db, messages } = ana.rig.stores;
    const ids = db.values<number>(`SELECT id FROM message WHERE status = 'failed'`);
    granted(await direct(office.hand.connection, uid, 'cancelled'));
    expect(messages.requeue(ids, 'operator', office.clock.nowMs())).toBe(1);
    ana.rig.dispatcher.nudge();
    await office.passUntil(() => stateOf(ana, uid) === 'cancelled');
    expect(ids.map(ana.rig.status)).toEqual(['cancelled']);
  });

  it('is taken part in once, however often that is pressed', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const uid = await office.drawn(ana, 3, []);
    const joined = await Promise.all([office.joinIn(ben, uid), office.joinIn(ben, uid)]);
    expect(joined).toEqual([idOf(ben, uid), idOf(ben, uid)]);
    await office.passUntil(() => stateOf(ben, uid) === 'finished');
    expect(reached([ben])).toEqual(phonesOf(3));
  });

  it('is offered to who takes no part until it is over, and shown to who does for as long as they look', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const uids = [await office.drawn(ana, 1, []), await office.drawn(ana, 2, [], { name: 'Another' })];
    const [over = '', open = ''] = uids;
    await office.joinIn(ana, over);
    await office.passUntil(() => stateOf(ana, over) === 'finished');
    await office.allHear();
    const campaigns = [ana, ben].map((one) => new TeamCampaigns(partsOf(one)));
    const [anas, bens] = campaigns as [TeamCampaigns, TeamCampaigns];
    const shown = async (of: TeamCampaigns, one: TeamRig, id: number | null) =>
      granted(await of.list(one.member, id)).campaigns.map(({ uid, campaignId }) => [uid, campaignId]);
    expect(await shown(bens, ben, null)).toEqual([[open, null]]);
    expect(await shown(anas, ana, idOf(ana, over))).toEqual([[over, idOf(ana, over)]]);
  });

  it('goes from all computers as it was drawn, whatever is written in its draft after an answer that was lost', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const uid = await office.drawn(ana, 3, []);
    const { campaigns } = ana.rig.stores;
    campaigns.update(idOf(ana, uid), { name: 'Another', text: 'Hello again {{first}}' });
    const again = await new TeamCampaigns(partsOf(ana)).start(ana.member, idOf(ana, uid));
    expect(again).toMatchObject({ ok: false, failure: { code: 'drawn_for_team' } });
    for (const one of [ana, ben]) await office.joinIn(one, uid);
    const texts = [ana, ben].map((one) => one.rig.stores.campaigns.byUid(uid));
    expect(texts.map((row) => [row?.name, row?.text])).toEqual(
      [ana, ben].map(() => ['All together', 'Hello {{first}}']),
    );
    await office.passUntil(() => [ana, ben].every((one) => stateOf(one, uid) === 'finished'));
    expect(reached([ana, ben])).toEqual(phonesOf(3));
  });

  it('leaves to the others whom a computer cannot send to today', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const uid = await office.drawn(ana, 12, [ana, ben], { dailyCap: 5 });
    await office.passUntil(() => reached([ana, ben]).length === 10);
    const cleo = await office.computer('Cleo');
    await office.joinIn(cleo, uid);
    await office.passUntil(() => reached([cleo]).length === 2);
    expect(reached([ana, ben, cleo])).toEqual(phonesOf(12));
  });
});

describe('what cannot go with the team', () => {
  const own: OwnTimes = {
    column: 0,
    count: 0,
    unit: 'days',
    side: 'before',
    atMinute: 600,
    clock: 'campaign',
    everyYear: false,
    decisions: [],
  };
  const weekly = { weekday: 1, atMinute: 600, fromDay: '2026-03-02', times: null, leftOut: [] };
  const step: SecondStep = {
    afterDays: 3,
    atMinute: 600,
    group: 'no_reply',
    word: '',
    text: 'Again',
    byItself: false,
  };
  const ordinary = { schedule: quickSchedule, repeat: 0, follows: false, step: null as SecondStep | null };

  it.each([
    ['series', { ...ordinary, schedule: { ...quickSchedule, weekly } }],
    ['series', { ...ordinary, schedule: { ...quickSchedule, own: { ...own, everyYear: true } } }],
    ['own_times', { ...ordinary, schedule: { ...quickSchedule, own } }],
    ['second_message', { ...ordinary, step }],
    ['follow_up', { ...ordinary, follows: true }],
    ['repeat', { ...ordinary, repeat: 1 }],
  ])('is refused as %s, and nobody of it is put into the database', async (why, { schedule, repeat, ...draft }) => {
    const ana = await office.computer('Ana');
    const { campaigns, secondSteps } = ana.rig.stores;
    const followsId = draft.follows ? campaigns.create('Earlier', quickSchedule, startMs) : null;
    const follows = draft.follows ? { followsId, followsGroup: 'no_reply' as const } : {};
    const id = campaigns.create('Together', schedule, startMs, follows);
    campaigns.update(id, { text: 'Hello', listId: addList(ana.rig.stores, phonesOf(2)), repeat });
    secondSteps.set(id, draft.step);
    const { team } = office;
    expect(whyNotWithTeam({ schedule, repeat, followsId, hasStep: draft.step !== null })).toBe(why);
    const refused = await new TeamCampaigns(partsOf(ana)).start(ana.member, id);
    expect(refused).toMatchObject({ failure: { code: 'not_for_team' } });
    expect([campaigns.get(id)?.state, await team.sql('SELECT FROM sendonce.campaign')]).toEqual(['draft', []]);
  });
});

describe('a message that stands before its gate when the database is put back', () => {
  /**
   * One message of Ana's is reserved, and its page gets no further. Then the database is the one from before or after
   * that.
   */
  async function stands(whose: 'its own' | 'the team', isLost: boolean) {
    const ana = await office.computer('Ana');
    const page = { isOffline: true };
    const ask = () => (page.isOffline ? { socketState: 'OPENING' } : {});
    ana.rig.messenger.scripts.set(phonesOf(1)[0] ?? '', { ask });
    const uid = whose === 'the team' ? await office.drawn(ana, 1, []) : null;
    const before = await office.team.dump();
    if (uid === null) ana.rig.start(phonesOf(1), 'Hello');
    else await office.joinIn(ana, uid);
    await office.passUntil(() => ana.rig.messenger.asked.length > 0);
    await office.team.restore(isLost ? before : await office.team.dump());
    await ana.member.poll();
    expect(ana.member.state.kind).toBe('held');
    page.isOffline = false;
    return { ana, uid, id: ana.rig.stores.db.value<number>('SELECT id FROM message') ?? 0 };
  }

  it.each([
    ['its own', 'lost'],
    ['its own', 'kept'],
    ['the team', 'lost'],
    ['the team', 'kept'],
  ] as const)(
    'is closed as not sent, of %s with its row %s, and goes once when it is queued again',
    async (whose, row) => {
      const { ana, id, uid } = await stands(whose, row === 'lost');
      await office.passUntil(() => ana.rig.status(id) === 'failed:not_handed_over');
      expect(ana.rig.messenger.delivered).toEqual([]);
      granted(await told(office.hand.connection, ana.member.epoch));
      await office.allHear();
      expect(ana.member.state).toEqual({ kind: 'open' });
      // Once is enough: the person is this computer's, and nobody else took them meanwhile.
      expect(ana.rig.stores.messages.requeue([id], 'Ana', office.clock.nowMs())).toBe(1);
      ana.rig.dispatcher.nudge();
      await office.passUntil(() => ana.rig.status(id) === 'sent');
      await office.allHear();
      const rows = await office.team.sql(`SELECT outcome FROM sendonce.reservation`);
      // What was reported as closed was reserved anew, and the message left under both reservations.
      expect([reached([ana]), rows]).toEqual([phonesOf(1), [{ outcome: 4 }, { outcome: 4 }]]);
      if (uid !== null)
        expect((await office.progress(uid))?.members).toMatchObject([{ sent: 1, closed: 0, reserved: 0 }]);
    },
  );
});
