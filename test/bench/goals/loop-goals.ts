import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { limits } from '../../../domain/limits.ts';
import { Broadcast } from '../../../electron/broadcast.ts';
import { summariesOf } from '../../../electron/campaigns/read.ts';
import { writeCsv } from '../../../electron/formats/write-csv.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { RunningClock } from '../../support/running-clock.ts';
import { wholeTab } from '../../support/whole-tab.ts';
import { jobThreadsOn, startJob } from '../../support/worker-file.ts';
import { onCopyOf } from '../copied-folder.ts';
import { importJob } from '../desk.ts';
import { headers, rowsOf } from '../people.ts';
import { campaignCount, storedFolder } from '../stored.ts';
import { absolute, binding, type Figure, type Size } from './figures.ts';
import { pace } from './pace.ts';
import { type Spent, started } from './pairs.ts';

const nanosecondsPerMs = 1_000_000;
const resolutionMs = 1;
const dailyCap = 100_000;
/** The pause between two searches of somebody who types. */
const searchEveryMs = 400;
const typed = ['s', 'si', 'sil', 'silv', 'silva', 'm', 'ma', '0', '07', '077', 'م', 'nobody'];

/**
 * How long the main thread is blocked while it sends as fast as a daily cap allows, reports each change to the window
 * and reads an open search again, and a worker imports a list again and again.
 */
export function loopGoals(size: Pick<Size, 'stored' | 'rows' | 'watchedMs'>): Promise<Figure[]> {
  return onCopyOf(storedFolder(size.stored), (folder) => everythingAtOnce(folder, size));
}

async function everythingAtOnce(
  folder: string,
  { rows, watchedMs }: Pick<Size, 'rows' | 'watchedMs'>,
): Promise<Figure[]> {
  const csv = join(folder, 'people.csv');
  await writeCsv(csv, headers, rowsOf(rows));
  const rig = makeRig({ folder, clock: new RunningClock() });
  rig.stores.db.run(
    `UPDATE campaign SET schedule = json_set(schedule, '$.dailyCap', ?) WHERE state = 'running'`,
    dailyCap,
  );
  const { broadcast, flush } = windowOf(rig);
  // The app does this once its window has had time to open, before anybody types or imports.
  rig.stores.pages.warmUp();
  const threads = jobThreadsOn(rig.stores.db.file);
  rig.stores.db.whenLogGrows(() => void threads.start({ kind: 'writeBack' }));
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  const sentBefore = rig.stores.queries.counts().sent;
  const longest = watchLongest();
  delay.enable();
  const until = AbortSignal.timeout(watchedMs);
  rig.dispatcher.nudge();
  await Promise.all([importing(rig, csv, until), searching(rig, until), telling(rig, broadcast, until)]);
  delay.disable();
  const { byClock, cpuMs } = longest();
  await rig.dispatcher.stop();
  flush();
  const sent = rig.stores.queries.counts().sent - sentBefore;
  rig.close();
  const took = (nanoseconds: number) => Math.max(0, nanoseconds / nanosecondsPerMs - resolutionMs);
  return [
    absolute(
      'main thread at work on everything at once, p99, ms',
      took(delay.percentile(99)),
      16,
      `${sent} sent meanwhile`,
    ),
    absolute('the same, longest, ms', took(delay.max), 50, `${byClock.cpuMs.toFixed(1)} ms of it on the processor`),
    binding('the longest turn that it is itself at work, ms', cpuMs * pace(), 50),
  ];
}

/** Returns a function that gives the main thread's longest turn by the clock, and the longest on the processor. */
function watchLongest(): () => { readonly byClock: Spent; readonly cpuMs: number } {
  let byClock: Spent = { wallMs: 0, cpuMs: 0 };
  let cpuMs = 0;
  let since = started();
  const turning = setInterval(() => {
    const cost = since();
    if (cost.wallMs > byClock.wallMs) byClock = cost;
    cpuMs = Math.max(cpuMs, cost.cpuMs);
    since = started();
  }, resolutionMs);
  return () => {
    clearInterval(turning);
    return { byClock, cpuMs };
  };
}

function windowOf({ stores, clock }: Rig) {
  const { queries } = stores;
  const broadcast = new Broadcast({
    rows: (ids) => queries.rows(ids),
    campaignsOf: (ids) => queries.campaignsOf(ids),
    counts: () => queries.counts(),
    contradictions: () => queries.contradictions(),
    campaigns: (ids) => summariesOf({ ...stores, clock }, ids),
    replies: () => ({ open: 0, waiting: 0 }),
    emit: (_name, payload) => void JSON.stringify(payload),
  });
  return { broadcast, flush: () => broadcast.stop() };
}

async function importing({ stores }: Rig, csv: string, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const job = startJob(stores.db.file, importJob(csv, 'people.csv'));
    until.addEventListener('abort', () => job.cancel(), { once: true });
    await job.reply;
  }
}

async function searching({ stores }: Rig, until: AbortSignal): Promise<void> {
  for (let turn = 0; !until.aborted; turn += 1) {
    await wait(searchEveryMs);
    const campaignId = turn % 2 === 0 ? null : campaignCount;
    const filter = { ...wholeTab('sent', campaignId), search: typed[turn % typed.length] ?? '' };
    // The window asks for the page and for the count one after the other.
    stores.pages.page(filter, { by: 'time', descending: true }, null);
    await wait(0);
    stores.pages.count(filter, limits.searchCountedRows);
  }
}

/** Passes on to the window what the rig is told. */
async function telling({ told }: Rig, broadcast: Broadcast, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    broadcast.messages(told.messages.splice(0));
    for (const id of told.campaigns.splice(0)) broadcast.campaign(id);
    await wait(limits.patchBatchMs / 2);
  }
}
