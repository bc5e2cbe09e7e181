import type { limits } from '../../domain/limits.ts';

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
