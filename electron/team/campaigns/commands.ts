import type { ReportPart } from '../../../domain/contract.ts';
import { refuse } from '../../../domain/result.ts';
import type { ReadCampaignParts } from '../../campaigns/read.ts';
import type { Answer, Commands } from '../../commands.ts';
import type { TeamReportFile } from '../../reports/team-report-file.ts';
import type { TeamAtWork } from '../at-work.ts';
import type { TeamMember } from '../member.ts';
import type { TeamCampaignParts, TeamCampaigns } from './team-campaigns.ts';

type TeamCampaignCommandsParts = TeamCampaignParts & { readonly team: TeamAtWork };

/** The commands for the team's campaigns: starting one, taking part, directing it for all. Loaded with the first. */
export function teamCampaignCommands(parts: TeamCampaignCommandsParts): Commands<'teamCampaign'> {
  let loaded: Promise<TeamCampaigns> | undefined;
  const inTeam = async <Value>(
    work: (campaigns: TeamCampaigns, member: TeamMember) => Answer<Value>,
  ): Answer<Value> => {
    const { member } = parts.team;
    if (member === null) return refuse('not_allowed_now');
    loaded ??= import('./team-campaigns.ts').then(({ TeamCampaigns }) => new TeamCampaigns(parts));
    return work(await loaded, member);
  };
  return {
    'teamCampaign:list': ({ id }) => inTeam((campaigns, member) => campaigns.list(member, id)),
    'teamCampaign:start': ({ id }) => inTeam((campaigns, member) => campaigns.start(member, id)),
    'teamCampaign:join': (input) => inTeam((campaigns, member) => campaigns.join(member, input)),
    'teamCampaign:direct': (input) => inTeam((campaigns, member) => campaigns.direct(member, input)),
    'teamCampaign:replies': ({ phones }) => inTeam((campaigns, member) => campaigns.replies(member, phones)),
    'teamCampaign:report': (input) => inTeam((campaigns, member) => campaigns.report(member, input)),
    'teamCampaign:split': (input) => inTeam((campaigns, member) => campaigns.split(member, input)),
    'teamCampaign:takeBack': ({ id }) => inTeam((campaigns, member) => campaigns.takeBack(member, id)),
  };
}

/** What the members of the team report about a campaign, for a file. */
export async function teamReportFor(
  parts: ReadCampaignParts & { readonly team: TeamAtWork },
  of: { readonly id: number; readonly part?: ReportPart | undefined },
): Answer<TeamReportFile> {
  const { member } = parts.team;
  if (member === null) return refuse('not_allowed_now');
  const { teamReportFile } = await import('./report.ts');
  return teamReportFile(parts, member, of);
}
