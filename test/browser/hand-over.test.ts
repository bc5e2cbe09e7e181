/** Each rule of the call that hands a message over inside the page, and that a check fails without it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GateRig, inPage, openGateRig } from './gate-rig.ts';
import { type HandOverCheck, handOverChecks } from './hand-over-checks.ts';
import { handOverMutants } from './hand-over-mutants.ts';

let rig: GateRig;
beforeAll(async () => {
  rig = await openGateRig();
});
beforeEach(async () => {
  expect(await rig.stand()).toBeNull();
});
afterAll(() => rig.practice.close());

const names: Readonly<Record<HandOverCheck, string>> = {
  noGateForAFile: 'a file is not taken where the gate does not stand',
  fileForAnotherDocument: 'a file for another document is not taken',
  partsInOrder: 'a file that comes in parts is put together in their order, and its hash told',
  noGateAtTheHandOver: 'nothing is handed over where the gate does not stand',
  handOverToAnotherDocument: 'nothing is handed over to another document',
  noLibrary: 'a page without the library is told as such',
  noChatToOpen: 'a chat that cannot be opened is told as such',
  libraryThrows: 'what the library throws is told, and nothing of the file is kept',
  optionsOfAText: 'a text goes out alone, with previews, contact cards and waiting off',
  optionsOfACaption: 'the words of a picture go out as its caption, and in no other place',
  optionsOfAFileAlone: 'a document without words has no caption',
  gateReplacedMeanwhile: 'a gate that was replaced during the call is told, whatever the call said',
  noPartCame: 'a file of which no part came is empty, so that the gate refuses its hash',
  nothingIsKept: 'nothing of a file is kept once it was handed over',
};
test.for(Object.entries(names) as [HandOverCheck, string][])('$1', ([check]) => handOverChecks[check](rig));

describe('a check fails without the rule', () => {
  test.for(handOverMutants.map((mutant) => [mutant.dropped, mutant] as const))('%s', async ([, mutant]) => {
    const { of, replace, killedBy } = mutant;
    const [from, to] = replace;
    const text: string = inPage[of].toString();
    expect(text.split(from), `places of: ${from}\n${text}`).toHaveLength(2);
    expect(await rig.stand(new Map([[of, text.replace(from, () => to)]]))).toBeNull();
    await expect(handOverChecks[killedBy](rig)).rejects.toThrow();
  });

  test('every check is needed for a rule', () => {
    const needed = new Set<string>(handOverMutants.map(({ killedBy }) => killedBy));
    expect(Object.keys(handOverChecks).filter((check) => !needed.has(check))).toEqual([]);
  });
});
