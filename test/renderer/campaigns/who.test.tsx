import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CampaignCheck, CheckedPerson, CommandInput } from '../../../domain/contract.ts';
import { type FakeOptions, refuse } from '../support/fake-api.ts';
import { campaignCheck, campaignDetail, campaignSummary, fixtureNowMs, listReport } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

beforeEach(() => {
  // happy-dom has no layout.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(36);
});
afterEach(() => vi.restoreAllMocks());

const draft = campaignSummary({ id: 2, state: 'draft', account: null, startedAtMs: null });
const heard = {
  open: 131,
  leftOut: 0,
  sent: 0,
  byRule: 0,
  waiting: 0,
  latest: { atMs: fixtureNowMs, campaignName: 'Volunteer day' },
};
const person = (rowNumber: number): CheckedPerson => ({
  rowNumber,
  name: `Person ${rowNumber}`,
  phone: `+4477009${String(rowNumber).padStart(5, '0')}`,
  cell: '',
  heard: { atMs: fixtureNowMs, campaignName: 'Volunteer day' },
});

function openCheck(check: Partial<CampaignCheck>, handlers: FakeOptions['handlers'] = {}, text = 'Hello') {
  return openApp(
    {
      rows: 0,
      overview: { campaigns: [draft] },
      handlers: {
        'campaign:get': () => campaignDetail(draft, { text }),
        'campaign:check': () => campaignCheck(check),
        ...handlers,
      },
    },
    { screen: 'campaign', id: draft.id, step: 'check' },
  );
}
const asked = (fake: Awaited<ReturnType<typeof openCheck>>) =>
  fake.calls
    .filter(({ name }) => name === 'campaign:checkedPeople')
    .map(({ input }) => input as CommandInput<'campaign:checkedPeople'>);

it('those who heard lately are shown by name, with when and from which campaign, read a page at a time', async () => {
  const fake = await openCheck(
    { contacts: heard },
    {
      'campaign:checkedPeople': ({ after }) => ({
        people: Array.from({ length: after === 0 ? 30 : 101 }, (_, place) => person(after + place + 1)),
        next: after === 0 ? 30 : 131,
      }),
    },
  );
  fireEvent.click(await screen.findByRole('button', { name: /^See all 131/ }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Heard from you recently: 131' }));
  expect(await dialog.findByText('Person 1')).toBeTruthy();
  expect(dialog.getAllByText('Volunteer day').length).toBeGreaterThan(0);
  const group = { kind: 'left_out', reason: 'contacted_recently' };
  expect(asked(fake)[0]).toEqual({ id: draft.id, group, search: '', after: 0 });
  // The first page ended near the visible rows, so the next was read; that one reaches far enough.
  await waitFor(() => expect(asked(fake).map(({ after }) => after)).toEqual([0, 30]));
});

it('somebody is searched for among them, and the list of all comes back with an empty search', async () => {
  const fake = await openCheck(
    { alreadyHasText: 4 },
    { 'campaign:checkedPeople': ({ search }) => ({ people: search === '' ? [person(1), person(2)] : [], next: null }) },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Already got this message, or may have' }));
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Person 2');
  const field = dialog.getByRole('searchbox', { name: 'Find a name or number' });
  fireEvent.change(field, { target: { value: 'zoe' } });
  expect(await dialog.findByText('Nobody here matches “zoe”.')).toBeTruthy();
  expect(asked(fake).at(-1)).toMatchObject({ search: 'zoe', after: 0 });
  fireEvent.change(field, { target: { value: '' } });
  expect(await dialog.findByText('Person 2')).toBeTruthy();
});

it('of those whom the list or somebody left out it says which it was', async () => {
  const people = [
    { ...person(1), heard: null, says: 'bitte keine Werbung' },
    { ...person(2), heard: null },
  ];
  const detail = campaignDetail(draft, { text: 'Hello', list: listReport({ leftOut: 2 }) });
  await openCheck({}, { 'campaign:get': () => detail, 'campaign:checkedPeople': () => ({ people, next: null }) });
  fireEvent.click(await screen.findByRole('button', { name: 'Left out by you or the list' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText('bitte keine Werbung')).toBeTruthy();
  expect(dialog.getByText('Left out by decision')).toBeTruthy();
});

it('a fall-back counts those who get the message with it, and says who they are', async () => {
  const { fields } = listReport();
  const [field] = fields;
  if (field === undefined) throw new Error('no column');
  const fake = await openCheck({ fallbacks: [{ key: field.key, people: 7 }] }, {}, `Hi {{${field.header}|friend}}`);
  expect(
    await screen.findByText(new RegExp(`^“${field.header}” is blank for 7 people, who get “friend”`)),
  ).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /^See who\W+Blank in/ }));
  await waitFor(() => expect(asked(fake).at(-1)?.group).toEqual({ kind: 'fallback', key: field.key }));
});

it('says why the people cannot be shown', async () => {
  await openCheck({ alreadyHasText: 4 }, { 'campaign:checkedPeople': () => refuse('not_found') });
  fireEvent.click(await screen.findByRole('button', { name: 'Already got this message, or may have' }));
  expect(await screen.findByText('The list cannot be read')).toBeTruthy();
});
