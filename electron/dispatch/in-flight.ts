import type { LedgerLine } from '../../db/ledger/ledger.ts';
import type { Clock, GateRefusal, Given, HandOverEnd, OutgoingMessage } from '../ports.ts';
import { withTimeout } from '../timeout.ts';

/** How the way to the send gate ended. `passed` is the gate's answer; closing the attempt decides all others. */
export type GateReach = 'passed' | 'refused' | 'ended' | 'blocked' | 'gate_missing' | 'too_late';
/** WhatsApp's answer after the gate had opened. */
export type AckWait = 'acknowledged' | 'rejected' | 'too_late';

/** The one message that is on its way, and what it waits for. */
export class InFlight {
  readonly outgoing: OutgoingMessage;
  /** The token of the person's reservation in the team; null without a team, and for messages that need none. */
  readonly teamToken: string | null;
  readonly #clock: Clock;
  readonly #reached = Promise.withResolvers<GateReach>();
  readonly #answered = Promise.withResolvers<AckWait>();
  /** The random part under which the message passed the gate. */
  waRandom: string | null = null;
  refusal: GateRefusal | null = null;
  /** Set while the gate's last answer was "not yet": the reason, and the random part under which it asked. */
  putOff: { readonly why: GateRefusal; readonly random: string } | null = null;
  /** Whether the gate asked about this message. A call that ends without that went around the gate. */
  wasAsked = false;
  /** The ledger's line of this message, if the gate refused it all the same. */
  line: LedgerLine | null = null;

  constructor(outgoing: OutgoingMessage, clock: Clock, teamToken: string | null = null) {
    this.outgoing = outgoing;
    this.teamToken = teamToken;
    this.#clock = clock;
  }

  gateOpened(random: string): void {
    this.waRandom = random;
    this.#reached.resolve('passed');
  }

  gateRefused(): void {
    this.#reached.resolve('refused');
  }

  callEnded(end: HandOverEnd): void {
    this.#reached.resolve(end.kind === 'gate_missing' || end.kind === 'blocked' ? end.kind : 'ended');
  }

  acknowledged(): void {
    this.#answered.resolve('acknowledged');
  }

  rejected(): void {
    this.#answered.resolve('rejected');
  }

  /** Waits until the gate opens or refuses, the call ends without it, or the time is over. */
  reachGate(withinMs: number): Promise<GateReach> {
    return withTimeout(this.#clock, withinMs, this.#reached.promise).catch(() => 'too_late');
  }

  /** Waits for an acknowledgement of at least 1, or a rejection. */
  waitForAck(withinMs: number): Promise<AckWait> {
    return withTimeout(this.#clock, withinMs, this.#answered.promise).catch(() => 'too_late');
  }
}

/** The place of the one message on its way. The hand-over fills it; gate and acknowledgements look into it. */
export class FlightSlot {
  current: InFlight | null = null;
  /** On the monotonic clock, so that a jump of the wall clock neither stops the queue nor makes a burst. */
  lastHandOverMonotonicMs: number | null = null;
}

export type FlightParts = Given<'db' | 'pause' | 'clock' | 'log'> & { readonly flight: FlightSlot };
