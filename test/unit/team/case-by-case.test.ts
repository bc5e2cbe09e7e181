import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TeamFence, teamOutcomes } from '../../../db/team/asks.ts';
import {
  addPeople,
  direct,
  doubt,
  draw,
  erase,
  join,
  liftAgain,
  news,
  outcomeRows,
  outcomes,
  progress,
  replies,
  stop,
  take,
  tell,
  tellOutcomes,
} from '../../../electron/team/calls.ts';
import { granted } from '../../support/granted.ts';
import { TestPostgres } from '../../support/postgres.ts';
import { ask, fencesOf, type TeamHand, TestTeam } from '../../support/team.ts';

// The team's functions with inputs that differ in one respect only: each of their conditions is needed by one case.
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

const { reserved, closed, unconfirmed, sent } = teamOutcomes;
type Outcome = (typeof teamOutcomes)[keyof typeof teamOutcomes];

const keysOf = (...names: readonly string[]) => fencesOf(...names).map(({ key }) => key);
const repeated = (fences: readonly TeamFence[], repeat: number) => fences.map((fence) => ({ ...fence, repeat }));
const newestNumber = async () => granted(await news(ana.connection, [], null)).number;

/** Reserves under a fresh token, and returns the result. */
async function reserves(member: TeamHand, fences: readonly TeamFence[], outcome: Outcome, more = {}): Promise<string> {
  const token = randomUUID();
  expect(await ask(member, fences, { token, ...more })).toMatchObject({ result: 'granted' });
  if (outcome !== reserved) await tells(member, token, outcome, fences);
  return token;
}

async function tells(
  { connection }: TeamHand,
  token: string,
  outcome: Outcome,
  fences: readonly TeamFence[] = [],
  more: { campaign?: string; place?: number; atMs?: number; contact?: string } = {},
): Promise<void> {
  granted(await tell(connection, [{ token, outcome, atMs: Date.now(), campaign: null, fences, ...more }], []));
}

/** A campaign for this many people, whose places begin with 2. */
async function drawn(count: number, more: { also?: readonly string[] } = {}): Promise<string> {
  const campaign = randomUUID();
  granted(await draw(ana.connection, campaign, Buffer.of(1)));
  const people = Array.from({ length: count }, (_, index) => ({
    place: index + 2,
    sealed: Buffer.of(1),
    sender: null,
  }));
  granted(
    await addPeople(
      ana.connection,
      campaign,
      people.map((one) => ({ ...one, ...more })),
    ),
  );
  expect(granted(await direct(ana.connection, campaign, 'running', count))).toBe(true);
  return campaign;
}
const takes = async ({ connection }: TeamHand, campaign: string, most = 1) =>
  granted(await take(connection, campaign, most));
const sums = async (campaign: string) => {
  const { members = [] } = granted(await progress(ana.connection, campaign)) ?? {};
  const of = ({ id }: TeamHand) => {
    const {
      taken = 0,
      reserved: held = 0,
      closed: ended = 0,
      unconfirmed: unsure = 0,
      sent: gone = 0,
    } = members.find(({ member }) => member === id) ?? {};
    return [taken, held, ended, unsure, gone].join('');
  };
  return [of(ana), of(ben)];
};

describe('what stands under another number of somebody', () => {
  it.each([
    ['ben', 'reserved by another', reserved, 'duplicate'],
    ['ben', 'closed by another', closed, 'duplicate'],
    ['ana', 'reserved by the same', reserved, 'granted'],
    ['ana', 'closed by the same', closed, 'granted'],
    ['ana', 'left from the same', unconfirmed, 'duplicate'],
  ] as const)(
    'holds them up, but for what its own computer knows itself: %s, %s',
    async (who, name, outcome, result) => {
      await reserves(who === 'ana' ? ana : ben, fencesOf(name), outcome);
      const mine = fencesOf(`${name}, under this number`);
      expect(await ask(ana, mine, { also: keysOf(name) })).toMatchObject({ result });
      // Nothing is taken from it.
      const holder = await team.sql<{ member: number }>(
        `SELECT member FROM sendonce.fence JOIN sendonce.reservation USING (number) WHERE key = ANY ($1)`,
        [keysOf(name)],
      );
      expect(holder).toEqual([{ member: who === 'ana' ? ana.id : ben.id }]);
    },
  );

  it('is of its own computer alone, and not of this number: what was reserved in an earlier run stays a duplicate', async () => {
    await reserves(ana, fencesOf('both numbers'), reserved);
    expect(await ask(ana, fencesOf('both numbers'), { also: keysOf('both numbers') })).toMatchObject({
      result: 'duplicate',
    });
  });

  it('is followed by a repeat as what stands under this one is', async () => {
    // A campaign and a text: only the text is repeated.
    const asks = async (name: string, repeatAfter: number) => {
      const fences = [...fencesOf(`campaign of ${name}`), ...repeated(fencesOf(`text of ${name}`), 1)];
      const { result } = await ask(ana, fences, { also: keysOf(name), repeatAfter });
      return result;
    };
    await reserves(ben, fencesOf('before the declaration'), sent);
    await reserves(ben, repeated(fencesOf('the same repeat'), 1), sent);
    const declared = await newestNumber();
    await reserves(ben, fencesOf('after the declaration'), sent);
    expect(await asks('before the declaration', declared)).toBe('granted');
    expect(await asks('the same repeat', declared)).toBe('duplicate');
    expect(await asks('after the declaration', declared)).toBe('duplicate');
  });

  it('is known of a campaign of the team from its drawing: stops, fences, and who heard lately', async () => {
    const asks = async (name: string, contact = randomUUID()) => {
      const [stop = '', fence = ''] = keysOf(`stop of ${name}`, `fence of ${name}`);
      const campaign = await drawn(1, { also: [stop, fence, contact] });
      await takes(ana, campaign);
      const place = { campaign, person: 2, quietMs: 3_600_000 };
      const { result } = await ask(ana, fencesOf(`drawn ${name}`), place);
      return result;
    };
    await team.sql('INSERT INTO sendonce.stop VALUES ($1, $2, false, pg_current_xact_id())', [
      ...keysOf('stop of who asked to stop'),
      ben.id,
    ]);
    await reserves(ben, fencesOf('fence of who has it'), sent);
    const heard = randomUUID();
    await reserves(ben, fencesOf('something else'), sent, { contact: heard });
    expect(await asks('nobody')).toBe('granted');
    expect(await asks('who asked to stop')).toBe('stopped');
    expect(await asks('who has it')).toBe('duplicate');
    expect(await asks('who heard', heard)).toBe('heard');
  });
});

describe('a reservation', () => {
  it('of a campaign that the team does not know, or has cancelled, or of nobody on its list, is refused', async () => {
    const fences = () => fencesOf(randomUUID());
    expect(await ask(ana, fences(), { campaign: randomUUID() })).toMatchObject({ result: 'not_running' });
    const campaign = await drawn(1);
    await expect(ask(ana, fences(), { campaign, person: 99 })).rejects.toThrow('taken_back');
    granted(await direct(ana.connection, campaign, 'cancelled'));
    expect(await ask(ana, fences(), { campaign, person: 2 })).toMatchObject({ result: 'not_running' });
  });

  it('says of several that stand before it what left, then what another may yet send, and last what is its own', async () => {
    const says = async (one: readonly [TeamHand, Outcome], other: readonly [TeamHand, Outcome], isTurned: boolean) => {
      const keys = [randomUUID(), randomUUID()].toSorted();
      const fences = (isTurned ? keys.toReversed() : keys).map((key) => ({ key, repeat: 0 }));
      for (const [index, [member, outcome]] of [one, other].entries())
        await reserves(member, fences.slice(index, index + 1), outcome);
      const { by, outcome } = await ask(ana, fences);
      return [by, outcome];
    };
    // The order of the keys must not matter, so each is tried both ways.
    for (const isTurned of [false, true]) {
      expect(await says([ben, reserved], [ben, sent], isTurned)).toEqual([ben.id, sent]);
      expect(await says([ana, closed], [ben, reserved], isTurned)).toEqual([ben.id, reserved]);
      expect(await says([ana, reserved], [ben, reserved], isTurned)).toEqual([ben.id, reserved]);
      expect(await says([ana, sent], [ben, sent], isTurned)).toEqual([ben.id, sent]);
      expect(await says([ben, closed], [ana, sent], isTurned)).toEqual([ana.id, sent]);
      expect(await says([ben, closed], [ben, reserved], isTurned)).toEqual([ben.id, reserved]);
    }
  });

  it('that was told as closed is granted no more, and its person under another that is in doubt once its computer is removed', async () => {
    const cleo = await team.join('Cleo who asks twice', 'sender');
    const [fences, token] = [fencesOf(randomUUID()), randomUUID()];
    expect(await ask(cleo, fences, { token })).toMatchObject({ result: 'granted' });
    await tells(cleo, token, closed, fences);
    expect(await ask(cleo, fences, { token, isAgain: true })).toMatchObject({ result: 'ended' });
    await reserves(cleo, fences, reserved, { isAgain: true });
    await team.asOwner((one) => one.remove(team.team.team, cleo.id));
    expect(await ask(ben, fences)).toMatchObject({ result: 'duplicate', outcome: unconfirmed });
    cleo.connection.close();
  });

  it('that a computer closed which is gone gives way where another queues its person again, and no other does', async () => {
    const computer = randomUUID();
    const dan = await team.join('Dan who goes', 'sender');
    granted(await join(dan.connection, computer, dan.keys.seal('member', 'Dan who goes')));
    const [over, later, left] = [fencesOf(randomUUID()), fencesOf(randomUUID()), fencesOf(randomUUID())];
    for (const fences of [over, later]) await reserves(dan, fences, closed);
    await reserves(dan, left, reserved);
    const isGiven = async (fences: readonly TeamFence[], isAgain: boolean) =>
      (await ask(ben, fences, { isAgain })).result === 'granted';
    expect(await isGiven(over, true)).toBe(false);
    await team.asOwner((one) => one.remove(team.team.team, dan.id));
    expect([await isGiven(over, false), await isGiven(left, true), await isGiven(over, true)]).toEqual([
      false,
      false,
      true,
    ]);
    // What it had is its own again once it has joined anew.
    const back = await team.join('Dan again', 'sender');
    granted(await join(back.connection, computer, back.keys.seal('member', 'Dan again')));
    expect(await isGiven(later, true)).toBe(false);
    for (const { connection } of [dan, back]) connection.close();
  });

  it('that was granted is granted again whoever wrote to them since, and what was long ago holds nobody up', async () => {
    const [contact, longAgo] = [randomUUID(), randomUUID()];
    const quiet = { contact, heard: [contact, longAgo], quietMs: 3_600_000 };
    await tells(ben, randomUUID(), sent, fencesOf('long ago'), { atMs: Date.now() - 7_200_000, contact: longAgo });
    const token = await reserves(ana, fencesOf('granted before'), reserved, quiet);
    await reserves(ben, fencesOf('wrote since'), sent, { contact });
    expect(await ask(ana, fencesOf('granted before'), { token, ...quiet })).toMatchObject({ result: 'granted' });
    expect(await ask(ana, fencesOf('not granted before'), quiet)).toMatchObject({ result: 'heard', by: ben.id });
  });

  it('heard from the team when it was told, where the clock that tells is ahead', async () => {
    const contact = randomUUID();
    await tells(ben, randomUUID(), sent, fencesOf('ahead'), { atMs: Date.now() + 3 * 86_400_000, contact });
    const asked = await ask(ana, fencesOf('by another text'), { contact, heard: [contact], quietMs: 0 });
    expect(asked).toMatchObject({ result: 'granted' });
  });

  it.each([
    ['sent after the declaration', 'duplicate', true, sent],
    ['before its gate at the declaration and left since', 'granted', false, sent],
    ['before its gate still', 'duplicate', false, reserved],
  ] as const)('follows as a repeat what the same computer had %s: %s', async (name, result, isLater, outcome) => {
    const before = await newestNumber();
    const token = await reserves(ana, fencesOf(name), reserved);
    const declared = isLater ? before : await newestNumber();
    if (outcome !== reserved) await tells(ana, token, outcome);
    expect(await ask(ana, repeated(fencesOf(name), 1), { repeatAfter: declared })).toMatchObject({ result });
  });

  it('follows as a repeat what was acknowledged since, and not what was closed then and left all the same', async () => {
    const late = await reserves(ben, fencesOf('acknowledged since'), unconfirmed);
    const left = await reserves(ben, fencesOf('left all the same'), closed);
    const repeatAfter = await newestNumber();
    for (const token of [late, left]) await tells(ben, token, sent);
    const asks = (name: string) => ask(ana, repeated(fencesOf(name), 1), { repeatAfter });
    expect(await asks('acknowledged since')).toMatchObject({ result: 'granted' });
    expect(await asks('left all the same')).toMatchObject({ result: 'duplicate' });
  });
});

describe('whoever is told of is held', () => {
  /** The ways in which Ana may have a person before Ben reports them. */
  const before: Record<string, (campaign: string) => Promise<unknown>> = {
    nobody: async () => undefined,
    taken: (campaign) => takes(ana, campaign),
    ended: async (campaign) => {
      await takes(ana, campaign);
      granted(await take(ana.connection, campaign, 1, { ended: [2] }));
    },
  };
  for (const [name, outcome] of Object.entries(teamOutcomes))
    before[name] = async (campaign) => {
      await takes(ana, campaign);
      await reserves(ana, fencesOf(campaign), outcome, { campaign, person: 2 });
    };
  const anas = { nobody: '00000', taken: '10000', ended: '00100', reserved: '01000', closed: '00100' };
  const all = { ...anas, unconfirmed: '00010', sent: '00001' };
  const bens = { reserved: '01000', closed: '00100', unconfirmed: '00010', sent: '00001' };
  const cases = Object.keys(all).flatMap((was) => Object.keys(bens).map((told) => [was, told] as const));

  it.each(cases)('by whom they left, else by whom they are reserved: %s, and another tells %s', async (was, told) => {
    const campaign = await drawn(1);
    await before[was]?.(campaign);
    const [mine, theirs] = [all[was as keyof typeof all], bens[told as keyof typeof bens]];
    expect(await sums(campaign)).toEqual([mine, '00000']);
    const outcome = teamOutcomes[told as keyof typeof teamOutcomes];
    await tells(ben, randomUUID(), outcome, fencesOf(`${campaign} of Ben`), { campaign, place: 2 });
    const isFree = was === 'nobody' || was === 'taken';
    const goesOver = isFree || (outcome >= unconfirmed && was !== 'unconfirmed' && was !== 'sent');
    expect(await sums(campaign)).toEqual(goesOver ? ['00000', theirs] : [mine, '00000']);
    const { notSent } = granted(await outcomes(ana.connection, campaign)) ?? {};
    expect(notSent).toBe(was === 'ended' && !goesOver ? 1 : 0);
  });

  it('only where a list has them', async () => {
    const campaign = await drawn(1);
    await tells(ben, randomUUID(), sent, fencesOf(campaign), { campaign, place: 99 });
    expect(await sums(campaign)).toEqual(['00000', '00000']);
  });

  it('once, by its later reservation, and what becomes of an earlier one counts no more', async () => {
    const campaign = await drawn(1);
    await takes(ana, campaign);
    const place = { campaign, person: 2 };
    const first = await reserves(ana, fencesOf(campaign), closed, place);
    const second = await reserves(ana, fencesOf(campaign), reserved, { ...place, isAgain: true });
    expect(await sums(campaign)).toEqual(['01000', '00000']);
    await tells(ana, first, unconfirmed);
    expect(await sums(campaign)).toEqual(['01000', '00000']);
    // Data that was put back since knows by its ledger that something left, and not what became of it.
    await tells(ana, second, sent);
    await tells(ana, randomUUID(), unconfirmed, fencesOf(`${campaign} once more`), { campaign, place: 2 });
    expect(await sums(campaign)).toEqual(['00001', '00000']);
  });

  it('by its later reservation where a repeat was declared for somebody who may have got it', async () => {
    const campaign = await drawn(1);
    await takes(ana, campaign);
    const place = { campaign, person: 2, isAgain: true };
    await reserves(ana, repeated(fencesOf(campaign), 0), unconfirmed, place);
    const repeatAfter = await newestNumber();
    const later = await reserves(ana, repeated(fencesOf(campaign), 1), reserved, { ...place, repeatAfter });
    expect(await sums(campaign)).toEqual(['01000', '00000']);
    await tells(ana, later, sent);
    expect(await sums(campaign)).toEqual(['00001', '00000']);
  });

  it('by its later reservation also where an earlier one of its own stands before what is asked for', async () => {
    const campaign = await drawn(1);
    await takes(ana, campaign);
    const place = { campaign, person: 2 };
    await reserves(ana, fencesOf(campaign), closed, place);
    await reserves(ana, fencesOf(`${campaign} under another id`), reserved, { ...place, isAgain: true });
    expect(await ask(ana, fencesOf(campaign), place)).toMatchObject({ result: 'duplicate', outcome: closed });
    expect(await sums(campaign)).toEqual(['01000', '00000']);
  });

  it('also where they were handed out once more meanwhile, and nobody else of the list', async () => {
    const campaign = await drawn(2);
    await takes(ben, campaign);
    await reserves(ben, fencesOf(campaign), unconfirmed, { campaign, person: 2 });
    // As when its drawing was interrupted, restored and begun anew.
    await team.sql(
      `UPDATE sendonce.person SET holder = NULL, number = NULL WHERE place = 2 AND campaign = (
      SELECT id FROM sendonce.campaign WHERE uid = $1)`,
      [campaign],
    );
    await team.sql(
      `UPDATE sendonce.progress SET unconfirmed = 0 WHERE campaign = (
      SELECT id FROM sendonce.campaign WHERE uid = $1)`,
      [campaign],
    );
    expect((await takes(ana, campaign, 2)).map(({ place }) => place)).toEqual([2, 3]);
    // Another row of the list may be the same person's.
    expect(await ask(ana, fencesOf(campaign), { campaign, person: 3 })).toMatchObject({ result: 'duplicate' });
    const other = await drawn(1);
    await takes(ana, other);
    expect(await ask(ana, fencesOf(campaign), { campaign: other, person: 2 })).toMatchObject({ result: 'duplicate' });
    expect([await sums(campaign), await sums(other)]).toEqual([
      ['20000', '00000'],
      ['10000', '00000'],
    ]);
    expect(await ask(ana, fencesOf(campaign), { campaign, person: 2 })).toMatchObject({
      result: 'duplicate',
      by: ben.id,
    });
    expect(await sums(campaign)).toEqual(['10000', '00010']);
  });

  it('by whoever asks first where another has them in its outbox, and not where that ended them', async () => {
    const campaign = await drawn(3);
    await takes(ana, campaign, 3);
    granted(await take(ana.connection, campaign, 3, { ended: [3] }));
    await reserves(ben, fencesOf(`${campaign} 2`), reserved, { campaign, person: 2 });
    await expect(ask(ben, fencesOf(`${campaign} 3`), { campaign, person: 3 })).rejects.toThrow('taken_back');
    // Nor where the other list has them under another number, also where they are queued again.
    const under = fencesOf(`${campaign} 2, another number`);
    await expect(ask(ana, under, { campaign, person: 2, isAgain: true })).rejects.toThrow('taken_back');
    expect(await sums(campaign)).toEqual(['10100', '01000']);
    expect(await ask(ana, fencesOf(`${campaign} 2`), { campaign, person: 2 })).toMatchObject({ by: ben.id });
    expect((await takes(ana, campaign, 3)).map(({ place }) => place)).toEqual([4]);
  });

  it('until their own computer has stood still for an hour, however long ago it reserved anybody', async () => {
    const [campaign, other] = [await drawn(6), await drawn(1)];
    await takes(ana, other);
    await takes(ana, campaign, 5);
    await takes(ben, campaign);
    const hourPasses = `UPDATE sendonce.progress SET still_at = still_at - interval '61 minutes'`;
    for (const state of ['stands', 'goes on', 'stands'] as const) {
      granted(await take(ana.connection, campaign, state === 'stands' ? null : 3));
      expect([state, ...(await sums(campaign))]).toEqual([state, '50000', '10000']);
      await team.sql(hourPasses);
    }
    // Whom the list gives to it stays, who is reserved or ended there, and whom it has of a campaign that it goes on with.
    const sentBy = `UPDATE sendonce.person SET sender = $2, is_named = place = 2
      WHERE place IN (2, 5) AND campaign = (SELECT id FROM sendonce.campaign WHERE uid = $1)`;
    await team.sql(sentBy, [campaign, ana.id]);
    await reserves(ana, fencesOf(`${campaign} 3`), reserved, { campaign, person: 3 });
    granted(await take(ana.connection, campaign, null, { ended: [4] }));
    granted(await take(ana.connection, other, null));
    // Another that has only just come to stand keeps its own.
    granted(await take(ben.connection, campaign, null));
    expect([...(await sums(campaign)), ...(await sums(other))]).toEqual(['11100', '10000', '10000', '00000']);
    expect((await takes(ben, campaign, 3)).map(({ place }) => place)).toEqual([5, 6, 7]);
  });

  it('until their own computer ends them, which it may once, and not where they are another’s or reserved', async () => {
    const campaign = await drawn(3);
    await takes(ana, campaign);
    await takes(ben, campaign, 2);
    await reserves(ben, fencesOf(`${campaign} 3`), reserved, { campaign, person: 3 });
    for (let times = 0; times < 2; times += 1) granted(await take(ben.connection, campaign, 1, { ended: [2, 3, 4] }));
    expect(await sums(campaign)).toEqual(['10000', '01100']);
    expect((await takes(ana, campaign)).map(({ place }) => place)).toEqual([2]);
    const { notSent } = granted(await outcomes(ana.connection, campaign)) ?? {};
    expect(notSent).toBe(1);
  });

  it('in doubt where their own computer knows nothing of them: no other’s, and none that is known or over', async () => {
    const campaign = await drawn(4);
    await takes(ana, campaign, 3);
    const known = await reserves(ana, fencesOf(`${campaign} 2`), reserved, { campaign, person: 2 });
    await reserves(ana, fencesOf(`${campaign} 3`), reserved, { campaign, person: 3 });
    await reserves(ana, fencesOf(`${campaign} 4`), closed, { campaign, person: 4 });
    await takes(ben, campaign);
    await reserves(ben, fencesOf(`${campaign} 5`), reserved, { campaign, person: 5 });
    expect(granted(await doubt(ana.connection, campaign, [known]))).toBe(1);
    expect(await sums(campaign)).toEqual(['01110', '01000']);
  });
});

describe('a fence', () => {
  type Held = readonly [who: 'ana' | 'ben', outcome: Outcome, repeat: number];

  /**
   * Gives one reservation's fence to another, earlier or later one, as the database's owner. False where that is
   * refused.
   */
  async function isGiven(from: Held, to: Held, isEarlier = false): Promise<boolean> {
    const make = async ([who, outcome, repeat]: Held, its: string) => {
      const token = await reserves(who === 'ana' ? ana : ben, [{ key: its, repeat }], outcome);
      const [row] = await team.sql<{ number: string }>('SELECT number FROM sendonce.reservation WHERE token = $1', [
        token,
      ]);
      return row?.number;
    };
    const key = randomUUID();
    const earlier = isEarlier ? await make(to, randomUUID()) : undefined;
    await make(from, key);
    const number = earlier ?? (await make(to, randomUUID()));
    const update = 'UPDATE sendonce.fence SET number = $2, repeat = nullif($3::int, 0) WHERE key = $1';
    return team.sql(update, [key, number, to[2]]).then(
      () => true,
      (error: { code: string }) => {
        expect(error.code).toBe('SO002');
        return false;
      },
    );
  }

  it('goes to a later repeat, to its own computer’s later reservation where nothing left, and to what left', async () => {
    expect(await isGiven(['ana', sent, 0], ['ben', reserved, 1])).toBe(true);
    expect(await isGiven(['ana', closed, 0], ['ana', reserved, 0])).toBe(true);
    expect(await isGiven(['ana', reserved, 1], ['ben', sent, 1])).toBe(true);
  });

  it.each([
    ['a repeat that was reserved before it', ['ana', sent, 0], ['ben', reserved, 1], true],
    ['a later one that is no later repeat', ['ana', sent, 1], ['ben', reserved, 1], false],
    ['what left, from what left', ['ana', sent, 0], ['ben', sent, 0], false],
    ['another’s, where nothing left', ['ana', closed, 0], ['ben', reserved, 0], false],
    ['what left of the text, from a repeat of it', ['ana', closed, 1], ['ben', sent, 0], false],
    ['an earlier one of its own computer', ['ana', closed, 0], ['ana', reserved, 0], true],
    ['a later one of its own computer that is another repeat', ['ana', closed, 1], ['ana', reserved, 0], false],
  ] as const)('does not go to %s', async (_, from, to, isEarlier) => {
    expect(await isGiven(from, to, isEarlier)).toBe(false);
  });

  it('stays of the same person', async () => {
    const name = randomUUID();
    await reserves(ana, fencesOf(name), reserved);
    const update = team.sql('UPDATE sendonce.fence SET key = $2, number = number + 1, repeat = 1 WHERE key = $1', [
      ...keysOf(name),
      randomUUID(),
    ]);
    await expect(update).rejects.toMatchObject({ code: 'SO002' });
  });

  it('of a repeat that is reserved stays where the text itself is told to have left', async () => {
    const name = randomUUID();
    const token = await reserves(ana, repeated(fencesOf(name), 1), reserved);
    await tells(ben, randomUUID(), sent, fencesOf(name));
    expect(await ask(ana, repeated(fencesOf(name), 1), { token })).toMatchObject({ result: 'granted' });
  });

  it('is of the later repeat of two that are told at once, or one after the other', async () => {
    for (const [early, late] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const name = randomUUID();
      const told = [early, late].map((repeat) => ({
        token: randomUUID(),
        outcome: sent,
        atMs: Date.now(),
        campaign: null,
        fences: repeated(fencesOf(name), repeat),
      }));
      granted(await tell(ben.connection, told, []));
      const one = randomUUID();
      for (const repeat of [early, late]) await tells(ben, randomUUID(), sent, repeated(fencesOf(one), repeat));
      const repeats = await team.sql('SELECT repeat FROM sendonce.fence WHERE key = ANY ($1)', [keysOf(name, one)]);
      expect(repeats).toEqual([{ repeat: 1 }, { repeat: 1 }]);
    }
  });
});

describe('what became of people', () => {
  const account = randomUUID();
  const tellsOf = async (
    { connection }: TeamHand,
    campaign: string,
    status: number,
    replied: string | null = null,
    place = 2,
  ) => {
    const its = {
      campaign,
      place,
      account,
      number: Buffer.of(1),
      day: '2026-03-02',
      reply: replied ? 2 : 0,
      status,
    };
    const rest = { sealed: Buffer.of(1), words: replied ? Buffer.of(1) : null, repliedAt: replied };
    granted(await tellOutcomes(connection, [{ ...its, ...rest }]));
  };
  const standsAt = async (campaign: string) =>
    granted(await outcomes(ana.connection, campaign))?.lines.map(({ status, member }) => [status, member]);
  const open = 0;

  it.each([
    [
      'an acknowledgement',
      1,
      [
        [5, 1],
        [7, 1],
        [9, 1],
        [open, 1],
        [3, 3],
      ],
    ],
    [
      'what may have left',
      5,
      [
        [6, 6],
        [7, 5],
        [8, 5],
        [open, 5],
        [1, 1],
      ],
    ],
    [
      'what did not leave',
      7,
      [
        [8, 8],
        [9, 9],
        [open, null],
        [5, 5],
        [1, 1],
      ],
    ],
  ] as const)('stays %s (%i) but for what says more', async (_, first, all) => {
    for (const [next, stands] of all) {
      const campaign = await drawn(1);
      await takes(ana, campaign);
      await tellsOf(ana, campaign, first);
      await tellsOf(ana, campaign, next);
      expect(await standsAt(campaign)).toEqual(stands === null ? [] : [[stands, ana.id]]);
    }
  });

  it('is counted once, by what was told of them, else by what is known although nobody tells', async () => {
    const campaign = await drawn(5);
    await takes(ana, campaign, 5);
    for (const person of [2, 3, 4])
      await reserves(ana, fencesOf(`${campaign} ${person}`), person === 2 ? sent : unconfirmed, { campaign, person });
    granted(await take(ana.connection, campaign, 5, { ended: [5, 6] }));
    for (const [place, status] of [
      [2, 1],
      [3, 5],
      [5, 7],
    ] as const)
      await tellsOf(ana, campaign, status, null, place);
    const { lines = [], ...counted } = granted(await outcomes(ana.connection, campaign)) ?? {};
    expect(counted).toMatchObject({ people: 5, nobodys: 0, notSent: 1, notConfirmed: 1 });
    expect(lines.map(({ status }) => status)).toEqual([1, 5, 7]);
    const rows = granted(await outcomeRows(ana.connection, campaign, 0));
    expect(rows.map(({ over }) => over)).toEqual([null, null, 'not_confirmed', 'not_sent', 'not_sent']);
  });

  it('stays what it was where they are erased after they were reserved, or were ended', async () => {
    const [contact, campaign] = [randomUUID(), randomUUID()];
    granted(await draw(ana.connection, campaign, Buffer.of(1)));
    const also = [randomUUID()];
    const people = [2, 3].map((place) => ({ place, sealed: Buffer.of(1), sender: null, contact, also }));
    granted(await addPeople(ana.connection, campaign, people));
    granted(await direct(ana.connection, campaign, 'running', 2));
    await takes(ben, campaign, 2);
    const token = await reserves(ben, fencesOf(campaign), reserved, { campaign, person: 2 });
    granted(await take(ben.connection, campaign, 1, { ended: [3] }));
    granted(await erase(ana.connection, { keys: [contact], sealed: 'c2VhbGVk' }));
    expect(await sums(campaign)).toEqual(['00000', '01100']);
    await tells(ben, token, sent);
    expect(await sums(campaign)).toEqual(['00000', '00101']);
    const rows = granted(await outcomeRows(ana.connection, campaign, 0));
    expect(rows.map(({ over }) => over)).toEqual([null, 'not_sent']);
    // No row of their other numbers is there either.
    const kept = 'SELECT also FROM sendonce.person WHERE contact = $1';
    expect(await team.sql(kept, [contact])).toEqual([{ also: null }, { also: null }]);
  });

  it('is told by whoever has them, and taken back by nobody else', async () => {
    const campaign = await drawn(1);
    await takes(ana, campaign);
    await tellsOf(ben, campaign, 1);
    expect(await standsAt(campaign)).toEqual([]);
    await tellsOf(ana, campaign, 7);
    await tellsOf(ben, campaign, open);
    expect(await standsAt(campaign)).toEqual([[7, ana.id]]);
  });

  it('is forgotten where they are reserved once more and nothing had left, and not where something may have', async () => {
    for (const [status, stays] of [
      [6, [[6, ana.id]]],
      [7, []],
    ] as const) {
      const campaign = await drawn(1);
      await takes(ana, campaign);
      await tellsOf(ana, campaign, status);
      await reserves(ana, fencesOf(campaign), reserved, { campaign, person: 2 });
      expect(await standsAt(campaign)).toEqual(stays);
    }
  });

  it('is in doubt, whatever was told before, where it is reserved once more by a computer that is then removed', async () => {
    const [cleo, campaign] = [await team.join('Cleo who goes', 'sender'), await drawn(1)];
    await takes(cleo, campaign);
    const fences = fencesOf(campaign);
    await reserves(cleo, fences, closed, { campaign, person: 2 });
    await tellsOf(cleo, campaign, 7);
    await reserves(cleo, fences, reserved, { campaign, person: 2, isAgain: true });
    await team.asOwner((one) => one.remove(team.team.team, cleo.id));
    expect(granted(await outcomes(ana.connection, campaign))).toMatchObject({ notSent: 0, notConfirmed: 1, lines: [] });
    expect(granted(await outcomeRows(ana.connection, campaign, 0)).map(({ over }) => over)).toEqual(['not_confirmed']);
    cleo.connection.close();
  });

  it('is told by a computer that was removed and joined anew, whose replies are no other’s, and by no copy of it', async () => {
    const [computer, campaign] = [randomUUID(), await drawn(1)];
    const enter = async (name: string) => {
      const hand = await team.join(name, 'sender');
      granted(await join(hand.connection, computer, hand.keys.seal('member', name)));
      return hand;
    };
    const [cleo, copy] = [await enter('Cleo'), await enter('Copy')];
    await takes(cleo, campaign);
    await tellsOf(copy, campaign, 1);
    expect(await standsAt(campaign)).toEqual([]);
    await reserves(cleo, fencesOf(campaign), reserved, { campaign, person: 2 });
    await team.asOwner((one) => one.remove(team.team.team, cleo.id));
    const again = await enter('Cleo again');
    await tellsOf(again, campaign, 1, new Date().toISOString());
    expect(await standsAt(campaign)).toEqual([[1, cleo.id]]);
    const repliesTo = async ({ connection }: TeamHand) =>
      granted(await replies(connection, null)).flatMap((one) => (one.campaign === campaign ? [one.member] : []));
    expect(await repliesTo(ana)).toEqual([cleo.id]);
    expect(await repliesTo(again)).toEqual([]);
    for (const { connection } of [copy, again]) connection.close();
  });
});

describe('a stop', () => {
  const isStopped = async (key: string) => {
    const { result } = await ask(ana, fencesOf(randomUUID()), { stops: [key] });
    return result === 'stopped';
  };
  const says = async ({ connection }: TeamHand, key: string, isLifted = false) =>
    granted(await stop(connection, [key], isLifted));
  const liftsAgain = async ({ connection }: TeamHand, key: string, agoMs: number) =>
    granted(await liftAgain(connection, [{ key, agoMs }]));
  const hour = 3_600_000;

  it('of a removed computer is anybody’s to lift, by saying so and not by saying stop as well', async () => {
    const dan = await team.join('Dan', 'sender');
    const [key, both] = [randomUUID(), randomUUID()];
    for (const one of [key, both]) await says(dan, one);
    await says(ben, both, true);
    expect(await isStopped(both)).toBe(true);
    await team.asOwner((one) => one.remove(team.team.team, dan.id));
    await says(ben, both);
    const left = await team.sql('SELECT is_lifted AS "isLifted" FROM sendonce.stop WHERE key = $1 AND member = $2', [
      both,
      dan.id,
    ]);
    expect(left).toEqual([{ isLifted: false }]);
    await says(ben, key, true);
    expect(await isStopped(key)).toBe(false);
    dan.connection.close();
  });

  it('that was lifted is lifted again after a restore: by who said it alone, and not where they said it since', async () => {
    const key = randomUUID();
    await says(ben, key);
    await liftsAgain(ana, key, 0);
    expect(await isStopped(key)).toBe(true);
    await liftsAgain(ben, key, hour);
    expect(await isStopped(key)).toBe(true);
    await liftsAgain(ben, key, 0);
    expect(await isStopped(key)).toBe(false);
  });

  it('that is said anew is of that moment', async () => {
    const key = randomUUID();
    await says(ben, key);
    await team.sql(`UPDATE sendonce.stop SET at = at - interval '2 hours' WHERE key = $1`, [key]);
    await says(ben, key);
    await liftsAgain(ben, key, hour);
    expect(await isStopped(key)).toBe(true);
  });
});
