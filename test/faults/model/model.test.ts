import { describe, expect, it } from 'vitest';
import { statuses, transitions } from '../../../domain/messages/message.ts';
import { answerFindings, heldByThePress } from './answer-findings.ts';
import { answerWeakenings, exploreAnswers } from './answers.ts';
import { explore } from './explore.ts';
import { find, findings, heldByEither, heldByTheIndex, sound } from './findings.ts';
import { contradictionsAreSaid, invariants } from './invariants.ts';
import { paths } from './paths.ts';
import { exploreSeries, seriesWeakenings } from './series.ts';
import { heldByAnother, seriesFindings } from './series-findings.ts';
import { weakenings } from './weakenings.ts';

describe('the protocol, step by step', () => {
  const searchedHere = sound.filter(({ stepsInTests }) => stepsInTests !== 0);
  it.each(searchedHere)(
    'breaks no invariant in any state: $name',
    ({ name: _, stepsInTests: mostSteps = Infinity, ...searched }) => {
      const found = explore({ ...searched, mostSteps });
      expect(found.counterexample).toBeNull();
      expect(found.states).toBeGreaterThan(20_000);
    },
  );

  it('takes every change of status that the domain allows, and no other', () => {
    const worlds = ['honest', 'bypasses_gate', 'goes_around'] as const;
    const moves = worlds.flatMap((world) => [...explore({ world, invariants: [] }).moves]);
    expect([...new Set(moves)].sort()).toEqual([...paths]);
    const plain = moves.map((move) => move.replaceAll(/:\w+/g, ''));
    const allowed = statuses.flatMap((from) => transitions[from].map((to) => `${from}>${to}`));
    expect([...new Set(plain)].sort()).toEqual([...allowed].sort());
  });

  it('never contradicts itself in an honest world, and says so where WhatsApp delivers past the gate', () => {
    const hostile = explore({ world: 'bypasses_gate', invariants: [], alsoHolds: contradictionsAreSaid });
    expect(hostile.counterexample).toBeNull();
    expect([...hostile.moves]).toEqual(expect.arrayContaining(['pending>sent:ack', 'cancelled>sent:ack']));
  });
});

describe('a protocol that is weaker', () => {
  /**
   * The longest paths take as long to find as all others together; `npm run faults -- --only model` searches them too.
   */
  const stepsInTests = 12;
  it.each(findings.filter(({ steps }) => steps <= stepsInTests))(
    '$weak breaks "$breaks" in $steps steps',
    ({ steps, breaks, ...asked }) => {
      const { counterexample } = find({ ...asked });
      expect(counterexample?.invariant).toBe(breaks);
      expect(counterexample?.path, counterexample?.path.join(' > ')).toHaveLength(steps);
    },
  );

  it.each(heldByTheIndex)('$weak sends nothing twice while the index of live attempts stands', ({ weak, bounds }) => {
    expect(find({ weak, bounds, asked: ['delivered at most once'] }).counterexample).toBeNull();
    expect(find({ weak, bounds, asked: invariants }).counterexample).not.toBeNull();
  });

  it.each(heldByEither)(
    '$weak leaves one message before its gate at a time, by the other',
    ({ weak, bounds, asked }) => {
      // `npm run faults -- --only model` searches all steps.
      const found = explore({ weak, bounds, invariants: asked, mostSteps: 10 });
      expect(found.counterexample).toBeNull();
      expect(found.states).toBeGreaterThan(30_000);
    },
  );

  it('is shown for each weakening', () => {
    const shown = new Set(findings.flatMap((finding) => finding.weak));
    expect(weakenings.filter((name) => !shown.has(name))).toEqual([]);
  });
});

describe('answers, searched in full', () => {
  it('break no invariant in any state', () => {
    const found = exploreAnswers();
    expect(found.counterexample).toBeNull();
    expect(found.states).toBeGreaterThan(1_000);
  });

  it.each(answerFindings)('$weak breaks "$breaks"', ({ weak, breaks }) => {
    expect(exploreAnswers(weak, [breaks]).counterexample?.invariant).toBe(breaks);
  });

  it('go once by the name of the press alone', () => {
    expect(exploreAnswers(heldByThePress).counterexample).toBeNull();
  });

  it('are shown each weakening', () => {
    const shown = new Set([...answerFindings.flatMap(({ weak }) => weak), ...heldByThePress]);
    expect(answerWeakenings.filter((name) => !shown.has(name))).toEqual([]);
  });
});

describe('what goes again, searched in full', () => {
  it('breaks no invariant in any state', () => {
    const found = exploreSeries();
    expect(found.counterexample).toBeNull();
    expect(found.states).toBeGreaterThan(1_000);
  });

  it.each(seriesFindings)('$weak breaks "$breaks"', ({ weak, breaks }) => {
    expect(exploreSeries(weak, [breaks]).counterexample?.invariant).toBe(breaks);
  });

  it.each(heldByAnother)('%s alone breaks nothing', (weakening) => {
    expect(exploreSeries([weakening]).counterexample).toBeNull();
  });

  it('is shown each weakening', () => {
    const shown = new Set([...seriesFindings.flatMap(({ weak }) => weak), ...heldByAnother]);
    expect(seriesWeakenings.filter((name) => !shown.has(name))).toEqual([]);
  });
});
