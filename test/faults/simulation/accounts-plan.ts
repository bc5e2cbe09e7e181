import fc from 'fast-check';
import { event } from './event.ts';
import type { Placed } from './own-times-plan.ts';
import { book, texts } from './people.ts';

/** Commands for computers with several accounts. Accounts are named by their place. */
export type AccountCommand =
  /** A campaign from several accounts, whose list names one for some people, perhaps one that does not exist. */
  | {
      readonly do: 'start_from';
      readonly people: readonly number[];
      readonly name: 0 | 1;
      readonly text: number;
      readonly isRepeat: boolean;
      readonly from: readonly number[];
      readonly named: readonly (number | null)[];
    }
  /** A phone links an account: to its own number, to none, to a strange one, or to the next account's. */
  | { readonly do: 'link_account'; readonly which: number; readonly to: 'own' | 'none' | 'other' | 'next' }
  | { readonly do: 'restrict'; readonly which: number; readonly isOn: boolean }
  /** A phone logs an account out, and the operator resumes an account. */
  | { readonly do: 'log_out' | 'resume_account'; readonly which: number }
  /** An account is removed from this computer, and its number is linked here again. */
  | { readonly do: 'let_go' | 'bring_back'; readonly which: number }
  /** The operator moves the waiting people of a campaign from one account to another. */
  | { readonly do: 'move_people'; readonly which: number; readonly from: number; readonly to: number }
  /** The session of one account reports about another's message, asks the gate for it, or sends it by itself. */
  | { readonly do: 'word_across' | 'gate_across' | 'leave_across'; readonly which: number; readonly through: number }
  | { readonly do: 'pass'; readonly ms: number };

const place = fc.nat(2);
const which = fc.nat(11);
const weigh = (weight: number, arbitrary: fc.Arbitrary<AccountCommand>) => ({ weight, arbitrary });

const command: fc.Arbitrary<AccountCommand> = fc.oneof(
  event(9, 'start_from', {
    people: fc.uniqueArray(fc.nat(book.length - 1), { minLength: 2, maxLength: 5 }),
    name: fc.constantFrom<0 | 1>(0, 1),
    text: fc.nat(texts.length - 1),
    isRepeat: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    from: fc.uniqueArray(place, { minLength: 1, maxLength: 3 }),
    named: fc.array(fc.constantFrom(null, null, 0, 1, 2, 9), { minLength: 5, maxLength: 5 }),
  }),
  event(5, 'pass', { ms: fc.constantFrom(1, 250, 1_000, 31_000, 61_000, 600_000) }),
  event(4, 'link_account', {
    which: place,
    to: fc.constantFrom('own', 'own', 'own', 'none', 'other', 'next'),
  }),
  event(2, 'restrict', { which: place, isOn: fc.boolean() }),
  event(1, 'log_out', { which: place }),
  event(4, 'resume_account', { which: place }),
  weigh(
    2,
    fc.record({ do: fc.constantFrom('let_go' as const, 'bring_back' as const, 'bring_back' as const), which: place }),
  ),
  event(5, 'move_people', { which, from: place, to: place }),
  weigh(
    4,
    fc.record({
      do: fc.constantFrom(
        'word_across' as const,
        'word_across' as const,
        'gate_across' as const,
        'leave_across' as const,
      ),
      which,
      through: place,
    }),
  ),
);

/** Half of the runs have one account and none of these commands. */
export const accountCommands: fc.Arbitrary<{
  readonly accounts: number;
  readonly among: readonly Placed<AccountCommand>[];
}> = fc.oneof(
  fc.constant({ accounts: 1, among: [] }),
  fc.record({
    accounts: fc.constantFrom(2, 3),
    among: fc.array(fc.record({ at: fc.nat(29), command }), { minLength: 4, maxLength: 16, size: 'max' }),
  }),
);
