import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamOutcomes } from '../../../db/team/asks.ts';
import {
  addFilePiece,
  addPeople,
  allStops,
  direct,
  draw,
  drawn as drawnBy,
  erase,
  filePiece,
  join,
  leave,
  liftAgain,
  news,
  progress,
  stop,
  take,
  takeBack,
  tell,
} from '../../../electron/team/calls.ts';
import { granted } from '../../support/granted.ts';
import { TestPostgres } from '../../support/postgres.ts';
import { ask, connectionOf, fencesOf, psql, type TeamHand, TestTeam, uuidOf } from '../../support/team.ts';
import { until } from '../../support/until.ts';

let server: TestPostgres;
let team: TestTeam;
let ana: TeamHand;
let ben: TeamHand;
beforeAll(async () => {
  server = await TestPostgres.start();
  team = await TestTeam.make(server);
  ana = await team.join('Ana');
  ben = await team.join('Ben', 'sender');
});
afterAll(async () => {
  for (const { connection } of [ana, ben]) connection.close();
  await server.remove();
});

const told = (token: string, outcome: 1 | 2 | 3 | 4, fences = fencesOf()) => ({
  token,
  outcome,
  atMs: Date.UTC(2026, 2, 3),
  campaign: null,
  fences,
});

const tells = async (...what: Parameters<typeof tell>) => granted(await tell(...what));

describe('a reservation', () => {
  it('is one member’s: another is told who has it, and since when', async () => {
    const answer = await ask(ana, fencesOf('campaign of Kim', 'text of Kim'));
    expect(answer).toMatchObject({ said: 'open', result: 'granted', member: ana.id });
    const other = await ask(ben, fencesOf('text of Kim'));
    expect(other).toMatchObject({ result: 'duplicate', by: ana.id, outcome: teamOutcomes.reserved });
    expect(Math.abs((other.at ?? 0) - Date.now())).toBeLessThan(3_600_000);
  });

  it('takes all fences or none', async () => {
    await ask(ana, fencesOf('one of two'));
    expect(await ask(ben, fencesOf('one of two', 'the other of two'))).toMatchObject({ result: 'duplicate' });
    expect(await ask(ana, fencesOf('the other of two'))).toMatchObject({ result: 'granted' });
  });

  it('whose answer was lost is granted again under its token, and for one more id', async () => {
    const token = randomUUID();
    const first = await ask(ana, fencesOf('Lee'), { token });
    const again = await ask(ana, fencesOf('Lee', 'Lee’s other id'), { token });
    expect([again.result, again.number]).toEqual(['granted', first.number]);
    expect(await ask(ben, fencesOf('Lee’s other id'))).toMatchObject({ result: 'duplicate', by: ana.id });
  });

  it('of an earlier run is a duplicate to its own member, who may queue it again while nothing left', async () => {
    const token = randomUUID();
    await ask(ana, fencesOf('Max'), { token });
    expect(await ask(ana, fencesOf('Max'))).toMatchObject({ result: 'duplicate', by: ana.id });
    expect(await ask(ben, fencesOf('Max'), { isAgain: true })).toMatchObject({ result: 'duplicate', by: ana.id });
    const again = randomUUID();
    expect(await ask(ana, fencesOf('Max'), { token: again, isAgain: true })).toMatchObject({ result: 'granted' });
    await tells(ana.connection, [told(again, teamOutcomes.unconfirmed)], []);
    expect(await ask(ana, fencesOf('Max'), { isAgain: true })).toMatchObject({ result: 'duplicate', outcome: 3 });
    expect(await ask(ana, fencesOf('Max'), { token: again })).toMatchObject({ result: 'ended' });
  });

  it('is refused for whoever heard from another computer lately; what was its own, or never left, nobody heard', async () => {
    const [contact, closed] = [randomUUID(), randomUUID()];
    const asks = (member: TeamHand, name: string, who: string) =>
      ask(member, fencesOf(name), { contact: who, heard: [who], quietMs: 3_600_000 });
    await ask(ana, fencesOf('heard first'), { contact });
    expect(await asks(ben, 'heard from another', contact)).toMatchObject({ result: 'heard', by: ana.id });
    expect(await asks(ana, 'heard from the same', contact)).toMatchObject({ result: 'granted' });
    const token = randomUUID();
    await ask(ana, fencesOf('never left'), { token, contact: closed });
    await tells(ana.connection, [told(token, teamOutcomes.closed)], []);
    expect(await asks(ben, 'heard nothing', closed)).toMatchObject({ result: 'granted' });
  });

  it('of one number of somebody waits for that of another, where both computers know both', async () => {
    const first = await psql(team, ana.membership);
    const asked = `SELECT sendonce.reserve($1, $2, '{0}', 0, '{}', '{}', NULL, NULL, false, $1, '{}', NULL, $3)`;
    await first.query('BEGIN');
    await first.query(asked, [randomUUID(), [uuidOf('Nia at home')], [uuidOf('Nia at work')]]);
    let isAnswered = false;
    const second = ask(ben, fencesOf('Nia at work'), { also: [uuidOf('Nia at home')] }).finally(() => {
      isAnswered = true;
    });
    const waits = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await until(async () => isAnswered || (await team.sql(waits)).length > 0);
    await first.query('COMMIT');
    expect(await second).toMatchObject({ result: 'duplicate', by: ana.id });
    await first.end();
  });

  it('under a token that another drew is refused', async () => {
    const token = randomUUID();
    await ask(ana, fencesOf('Mia'), { token });
    expect(await ask(ben, fencesOf('somebody else'), { token })).toMatchObject({ result: 'ended' });
  });

  it('of 200 people whom eight connections ask for at once is each one’s alone, without a deadlock', async () => {
    const joined = await Promise.all(Array.from({ length: 8 }, (_, index) => team.join(`Member ${index}`, 'sender')));
    const people = Array.from({ length: 200 }, (_, index) => index);
    const deadlocks = () =>
      team.sql<{ deadlocks: string }>('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()');
    const before = await deadlocks();
    const all = await Promise.all(
      joined.map(async (member, place) => {
        const mine: number[] = [];
        for (const person of place % 2 === 0 ? people : people.toReversed()) {
          // Each computer knows them by other ids beside the one that all know, and names them in another order.
          const names = [`${person} at ${place % 3}`, `${person}`, `${person} as text`];
          const { result } = await ask(member, fencesOf(...(place % 2 === 0 ? names : names.toReversed())));
          if (result === 'granted') mine.push(person);
        }
        return mine;
      }),
    );
    for (const { connection } of joined) connection.close();
    expect(all.flat().sort((one, other) => one - other)).toEqual(people);
    expect(all.filter((mine) => mine.length > 0).length).toBeGreaterThan(1);
    expect(await deadlocks()).toEqual(before);
  });
});

describe('a computer that left and has joined anew', () => {
  const joins = async (name: string, computer: string) => {
    const hand = await team.join(name, 'sender');
    granted(await join(hand.connection, computer, hand.keys.seal('member', name)));
    return hand;
  };

  it('lifts what it had said of a stop before, and finds in its own way nobody whom it wrote to before', async () => {
    const computer = randomUUID();
    const cleo = await joins('Cleo', computer);
    const [key, contact] = [randomUUID(), randomUUID()];
    granted(await stop(cleo.connection, [key], false));
    await ask(cleo, fencesOf('wrote before'), { contact });
    granted(await leave(cleo.connection));
    const again = await joins('Cleo again', computer);
    granted(await liftAgain(again.connection, [{ key, agoMs: -60_000 }]));
    const [lifted] = granted(await allStops(again.connection)).filter((one) => one.key === key);
    expect(lifted?.isLifted).toBe(true);
    const wrote = { contact, heard: [contact], quietMs: 3_600_000 };
    expect(await ask(again, fencesOf('writes again'), wrote)).toMatchObject({ result: 'granted' });
    for (const { connection } of [cleo, again]) connection.close();
  });

  it('may queue again whom it closed before its gate, and not whom it may have sent to', async () => {
    const computer = randomUUID();
    const campaign = randomUUID();
    granted(await draw(ana.connection, campaign, ana.keys.seal('campaign', 'Hello')));
    const [one] = [{ place: 1, sealed: Buffer.from('one'), sender: null, contact: randomUUID(), also: [] }];
    granted(await addPeople(ana.connection, campaign, [one]));
    granted(await direct(ana.connection, campaign, 'running', 1));
    const dan = await joins('Dan', computer);
    const [closed, doubtful, later] = [randomUUID(), randomUUID(), randomUUID()];
    const ofDan = { campaign, person: granted(await take(dan.connection, campaign, 1))[0]?.place ?? 0 };
    await ask(dan, fencesOf('closed by Dan'), { token: closed, ...ofDan });
    await ask(dan, fencesOf('reserved by Dan'), { token: doubtful });
    await tells(dan.connection, [{ ...told(closed, teamOutcomes.closed), campaign, place: ofDan.person }], []);
    granted(await leave(dan.connection));
    const again = await joins('Dan again', computer);
    const of = async (member: number) =>
      granted(await progress(ana.connection, campaign))?.members.find((line) => line.member === member);
    const own = { result: 'duplicate', by: again.id };
    expect(await ask(again, fencesOf('closed by Dan'), ofDan)).toMatchObject({ ...own, outcome: 2 });
    const queued = { ...ofDan, isAgain: true };
    expect(await ask(ben, fencesOf('closed by Dan'), queued)).toMatchObject({ result: 'duplicate', by: dan.id });
    expect(await ask(again, fencesOf('reserved by Dan'), { isAgain: true })).toMatchObject({ ...own, outcome: 3 });
    // A reservation under which nothing left blocks no other number of theirs.
    const [atHome, atWork] = ['closed by Dan', 'reserved by Dan'].map((name) => ({ also: [uuidOf(name)] }));
    expect(await ask(again, fencesOf('closed at home'), atHome)).toMatchObject({ result: 'granted' });
    expect(await ask(again, fencesOf('in doubt at work'), atWork)).toMatchObject({ ...own, outcome: 3 });
    const asked = await ask(again, fencesOf('closed by Dan'), { token: later, ...queued });
    expect(asked).toMatchObject({ result: 'granted' });
    expect([await of(dan.id), await of(again.id)]).toMatchObject([{ closed: 0 }, { reserved: 1 }]);
    await tells(again.connection, [{ ...told(later, teamOutcomes.sent), campaign, place: ofDan.person }], []);
    expect(await ask(ben, fencesOf('closed by Dan'), queued)).toMatchObject({ result: 'duplicate', outcome: 4 });
    expect([await of(dan.id), await of(again.id)]).toMatchObject([
      { closed: 0, sent: 0 },
      { reserved: 0, closed: 0, sent: 1 },
    ]);
    for (const { connection } of [dan, again]) connection.close();
  });
});

describe('a declared repeat', () => {
  const repeat = (name: string, number: number) => [{ key: uuidOf(name), repeat: number }];

  it('follows what was sent before it was declared, once for the whole team', async () => {
    const token = randomUUID();
    await ask(ana, repeat('news', 0), { token });
    const before = granted(await news(ben.connection, [], null)).number;
    // For as long as it may be before its gate, it counts as sent to nobody.
    expect(await ask(ben, repeat('news', 1), { repeatAfter: before })).toMatchObject({
      result: 'duplicate',
      by: ana.id,
    });
    await tells(ana.connection, [told(token, teamOutcomes.sent, repeat('news', 0))], []);
    const { number: repeatAfter, repeat: highest } = granted(await news(ben.connection, [], null));
    expect(highest).toBe(0);
    expect(await ask(ben, repeat('news', 1), { repeatAfter })).toMatchObject({ result: 'granted' });
    expect(granted(await news(ana.connection, [], null)).repeat).toBe(1);
    expect(await ask(ana, repeat('news', 1), { repeatAfter })).toMatchObject({ result: 'duplicate', by: ben.id });
    expect(await ask(ana, repeat('news', 0))).toMatchObject({ result: 'duplicate', by: ben.id });
  });

  it('stands before an earlier one also for its own computer, however often that queues it again', async () => {
    await ask(ana, repeat('own news', 1));
    const again = await ask(ana, repeat('own news', 0), { isAgain: true });
    expect(again).toMatchObject({ result: 'duplicate', by: ana.id, outcome: teamOutcomes.reserved });
  });

  it('does not follow what was sent since', async () => {
    const { number: repeatAfter } = granted(await news(ben.connection, [], null));
    await ask(ana, repeat('later news', 0));
    expect(await ask(ben, repeat('later news', 1), { repeatAfter })).toMatchObject({ result: 'duplicate', by: ana.id });
  });

  it('does not follow what was before its gate with another at the declaration and left since', async () => {
    const token = randomUUID();
    await ask(ana, repeat('news on its way', 0), { token });
    const { number: repeatAfter } = granted(await news(ben.connection, [], null));
    await tells(ana.connection, [told(token, teamOutcomes.sent, repeat('news on its way', 0))], []);
    const asks = (after: number) => ask(ben, repeat('news on its way', 1), { repeatAfter: after });
    expect(await asks(repeatAfter)).toMatchObject({ result: 'duplicate', by: ana.id });
    expect(await asks(granted(await news(ben.connection, [], null)).number)).toMatchObject({ result: 'granted' });
  });

  it('that was lost with the database stands again before an earlier one that others told', async () => {
    await tells(ana.connection, [told(randomUUID(), teamOutcomes.sent, repeat('lost news', 0))], []);
    await tells(ben.connection, [told(randomUUID(), teamOutcomes.sent, repeat('lost news', 1))], []);
    const { number: repeatAfter } = granted(await news(ana.connection, [], null));
    expect(await ask(ana, repeat('lost news', 1), { repeatAfter })).toMatchObject({ result: 'duplicate', by: ben.id });
  });
});

describe('what was told', () => {
  it('only rises, however often and in whatever order it comes', async () => {
    const token = randomUUID();
    const outcomeOf = () =>
      team.sql<{ outcome: number }>('SELECT outcome FROM sendonce.reservation WHERE token = $1', [token]);
    await ask(ana, fencesOf('Nia'), { token });
    for (const outcome of [teamOutcomes.sent, teamOutcomes.unconfirmed, teamOutcomes.closed, teamOutcomes.sent])
      await tells(ana.connection, [told(token, outcome)], []);
    expect(await outcomeOf()).toEqual([{ outcome: teamOutcomes.sent }]);
    await tells(ben.connection, [told(token, teamOutcomes.sent)], []);
    expect(await team.sql('SELECT member FROM sendonce.reservation WHERE token = $1', [token])).toEqual([
      { member: ana.id },
    ]);
  });

  it('of what left stands before what did not leave, also where both are told at once', async () => {
    const [first, second] = [randomUUID(), randomUUID()].toSorted();
    const fences = fencesOf('Pia');
    await tells(
      ana.connection,
      [told(first ?? '', teamOutcomes.closed, fences), told(second ?? '', teamOutcomes.sent, fences)],
      [],
    );
    expect(await ask(ana, fences, { isAgain: true })).toMatchObject({
      result: 'duplicate',
      outcome: teamOutcomes.sent,
    });
  });

  it('of before a member joined stands before everybody, and nothing is asked before it is told', async () => {
    const connection = await connectionOf(await team.invite('Cleo', 'sender'));
    const early = await ask({ connection }, fencesOf('Ola'));
    expect(early).toMatchObject({ said: 'tell' });
    expect(early.result).toBeUndefined();
    await tells(connection, [told(randomUUID(), teamOutcomes.sent, fencesOf('Ola'))], []);
    expect(await ask(ana, fencesOf('Ola'))).toMatchObject({ result: 'duplicate', outcome: teamOutcomes.sent });
    connection.close();
  });
});

describe('do not contact', () => {
  it('is the team’s, and is looked at with every reservation', async () => {
    const stops = [ana.keys.stop('phone:+447700900118')];
    expect(await ask(ben, fencesOf('Pat'), { stops })).toMatchObject({ result: 'granted' });
    await stop(ana.connection, stops, false);
    expect(await ask(ben, fencesOf('Pat again'), { stops })).toMatchObject({ result: 'stopped' });
    await stop(ana.connection, stops, true);
    expect(await ask(ben, fencesOf('Pat again'), { stops })).toMatchObject({ result: 'granted' });
  });

  it('is nobody’s to end for another: it stands as long as one computer says so', async () => {
    const key = uuidOf('asked two to stop');
    const isLifted = async () => [
      granted(await news(ana.connection, [], '0')).stops.find((one) => one.key === key)?.isLifted,
      granted(await allStops(ana.connection)).find((one) => one.key === key)?.isLifted,
    ];
    await stop(ana.connection, [key], false);
    await stop(ben.connection, [key], false);
    await stop(ben.connection, [key], true);
    expect(await isLifted()).toEqual([false, false]);
    expect(await ask(ben, fencesOf('asked two'), { stops: [key] })).toMatchObject({ result: 'stopped' });
    await stop(ana.connection, [key], true);
    expect(await isLifted()).toEqual([true, true]);
  });

  it('reaches everybody, also where it was written before the last news and committed after them', async () => {
    const slow = await team.server.asOwner('SELECT 1').then(() => connectionOf(ana.membership));
    const key = uuidOf('a slow stop');
    await slow.ask('BEGIN');
    await slow.ask('SELECT sendonce.stop($1, false)', [[key]]);
    await stop(ana.connection, [uuidOf('a fast stop')], false);
    const first = granted(await news(ben.connection, [], null));
    expect(first.stops.map((one) => one.key)).not.toContain(key);
    await slow.ask('COMMIT');
    const second = granted(await news(ben.connection, [], first.cursor));
    expect(second.stops.map((one) => one.key)).toContain(key);
    slow.close();
  });
});

describe('a campaign of the team', () => {
  const people = (senders: readonly (number | null)[]): Parameters<typeof addPeople>[2] =>
    senders.map((sender, index) => ({
      place: index + 2,
      sender,
      sealed: ana.keys.seal('person', `Person ${index}`),
    }));
  const nobodys = (count: number) => people(Array.from({ length: count }, () => null));
  const drawn = async (all: ReturnType<typeof people>) => {
    const campaign = randomUUID();
    granted(await draw(ana.connection, campaign, ana.keys.seal('campaign', 'Hello')));
    granted(await addPeople(ana.connection, campaign, all));
    expect(granted(await direct(ana.connection, campaign, 'running', all.length))).toBe(true);
    return campaign;
  };
  const taken = async (member: TeamHand, campaign: string, most: number, ended: number[] = []) =>
    granted(await take(member.connection, campaign, most, { ended }));
  const progressOf = async (campaign: string) => granted(await progress(ana.connection, campaign))?.members;

  it('hands each person out once, first those whom the list names a sender for', async () => {
    const campaign = await drawn(people([null, null, null, null, null, ben.id, ben.id, ana.id]));
    const [bens, anas] = await Promise.all([taken(ben, campaign, 4), taken(ana, campaign, 25)]);
    expect(new Set([...bens, ...anas].map(({ place }) => place)).size).toBe(bens.length + anas.length);
    // Ben's own two at least, whichever of the others belongs to whom.
    expect(bens.map(({ place }) => place)).toEqual(expect.arrayContaining([7, 8]));
    const last = await taken(ana, campaign, 25);
    expect(bens.length + last.length).toBe(8);
    expect(await taken(ben, campaign, 25)).toEqual(bens);
    // A person whose row is there already comes without it.
    const known = bens.slice(1).map(({ place }) => place);
    expect(granted(await take(ben.connection, campaign, 25, { known }))).toEqual([
      bens[0],
      ...known.map((place) => ({ place, sealed: null })),
    ]);
    expect(ben.keys.open('person', bens[0]?.sealed ?? Buffer.alloc(0))).toMatch(/^Person \d$/);
  });

  it('is seen and handed out only once all of it is there, however often its drawing was cut off', async () => {
    const campaign = randomUUID();
    granted(await draw(ana.connection, campaign, ana.keys.seal('campaign', 'Hello')));
    granted(await addPeople(ana.connection, campaign, nobodys(2)));
    expect(granted(await direct(ana.connection, campaign, 'running', 3))).toBe(false);
    expect(granted(await news(ben.connection, [], null)).campaigns.map(({ uid }) => uid)).not.toContain(campaign);
    expect(await taken(ben, campaign, 3)).toEqual([]);
    expect(granted(await draw(ana.connection, campaign, ana.keys.seal('campaign', 'Hello again')))).toBe('drawing');
    granted(await addPeople(ana.connection, campaign, nobodys(3)));
    granted(await addPeople(ana.connection, campaign, nobodys(3)));
    expect(granted(await direct(ana.connection, campaign, 'running', 3))).toBe(true);
    expect(granted(await draw(ana.connection, campaign, Buffer.from('another')))).toBe('running');
    granted(await addPeople(ana.connection, campaign, nobodys(9)));
    expect(await taken(ben, campaign, 9)).toHaveLength(3);
  });

  it('is begun anew however many people were drawn before it was cut off', async () => {
    const campaign = randomUUID();
    granted(await draw(ana.connection, campaign, ana.keys.seal('campaign', 'Hello')));
    await team.sql(
      `INSERT INTO sendonce.person (campaign, place, sealed) SELECT id, place, '' FROM sendonce.campaign, generate_series(1, 20001) place WHERE uid = $1`,
      [campaign],
    );
    expect(granted(await draw(ana.connection, campaign, ana.keys.seal('campaign', 'Hello')))).toBe('drawing');
    expect(granted(await direct(ana.connection, campaign, 'running', 0))).toBe(true);
  });

  it('comes with its text and its file, to members alone', async () => {
    const campaign = randomUUID();
    granted(await draw(ana.connection, campaign, Buffer.from('the text')));
    for (const piece of [0, 1]) granted(await addFilePiece(ana.connection, campaign, piece, Buffer.of(piece)));
    expect(granted(await drawnBy(ben.connection, campaign))).toBeNull();
    granted(await direct(ana.connection, campaign, 'running', 0));
    expect(granted(await drawnBy(ben.connection, campaign))).toMatchObject({
      by: ana.id,
      sealed: Buffer.from('the text'),
    });
    const pieces = [0, 1, 2].map(async (piece) => granted(await filePiece(ben.connection, campaign, piece)));
    expect(await Promise.all(pieces)).toEqual([Buffer.of(0), Buffer.of(1), null]);
  });

  it('gives a lost answer again, and nobody further until some are reserved or ended', async () => {
    const campaign = await drawn(nobodys(5));
    const first = await taken(ben, campaign, 2);
    expect(await taken(ben, campaign, 2)).toEqual(first);
    const [one] = first.map(({ place }) => place);
    expect((await taken(ben, campaign, 2, [one ?? 0])).map(({ place }) => place)).toEqual([3, 4]);
    await taken(ben, campaign, 2, [one ?? 0, 6]);
    expect(await progressOf(campaign)).toMatchObject([{ member: ben.id, taken: 2, closed: 1 }]);
  });

  it('adds up, for whoever asks', async () => {
    const campaign = await drawn(nobodys(6));
    const [one, two, three] = await taken(ben, campaign, 4);
    const token = randomUUID();
    for (const [person, own] of [
      [one, token],
      [two, randomUUID()],
      [three, randomUUID()],
    ] as const)
      await ask(ben, fencesOf(`${campaign} ${person?.place}`), { token: own, campaign, person: person?.place ?? 0 });
    await tells(ben.connection, [told(token, teamOutcomes.unconfirmed)], []);
    await tells(ben.connection, [told(token, teamOutcomes.sent)], []);
    expect(granted(await progress(ana.connection, campaign))).toEqual({
      people: 6,
      state: 'running',
      members: [{ member: ben.id, named: 0, taken: 1, reserved: 2, closed: 0, unconfirmed: 0, sent: 1 }],
    });
  });

  it('adds up also where somebody is erased who is nobody’s, before its drawing was begun anew or after', async () => {
    const campaign = randomUUID();
    const erased = randomUUID();
    const all = nobodys(2).map((one) => ({ ...one, contact: erased }));
    for (const again of [false, true]) {
      granted(await draw(ana.connection, campaign, ana.keys.seal('campaign', 'Hello')));
      granted(await addPeople(ana.connection, campaign, all));
      if (!again) granted(await erase(ana.connection, { keys: [erased], sealed: 'c2VhbGVk' }));
    }
    expect(granted(await direct(ana.connection, campaign, 'running', 2))).toBe(true);
    expect(await progressOf(campaign)).toEqual([]);
    granted(await erase(ana.connection, { keys: [erased], sealed: 'c2VhbGVk' }));
    expect(await progressOf(campaign)).toMatchObject([{ member: ana.id, closed: 2 }]);
  });

  it('is drawn without whom another computer erased meanwhile', async () => {
    const campaign = randomUUID();
    const erased = randomUUID();
    granted(await draw(ana.connection, campaign, ana.keys.seal('campaign', 'Hello')));
    granted(await erase(ben.connection, { keys: [randomUUID(), erased], sealed: 'c2VhbGVk' }));
    const all = nobodys(3).map((one, index) => ({ ...one, contact: index === 1 ? erased : randomUUID() }));
    for (let times = 0; times < 2; times += 1) granted(await addPeople(ana.connection, campaign, all));
    expect(granted(await direct(ana.connection, campaign, 'running', 3))).toBe(true);
    expect((await taken(ben, campaign, 9)).map(({ place }) => place)).toEqual([2, 4]);
    expect(await progressOf(campaign)).toMatchObject([
      { member: ana.id, closed: 1 },
      { member: ben.id, taken: 2 },
    ]);
    const sealed = 'SELECT length(sealed) AS bytes FROM sendonce.person WHERE contact = $1';
    expect(await team.sql(sealed, [erased])).toEqual([{ bytes: 0 }]);
  });

  it('keeps its file until nobody of it is left, and asks no computer that is gone to erase anybody', async () => {
    const gil = await team.join('Gil', 'sender');
    expect(await team.asOwner((one) => one.remove(team.team.team, gil.id))).toBe(0);
    gil.connection.close();
    const contacts = [randomUUID(), randomUUID()];
    const campaign = randomUUID();
    granted(await draw(ana.connection, campaign, ana.keys.seal('campaign', 'Hello')));
    granted(
      await addPeople(
        ana.connection,
        campaign,
        nobodys(2).map((one, place) => ({ ...one, contact: contacts[place] ?? '' })),
      ),
    );
    granted(await addFilePiece(ana.connection, campaign, 0, Buffer.of(1)));
    granted(await direct(ana.connection, campaign, 'running', 2));
    const left = [];
    for (const contact of contacts) {
      granted(await erase(ana.connection, { keys: [contact], sealed: 'c2VhbGVk' }));
      left.push(granted(await filePiece(ben.connection, campaign, 0)));
    }
    expect(left).toEqual([Buffer.of(1), null]);
    expect(await team.sql('SELECT erasure FROM sendonce.to_erase WHERE member = $1', [gil.id])).toEqual([]);
  });

  it('lets nobody be reserved who was erased elsewhere after they were handed out', async () => {
    const erased = randomUUID();
    const campaign = await drawn(nobodys(1).map((one) => ({ ...one, contact: erased })));
    const [handed] = await taken(ben, campaign, 1);
    granted(await erase(ana.connection, { keys: [erased], sealed: 'c2VhbGVk' }));
    const asks = ask(ben, fencesOf('erased meanwhile'), { campaign, person: handed?.place ?? 0 });
    await expect(asks).rejects.toThrow('taken_back');
  });

  it('lets a person of it be reserved once, under whatever ids, unless that is queued again', async () => {
    const campaign = await drawn(nobodys(1));
    const [handed] = await taken(ben, campaign, 1);
    const place = { campaign, person: handed?.place ?? 0 };
    expect(await ask(ben, fencesOf(`${campaign} number`), place)).toMatchObject({ result: 'granted' });
    await expect(ask(ben, fencesOf(`${campaign} other`), place)).rejects.toThrow('taken_back');
    const again = { ...place, isAgain: true };
    expect(await ask(ben, fencesOf(`${campaign} other`), again)).toMatchObject({ result: 'granted' });
  });

  it('goes on to others from a computer that takes no part, also where somebody of it was erased there', async () => {
    const cleo = await team.join('Cleo', 'sender');
    const contacts = [randomUUID(), randomUUID()];
    for (const contact of contacts) {
      const token = randomUUID();
      await ask(cleo, fencesOf(`before ${contact}`), { token, contact });
      await tells(cleo.connection, [told(token, teamOutcomes.sent)], []);
    }
    const campaign = await drawn(nobodys(2).map((one, index) => ({ ...one, contact: contacts[index] ?? '' })));
    granted(await erase(cleo.connection, { keys: contacts.slice(0, 1), sealed: 'c2VhbGVk' }));
    await team.sql(`UPDATE sendonce.campaign SET made_at = made_at - interval '11 minutes' WHERE uid = $1`, [campaign]);
    expect((await taken(ben, campaign, 2)).map(({ place }) => place)).toEqual([3]);
    cleo.connection.close();
  });

  it.each([
    ['silent, once they are taken back from it', (gus: number) => takeBack(ana.connection, gus).then(granted), 3],
    ['removed', (gus: number) => team.asOwner((one) => one.remove(team.team.team, gus)), 1],
  ])('goes to others whom the list names a computer for that is %s', async (_, give, had) => {
    const gus = await team.join('Gus', 'sender');
    const campaign = await drawn(people([gus.id, gus.id, gus.id]));
    await taken(gus, campaign, 1);
    const bens = async () => (await taken(ben, campaign, 9)).map(({ place }) => place);
    await team.sql(`UPDATE sendonce.member SET heard_at = now() - interval '11 minutes' WHERE id = $1`, [gus.id]);
    expect(await bens()).toEqual([]);
    expect(await give(gus.id)).toBe(had);
    expect(await bens()).toEqual([2, 3, 4]);
    gus.connection.close();
  });

  it('ends also where a computer is removed that has not told what became of whom it reserved', async () => {
    const campaign = await drawn(nobodys(2));
    const finn = await team.join('Finn', 'sender');
    const [first, second] = (await taken(finn, campaign, 2)).map(({ place }) => place);
    await ask(finn, fencesOf('of Finn'), { campaign, person: first ?? 0 });
    expect(await team.asOwner((one) => one.remove(team.team.team, finn.id))).toBe(1);
    const { number: repeatAfter } = granted(await news(ben.connection, [], null));
    expect(await progressOf(campaign)).toMatchObject([{ member: finn.id, taken: 0, reserved: 0, unconfirmed: 1 }]);
    expect((await taken(ben, campaign, 2)).map(({ place }) => place)).toEqual([second]);
    // It may have left: nobody else gets it, and a repeat that is declared from here on comes after it.
    const again = fencesOf('of Finn');
    expect(await ask(ben, again)).toMatchObject({ result: 'duplicate', outcome: teamOutcomes.unconfirmed });
    const repeated = again.map((fence) => ({ ...fence, repeat: 1 }));
    expect(await ask(ben, repeated, { repeatAfter })).toMatchObject({ result: 'granted' });
  });

  it('that is paused or cancelled grants nobody, hands out nobody, and what was cancelled stays so', async () => {
    const campaign = await drawn(nobodys(2));
    const { cursor } = granted(await news(ben.connection, [], null));
    granted(await direct(ana.connection, campaign, 'paused'));
    // Out of everything that the team ever had, the news say what changed.
    const { campaigns } = granted(await news(ben.connection, [], cursor));
    expect(campaigns).toEqual([{ uid: campaign, state: 'paused' }]);
    expect(await taken(ben, campaign, 2)).toEqual([]);
    expect(await ask(ben, fencesOf('of a paused one'), { campaign })).toMatchObject({ result: 'not_running' });
    granted(await direct(ana.connection, campaign, 'cancelled'));
    expect(granted(await direct(ana.connection, campaign, 'running'))).toBe(false);
  });

  it('is drawn by coordinators alone', async () => {
    const mine = await draw(ben.connection, randomUUID(), Buffer.from(''));
    expect(mine).toMatchObject({ ok: false, failure: { reason: 'not_coordinator' } });
  });

  it('takes back from a silent computer only whom it has not reserved, and not from one that was heard of', async () => {
    const campaign = await drawn(nobodys(3));
    const dan = await team.join('Dan', 'sender');
    const [reserved, free, kept] = (await taken(dan, campaign, 3)).map(({ place }) => place);
    await ask(dan, fencesOf('of Dan'), { campaign, person: reserved ?? 0 });
    expect(granted(await takeBack(ana.connection, dan.id))).toBeNull();
    await team.sql(`UPDATE sendonce.member SET heard_at = now() - interval '11 minutes' WHERE id = $1`, [dan.id]);
    expect(granted(await takeBack(ana.connection, dan.id))).toBe(2);
    expect((await taken(ben, campaign, 1)).map(({ place }) => place)).toEqual([free]);
    const bens = await ask(ben, fencesOf('of Ben now'), { campaign, person: free ?? 0 });
    expect(bens).toMatchObject({ result: 'granted' });
    await expect(ask(dan, fencesOf('of Dan no more'), { campaign, person: free ?? 0 })).rejects.toThrow('taken_back');
    // People whom nobody took meanwhile may stay with the computer that had them.
    const dans = await ask(dan, fencesOf('of Dan after all'), { campaign, person: kept ?? 0 });
    expect(dans).toMatchObject({ result: 'granted' });
    expect(await taken(ben, campaign, 3)).toEqual([]);
    expect(await progressOf(campaign)).toMatchObject([
      { member: ben.id, taken: 0, reserved: 1 },
      { member: dan.id, taken: 0, reserved: 2 },
    ]);
    dan.connection.close();
  });

  it('takes back whom its list gives to a silent computer in parts, since one question may take only so long', async () => {
    const dan = await team.join('Dan of a long list', 'sender');
    const campaign = await drawn(nobodys(1));
    await team.sql(
      `INSERT INTO sendonce.person (campaign, place, sealed, sender, is_named)
       SELECT (SELECT max(id) FROM sendonce.campaign), place, '', $1, true FROM generate_series(11, 10110) place`,
      [dan.id],
    );
    await team.sql(`UPDATE sendonce.member SET heard_at = now() - interval '11 minutes' WHERE id = $1`, [dan.id]);
    const parts = await ana.connection.ask<{ people: number }>('SELECT sendonce.take_back($1) AS people', [dan.id]);
    expect(granted(parts)).toEqual([{ people: 5_000 }]);
    expect(granted(await takeBack(ana.connection, dan.id))).toBe(5_100);
    expect(await progressOf(campaign)).toEqual([]);
    dan.connection.close();
  });

  it('adds up after its database was put back, whoever was handed out once more meanwhile', async () => {
    const campaign = await drawn(nobodys(2));
    const token = randomUUID();
    // Ben's reservations are in the part that is lost; meanwhile Ana was granted the same person.
    expect((await taken(ana, campaign, 1)).map(({ place }) => place)).toEqual([2]);
    const fences = fencesOf(`${campaign} of Ben`);
    await tells(ben.connection, [{ ...told(token, teamOutcomes.unconfirmed, fences), campaign, place: 2 }], []);
    expect(await ask(ana, fences, { campaign, person: 2 })).toMatchObject({ result: 'duplicate', by: ben.id });
    expect(await progressOf(campaign)).toMatchObject([
      { member: ana.id, taken: 0, closed: 0 },
      { member: ben.id, unconfirmed: 1 },
    ]);
  });
});
