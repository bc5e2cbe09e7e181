import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openApp } from '../support/open-app.tsx';
import { othersReplies, teamView } from '../support/team-fixtures.ts';

beforeEach(() => {
  // happy-dom has no layout.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(36);
});
afterEach(() => void vi.restoreAllMocks());

const overview = { team: teamView() };
const handlers = { 'teamCampaign:replies': () => ({ replies: othersReplies }) };
const leftMeanwhile = (isBack: boolean) => ({ team: teamView({ gone: [{ id: 9, name: 'Market tablet', isBack }] }) });
const rowsIn = (area: HTMLElement) => within(area).getAllByRole('listitem');

it('Replies show what came to other computers with whose it is, to be read and found there alone', async () => {
  await openApp({ rows: 3, overview, handlers }, { screen: 'replies' });
  const area = await screen.findByRole('region', { name: 'With other computers of the team' });
  expect(within(area).getByText(/Answered from the computer that has the chat/)).toBeTruthy();
  const [first, second] = rowsIn(area);
  expect(first?.textContent).toMatch(/Siobhán Nowak.*May I bring my daughter\?Hall laptop · Volunteer day/);
  expect(second?.textContent).toMatch(/\+44 7700 900483.*No text.*A computer that has left · Spring appeal/);
  expect(within(area).queryByRole('button')).toBeNull();
  fireEvent.change(screen.getByLabelText('Find a name or words'), { target: { value: 'DAUGHTER' } });
  expect(rowsIn(area)).toHaveLength(1);
  fireEvent.change(screen.getByLabelText('Find a name or words'), { target: { value: '' } });
  fireEvent.click(screen.getByRole('button', { name: 'To answer' }));
  expect(rowsIn(area)).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: 'Later' }));
  expect(screen.queryByRole('region', { name: 'With other computers of the team' })).toBeNull();
});

it('Replies name a computer that has left the team, where the chat still is, until it is back', async () => {
  const fake = await openApp({ rows: 3, overview: leftMeanwhile(false), handlers }, { screen: 'replies' });
  const area = await screen.findByRole('region', { name: 'With other computers of the team' });
  expect(rowsIn(area)[1]?.textContent).toMatch(/Market tablet.* \(has left the team\) · Spring appeal/);
  await act(async () => fake.emit('team:changed', leftMeanwhile(true)));
  expect(rowsIn(area)[1]?.textContent).toMatch(/Market tablet.? · Spring appeal/);
});

it('the panel of a person shows what they wrote to another computer, without a way to answer it from here', async () => {
  const fake = await openApp({ rows: 0, overview, handlers }, { screen: 'people' });
  fireEvent.click(await screen.findByText('Person 39'));
  const words = await screen.findByText('May I bring my daughter?');
  const line = words.closest('li') as HTMLElement;
  expect(line.textContent).toContain('Hall laptop');
  expect(within(line).queryByText('Answer')).toBeNull();
  const asked = fake.calls.findLast(({ name }) => name === 'teamCampaign:replies')?.input as { phones: string[] };
  expect(asked.phones.length).toBeGreaterThan(0);
});

it('without a team nobody asks for the replies of others', async () => {
  const fake = await openApp({ rows: 3, handlers }, { screen: 'replies' });
  await screen.findByRole('heading', { name: 'Replies' });
  expect(fake.calls.some(({ name }) => name === 'teamCampaign:replies')).toBe(false);
});
