/**
 * Tries to break the promise "never twice, never a lie". Prints what was tried and with which result. The exit code is
 * 1 when a result differs from the expected one.
 *
 *   npm run faults -- --runs 100000 --states 100000 --kills 500 --seed 1 --only simulation
 */
import { parseArgs } from 'node:util';
import { changesExperiment } from '../test/faults/changes/experiment.ts';
import type { Experiment, Row, Sizes } from '../test/faults/experiment.ts';
import { guardsExperiment } from '../test/faults/guards/experiment.ts';
import { killExperiment } from '../test/faults/kill/experiment.ts';
import { looksExperiment } from '../test/faults/looks/experiment.ts';
import { modelExperiment } from '../test/faults/model/experiment.ts';
import { nightExperiment } from '../test/faults/night/experiment.ts';
import { powerCutExperiment } from '../test/faults/power-cut/experiment.ts';
import { simulationExperiment } from '../test/faults/simulation/experiment.ts';
import { teamExperiment, teamKillExperiment, teamModelExperiment } from '../test/faults/team/experiment.ts';

/** The experiments by the name that `--only` takes, in the order in which they run. */
const experiments: Readonly<Record<string, Experiment>> = {
  model: modelExperiment,
  'team-model': teamModelExperiment,
  team: teamExperiment,
  'team-kill': teamKillExperiment,
  guards: guardsExperiment,
  looks: looksExperiment,
  simulation: simulationExperiment,
  'power-cut': powerCutExperiment,
  kill: killExperiment,
  night: nightExperiment,
  changes: changesExperiment,
};

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5000' },
    states: { type: 'string', default: '1500' },
    kills: { type: 'string', default: '30' },
    people: { type: 'string', default: '200' },
    accounts: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    path: { type: 'string' },
    only: { type: 'string', multiple: true },
  },
});

function wholeNumber(name: 'runs' | 'states' | 'kills' | 'people' | 'accounts' | 'seed'): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new Error(`--${name} takes a whole number`);
}

const sizes: Sizes = {
  runs: wholeNumber('runs'),
  states: wholeNumber('states'),
  kills: wholeNumber('kills'),
  people: wholeNumber('people'),
  accounts: wholeNumber('accounts'),
  seed: wholeNumber('seed'),
  ...(values.path === undefined ? {} : { path: values.path }),
};
const asked = values.only ?? Object.keys(experiments);
const unknown = asked.filter((name) => experiments[name] === undefined);
if (unknown.length > 0) throw new Error(`--only takes ${Object.keys(experiments).join(', ')}`);

function line({ tried, amount, came, isAsExpected, durationMs }: Row): string {
  return `| ${isAsExpected ? 'ok' : 'BAD'} | ${tried} | ${amount} | ${came} | ${(durationMs / 1_000).toFixed(1)} s |`;
}

const tables: string[] = [];
let isSound = true;
for (const name of asked) {
  const experiment = experiments[name];
  if (!experiment) continue;
  console.log(`${experiment.name} …`);
  const rows = await experiment.run(sizes, (said) => console.log(`  ${said}`));
  isSound &&= rows.length > 0 && rows.every((row) => row.isAsExpected);
  tables.push(
    `\n${experiment.name}\n| | tried | how much | what came of it | time |\n|---|---|---|---|---|`,
    ...rows.map(line),
  );
}
console.log(tables.join('\n'));
console.log(
  `\n${isSound ? 'Everything came out as it should.' : 'SOMETHING BROKE: see BAD above.'} Seed ${sizes.seed}.`,
);
process.exitCode = isSound ? 0 : 1;
