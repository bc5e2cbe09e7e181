import { z } from 'zod';
import { CampaignSummary } from '../campaign-views.ts';
import { limits } from '../limits.ts';
import { ReportPart, ReportSplit, SplitColumn, TeamReport } from '../report/report-views.ts';
import { SentFrom } from '../schedule/sent-from.ts';
import { ServerCheck, TeamCampaignView, TeamKind, TeamReply } from '../state/team.ts';
import { Id, Phone } from '../view-parts.ts';
import { byId, command, KeptName, nothing, SavedFile } from './command.ts';

/** The login of the owner of a team's database. */
const TeamLogin = z.object({
  user: z.string().max(limits.nameCharacters),
  password: z.string().max(limits.passwordCharacters),
});
const TeamOwner = TeamLogin.extend({
  address: z.string().max(limits.addressCharacters),
  /** The certificate of the authority that signed the server's, where it is not a public one. */
  authority: z.string().max(limits.certificateCharacters).optional(),
});
const TeamCode = z.string().max(limits.certificateCharacters);

export const teamCommands = {
  /** Checks a database before a team is made on it. The login is not kept. */
  'team:check': command(TeamOwner, ServerCheck),

  /** Makes a team on a database and joins it. Refused where that is unsafe; the operator has to accept weaknesses. */
  'team:make': command(TeamOwner.extend({ name: KeptName, computer: KeptName, takesOnWeak: z.boolean() }), nothing),

  /** A code with which one more computer can join. The owner's login is not kept. */
  'team:invite': command(TeamLogin.extend({ name: KeptName, kind: TeamKind }), z.object({ code: z.string() })),
  'team:saveCode': command(z.object({ code: TeamCode }), SavedFile),

  /** Which team a code belongs to, as the team's database says. */
  'team:readCode': command(
    z.object({ code: TeamCode }),
    z.object({ name: z.string(), host: z.string(), kind: TeamKind }),
  ),
  'team:join': command(z.object({ code: TeamCode, computer: KeptName }), nothing),

  /** `isUntold`: leaves even if the team cannot be told or is gone. Sending pauses if anybody waits for a message. */
  'team:leave': command(z.object({ isUntold: z.boolean() }), nothing),
  'team:rename': command(z.object({ id: Id, name: KeptName }), nothing),
  'team:appoint': command(z.object({ id: Id, kind: TeamKind }), nothing),

  /** Ends a member's access, or an invitation. Returns how many people went back to the team. */
  'team:remove': command(TeamLogin.extend({ id: Id }), z.object({ people: z.int() })),

  /** Looks for the team's database at another address or with another certificate. Empty means the present one. */
  'team:move': command(TeamOwner.pick({ address: true, authority: true }), nothing),

  /** Asks the team's database now instead of at the next scheduled try. */
  'team:tryNow': command(nothing, nothing),

  /** After the team's database was put back: goes on although these members have not told what they sent. */
  'team:goOnWithout': command(z.object({ ids: z.array(Id).min(1) }), nothing),

  /** A team campaign with each member's progress. Without `id`: the open ones not joined here, newest first. */
  'teamCampaign:list': command(z.object({ id: Id.nullable() }), z.object({ campaigns: z.array(TeamCampaignView) })),

  'teamCampaign:start': command(byId, CampaignSummary),

  'teamCampaign:join': command(z.object({ uid: z.guid(), accounts: SentFrom.shape.accounts }), CampaignSummary),

  /** Lets a team campaign run, holds it or ends it, on all computers. */
  'teamCampaign:direct': command(
    z.object({ uid: z.guid(), state: z.enum(['running', 'paused', 'cancelled']) }),
    nothing,
  ),

  /** Who wrote back to other computers, the newest first. With numbers: only these people. */
  'teamCampaign:replies': command(
    z.object({ phones: z.array(Phone).max(limits.filterChoices).nullable() }),
    z.object({ replies: z.array(TeamReply) }),
  ),

  /** The report of a team campaign that this computer joined, as all members tell it. With `part`: of these people. */
  'teamCampaign:report': command(byId.extend({ part: ReportPart.optional() }), TeamReport),
  'teamCampaign:split': command(byId.extend({ part: ReportPart.optional(), index: SplitColumn }), ReportSplit),

  /** Gives the unreserved people of a computer that has been silent for ten minutes back to the others. */
  'teamCampaign:takeBack': command(byId, z.object({ people: z.int() })),
};
