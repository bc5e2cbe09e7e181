import { teamSchemaVersion } from '../../db/team/migrations.ts';
import type { Failure } from '../../domain/failure.ts';
import { type Result, refuse, succeed } from '../../domain/result.ts';
import type { TeamKind } from '../../domain/state/team.ts';
import { type About, about, join } from './calls.ts';
import { TeamConnection } from './connection.ts';
import { readInvitation } from './invitation.ts';
import { TeamKeys } from './keys.ts';
import type { Membership } from './owner.ts';
import { refuseFor } from './why.ts';

const codeFailures = {
  not_a_code: 'team_no_code',
  cut_off: 'team_code_cut_off',
  newer_app: 'team_code_newer',
} as const;

/** The team of a code, as its database says. Changes nothing. */
export async function lookInto(
  code: string,
  computer: string,
): Promise<Result<{ name: string; host: string; kind: TeamKind }, Failure>> {
  return withCode(code, computer, async (_connection, { membership, kind }) =>
    succeed({ name: membership.name, host: membership.address.host, kind }),
  );
}

/** Takes up an invitation for this computer, and returns the membership to keep. */
export async function joinWith(code: string, computer: string, name: string): Promise<Result<Membership, Failure>> {
  return withCode(code, computer, async (connection, { membership }) => takeUp(connection, membership, computer, name));
}

/** Takes up a membership that is known to be right, of the person who made the team. */
export async function joinAs(
  membership: Membership,
  computer: string,
  name: string,
): Promise<Result<Membership, Failure>> {
  const opened = await TeamConnection.open(membership.address, membership);
  if (!opened.ok) return refuseFor(opened.failure);
  const taken = await takeUp(opened.value, membership, computer, name);
  opened.value.close();
  return taken;
}

async function takeUp(
  connection: TeamConnection,
  membership: Membership,
  computer: string,
  name: string,
): Promise<Result<Membership, Failure>> {
  const sealed = new TeamKeys(membership.key, membership.team).seal('member', name);
  const joined = await join(connection, computer, sealed);
  if (!joined.ok) return refuseFor(joined.failure);
  return joined.value ? succeed(membership) : refuse('team_code_used');
}

type Read = { readonly membership: Membership; readonly kind: TeamKind };

async function withCode<Value>(
  code: string,
  computer: string,
  work: (connection: TeamConnection, read: Read) => Promise<Result<Value, Failure>>,
): Promise<Result<Value, Failure>> {
  const read = readInvitation(code);
  if (!read.ok) return refuse(codeFailures[read.failure]);
  const opened = await TeamConnection.open(read.value.address, read.value);
  // The login came with the code: if it is refused, the invitation was withdrawn, or the database does not know it.
  if (!opened.ok)
    return opened.failure.reason === 'login_refused' ? refuse('team_code_ended') : refuseFor(opened.failure);
  try {
    const asked = await about(opened.value);
    if (!asked.ok) return refuseFor(asked.failure);
    const against = notJoinable(asked.value, read.value, computer);
    if (against !== null) return refuse(against, asked.value.team);
    return await work(opened.value, { membership: read.value, kind: asked.value.kind ?? 'sender' });
  } finally {
    opened.value.close();
  }
}

function notJoinable(said: About, { team, key }: Membership, computer: string) {
  if (said.team !== team || said.keyCheck !== new TeamKeys(key, team).check) return 'team_other_team';
  if (said.version > teamSchemaVersion) return 'team_newer_schema';
  if (!said.isMember) return 'team_code_ended';
  if (said.computer !== null && said.computer !== computer) return 'team_code_used';
  return said.mayTooMuch ? 'team_rights' : null;
}
