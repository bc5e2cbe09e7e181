import { limits } from '../../domain/limits.ts';
import type { Witness } from './witness.ts';

/** What was said of a number that was not found. */
export type NotFound = { readonly said: 'absent' | 'nothing'; readonly witness: Witness };

/**
 * How WhatsApp answers when it is asked for numbers. A look touches nobody, so a fault stops nothing for good: it only says
 * when to try again. Times are those of the monotonic clock.
 */
export type LookHealth = {
  /** The different messages in a row that had neither an answer nor a witness. Several of them are an outage. */
  readonly unwitnessed: readonly number[];
  /** How often in a row nobody answered. */
  readonly tries: number;
  /** When WhatsApp is asked again. Before an outage only those wait for it who had no answer. */
  readonly retryAtMs: number;
};

/** What counts against a number, or when it is asked for again because nothing does. */
export type Verdict =
  | { readonly counts: 'absent' | 'silence' }
  | { readonly counts: 'nothing'; readonly againInMs: number };

export const healthy: LookHealth = { unwitnessed: [], tries: 0, retryAtMs: 0 };

/** A number was not found. Returns what that says of WhatsApp, and what of the number. */
export function afterNotFound(
  health: LookHealth,
  messageId: number,
  { said, witness }: NotFound,
  nowMs: number,
): readonly [LookHealth, Verdict] {
  if (witness === 'none') {
    const unwitnessed = [...new Set([...health.unwitnessed, messageId])];
    // What a few numbers took is no part of the outage's own time.
    const isBegun = unwitnessed.length === limits.outageNumbers && health.unwitnessed.length < limits.outageNumbers;
    const tries = isBegun ? 0 : health.tries;
    const againInMs = limits.lookRetryMs[tries] ?? limits.lookRetryEveryMs;
    return [
      { unwitnessed, tries: tries + 1, retryAtMs: nowMs + againInMs },
      { counts: 'nothing', againInMs },
    ];
  }
  if (said === 'absent') return [healthy, { counts: 'absent' }];
  // Our own number's answer may be the page's. Where nobody else was ever found, all are silent or the outage is.
  if (witness === 'own') return [healthy, { counts: 'nothing', againInMs: limits.lookAgainAloneMs }];
  return [healthy, { counts: 'silence' }];
}

/** The connection is gone. The next one is tried at once, for everybody who waits for WhatsApp. */
export function afterDisconnect(health: LookHealth, nowMs: number): LookHealth {
  return { ...health, retryAtMs: Math.min(health.retryAtMs, nowMs) };
}

/** How long everybody waits until WhatsApp is asked again; 0 when it may be asked now. */
export function retryInMs({ unwitnessed, retryAtMs }: LookHealth, nowMs: number): number {
  return unwitnessed.length < limits.outageNumbers ? 0 : Math.max(0, retryAtMs - nowMs);
}
