import type { Failure } from '../../domain/failure.ts';
import { fail, refuse } from '../../domain/result.ts';
import type { OwnerFailure } from './owner.ts';

/** What a team's database refused, as a command's failure. What this computer refused is one already. */
export function refuseFor(failure: OwnerFailure | Failure): ReturnType<typeof fail<Failure>> {
  if ('code' in failure) return fail(failure);
  const { reason, detail } = failure;
  // Races are asked again by whoever ran into them, and nobody is taken back here.
  if (reason === 'ask_again' || reason === 'taken_back') return refuse('team_failed', detail);
  return refuse(`team_${reason}`, detail);
}
