import fc from 'fast-check';
import { event } from './event.ts';
import { book, datedTexts } from './people.ts';

/** Commands for campaigns whose messages go at times of their own. Dates are given in half hours from now. */
export type TimedCommand =
  | {
      readonly do: 'start_timed';
      readonly people: readonly number[];
      readonly name: 0 | 1;
      readonly text: number;
      readonly dates: readonly number[];
      /** The date of the first person's second row; null where that person has only one row. */
      readonly second: number | null;
    }
  /** The list is read again: each row gets the next of the dates, if there is one. */
  | { readonly do: 'move_dates'; readonly which: number; readonly dates: readonly (number | null)[] }
  | { readonly do: 'sleep' | 'pass'; readonly ms: number };

export type Placed<Command> = { readonly at: number; readonly command: Command };

const minuteMs = 60_000;
/** In half hours from now: an hour that has begun, one still to come, and another day; moved ones also in the past. */
const ahead = fc.constantFrom(1, 1, 2, 3, 4, 6, 49);
const moved = fc.constantFrom(null, null, -2, 1, 2, 3, 5, 50);

const command: fc.Arbitrary<TimedCommand> = fc.oneof(
  event(4, 'start_timed', {
    people: fc.uniqueArray(fc.nat(book.length - 1), { minLength: 1, maxLength: 3 }),
    name: fc.constantFrom<0 | 1>(0, 1),
    text: fc.nat(datedTexts.length - 1),
    dates: fc.array(ahead, { minLength: 3, maxLength: 3 }),
    second: fc.oneof(fc.constant(null), ahead),
  }),
  event(2, 'move_dates', {
    which: fc.nat(11),
    dates: fc.array(moved, { minLength: 4, maxLength: 4 }),
  }),
  // The computer sleeps past a latest moment, or is awake until then.
  event(1, 'sleep', {
    ms: fc.constantFrom(20, 45, 90).map((of) => of * minuteMs),
  }),
  event(2, 'pass', {
    ms: fc.constantFrom(2, 31, 65).map((of) => of * minuteMs),
  }),
);

/** Half of the runs have none of these commands. */
export const timedCommands: fc.Arbitrary<readonly Placed<TimedCommand>[]> = fc.oneof(
  fc.constant([]),
  fc.array(fc.record({ at: fc.nat(29), command }), { minLength: 2, maxLength: 8, size: 'max' }),
);

/** Inserts each command at its place among the others. */
export function insertAt<Other, More>(others: readonly Other[], more: readonly Placed<More>[]): (Other | More)[] {
  const placed = others.map((command, at): Placed<Other | More> => ({ at, command }));
  return [...placed, ...more].toSorted((one, other) => one.at - other.at).map(({ command }) => command);
}
