import type { Failure } from '../../domain/failure.ts';
import { fail, refuse } from '../../domain/result.ts';
import type { OwnerFailure } from './owner.ts';

/** A refusal of a team's database as a command's failure. A refusal of this computer is one already. */
export function refuseFor(failure: OwnerFailure | Failure): ReturnType<typeof fail<Failure>> {
  if ('code' in failure) return fail(failure);
  const { reason, detail } = failure;
  // Callers ask again after a race themselves, and nobody is taken back here.
  if (reason === 'ask_again' || reason === 'taken_back') return refuse('team_failed', detail);
  return refuse(`team_${reason}`, detail);
}
