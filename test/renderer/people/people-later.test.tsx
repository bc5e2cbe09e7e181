import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { refuse } from '../support/fake-api.ts';
import { openApp } from '../support/open-app.tsx';
import { personDetail, personRow } from '../support/people-fixtures.ts';

/** happy-dom has no layout, so the heights of the scrolled area and of a row are set here, in CSS pixels. */
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(36);
});
afterEach(() => void vi.restoreAllMocks());

const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }), { detail: 1 });
const tab = async (name: RegExp) => fireEvent.click(await screen.findByRole('tab', { name }));

/** Opens a filter with one person, and tags that person. */
async function tagOne() {
  let fit = 1;
  const fake = await openApp(
    {
      rows: 0,
      handlers: {
        'people:page': ({ filter }) => ({
          people: filter.search === '' ? [{ ...personRow(7), name: 'Before' }] : [{ ...personRow(8), name: 'After' }],
          next: null,
        }),
        'people:count': ({ filters }) => ({ totals: filters.map(() => fit) }),
        'people:tag': ({ isOn }) => {
          fit = isOn ? 2 : 1;
          return { changed: [7], tags: [] };
        },
      },
    },
    { screen: 'people' },
  );
  await tab(/^Quiet for 90 days/);
  await screen.findByText('1 person fits');
  await screen.findByText('Before');
  fireEvent.keyDown(window, { key: 'a', ctrlKey: true });
  await screen.findByText('1 of 1 selected');
  fireEvent.keyDown(window, { key: 't' });
  fireEvent.change(await screen.findByLabelText('Find or make a tag'), { target: { value: 'driver' } });
  await press('Make the tag “driver”');
  return fake;
}

it('counts anew also after a tag was taken back', async () => {
  await tagOne();
  await screen.findByText('2 people fit');
  await press('Undo');
  await screen.findByText('1 person fits');
});

it('shows who fits the filter that was asked for meanwhile, after a tag was given or taken back', async () => {
  const { calls } = await tagOne();
  await screen.findByText('2 people fit');
  fireEvent.change(screen.getByLabelText('Search name or number'), { target: { value: 'later' } });
  await screen.findByText('After');
  const read = calls.filter(({ name }) => name === 'people:page').length;
  await press('Undo');
  await waitFor(() => expect(calls.filter(({ name }) => name === 'people:page').length).toBeGreaterThan(read));
  expect(calls.findLast(({ name }) => name === 'people:page')?.input).toMatchObject({ filter: { search: 'later' } });
  expect(screen.queryByText('Before')).toBeNull();
});

it('shows nobody else in the panel while the one who was opened is still read', async () => {
  const { promise: reading, resolve: read } = Promise.withResolvers<void>();
  await openApp(
    {
      rows: 0,
      handlers: {
        'people:get': async ({ id }) => {
          if (id === 38) await reading;
          return personDetail(id);
        },
      },
    },
    { screen: 'people' },
  );
  fireEvent.click(await screen.findByText('Person 39'));
  await screen.findByRole('complementary', { name: 'Person 39, details' });
  fireEvent.click(screen.getByText('Person 38'));
  expect(await screen.findByText('Reading the details…')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Delete this person/ })).toBeNull();
  read();
  await screen.findByRole('complementary', { name: 'Person 38, details' });
});

it('opens whoever it was led to once, and not again in another view', async () => {
  await openApp({ rows: 0 }, { screen: 'people', personId: 39 });
  const panel = await screen.findByRole('complementary', { name: 'Person 39, details' });
  fireEvent.click(within(panel).getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
  await tab(/^Do not contact/);
  await tab(/^All/);
  await screen.findByText('Person 38');
  expect(screen.queryByRole('complementary')).toBeNull();
});

it('says that somebody cannot be read, and reads again', async () => {
  let isBusy = true;
  await openApp(
    { rows: 0, handlers: { 'people:get': ({ id }) => (isBusy ? refuse('internal') : personDetail(id)) } },
    { screen: 'people' },
  );
  fireEvent.click(await screen.findByText('Person 39'));
  await screen.findByText('The people cannot be read');
  isBusy = false;
  await press('Try again');
  await screen.findByRole('complementary', { name: 'Person 39, details' });
});

it('shows what the last change came to, also where the list was still being read again for the one before', async () => {
  const given: string[] = [];
  const answers: (() => void)[] = [];
  const { calls } = await openApp(
    {
      rows: 0,
      handlers: {
        'people:page': ({ after }) => {
          const people = [{ ...personRow(7), tags: [...given] }];
          const { promise, resolve } = Promise.withResolvers<{ people: typeof people; next: number | null }>();
          answers.push(() => resolve({ people, next: after }));
          return promise;
        },
        'people:count': ({ filters }) => ({ totals: filters.map(() => 1) }),
        'people:tag': ({ tag: name }) => {
          given.push(name);
          return { changed: [7], tags: [] };
        },
      },
    },
    { screen: 'people' },
  );
  const isAsked = (times: number) => waitFor(() => expect(answers).toHaveLength(times));
  await isAsked(1);
  answers[0]?.();
  await screen.findByText('Person 7');
  fireEvent.keyDown(window, { key: 'a', ctrlKey: true });
  fireEvent.keyDown(window, { key: 't' });
  for (const [place, name] of ['driver', 'baker'].entries()) {
    fireEvent.change(await screen.findByLabelText('Find or make a tag'), { target: { value: name } });
    await press(`Make the tag “${name}”`);
    await isAsked(place + 2);
  }
  for (const answer of answers) answer();
  await waitFor(() => expect(document.querySelector('tr[data-key="7"]')?.textContent).toContain('baker'));
  expect(calls.filter(({ name }) => name === 'people:page')).toHaveLength(3);
});

it('says where people could not be counted, and counts them again', async () => {
  let isBroken = true;
  await openApp(
    {
      rows: 0,
      handlers: { 'people:count': ({ filters }) => (isBroken ? refuse('internal') : { totals: filters.map(() => 7) }) },
    },
    { screen: 'people' },
  );
  fireEvent.click(await screen.findByRole('tab', { name: /^Quiet for 90 days/ }));
  expect(await screen.findByText('Could not be counted.')).toBeTruthy();
  expect(screen.queryByText('Counting…')).toBeNull();
  isBroken = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }), { detail: 1 });
  expect(await screen.findByText('7 people fit')).toBeTruthy();
  expect(screen.queryByText('Could not be counted.')).toBeNull();
});

it('offers to count again where it is to be said how many people would be tagged', async () => {
  let isBroken = true;
  await openApp(
    {
      rows: 0,
      handlers: { 'people:count': ({ filters }) => (isBroken ? refuse('internal') : { totals: filters.map(() => 7) }) },
    },
    { screen: 'people' },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Tags by a reply' }), { detail: 1 });
  fireEvent.change(await screen.findByRole('textbox', { name: 'Tag' }), { target: { value: 'helper' } });
  expect(await screen.findByText('Could not be counted.')).toBeTruthy();
  isBroken = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }), { detail: 1 });
  expect(await screen.findByRole('button', { name: /7/ })).toBeTruthy();
});
