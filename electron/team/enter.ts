import { teamSchemaVersion } from '../../db/team/migrations.ts';
import { fail, type Result } from '../../domain/result.ts';
import type { TeamState } from '../../domain/state/team.ts';
import { type About, about } from './calls.ts';
import { type ConnectionFailure, TeamConnection } from './connection.ts';
import type { TeamKeys } from './keys.ts';
import type { Membership } from './owner.ts';

type Ended = Extract<TeamState, { kind: 'ended' }>['why'];

/** Connects to the team's database. `ended`: it is there, and this computer is no member of it any more. */
export async function enter(
  membership: Membership,
  keys: TeamKeys,
  computer: string,
): Promise<Result<TeamConnection, ConnectionFailure | { readonly ended: Ended }>> {
  const opened = await TeamConnection.open(membership.address, membership);
  if (!opened.ok) return opened;
  const asked = await about(opened.value);
  if (!asked.ok) {
    opened.value.close();
    return asked;
  }
  const ended = notOurs(asked.value, membership, keys, computer);
  if (ended === null) return opened;
  opened.value.close();
  return fail({ ended });
}

function notOurs(
  { team, keyCheck, version, isMember, computer: taken }: About,
  membership: Membership,
  keys: TeamKeys,
  computer: string,
): Ended | null {
  if (team !== membership.team || keyCheck !== keys.check) return 'other_team';
  if (version > teamSchemaVersion) return 'newer_app';
  if (!isMember) return 'removed';
  return taken === null || taken === computer ? null : 'other_computer';
}
