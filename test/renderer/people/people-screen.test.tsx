import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FakeOptions } from '../support/fake-api.ts';
import { accountView } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';
import { personDetail, personRow, quietFilter } from '../support/people-fixtures.ts';

/** happy-dom has no layout, so the heights of the scrolled area and of a row are set here, in CSS pixels. */
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(36);
});
afterEach(() => void vi.restoreAllMocks());

const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }), { detail: 1 });
const choose = async (name: string) => fireEvent.click(await screen.findByRole('menuitem', { name }));
const open = (options: FakeOptions = {}) => openApp({ rows: 0, ...options }, { screen: 'people' });
type Fake = Awaited<ReturnType<typeof open>>;
const inputs = ({ calls }: Fake, name: string) => calls.filter((call) => call.name === name).map(({ input }) => input);

it('shows everybody with their tags, and one person whole beside them', async () => {
  await open();
  expect((await screen.findByRole('grid', { name: 'People' })).getAttribute('aria-rowcount')).toBe('41');
  expect(screen.getByRole('tab', { name: /^All\s*40$/ })).toBeTruthy();
  fireEvent.click(await screen.findByText('Person 39'));
  const panel = await screen.findByRole('complementary', { name: 'Person 39, details' });
  for (const words of [
    'volunteer',
    'Spring appeal',
    'YES! Can I bring my two kids?',
    'You: Of course, bring them.',
    'Leith',
  ])
    expect(await within(panel).findByText(words)).toBeTruthy();
  expect(within(panel).getByText(/WhatsApp knows these numbers as one person/)).toBeTruthy();
});

it('dates are short: in longer languages their year would be cut off', async () => {
  await open();
  expect((await screen.findAllByText(/^\d+ (Feb|Mar) 2026$/)).length).toBeGreaterThan(0);
});

it('tells of each message its date and why it was not sent, and opens it', async () => {
  const known = personDetail(39);
  const [sent] = known.sent;
  if (sent === undefined) throw new Error('nothing was sent');
  const missed = { ...sent, campaignId: 5, occasion: '2026-03-05', status: 'failed', reason: 'missed' } as const;
  const fake = await open({ handlers: { 'people:get': () => ({ ...known, sent: [missed] }) } });
  fireEvent.click(await screen.findByText('Person 39'));
  const panel = await screen.findByRole('complementary', { name: 'Person 39, details' });
  expect(await within(panel).findByText('Missed its time')).toBeTruthy();
  fireEvent.click(within(panel).getByRole('button', { name: 'Open the message: Spring appeal, 5 Mar 2026' }));
  await waitFor(() => expect(inputs(fake, 'message:get')).toContainEqual({ id: missed.messageId }));
});

it('shows what lists that were still being read bring, in the open person too, and why they are not read', async () => {
  const choices = { total: 1, tags: [], kept: [], campaigns: [], lists: [] };
  let isWhole = false;
  let problem: 'disk_full' | null = 'disk_full';
  let name = 'Farida before';
  await open({
    handlers: {
      'people:choices': () => ({ isWhole, problem, ...choices }),
      'people:page': () => ({ people: [{ ...personRow(1), name }], next: null }),
      'people:get': () => ({ ...personDetail(1), name }),
    },
  });
  await screen.findByText(/^Not all of your lists are read yet\. The disk is full\./);
  expect(screen.queryByText(/^Still reading/)).toBeNull();
  problem = null;
  await screen.findByText(/^Still reading/);
  fireEvent.click(screen.getByText('Farida before'));
  await screen.findByRole('complementary', { name: 'Farida before, details' });
  isWhole = true;
  name = 'Farida after';
  await screen.findByRole('complementary', { name: 'Farida after, details' });
  expect(screen.queryByText('Farida before')).toBeNull();
});

it('narrows to conditions in words, counts who fits, and keeps the filter under a name', async () => {
  const fake = await open();
  await press('Add a condition');
  await choose('Have a tag…');
  const box = await screen.findByRole('checkbox', { name: 'volunteer' });
  expect(box.tabIndex).toBe(0);
  fireEvent.click(box);
  await press('Apply');
  const filter = { conditions: [{ kind: 'tagged', is: true, tagIds: [1] }], search: '' };
  await waitFor(() => expect(inputs(fake, 'people:page').at(-1)).toEqual({ filter, sort: null, after: null }));
  expect(await screen.findByText('40 people fit')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'tagged volunteer' })).toBeTruthy();
  await press('Save filter');
  fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Helpers' } });
  fireEvent.click(screen.getAllByRole('button', { name: 'Save filter' }).at(-1) ?? document.body, { detail: 1 });
  await waitFor(() => expect(inputs(fake, 'people:keep')).toEqual([{ name: 'Helpers', filter }]));
  await press('Remove the condition “tagged volunteer”');
  await waitFor(() => expect(screen.queryByText('40 people fit')).toBeNull());
});

it('counts anew who fits while messages go out, the numbers staying until that is done', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let fits: number | Promise<never> = 312;
  const count = async (filters: readonly unknown[]) => ({ totals: filters.map(() => fits as number) });
  await open({
    overview: { dispatcher: { kind: 'waiting', why: 'gap', untilMs: null, sinceMs: 0, campaignId: 1, count: null } },
    handlers: { 'people:count': ({ filters }) => (fits instanceof Promise ? fits : count(filters)) },
  });
  fireEvent.click(await screen.findByRole('tab', { name: /^Quiet for 90 days\s*312$/ }));
  await screen.findByText('312 people fit');
  fits = new Promise<never>(() => undefined);
  act(() => vi.advanceTimersByTime(30_000));
  await waitFor(() => expect(screen.getByRole('tab', { name: /^Quiet for 90 days\s*312$/ })).toBeTruthy());
  expect(screen.getByText('312 people fit')).toBeTruthy();
  fits = 311;
  act(() => vi.advanceTimersByTime(30_000));
  await screen.findByText('311 people fit');
  await screen.findByRole('tab', { name: /^Quiet for 90 days\s*311$/ });
  vi.useRealTimers();
});

it('says how many a search alone finds', async () => {
  await open({ handlers: { 'people:count': () => ({ totals: [7] }) } });
  expect(screen.queryByText(/ fit$/)).toBeNull();
  fireEvent.change(screen.getByLabelText('Search name or number'), { target: { value: 'ana' } });
  await screen.findByText('7 people fit');
});

it.each([
  ['shows whom it found while others are still looked for', 1, 'Person 7'],
  ['says that nobody fits once that is counted, while people are still looked at', 0, /^Nobody/],
])('%s', async (_what, total, said) => {
  const looking = new Promise<never>(() => undefined);
  await open({
    handlers: {
      'people:count': ({ filters }) => ({ totals: filters.map(() => total) }),
      'people:page': ({ filter, after }) => {
        if (filter.conditions.length === 0) return { people: [], next: null };
        return after === null ? { people: total === 0 ? [] : [personRow(7)], next: 6 } : looking;
      },
    },
  });
  fireEvent.click(await screen.findByRole('tab', { name: /^Quiet for 90 days/ }));
  expect(await screen.findByText(said)).toBeTruthy();
});

it('says how many were found so far while that is counted, and stops counting what nobody asks for any more', async () => {
  const counting = new Promise<never>(() => undefined);
  const fake = await open({ handlers: { 'people:count': () => counting } });
  fireEvent.click(await screen.findByRole('tab', { name: /^Quiet for 90 days/ }));
  expect(await screen.findByText('Counting…')).toBeTruthy();
  const works = () => inputs(fake, 'people:count').map((input) => (input as { workId: string }).workId);
  const workId = works().at(-1) ?? '';
  act(() => fake.emit('list:progress', { uploadId: workId, rows: 12_300, totalRows: null }));
  expect(screen.getByText('Counting… 12,300 so far')).toBeTruthy();
  fireEvent.click(screen.getByRole('tab', { name: /^All/ }));
  await waitFor(() => expect(inputs(fake, 'list:cancelImport')).toContainEqual({ uploadId: workId }));
});

it('narrows to those of whom a list says something in a column', async () => {
  const fake = await open();
  await press('Add a condition');
  await choose('Have this in a column…');
  fireEvent.change(await screen.findByLabelText('Value'), { target: { value: 'Leith' } });
  await press('Apply');
  expect(await screen.findByRole('button', { name: /is “Leith”$/ })).toBeTruthy();
  expect(inputs(fake, 'people:page').at(-1)).toMatchObject({
    filter: { conditions: [{ kind: 'column', is: true, value: 'Leith' }] },
  });
});

it('tells which account wrote to each last, and narrows to one, where there are several', async () => {
  const north = accountView({ id: 2, name: 'Clinic North', phone: '+447700900121' });
  const accounts = [accountView({ id: 1, name: 'Office', phone: '+447700900118' }), north];
  const fake = await open({ overview: { accounts } });
  await screen.findByText('Person 39');
  const said = [...document.querySelectorAll('td.col-account')].map((cell) => cell.textContent);
  // Person 40 was never written to.
  expect(said.slice(0, 2)).toEqual(['', 'Office']);
  await press('Add a condition');
  await choose('Last written to from…');
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Clinic North' }));
  await press('Apply');
  expect(await screen.findByRole('button', { name: 'last written to from Clinic North' })).toBeTruthy();
  const condition = { kind: 'account', is: true, accounts: ['+447700900121'] };
  expect(inputs(fake, 'people:page').at(-1)).toMatchObject({ filter: { conditions: [condition] } });
});

it('says nothing of accounts where there is one', async () => {
  await open();
  await screen.findByText('Person 39');
  expect(screen.queryByRole('columnheader', { name: 'Account' })).toBeNull();
  await press('Add a condition');
  await screen.findByRole('menuitem', { name: 'Are on a list…' });
  expect(screen.queryByRole('menuitem', { name: 'Last written to from…' })).toBeNull();
});

it('sorts by a column: the last times first, pressed again the other way about, and then as people came', async () => {
  const fake = await open();
  await screen.findByText('Person 39');
  const sorts = () => inputs(fake, 'people:page').map((input) => (input as { sort: unknown }).sort);
  for (const descending of [true, false]) {
    await press('Last from you');
    await waitFor(() => expect(sorts().at(-1)).toEqual({ by: 'heard', descending }));
  }
  await press('Last from you');
  await waitFor(() => expect(sorts().at(-1)).toBeNull());
  await press('Name');
  await waitFor(() => expect(sorts().at(-1)).toEqual({ by: 'name', descending: false }));
});

it('opens a kept filter as a tab of its own', async () => {
  const fake = await open();
  fireEvent.click(await screen.findByRole('tab', { name: /^Quiet for 90 days/ }));
  expect(await screen.findByRole('button', { name: 'heard nothing from you for 90 days' })).toBeTruthy();
  expect(inputs(fake, 'people:page').at(-1)).toEqual({ filter: quietFilter, sort: null, after: null });
});

it('tags all of the filter by name, and takes it back for those who had it not', async () => {
  const fake = await open();
  await screen.findByText('Person 40');
  fireEvent.keyDown(window, { key: 'a', ctrlKey: true });
  expect(await screen.findByText('40 of 40 selected')).toBeTruthy();
  fireEvent.keyDown(window, { key: 't' });
  fireEvent.change(await screen.findByLabelText('Find or make a tag'), { target: { value: 'driver' } });
  await press('Make the tag “driver”');
  await press('Undo');
  const filter = { conditions: [], search: '' };
  await waitFor(() =>
    expect(inputs(fake, 'people:tag')).toEqual([
      { target: { filter, except: [] }, tag: 'driver', isOn: true },
      { target: { ids: [1] }, tag: 'driver', isOn: false },
    ]),
  );
});

it('asks for further people where a page had nobody, until there are some', async () => {
  let asked = 0;
  await open({
    handlers: {
      'people:page': () => {
        asked += 1;
        return { people: [], next: asked < 4 ? 5 - asked : null };
      },
    },
  });
  expect(await screen.findByText('Nobody yet')).toBeTruthy();
  expect(asked).toBe(4);
});

it('puts selected people on the do-not-contact list, and erases one only after asking', async () => {
  const fake = await open();
  fireEvent.click(await screen.findByRole('checkbox', { name: /Person 39$/ }));
  await press('Do not contact');
  await waitFor(() => expect(inputs(fake, 'people:block')).toEqual([{ ids: [39], note: '' }]));
  fireEvent.click(await screen.findByText('Person 38'));
  await press(/^Delete/);
  expect(inputs(fake, 'people:erase')).toEqual([]);
  const dialog = await screen.findByRole('alertdialog');
  fireEvent.click(within(dialog).getAllByRole('button').at(-1) ?? dialog, { detail: 1 });
  await waitFor(() => expect(inputs(fake, 'people:erase')).toEqual([{ id: 38 }]));
});

it('tags whoever answered a campaign with a word', async () => {
  const fake = await open();
  await press('Tags by a reply');
  fireEvent.change(await screen.findByLabelText('With this word (optional)'), { target: { value: ' yes ' } });
  fireEvent.change(screen.getByLabelText('Tag'), { target: { value: 'volunteer' } });
  await press('Tag 40 people');
  const filter = { conditions: [{ kind: 'answered', is: true, word: 'yes' }], search: '' };
  await waitFor(() =>
    expect(inputs(fake, 'people:tag')).toEqual([{ target: { filter, except: [] }, tag: 'volunteer', isOn: true }]),
  );
});

it('T opens the tags of the open person, or of the row that has the focus', async () => {
  await open();
  fireEvent.click(await screen.findByText('Person 39'));
  await screen.findByRole('complementary', { name: 'Person 39, details' });
  fireEvent.keyDown(window, { key: 't' });
  expect(await screen.findByLabelText('Find or make a tag')).toBeTruthy();
  await press('Close');
  fireEvent.keyDown(window, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('complementary', { name: 'Person 39, details' })).toBeNull());
  screen.getByText('Person 38').closest('tr')?.focus();
  fireEvent.keyDown(document.activeElement ?? window, { key: 't' });
  expect(await screen.findByLabelText('Find or make a tag')).toBeTruthy();
  // The focus returns to the row.
  const row = screen.getByText('Person 38').closest('tr');
  fireEvent.keyDown(document.activeElement ?? window, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByLabelText('Find or make a tag')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(row));
});

it('makes one person of two by hand and shows them, and parts a number again', async () => {
  const fake = await open();
  fireEvent.click(await screen.findByRole('checkbox', { name: /Person 39$/ }));
  expect(screen.queryByRole('button', { name: 'They are one person' })).toBeNull();
  fireEvent.click(await screen.findByRole('checkbox', { name: /Person 38$/ }));
  await press('They are one person');
  const panel = await screen.findByRole('complementary', { name: 'Person 38, details' });
  expect(inputs(fake, 'people:join').map((input) => (input as { ids: number[] }).ids.sort())).toEqual([[38, 39]]);
  fireEvent.click(within(panel).getByRole('button', { name: 'This is somebody else' }), { detail: 1 });
  await waitFor(() => expect(inputs(fake, 'people:part')).toEqual([{ id: 38, phone: '+442079460018' }]));
});

it('says where nobody fits how many would without each condition, and leaves one out by a press', async () => {
  const fake = await open({
    handlers: {
      'people:page': () => ({ people: [], next: null }),
      'people:count': ({ filters }) => ({ totals: filters.map(({ conditions }) => 3 - conditions.length) }),
    },
  });
  await press('Add a condition');
  await choose('Replied…');
  await press('Apply');
  await press('Without “replied”: 3 people');
  await waitFor(() => expect(screen.queryByRole('button', { name: 'answered' })).toBeNull());
  expect(inputs(fake, 'people:page').at(-1)).toMatchObject({ filter: { conditions: [] } });
});
