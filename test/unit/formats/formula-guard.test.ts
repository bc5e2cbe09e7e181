import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withFormulaGuard, withoutFormulaGuard } from '../../../electron/formats/formula-guard.ts';

const parts = ['=', '-', '@', '＋', "'", '"', ',', ';', '|', '\t', '\n', ' ', '\u00a0', '\u200b', '\0', '\v', 'a', '1'];

it('what was guarded is the same again without the guard, whatever it is made of', () => {
  const words = fc.array(fc.constantFrom(...parts), { maxLength: 12 }).map((all) => all.join(''));
  fc.assert(
    fc.property(words, (text) => {
      expect(withoutFormulaGuard(withFormulaGuard(text))).toBe(text);
    }),
    { numRuns: 5_000 },
  );
});
