import { Ledger } from '../../db/ledger/ledger.ts';
import { campaignScope, textScope } from '../../domain/messages/scope.ts';
import { granted } from '../support/granted.ts';
import { jobThreadsOn, startJob } from '../support/worker-file.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { type Desk, makeDraft, meanwhile, timedJob, withDesk } from './desk.ts';
import { inWords, timed } from './measure.ts';

/** The work that the operator waits for before the window opens, and the app's daily work. */
export const startBenchmark: Benchmark = {
  name: 'Start and maintenance',
  beside: 'at most, meanwhile',
  run: ({ recipients }) =>
    withDesk(recipients, async (desk) => {
      granted(await desk.campaigns.start(await makeDraft(desk)));
      const opened = await timed(() => desk.rig.crash());
      return [
        {
          what: 'open database and ledger after a crash, and recover',
          took: inWords(opened.tookMs),
          beside: 'no window yet',
        },
        await longLedger(desk, recipients),
        ...(await maintenance(desk)),
      ];
    }),
};

/** The ledger of a computer that handed over one message for each recipient of the list. */
async function longLedger({ rig }: Desk, lines: number): Promise<Row> {
  const file = `${rig.folder}/long.ledger`;
  const ledger = Ledger.create(file, 'bench', null, 0);
  const line = {
    campaign: 'c'.repeat(36),
    account: '+447700900118',
    scopes: [campaignScope('a'.repeat(55)), textScope('b'.repeat(57))],
  };
  const entries = Array.from({ length: lines }, (_, index) => {
    const aliases = [ledger.hash(`phone:${index}`), ledger.hash(`lid:${index}`)];
    return { ...line, token: `token-${index}`, row: index, aliases, random: `3EB0${index}`, atMs: index };
  });
  ledger.appendAll(entries);
  ledger.close();
  const read = await timed(() => Ledger.open(file));
  if (read.value.ok) read.value.value.close();
  return { what: 'read a ledger of as many lines', took: inWords(read.tookMs), beside: 'no window yet' };
}

async function maintenance({ rig, database }: Desk): Promise<Row[]> {
  const ledger = `${rig.folder}/ledger/fences.ledger`;
  const threads = jobThreadsOn(database);
  const nothing = { kind: 'dropList', listId: 0 } as const;
  const jobs = [
    ['make a backup', () => startJob(database, { kind: 'backup', folder: `${rig.folder}/backups` })],
    ['check the database', () => startJob(database, { kind: 'check', ledger })],
    ['a job that finds nothing to do, in a new thread', () => threads.start(nothing)],
    ['the same in the thread that was kept', () => threads.start(nothing)],
  ] as const;
  const rows: Row[] = [];
  for (const [what, start] of jobs) {
    const done = await timedJob(rig.stores.db, () => start().reply);
    rows.push({ what, took: inWords(done.tookMs), beside: meanwhile(done) });
  }
  return rows;
}
