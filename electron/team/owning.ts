import { X509Certificate } from 'node:crypto';
import type { Failure } from '../../domain/failure.ts';
import { type Result, refuse, succeed } from '../../domain/result.ts';
import type { ServerCheck, ServerFinding, TeamKind } from '../../domain/state/team.ts';
import { readAddress, type WrittenAddress } from './address.ts';
import type { Login } from './connection.ts';
import { invitationOf } from './invitation.ts';
import { type Membership, type OwnerFailure, TeamOwner } from './owner.ts';
import { checkServer } from './server-check.ts';
import { refuseFor } from './why.ts';

/** As the operator types it: the login may be part of the address. */
type OwnerInput = Login & { readonly address: string; readonly authority?: string | undefined };

type Owning<Value> = Promise<Result<Value, Failure>>;

type Address = Membership['address'];

/** Checks a server before a team is made there: what it lacks, and what its database has in the way. */
export async function lookOver(input: OwnerInput, nowMs: number): Owning<ServerCheck> {
  return asOwner(input, async (owner, address) => {
    const checked = await checkServer(owner.connection, address, nowMs);
    if (!checked.ok) return refuseFor(checked.failure);
    // The check ends its connection if the server refused something; then nothing else is known.
    const inTheWay = owner.connection.isOpen ? await owner.inTheWay() : succeed(null);
    const what = inTheWay.ok ? null : findingOf(inTheWay.failure);
    if (!inTheWay.ok && what === null) return refuseFor(inTheWay.failure);
    const found = what === null ? [] : [{ what, weight: 'refuses' as const, detail: 'sendonce' }];
    return succeed({ ...checked.value, findings: [...found, ...checked.value.findings] });
  });
}

function findingOf({ reason }: OwnerFailure): ServerFinding['what'] | null {
  if (reason === 'has_team') return 'has_team';
  return reason === 'other_schema' || reason === 'newer_schema' ? 'other_schema' : null;
}

/** Makes a team if nothing speaks against it and the operator accepted the weaknesses. Returns its first membership. */
export async function makeTeam(
  input: OwnerInput,
  { folder, nowMs }: { readonly folder: string; readonly nowMs: number },
  wanted: { readonly name: string; readonly computer: string; readonly takesOnWeak: boolean },
): Owning<Membership> {
  const checked = await lookOver(input, nowMs);
  if (!checked.ok) return checked;
  const against = checked.value.findings.find(({ weight }) => weight === 'refuses' || !wanted.takesOnWeak);
  if (against !== undefined) return refuse(against.what === 'has_team' ? 'team_has_team' : 'team_server', against.what);
  return asOwner(input, async (owner) => {
    const made = await owner.make(folder, wanted.name, wanted.computer);
    return made.ok ? made : refuseFor(made.failure);
  });
}

/** A code for one more computer. */
export async function inviteInto(
  membership: Membership,
  login: Login,
  who: { readonly name: string; readonly kind: TeamKind },
): Owning<{ code: string }> {
  return connected(membership.address, login, async (owner) => {
    const invited = await owner.invite(membership, who);
    return invited.ok ? succeed({ code: invitationOf(invited.value) }) : refuseFor(invited.failure);
  });
}

/** Ends a member's access, or an invitation. */
export async function removeFrom(membership: Membership, login: Login, id: number): Owning<{ people: number }> {
  return connected(membership.address, login, async (owner) => {
    const removed = await owner.remove(membership.team, id);
    return removed.ok ? succeed({ people: removed.value }) : refuseFor(removed.failure);
  });
}

/** Works with the owner's login, which is stored nowhere. */
async function asOwner<Value>(
  { address: written, authority, user, password }: OwnerInput,
  work: (owner: TeamOwner, address: Address) => Owning<Value>,
): Owning<Value> {
  const read = addressOf(written, authority);
  if (!read.ok) return read;
  const { address, ...login } = read.value;
  return connected(address, { user: user || login.user, password: password || login.password }, work);
}

/** An address as it was typed, with the chosen certificate. `before`: gives the parts that are missing. */
export function addressOf(
  written: string,
  authority: string | undefined,
  before?: Pick<Address, 'port' | 'database'>,
): Result<WrittenAddress, Failure> {
  const read = readAddress(written, authority, before);
  if (read === null) return refuse('team_address');
  return authority && !isCertificate(authority) ? refuse('team_certificate') : succeed(read);
}

/** Whether a text begins with a certificate: with something else, the connection would only be reported as not safe. */
function isCertificate(text: string): boolean {
  try {
    new X509Certificate(text);
    return true;
  } catch {
    return false;
  }
}

async function connected<Value>(
  address: Address,
  login: Login,
  work: (owner: TeamOwner, address: Address) => Owning<Value>,
): Owning<Value> {
  const opened = await TeamOwner.connect(address, login);
  if (!opened.ok) return refuseFor(opened.failure);
  try {
    return await work(opened.value, address);
  } finally {
    opened.value.close();
  }
}
