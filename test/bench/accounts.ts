import { foldersUnder } from '../../electron/storage/folders.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { inWords } from './measure.ts';
import { bytesOf, parentsOfAll, readOf, ticksOf } from './processes.ts';

const counts = [1, 3, 6];
/** How long the main loop is watched while the accounts are linked and send nothing. */
const quietMs = 20_000;
const startMs = 180_000;
/** What linked accounts that send nothing cost in practice mode. Measured on Linux alone. Needs `npm run build`. */
export const accountsBenchmark: Benchmark = {
  name: 'Accounts in practice mode, linked and quiet',
  beside: 'main process beside them',
  run: async () => {
    const app = await BuiltApp.install();
    try {
      await app.start();
      await app.untilLinked();
      const rows: Row[] = [];
      for (const count of counts) rows.push(...(await measure(app, count)));
      return rows;
    } finally {
      await app.uninstall();
    }
  },
};

async function measure(app: BuiltApp, count: number): Promise<Row[]> {
  for (let linked = (await app.overview()).accounts.length; linked < count; linked += 1)
    await app.call('account:add', undefined);
  const areReady = async () => {
    const { accounts } = await app.overview();
    return accounts.filter(({ link }) => link.phase === 'ready').length === count;
  };
  await until(areReady, 100, startMs);
  await app.quit();
  const began = performance.now();
  await app.start();
  await until(areReady, 100, startMs);
  const readyMs = performance.now() - began;
  const ticks = ticksOfAll(processesOf(app));
  const loop = await loopDelay(app);
  const after = processesOf(app);
  const used = ticksOfAll(after).map((all, place) => all - (ticks[place] ?? 0));
  const [browsers = '', main = ''] = used.map(shareOfCore);
  const bytes = sum(after.browsers, bytesOf);
  return [
    { what: `${count}: from the start until all are ready`, took: inWords(readyMs), beside: '' },
    { what: `${count}: memory of the browsers`, took: megabytes(bytes), beside: megabytes(bytesOf(after.main)) },
    { what: `${count}: of each`, took: megabytes(bytes / count), beside: '' },
    { what: `${count}: of a core, while nothing is sent`, took: browsers, beside: main },
    { what: `${count}: the main loop is late by, in 99 of 100 looks at most`, took: inWords(loop), beside: '' },
  ];
}

/** How late the main process's loop is while nothing is sent. */
function loopDelay(app: BuiltApp): Promise<number> {
  return app.running.evaluate(async (_, ms) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const watched = monitorEventLoopDelay({ resolution: 10 });
    watched.enable();
    await new Promise((resolve) => setTimeout(resolve, ms));
    watched.disable();
    return watched.percentile(99) / 1e6 - 10;
  }, quietMs);
}

type Processes = { readonly browsers: readonly number[]; readonly main: number };

/** The processes of the sessions' browsers: each that names a login's folder, and all that it started. */
function processesOf(app: BuiltApp): Processes {
  const logins = foldersUnder(app.userData, true).whatsapp;
  const parents = parentsOfAll();
  const isBrowser = (id: number): boolean => {
    if (readOf(id, 'cmdline').includes(`--user-data-dir=${logins}`)) return true;
    const parent = parents.get(id) ?? 0;
    return parent > 1 && isBrowser(parent);
  };
  const { pid } = app.running.process;
  if (pid === undefined) throw new Error('the app has a process');
  return { browsers: [...parents.keys()].filter(isBrowser), main: pid };
}

const ticksOfAll = ({ browsers, main }: Processes): number[] => [sum(browsers, ticksOf), ticksOf(main)];
const shareOfCore = (ticks: number) => `${((ticks * 10 * 100) / quietMs).toFixed(1)} %`;
const sum = (ids: readonly number[], of: (id: number) => number) => ids.reduce((all, id) => all + of(id), 0);
const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
