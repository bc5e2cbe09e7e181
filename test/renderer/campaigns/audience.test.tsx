import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { listReport } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';
import { openDraft } from '../support/open-draft.tsx';
import { drawnAudience } from '../support/people-fixtures.ts';

const audience = drawnAudience;
const { conditions } = audience;

it('chooses people by a filter where a campaign begins', async () => {
  const { inputs } = await openDraft('recipients', { list: null });
  fireEvent.click(await screen.findByRole('button', { name: 'Add a condition' }), { detail: 1 });
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Have a tag…' }));
  fireEvent.click(await screen.findByRole('checkbox', { name: 'volunteer' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Apply' }), { detail: 1 });
  fireEvent.click(await screen.findByRole('button', { name: 'Use these 40 people' }), { detail: 1 });
  await waitFor(() => expect(inputs('list:ofPeople')).toMatchObject([{ campaignId: 2, conditions }]));
});

it('says under Recipients whom it was drawn of, who came and went, and how old each value is, and draws anew', async () => {
  const { inputs } = await openDraft('recipients', { list: listReport({ audience }) });
  expect(await screen.findByText(/^People: tagged volunteer. Drawn /)).toBeTruthy();
  expect(await screen.findByText('2 people no longer fit and are left out.')).toBeTruthy();
  expect(screen.getByText('3 more people fit now.')).toBeTruthy();
  expect(screen.getByText(/^spring-supporters.xlsx, .*: 2 of/)).toBeTruthy();
  expect(screen.getByText('More than a year old.')).toBeTruthy();
  const ages = [...document.querySelectorAll('.age-bar > span')].map(({ className }) => className);
  expect([ages.length, ages.at(-1)]).toEqual([2, 'age-old']);
  fireEvent.click(screen.getByRole('button', { name: 'Draw anew' }), { detail: 1 });
  await waitFor(() => expect(inputs('list:ofPeople')).toMatchObject([{ conditions }]));
});

it('leaves old values empty until somebody says otherwise', async () => {
  const { inputs } = await openDraft('recipients', { list: listReport({ audience }) });
  expect(await screen.findByText(/^1 person has a value that is more than a year old/)).toBeTruthy();
  expect(screen.getByText('Fit the conditions')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Use old values' }), { detail: 1 });
  await waitFor(() => expect(inputs('list:ofPeople')).toMatchObject([{ conditions, usesOld: true }]));
});

it('says at Check as well who came and went', async () => {
  await openDraft('check', { list: listReport({ audience }), text: 'Hello' });
  expect(await screen.findByText('2 people no longer fit and are left out.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Draw anew' })).toBeNull();
});

it('begins a campaign for the people of a filter', async () => {
  const fake = await openApp({ rows: 0 }, { screen: 'people' });
  fireEvent.click(await screen.findByRole('tab', { name: /^Quiet for 90 days/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Write to these 40' }), { detail: 1 });
  await waitFor(() => expect(fake.route()).toMatchObject({ screen: 'campaign', step: 'recipients' }));
  expect(fake.calls.find(({ name }) => name === 'list:ofPeople')?.input).toMatchObject({
    conditions: [{ kind: 'quiet', days: 90 }],
  });
});
