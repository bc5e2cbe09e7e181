import { type Exploration, explore } from './explore.ts';
import { type Invariant, invariants } from './invariants.ts';
import { type Bounds, smallBounds, type World } from './protocol.ts';
import type { Weakening } from './weakenings.ts';

const invariantOfTransitions: Invariant = 'no way from sending to pending';
/** Invariants of the world, which do not depend on the table of transitions. */
const ofTheWorld = invariants.filter((name) => name !== invariantOfTransitions);

type Sound = {
  readonly name: string;
  readonly bounds: Bounds;
  readonly world?: World;
  readonly invariants?: readonly Invariant[];
  /**
   * How many steps `npm test` searches; 0 leaves it out, and no number searches all, as does `npm run faults -- --only
   * model`.
   */
  readonly stepsInTests?: number;
};
const falseAlarm: Invariant = 'no false alarm';
const waiting: Bounds = { ...smallBounds, waits: true };
const repeating: Bounds = { ...smallBounds, turnsAway: false, repeats: true };
const stepping: Bounds = { ...smallBounds, turnsAway: false, steps: true };
const dated: Bounds = { ...smallBounds, turnsAway: false, times: true };
const shared: Bounds = { ...smallBounds, turnsAway: false, accounts: true };
const moving: Bounds = { ...shared, campaigns: 1 };
const lying: Bounds = { ...smallBounds, turnsAway: false, lies: true };

/** Each is searched in full; `npm test` searches the larger ones as deep as most weakenings need to break something. */
export const sound: readonly Sound[] = [
  { name: '3 sends, 2 campaigns', bounds: { ...smallBounds, attempts: 3 }, stepsInTests: 12 },
  {
    name: '2 sends, 2 campaigns, a backup restored',
    bounds: { ...smallBounds, restores: 1, turnsAway: false },
    stepsInTests: 0,
  },
  { name: '2 sends, 2 campaigns, waiting for answers and for acknowledgements', bounds: waiting },
  { name: '3 sends, a campaign and its repeat', bounds: { ...repeating, attempts: 3 }, stepsInTests: 0 },
  { name: '3 sends, a campaign and its second message', bounds: { ...stepping, attempts: 3 } },
  { name: '2 sends, a second message, a backup restored', bounds: { ...stepping, restores: 1 }, stepsInTests: 0 },
  { name: '2 sends, 2 campaigns for dates that move, and latest moments', bounds: dated, stepsInTests: 0 },
  {
    name: '2 sends, dates that move, a backup restored',
    bounds: { ...dated, campaigns: 1, restores: 1 },
    stepsInTests: 10,
  },
  {
    name: '2 accounts, 2 sends, 2 campaigns, messages that move, a page linked anew',
    bounds: shared,
    stepsInTests: 10,
  },
  { name: '2 accounts, 3 sends, 2 campaigns', bounds: { ...shared, attempts: 3 }, stepsInTests: 0 },
  {
    name: '2 accounts, 2 sends of a message that moves, a backup restored',
    bounds: { ...moving, restores: 1 },
    stepsInTests: 0,
  },
  { name: '2 accounts, 2 sends, 2 campaigns, waiting', bounds: { ...shared, waits: true }, stepsInTests: 0 },
  { name: '2 sends, 2 campaigns, outages that lie about who is registered', bounds: lying, stepsInTests: 0 },
  {
    name: '2 sends, 2 campaigns, messages that leave around the gate, and alarms',
    bounds: waiting,
    world: 'goes_around',
    invariants: invariants.filter((name) => name !== falseAlarm),
    stepsInTests: 11,
  },
];

export type Finding = {
  readonly weak: readonly Weakening[];
  readonly asked: readonly Invariant[];
  readonly bounds: Bounds;
  readonly world: World;
  readonly breaks: Invariant;
  /** The length of a shortest path to it. */
  readonly steps: number;
};

const oneMessage: Bounds = { ...smallBounds, campaigns: 1 };
const restored: Bounds = { ...oneMessage, restores: 1 };
const finding = (
  weak: readonly Weakening[],
  breaks: Invariant,
  steps: number,
  bounds = smallBounds,
  world: World = 'honest',
): Finding => ({
  weak,
  asked: breaks === untrue && world === 'honest' ? ofTheWorld : [breaks],
  bounds,
  world,
  breaks,
  steps,
});
const around = (weak: readonly Weakening[], breaks: Invariant, steps: number) =>
  finding(weak, breaks, steps, smallBounds, 'goes_around');

const twice: Invariant = 'delivered at most once';
const usesUp: Invariant = 'nobody who is registered is called absent';
const beforeGate: Invariant = 'one message is before its gate at a time';
const untrue: Invariant = 'not sent only if never delivered';

/** The invariant that each weakening breaks, and in how few steps. */
export const findings: readonly Finding[] = [
  finding(['retry_on_timeout'], invariantOfTransitions, 5),
  finding(['retry_on_timeout'], untrue, 6),
  finding(['requeue_on_restart'], invariantOfTransitions, 3),
  finding(['requeue_on_restart'], untrue, 7),
  finding(['absent_means_not_sent'], untrue, 7),
  finding(['absent_means_not_sent'], twice, 13),
  finding(['no_fence'], twice, 12),
  finding(['no_late_alias_check'], twice, 12),
  finding(['send_before_write'], untrue, 5),
  finding(['send_before_write'], twice, 9),
  finding(['late_gate_call_accepted'], untrue, 4),
  finding(['settle_releases_fence'], twice, 13),
  finding(['operator_may_force'], twice, 12),
  finding(['no_ledger_on_restore'], untrue, 9, restored),
  finding(['no_ledger_on_restore'], twice, 14, restored),
  around(['bypass_is_not_believed'], untrue, 5),
  around(['bypass_is_not_believed'], twice, 11),
  around(['bypass_is_believed_while_open_only'], untrue, 5),
  around(['bypass_is_believed_while_open_only'], twice, 12),
  // The alarm is the second line of defence: the fences stop a second message to that person, the alarm stops all
  // sending.
  around(['bypass_is_believed_while_open_only', 'alarm_does_not_stop'], 'nothing leaves while an alarm is open', 9),
  finding(['acknowledged_late_waits_on'], 'nothing waits for what is confirmed', 7, waiting),
  finding(['absent_once_counts'], usesUp, 2, lying),
  finding(['old_witness_counts'], usesUp, 4, lying),
  finding(['repeat_ignores_what_came_later'], twice, 12, repeating),
  finding(['repeat_counts_open_as_before'], twice, 12, repeating),
  finding(['step_takes_those_in_doubt'], 'a second message is for nobody in doubt', 4, stepping),
  finding(['step_is_drawn_before_caught_up'], 'a second message goes to nobody who answered', 9, stepping),
  finding(['fence_forgets_occasion'], twice, 13, dated),
  finding(['gate_without_latest'], 'nothing leaves late', 3, dated),
  finding(['fences_by_account'], twice, 11, shared),
  finding(['ack_of_any_account'], 'sent only with evidence', 5, shared),
  finding(['moves_what_may_have_left'], invariantOfTransitions, 2, shared),
  finding(['moves_what_may_have_left'], untrue, 6, shared),
  finding(['no_turn_before_the_gate', 'no_index_before_the_gate'], beforeGate, 3, shared),
  finding(['gate_knows_no_account'], 'leaves from its own account', 3, shared),
  finding(['moves_what_may_have_left', 'no_fence', 'no_live_attempt_index'], twice, 11, moving),
  // Two faults above SQLite, and the last layer is gone as well.
  finding(['retry_on_timeout', 'no_fence', 'no_live_attempt_index'], twice, 11, oneMessage),
  finding(['requeue_on_restart', 'no_fence', 'no_live_attempt_index'], twice, 12, oneMessage),
];

/**
 * The same faults above SQLite while the index of live attempts stands: they give a wrong status, but never a second
 * message.
 */
export const heldByTheIndex: readonly { readonly weak: readonly Weakening[]; readonly bounds: Bounds }[] = [
  { weak: ['retry_on_timeout', 'no_fence'], bounds: oneMessage },
  { weak: ['requeue_on_restart', 'no_fence'], bounds: oneMessage },
  { weak: ['moves_what_may_have_left', 'no_fence'], bounds: moving },
];

/** The turn and its index each hold alone: over all accounts one message is before its gate. */
export const heldByEither: readonly Pick<Finding, 'weak' | 'asked' | 'bounds'>[] = (
  ['no_turn_before_the_gate', 'no_index_before_the_gate'] as const
).map((weak) => ({ weak: [weak], asked: [beforeGate], bounds: shared }));

export function find({
  weak,
  asked,
  bounds,
  world = 'honest',
}: Pick<Finding, 'weak' | 'asked' | 'bounds'> & Partial<Pick<Finding, 'world'>>): Exploration {
  return explore({ weak, bounds, world, invariants: asked });
}
