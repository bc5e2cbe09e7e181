import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { TeamState, TeamView } from '../../../domain/contract.ts';
import { fixtureNowMs } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';
import { teamView } from '../support/team-fixtures.ts';

const open = (team: TeamView | null) => openApp({ rows: 0, overview: { team } }, { screen: 'settings' });
const part = async () => (await screen.findByRole('heading', { name: 'Team' })).closest('section') as HTMLElement;
const press = async (name: string) =>
  fireEvent.click(within(await part()).getByRole('button', { name }), { detail: 1 });

const waiting = { kind: 'waiting', sinceMs: fixtureNowMs, againAtMs: fixtureNowMs + 15_000 } as const;
const states: readonly (readonly [words: string | RegExp, state: TeamState])[] = [
  ['In touch', { kind: 'open' }],
  [/^Does not answer\. Next try /, { ...waiting, why: 'unreachable' }],
  ['Sending stands still', { ...waiting, why: 'login_refused' }],
  ['Telling what was sent', { kind: 'telling', done: 3, all: 9 }],
  ['Held: its database was put back', { kind: 'held', why: 'row_gone', untold: [3] }],
  ['Sending stands still', { kind: 'ended', why: 'removed' }],
];

it.each(states)('Settings say how this computer stands with its team: %s', async (words, state) => {
  const fake = await open(teamView({ state }));
  const area = within(await part());
  expect(area.getByText('Harbour team')).toBeTruthy();
  expect(area.getByText(words)).toBeTruthy();
  await press('Open the team');
  expect(fake.route()).toEqual({ screen: 'team' });
});

it('Settings name a team whose membership cannot be read just a team', async () => {
  await open(teamView({ name: '', state: { kind: 'ended', why: 'unreadable' } }));
  expect(within(await part()).getAllByText('Team')).toHaveLength(2);
});

it('Settings lead to making or joining a team where there is none', async () => {
  const fake = await open(null);
  expect(within(await part()).getByText(/nobody gets a message from two of them/)).toBeTruthy();
  await press('Make or join a team');
  expect(fake.route()).toEqual({ screen: 'team' });
});
