import { z } from 'zod';
import { CampaignSummary } from '../campaign-views.ts';
import { limits } from '../limits.ts';
import { ReportPart, ReportSplit, SplitColumn, TeamReport } from '../report/report-views.ts';
import { SentFrom } from '../schedule/sent-from.ts';
import { ServerCheck, TeamCampaignView, TeamKind, TeamReply } from '../state/team.ts';
import { Id, Phone } from '../view-parts.ts';
import { byId, command, KeptName, nothing, SavedFile } from './command.ts';

/** The login of whoever owns a team's database. */
const TeamLogin = z.object({
  user: z.string().max(limits.nameCharacters),
  password: z.string().max(limits.passwordCharacters),
});
const TeamOwner = TeamLogin.extend({
  address: z.string().max(limits.addressCharacters),
  /** The certificate of the authority that answers for the server's, where that is its own. */
  authority: z.string().max(limits.certificateCharacters).optional(),
});
const TeamCode = z.string().max(limits.certificateCharacters);

/** A team of computers. */
export const teamCommands = {
  /** Looks a database over before a team is made on it. Whoever's login this is, nothing of it is kept. */
  'team:check': command(TeamOwner, ServerCheck),

  /** Makes a team on a database and joins it. Refused where that would not be safe; what is weak has to be taken on. */
  'team:make': command(TeamOwner.extend({ name: KeptName, computer: KeptName, takesOnWeak: z.boolean() }), nothing),

  /** A code for one more computer, which whoever has it may join with. The owner's login is not kept. */
  'team:invite': command(TeamLogin.extend({ name: KeptName, kind: TeamKind }), z.object({ code: z.string() })),
  'team:saveCode': command(z.object({ code: TeamCode }), SavedFile),

  /** Whose team a code is of, as its database says. */
  'team:readCode': command(
    z.object({ code: TeamCode }),
    z.object({ name: z.string(), host: z.string(), kind: TeamKind }),
  ),
  'team:join': command(z.object({ code: TeamCode, computer: KeptName }), nothing),

  /** `isUntold`: also where the team cannot be told, or is not there any more. Sending pauses where somebody waits for it. */
  'team:leave': command(z.object({ isUntold: z.boolean() }), nothing),
  'team:rename': command(z.object({ id: Id, name: KeptName }), nothing),
  'team:appoint': command(z.object({ id: Id, kind: TeamKind }), nothing),

  /** Ends a member's access, or an invitation. Returns how many people went back. */
  'team:remove': command(TeamLogin.extend({ id: Id }), z.object({ people: z.int() })),

  /** Looks for the team's database at another address, or under another certificate; empty: at the one that it had. */
  'team:move': command(TeamOwner.pick({ address: true, authority: true }), nothing),

  /** Asks the team's database now, in place of at the next try. */
  'team:tryNow': command(nothing, nothing),

  /** After its database was put back: goes on although these have not told what they sent. */
  'team:goOnWithout': command(z.object({ ids: z.array(Id).min(1) }), nothing),

  /** A team campaign here, with each member's progress; without `id` the open ones not taken part in, newest first. */
  'teamCampaign:list': command(z.object({ id: Id.nullable() }), z.object({ campaigns: z.array(TeamCampaignView) })),

  /** Starts a draft with the team. */
  'teamCampaign:start': command(byId, CampaignSummary),

  /** Takes part in one with these accounts. */
  'teamCampaign:join': command(z.object({ uid: z.guid(), accounts: SentFrom.shape.accounts }), CampaignSummary),

  /** Lets it run, holds it or ends it on all computers. */
  'teamCampaign:direct': command(
    z.object({ uid: z.guid(), state: z.enum(['running', 'paused', 'cancelled']) }),
    nothing,
  ),

  /** Who wrote back to the other computers, the newest first; of the people with these numbers alone, where some are given. */
  'teamCampaign:replies': command(
    z.object({ phones: z.array(Phone).max(limits.filterChoices).nullable() }),
    z.object({ replies: z.array(TeamReply) }),
  ),

  /** The report of one that this computer takes part in, as all members tell it. With `part`: of these people alone. */
  'teamCampaign:report': command(byId.extend({ part: ReportPart.optional() }), TeamReport),
  'teamCampaign:split': command(byId.extend({ part: ReportPart.optional(), index: SplitColumn }), ReportSplit),

  /** Gives to the others whom a computer that has been silent for ten minutes has not reserved. */
  'teamCampaign:takeBack': command(byId, z.object({ people: z.int() })),
};
