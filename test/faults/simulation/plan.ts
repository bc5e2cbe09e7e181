import fc from 'fast-check';
import { type AccountCommand, accountCommands } from './accounts-plan.ts';
import { event } from './event.ts';
import type { Fault } from './faults.ts';
import { insertAt, type TimedCommand, timedCommands } from './own-times-plan.ts';
import { book, files, texts } from './people.ts';
import { type SeriesCommand, seriesCommands } from './series-plan.ts';
import type { LookUpsSay, Outcome } from './whatsapp.ts';

type SimpleName = 'crash' | 'start' | 'quit' | 'back_up' | 'pause' | 'resume' | 'second_copy' | 'test_to_self';
type Draft = {
  readonly people: readonly number[];
  readonly name: 0 | 1;
  readonly text: number;
  readonly isRepeat: boolean;
  readonly file: number | null;
};
/** One event of a run. Numbers choose among what exists at that moment, so every plan can be carried out. */
export type Command =
  | TimedCommand
  | SeriesCommand
  | AccountCommand
  | ({ readonly do: 'start_campaign' } & Draft)
  /** A draft for which another computer's report is imported. The draft is started later, or never. */
  | ({ readonly do: 'import_report'; reported: readonly number[] } & Draft)
  | { readonly do: 'start_draft'; which: number }
  /** The database is replaced by a backup; or database and ledger both are, as when somebody restores a folder. */
  | { readonly do: 'restore' | 'put_back'; which: number }
  /** The database is a backup beside the ledger of another computer, which sent the same to the same people. */
  | { readonly do: 'move_data'; which: number; key: string }
  /** From now on WhatsApp calls everybody unregistered, our own number included, or some; or tells the truth. */
  | { readonly do: 'look_ups'; say: LookUpsSay }
  | { readonly do: 'stop'; which: number; under: 'number' | 'lid' }
  /** A person writes back; a person is answered, by a press that is reported once or twice. */
  | { readonly do: 'reply'; which: number }
  | { readonly do: 'answer'; which: number; isToldTwice: boolean; hasRead: boolean }
  | { readonly do: 'decide_stops'; answer: 'add' | 'dismiss' }
  /** The list of a campaign gives another name for a person. */
  | { readonly do: 'correct'; which: number; name: 0 | 1 }
  | { readonly do: 'edit_text'; which: number; text: number }
  | { readonly do: 'pass'; ms: number }
  | { readonly do: 'jump'; ms: number }
  | { readonly do: 'ack'; which: number; ack: number; how: 'truly' | 'wrong_chat' | 'not_ours' }
  | { readonly do: 'release'; which: number; to: 'delivered' | 'lost' }
  | { readonly do: 'late_gate'; which: number }
  | ({ readonly do: 'fault' } & Fault)
  | { readonly do: SimpleName }
  | { readonly do: 'pause_campaign' | 'resume_campaign' | 'answer_campaign' | 'cancel_campaign'; which: number }
  | { readonly do: 'cancel' | 'queue_again'; which: number }
  | { readonly do: 'settle'; which: number; answer: 'seen' | 'not_there' }
  | { readonly do: 'block' | 'unblock'; which: number }
  | { readonly do: 'link'; to: 'own' | 'other' | 'none' };

export type Plan = {
  readonly outcomes: readonly [Outcome, ...Outcome[]];
  readonly commands: readonly Command[];
  /** How many accounts the computer has; 1 by default. */
  readonly accounts?: number;
};

const minuteMs = 60_000;
const which = fc.nat(11);

/** What goes well is the most likely; everything else is likely enough to occur together with everything else. */
const often = <Value>(usual: Value, weight: number, ...rare: Value[]) =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...rare) });

const outcome: fc.Arbitrary<Outcome> = fc.record({
  lookUp: often<Outcome['lookUp']>('answers', 12, 'says_absent', 'is_out', 'hangs'),
  copy: fc.constantFrom<Outcome['copy']>('truth', 'unknown', 'absent'),
  stands: often<Outcome['stands']>('stands', 6, 'blinks', 'replaced'),
  notYet: often<number>(0, 6, 1, 3, 40),
  before: often<Outcome['before']>('reaches_gate', 5, 'throws', 'hangs', 'gate_missing'),
  asks: often<Outcome['asks']>('rightly', 6, 'twice', 'other_text', 'other_file', 'not_connected', 'not_from_me'),
  file: often<Outcome['file']>('reads', 6, 'unreadable', 'hangs'),
  meanwhile: often<Outcome['meanwhile']>('nothing', 6, 'report', 'stop'),
  place: fc.constantFrom<Outcome['place']>('delivered', 'delivered', 'outbox', 'lost'),
  ack: fc.constantFrom<Outcome['ack']>('at_once', 'late', 'late', 'rejected', 'zero_first'),
  end: fc.constantFrom<Outcome['end']>('returns', 'throws', 'hangs'),
  bypassesGate: often<boolean>(false, 12, true),
});

const simple = (...names: SimpleName[]) => fc.constantFrom(...names).map((name): Command => ({ do: name }));

/** The keys of other computers' ledgers. */
const keys = ['a', 'b', 'c'].map((digit) => digit.repeat(64));

const people = fc.uniqueArray(fc.nat(book.length - 1), { minLength: 1, maxLength: 3 });
const draft = {
  people,
  name: fc.constantFrom<0 | 1>(0, 1),
  text: fc.nat(texts.length - 1),
  isRepeat: often<boolean>(false, 5, true),
  file: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(files.length - 1) }),
};

const weigh = (weight: number, arbitrary: fc.Arbitrary<Command>) => ({ weight, arbitrary });

const command: fc.Arbitrary<Command> = fc.oneof(
  event(9, 'start_campaign', draft),
  event(3, 'import_report', { reported: people, ...draft }),
  event(2, 'start_draft', { which }),
  event(16, 'pass', {
    ms: fc.constantFrom(1, 250, 1_000, 12_000, 31_000, 61_000, 10 * minuteMs, 130 * minuteMs),
  }),
  event(4, 'ack', {
    which,
    ack: fc.constantFrom(-1, 0, 1, 1, 2, 3, 4),
    how: often<'truly' | 'wrong_chat' | 'not_ours'>('truly', 4, 'wrong_chat', 'not_ours'),
  }),
  event(3, 'release', { which, to: fc.constantFrom('delivered', 'lost') }),
  event(2, 'late_gate', { which }),
  event(5, 'fault', {
    kind: often<Fault['kind']>('crash', 2, 'disk_full', 'busy', 'busy'),
    afterSteps: fc.integer({ min: 1, max: 30 }),
  }),
  weigh(4, simple('crash', 'start')),
  weigh(7, simple('resume')),
  weigh(2, simple('back_up')),
  event(2, 'restore', { which }),
  event(1, 'put_back', { which }),
  event(1, 'move_data', { which, key: fc.constantFrom(...keys) }),
  event(2, 'look_ups', {
    say: fc.constantFrom('truth', 'truth', 'all_absent', 'some_absent'),
  }),
  event(1, 'stop', { which, under: fc.constantFrom('number', 'lid') }),
  event(2, 'reply', { which }),
  event(4, 'answer', {
    which,
    isToldTwice: fc.boolean(),
    hasRead: often<boolean>(true, 4, false),
  }),
  event(1, 'decide_stops', { answer: fc.constantFrom('add', 'dismiss') }),
  event(1, 'correct', { which, name: fc.constantFrom(0, 1) }),
  weigh(2, simple('pause', 'quit', 'second_copy', 'test_to_self')),
  weigh(
    3,
    fc.record({
      do: fc.constantFrom('pause_campaign', 'resume_campaign', 'resume_campaign', 'answer_campaign', 'cancel_campaign'),
      which,
    }),
  ),
  weigh(3, fc.record({ do: fc.constantFrom('cancel', 'queue_again', 'queue_again'), which })),
  event(2, 'settle', { which, answer: fc.constantFrom('seen', 'not_there') }),
  weigh(1, fc.record({ do: fc.constantFrom('block', 'unblock'), which })),
  event(1, 'edit_text', { which, text: fc.nat(texts.length - 1) }),
  event(1, 'jump', {
    ms: fc.constantFrom(-24 * 60 * minuteMs, -60 * minuteMs, 60 * minuteMs, 24 * 60 * minuteMs),
  }),
  event(2, 'link', { to: fc.constantFrom('own', 'own', 'other', 'none') }),
);

/** Later commands are drawn last, so that the rest of a run is the same as before they existed. */
export const plan: fc.Arbitrary<Plan> = fc
  .record({
    outcomes: fc.array(outcome, { minLength: 1, maxLength: 6 }) as unknown as fc.Arbitrary<Plan['outcomes']>,
    commands: fc.array(command, { minLength: 4, maxLength: 30, size: 'max' }),
    timed: timedCommands,
    several: accountCommands,
    series: seriesCommands,
  })
  .map(({ outcomes, commands, timed, several: { accounts, among }, series }) => {
    return { outcomes, accounts, commands: insertAt(insertAt(insertAt(commands, timed), among), series) };
  });
