import type { ServerCheck, TeamMemberView, TeamView } from '../../../domain/contract.ts';
import { fixtureNowMs } from './fixtures.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

export function teamMember(change: Partial<TeamMemberView> = {}): TeamMemberView {
  return {
    ...{ id: 1, name: 'Office PC', kind: 'coordinator', isMe: true, hasJoined: true, hasTold: true, lost: 0 },
    heardAtMs: fixtureNowMs - 2 * secondMs,
    ...change,
  };
}

/** Three computers, one of them silent, and an invitation that nobody has used. */
export const teamMembers: readonly TeamMemberView[] = [
  teamMember(),
  teamMember({ id: 2, name: 'Hall laptop', kind: 'sender', isMe: false, heardAtMs: fixtureNowMs - 4 * secondMs }),
  teamMember({ id: 3, name: 'Ines’s laptop', kind: 'sender', isMe: false, heardAtMs: fixtureNowMs - 134 * minuteMs }),
  teamMember({ id: 4, name: 'Clinic PC', kind: 'sender', isMe: false, heardAtMs: null, hasJoined: false }),
];

export function teamView(change: Partial<TeamView> = {}): TeamView {
  return {
    ...{ name: 'Harbour team', host: 'db.harbour.example', kind: 'coordinator' },
    state: { kind: 'open' },
    members: [...teamMembers],
    ...change,
  };
}

export const checkedServer: ServerCheck = {
  ...{ host: 'db.harbour.example', isHere: false, version: '16.4', clockOffMs: 200 },
  findings: [{ what: 'standby_not_waited_for', weight: 'weak', detail: 'synchronous_standby_names' }],
};

export const exampleCode = `sendonce-team-1.${'eyJ0ZWFtIjoi'.repeat(24)}.R8NYq2Wd`;
