import type {
  CampaignSummary,
  ServerCheck,
  TeamCampaignView,
  TeamMemberView,
  TeamReply,
  TeamReport,
  TeamView,
} from '../../../domain/contract.ts';
import { memberColumn } from '../../../domain/report/report-views.ts';
import {
  type TeamOutcome,
  type TeamOutcomes,
  teamReplies,
  teamSplit,
  teamTotals,
} from '../../../domain/report/team-report.ts';
import { report } from './answers.ts';
import { fixtureNowMs } from './fixtures.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

export function teamMember(change: Partial<TeamMemberView> = {}): TeamMemberView {
  return {
    id: 1,
    name: 'Office PC',
    kind: 'coordinator',
    isMe: true,
    hasJoined: true,
    hasTold: true,
    lost: 0,
    toErase: 0,
    heardAtMs: fixtureNowMs - 2 * secondMs,
    ...change,
  };
}

/** Three computers, one of them silent, and an invitation that nobody has used. */
export const teamMembers: readonly TeamMemberView[] = [
  teamMember(),
  teamMember({ id: 2, name: 'Hall laptop', kind: 'sender', isMe: false, heardAtMs: fixtureNowMs - 4 * secondMs }),
  teamMember({
    id: 3,
    name: 'Ines’s laptop',
    kind: 'sender',
    isMe: false,
    heardAtMs: fixtureNowMs - 134 * minuteMs,
    toErase: 2,
  }),
  teamMember({ id: 4, name: 'Clinic PC', kind: 'sender', isMe: false, heardAtMs: null, hasJoined: false }),
];

export function teamView(change: Partial<TeamView> = {}): TeamView {
  return {
    name: 'Harbour team',
    host: 'db.harbour.example',
    kind: 'coordinator',
    state: { kind: 'open' },
    members: [...teamMembers],
    gone: [{ id: 8, name: 'Market tablet', isBack: false }],
    ...change,
  };
}

export const checkedServer: ServerCheck = {
  host: 'db.harbour.example',
  isHere: false,
  version: '16.4',
  clockOffMs: 200,
  findings: [{ what: 'standby_not_waited_for', weight: 'weak', detail: 'synchronous_standby_names' }],
};

export const exampleCode = `sendonce-team-1.${'eyJ0ZWFtIjoi'.repeat(24)}.R8NYq2Wd`;

/** A campaign that three computers send, of which one is silent. The sums are consistent. */
export function teamCampaign(change: Partial<TeamCampaignView> = {}): TeamCampaignView {
  const share = (
    member: number,
    taken: number,
    reserved: number,
    closed: number,
    unconfirmed: number,
    sent: number,
  ) => ({
    member,
    named: 0,
    taken,
    reserved,
    closed,
    unconfirmed,
    sent,
  });
  return {
    uid: '5b1c1b5e-6a0f-4d0e-8f6e-1f8d6f1e2a3b',
    name: 'Volunteer day, 14 March',
    state: 'running',
    by: 1,
    atMs: fixtureNowMs - 180 * minuteMs,
    people: 4_800,
    campaignId: 1,
    members: [share(1, 19, 1, 9, 1, 1_120), share(2, 20, 0, 8, 0, 980), share(3, 17, 3, 6, 0, 460)],
    ...change,
  };
}

const outcome = (
  member: number,
  account: string,
  day: string,
  [status, reply, people]: readonly [TeamOutcome['status'], TeamOutcome['reply'], number],
): TeamOutcome => ({ member, account, day, status, reply, people });

/** The reports of the three computers about it, on two days. */
const teamOutcomes: TeamOutcomes = {
  people: 4_800,
  nobodys: 2_157,
  isCancelled: false,
  untold: { notSent: 0, notConfirmed: 0 },
  lines: [
    outcome(1, '+447700900118', '2026-03-13', [3, 0, 700]),
    outcome(1, '+447700900118', '2026-03-14', [2, 2, 420]),
    outcome(1, '+447700900118', '2026-03-14', [7, 0, 9]),
    outcome(2, '+447700900219', '2026-03-14', [1, 0, 980]),
    outcome(2, '+447700900219', '2026-03-14', [7, 0, 8]),
    outcome(3, '+447700900320', '2026-03-14', [2, 3, 460]),
    outcome(3, '+447700900320', '2026-03-14', [9, 0, 6]),
  ],
};

export const teamReport = (campaign: CampaignSummary): TeamReport => ({
  kind: 'team',
  campaign,
  message: report(campaign).message,
  columns: [-2, -1, -3].map((index) => ({ index, header: '' })),
  chosenBy: memberColumn,
  totals: teamTotals(teamOutcomes),
  replies: teamReplies(teamOutcomes),
});
/** The replies that arrived at another computer. */
export const othersReplies: TeamReply[] = [
  {
    member: 2,
    campaignName: 'Volunteer day',
    campaignId: 1,
    name: 'Siobhán Nowak',
    phone: '+447700900482',
    words: 'May I bring my daughter?',
    atMs: fixtureNowMs - 9 * minuteMs,
    state: 'waiting',
  },
  {
    member: 9,
    campaignName: 'Spring appeal',
    campaignId: null,
    name: '',
    phone: '+447700900483',
    words: '',
    atMs: fixtureNowMs - 95 * minuteMs,
    state: 'stopped',
  },
];
export const teamReportSplit = (index: number) => teamSplit(teamOutcomes, index);
