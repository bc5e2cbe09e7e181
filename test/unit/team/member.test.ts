import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TeamAsks } from '../../../db/team/asks.ts';
import { pastSends } from '../../../db/team/past.ts';
import { limits } from '../../../domain/limits.ts';
import { textScope } from '../../../domain/messages/scope.ts';
import { idAliases, phoneAlias } from '../../../domain/people/alias.ts';
import { assert } from '../../../domain/result.ts';
import { direct, draw, goOnWithout, stop } from '../../../electron/team/calls.ts';
import { TeamKeys } from '../../../electron/team/keys.ts';
import type { Membership } from '../../../electron/team/owner.ts';
import { CuttingProxy } from '../../support/cutting-proxy.ts';
import { makeRig } from '../../support/dispatch-rig.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { granted } from '../../support/granted.ts';
import { TestPostgres } from '../../support/postgres.ts';
import { type TeamHand, TestTeam } from '../../support/team.ts';
import { declareRepeat, makeTeamRig, passUntil, type TeamRig } from '../../support/team-rig.ts';
import { startMs, temporaryFolder } from '../../support/temporary-database.ts';
import { until } from '../../support/until.ts';

let server: TestPostgres;
let team: TestTeam;
let proxy: CuttingProxy;
let hand: TeamHand;
let clock: FakeClock;
let rigs: TeamRig[] = [];
beforeAll(async () => {
  server = await TestPostgres.start();
});
beforeEach(async () => {
  clock = new FakeClock(startMs);
  team = await TestTeam.make(server);
  proxy = await CuttingProxy.to(server.port);
  hand = await team.join('Coordinator');
});
afterEach(async () => {
  for (const { rig, stop: end } of rigs) {
    await end();
    rig.close();
  }
  rigs = [];
  hand.connection.close();
  await proxy.remove();
});
afterAll(() => server.remove());

const phones = ['+447700900201', '+447700900202', '+447700900203'];
const behindProxy = ({ address, ...membership }: Membership): Membership => ({
  ...membership,
  address: { ...address, port: proxy.port },
});

async function computer(name: string, { isBehindProxy = false } = {}): Promise<TeamRig> {
  const membership = await team.invite(name, 'sender');
  const one = makeTeamRig(isBehindProxy ? behindProxy(membership) : membership, {
    clock,
    countFrom: 1_000 * rigs.length,
  });
  rigs.push(one);
  await one.member.poll();
  return one;
}

const scope = textScope('9f86d0');
const aliasesOf = (phone: string) => [phoneAlias(phone), ...idAliases(`${phone.slice(1)}0@lid`)];
const wish = (messageId: number, phone = phones[0] ?? '') => ({
  messageId,
  scopes: [scope],
  aliases: aliasesOf(phone),
  campaign: null,
  person: null,
  isAgain: false,
  phone,
  otherNumbers: [],
  quietMs: null,
});
/** A message that is asked for by hand: its computer's loop has nothing to send. */
function messageOf({ rig }: TeamRig): number {
  rig.messenger.account_ = null;
  return rig.start(phones).messageIds[0] ?? 0;
}
const tokenOf = async (one: TeamRig, messageId: number) => {
  const reserved = await one.member.reserve(wish(messageId));
  if (reserved.kind !== 'granted') throw new Error(reserved.kind);
  return reserved.token;
};
const rows = (sql: string) => team.sql<{ member: number }>(sql);

describe('two computers with one list', () => {
  it('send it to each person once, and each says of the others who has them', async () => {
    const [ana, ben] = [await computer('Ana'), await computer('Ben')];
    const started = [ana, ben].map(({ rig }) => rig.start(phones, 'Hello').messageIds);
    const all = () => started.flatMap((ids, index) => ids.map((id) => rigs[index]?.rig.status(id) ?? ''));
    await passUntil(clock, () => all().every((status) => /sent|failed/.test(status)));
    const delivered = [ana, ben].flatMap(({ rig }) => rig.messenger.delivered.map(({ phone }) => phone));
    expect(delivered.sort()).toEqual(phones);
    expect(all().filter((status) => status === 'sent')).toHaveLength(3);
    expect(all().filter((status) => status === 'failed:duplicate')).toHaveLength(3);
    await ana.member.poll();
    await ben.member.poll();
    expect(await rows('SELECT member FROM sendonce.reservation WHERE outcome = 4')).toHaveLength(3);
  });

  it('count what one sent before it joined, which is gathered to its end after it was cut off', async () => {
    const { folder, remove } = temporaryFolder();
    const late = makeRig({ clock, folder });
    late.start(phones, 'Hello');
    await passUntil(clock, () => late.messenger.delivered.length === 3);
    // An interrupted start has gathered some of it.
    const { db } = late.stores;
    const asks = new TeamAsks(db, team.team.team);
    const [first] = pastSends(db, team.team.team, { after: 0, most: 1 });
    assert(first !== undefined, 'three were sent');
    const keys = new TeamKeys(team.team.key, team.team.team);
    const fences = first.scopes.flatMap((scope) =>
      first.aliases.map((alias) => ({ key: keys.fence(scope, alias), repeat: scope.repeat })),
    );
    asks.addPast([{ messageId: first.messageId, campaign: null, fences, nowMs: first.atMs }]);
    expect(pastSends(db, team.team.team, { after: 0, most: 10 })).toHaveLength(2);
    late.close();
    const joined = makeTeamRig(await team.invite('Late', 'sender'), { clock, folder, countFrom: 500 });
    rigs.push(joined);
    await joined.member.poll();
    expect(joined.member.state).toEqual({ kind: 'open' });
    const ben = await computer('Ben');
    const { messageIds } = ben.rig.start(phones, 'Hello');
    await passUntil(clock, () => messageIds.every((id) => ben.rig.status(id) === 'failed:duplicate'));
    expect(ben.rig.messenger.delivered).toEqual([]);
    remove();
  });
});

describe('a reservation', () => {
  it('is on this computer’s disk before it is asked for', async () => {
    const ana = await computer('Ana', { isBehindProxy: true });
    const id = messageOf(ana);
    let known = 0;
    proxy.onQuestion = () => {
      known = Math.max(known, new TeamAsks(ana.rig.stores.db, team.team.team).after(0, 10).length);
    };
    proxy.lose('all');
    const asked = ana.member.reserve(wish(id));
    await until(() => known === 1);
    proxy.cut();
    expect(await asked).toEqual({ kind: 'waits' });
  });

  it('whose answer is lost after its COMMIT waits, and is granted again under the same token', async () => {
    const ana = await computer('Ana', { isBehindProxy: true });
    const id = messageOf(ana);
    proxy.lose('answers');
    const asked = ana.member.reserve(wish(id));
    await until(async () => (await rows('SELECT member FROM sendonce.reservation')).length === 1);
    proxy.cut();
    expect(await asked).toEqual({ kind: 'waits' });
    expect(ana.member.state).toMatchObject({ kind: 'waiting', why: 'no_answer' });
    proxy.mend();
    await ana.member.poll();
    await tokenOf(ana, id);
    expect(await rows('SELECT member FROM sendonce.reservation')).toHaveLength(1);
  });

  it.each([
    ['is told as closed where the team has it', 'answers', [{ outcome: 2 }]],
    ['is not added where it never reached the team', 'all', []],
  ] as const)('whose answer is lost, and whose message is cancelled then, %s', async (_, lost, known) => {
    const ana = await computer('Ana', { isBehindProxy: true });
    const id = messageOf(ana);
    const reservations = () => rows('SELECT outcome FROM sendonce.reservation');
    let questions = 0;
    proxy.onQuestion = () => {
      questions += 1;
    };
    proxy.lose(lost);
    const asked = ana.member.reserve(wish(id));
    await until(async () => questions > 0 && (await reservations()).length === known.length);
    proxy.cut();
    expect(await asked).toEqual({ kind: 'waits' });
    ana.rig.stores.messages.cancel([id], 'Ana', clock.nowMs());
    proxy.mend();
    await ana.member.poll();
    expect(await reservations()).toEqual(known);
  });

  it('of an earlier run is this computer’s own: not sent, and its operator may queue it again', async () => {
    const ana = await computer('Ana');
    ana.rig.messenger.scripts.set(phones[0] ?? '', { before: 'hang' });
    const [id = 0] = ana.rig.start(phones.slice(0, 1)).messageIds;
    await passUntil(clock, () => ana.rig.status(id) === 'sending');
    await ana.member.stop();
    ana.rig.crash();
    await ana.member.poll();
    // The start closed the attempt, and its operator queues it again.
    ana.rig.messenger.scripts.clear();
    expect(ana.rig.stores.messages.requeue([id], 'Ana', clock.nowMs())).toBe(1);
    ana.rig.dispatcher.nudge();
    await passUntil(clock, () => ana.rig.status(id) === 'failed:not_handed_over');
    expect(ana.rig.messenger.delivered).toEqual([]);
    expect(ana.rig.stores.messages.requeue([id], 'Ana', clock.nowMs())).toBe(1);
    ana.rig.dispatcher.nudge();
    await passUntil(clock, () => ana.rig.status(id) === 'sent');
  });

  it('that another computer closed before its gate is not said to have reached anybody', async () => {
    const ana = await computer('Ana');
    const ben = await computer('Ben');
    ana.rig.messenger.scripts.set(phones[0] ?? '', { before: 'hang' });
    const [hers = 0] = ana.rig.start(phones.slice(0, 1)).messageIds;
    await passUntil(clock, () => ana.rig.status(hers) === 'failed:not_handed_over');
    await ana.member.poll();
    expect(await rows('SELECT outcome FROM sendonce.reservation')).toEqual([{ outcome: 2 }]);
    const [his = 0] = ben.rig.start(phones.slice(0, 1)).messageIds;
    await passUntil(clock, () => ben.rig.status(his).startsWith('failed'));
    expect(ben.rig.status(his)).toBe('failed:not_handed_over');
    // It stays hers: she may still send it, and only then he is told that they have it.
    ana.rig.messenger.scripts.clear();
    ana.rig.stores.messages.requeue([hers], 'Ana', clock.nowMs());
    ana.rig.dispatcher.nudge();
    await passUntil(clock, () => ana.rig.status(hers) === 'sent');
    await ana.member.poll();
    expect(ben.rig.stores.messages.requeue([his], 'Ben', clock.nowMs())).toBe(1);
    ben.rig.dispatcher.nudge();
    await passUntil(clock, () => ben.rig.status(his) === 'failed:duplicate');
    expect(ben.rig.messenger.delivered).toEqual([]);
  });

  it('that one computer closed, and another has under a second number, is said to be about to get it', async () => {
    const [ana, ben, cid] = [await computer('Ana'), await computer('Ben'), await computer('Cid')];
    const numbers = Array.from({ length: 12 }, (_, place) => `+4477009002${10 + place}`);
    for (const [place, phone] of numbers.entries())
      expect((await (place < 6 ? ana : cid).member.reserve(wish(messageOf(place < 6 ? ana : cid), phone))).kind).toBe(
        'granted',
      );
    await rows(
      `UPDATE sendonce.reservation SET outcome = 2, ended = nextval('sendonce.numbers') WHERE member = (SELECT min(member) FROM sendonce.reservation)`,
    );
    for (const [place, phone] of numbers.slice(0, 6).entries()) {
      const aliases = [phone, numbers[place + 6] ?? ''].flatMap(aliasesOf);
      const reserved = await ben.member.reserve({ ...wish(messageOf(ben), phone), aliases });
      expect(reserved).toMatchObject({ kind: 'duplicate', became: 'reserved' });
    }
  });
});

describe('at the gate', () => {
  const at = (one: TeamRig, token: string, aliases = aliasesOf(phones[0] ?? '')) =>
    one.member.refusal(token, [scope], aliases);

  it('an answer may be ten seconds old', async () => {
    const ana = await computer('Ana', { isBehindProxy: true });
    const token = await tokenOf(ana, messageOf(ana));
    proxy.lose('answers');
    await clock.pass(limits.teamAnswerMaxAgeMs);
    expect(at(ana, token)).toBeNull();
    await clock.pass(1_000);
    expect(at(ana, token)).toBe('no_answer');
  });

  it('an answer from before the computer slept is too old, also where its timers did not notice', async () => {
    const ana = await computer('Ana');
    const token = await tokenOf(ana, messageOf(ana));
    clock.sleepMs(8 * 3_600_000);
    expect(at(ana, token)).toBe('no_answer');
    await ana.member.poll();
    expect(at(ana, token)).toBeNull();
  });

  it('nothing passes that was granted over a connection that is gone, also where a new one stands', async () => {
    const ana = await computer('Ana', { isBehindProxy: true });
    const token = await tokenOf(ana, messageOf(ana));
    expect(at(ana, token)).toBeNull();
    proxy.cut();
    await until(() => at(ana, token) === 'cut');
    proxy.mend();
    await ana.member.poll();
    expect(ana.member.state).toEqual({ kind: 'open' });
    expect(at(ana, token)).toBe('cut');
  });

  it('a message before its gate waits there for a connection that was cut, and is granted again over the next', async () => {
    const ana = await computer('Ana', { isBehindProxy: true });
    const token = await tokenOf(ana, messageOf(ana));
    ana.member.setInFlight(true);
    await ana.member.poll();
    proxy.cut();
    await until(() => at(ana, token) === 'no_answer');
    proxy.mend();
    await until(async () => {
      await ana.member.poll();
      return at(ana, token) === null;
    });
    // Once more, and meanwhile the database is restored: nobody waits for what all have to report first.
    proxy.cut();
    await until(() => at(ana, token) === 'no_answer');
    await team.sql(`UPDATE sendonce.team SET held_why = 'row_gone', held_at = now(), epoch = epoch + 1`);
    proxy.mend();
    await until(async () => {
      await ana.member.poll();
      return ana.member.state.kind === 'held';
    });
    expect(at(ana, token)).toBe('cut');
    ana.member.setInFlight(false);
  });

  it('an id that was not reserved is refused, and so is who was stopped since', async () => {
    const ana = await computer('Ana');
    const token = await tokenOf(ana, messageOf(ana));
    expect(at(ana, token, ['id:9@lid'])).toBe('not_reserved');
    await stop(hand.connection, [hand.keys.stop(phoneAlias(phones[0] ?? ''))], false);
    expect(at(ana, token)).toBeNull();
    await ana.member.poll();
    expect(at(ana, token)).toBe('do_not_contact');
  });

  it('whoever is stopped is heard of, however many these are, in parts that a slow line carries', async () => {
    const ana = await computer('Ana', { isBehindProxy: true });
    const stopped = phoneAlias('+447700900299');
    await team.sql(`INSERT INTO sendonce.stop SELECT key, ${hand.id}, false, pg_current_xact_id()
      FROM (SELECT '${hand.keys.stop(stopped)}'::uuid AS key UNION ALL SELECT gen_random_uuid() FROM generate_series(1, 20000)) k`);
    proxy.cut();
    proxy.mend();
    await until(async () => {
      await ana.member.poll();
      return ana.member.state.kind === 'open';
    });
    expect(at(ana, await tokenOf(ana, messageOf(ana)), [stopped])).toBe('do_not_contact');
    // A line of 1 Mbit/s carries as much within the time limit of an answer.
    expect(proxy.longestAnswerBytes).toBeLessThan(500_000);
  });

  it('nothing passes while the team is held, nor with what was granted before the hold', async () => {
    const ana = await computer('Ana');
    const token = await tokenOf(ana, messageOf(ana));
    await team.sql(`UPDATE sendonce.team SET held_why = 'row_gone', held_at = now(), epoch = epoch + 1`);
    await ana.member.poll();
    expect(ana.member.state).toMatchObject({ kind: 'held', why: 'row_gone', untold: [hand.id] });
    expect(at(ana, token)).toBe('held');
    await team.enter(hand.membership);
    await ana.member.poll();
    expect(ana.member.state).toEqual({ kind: 'open' });
    expect(at(ana, token)).toBe('held');
  });

  it('what is paused or cancelled for the team does not pass', async () => {
    const ana = await computer('Ana');
    const campaign = '5b1c1b5e-6a0f-4d0e-8f6e-1f8d6f1e2a3b';
    granted(await draw(hand.connection, campaign, Buffer.from('')));
    granted(await direct(hand.connection, campaign, 'running', 0));
    await ana.member.poll();
    const reserved = await ana.member.reserve({ ...wish(messageOf(ana)), campaign });
    const token = reserved.kind === 'granted' ? reserved.token : '';
    expect(at(ana, token)).toBeNull();
    granted(await direct(hand.connection, campaign, 'cancelled'));
    await ana.member.poll();
    expect(at(ana, token)).toBe('not_running');
  });
});

describe('a computer that ends while it tells its team of many', () => {
  it('waits for no more of them, and tells the others after its next start', async () => {
    const ana = await computer('Ana');
    await team.sql(`CREATE TABLE public.asked (stops integer);
      ALTER FUNCTION sendonce.stop(uuid[], boolean) RENAME TO stop_slowly;
      CREATE FUNCTION sendonce.stop(p_keys uuid[], p_is_lifted boolean) RETURNS jsonb LANGUAGE sql SECURITY DEFINER AS
        'INSERT INTO public.asked VALUES (cardinality(p_keys)); SELECT pg_sleep(0.1); SELECT sendonce.stop_slowly(p_keys, p_is_lifted)'`);
    const asked = async () => (await team.sql('SELECT FROM public.asked')).length;
    const many = 20 * limits.teamStopBatch;
    const numbers = Array.from({ length: many }, (_, index) => `+49151${String(10_000_000 + index)}`);
    ana.rig.stores.doNotContact.addAll(
      numbers.map((phone) => ({ phone, note: '' })),
      startMs,
    );
    void ana.member.poll();
    await until(async () => (await asked()) > 2);
    await ana.member.stop();
    expect(await asked()).toBeLessThan(15);
    ana.rig.crash();
    await ana.member.poll();
    await ana.member.poll();
    expect(await team.sql('SELECT FROM sendonce.stop')).toHaveLength(many);
  });
});

describe('a declared repeat', () => {
  const repeated = async (one: TeamRig, of: readonly string[]) =>
    one.rig.stores.db.values<number>(
      'SELECT id FROM message WHERE campaign_id = ? ORDER BY id',
      await declareRepeat(one, of),
    );
  const are = (one: TeamRig, ids: readonly number[], status: string) =>
    ids.every((id) => one.rig.status(id) === status);

  it('follows what every computer sent before it was declared, and nothing that came since', async () => {
    const [ana, ben] = [await computer('Ana'), await computer('Ben')];
    const [first = '', second = '', third = ''] = phones;
    const anas = ana.rig.start([first], 'Hello').messageIds;
    const bens = ben.rig.start([second], 'Hello').messageIds;
    await passUntil(clock, () => are(ana, anas, 'sent') && are(ben, bens, 'sent'));
    for (const one of [ana, ben, ana]) await one.member.poll();
    // The repeat is declared while this computer cannot send.
    const account = ana.rig.messenger.account_;
    ana.rig.messenger.account_ = null;
    const declared = await repeated(ana, phones);
    const since = ben.rig.start([third], 'Hello').messageIds;
    await passUntil(clock, () => are(ben, since, 'sent'));
    ana.rig.messenger.account_ = account;
    ana.rig.dispatcher.nudge();
    await passUntil(clock, () => declared.every((id) => /sent|failed/.test(ana.rig.status(id))));
    expect(declared.map((id) => ana.rig.status(id))).toEqual(['sent', 'sent', 'failed:duplicate']);
    // The next one is another computer's and later: it comes after all three.
    for (const one of [ana, ben]) await one.member.poll();
    const again = await repeated(ben, phones);
    await passUntil(clock, () => are(ben, again, 'sent'));
    const got = [ana, ben].flatMap(({ rig }) => rig.messenger.delivered.map(({ phone }) => phone)).sort();
    expect(got).toEqual([first, first, first, second, second, second, third, third].sort());
  });

  it('follows nothing that was there when its database was put back: those numbers may be given again', async () => {
    const ana = await computer('Ana');
    const before = ana.rig.start(phones, 'Hello').messageIds;
    await passUntil(clock, () => are(ana, before, 'sent'));
    await ana.member.poll();
    const declared = await repeated(ana, phones);
    await team.restore(await team.dump());
    await ana.member.poll();
    hand = await team.enter(hand.membership);
    await passUntil(clock, () => are(ana, declared, 'failed:duplicate'));
    expect(ana.rig.messenger.delivered).toHaveLength(3);
  });

  it('declared on two computers at once reaches each person from one of them', async () => {
    const [ana, ben] = [await computer('Ana'), await computer('Ben')];
    const before = ana.rig.start(phones, 'Hello').messageIds;
    await passUntil(clock, () => are(ana, before, 'sent'));
    for (const one of [ana, ben]) await one.member.poll();
    const both = [await repeated(ana, phones), await repeated(ben, phones)] as const;
    await passUntil(clock, () =>
      [ana, ben].every((one, place) => both[place]?.every((id) => /sent|failed/.test(one.rig.status(id)))),
    );
    const got = [ana, ben].flatMap(({ rig }) => rig.messenger.delivered.map(({ phone }) => phone));
    expect(got.sort()).toEqual([...phones, ...phones].sort());
  });
});

describe('while the team’s database is away', () => {
  it('its members wait and go on by themselves: nobody twice, nobody used up', async () => {
    const [ana, ben] = [await computer('Ana'), await computer('Ben')];
    await server.stop('immediate');
    const started = [ana, ben].map(({ rig }) => rig.start(phones, 'Hello').messageIds);
    const all = () => started.flatMap((ids, index) => ids.map((id) => rigs[index]?.rig.status(id) ?? ''));
    await passUntil(clock, () => [ana, ben].every(({ member }) => member.state.kind === 'waiting'));
    expect(ana.rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'team' });
    await clock.pass(10 * 60_000);
    expect(all()).toEqual(Array(6).fill('pending'));
    await server.run();
    await passUntil(clock, () => all().every((status) => /sent|failed/.test(status)));
    expect([ana, ben].flatMap(({ rig }) => rig.messenger.delivered.map(({ phone }) => phone)).sort()).toEqual(phones);
    expect(all().filter((status) => status !== 'sent')).toEqual(Array(3).fill('failed:duplicate'));
    hand = await team.enter(hand.membership);
  });

  it('a silence ends the connection after a while, and is no answer', async () => {
    const ana = await computer('Ana', { isBehindProxy: true });
    const id = messageOf(ana);
    proxy.lose('all');
    expect(await ana.member.reserve(wish(id))).toEqual({ kind: 'waits' });
    expect(ana.member.state).toMatchObject({ kind: 'waiting', why: 'no_answer' });
  });
});

describe('people whom the database has lost', () => {
  it('are known by their number to who remembers them, until they were told again; a coordinator decides where their own computer forgot them too', async () => {
    const ana = await computer('Ana');
    const ben = await computer('Ben');
    const before = await team.dump();
    const backup = ana.backUp();
    ana.rig.start(phones);
    await passUntil(clock, () => ana.rig.messenger.delivered.length === 3);
    await ben.member.poll();
    await team.restore(before);
    await ben.member.poll();
    await ben.member.poll();
    const ofAna = () => ben.member.members().find(({ name }) => name === 'Ana');
    expect(ben.member.state.kind).toBe('held');
    expect(ofAna()).toMatchObject({ hasTold: false, lost: 3 });
    await ana.member.poll();
    await ben.member.poll();
    expect(ofAna()).toMatchObject({ hasTold: true, lost: 0 });
    hand = await team.enter(hand.membership);
    for (const one of [ana, ben]) await one.member.poll();
    expect(ben.member.state.kind).toBe('open');
    await ana.putBack(backup);
    await team.restore(before);
    for (const one of [ana, ben, ana]) await one.member.poll();
    hand = await team.enter(hand.membership);
    for (const one of [ana, ben]) await one.member.poll();
    const forgetful = ofAna()?.id ?? 0;
    for (const { member } of [ana, ben]) expect(member.state).toMatchObject({ kind: 'held', untold: [forgetful] });
    expect(ofAna()).toMatchObject({ hasTold: false, lost: 3 });
    granted(await goOnWithout(hand.connection, [forgetful], ben.member.epoch));
    for (const one of [ana, ben]) await one.member.poll();
    expect([ana, ben].map(({ member }) => member.state.kind)).toEqual(['open', 'open']);
    // A further hold hears again what this computer knows, such as whom it wrote to since.
    ana.rig.start(['+447700900109']);
    ana.rig.acknowledge();
    await passUntil(clock, () => ana.rig.messenger.delivered.length === 4);
    await ben.member.poll();
    await team.restore(before);
    for (const one of [ben, ben, ana, ben]) await one.member.poll();
    expect(ofAna()).toMatchObject({ hasTold: false, lost: 0 });
  });
});

describe('a membership', () => {
  it('of another team’s key, of a newer app or of somebody who was removed ends, and says so', async () => {
    const membership = await team.invite('Ana', 'sender');
    const other = await TestTeam.make(server);
    const states = [];
    const stateOf = async (one: Membership) => {
      const computerOf = makeTeamRig(one, { clock });
      rigs.push(computerOf);
      await computerOf.member.poll();
      return computerOf.member.state;
    };
    states.push(await stateOf({ ...membership, key: other.team.key }));
    states.push(await stateOf({ ...membership, team: other.team.team }));
    await team.sql('UPDATE sendonce.team SET version = version + 1');
    states.push(await stateOf(membership));
    expect(states).toEqual(['other_team', 'other_team', 'newer_app'].map((why) => ({ kind: 'ended', why })));
  });

  it('that was ended by itself sends no more', async () => {
    const ana = await computer('Ana');
    await team.sql('UPDATE sendonce.member SET removed_at = now() WHERE id <> $1', [hand.id]);
    await ana.member.poll();
    expect(ana.member.state).toEqual({ kind: 'ended', why: 'removed' });
    ana.rig.start(phones);
    await clock.pass(60_000);
    expect(ana.rig.messenger.delivered).toEqual([]);
  });
});
