import type { Experiment, Row, Sizes } from '../experiment.ts';
import { type PowerCuts, runPowerCuts, type Weakness } from './power-cuts.ts';
import { whyNotRecordable } from './recording.ts';

/** How many states of a weakened variant are tried: it fails within the first dozens. */
const weakenedStates = 500;

type Variant = {
  readonly name: string;
  readonly weaknesses: readonly Weakness[];
  readonly expected: (found: PowerCuts) => boolean;
};

const isSound = ({ bad }: PowerCuts) => Object.values(bad).every((count) => count === 0);
const nothingTwice = ({ bad }: PowerCuts) => bad.may_go_twice === 0 && bad.lie === 0;

const variants: readonly Variant[] = [
  { name: 'synchronous=FULL and the ledger', weaknesses: [], expected: isSound },
  { name: 'without the ledger', weaknesses: ['no_ledger'], expected: nothingTwice },
  { name: 'synchronous=NORMAL with the ledger', weaknesses: ['normal'], expected: nothingTwice },
  {
    name: 'synchronous=NORMAL without the ledger',
    weaknesses: ['normal', 'no_ledger'],
    expected: (found) => !nothingTwice(found),
  },
];

/** The power is cut at every moment, and each of the two safeguards is tried alone. */
export const powerCutExperiment: Experiment = {
  name: 'Power cut',
  run: async (sizes, onProgress) => {
    const missing = whyNotRecordable();
    if (missing !== null)
      return [
        { tried: 'power cut', amount: '0 states', came: `skipped: ${missing}`, isAsExpected: false, durationMs: 0 },
      ];
    const rows: Row[] = [];
    for (const variant of variants) rows.push(await runVariant(variant, sizes, onProgress));
    return rows;
  },
};

async function runVariant(variant: Variant, { states, seed }: Sizes, onProgress: (said: string) => void): Promise<Row> {
  const { name, weaknesses, expected } = variant;
  const found = await runPowerCuts({
    states: weaknesses.length === 0 ? states : Math.min(states, weakenedStates),
    seed,
    weaknesses,
    onProgress: (done) => onProgress(`power cut, ${name}: ${done} states`),
  });
  const { bad, examples } = found;
  const came = `${bad.may_go_twice} may go twice, ${bad.lie} lies, ${bad.unusable} unusable, ${bad.held} held`;
  for (const example of expected(found) ? [] : examples) onProgress(`${example} (seed ${seed})`);
  return {
    tried: `power cut, ${name}`,
    amount: `${found.states} states of ${found.operations} operations, ${found.messages} messages; ${found.sentOn} sent on`,
    came,
    isAsExpected: expected(found),
    durationMs: found.durationMs,
  };
}
