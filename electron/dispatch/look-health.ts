import { limits } from '../../domain/limits.ts';

/** A message whose number WhatsApp gave no answer for. */
export type Silent = { readonly messageId: number; readonly phone: string };

/**
 * How WhatsApp answers when it is asked for numbers, on the present connection. Times are those of the monotonic clock. A
 * look touches nobody, so a fault stops nothing for good: it only says when to try again and whose fault it is.
 */
export type LookHealth = {
  /** When a number was last found: it witnesses that an answer is one. */
  readonly foundAtMs: number | null;
  /** The different numbers without an answer since WhatsApp last answered. */
  readonly silent: readonly Silent[];
  /** Null while WhatsApp answers. */
  readonly outage: Outage | null;
};
type Outage = { readonly sinceMs: number; readonly tries: number; readonly retryAtMs: number };

/**
 * Whose fault a silence is. `number`: WhatsApp answers, and not for this one. `outage`: it answers for nobody, so that the
 * rounds of `blameless` do not count; `mayPass` says that the next number may have more luck. A number that was silent
 * before in an outage, while our own has its answer, `isCounted` all the same: some bad numbers that are all that is left
 * of a list would look like an outage for ever.
 */
export type Silence =
  | { readonly fault: 'number' }
  | {
      readonly fault: 'outage';
      readonly mayPass: boolean;
      readonly isCounted: boolean;
      readonly blameless: readonly Silent[];
    };

export const healthy: LookHealth = { foundAtMs: null, silent: [], outage: null };

/** WhatsApp found a number. */
export function afterFound(nowMs: number): LookHealth {
  return { foundAtMs: nowMs, silent: [], outage: null };
}

/** WhatsApp said that a number is not registered, and there was a witness for it. */
export function afterAbsent(health: LookHealth): LookHealth {
  return { ...health, silent: [], outage: null };
}

/** Whether a number was found lately, so that "not registered" can be believed. */
export function hasWitness({ foundAtMs }: LookHealth, nowMs: number): boolean {
  return foundAtMs !== null && nowMs - foundAtMs <= limits.witnessMaxAgeMs;
}

/** WhatsApp gave no answer for a number. `isWitnessed`: it had one for our own number in the same moment. */
export function afterSilence(
  health: LookHealth,
  number: Silent,
  isWitnessed: boolean,
  nowMs: number,
): readonly [LookHealth, Silence] {
  const isKnown = health.silent.some(({ phone }) => phone === number.phone);
  const silent = isKnown ? health.silent : [...health.silent, number];
  const isOutage = health.outage !== null || !isWitnessed || silent.length >= limits.outageNumbers;
  if (!isOutage) return [{ ...health, silent }, { fault: 'number' }];
  const tries = health.outage?.tries ?? 0;
  const outage: Outage = {
    sinceMs: health.outage?.sinceMs ?? nowMs,
    tries: tries + 1,
    retryAtMs: nowMs + (limits.lookRetryMs[tries] ?? limits.lookRetryEveryMs),
  };
  // Those before were counted as the numbers' own fault, once each; from here on nothing is counted.
  const blameless = health.outage === null ? health.silent : [];
  return [
    { ...health, silent, outage },
    { fault: 'outage', mayPass: isWitnessed, isCounted: isWitnessed && isKnown && health.outage !== null, blameless },
  ];
}

/** The connection is gone: what was found on it witnesses nothing on the next one, which is tried at once. */
export function afterDisconnect({ silent, outage }: LookHealth, nowMs: number): LookHealth {
  return { foundAtMs: null, silent, outage: outage && { ...outage, retryAtMs: Math.min(outage.retryAtMs, nowMs) } };
}

/** How long to wait before WhatsApp is asked again; 0 when it may be asked now. */
export function retryInMs({ outage }: LookHealth, nowMs: number): number {
  return outage === null ? 0 : Math.max(0, outage.retryAtMs - nowMs);
}
