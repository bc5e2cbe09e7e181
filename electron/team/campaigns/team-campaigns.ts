import type { SecondSteps } from '../../../db/campaigns/second-steps.ts';
import type {
  CampaignSummary,
  CommandInput,
  ReportSplit,
  TeamCampaignView,
  TeamReply,
  TeamReport,
} from '../../../domain/contract.ts';
import { digitVariants } from '../../../domain/phone/digit-variants.ts';
import { type Result, refuse, succeed } from '../../../domain/result.ts';
import { whyNotWithTeam } from '../../../domain/schedule/with-team.ts';
import { isAsChecked } from '../../campaigns/check-recipients.ts';
import { readSummary } from '../../campaigns/read.ts';
import { checkCampaign } from '../../campaigns/start.ts';
import type { Answer } from '../../commands.ts';
import { direct, drawn, progress, replies, takeBack } from '../calls.ts';
import type { ConnectionFailure } from '../connection.ts';
import type { TeamMember } from '../member.ts';
import { refuseFor } from '../why.ts';
import { type DrawParts, drawForTeam } from './draw.ts';
import { openDrawn, openPerson, openWords } from './drawn.ts';
import { type JoinParts, joinCampaign } from './join.ts';
import type { TeamLink } from './link.ts';
import { splitTeamReport, teamReport } from './report.ts';
import { isOver, type RoundParts, roundOf } from './rounds.ts';

export type TeamCampaignParts = DrawParts & JoinParts & RoundParts & { readonly secondSteps: SecondSteps };

/** How many of a team's campaigns are offered, the newest ones. */
const mostShown = 30;

type Head = Pick<TeamCampaignView, 'name' | 'by' | 'atMs'>;

/** The operator's actions on the team's campaigns from this computer. */
export class TeamCampaigns {
  readonly #parts: TeamCampaignParts;
  /** What was read of a campaign never changes after it was drawn. */
  readonly #heads = new Map<string, Head>();
  /** Campaigns whose people were all sent to, or will not be: no computer need begin with them. */
  readonly #over = new Set<string>();

  constructor(parts: TeamCampaignParts) {
    this.#parts = parts;
  }

  /** One campaign that is here; or those that this computer may join, newest first. With each member's progress. */
  async list(team: TeamLink, id: number | null): Answer<{ campaigns: TeamCampaignView[] }> {
    const campaigns: TeamCampaignView[] = [];
    for (const uid of id === null ? this.#open(team) : [this.#parts.campaigns.get(id)?.uid ?? '']) {
      const head = await this.#head(team, uid);
      if (!head.ok) return refuseFor(head.failure);
      const asked = await progress(team.connection, uid);
      if (!asked.ok) return refuseFor(asked.failure);
      if (asked.value !== null && isOver(asked.value)) this.#over.add(uid);
      if (head.value !== null && asked.value !== null && (id !== null || !this.#over.has(uid)))
        campaigns.push({ uid, ...head.value, ...asked.value, campaignId: this.#here(uid) });
    }
    return succeed({ campaigns });
  }

  #open({ campaigns }: TeamLink): string[] {
    const isOpen = ({ uid, state }: TeamLink['campaigns'][number]) =>
      state !== 'cancelled' && !this.#over.has(uid) && this.#here(uid) === null;
    return campaigns
      .filter(isOpen)
      .slice(-mostShown)
      .map(({ uid }) => uid)
      .reverse();
  }

  /** The campaign on this computer; null while it takes no part. */
  #here(uid: string): number | null {
    const here = this.#parts.campaigns.byUid(uid);
    return here === undefined || here.state === 'draft' ? null : here.id;
  }

  async #head(team: TeamLink, uid: string): Promise<Result<Head | null, ConnectionFailure>> {
    const known = this.#heads.get(uid);
    if (known !== undefined) return succeed(known);
    const asked = await drawn(team.connection, uid);
    if (!asked.ok || asked.value === null) return asked.ok ? succeed(null) : asked;
    const what = openDrawn(team.keys, uid, asked.value.sealed);
    if (what === null) return succeed(null);
    const head = { name: what.name, by: asked.value.by, atMs: asked.value.at.getTime() };
    this.#heads.set(uid, head);
    return succeed(head);
  }

  /** Starts a draft with the team, if nothing stands in its way, and takes part in it from here. */
  async start(member: TeamMember, id: number): Answer<CampaignSummary> {
    const { campaigns, lists, secondSteps, account } = this.#parts;
    const before = campaigns.get(id);
    if (before?.state !== 'draft') return refuse('not_allowed_now');
    if (whyNotWithTeam({ ...before, hasStep: secondSteps.get(id) !== null }) !== null) return refuse('not_for_team');
    const checked = await checkCampaign(this.#parts, id);
    if (!checked.ok) return checked;
    const [refusal] = checked.value.failures;
    if (refusal) return refuse(refusal);
    const row = campaigns.get(id);
    const list = lists.get(row?.listId ?? 0);
    const from = account();
    if (row === undefined || list === undefined || !isAsChecked(before, row)) return refuse('changed_meanwhile');
    if (from === null) return refuse('not_linked');
    const put = await drawForTeam(this.#parts, member, { row, list });
    if (!put.ok) return refuseFor(put.failure);
    await member.poll();
    return this.join(member, { uid: row.uid, accounts: row.schedule.from?.accounts ?? [from.phone] });
  }

  async join(member: TeamMember, { uid, accounts }: CommandInput<'teamCampaign:join'>): Answer<CampaignSummary> {
    const joined = await joinCampaign(this.#parts, member, { uid, accounts });
    if (!joined.ok) return refuseFor(joined.failure);
    await roundOf(this.#parts, member);
    return readSummary(this.#parts, joined.value);
  }

  /** Lets a campaign run, holds it or ends it, for all members. */
  async direct(member: TeamMember, { uid, state }: CommandInput<'teamCampaign:direct'>): Answer<undefined> {
    const asked = await direct(member.connection, uid, state);
    if (!asked.ok) return refuseFor(asked.failure);
    if (!asked.value) return refuse('not_allowed_now');
    await member.poll();
    return succeed(undefined);
  }

  /** Replies to other members. People who cannot be read (erased, or sealed by another format) are skipped. */
  async replies(team: TeamLink, phones: readonly string[] | null): Answer<{ replies: TeamReply[] }> {
    const contacts = phones?.flatMap(digitVariants).map(team.keys.contact);
    const asked = await replies(team.connection, contacts ?? null);
    if (!asked.ok) return refuseFor(asked.failure);
    const shown: TeamReply[] = [];
    for (const { campaign, place, member, reply, at, person, words } of asked.value) {
      const whose = { campaign, place };
      const who = openPerson(team.keys, whose, person);
      const head = await this.#head(team, campaign);
      if (!head.ok) return refuseFor(head.failure);
      if (who === null || head.value === null) continue;
      shown.push({
        member,
        name: who.name,
        phone: who.phone,
        atMs: at.getTime(),
        campaignName: head.value.name,
        campaignId: this.#here(campaign),
        words: (words && openWords(team.keys, whose, words)) ?? '',
        state: reply === 3 ? 'stopped' : reply === 2 ? 'waiting' : 'closed',
      });
    }
    return succeed({ replies: shown });
  }

  report(member: TeamMember, input: CommandInput<'teamCampaign:report'>): Answer<TeamReport> {
    return teamReport(this.#parts, member, input);
  }

  split(member: TeamMember, input: CommandInput<'teamCampaign:split'>): Answer<ReportSplit> {
    return splitTeamReport(this.#parts, member, input);
  }

  /** Takes back people whom a silent computer has not reserved. */
  async takeBack(member: TeamMember, id: number): Answer<{ people: number }> {
    const asked = await takeBack(member.connection, id);
    if (!asked.ok) return refuseFor(asked.failure);
    return asked.value === null ? refuse('not_allowed_now') : succeed({ people: asked.value });
  }
}
