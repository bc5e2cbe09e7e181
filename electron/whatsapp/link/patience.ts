import type { Limits } from '../../../domain/limits.ts';

/** The bounds of a start after so many that failed in a row: a machine that is busy takes longer, not for ever. */
export function patientLimits(limits: Limits, failuresInARow: number): Limits {
  const patience = Math.min(1 + failuresInARow, limits.startPatienceMax);
  return {
    ...limits,
    pageModulesTimeoutMs: limits.pageModulesTimeoutMs * patience,
    readyTimeoutMs: limits.readyTimeoutMs * patience,
    startAnswerMs: limits.startAnswerMs * patience,
  };
}
