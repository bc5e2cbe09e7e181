import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decided,
  type ListChange,
  type ListState,
  noChoices,
  withChange,
} from '../../../../domain/lists/list-choices.ts';
import type { Reading } from '../../../../domain/lists/row-cause.ts';

const state: ListState = {
  mapping: { phone: 1, further: [], area: null, name: 0, country: null, fields: [] },
  country: 'GB',
  choices: noChoices,
};
const stateAfter = (...changes: ListChange[]) => changes.reduce(withChange, state);
const zero = { cause: 'lost_zero', as: 'zero' } as const;
const out = { cause: 'lost_zero', as: 'leave_out' } as const;

describe('what was decided about a list', () => {
  test('is as it was before once it is taken back', () => {
    expect(stateAfter({ kind: 'decide', decisions: [zero] }, { kind: 'undo', decision: zero })).toEqual(state);
    expect(stateAfter({ kind: 'edit', rowNumber: 7, cell: 'x' }, { kind: 'edit', rowNumber: 7, cell: null })).toEqual(
      state,
    );
  });

  test('is kept once, in the order in which it was decided', () => {
    const twice = stateAfter({ kind: 'decide', decisions: [zero] }, { kind: 'decide', decisions: [out, zero] });
    expect(twice.choices.decisions).toEqual([zero, out]);
  });

  test('the last edit of a cell counts', () => {
    const edits = stateAfter({ kind: 'edit', rowNumber: 7, cell: 'x' }, { kind: 'edit', rowNumber: 7, cell: 'y' })
      .choices.edits;
    expect(edits).toEqual([{ rowNumber: 7, cell: 'y' }]);
  });

  test('of two rows with one number the one that was chosen last is kept', () => {
    const kept = stateAfter({ kind: 'keep', rowNumber: 9, insteadOf: 3 }, { kind: 'keep', rowNumber: 3, insteadOf: 9 })
      .choices.kept;
    expect(kept).toEqual([3]);
  });

  test('stays with another country or placeholder, and goes with another column of numbers', () => {
    const decide: ListChange = { kind: 'decide', decisions: [zero] };
    expect(stateAfter(decide, { kind: 'country', country: 'BR' }).choices.decisions).toEqual([zero]);
    const { mapping } = state;
    expect(stateAfter(decide, { kind: 'mapping', mapping: { ...mapping, name: null } }).choices.decisions).toEqual([
      zero,
    ]);
    expect(stateAfter(decide, { kind: 'mapping', mapping: { ...mapping, phone: 2 } }).choices.decisions).toEqual([]);
  });
});

describe('a row', () => {
  const readings: readonly Reading[] = [
    { as: 'in:EG', phone: '+201000000038' },
    { as: 'in:AE', phone: '+971500000067' },
  ];
  const row = { cause: 'other_country', readings } as const;

  test('follows the first decision that is meant for it', () => {
    const eg = { cause: 'other_country', as: 'in:EG' } as const;
    const br = { cause: 'other_country', as: 'in:BR' } as const;
    expect(decided(row, [br])).toBeNull();
    expect(decided(row, [br, eg])).toBe(readings[0]);
    expect(decided(row, [{ cause: 'other_country', as: 'leave_out' }, eg])).toBe('leave_out');
  });

  test('becomes nothing that it does not offer, whatever was decided', () => {
    const decision = fc.record({
      cause: fc.constantFrom('other_country', 'lost_zero', 'rounded'),
      as: fc.constantFrom('in:EG', 'in:BR', 'zero', 'as_is', 'leave_out'),
    });
    fc.assert(
      fc.property(fc.array(decision), (decisions) => {
        const became = decided(row, decisions as Parameters<typeof decided>[1]);
        if (became !== null && became !== 'leave_out') expect(readings).toContain(became);
        if (!decisions.some(({ cause }) => cause === row.cause)) expect(became).toBeNull();
      }),
    );
  });
});
