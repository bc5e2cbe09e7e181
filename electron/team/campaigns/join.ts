import type { Schedule } from '../../../domain/campaign.ts';
import type { Failure } from '../../../domain/failure.ts';
import { type Result, refuse, succeed } from '../../../domain/result.ts';
import type { CampaignParts } from '../../campaigns/parts.ts';
import type { Attachments } from '../../files/attachments.ts';
import { drawn, filePiece } from '../calls.ts';
import type { ConnectionFailure } from '../connection.ts';
import { type Drawn, openDrawn } from './drawn.ts';
import type { TeamLink } from './link.ts';

export type JoinParts = CampaignParts & { readonly attachments: Attachments };
type Joined = Promise<Result<number, ConnectionFailure | Failure>>;

/**
 * Takes part in a campaign of the team with some of this computer's accounts: makes a campaign here, to whose list
 * people come a few at a time. Returns its id here; the draft that it was drawn from becomes that campaign.
 */
export async function joinCampaign(
  parts: JoinParts,
  team: TeamLink,
  { uid, accounts }: { readonly uid: string; readonly accounts: readonly string[] },
): Joined {
  const here = parts.campaigns.byUid(uid);
  if (here !== undefined && here.state !== 'draft') return succeed(here.id);
  const [first] = accounts.filter(parts.isHere);
  if (first === undefined) return refuse('not_linked');
  const found = await drawn(team.connection, uid);
  if (!found.ok) return found;
  const what = found.value && openDrawn(team.keys, uid, found.value.sealed);
  if (what === null) return refuse('not_found');
  const file = await fetchFile(parts, team, uid, what);
  if (!file.ok) return file;
  // A second press waited for the first, which has made the campaign.
  const meanwhile = parts.campaigns.byUid(uid);
  if (meanwhile !== undefined && meanwhile.state !== 'draft') return succeed(meanwhile.id);
  return succeed(begin(parts, uid, what, [first, ...accounts.filter((one) => one !== first)]));
}

/** Fetches the file that goes out with the text, unless it is here already. */
async function fetchFile(
  { attachments, campaigns, clock }: JoinParts,
  team: TeamLink,
  uid: string,
  { attachment }: Drawn,
): Promise<Result<null, ConnectionFailure | Failure>> {
  if (attachment === null) return succeed(null);
  if (!(await attachments.isWhole(attachment.hash))) {
    const pieces: Buffer[] = [];
    for (;;) {
      const piece = await filePiece(team.connection, uid, pieces.length);
      if (!piece.ok) return piece;
      if (piece.value === null) break;
      pieces.push(team.keys.openBytes('file', piece.value) ?? Buffer.alloc(0));
    }
    if (!attachments.put(attachment, Buffer.concat(pieces))) return refuse('attachment_missing');
  }
  campaigns.addAttachment(attachment, clock.nowMs());
  return succeed(null);
}

function begin(parts: JoinParts, uid: string, drawn: Drawn, accounts: readonly string[]): number {
  const { campaigns, lists, clock, changes, nudge } = parts;
  const nowMs = clock.nowMs();
  const { name, text, leaveBlanksOut, keepsPlace, attachment, list } = drawn;
  const schedule: Schedule = { ...drawn.schedule, from: { accounts: [...accounts], column: null } };
  const listId = lists.begin(list, nowMs);
  const nobody = { rows: 0, recipients: 0, sameNumber: 0, doNotContact: 0, cannotBeUsed: 0, assumedCountry: 0 };
  lists.publish(listId, { ...nobody, fields: list.fields, possibleDuplicates: [] }, nowMs);
  const file = { attachmentHash: attachment?.hash ?? null, attachmentName: attachment?.fileName ?? null };
  const part = { listId, schedule, text, leaveBlanksOut, keepsPlace, ...file, team: 'open' } as const;
  const draft = campaigns.byUid(uid)?.id;
  const id = draft ?? campaigns.create(name, schedule, nowMs, { ...part, uid });
  // Changes to the draft since it was drawn are not what the team sends.
  if (draft !== undefined) campaigns.update(draft, { ...part, name });
  campaigns.begin({ campaignId: id, account: accounts[0] ?? '', repeat: 0, nowMs });
  campaigns.move(id, 'starting', 'running', nowMs);
  changes.campaign(id);
  nudge();
  return id;
}
