import { accountSteps, besideSteps, callsAtHand, hasTurn, isInGate, isOwnPage, leftFromAnother } from './accounts.ts';
import {
  acknowledge,
  aliasesOf,
  attemptOf,
  attemptsBefore,
  claim,
  type Draft,
  giveUp,
  isFenced,
  isProvenUnsent,
  messageOf,
  move,
  noticeBypass,
  recover,
  refused,
  takeFences,
  waitsForAcks,
} from './beliefs.ts';
import { lookSteps } from './looks.ts';
import { lateLeft, timeSteps } from './own-times.ts';
import { answerSteps, mayClaimStep, secondSteps } from './second-steps.ts';
import {
  type Alias,
  type Call,
  copyDatabase,
  copyState,
  message,
  type Occasion,
  type Slot,
  type State,
} from './state.ts';
import type { Weakening } from './weakenings.ts';

/** The part of the endless space that is searched. */
export type Bounds = {
  readonly attempts: number;
  readonly campaigns: number;
  readonly restores: number;
  /**
   * Whether the look before a claim may turn a message away. That adds many states and, after a restore, nothing new.
   */
  readonly turnsAway: boolean;
  /** Whether sending waits for WhatsApp's answers and for late acknowledgements. */
  readonly waits: boolean;
  /** Whether outages lie about who is registered. */
  readonly lies: boolean;
  /** Whether the second campaign may be declared a repeat of the text. */
  readonly repeats: boolean;
  /** Whether the second campaign is a second message to people who do not answer the first. */
  readonly steps: boolean;
  /** Whether messages have dates, with a latest moment, which a list that is read again may move. */
  readonly times: boolean;
  /** Whether there are two accounts, each with a loop; the second campaign belongs to the second account. */
  readonly accounts: boolean;
};
export const smallBounds: Bounds = {
  attempts: 2,
  campaigns: 2,
  restores: 0,
  turnsAway: true,
  waits: false,
  lies: false,
  repeats: false,
  steps: false,
  times: false,
  accounts: false,
};

/**
 * `bypasses_gate`: WhatsApp may deliver what the gate refused. No protocol can prevent that; the app must report it
 * when it shows. `goes_around`: the last claim's message may leave without asking the gate, once, to a person whom the
 * look knew. The app notices before its next claim or question, since it watches where WhatsApp encrypts. Against two
 * messages that go around, or one to a person whom only the gate would have known, no protocol helps.
 */
export type World = 'honest' | 'bypasses_gate' | 'goes_around';

export type Rules = { readonly weak: ReadonlySet<Weakening>; readonly bounds: Bounds; readonly world: World };
export type Edge = { readonly label: string; readonly to: State; readonly moves: readonly string[] };

export type Step = (draft: Draft) => void;
const slots: readonly Slot[] = [0, 1];
const typed = (slot: Slot): Alias => (slot === 0 ? 'typed0' : 'typed1');
const only = (holds: boolean): void => {
  if (!holds) throw refused;
};

/** Every step that can follow a state. Where a guard refuses, there is no step. */
export function edgesFrom(state: State, rules: Rules): Edge[] {
  return stepsFrom(state, rules).flatMap(([label, step]) => {
    const draft: Draft = { state: copyState(state), weak: rules.weak, mayWait: rules.bounds.waits, moves: [] };
    try {
      step(draft);
    } catch (error) {
      if (error === refused) return [];
      throw error;
    }
    return [{ label, to: draft.state, moves: draft.moves }];
  });
}

function stepsFrom(state: State, rules: Rules): [label: string, step: Step][] {
  const steps: [string, Step][] = [...worldSteps(state, rules), ...answerSteps(state, rules)];
  if (state.process === 'stopped') return [...steps, ...stoppedSteps(state, rules)];
  if (state.calls.some(({ page }) => page === 'around')) return [...steps, ...unnoticedSteps(state, rules)];
  steps.push(['crash', (draft) => crash(draft.state)]);
  if (isInGate(state)) return [...steps, ...gateSteps(state)];
  if (state.beside && isInGate(state.beside)) return [...steps, ...besideSteps(state, gateSteps)];
  steps.push(...operatorSteps(state, rules), ...loopSteps(state, rules));
  if (state.beside)
    steps.push(...accountSteps(state, rules), ...besideSteps(state, (other) => loopSteps(other, rules)));
  if (!state.backup && rules.bounds.restores > 0) steps.push(['back up', backUp]);
  return steps;
}

/** The next steps of the loop at hand, and of its account's page and WhatsApp. */
function loopSteps(state: State, rules: Rules): [string, Step][] {
  const steps = [...callSteps(state, rules), ...waitingSteps(state, rules)];
  if (rules.bounds.lies) steps.push(...lookSteps(state));
  if (rules.bounds.steps) steps.push(...secondSteps(state));
  if (rules.bounds.times) steps.push(...timeSteps(state));
  if (state.process === 'idle' && state.calls.length < rules.bounds.attempts && mayClaim(state, rules)) {
    for (const slot of slots) {
      const { status, account } = state.db.messages[slot] ?? {};
      if (status !== 'pending' || account !== state.atHand) continue;
      if (rules.bounds.turnsAway) steps.push([`turn ${slot} away`, (draft) => turnAway(draft, slot)]);
      const claimBy =
        (aliases: readonly Alias[]): Step =>
        (draft) =>
          void ((slot === 0 || mayClaimStep(draft)) && claim(draft, slot, aliases));
      steps.push([`claim ${slot}`, claimBy([typed(slot), 'person'])]);
      steps.push([`claim ${slot} by number`, claimBy([typed(slot)])]);
    }
  }
  if (state.process === 'claimed') steps.push(['give up', giveUp]);
  if (state.process === 'waiting') steps.push(['timeout', timeout]);
  return steps;
}

function mayClaim(state: State, { weak }: Rules): boolean {
  const { db, isUnanswered } = state;
  const isStopped = db.isAlarmed && !weak.has('alarm_does_not_stop');
  return !isStopped && !waitsForAcks(state) && !isUnanswered && hasTurn(state, weak) && isOwnPage(state);
}

/** WhatsApp stops answering and answers again; a person acknowledges an alarm, or lets sending go on. */
function waitingSteps(state: State, { bounds }: Rules): [string, Step][] {
  const { db, process, isUnanswered } = state;
  const steps: [string, Step][] = [];
  const answer = (isOut: boolean): Step => {
    return (draft) => {
      draft.state.isUnanswered = isOut;
    };
  };
  if (isUnanswered) steps.push(['answer looks', answer(false)]);
  else if (process === 'idle' && bounds.waits) steps.push(['answer no look', answer(true)]);
  const goOn: Step = ({ state: { db: doubting, atHand } }) => {
    doubting.doubts = doubting.doubts.filter((token) => (attemptOf(doubting, token)?.account ?? 0) !== atHand);
  };
  const takeNote: Step = (draft) => {
    draft.state.db.isAlarmed = false;
  };
  if (waitsForAcks(state)) steps.push(['go on', goOn]);
  if (db.isAlarmed) steps.push(['take note', takeNote]);
  return steps;
}

/** What may happen between a message that leaves around the gate and the moment when the app notices it. */
function unnoticedSteps(state: State, rules: Rules): [string, Step][] {
  const ownSteps = (own: State): [string, Step][] => {
    const notices = callsAtHand(own).flatMap(({ token, page }): [string, Step][] => {
      const notice: Step = (draft) => {
        callOf(draft.state, token).page = 'ended';
        noticeBypass(draft, token);
      };
      return page === 'around' ? [[`notice ${token}`, notice]] : [];
    });
    return own.process === 'claimed' ? [...notices, ['give up', giveUp]] : notices;
  };
  const others = state.beside ? besideSteps(state, ownSteps) : [];
  return [...ownSteps(state), ...others, ...operatorSteps(state, rules)];
}

/** What WhatsApp does by itself: a message in its outbox leaves at any time, or never. */
function worldSteps(state: State, { world }: Rules): [string, Step][] {
  return state.calls.flatMap(({ token, place, page }): [string, Step][] => {
    const put = (to: Call['place']): Step => {
      return (draft) => {
        callOf(draft.state, token).place = to;
      };
    };
    if (place === 'outbox')
      return [
        [`deliver ${token}`, put('delivered')],
        [`lose ${token}`, put('lost')],
      ];
    const mayBypass = world === 'bypasses_gate' && place === 'nowhere' && page === 'ended';
    return mayBypass ? [[`deliver ${token} past the gate`, put('delivered')]] : [];
  });
}

function stoppedSteps(state: State, { bounds }: Rules): [string, Step][] {
  const start: Step = (draft) => {
    recover(draft);
    draft.state.process = 'idle';
  };
  const restore: Step = ({ state: draft, weak }) => {
    only(draft.backup !== null && draft.restores < bounds.restores);
    if (!draft.backup) return;
    draft.db = copyDatabase(draft.backup.db);
    if (weak.has('no_ledger_on_restore')) draft.ledger.length = draft.backup.ledgerLines;
    draft.restores += 1;
  };
  return state.backup
    ? [
        ['start', start],
        ['restore', restore],
      ]
    : [['start', start]];
}

/** After the ledger's line, the database is written, and only then the page gets its "go". */
function gateSteps(state: State): [string, Step][] {
  if (state.process === 'committed') return [['go', go]];
  const commit: Step = (draft) => {
    passAttempt(draft);
    draft.state.process = 'committed';
  };
  const failToCommit: Step = (draft) => {
    const { db } = draft.state;
    passAttempt(draft);
    const doubtful = messageOf(db, attemptOf(db, draft.state.flight)?.campaign ?? null);
    if (doubtful) move(draft, doubtful, 'failed', { kind: 'not_confirmed' });
    callOf(draft.state, draft.state.flight).page = 'ended';
    Object.assign(draft.state, { process: 'idle', flight: null });
  };
  return [
    ['commit', commit],
    ['fail to commit', failToCommit],
  ];
}

/** A page call reaches the gate or ends without it, or WhatsApp's acknowledgement of its message arrives. */
function callSteps(state: State, rules: Rules): [string, Step][] {
  return callsAtHand(state).flatMap(({ token, page, place }): [string, Step][] => {
    const steps: [string, Step][] = [];
    if (page === 'open') steps.push([`gate ${token}`, (draft) => askGate(draft, token)]);
    const goAround: Step = (draft) => {
      only(aliasesOf(draft.state.db, attemptOf(draft.state.db, token)).includes('person'));
      Object.assign(callOf(draft.state, token), { page: 'around', place: 'outbox' });
      draft.state.arounds += 1;
    };
    const isLast = token === state.calls.length - 1;
    if (page === 'open' && rules.world === 'goes_around' && isLast && state.arounds === 0)
      steps.push([`go around ${token}`, goAround]);
    if (place === 'delivered') steps.push([`ack ${token}`, (draft) => acknowledge(draft, token)]);
    if (rules.weak.has('absent_means_not_sent') && (place === 'outbox' || place === 'lost'))
      steps.push([`absent ${token}`, (draft) => absent(draft, token)]);
    return steps;
  });
}

function operatorSteps(state: State, { bounds, weak }: Rules): [string, Step][] {
  const steps = slots.flatMap((slot) => operatorStepsFor(state, slot, weak));
  if (state.db.messages[1] === null && state.campaigns < bounds.campaigns && !bounds.steps) {
    const startFor =
      (occasion: Occasion): Step =>
      (draft) => {
        const started = message(draft.state.campaigns, 0, 0, false, occasion, bounds.accounts ? 1 : 0);
        only(!isFenced(draft, [typed(1)], started));
        draft.state.db.messages[1] = started;
        draft.state.campaigns += 1;
      };
    steps.push(['start second campaign', startFor(0)]);
    if (bounds.times) steps.push(['start second campaign for another date', startFor(1)]);
    if (bounds.repeats) steps.push(['declare a repeat', declareRepeat]);
  }
  return steps;
}

/** A repeat is declared against what was sent before it. */
function declareRepeat(draft: Draft): void {
  const { state } = draft;
  for (const call of state.calls) call.isBeforeRepeat = call.place !== 'nowhere';
  state.db.messages[1] = message(state.campaigns, 1, attemptsBefore(draft));
  state.campaigns += 1;
}

function operatorStepsFor({ db }: State, slot: Slot, weak: ReadonlySet<Weakening>): [string, Step][] {
  const asked = db.messages[slot];
  const steps: [string, Step][] = [];
  if (!asked) return steps;
  if (!asked.isCampaignCancelled) steps.push([`cancel ${slot}`, (draft) => cancel(draft, slot)]);
  if (asked.kind === 'not_sent') steps.push([`queue ${slot} again`, (draft) => requeue(draft, slot)]);
  if (asked.kind !== 'not_confirmed') return steps;
  steps.push([`settle ${slot} seen`, (draft) => settle(draft, slot, 'seen')]);
  steps.push([`settle ${slot} not there`, (draft) => settle(draft, slot, 'not_there')]);
  if (weak.has('operator_may_force')) steps.push([`force ${slot}`, (draft) => force(draft, slot)]);
  return steps;
}

function callOf(state: State, token: number | null): Call {
  const call = state.calls.find((one) => one.token === token);
  if (!call) throw refused;
  return call;
}

function crash(state: State): void {
  // The page may outlive the app, but without an answer it lets nothing leave.
  for (const loop of [state, state.beside]) if (loop && isInGate(loop)) callOf(state, loop.flight).page = 'ended';
  Object.assign(state, { process: 'stopped', flight: null, refusal: null, isUnanswered: false });
  if (state.beside) state.beside = { process: 'idle', flight: null, refusal: null };
}

function askGate(draft: Draft, token: number): void {
  const { state, weak } = draft;
  const { db } = state;
  const call = callOf(state, token);
  const attempt = attemptOf(db, token);
  const isInFlight = state.process === 'claimed' && state.flight === token;
  if (!isInFlight && weak.has('late_gate_call_accepted')) {
    call.page = 'ended';
    call.place = 'outbox';
    return;
  }
  const owner = attempt && messageOf(db, attempt.campaign);
  const isPossibleDuplicate =
    attempt && owner && !weak.has('no_late_alias_check') && isFenced(draft, ['person'], owner, attempt);
  const isStopped = db.isAlarmed && !weak.has('alarm_does_not_stop');
  const isAllowed =
    !isStopped && owner?.status === 'sending' && !owner.isCampaignCancelled && attempt?.outcome === 'unknown';
  const isLate = owner?.isOver === true;
  const isOthers = !isOwnPage(state) || owner?.account !== attempt?.account;
  const isWrong = (isLate && !weak.has('gate_without_latest')) || (isOthers && !weak.has('gate_knows_no_account'));
  if (!isInFlight || !isAllowed || isPossibleDuplicate || isWrong) {
    call.page = 'ended';
    if (attempt && !attempt.hasPassed) attempt.isRefused = true;
    if (isInFlight) state.refusal = isAllowed && isPossibleDuplicate ? 'duplicate' : 'other';
    return;
  }
  if (isLate) draft.moves.push(lateLeft);
  if (isOthers) draft.moves.push(leftFromAnother);
  if (weak.has('send_before_write')) call.place = 'outbox';
  const held = aliasesOf(db, attempt);
  state.ledger.push({
    token,
    campaign: call.campaign,
    account: call.account,
    occasion: call.occasion,
    aliases: [...new Set<Alias>([...held, 'person'])],
  });
  state.process = 'ledger';
  // Handing over before the record is written means that a crash can come in between.
  if (weak.has('send_before_write')) state.ledger.pop();
}

function passAttempt(draft: Draft): void {
  const attempt = attemptOf(draft.state.db, draft.state.flight);
  if (!attempt) throw refused;
  attempt.hasPassed = true;
  takeFences(draft, ['person'], attempt);
}

function go({ state, weak, moves }: Draft): void {
  const call = callOf(state, state.flight);
  if (state.db.isAlarmed) moves.push('alarmed>left');
  call.page = 'ended';
  if (!weak.has('send_before_write')) call.place = 'outbox';
  state.process = 'waiting';
}

function timeout(draft: Draft): void {
  const { state, weak } = draft;
  const late = messageOf(state.db, attemptOf(state.db, state.flight)?.campaign ?? null);
  if (late?.status === 'sending') {
    if (weak.has('retry_on_timeout')) move(draft, late, 'pending');
    else move(draft, late, 'failed', { kind: 'not_confirmed' });
    if (draft.mayWait && state.flight !== null) state.db.doubts.push(state.flight);
  }
  Object.assign(state, { process: 'idle', flight: null });
}

function backUp({ state }: Draft): void {
  state.backup = { db: copyDatabase(state.db), ledgerLines: state.ledger.length };
}

function absent(draft: Draft, token: number): void {
  const attempt = attemptOf(draft.state.db, token);
  const doubtful = attempt && messageOf(draft.state.db, attempt.campaign);
  if (!attempt || doubtful?.kind !== 'not_confirmed') throw refused;
  attempt.outcome = 'not_sent';
  doubtful.kind = 'not_sent';
}

/** The look before the claim turns the message away: not on WhatsApp, not to be contacted, or too late. */
function turnAway(draft: Draft, slot: Slot): void {
  const away = draft.state.db.messages[slot];
  if (away) move(draft, away, 'failed', { kind: 'not_sent' });
}

function cancel(draft: Draft, slot: Slot): void {
  const cancelled = draft.state.db.messages[slot];
  if (!cancelled || cancelled.isCampaignCancelled) throw refused;
  cancelled.isCampaignCancelled = true;
  if (cancelled.status === 'pending') move(draft, cancelled, 'cancelled');
}

function requeue(draft: Draft, slot: Slot): void {
  const queued = draft.state.db.messages[slot];
  if (queued?.status !== 'failed' || queued.kind !== 'not_sent' || queued.isCampaignCancelled) throw refused;
  only(!queued.isOver);
  only(isProvenUnsent(draft.state.db, queued));
  move(draft, queued, 'pending');
}

function settle(draft: Draft, slot: Slot, answer: 'seen' | 'not_there'): void {
  const { db } = draft.state;
  const settled = db.messages[slot];
  if (settled?.kind !== 'not_confirmed') throw refused;
  if (answer === 'seen') {
    move(draft, settled, 'sent', { evidence: 'operator' });
    return;
  }
  only(!settled.isSettled);
  settled.isSettled = true;
  if (draft.weak.has('settle_releases_fence'))
    for (const attempt of db.attempts) if (attempt.campaign === settled.campaign) attempt.outcome = 'not_sent';
}

/** "Send it again all the same": the button that must not exist. */
function force(draft: Draft, slot: Slot): void {
  const forced = draft.state.db.messages[slot];
  if (forced?.kind !== 'not_confirmed') throw refused;
  for (const attempt of draft.state.db.attempts) if (attempt.campaign === forced.campaign) attempt.outcome = 'not_sent';
  move(draft, forced, 'pending');
}
