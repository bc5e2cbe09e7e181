import { type FailureCode, refuse } from '../../domain/failure.ts';
import type { OwnerFailure } from './owner.ts';

export type TeamRefused = ReturnType<typeof refuse<FailureCode>>['failure'];

/** What a team's database refused, as a command's failure. */
export function refuseFor({ reason, detail }: OwnerFailure) {
  // Races are asked again by whoever ran into them, and nobody is taken back here.
  if (reason === 'ask_again' || reason === 'taken_back') return refuse('team_failed', detail);
  return refuse(`team_${reason}`, detail);
}
