import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { describe, expect, it } from 'vitest';
import { teamOutcomes } from '../../../db/team/asks.ts';
import { accountColumn, dayColumn, memberColumn } from '../../../domain/report/report-views.ts';
import { readTable } from '../../../electron/lists/read-table.ts';
import { peopleOfReport, writeReport } from '../../../electron/reports/report-file.ts';
import { erase, hasErased, join, reserve, take, tell, tellOutcomes, told } from '../../../electron/team/calls.ts';
import { splitTeamReport, teamReport, teamReportFile } from '../../../electron/team/campaigns/report.ts';
import { TeamCampaigns } from '../../../electron/team/campaigns/team-campaigns.ts';
import { chatOf } from '../../support/attempts.ts';
import { granted } from '../../support/granted.ts';
import type { TeamHand } from '../../support/team.ts';
import { idOf, partsOf, phonesOf, reached, stateOf } from '../../support/team-office.ts';
import type { TeamRig } from '../../support/team-rig.ts';
import { startMs, testAccount } from '../../support/temporary-database.ts';
import { until } from '../../support/until.ts';
import { officeForEachTest } from './office-for-each-test.ts';

const office = officeForEachTest();

const reportOf = async (one: TeamRig, uid: string) =>
  granted(await teamReport(partsOf(one), one.member, { id: idOf(one, uid) }));
const linesOf = async (one: TeamRig, uid: string, index: number) =>
  granted(await splitTeamReport(partsOf(one), one.member, { id: idOf(one, uid), index })).lines;

/** A campaign to four people that two computers have sent to its end. */
async function sentByTwo() {
  const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
  const uid = await office.drawn(ana, 4, []);
  await office.joinIn(ben, uid);
  await office.joinIn(ana, uid);
  await office.passUntil(() => [ana, ben].every((one) => stateOf(one, uid) === 'finished'));
  await office.allHear();
  const id = idOf(ana, uid);
  return { ana, id };
}

describe('the report of a team', () => {
  it('is one for all its computers, and adds up by computer, account and day', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const [blocked = ''] = phonesOf(1);
    const uid = await office.drawn(ana, 30, []);
    ben.rig.stores.doNotContact.add(blocked, '', startMs);
    await office.joinIn(ben, uid);
    await office.joinIn(ana, uid);
    await office.passUntil(() => [ana, ben].every((one) => stateOf(one, uid) === 'finished'));
    await office.allHear();
    const report = await reportOf(ana, uid);
    const { totals, columns, chosenBy } = report;
    // What only one of its computers knows is missing from it, neither empty nor zero.
    const { kind: _, ...common } = report;
    expect(Object.keys(common).sort()).toEqual(['campaign', 'chosenBy', 'columns', 'message', 'replies', 'totals']);
    expect(totals).toMatchObject({ imported: 30, sent: 29, notSent: 1, open: 0, skipped: 0 });
    expect((await reportOf(ben, uid)).totals).toEqual(totals);
    expect([columns.map(({ index }) => index), chosenBy]).toEqual([
      [memberColumn, accountColumn, dayColumn],
      memberColumn,
    ]);
    for (const index of [memberColumn, accountColumn, dayColumn]) {
      const lines = await linesOf(ana, uid, index);
      expect(lines.reduce((sum, { people }) => sum + people, 0)).toBe(totals.imported);
      expect(lines.reduce((sum, { sent }) => sum + sent, 0)).toBe(totals.sent);
    }
    // Each line is what that computer itself knows.
    const own = [ana, ben].map(({ rig }) => rig.stores.campaigns.byUid(uid)?.counts.sent ?? 0);
    expect((await linesOf(ana, uid, memberColumn)).map(({ sent }) => sent).sort()).toEqual(own.sort());
    const { members = [] } = (await office.progress(uid)) ?? {};
    expect(members.map(({ sent }) => sent).sort()).toEqual(own);
  });

  it('counts whom a computer had reserved as not confirmed once it is removed without a word', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const page = { isOffline: true };
    const ask = () => (page.isOffline ? { socketState: 'OPENING' } : {});
    for (const phone of phonesOf(25)) ben.rig.messenger.scripts.set(phone, { ask });
    const uid = await office.drawn(ana, 25, [ben]);
    await office.passUntil(() => ben.rig.messenger.asked.length > 0);
    await ben.stop();
    await office.allHear();
    const bens = ana.member.members().find(({ name }) => name === 'Ben')?.id ?? 0;
    await office.team.asOwner((one) => one.remove(office.team.team.team, bens));
    await office.joinIn(ana, uid);
    await office.passUntil(() => stateOf(ana, uid) === 'finished');
    await office.allHear();
    expect((await reportOf(ana, uid)).totals).toMatchObject({ imported: 25, sent: 24, notConfirmed: 1, open: 0 });
    const { rows } = granted(await teamReportFile(partsOf(ana), ana.member, { id: idOf(ana, uid) }));
    expect(rows.flatMap(({ over }) => over ?? [])).toEqual(['not_confirmed']);
  });

  it('counts whom a computer had reserved before its data was put back as not confirmed, and the campaign ends', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const uid = await office.drawn(ana, 30, []);
    const { connection, keys } = ben.member;
    const [taken] = granted(await take(connection, uid, 1));
    // Its data knows nothing of this any more.
    const ofNobody = {
      fences: [],
      stops: [],
      heard: [],
      also: [],
      seen: [],
      contact: keys.contact(''),
      repeatAfter: 0,
    };
    const place = { campaign: uid, person: taken?.place ?? 0, isAgain: false, quietMs: null };
    granted(await reserve(connection, { token: randomUUID(), ...ofNobody, ...place }));
    const all = [ana, ben];
    for (const one of all) await office.joinIn(one, uid);
    await office.passUntil(() => all.every((one) => stateOf(one, uid) === 'finished'));
    expect(reached(all)).toHaveLength(29);
    expect((await reportOf(ana, uid)).totals).toMatchObject({ imported: 30, sent: 29, notConfirmed: 1, open: 0 });
    const { rows } = granted(await teamReportFile(partsOf(ana), ana.member, { id: idOf(ana, uid) }));
    expect(rows.flatMap(({ known, over }) => (known === null ? over : []))).toEqual(['not_confirmed']);
  });

  it('counts whom a computer had written to before its data and the database were put back as not confirmed, and ends', async () => {
    const ana = await office.computer('Ana');
    ana.rig.messenger.isCaughtUp_ = false;
    const uid = await office.drawn(ana, 2, [ana]);
    const [backup, before] = [ana.backUp(), await office.team.dump()];
    ana.rig.messenger.isCaughtUp_ = true;
    await office.passUntil(() => stateOf(ana, uid) === 'finished');
    await ana.putBack(backup);
    await office.team.restore(before);
    await ana.member.poll();
    (await office.team.enter(office.hand.membership)).connection.close();
    await office.allHear();
    expect(await office.progress(uid)).toMatchObject({ people: 2, members: [{ taken: 0, unconfirmed: 2 }] });
    expect(ana.rig.stores.campaigns.byUid(uid)?.team).toBe('over');
  });

  it('follows what becomes of messages later: ticks, answers, and who goes to another', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const uid = await office.drawn(ana, 25, []);
    await office.joinIn(ben, uid);
    await office.passUntil(() => (ben.rig.stores.campaigns.byUid(uid)?.counts.sent ?? 0) >= 2);
    await office.allHear();
    const before = (await office.outcomes(uid))?.lines ?? [];
    expect(before.reduce((sum, { people }) => sum + people, 0)).toBe(ben.rig.stores.campaigns.byUid(uid)?.counts.sent);
    const { db, acks } = ben.rig.stores;
    const [left] = db.all<{ random: string; remote: string }>(
      `SELECT wa_random AS random, chat_id AS remote FROM attempt WHERE outcome = 'sent' LIMIT 1`,
    );
    acks.recordAck({ random: left?.random ?? '', remote: left?.remote ?? '', ack: 3 }, office.clock.nowMs());
    await office.allHear();
    expect((await office.outcomes(uid))?.lines.find(({ status }) => status === 3)?.people).toBe(1);
    // The computer that has a person now reports what became of them.
    await office.team.sql(`UPDATE sendonce.person SET holder = $1 WHERE number IS NOT NULL`, [office.hand.id]);
    expect((await office.outcomes(uid))?.lines).toEqual([]);
  });

  it('keeps what left as that, whatever a copy of its computer’s data tells of it', async () => {
    const ana = await office.computer('Ana');
    const uid = await office.drawn(ana, 3, [ana]);
    await office.passUntil(() => stateOf(ana, uid) === 'finished');
    await office.allHear();
    const before = await office.outcomes(uid);
    const { keys, connection } = ana.member;
    const [notSent, notConfirmed, openAgain] = [7, 5, 0];
    for (const status of [notSent, notConfirmed, openAgain]) {
      const number = keys.seal('account', testAccount);
      const told = { account: keys.account(testAccount), number, day: '2026-03-02', reply: 0, words: null };
      const rest = { sealed: Buffer.alloc(1), repliedAt: null } as const;
      const all = [2, 3, 4].map((place) => ({ campaign: uid, place, status, ...told, ...rest }));
      granted(await tellOutcomes(connection, all));
    }
    expect(before?.lines.reduce((sum, { people }) => sum + people, 0)).toBe(3);
    expect((await office.outcomes(uid))?.lines.map(({ status, people }) => [status, people])).toEqual(
      before?.lines.map(({ status, people }) => [status, people]),
    );
  });

  it('hears what became of those whom a computer had reserved that was removed, and has joined anew', async () => {
    const ana = await office.computer('Ana');
    const uid = await office.drawn(ana, 2, []);
    const { team } = office;
    const [computer, token, account] = [randomUUID(), randomUUID(), ana.member.keys.account(testAccount)];
    const enter = async (name: string, its: string) => {
      const hand = await team.join(name);
      expect(granted(await join(hand.connection, its, hand.keys.seal('member', name)))).toBe(true);
      return hand;
    };
    const ben = await enter('Ben', computer);
    const [{ place } = { place: 0 }] = granted(await take(ben.connection, uid, 1));
    const ofNobody = { fences: [], stops: [], heard: [], also: [], seen: [], contact: randomUUID(), repeatAfter: 0 };
    const asked = { token, campaign: uid, person: place, isAgain: false, quietMs: null };
    granted(await reserve(ben.connection, { ...ofNobody, ...asked }));
    await team.asOwner((one) => one.remove(team.team.team, ben.id));
    const tellThat = async ({ connection, keys }: TeamHand) => {
      const sent = {
        token,
        outcome: teamOutcomes.sent,
        atMs: startMs,
        campaign: uid,
        place,
        fences: [],
        contact: null,
      };
      granted(await tell(connection, [sent], []));
      const told = { campaign: uid, place, account, number: keys.seal('account', testAccount), day: '2026-03-02' };
      const rest = { status: 1, reply: 0, sealed: Buffer.alloc(1), words: null, repliedAt: null } as const;
      granted(await tellOutcomes(connection, [{ ...told, ...rest }]));
      const bens = (await office.progress(uid))?.members.find(({ member }) => member === ben.id);
      const lines = (await office.outcomes(uid))?.lines.map(({ member, status }) => [member, status]);
      return [bens?.unconfirmed, bens?.sent, lines];
    };
    expect(await tellThat(await enter('Another', randomUUID()))).toEqual([1, 0, []]);
    expect(await tellThat(await enter('Ben again', computer))).toEqual([0, 1, [[ben.id, 1]]]);
  });

  it('is told once more where the database was put back', async () => {
    const ana = await office.computer('Ana');
    const uid = await office.drawn(ana, 5, []);
    const dump = await office.team.dump();
    await office.joinIn(ana, uid);
    await office.passUntil(() => stateOf(ana, uid) === 'finished');
    await office.allHear();
    const before = await office.outcomes(uid);
    expect(before?.lines.length).toBeGreaterThan(0);
    await office.team.restore(dump);
    expect((await office.outcomes(uid))?.lines).toEqual([]);
    await until(async () => {
      await office.allHear();
      granted(await told(office.hand.connection, ana.member.epoch));
      return ((await office.outcomes(uid))?.lines.length ?? 0) > 0;
    });
    expect((await office.outcomes(uid))?.lines).toEqual(
      before?.lines.map((line) => ({ ...line, account: expect.any(String) })),
    );
  });

  it('as a file names the computer and the account of each person, and nobody stands in the database in clear', async () => {
    const { ana, id } = await sentByTwo();
    const team = granted(await teamReportFile(partsOf(ana), ana.member, { id }));
    const path = joinPath(ana.rig.folder, 'report.csv');
    const form = { separator: ',', language: 'en', country: 'GB', paper: 'A4', isPractice: false, title: '' } as const;
    await writeReport(ana.rig.stores.db, {
      kind: 'report',
      scope: { kind: 'team', id },
      team,
      format: 'csv',
      path,
      ...form,
      timeZone: 'UTC',
      nowMs: startMs,
    });
    const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
    const columns = header.split(',');
    expect(columns).toEqual(expect.arrayContaining(['Computer', 'Sent from']));
    const cells = lines.map((line) => line.split(','));
    const of = (name: string) => cells.map((line) => line[columns.indexOf(name)]);
    expect(of('Status')).toEqual(['Sent', 'Sent', 'Sent', 'Sent']);
    expect(of('Computer').filter((name) => name !== 'Ana' && name !== 'Ben')).toEqual([]);
    expect(of('Computer')).toContain('Ben');
    expect(of('Sent from').every((name) => name?.replaceAll(/\D/g, '') === testAccount.slice(1))).toBe(true);
    const inClear = (await office.team.dump()).map(([, file]) => readFileSync(file, 'latin1')).join('\n');
    for (const digits of [testAccount.slice(1), ...phonesOf(4).map((phone) => phone.slice(1))]) {
      expect(inClear).not.toContain(digits);
      expect(inClear).not.toContain(Buffer.from(digits).toString('hex'));
    }
  });
});

describe('the file of a part of a team’s report', () => {
  it('says of which part it is, and not who has the message: it must not stand for all of them', async () => {
    const { ana, id } = await sentByTwo();
    const bens = ana.member.members().find(({ name }) => name === 'Ben')?.id;
    const part = { index: memberColumn, value: String(bens) };
    const team = granted(await teamReportFile(partsOf(ana), ana.member, { id, part }));
    const form = { separator: ',', language: 'en', country: 'GB', paper: 'A4', isPractice: false, title: '' } as const;
    const write = async (format: 'csv' | 'xlsx', of: { part?: typeof part }) => {
      const path = joinPath(ana.rig.folder, `part.${format}`);
      await writeReport(ana.rig.stores.db, {
        kind: 'report',
        scope: { kind: 'team', id, ...of },
        team,
        format,
        path,
        ...form,
        timeZone: 'UTC',
        nowMs: startMs,
      });
      return path;
    };
    expect(await peopleOfReport(await write('csv', { part }), 'part.csv')).toMatchObject({
      failure: { code: 'not_a_report' },
    });
    const totals = readTable(await write('xlsx', { part }), { sheet: 'Totals', headerRow: null });
    const cells: string[][] = [];
    for await (const row of totals) cells.push(row.ok ? [...row.value.cells] : []);
    expect(cells).toContainEqual(['Only', 'Computer: Ben']);
    expect(await peopleOfReport(await write('csv', {}), 'all.csv')).toMatchObject({ ok: true });
  });
});

describe('what people write back', () => {
  it('is shown on the other computers of the team with whose it is, until they are erased', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const uid = await office.drawn(ana, 3, []);
    await office.joinIn(ben, uid);
    await office.passUntil(() => stateOf(ben, uid) === 'finished');
    const [first = '', second = ''] = phonesOf(2);
    const write = (phone: string, text: string) => {
      const reply = { ids: [chatOf(phone)], text, waKey: null, atMs: office.clock.nowMs() };
      return ben.rig.stores.replies.add(reply);
    };
    write(first, 'Where is it?');
    await office.clock.pass(60_000);
    write(second, 'Thanks');
    write(second, 'See you');
    await office.allHear();
    const campaigns = new TeamCampaigns(partsOf(ana));
    const seen = async (phones: readonly string[] | null = null) =>
      granted(await campaigns.replies(ana.member, phones)).replies;
    const bens = ana.member.members().find(({ name }) => name === 'Ben')?.id;
    const common = { member: bens, campaignName: 'All together', campaignId: null, state: 'waiting' };
    expect(await seen()).toMatchObject([
      { ...common, name: 'Person 2', phone: second, words: 'Thanks\nSee you' },
      { ...common, name: 'Person 1', phone: first, words: 'Where is it?', atMs: office.clock.nowMs() - 60_000 },
    ]);
    expect(await seen([first, '+15550100'])).toMatchObject([{ phone: first }]);
    // For a computer that has the chat, they belong to nobody else.
    expect(granted(await new TeamCampaigns(partsOf(ben)).replies(ben.member, null)).replies).toEqual([]);
    granted(await erase(ana.member.connection ?? office.hand.connection, ana.member.erasureOf(first) as never));
    expect(await seen()).toMatchObject([{ phone: second }]);
  });

  it('is said of nobody else, nor what became of them, whoever has the database puts it there', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const uid = await office.drawn(ana, 2, [ben]);
    await office.passUntil(() => stateOf(ben, uid) === 'finished');
    for (const phone of phonesOf(2))
      ben.rig.stores.replies.add({ ids: [chatOf(phone)], text: phone, waKey: null, atMs: office.clock.nowMs() });
    await office.allHear();
    await office.team.sql(
      `UPDATE sendonce.outcome o SET sealed = x.sealed, words = x.words FROM sendonce.outcome x WHERE x.place <> o.place`,
    );
    const { replies } = granted(await new TeamCampaigns(partsOf(ana)).replies(ana.member, null));
    expect(replies.map(({ words }) => words)).toEqual(['', '']);
    const { rows } = granted(await teamReportFile(partsOf(ana), ana.member, { id: idOf(ana, uid) }));
    expect(rows.map(({ known }) => known)).toEqual([null, null]);
  });
});

describe('somebody who is erased on one computer of a team', () => {
  it('is gone from its database at once and from each computer when it next asks; who was not reached is said', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const uid = await office.drawn(ana, 5, []);
    await office.joinIn(ben, uid);
    const [first = ''] = phonesOf(1);
    await office.passUntil(() => stateOf(ben, uid) === 'finished');
    await office.allHear();
    const rows = ben.rig.stores;
    rows.replies.add({ ids: [chatOf(first)], text: 'Call me Kim', waKey: null, atMs: office.clock.nowMs() });
    await office.allHear();
    const wordsOf = () =>
      office.team.sql<{ words: Buffer | null }>('SELECT words FROM sendonce.outcome WHERE words IS NOT NULL');
    expect(await wordsOf()).toHaveLength(1);

    expect(await partsOf(ana).eraseHere(first, ana.member.erasureOf(first))).toBe(true);
    await ana.member.poll();
    await until(async () => (await wordsOf()).length === 0);
    const left = 'SELECT place FROM sendonce.person WHERE length(sealed) = 0';
    expect(await office.team.sql(left)).toHaveLength(1);
    const named = (one: TeamRig) => one.rig.stores.db.count(`SELECT count(*) FROM recipient WHERE phone = ?`, first);
    // The hand never asks: it is one of those who are not reached yet.
    await until(async () => {
      await office.allHear();
      return named(ben) === 0;
    });
    expect(named(ana)).toBe(0);
    await office.allHear();
    expect(ana.member.members().map(({ name, toErase }) => [name, toErase])).toEqual(
      expect.arrayContaining([
        ['Ben', 0],
        ['By hand', 1],
      ]),
    );
    // Only members who still have to be told keep the number, sealed; the fence stays.
    const orders = () => office.team.sql<{ id: string }>('SELECT id FROM sendonce.erasure');
    const [order] = await orders();
    granted(await hasErased(office.hand.connection, Number(order?.id)));
    expect(await orders()).toEqual([]);
    const { totals } = await reportOf(ben, uid);
    expect([totals.imported, totals.sent, totals.open]).toEqual([5, 5, 0]);
  });

  it('stays said of a computer that cannot tell who it is', async () => {
    const ana = await office.computer('Ana');
    granted(await erase(office.hand.connection, { keys: [], sealed: 'c2VhbGVk' }));
    await office.allHear();
    await office.allHear();
    expect(ana.member.members().find(({ isMe }) => isMe)).toMatchObject({ toErase: 1 });
  });

  it('is sent nothing more of what the team sends together, and counts as not sent', async () => {
    const ana = await office.computer('Ana');
    const uid = await office.drawn(ana, 3, []);
    const [first = ''] = phonesOf(1);
    expect(await partsOf(ana).eraseHere(first, ana.member.erasureOf(first))).toBe(true);
    await office.allHear();
    await office.joinIn(ana, uid);
    await office.passUntil(() => stateOf(ana, uid) === 'finished');
    expect(reached([ana])).toEqual(phonesOf(3).slice(1));
    expect((await office.progress(uid))?.members).toMatchObject([{ closed: 1, sent: 2, taken: 0 }]);
    expect((await reportOf(ana, uid)).totals).toMatchObject({ imported: 3, sent: 2, notSent: 1, open: 0 });
    const { rows } = granted(await teamReportFile(partsOf(ana), ana.member, { id: idOf(ana, uid) }));
    expect(rows.map(({ over, known }) => [over, known?.status])).toEqual([
      ['not_sent', undefined],
      [null, 'sent'],
      [null, 'sent'],
    ]);
  });
});
