import type { Overview, ServerCheck, TeamState } from '../../../domain/contract.ts';
import type { Store } from '../../../renderer/store/store.ts';
import type { FakeOptions } from '../../renderer/support/fake-api.ts';
import {
  accountView,
  campaignCheck,
  campaignDetail,
  campaignSummary,
  fixtureNowMs,
} from '../../renderer/support/fixtures.ts';
import {
  checkedServer,
  othersReplies,
  teamCampaign,
  teamMembers,
  teamView,
} from '../../renderer/support/team-fixtures.ts';
import { north, office, south } from './account-scenes.ts';
import { counts, draft, type Scene, scene } from './scene.ts';

const open = (store: Store): void => store.open({ screen: 'team' });
const outbox = (store: Store): void => store.showOutbox({ tab: 'pending' });
const campaigns = [campaignSummary({ counts, total: 40 })];
const teamOf = (change: Parameters<typeof teamView>[0] = {}): Partial<Overview> => ({
  campaigns,
  team: teamView(change),
});
const waitingAs = (why: 'unreachable' | 'not_secure'): TeamState => ({
  kind: 'waiting',
  why,
  sinceMs: fixtureNowMs - 60_000,
  againAtMs: fixtureNowMs + 15_000,
});
const waiting = {
  kind: 'waiting',
  why: 'team',
  sinceMs: fixtureNowMs,
  untilMs: null,
  campaignId: null,
  count: null,
} as const;
const waitsForTeam = (state: TeamState): Partial<Overview> => ({
  ...teamOf({ state }),
  dispatcher: waiting,
  accounts: [accountView({ dispatcher: waiting, pending: 21 })],
});
const refused: ServerCheck = {
  ...checkedServer,
  findings: [
    { what: 'not_encrypted', weight: 'refuses', detail: 'db.harbour.example' },
    { what: 'does_not_sync', weight: 'refuses', detail: 'fsync = off' },
    ...checkedServer.findings,
  ],
};
const make = '.no-team .button-primary';
const check = '.found-head .button';
const step = (click: string | readonly string[], handlers: FakeOptions['handlers'] = {}): Scene =>
  scene(open, {}, { handlers }, { click });
const ofTeam = { ...teamOf(), campaigns: [campaignSummary({ counts, total: 40, team: 'open' })] };
const offered: FakeOptions['handlers'] = {
  'teamCampaign:list': ({ id }) => ({ campaigns: [teamCampaign({ campaignId: id })] }),
};
const byComputer = { ...draft, schedule: { ...draft.schedule, byComputer: { column: 3 } } };
const others = { 'teamCampaign:replies': () => ({ replies: othersReplies }) };
const menuOf = (row: number) => `.team-members tbody tr:nth-child(${row}) .button-icon`;

/** A team: none, made, joined, at work, waiting, held and ended; and what it sends together. */
export const teamScenes = {
  teamNone: scene(open),
  teamMake: step([make, check]),
  teamRefused: step([make, check], { 'team:check': () => refused }),
  teamMakeError: step([make, check], { 'team:check': () => ({ refusal: 'team_not_secure' }) }),
  teamJoin: step('.no-team .buttons .button:last-child'),
  teamMembers: scene(open, teamOf()),
  teamMany: scene(
    open,
    teamOf({
      members: [
        ...teamMembers,
        ...Array.from({ length: 30 }, (_, place) => ({
          id: place + 10,
          name: `Ward ${place + 1}`,
          kind: 'sender' as const,
          isMe: false,
          hasJoined: true,
          hasTold: true,
          lost: 0,
          toErase: 0,
          heardAtMs: fixtureNowMs - 6_000,
        })),
      ],
    }),
  ),
  teamInvite: scene(open, teamOf(), {}, { click: '.header-actions .button' }),
  teamMenu: scene(open, teamOf(), {}, { click: menuOf(1) }),
  teamRemove: scene(open, teamOf(), {}, { click: [menuOf(1), '[role="menuitem"]:last-child'] }),
  teamLeave: scene(open, teamOf(), {}, { click: '.team-database .button' }),
  teamHeld: scene(
    open,
    teamOf({
      state: { kind: 'held', why: 'other_database', untold: [3] },
      members: teamMembers.map((member) => (member.id === 3 ? { ...member, hasTold: false, lost: 248 } : member)),
    }),
  ),
  teamMove: scene(open, teamOf({ state: waitingAs('not_secure') }), {}, { click: '.banner .button' }),
  teamTelling: scene(open, teamOf({ state: { kind: 'telling', done: 3_400, all: 18_250 } })),
  teamEnded: scene(open, teamOf({ state: { kind: 'ended', why: 'removed' } })),
  outboxTeamWaits: scene(outbox, waitsForTeam(waitingAs('unreachable'))),
  outboxTeam: scene(outbox, ofTeam),
  outboxTeamSender: scene(outbox, { ...ofTeam, team: teamView({ kind: 'sender' }) }),
  outboxTeamTakeBack: scene(outbox, ofTeam, {}, { click: '.team-members tbody .button' }),
  outboxTeamCancel: scene(outbox, ofTeam, {}, { click: '.stack > .row .button-danger-quiet' }),
  outboxTeamUnknown: scene(outbox, ofTeam, { handlers: { 'teamCampaign:list': () => ({ campaigns: [] }) } }),
  reportTeam: scene((store) => store.open({ screen: 'report', id: 1 }), ofTeam),
  outboxTeamOffer: scene(outbox, teamOf(), { handlers: offered }),
  outboxTeamJoin: scene(
    outbox,
    { ...teamOf(), accounts: [office, north, south] },
    { handlers: offered },
    { click: '.banner .button-primary' },
  ),
  checkTeam: scene((store) => store.open({ screen: 'campaign', id: draft.id, step: 'check' }), {
    ...teamOf(),
    campaigns: [draft],
  }),
  repliesTeam: scene((store) => store.open({ screen: 'replies' }), teamOf(), { handlers: others }),
  personTeam: scene(
    (store) => store.open({ screen: 'people' }),
    teamOf(),
    { handlers: others },
    { click: '.people tbody tr' },
  ),
  checkTeamNames: scene(
    (store) => store.open({ screen: 'campaign', id: draft.id, step: 'check' }),
    { ...teamOf(), campaigns: [byComputer] },
    {
      handlers: {
        'campaign:get': () => campaignDetail(byComputer),
        'campaign:check': () =>
          campaignCheck({
            otherComputers: {
              people: 12,
              names: [
                { name: 'Bne office', people: 9 },
                { name: 'Ward 7', people: 3 },
              ],
            },
          }),
      },
    },
  ),
  checkTeamNot: scene(
    (store) => store.open({ screen: 'campaign', id: draft.id, step: 'check' }),
    { ...teamOf(), campaigns: [draft] },
    { handlers: { 'campaign:get': () => campaignDetail(draft, { repeat: 1 }) } },
  ),
  outboxTeamEnded: scene(outbox, waitsForTeam({ kind: 'ended', why: 'unreadable' })),
} satisfies Readonly<Record<string, Scene>>;
