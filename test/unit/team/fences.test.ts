import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamOutcomes } from '../../../db/team/asks.ts';
import { addPeople, draw, news, progress, stop, take, takeBack, tell } from '../../../electron/team/calls.ts';
import { granted } from '../../support/granted.ts';
import { TestPostgres } from '../../support/postgres.ts';
import { ask, connectionOf, fencesOf, type TeamHand, TestTeam, uuidOf } from '../../support/team.ts';

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
  ...{ token, outcome, atMs: Date.UTC(2026, 2, 3), campaign: null, fences },
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
          // Each knows them by other ids besides the one that all know, and names them in another order.
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

describe('a declared repeat', () => {
  const repeat = (name: string, number: number) => [{ key: uuidOf(name), repeat: number }];

  it('follows what was sent before it was declared, once for the whole team', async () => {
    await ask(ana, repeat('news', 0));
    const { number: repeatAfter } = granted(await news(ben.connection, [], null));
    expect(await ask(ben, repeat('news', 1), { repeatAfter })).toMatchObject({ result: 'granted' });
    expect(await ask(ana, repeat('news', 1), { repeatAfter })).toMatchObject({ result: 'duplicate', by: ben.id });
    expect(await ask(ana, repeat('news', 0))).toMatchObject({ result: 'duplicate', by: ben.id });
  });

  it('does not follow what was sent since', async () => {
    const { number: repeatAfter } = granted(await news(ben.connection, [], null));
    await ask(ana, repeat('later news', 0));
    expect(await ask(ben, repeat('later news', 1), { repeatAfter })).toMatchObject({ result: 'duplicate', by: ana.id });
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
  const people = (count: number, sender: number | null = null) =>
    Array.from({ length: count }, (_, index) => ({ sealed: ana.keys.seal('person', `Person ${index}`), sender }));
  const drawn = async (state: 'running' | 'paused' = 'running') => {
    const campaign = randomUUID();
    granted(await draw(ana.connection, { campaign, sealed: ana.keys.seal('campaign', 'Hello'), state }));
    return campaign;
  };
  const taken = async (member: TeamHand, campaign: string, most: number) =>
    granted(await take(member.connection, campaign, most));

  it('hands each person out once, first those whom the list names a sender for', async () => {
    const campaign = await drawn();
    granted(await addPeople(ana.connection, campaign, [...people(5), ...people(2, ben.id), ...people(1, ana.id)]));
    const [bens, anas] = await Promise.all([taken(ben, campaign, 4), taken(ana, campaign, 25)]);
    expect(new Set([...bens, ...anas].map(({ id }) => id)).size).toBe(bens.length + anas.length);
    // Ben's own two at least, whoever of the others is whose.
    expect(bens.length).toBeGreaterThanOrEqual(2);
    expect(bens.length + anas.length + (await taken(ana, campaign, 25)).length).toBe(8);
    expect(await taken(ben, campaign, 25)).toEqual([]);
    expect(ben.keys.open('person', bens[0]?.sealed ?? Buffer.alloc(0))).toMatch(/^Person \d$/);
  });

  it('adds up, for whoever asks', async () => {
    const campaign = await drawn();
    granted(await addPeople(ana.connection, campaign, people(6)));
    const [one, two, three] = await taken(ben, campaign, 4);
    const token = randomUUID();
    for (const [person, own] of [
      [one, token],
      [two, randomUUID()],
      [three, randomUUID()],
    ] as const)
      await ask(ben, fencesOf(`${campaign} ${person?.id}`), { token: own, campaign, person: person?.id ?? 0 });
    await tells(ben.connection, [told(token, teamOutcomes.unconfirmed)], []);
    await tells(ben.connection, [told(token, teamOutcomes.sent)], []);
    expect(granted(await progress(ana.connection, campaign))).toEqual({
      ...{ people: 6, state: 'running' },
      members: [{ member: ben.id, taken: 1, reserved: 2, closed: 0, unconfirmed: 0, sent: 1 }],
    });
  });

  it('that is paused or cancelled grants nobody, hands out nobody, and what was cancelled stays so', async () => {
    const campaign = await drawn();
    granted(await addPeople(ana.connection, campaign, people(2)));
    granted(await draw(ana.connection, { campaign, sealed: Buffer.from(''), state: 'paused' }));
    expect(await taken(ben, campaign, 2)).toEqual([]);
    expect(await ask(ben, fencesOf('of a paused one'), { campaign })).toMatchObject({ result: 'not_running' });
    granted(await draw(ana.connection, { campaign, sealed: Buffer.from(''), state: 'cancelled' }));
    const again = await draw(ana.connection, { campaign, sealed: Buffer.from(''), state: 'running' });
    expect(again.ok).toBe(false);
    ana.connection.close();
    ana = await team.enter(ana.membership);
  });

  it('is drawn by coordinators alone', async () => {
    const mine = await draw(ben.connection, { campaign: randomUUID(), sealed: Buffer.from(''), state: 'running' });
    expect(mine).toMatchObject({ ok: false, failure: { reason: 'not_coordinator' } });
  });

  it('takes back from a silent computer only whom it has not reserved, and not from one that was heard of', async () => {
    const campaign = await drawn();
    granted(await addPeople(ana.connection, campaign, people(3)));
    const dan = await team.join('Dan', 'sender');
    const [reserved, free] = await taken(dan, campaign, 3);
    await ask(dan, fencesOf('of Dan'), { campaign, person: reserved?.id ?? 0 });
    expect(granted(await takeBack(ana.connection, dan.id))).toBeNull();
    await team.sql(`UPDATE sendonce.member SET heard_at = now() - interval '11 minutes' WHERE id = $1`, [dan.id]);
    expect(granted(await takeBack(ana.connection, dan.id))).toBe(2);
    const back = await taken(ben, campaign, 3);
    expect(back.map(({ id }) => id)).not.toContain(reserved?.id);
    expect(back).toHaveLength(2);
    await expect(ask(dan, fencesOf('of Ben now'), { campaign, person: free?.id ?? 0 })).rejects.toThrow('taken_back');
    expect(await ask(ben, fencesOf('of Ben now'), { campaign, person: free?.id ?? 0 })).toMatchObject({
      result: 'granted',
    });
    dan.connection.close();
  });
});
