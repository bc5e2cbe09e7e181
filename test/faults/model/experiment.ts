import type { Experiment, Row } from '../experiment.ts';
import { answerFindings } from './answer-findings.ts';
import { exploreAnswers } from './answers.ts';
import { explore } from './explore.ts';
import { find, findings, heldByEither, heldByTheIndex, sound } from './findings.ts';
import type { Found } from './search.ts';
import { exploreSeries } from './series.ts';
import { seriesFindings } from './series-findings.ts';

/** Searches all steps of the protocol, and what each weakening of it leads to. */
export const modelExperiment: Experiment = {
  name: 'Model of the protocol',
  run: async (_, onProgress) => {
    const rows: Row[] = [];
    const add = (row: Row) => {
      rows.push(row);
      onProgress(`${row.tried}: ${row.came}`);
    };
    for (const { name, stepsInTests: _, ...searched } of sound) {
      const { states, edges, durationMs, counterexample } = explore(searched);
      const came = counterexample ? `${counterexample.invariant}: ${counterexample.path.join(' > ')}` : 'no violation';
      const amount = `${states} states, ${edges} edges`;
      add({ tried: name, amount, came, isAsExpected: counterexample === null, durationMs });
    }
    for (const finding of findings) {
      const { counterexample, states, durationMs } = find(finding);
      const came = counterexample ? `caught: ${counterexample.path.join(' > ')}` : 'NOT caught';
      const isAsExpected = counterexample?.invariant === finding.breaks;
      const tried = `${finding.weak.join(' + ')} breaks "${finding.breaks}"`;
      add({ tried, amount: `${states} states`, came, isAsExpected, durationMs });
    }
    addAll('answers: 2 presses, 3 attempts, a restart', exploreAnswers, answerFindings, add);
    addAll('what goes again: 2 dates, restarts, a backup restored', exploreSeries, seriesFindings, add);
    for (const { weak, bounds } of heldByTheIndex) {
      const { counterexample, states, durationMs } = find({ weak, bounds, asked: ['delivered at most once'] });
      const came = counterexample ? counterexample.path.join(' > ') : 'nothing twice: the index holds';
      const tried = weak.join(' + ');
      add({ tried, amount: `${states} states`, came, isAsExpected: counterexample === null, durationMs });
    }
    for (const asked of heldByEither) {
      const { counterexample, states, durationMs } = find(asked);
      const came = counterexample ? counterexample.path.join(' > ') : 'one before its gate: the other holds';
      const tried = asked.weak.join(' + ');
      add({ tried, amount: `${states} states`, came, isAsExpected: counterexample === null, durationMs });
    }
    return rows;
  },
};

/** Adds the rows of a further model: its whole space, and the result of each weakening. */
function addAll<Weakening extends string, Invariant extends string>(
  tried: string,
  exploreIt: (weak?: readonly Weakening[], asked?: readonly Invariant[]) => Found<Invariant>,
  found: readonly { readonly weak: readonly Weakening[]; readonly breaks: Invariant }[],
  add: (row: Row) => void,
): void {
  const { states, edges, durationMs, counterexample } = exploreIt();
  const came = counterexample ? counterexample.path.join(' > ') : 'no violation';
  const amount = `${states} states, ${edges} edges`;
  add({ tried, amount, came, isAsExpected: counterexample === null, durationMs });
  for (const { weak, breaks } of found) {
    const one = exploreIt(weak, [breaks]);
    add({
      tried: `${weak.join(' + ')} breaks "${breaks}"`,
      amount: `${one.states} states`,
      came: one.counterexample ? `caught: ${one.counterexample.path.join(' > ')}` : 'NOT caught',
      isAsExpected: one.counterexample !== null,
      durationMs: one.durationMs,
    });
  }
}
