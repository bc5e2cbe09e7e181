import type { Experiment, Row } from '../experiment.ts';
import { answerFindings } from './answer-findings.ts';
import { exploreAnswers } from './answers.ts';
import { explore } from './explore.ts';
import { find, findings, heldByEither, heldByTheIndex, sound } from './findings.ts';

/** The protocol searched in full, and what each weakening of it would lead to. */
export const modelExperiment: Experiment = {
  name: 'Model of the protocol',
  run: async (_, onProgress) => {
    const rows: Row[] = [];
    const add = (row: Row) => {
      rows.push(row);
      onProgress(`${row.tried}: ${row.came}`);
    };
    for (const { name, isLong: _, ...searched } of sound) {
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
    const answers = exploreAnswers();
    add({
      tried: 'answers: 2 presses, 3 attempts, a restart',
      amount: `${answers.states} states, ${answers.edges} edges`,
      came: answers.counterexample ? answers.counterexample.path.join(' > ') : 'no violation',
      isAsExpected: answers.counterexample === null,
      durationMs: answers.durationMs,
    });
    for (const { weak, breaks } of answerFindings) {
      const { counterexample, states, durationMs } = exploreAnswers(weak, [breaks]);
      const came = counterexample ? `caught: ${counterexample.path.join(' > ')}` : 'NOT caught';
      const tried = `${weak.join(' + ')} breaks "${breaks}"`;
      add({ tried, amount: `${states} states`, came, isAsExpected: counterexample !== null, durationMs });
    }
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
