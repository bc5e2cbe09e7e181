import { TestPostgres } from '../../support/postgres.ts';
import type { Experiment, Row } from '../experiment.ts';
import { CutOffice } from './cuts/cuts.ts';
import { runTeamKills, type TeamFault } from './kills/run-kills.ts';
import {
  ofFirstVersion,
  type Scenario,
  type ScenarioName,
  scenarios,
  type Variant,
  weaknesses,
} from './model/scenarios.ts';
import { search } from './model/search.ts';
import { runTeam } from './runs/run.ts';
import { type Weakening, weakenings } from './runs/weakened.ts';

/** A run of a team takes some seconds, where others take milliseconds. */
const runsToOne = 100;
/** Each weakening has to show within this many runs. */
const runsToCatch = 60;

type Add = (row: Row) => void;

/** The fences of a team, searched in full: as they are, and without each of their rules. */
export const teamModelExperiment: Experiment = {
  name: 'A team, as a model',
  run: async (_, onProgress) => {
    const rows: Row[] = [];
    searchAll((row) => {
      rows.push(row);
      onProgress(`${row.tried}: ${row.amount}, ${row.came}`);
    });
    return rows;
  },
};

/** The fences of a team: random runs on a real server, and a line cut at each step. */
export const teamExperiment: Experiment = {
  name: 'A team',
  run: async ({ runs, seed }, onProgress) => {
    const rows: Row[] = [];
    const add: Add = (row) => {
      rows.push(row);
      onProgress(`${row.tried}: ${row.amount}, ${row.came}`);
    };
    const server = await TestPostgres.start();
    try {
      await runRandomly(server, { from: seed, count: Math.ceil(runs / runsToOne) }, add);
      for (const weakening of Object.keys(weakenings) as Weakening[]) await catchOne(server, weakening, add);
      await cutEverywhere(server, add);
    } finally {
      await server.remove();
    }
    return rows;
  },
};

/** Chosen so that fifty kills of members come with twenty of the server. */
const serversToMember = 0.4;
const linesToMember = 0.2;
const restores: readonly TeamFault[] = ['dump put back', 'image put back', 'replica promoted'];

/**
 * Kills three built apps, their lines and their server, and restores the server from backups. Needs `npm run build`.
 */
export const teamKillExperiment: Experiment = {
  name: 'A team, killed',
  run: async ({ kills, seed }, onProgress) => {
    const began = performance.now();
    const some = (fault: TeamFault, count: number) => Array.from({ length: Math.ceil(count) }, () => fault);
    const faults = [
      ...some('member killed', kills),
      ...some('server killed', kills * serversToMember),
      ...some('line cut', kills * linesToMember),
      ...restores,
    ];
    const { happened, campaigns, taken, reached, people, wrong } = await runTeamKills({ faults, seed }, onProgress);
    const amount = `${[...happened].map(([what, times]) => `${times} ${what}`).join(', ')}; ${campaigns} campaigns`;
    const came =
      wrong.length > 0 ? wrong.join('; ') : `${taken} messages taken, ${reached} of ${people} reached, nobody twice`;
    const tried = 'three built apps, their lines and their server';
    return [{ tried, amount, came, isAsExpected: wrong.length === 0, durationMs: performance.now() - began }];
  },
};

async function runRandomly(
  server: TestPostgres,
  { from, count }: { from: number; count: number },
  add: Add,
): Promise<void> {
  for (let seed = from; seed < from + count; seed += 1) {
    const began = performance.now();
    const tried = `random run, seed ${seed}`;
    try {
      const { left, happened } = await runTeam(server, seed);
      const amount = [...happened].map(([what, times]) => `${times} ${what}`).join(', ');
      const came = `${left} left, nobody twice`;
      add({ tried, amount, came, isAsExpected: true, durationMs: performance.now() - began });
    } catch (error) {
      const came = error instanceof Error ? error.message : String(error);
      add({ tried, amount: '', came, isAsExpected: false, durationMs: performance.now() - began });
    }
  }
}

async function catchOne(server: TestPostgres, weakening: Weakening, add: Add): Promise<void> {
  const began = performance.now();
  for (let seed = 1; seed <= runsToCatch; seed += 1) {
    const said = await runTeam(server, seed, weakening).then(
      () => null,
      (error: Error) => error.message,
    );
    if (said === null) continue;
    const row = { tried: weakening, amount: `${seed} runs`, came: `caught: ${said}` };
    const isAsExpected = /from \d and \d|after a stop/.test(said);
    return add({ ...row, isAsExpected, durationMs: performance.now() - began });
  }
  const row = { tried: weakening, amount: `${runsToCatch} runs`, came: 'NOT caught' };
  add({ ...row, isAsExpected: false, durationMs: performance.now() - began });
}

/** One line, cut once before and once after each piece that is sent over it. */
async function cutEverywhere(server: TestPostgres, add: Add): Promise<void> {
  const began = performance.now();
  const tried = 'a line cut at each step, from the login to the telling';
  const office = await CutOffice.open(server);
  const sums = { cuts: 0, reached: 0, notHandedOver: 0 };
  const all = async () => {
    for (let piece = 1; ; piece += 1) {
      const came = [await office.cut({ piece, goesOn: false }), await office.cut({ piece, goesOn: true })];
      const cut = came.filter((one) => one !== null);
      if (cut.length === 0) return '';
      sums.cuts += cut.length;
      for (const { reached, notHandedOver } of cut) {
        sums.reached += reached;
        sums.notHandedOver += notHandedOver;
      }
    }
  };
  const wrong = await all().catch((error: Error) => error.message);
  await office.close();
  const amount = `${sums.cuts} cuts`;
  const came = wrong || `nobody twice; ${sums.reached} reached, ${sums.notHandedOver} not handed over`;
  add({ tried, amount, came, isAsExpected: wrong === '' && sums.cuts > 0, durationMs: performance.now() - began });
}

function searchAll(add: Add): void {
  const one = (name: ScenarioName, variants: readonly Variant[], isExpected: (found: string | null) => boolean) => {
    const began = performance.now();
    const { states, found, path } = search(name, variants);
    const came = found === null ? 'nobody twice' : `${found}: ${path.join(' > ')}`;
    const row = { tried: [name, ...variants].join(' + '), amount: `${states} states`, came };
    add({ ...row, isAsExpected: isExpected(found), durationMs: performance.now() - began });
  };
  for (const [name, { isLost }] of Object.entries(scenarios) as [ScenarioName, Scenario][])
    one(name, [], (found) => (found !== null) === (isLost ?? false));
  for (const name of ofFirstVersion) one(name, ['first-version'], (found) => found === null);
  for (const [weakness, where] of Object.entries(weaknesses) as [Variant, readonly ScenarioName[]][])
    for (const name of where) one(name, [weakness], (found) => found !== null);
}
