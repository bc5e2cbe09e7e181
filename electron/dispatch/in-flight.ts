import type { LedgerLine } from '../../db/ledger/ledger.ts';
import type { Clock, GateRefusal, Given, HandOverEnd, OutgoingMessage } from '../ports.ts';
import { withTimeout } from '../timeout.ts';

/** How the way to the send gate ended. `passed` is the gate's own word; everything else is decided by closing the attempt. */
export type GateReach = 'passed' | 'refused' | 'ended' | 'blocked' | 'gate_missing' | 'too_late';
/** What WhatsApp said after the gate had opened. */
export type AckWait = 'acknowledged' | 'rejected' | 'too_late';

/** The one message that is on its way, and what it waits for. */
export class InFlight {
  readonly outgoing: OutgoingMessage;
  /** Under which its person is reserved in the team; null without a team, and for what needs none. */
  readonly teamToken: string | null;
  readonly #clock: Clock;
  readonly #reached = Promise.withResolvers<GateReach>();
  readonly #answered = Promise.withResolvers<AckWait>();
  /** The random part under which the message passed the gate. */
  waRandom: string | null = null;
  refusal: GateRefusal | null = null;
  /** The gate's last word was "not yet": why, and under which random part it asked. */
  putOff: { readonly why: GateRefusal; readonly random: string } | null = null;
  /** The gate was asked about this message. A call that ends without that went around it. */
  wasAsked = false;
  /** The line that the ledger has of it although the gate said no. */
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

  /** Waits until the gate opened or refused, the call ended without it, or the time is over. */
  reachGate(withinMs: number): Promise<GateReach> {
    return withTimeout(this.#clock, withinMs, this.#reached.promise).catch(() => 'too_late');
  }

  /** Waits for WhatsApp's acknowledgement of at least 1. */
  waitForAck(withinMs: number): Promise<AckWait> {
    return withTimeout(this.#clock, withinMs, this.#answered.promise).catch(() => 'too_late');
  }
}

/** The place for the one message on its way. The sender fills it; gate and acknowledgements look into it. */
export class FlightSlot {
  current: InFlight | null = null;
  /** On the monotonic clock, so that a jump of the wall clock neither stops the queue nor makes a burst. */
  lastHandOverMonotonicMs: number | null = null;
}

/** What each one needs that has to do with the one message on its way. */
export type FlightParts = Given<'db' | 'pause' | 'clock' | 'log'> & { readonly flight: FlightSlot };
