import type { LinkState } from '../../domain/state/state.ts';
import type { AckNews, GateAnswer, GateAsk, Leaving } from '../../electron/ports.ts';
import type { WhatsAppSession } from '../../electron/whatsapp/session.ts';

/** The session under check, with everything that it told. */
export type Checked = {
  readonly session: WhatsAppSession;
  readonly asks: GateAsk[];
  readonly acks: AckNews[];
  readonly leavings: Leaving[];
  /** What decides at the gate from now on. Without one, nothing may leave. */
  judge: (ask: GateAsk) => GateAnswer;
};

/** What only a person can do, or a script on the practice page. Nothing here ends by itself. */
export type Person = {
  /** Is shown what the link needs: the present code, and each new one. */
  link(state: LinkState): Promise<void>;
  /** How many of the messages of this check the phone shows; null where nobody says. */
  copies(): Promise<number | null>;
  cutLine(): Promise<void>;
  restoreLine(): Promise<void>;
};

/** How long is waited for what, in milliseconds. */
export type Waits = {
  /** The whole check ends then, whatever is left to do. */
  readonly allMs: number;
  readonly pageMs: number;
  /** Longer than WhatsApp's own codes last. */
  readonly codesMs: number;
  readonly linkMs: number;
  readonly catchUpMs: number;
  /** What would leave has left by then. */
  readonly settleMs: number;
  readonly ackMs: number;
  /** How long nothing may leave after the page was loaded anew. */
  readonly quietMs: number;
  /** How long somebody may take to cut the line, and to restore it. */
  readonly lineMs: number;
};

export type CheckParts = { readonly checked: Checked; readonly person: Person; readonly waits: Waits };
