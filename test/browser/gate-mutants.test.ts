/**
 * Every rule of the gate in the page has a check that fails without it. That each passes with it, `gate.test.ts` shows.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gateChecks } from './gate-checks.ts';
import { type GateMutant, gateMutants } from './gate-mutants.ts';
import { type GateRig, type InPage, inPage, openGateRig } from './gate-rig.ts';

let rig: GateRig;
beforeAll(async () => {
  rig = await openGateRig();
});
afterAll(() => rig.practice.close());

/** The text of the function with the rule dropped. A replacement that matches no place, or several, is an error. */
function textOf({ of, replace }: GateMutant): ReadonlyMap<InPage, string> {
  let text: string = inPage[of].toString();
  for (const [from, to] of replace) {
    expect(text.split(from), `places of: ${from}`).toHaveLength(2);
    text = text.replace(from, () => to);
  }
  return new Map([[of, text]]);
}

describe('a check fails without the rule', () => {
  test.for(gateMutants.map((mutant) => [mutant.dropped, mutant] as const))('%s', async ([, mutant]) => {
    expect(await rig.stand(textOf(mutant))).toBeNull();
    await expect(gateChecks[mutant.killedBy](rig)).rejects.toMatchObject({ name: 'AssertionError' });
  });

  test('every check is needed for a rule, but the healthy send and the two of the main process', () => {
    const needed = new Set<string>(gateMutants.map(({ killedBy }) => killedBy));
    const spare = Object.keys(gateChecks).filter((check) => !needed.has(check));
    expect(spare.sort()).toEqual(['freshGo', 'halfAQuestion', 'questionOfAnotherDocument']);
  });

  test('the main process compares the document of the question with its own', async () => {
    expect(await rig.stand()).toBeNull();
    const documentId = await rig.documentId();
    rig.onQuestion = (question) => ({ ...(question as object), documentId });
    await expect(gateChecks.questionOfAnotherDocument(rig)).rejects.toMatchObject({ name: 'AssertionError' });
  });
});
