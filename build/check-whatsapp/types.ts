import type { LinkState } from '../../domain/state/state.ts';
import type { AckNews, GateAnswer, GateAsk, Leaving } from '../../electron/ports.ts';
import type { WhatsAppSession } from '../../electron/whatsapp/session.ts';

/** The session under check, with every event that it reported. */
export type Checked = {
  readonly session: WhatsAppSession;
  readonly asks: GateAsk[];
  readonly acks: AckNews[];
  readonly leavings: Leaving[];
  /** Decides at the gate from now on. Until a step sets it, the gate refuses every message. */
  judge: (ask: GateAsk) => GateAnswer;
};

/** What only a person can do, or a script on the practice page. None of these calls has a time limit of its own. */
export type Person = {
  /** Shows the person what the link needs: the present code, and each new one. */
  link(state: LinkState): Promise<void>;
  /** How many of this check's messages the phone shows; null where nobody answers. */
  copies(): Promise<number | null>;
  cutLine(): Promise<void>;
  restoreLine(): Promise<void>;
};

/** The bounds of all waits, in milliseconds. */
export type Waits = {
  /** The whole check ends after this time, even where steps are left. */
  readonly allMs: number;
  readonly pageMs: number;
  /** Longer than WhatsApp's own codes last. */
  readonly codesMs: number;
  readonly linkMs: number;
  readonly catchUpMs: number;
  /** After this time, a message that is going to leave has left. */
  readonly settleMs: number;
  readonly ackMs: number;
  /** How long the check watches, after a reload of the page, that nothing leaves. */
  readonly quietMs: number;
  /** How long the person may take to cut the connection, and to restore it. */
  readonly lineMs: number;
};

export type CheckParts = { readonly checked: Checked; readonly person: Person; readonly waits: Waits };
