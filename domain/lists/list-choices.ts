import { z } from 'zod';
import { limits } from '../limits.ts';
import { ColumnIndex } from '../view-parts.ts';
import { Mapping } from './list-mapping.ts';
import { leaveOut, type Reading, type RowCause, rowCauses } from './row-cause.ts';

const Country = z.string().length(2);
const RowNumber = z.int().positive();

/** What all rows with one cause become: one of their readings, or `leave_out`. Not for rows without that reading. */
export const Decision = z.object({ cause: z.enum(rowCauses), as: z.string().max(limits.nameCharacters) });
export type Decision = z.infer<typeof Decision>;

/** The part of a list that gets the message: rows whose cell in each column is one of the values, or none of them. */
export const Segment = z.array(
  z.object({
    index: ColumnIndex,
    values: z.array(z.string().max(limits.nameCharacters)).min(1).max(limits.segmentValues),
    /** The part is all rows except those with these values. */
    isAllBut: z.boolean().optional(),
  }),
);

/** Everything that the operator decided about the rows of a list. The rows themselves stay as they are in the file. */
export const ListChoices = z.object({
  /** In the order in which they were made. If two apply to a row, the earlier one counts. */
  decisions: z.array(Decision),
  /** Cells that were corrected here. */
  edits: z.array(z.object({ rowNumber: RowNumber, cell: z.string() })),
  /** Rows used although a cell of them says no. Absent without any. */
  despiteNo: z.array(RowNumber).optional(),
  /** Rows kept instead of an earlier one with the same number. */
  kept: z.array(RowNumber),
  /** Countries that the operator named, to be tried for numbers that do not fit the list's country. */
  countries: z.array(Country),
  /** The operator has chosen the list's country, so what its rows suggest is not asked about any more. */
  isCountryChosen: z.boolean(),
  segment: Segment,
  /** Rows of one number that differ here are all kept: several appointments of one person. Absent without a column. */
  occasions: ColumnIndex.optional(),
});
export type ListChoices = z.infer<typeof ListChoices>;

/** What is decided about a row that is used although it says no. */
export const usedDespiteNo: Decision = { cause: 'says_no', as: 'as_is' };

export const noChoices: ListChoices = {
  decisions: [],
  edits: [],
  kept: [],
  countries: [],
  segment: [],
  isCountryChosen: false,
};

/** One decision of the operator, or taking one back. */
export const ListChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('decide'), decisions: z.array(Decision).min(1).max(limits.listDecisions) }),
  z.object({ kind: z.literal('undo'), decision: Decision }),
  /** Null takes an edit back. */
  z.object({ kind: z.literal('edit'), rowNumber: RowNumber, cell: z.string().max(limits.nameCharacters).nullable() }),
  z.object({ kind: z.literal('despiteNo'), rowNumber: RowNumber }),
  /** `insteadOf`: the row that is kept so far. */
  z.object({ kind: z.literal('keep'), rowNumber: RowNumber, insteadOf: RowNumber }),
  z.object({ kind: z.literal('try'), country: Country }),
  z.object({ kind: z.literal('segment'), segment: Segment }),
  z.object({ kind: z.literal('occasions'), column: ColumnIndex.nullable() }),
  z.object({ kind: z.literal('mapping'), mapping: Mapping }),
  z.object({ kind: z.literal('country'), country: Country }),
]);
export type ListChange = z.infer<typeof ListChange>;

/** How the rows of a list are read, and what was decided about them. */
export type ListState = { readonly mapping: Mapping; readonly country: string; readonly choices: ListChoices };

export function withChange(state: ListState, change: ListChange): ListState {
  if (change.kind === 'country')
    return { ...state, country: change.country, choices: { ...state.choices, isCountryChosen: true } };
  if (change.kind !== 'mapping') return { ...state, choices: withChoice(state.choices, change) };
  const { mapping } = change;
  // Decisions about the cells of one column say nothing about those of another.
  if (mapping.phone === state.mapping.phone) return { ...state, mapping };
  return { ...state, mapping, choices: { ...noChoices, segment: state.choices.segment } };
}

function withChoice(
  choices: ListChoices,
  change: Exclude<ListChange, { kind: 'mapping' } | { kind: 'country' }>,
): ListChoices {
  switch (change.kind) {
    case 'decide': {
      const further = change.decisions.filter((one) => !choices.decisions.some((made) => isSame(made, one)));
      return { ...choices, decisions: [...choices.decisions, ...further].slice(-limits.listDecisions) };
    }
    case 'undo':
      return {
        ...(isSame(change.decision, usedDespiteNo) ? { ...choices, despiteNo: [] } : choices),
        decisions: choices.decisions.filter((made) => !isSame(made, change.decision)),
      };
    case 'despiteNo':
      return { ...choices, despiteNo: [...new Set([...(choices.despiteNo ?? []), change.rowNumber])] };
    case 'edit': {
      const { rowNumber, cell } = change;
      const others = choices.edits.filter((edit) => edit.rowNumber !== rowNumber);
      return { ...choices, edits: cell === null ? others : [...others, { rowNumber, cell }] };
    }
    case 'keep': {
      const others = choices.kept.filter((row) => row !== change.rowNumber && row !== change.insteadOf);
      return { ...choices, kept: [...others, change.rowNumber] };
    }
    case 'try':
      return { ...choices, countries: [...new Set([...choices.countries, change.country])] };
    case 'segment':
      return { ...choices, segment: change.segment };
    case 'occasions': {
      const { occasions: _before, ...others } = choices;
      return change.column === null ? others : { ...others, occasions: change.column };
    }
  }
}

/** What the decisions make of a row: one of its readings, `leave_out`, or nothing while no decision concerns it. */
export function decided(
  { cause, readings }: { readonly cause: RowCause; readonly readings: readonly Reading[] },
  decisions: readonly Decision[],
): Reading | typeof leaveOut | null {
  for (const decision of decisions) {
    if (decision.cause !== cause) continue;
    if (decision.as === leaveOut) return leaveOut;
    const reading = readings.find(({ as }) => as === decision.as);
    if (reading !== undefined) return reading;
  }
  return null;
}

function isSame(one: Decision, other: Decision): boolean {
  return one.cause === other.cause && one.as === other.as;
}
