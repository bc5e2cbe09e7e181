import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { copyName } from '../../../renderer/shared/duplicate-dialog.tsx';
import { type FakeOptions, refuse } from '../support/fake-api.ts';
import { campaignDetail, campaignSummary } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const finished = campaignSummary({ id: 4, name: 'Spring meeting', state: 'finished' });

/** Opens the dialog from the campaign's row. */
async function duplicating(handlers: FakeOptions['handlers'] = {}) {
  const app = await openApp({ rows: 0, overview: { campaigns: [finished] }, handlers }, { screen: 'campaigns' });
  fireEvent.click(await screen.findByRole('button', { name: 'More for Spring meeting' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Duplicate…' }));
  await screen.findByRole('dialog', { name: 'Duplicate this campaign' });
  await screen.findByText('What is copied');
  return app;
}
const make = () => fireEvent.click(screen.getByRole('button', { name: 'Create copy' }), { detail: 1 });

it('makes a copy with the list and leads into the draft', async () => {
  const app = await duplicating();
  expect(screen.getByText(/^Hello \{\{name\|friend\}\}/)).toBeTruthy();
  expect(screen.getByText(/People who already got this message, or may have, are left out/)).toBeTruthy();
  make();
  await expect.poll(app.route).toEqual({ screen: 'campaign', id: 5, step: 'recipients' });
  expect(app.calls.filter(({ name }) => name === 'campaign:duplicate')).toEqual([
    { name: 'campaign:duplicate', input: { id: 4, name: 'Spring meeting (copy)', withList: true } },
  ]);
});

it('names the second message and the days among what is copied, and says of a series that the text goes again', async () => {
  const step = {
    afterDays: 3,
    atMinute: 600,
    group: 'no_reply',
    word: '',
    text: 'One more try',
    byItself: false,
  } as const;
  const detail = campaignDetail(finished, { step });
  const weekly = { weekday: 4, atMinute: 1020, fromDay: '2026-03-12', times: 4, leftOut: [] };
  await duplicating({ 'campaign:get': () => ({ ...detail, schedule: { ...detail.schedule, weekly } }) });
  const copied = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(copied).toContain('Second message: One more try');
  expect(copied).toContain('Every week');
  expect(screen.getByText(/The text may go to a person again, once for each date/)).toBeTruthy();
  expect(screen.queryByText(/People who already got this message/)).toBeNull();
});

it('says how many of the list had no message, as of a second message that few were drawn for', async () => {
  const { list } = campaignDetail(finished);
  if (list === null) throw new Error('the example has a list');
  const detail = campaignDetail(finished, { list: { ...list, recipients: finished.total + 120 } });
  await duplicating({ 'campaign:get': () => detail });
  await screen.findByText(`${list.fileName}. Without a message in this campaign: 120.`);
});

it('makes one without the list under another name', async () => {
  const app = await duplicating();
  fireEvent.change(screen.getByRole('textbox', { name: 'Campaign name' }), { target: { value: ' Autumn ' } });
  fireEvent.click(screen.getByRole('radio', { name: /Without the list/ }));
  make();
  await expect.poll(app.route).toMatchObject({ screen: 'campaign' });
  expect(app.calls.find(({ name }) => name === 'campaign:duplicate')?.input).toEqual({
    id: 4,
    name: 'Autumn',
    withList: false,
  });
});

it('says why it cannot be made with a list whose people were erased, and offers to go on without it', async () => {
  const app = await duplicating({
    'campaign:duplicate': ({ name, withList }) =>
      withList ? refuse('people_erased') : campaignDetail(campaignSummary({ id: 9, name, state: 'draft' })),
  });
  make();
  expect(await screen.findByText(/The names and numbers on this list were deleted/)).toBeTruthy();
  expect(app.route()).toEqual({ screen: 'campaigns' });
  fireEvent.click(screen.getByRole('radio', { name: /Without the list/ }));
  expect(screen.queryByText(/The names and numbers on this list were deleted/)).toBeNull();
  make();
  await expect.poll(app.route).toEqual({ screen: 'campaign', id: 9, step: 'recipients' });
});

it('asks about no list where there was none', async () => {
  const app = await duplicating({ 'campaign:get': () => campaignDetail(finished, { list: null }) });
  expect(screen.queryByRole('radio')).toBeNull();
  make();
  await expect.poll(app.route).toMatchObject({ screen: 'campaign' });
  expect(app.calls.find(({ name }) => name === 'campaign:duplicate')?.input).toMatchObject({ withList: false });
});

it('needs a name', async () => {
  await duplicating();
  fireEvent.change(screen.getByRole('textbox', { name: 'Campaign name' }), { target: { value: ' ' } });
  expect(screen.getByRole('button', { name: 'Create copy' })).toHaveProperty('disabled', true);
});

it('names a copy so that the mark has room, and marks no copy twice', () => {
  expect(copyName('Spring', '(copy)')).toBe('Spring (copy)');
  expect(copyName('Spring (copy)', '(copy)')).toBe('Spring (copy)');
  // An emoji counts as two characters, and is not cut in half.
  for (const signs of ['ب', '🎉', 'a🎉🎉']) {
    const longest = copyName(signs.repeat(limits.nameCharacters), '(نسخة)');
    expect(longest.length).toBeLessThanOrEqual(limits.nameCharacters);
    expect(longest.endsWith(' (نسخة)') && longest.isWellFormed()).toBe(true);
  }
});
