import fc from 'fast-check';
import { event } from './event.ts';
import type { Placed } from './own-times-plan.ts';
import { book, texts } from './people.ts';

/** Commands for campaigns that are sent again each week or each year. */
export type SeriesCommand =
  | {
      readonly do: 'start_series';
      readonly every: 'week' | 'year';
      readonly people: readonly number[];
      readonly name: 0 | 1;
      readonly text: number;
      /** In how many days its first date is. */
      readonly inDays: number;
      readonly byItself: boolean;
    }
  /** The computer sleeps until right before the next date is drawn or due, until one is late or over, or for a year. */
  | { readonly do: 'turn'; readonly to: Turn }
  | { readonly do: 'answer_campaign'; readonly which: number }
  | { readonly do: 'resume' };

export type Turn = 'next' | 'draw' | 'due' | 'late' | 'over' | 'year';

const start = fc.record({
  do: fc.constant('start_series' as const),
  every: fc.constantFrom('week', 'week', 'year'),
  people: fc.uniqueArray(fc.nat(book.length - 1), { minLength: 1, maxLength: 3 }),
  name: fc.constantFrom<0 | 1>(0, 1),
  text: fc.nat(texts.length - 1),
  inDays: fc.constantFrom(0, 1, 1, 2, 3),
  byItself: fc.boolean(),
});

const weigh = (weight: number, arbitrary: fc.Arbitrary<SeriesCommand>) => ({ weight, arbitrary });

const later: fc.Arbitrary<SeriesCommand> = fc.oneof(
  weigh(1, start),
  event(8, 'turn', {
    to: fc.oneof(
      { weight: 5, arbitrary: fc.constant<Turn>('next') },
      { weight: 1, arbitrary: fc.constantFrom<Turn>('draw', 'due', 'late', 'over', 'year') },
    ),
  }),
  event(4, 'answer_campaign', { which: fc.nat(11) }),
  // A series has many dates, and an operator who paused it resumes within them.
  weigh(4, fc.constant({ do: 'resume' as const })),
);

/** Two of three runs have none of these commands. The commands after a start follow soon after it. */
export const seriesCommands: fc.Arbitrary<readonly Placed<SeriesCommand>[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc
      .record({
        at: fc.nat(15),
        start,
        more: fc.array(fc.record({ gap: fc.nat(2), command: later }), { minLength: 4, maxLength: 12, size: 'max' }),
      })
      .map(({ at, start: command, more }) => {
        const placed: Placed<SeriesCommand>[] = [{ at, command }];
        for (const one of more) placed.push({ at: (placed.at(-1)?.at ?? at) + one.gap, command: one.command });
        return placed;
      }),
  },
);
