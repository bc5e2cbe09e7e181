import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { CampaignDetail } from '../../../domain/contract.ts';
import { campaignCheck, campaignDetail, campaignSummary } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';
import { teamView } from '../support/team-fixtures.ts';

const draft = campaignSummary({ id: 2, state: 'draft', account: null, startedAtMs: null });
const names = [
  { name: 'Bne office', people: 9 },
  { name: 'Ward 7', people: 3 },
];

const withPilot = { ...draft.schedule, pilotCount: 5 };
const pilotOfEach = 'With the team, each computer sends this many first, and the rest wait for approval on each.';

/** The check of a draft in a team, where a column has a name that no computer of the team has. */
const open = (change: Partial<CampaignDetail> = {}, kind: 'coordinator' | 'sender' = 'coordinator') =>
  openApp(
    {
      rows: 3,
      overview: { campaigns: [{ ...draft, ...change }], team: teamView({ kind }) },
      handlers: {
        'campaign:get': () => campaignDetail({ ...draft, ...change }, change),
        'campaign:check': () => campaignCheck({ otherComputers: { people: 12, names } }),
      },
    },
    { screen: 'campaign', id: draft.id, step: 'check' },
  );
const savedOf = (fake: Awaited<ReturnType<typeof open>>) =>
  fake.calls.findLast(({ name }) => name === 'campaign:update')?.input;
const choose = async (name: string) => {
  fireEvent.click(await screen.findByRole('combobox', { name: 'Which computer sends' }));
  const option = await screen.findByRole('option', { name });
  fireEvent.pointerDown(option, { pointerType: 'mouse' });
  fireEvent.click(option, { detail: 1 });
};
const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }), { detail: 1 });

it('Check asks which column names the computer, and what becomes of those who name none', async () => {
  const fake = await open();
  await screen.findByRole('button', { name: 'Start with the team' });
  expect(screen.queryByText(/Name no computer of the team/)).toBeNull();
  await choose('Team');
  await screen.findByText('Name no computer of the team: 12');
  await screen.findByText(/Bne office.* \(9\), .*Ward 7.* \(3\)/);
  await screen.findByText(/they get nothing until you decide/);
  await press(/^See who/);
  const asked = () => fake.calls.findLast(({ name }) => name === 'campaign:checkedPeople')?.input;
  await waitFor(() => expect(asked()).toMatchObject({ group: { kind: 'other_computer' } }));
  fireEvent.click(await screen.findByRole('button', { name: 'Close' }), { detail: 1 });
  const share = await screen.findByRole('button', { name: 'Share among all computers' });
  share.focus();
  await press('Share among all computers');
  await waitFor(() =>
    expect(savedOf(fake)).toMatchObject({ schedule: { byComputer: { column: 3, others: 'share' } } }),
  );
  const shared = await screen.findByText('shared among all');
  // The button is gone, and the focus moves to what replaces it.
  await waitFor(() => {
    expect(document.activeElement).not.toBe(document.body);
    expect(document.activeElement?.querySelectorAll('h1, h2')).toHaveLength(0);
    expect(document.activeElement?.contains(shared)).toBe(true);
  });
  await press('Undo');
  await press('Leave them out');
  await screen.findByText('left out');
  await choose('Whoever is free');
  await waitFor(() => expect(JSON.stringify(savedOf(fake))).not.toMatch('byComputer'));
  expect(screen.queryByText(/Name no computer of the team/)).toBeNull();
});

it('Check says why a draft cannot go with the team, and offers that to coordinators alone', async () => {
  await open({ repeat: 1, schedule: withPilot });
  await screen.findByText('It is declared a repeat, so it cannot go with the team.');
  expect(screen.queryByText(pilotOfEach)).toBeNull();
  expect(screen.queryByRole('button', { name: 'Start with the team' })).toBeNull();
});

it.each([
  ['It goes to people of an earlier campaign of this computer, so it cannot go with the team.', { followsId: 1 }],
  [
    'A second message is planned, so it cannot go with the team.',
    { step: { afterDays: 3, atMinute: 600, group: 'no_reply', word: '', text: 'Again', byItself: false } },
  ],
] as const)('Check says: %s', async (words, change) => {
  await open(change);
  await screen.findByText(words);
});

it('Check says that a pilot is each computer’s own', async () => {
  await open({ schedule: withPilot });
  await screen.findByText('The first 5 go out, the rest wait for your approval');
  await screen.findByText(pilotOfEach);
});

it('Check offers nothing of the team to a sender', async () => {
  await open({ schedule: { ...draft.schedule, byComputer: { column: 1 } } }, 'sender');
  await screen.findByRole('button', { name: /^Send/ });
  expect(screen.queryByText(/with the team|no computer of the team/)).toBeNull();
});

it('says while a start with the team goes on how many are in its database by now', async () => {
  const fake = await open();
  const start = await screen.findByRole('button', { name: 'Start with the team' });
  await waitFor(() => expect((start as HTMLButtonElement).disabled).toBe(false));
  await press('Start with the team');
  await screen.findByRole('timer');
  act(() => fake.emit('teamCampaign:drawing', { id: draft.id + 1, people: 300 }));
  expect(screen.queryByText(/To the team’s database/)).toBeNull();
  act(() => fake.emit('teamCampaign:drawing', { id: draft.id, people: 200 }));
  await screen.findByText('To the team’s database: 200 of 312');
});
