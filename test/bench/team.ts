import { randomUUID } from 'node:crypto';
import { direct, draw, progress, reserve } from '../../electron/team/calls.ts';
import { granted } from '../support/granted.ts';
import { TestPostgres } from '../support/postgres.ts';
import { type TeamHand, TestTeam } from '../support/team.ts';
import type { Benchmark, Row } from './benchmark.ts';

/** The fences of a message to a person with three aliases: those of its campaign and those of its text. */
const fencesOfOne = 6;
/** At most as many members at once as there are sends. */
const membersAtOnce = [2, 10, 50] as const;

/** A team's reservations on a real server on this computer's disk, among as many people as there are recipients. */
export const teamBenchmark: Benchmark = {
  name: 'A team',
  beside: 'beside',
  run: async ({ recipients, sends }) => {
    const server = await TestPostgres.start({ shared_buffers: '256MB', max_wal_size: '4GB' });
    try {
      const team = await TestTeam.make(server);
      const ana = await team.join('Ana');
      const bytes = await fill(team, ana, recipients);
      return [...(await single(team, ana, sends)), ...bytes, await page(ana, team), ...(await together(team, sends))];
    } finally {
      await server.remove();
    }
  },
};

const fences = () => Array.from({ length: fencesOfOne }, () => ({ key: randomUUID(), repeat: 0 }));
const wish = () => ({
  token: randomUUID(),
  fences: fences(),
  repeatAfter: 0,
  stops: [randomUUID(), randomUUID(), randomUUID()],
  seen: [],
  campaign: null,
  person: null,
  isAgain: false,
  contact: randomUUID(),
  heard: [randomUUID()],
  also: [],
  quietMs: 86_400_000,
});

/** Makes a campaign in which this many people got the message. Returns how much of the database each takes. */
async function fill(team: TestTeam, ana: TeamHand, people: number): Promise<Row[]> {
  const size = async () =>
    Number((await team.sql<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes'))[0]?.bytes);
  const before = await size();
  const campaign = randomUUID();
  granted(await draw(ana.connection, campaign, Buffer.alloc(100)));
  granted(await direct(ana.connection, campaign, 'running', 0));
  const sealed = ana.keys.seal('person', 'Siobhán Nowak, +447700900118, Ward 7').toString('hex');
  await team.sql(`
    INSERT INTO sendonce.reservation
      SELECT nextval('sendonce.numbers'), gen_random_uuid(), ${ana.id}, 1, place, 4, now(), 1, gen_random_uuid() FROM generate_series(1, ${people}) place;
    INSERT INTO sendonce.fence
      SELECT gen_random_uuid(), number FROM sendonce.reservation, generate_series(1, ${fencesOfOne});
    INSERT INTO sendonce.progress (campaign, member, sent) VALUES (1, ${ana.id}, ${people})`);
  await team.sql('VACUUM ANALYZE');
  const fenced = await size();
  await team.sql(`INSERT INTO sendonce.person (campaign, place, sealed, holder, number)
    SELECT 1, place, '\\x${sealed}', ${ana.id}, number FROM sendonce.reservation`);
  await team.sql('VACUUM ANALYZE');
  const row = (what: string, bytes: number, beside: string) => ({
    what: `${what}, a person of ${people}`,
    took: `${Math.round(bytes / people)} bytes`,
    beside,
  });
  const listed = (await size()) - fenced;
  return [
    row('reservation and fences', fenced - before, 'goal: 800'),
    row('their row of a team’s list', listed, 'sealed'),
  ];
}

/**
 * One after the other: a reservation, and a bare insert with its commit on the same server through the same library.
 */
async function single(team: TestTeam, ana: TeamHand, asked: number): Promise<Row[]> {
  await team.sql('CREATE TABLE public.bare (id uuid PRIMARY KEY, at timestamptz NOT NULL)');
  await team.sql('GRANT INSERT ON public.bare TO PUBLIC');
  const bare: number[] = [];
  const reserved: number[] = [];
  // They take turns, so that both run under the same conditions.
  for (let turn = 0; turn < asked; turn += 1) {
    bare.push(await timed(() => ana.connection.ask('INSERT INTO public.bare VALUES ($1, now())', [randomUUID()])));
    const one = wish();
    reserved.push(await timed(() => reserve(ana.connection, one)));
  }
  const part = (all: readonly number[], share: number) =>
    all.toSorted((one, other) => one - other)[Math.floor(all.length * share)] ?? 0;
  return (
    [
      [50, 0.5],
      [99, 0.99],
    ] as const
  ).map(([percent, share]) => ({
    what: `reserve ÷ bare insert with commit, p${percent}`,
    took: (part(reserved, share) / part(bare, share)).toFixed(2),
    beside: `${part(reserved, share).toFixed(2)} ms ÷ ${part(bare, share).toFixed(2)} ms; goal: 3`,
  }));
}

async function page(ana: TeamHand, team: TestTeam): Promise<Row> {
  const [{ uid } = { uid: '' }] = await team.sql<{ uid: string }>('SELECT uid FROM sendonce.campaign LIMIT 1');
  const times: number[] = [];
  for (let turn = 0; turn < 50; turn += 1)
    times.push(await timed(async () => granted(await progress(ana.connection, uid))));
  const worst = Math.max(...times);
  return { what: 'the team’s progress', took: `${worst.toFixed(1)} ms at most`, beside: 'goal: 10 ms' };
}

/** This many members ask for the same people as fast as they can. */
async function together(team: TestTeam, asked: number): Promise<Row[]> {
  const rows: Row[] = [];
  const deadlocks = async () =>
    Number(
      (
        await team.sql<{ deadlocks: string }>(
          'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
        )
      )[0]?.deadlocks,
    );
  for (const count of membersAtOnce.filter((members) => members <= asked)) {
    const people = Array.from({ length: asked }, fences);
    const members = await Promise.all(
      Array.from({ length: count }, (_, index) => team.join(`Member ${index}`, 'sender')),
    );
    const before = await deadlocks();
    const began = performance.now();
    const got = await Promise.all(
      members.map(async (member, place) => {
        let own = 0;
        for (let turn = 0; turn < people.length; turn += 1) {
          const mine = people[(turn + Math.floor((place * people.length) / count)) % people.length] ?? [];
          const answer = granted(await reserve(member.connection, { ...wish(), fences: mine.toReversed() }));
          if (answer.result === 'granted') own += 1;
        }
        return own;
      }),
    );
    const seconds = (performance.now() - began) / 1_000;
    for (const { connection } of members) connection.close();
    const all = got.reduce((sum, own) => sum + own, 0);
    rows.push({
      what: `${count} members ask for the same ${people.length}`,
      took: `${Math.round((count * people.length) / seconds)} answers a second`,
      beside: `${all - people.length} twice, ${(await deadlocks()) - before} deadlocks, ${Math.min(...got)} to ${Math.max(...got)} each`,
    });
  }
  return rows;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
