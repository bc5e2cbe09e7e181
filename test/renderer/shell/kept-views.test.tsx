import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { accountView, campaignSummary, replyRows } from '../support/fixtures.ts';
import { openApp, openBlocked } from '../support/open-app.tsx';
import { quietFilter } from '../support/people-fixtures.ts';

const search = (name: string) => screen.findByRole<HTMLInputElement>('searchbox', { name });
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const choose = async (name: RegExp, option: string) => {
  fireEvent.click(await screen.findByRole('combobox', { name }), { detail: 1 });
  const wanted = await screen.findByRole('option', { name: option });
  fireEvent.pointerDown(wanted, { pointerType: 'mouse' });
  fireEvent.click(wanted, { detail: 1 });
};
type App = Awaited<ReturnType<typeof openApp>>;
const asked = ({ calls }: App, name: string) => calls.findLast((call) => call.name === name)?.input;

async function leave(app: App): Promise<void> {
  app.open({ screen: 'settings' });
  await screen.findByRole('heading', { name: 'Settings' });
}

it('Replies is searched and narrowed as it was left', async () => {
  const accounts = [accountView(), accountView({ id: 2, name: 'North', phone: '+447700900121' })];
  const overview = { accounts, campaigns: [campaignSummary({ name: 'Volunteer Day', replied: 4 })] };
  const app = await openApp({ rows: 0, replies: replyRows(), overview }, { screen: 'replies' });
  type(await search('Find a name or words'), 'Priya');
  fireEvent.click(screen.getByText('To answer'));
  await choose(/^Campaign/, 'Volunteer Day (4)');
  await choose(/^Account/, 'North');
  await choose(/^Order/, 'Shortest wait first');
  const narrowed = {
    campaignId: 1,
    account: '+447700900121',
    search: 'Priya',
    group: 'waiting',
    order: 'shortest',
    after: null,
  };
  await waitFor(() => expect(asked(app, 'replies:list')).toEqual(narrowed));
  await leave(app);
  app.open({ screen: 'replies' });
  expect((await search('Find a name or words')).value).toBe('Priya');
  expect(asked(app, 'replies:list')).toEqual(narrowed);
});

it('what leads to one chat or to one campaign shows it, whatever Replies was narrowed to', async () => {
  const overview = { campaigns: [campaignSummary()] };
  const app = await openApp({ rows: 0, replies: replyRows(), overview }, { screen: 'replies' });
  type(await search('Find a name or words'), 'Zzyzx');
  await leave(app);
  app.open({ screen: 'replies', messageId: 2 });
  expect(await screen.findByRole('region', { name: /Noura Hassan/ })).toBeTruthy();
  const all = { campaignId: null, account: null, search: '', group: 'all', order: 'longest', after: null };
  expect(asked(app, 'replies:list')).toEqual(all);
  type(await search('Find a name or words'), 'Zzyzx');
  await leave(app);
  app.open({ screen: 'replies', campaignId: 1 });
  await waitFor(() => expect(asked(app, 'replies:list')).toEqual({ ...all, campaignId: 1 }));
  // Nobody has replied to it yet, but its name is in the list all the same.
  expect(screen.getByRole('combobox', { name: /^Campaign/ }).textContent).toContain('(0)');
});

it('People is searched, sorted and narrowed as it was left, in each of its tabs', async () => {
  const app = await openApp({ rows: 0 }, { screen: 'people' });
  type(await search('Search name or number'), 'person 3');
  fireEvent.click(screen.getByRole('button', { name: 'Name' }), { detail: 1 });
  const narrowed = { filter: { conditions: [], search: 'person 3' }, sort: { by: 'name', descending: false } };
  await waitFor(() => expect(asked(app, 'people:page')).toMatchObject(narrowed));
  fireEvent.click(screen.getByRole('tab', { name: /^Do not contact/ }));
  type(await screen.findByRole('searchbox', { name: /^Find/ }), 'Maria');
  await leave(app);
  app.open({ screen: 'people' });
  expect((await screen.findByRole<HTMLInputElement>('searchbox', { name: /^Find/ })).value).toBe('Maria');
  fireEvent.click(screen.getByRole('tab', { name: /^All/ }));
  expect((await search('Search name or number')).value).toBe('person 3');
  expect(asked(app, 'people:page')).toMatchObject(narrowed);
});

it('somebody who is opened from their chat is shown, whichever tab of People was left', async () => {
  const app = await openBlocked({ rows: 0 });
  await screen.findByRole('tab', { name: /^Do not contact/, selected: true });
  await leave(app);
  app.open({ screen: 'people', personId: 39 });
  expect(await screen.findByRole('complementary', { name: 'Person 39, details' })).toBeTruthy();
});

it('the tab of a filter that is kept is come back to, with what was made of it', async () => {
  const app = await openApp({ rows: 0 }, { screen: 'people' });
  fireEvent.click(await screen.findByRole('tab', { name: /^Quiet for 90 days/ }));
  type(await search('Search name or number'), 'person 3');
  await leave(app);
  const before = app.calls.length;
  app.open({ screen: 'people' });
  await screen.findByRole('tab', { name: /^Quiet for 90 days/, selected: true });
  expect((await search('Search name or number')).value).toBe('person 3');
  const pages = app.calls.slice(before).filter(({ name }) => name === 'people:page');
  expect(pages.map(({ input }) => input)).toMatchObject([{ filter: { ...quietFilter, search: 'person 3' } }]);
});
