import { setTimeout as wait } from 'node:timers/promises';
import type { Db } from '../../db/database.ts';
import { writeMeta } from '../../db/meta.ts';
import type { CommandResult } from '../../domain/contract.ts';
import { writeCsv } from '../../electron/formats/write-csv.ts';
import type { Job } from '../../electron/worker/jobs.ts';
import { type CampaignActions, campaignActionsOf } from '../support/campaign-actions.ts';
import { makeRig, type Rig } from '../support/dispatch-rig.ts';
import { granted } from '../support/granted.ts';
import { startJob } from '../support/worker-file.ts';
import { inWords, type Timed, timed } from './measure.ts';
import { headers, mapping, rowsOf } from './people.ts';

/** How often the main thread writes durably while a worker runs: more often than any pace sends. */
const writeEveryMs = 10;

/** The app's database and ledger in a temporary folder; nothing is sent. */
export type Desk = {
  readonly rig: Rig;
  readonly campaigns: CampaignActions;
  readonly database: string;
  /** A file with the recipients. */
  readonly csv: string;
};

export async function withDesk<Value>(recipients: number, use: (desk: Desk) => Promise<Value>): Promise<Value> {
  const rig = makeRig();
  try {
    rig.dispatcher.pause('operator');
    const csv = `${rig.folder}/people.csv`;
    await writeCsv(csv, headers, rowsOf(recipients));
    return await use({ rig, campaigns: campaignActionsOf(rig), database: `${rig.folder}/sendonce.db`, csv });
  } finally {
    rig.close();
  }
}

export function importJob(path: string, fileName: string): Job<'import'> {
  return {
    kind: 'import',
    path,
    fileName,
    sheet: null,
    headerRow: 1,
    mapping,
    country: 'GB',
    language: 'en',
  };
}

/** Makes a draft whose list holds all the recipients. */
export async function makeDraft({ campaigns, database, csv }: Desk): Promise<number> {
  const { listId } = granted(await startJob(database, importJob(csv, 'people.csv')).reply);
  const { id } = granted(campaigns.create('Benchmark'));
  granted(campaigns.setList(id, listId));
  granted(await campaigns.update({ id, text: 'Dear {{name}}, see you in {{ward}}' }));
  return id;
}

/** Waits for a worker's job while the main thread makes durable writes, as sending does. */
export async function timedJob(db: Db, run: () => Promise<CommandResult<unknown>>) {
  const writes: number[] = [];
  const until = new AbortController();
  const writing = writeNowAndThen(db, writes, until.signal);
  const done = await timed(run);
  until.abort();
  await writing;
  granted(done.value);
  return { ...done, longestWriteMs: Math.max(...writes) };
}

async function writeNowAndThen(db: Db, writes: number[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const startMs = performance.now();
    writeMeta(db, 'dispatcher_pause', '');
    writes.push(performance.now() - startMs);
    await wait(writeEveryMs);
  }
}

export function meanwhile({ longestBlockMs, longestWriteMs }: Timed<unknown> & { longestWriteMs: number }): string {
  return `main thread stood ${inWords(longestBlockMs)}, a durable write ${inWords(longestWriteMs)}`;
}
