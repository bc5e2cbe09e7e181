import type { limits } from '../../../domain/limits.ts';

/** The bounds that the session keeps, as `domain/limits.ts` sets them. */
export type SessionLimits = {
  readonly [Name in
    | 'lookUpTimeoutMs'
    | 'historyMessagesRead'
    | 'gateGoMaxAgeMs'
    | 'gateAskAgainMs'
    | 'lockAskedEveryMs'
    | 'caughtUpBelievedAfterMs'
    | 'caughtUpBelievedAtMostMs'
    | 'gateReplacedMax'
    | 'pageModulesTimeoutMs'
    | 'readyTimeoutMs'
    | 'startAnswerMs'
    | 'startPatienceMax'
    | 'readyWatchdogMs'
    | 'pageHeartbeatMs'
    | 'pageHangMs'
    | 'pairingCodeTimeoutMs'
    | 'pairingCodeLifeMs'
    | 'catchUpMaxMs'
    | 'offlineRestartMs'
    | 'offlineHoldMaxMs'
    | 'browserCloseTimeoutMs'
    | 'browserBusyRetryMs'
    | 'browserBusyRetryCount' as Name extends keyof typeof limits ? Name : never]: number;
} & { readonly reconnectDelayMs: readonly number[] };

/** The bounds of a start after so many that failed in a row: a machine that is busy takes longer, not for ever. */
export function patientLimits(limits: SessionLimits, failuresInARow: number): SessionLimits {
  const patience = Math.min(1 + failuresInARow, limits.startPatienceMax);
  return {
    ...limits,
    pageModulesTimeoutMs: limits.pageModulesTimeoutMs * patience,
    readyTimeoutMs: limits.readyTimeoutMs * patience,
    startAnswerMs: limits.startAnswerMs * patience,
  };
}
