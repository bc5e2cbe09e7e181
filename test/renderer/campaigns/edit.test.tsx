import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { noCounts } from '../../../domain/messages/message.ts';
import type { EditPart } from '../../../renderer/store/route.ts';
import { type FakeOptions, refuse } from '../support/fake-api.ts';
import { campaignCheck, campaignDetail, campaignSummary, fixtureNowMs } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const running = campaignSummary({
  id: 4,
  name: 'Spring meeting',
  counts: { ...noCounts, pending: 170, sending: 1, sent: 137, notSent: 3, notConfirmed: 2 },
  total: 313,
});
const paused = { ...running, state: 'paused', pauseReason: 'operator' } as const;

async function editing(part: EditPart, campaign = running, handlers: FakeOptions['handlers'] = {}) {
  const app = await openApp(
    { rows: 0, overview: { campaigns: [campaign] }, handlers },
    { screen: 'campaignEdit', id: 4, part, back: 'outbox' },
  );
  await screen.findByRole('tab', { name: 'When', selected: part === 'when' });
  return { ...app, asked: (name: string) => app.calls.filter((call) => call.name === name).map(({ input }) => input) };
}
const write = (value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: 'Message' }), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }), { detail: 1 });
const failedPlace = { screen: 'outbox', campaignId: 4, tab: 'failed', certainty: null } as const;
const saveButton = () => screen.getByRole('button', { name: 'Save changes' });

it('is opened from the campaign’s row, and leads back there', async () => {
  const app = await openApp({ rows: 0, overview: { campaigns: [paused] } }, { screen: 'campaigns' });
  fireEvent.click(await screen.findByRole('button', { name: 'More for Spring meeting' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Edit waiting messages…' }));
  await screen.findByRole('textbox', { name: 'Message' });
  press('Close');
  expect(app.route()).toEqual({ screen: 'campaigns' });
});

it('says whom the new text reaches and who keeps theirs, sends it at once, and goes back', async () => {
  const app = await editing('message', paused);
  expect(await screen.findByText('170', { selector: 'strong' })).toBeTruthy();
  expect(screen.getByText(/140 messages were already handed to WhatsApp and keep their text/)).toBeTruthy();
  expect(saveButton()).toHaveProperty('disabled', true);
  await waitFor(() => expect(app.asked('campaign:preview')[0]).toMatchObject({ index: 312 - 170 }));
  write('Good day {{name|friend}}');
  await waitFor(() => expect(app.asked('campaign:check')).toContainEqual({ id: 4, text: 'Good day {{name|friend}}' }));
  expect(app.asked('campaign:update')).toEqual([]);
  await waitFor(() => expect(saveButton()).toHaveProperty('disabled', false));
  press('Save changes');
  await expect.poll(app.route).toEqual({ screen: 'outbox' });
  expect(app.asked('campaign:update')).toEqual([{ id: 4, text: 'Good day {{name|friend}}' }]);
  expect((await screen.findAllByText(/The campaign is still paused. Select Resume/)).length).toBeGreaterThan(0);
});

it('lets no text be written while it runs, and pauses it for that; of a team’s it says where the text holds', async () => {
  const app = await editing('message', { ...running, team: 'open' });
  expect(await screen.findByText(/The other computers of the team keep their text/)).toBeTruthy();
  expect(await screen.findByText('Pause the campaign to change the text')).toBeTruthy();
  expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
  press('Pause and edit');
  expect(await screen.findByRole('textbox', { name: 'Message' })).toBeTruthy();
  expect(app.asked('campaign:pause')).toEqual([{ id: 4 }]);
});

it('shows what the check finds, and saves nothing before that is settled', async () => {
  const blank = { blanks: 7, blankColumns: [{ name: 'team', count: 7 }], failures: ['blank_placeholders' as const] };
  await editing('message', paused, {
    'campaign:check': ({ text }) => campaignCheck(text?.includes('{{team}}') ? blank : { alreadyHasText: 12 }),
  });
  await screen.findByRole('textbox', { name: 'Message' });
  write('Hello {{team}}');
  expect(await screen.findByText(/Some people would get a message with a blank/)).toBeTruthy();
  expect(saveButton()).toHaveProperty('disabled', true);
  expect(screen.queryByRole('switch')).toBeNull();
  write('Hello {{team|all}}');
  expect(await screen.findByText(/12 of them already got this text from another campaign/)).toBeTruthy();
  await waitFor(() => expect(saveButton()).toHaveProperty('disabled', false));
});

it('changes hours and pace of a running campaign without a pause', async () => {
  const app = await editing('when');
  expect(screen.getByRole('radio', { name: 'Right away' })).toBeTruthy();
  expect(screen.queryByText('Pilot')).toBeNull();
  fireEvent.click(screen.getByText('Limit messages per day'));
  press('Save changes');
  await expect.poll(app.route).toEqual({ screen: 'outbox' });
  expect(app.asked('campaign:update')).toEqual([
    { id: 4, schedule: { ...running.schedule, dailyCap: 500 }, mayMiss: 0 },
  ]);
});

it('asks before hours are saved by which messages miss their own time, with how many', async () => {
  const app = await editing('when', running, { 'campaign:wouldMiss': () => 12 });
  const asked = () =>
    screen.findByRole('alertdialog', { name: /^With these changes 12 messages will miss their time/ });
  fireEvent.click(screen.getByText('Limit messages per day'));
  press('Save changes');
  expect((await asked()).textContent).toContain('You find it under Failed as “Missed its time”.');
  press('Keep editing');
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(app.asked('campaign:update')).toEqual([]);
  press('Save changes');
  fireEvent.click(within(await asked()).getByRole('button', { name: 'Save changes' }), { detail: 1 });
  await expect.poll(app.route).toEqual({ screen: 'outbox' });
  const schedule = { ...running.schedule, dailyCap: 500 };
  expect(app.asked('campaign:wouldMiss')).toEqual([
    { id: 4, schedule },
    { id: 4, schedule },
  ]);
  expect(app.asked('campaign:update')).toEqual([{ id: 4, schedule, mayMiss: 12 }]);
});

it('does not ask about a start that has passed, and offers a pilot only before the first message', async () => {
  const waiting = { ...running, counts: { ...noCounts, pending: 312 } };
  const begun = fixtureNowMs - 1_000 * 60_000;
  await editing('when', { ...waiting, schedule: { ...running.schedule, startAtMs: begun } });
  expect(screen.getByRole('radio', { name: 'Right away' }).getAttribute('aria-checked')).toBe('true');
  expect(screen.getByText('Pilot')).toBeTruthy();
});

it('keeps what was typed when it cannot be saved, and says why', async () => {
  const app = await editing('message', paused, { 'campaign:update': () => refuse('not_allowed_now') });
  await screen.findByRole('textbox', { name: 'Message' });
  write('Good day');
  await waitFor(() => expect(saveButton()).toHaveProperty('disabled', false));
  press('Save changes');
  expect((await screen.findAllByText('This cannot be done right now.')).length).toBeGreaterThan(0);
  expect(app.route()).toMatchObject({ screen: 'campaignEdit' });
  expect(screen.getByRole('textbox', { name: 'Message' })).toHaveProperty('value', 'Good day');
});

const question = () => screen.findByRole('alertdialog', { name: 'Leave without saving?' });
const isGone = () => waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());

describe('with changes that are not saved', () => {
  const ways: readonly (readonly [string, (app: Awaited<ReturnType<typeof editing>>) => void, string])[] = [
    ['its Close button', () => press('Close'), 'outbox'],
    ['Esc', () => fireEvent.keyDown(document.body, { key: 'Escape' }), 'outbox'],
    ['the sidebar', () => press('Settings'), 'settings'],
    ['a shortcut', () => fireEvent.keyDown(document.body, { key: '3', ctrlKey: true }), 'campaigns'],
    ['the menu', (app) => app.emit('app:command', 'reports'), 'reports'],
    ['a notification', (app) => app.emit('app:goTo', { screen: 'link' }), 'link'],
    ['a notification of messages', (app) => app.emit('app:goTo', failedPlace), 'outbox'],
    ['a new campaign', () => fireEvent.keyDown(document.body, { key: 'n', ctrlKey: true }), 'campaign'],
  ];
  it.each(ways)('%s asks first, keeps them, and leaves only when told so', async (_way, go, screenThere) => {
    const app = await editing('message', paused);
    await screen.findByRole('textbox', { name: 'Message' });
    write('Good day');
    await act(async () => go(app));
    await question();
    expect(app.route()).toMatchObject({ screen: 'campaignEdit' });
    press('Keep editing');
    await isGone();
    expect(app.route()).toMatchObject({ screen: 'campaignEdit' });
    expect(screen.getByRole('textbox', { name: 'Message' })).toHaveProperty('value', 'Good day');
    await act(async () => go(app));
    await question();
    press('Leave without saving');
    await expect.poll(() => app.route().screen).toBe(screenThere);
    await isGone();
    expect(app.asked('campaign:update')).toEqual([]);
    expect(app.asked('campaign:create')).toHaveLength(screenThere === 'campaign' ? 1 : 0);
    await act(async () => app.open({ screen: 'reports' }));
    expect(app.route()).toEqual({ screen: 'reports' });
  });

  it('another part of the campaign is no leaving', async () => {
    const app = await editing('message', paused);
    await screen.findByRole('textbox', { name: 'Message' });
    write('Good day');
    await act(async () => app.open({ screen: 'campaignEdit', id: 4, part: 'when', back: 'outbox' }));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(app.route()).toMatchObject({ part: 'when' });
  });
});

it('asks nothing where nothing was changed, or was changed back', async () => {
  const app = await editing('message', paused);
  const before = (await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })).value;
  write('Good day');
  write(before);
  await act(async () => app.open({ screen: 'settings' }));
  expect(app.route()).toEqual({ screen: 'settings' });
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

it('says when it is over meanwhile, and changes nothing any more', async () => {
  const app = await editing('message', paused);
  await screen.findByRole('textbox', { name: 'Message' });
  write('Good day');
  await act(async () => app.emit('campaigns:changed', { changed: [{ ...paused, state: 'cancelled' }], removed: [] }));
  expect(screen.getByText('This campaign has finished')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Save changes' })).toBeNull();
});

it('says why it cannot be opened, and tries again', async () => {
  let isThere = false;
  await openApp(
    {
      rows: 0,
      overview: { campaigns: [paused] },
      handlers: { 'campaign:get': () => (isThere ? campaignDetail(paused) : refuse('internal')) },
    },
    { screen: 'campaignEdit', id: 4, part: 'message', back: 'campaigns' },
  );
  expect(await screen.findByText('The campaign cannot be opened')).toBeTruthy();
  isThere = true;
  press('Try again');
  expect(await screen.findByRole('textbox', { name: 'Message' })).toBeTruthy();
});
