import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { noCounts } from '../../../domain/messages/message.ts';
import { campaignSummary } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const running = campaignSummary({
  id: 4,
  name: 'Spring meeting',
  counts: { ...noCounts, pending: 170, sent: 137, notSent: 3, notConfirmed: 2 },
  total: 312,
});
const draft = campaignSummary({ id: 5, name: 'Thank you', state: 'draft', startedAtMs: null });

it('leads from a draft to the wizard, and from a running campaign to its outbox and report', async () => {
  const app = await openApp({ rows: 0, overview: { campaigns: [draft, running] } }, { screen: 'campaigns' });
  fireEvent.click(await screen.findByRole('button', { name: 'Continue Thank you' }), { detail: 1 });
  expect(app.route()).toEqual({ screen: 'campaign', id: 5, step: 'recipients' });
  await act(async () => app.open({ screen: 'campaigns' }));
  fireEvent.click(await screen.findByRole('button', { name: 'More for Spring meeting' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Report' }));
  expect(app.route()).toEqual({ screen: 'report', id: 4 });
});

it('opens a campaign by its name: a draft in the wizard, another in the outbox', async () => {
  const app = await openApp({ rows: 0, overview: { campaigns: [draft, running] } }, { screen: 'campaigns' });
  fireEvent.click(await screen.findByRole('button', { name: 'Thank you' }));
  expect(app.route()).toEqual({ screen: 'campaign', id: 5, step: 'recipients' });
  await act(async () => app.open({ screen: 'campaigns' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Spring meeting' }));
  expect(app.route()).toEqual({ screen: 'outbox' });
});

it('gives the focus back to the button of a menu when the name that its item asked for is not given', async () => {
  await openApp({ rows: 0, overview: { campaigns: [running] } }, { screen: 'campaigns' });
  const more = await screen.findByRole('button', { name: 'More for Spring meeting' });
  more.focus();
  fireEvent.click(more);
  const item = await screen.findByRole('menuitem', { name: 'Rename…' });
  item.focus();
  fireEvent.click(item);
  const name = await screen.findByRole('textbox', { name: 'Campaign name' });
  expect(document.activeElement).toBe(name);
  fireEvent.keyDown(name, { key: 'Escape' });
  await waitFor(() => expect(document.activeElement).toBe(more));
});

it('opens a report by the name of its campaign', async () => {
  const app = await openApp({ rows: 0, overview: { campaigns: [running] } }, { screen: 'reports' });
  fireEvent.click(await screen.findByRole('button', { name: 'Spring meeting' }));
  expect(app.route()).toEqual({ screen: 'report', id: 4 });
});

const weekly = { weekday: 4, atMinute: 1_080, fromDay: '2026-12-17', times: null, leftOut: [] };
const yearly = {
  ...({ column: 2, count: 0, unit: 'days', side: 'before', atMinute: 1_080, clock: 'theirs' } as const),
  everyYear: true,
  decisions: [],
};
it.each([
  { what: 'each week', when: { weekly }, said: 'Next date: Thu 17 Dec' },
  { what: 'each year', when: { own: yearly }, said: 'Repeats every year' },
])('says of what goes again $what what comes, also where nothing waits now', async ({ when, said }) => {
  const schedule = { ...running.schedule, ...when };
  const again = campaignSummary({ id: 4, counts: { ...noCounts, sent: 4 }, total: 4, nextDay: '2026-12-17', schedule });
  const app = await openApp({ rows: 0, overview: { campaigns: [again] } }, { screen: 'campaigns' });
  await screen.findAllByText(said);
  await act(async () => app.open({ screen: 'outbox' }));
  await screen.findByRole('tab', { name: /Pending/ });
  screen.getAllByText(said);
  expect(screen.queryByText('nothing left to send')).toBeNull();
  await screen.findByText('The messages for the next date are made the day before. They then appear here.');
});

it('does not call ended a second message or a last date that waits to be looked at', async () => {
  const waiting = { counts: { ...noCounts, pending: 3 }, total: 3, waitForDecision: 3, nextDay: null };
  const { setAside } = running;
  const made = campaignSummary({ id: 4, ...waiting, setAside: { ...setAside, secondStep: 3 } });
  await openApp({ rows: 0, overview: { campaigns: [made] } }, { screen: 'campaigns' });
  const badges = (await screen.findAllByText(/3 wait/)).map(({ textContent }) => textContent);
  expect(badges).toEqual(['3 wait for you', '3 wait for you']);
});

it('does not call ended what goes again while the people of its next date wait', async () => {
  const schedule = { ...running.schedule, weekly };
  const drawn = { counts: { ...noCounts, pending: 3 }, total: 3, waitForDecision: 3, nextDay: '2026-12-24', schedule };
  const again = campaignSummary({ id: 4, ...drawn });
  const last = campaignSummary({ id: 5, name: 'Last date', ...drawn, nextDay: null });
  await openApp({ rows: 0, overview: { campaigns: [again, last] } }, { screen: 'campaigns' });
  const badges = async (words: string) => (await screen.findAllByText(words)).length;
  // Each is in the page once more for a narrow window.
  expect([await badges('3 wait for you'), await badges('Ended, 3 wait')]).toEqual([2, 2]);
});

it('says the same everywhere of a campaign whose hour is to come: in its list, its outbox and the reports', async () => {
  const startAtMs = Date.now() + 3_600_000;
  const schedule = { ...running.schedule, startAtMs };
  const later = campaignSummary({ id: 4, counts: { ...noCounts, pending: 1 }, total: 1, schedule });
  const app = await openApp({ rows: 0, overview: { campaigns: [later] } }, { screen: 'campaigns' });
  await screen.findByText(/^Starts /);
  expect(screen.getAllByText('Scheduled').length).toBeGreaterThan(0);
  await act(async () => app.open({ screen: 'reports' }));
  screen.getByText(/^Starts /);
  await act(async () => app.open({ screen: 'outbox' }));
  await screen.findByRole('tab', { name: /Pending/ });
  screen.getByText('Scheduled');
  expect(screen.queryByText('Running')).toBeNull();
});

it('counts like the outbox: cancelled messages are in nobody’s way', async () => {
  const counts = { ...noCounts, sent: 60, cancelled: 6 };
  const ended = { ...running, counts, total: 66, state: 'finished' } as const;
  await openApp({ rows: 0, overview: { campaigns: [ended] } }, { screen: 'campaigns' });
  expect((await screen.findByText('60', { selector: 'strong' })).closest('p')?.textContent).toBe('60 of 60 sent');
});

it('follows a campaign while it runs', async () => {
  const app = await openApp({ rows: 0, overview: { campaigns: [running] } }, { screen: 'campaigns' });
  expect(await screen.findByRole('img', { name: /^137 sent, 2 not confirmed, 3 not sent, 170 to go$/ })).toBeTruthy();
  const counts = { ...running.counts, pending: 0, sent: 307 };
  await act(async () =>
    app.emit('campaigns:changed', { changed: [{ ...running, counts, state: 'finished' }], removed: [] }),
  );
  expect(screen.getByRole('img', { name: /^307 sent, .* 0 to go$/ })).toBeTruthy();
  expect(screen.getAllByText('Finished').length).toBeGreaterThan(0);
});

it('says that a campaign is scheduled, and why one is paused', async () => {
  const counts = { ...noCounts, pending: 312 };
  const later = { ...running.schedule, startAtMs: Date.now() + 3_600_000 };
  const campaigns = [
    { ...running, id: 7, name: 'Polling day', counts, schedule: later },
    { ...running, id: 6, name: 'Under way', schedule: later },
    { ...running, id: 5, name: 'Pilot', state: 'paused', pauseReason: 'pilot' } as const,
  ];
  const app = await openApp({ rows: 0, overview: { campaigns } }, { screen: 'campaigns' });
  const rowOf = (name: string) => within(screen.getByRole('button', { name }).closest('tr') ?? document.body);
  await screen.findByRole('button', { name: 'Pilot' });
  expect(rowOf('Polling day').getAllByText('Scheduled').length).toBeGreaterThan(0);
  expect(rowOf('Polling day').getByText(/^Starts /)).toBeTruthy();
  expect(rowOf('Under way').queryByText('Scheduled')).toBeNull();
  expect(rowOf('Pilot').getByText(/The pilot is finished/)).toBeTruthy();
  await act(async () =>
    app.emit('dispatcher:changed', { kind: 'paused', reason: 'operator', detail: '', count: null }),
  );
  expect(rowOf('Under way').getByText('All sending is paused.')).toBeTruthy();
});

it('says what came back with a backup, and lets all of them go on with their number', async () => {
  const back = { ...running, state: 'paused', pauseReason: 'operator', cameBack: 'restored' } as const;
  const campaigns = [back, { ...back, id: 6, name: 'Pilot', pauseReason: 'pilot', cameBack: 'moved' } as const];
  const { calls } = await openApp({ rows: 0, overview: { campaigns } }, { screen: 'campaigns' });
  expect(await screen.findByText(/^It came back with a backup/)).toBeTruthy();
  expect(screen.getByText(/^It came from another place/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Resume all 2 campaigns' }), { detail: 1 });
  await waitFor(() => expect(screen.queryByText(/send nothing until you resume them$/)).toBeNull());
  expect(calls).toContainEqual({ name: 'campaign:resumeReturned', input: { count: 2 } });
});

it('finds a campaign by a part of its name, and leads out of a search that finds none', async () => {
  await openApp({ rows: 0, overview: { campaigns: [draft, running] } }, { screen: 'campaigns' });
  const search = await screen.findByRole('searchbox', { name: 'Search campaigns' });
  fireEvent.change(search, { target: { value: 'spRïng' } });
  expect(screen.getByRole('button', { name: 'Spring meeting' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Thank you' })).toBeNull();
  fireEvent.change(search, { target: { value: 'Zzyzx' } });
  expect(screen.getByText('No campaigns match')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Show all campaigns' }), { detail: 1 });
  expect(screen.getByRole('button', { name: 'Thank you' })).toBeTruthy();
});

it('searches the reports as it does the campaigns, each list by itself', async () => {
  const app = await openApp({ rows: 0, overview: { campaigns: [draft, running] } }, { screen: 'campaigns' });
  const search = (value: string) =>
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search campaigns' }), { target: { value } });
  await screen.findByRole('button', { name: 'Thank you' });
  search('thank');
  await act(async () => app.open({ screen: 'reports' }));
  await screen.findByRole('button', { name: 'Spring meeting' });
  search('thank');
  screen.getByText('No campaigns match');
  fireEvent.click(screen.getByRole('combobox', { name: 'Show' }));
  await screen.findByRole('option', { name: 'Running' });
  expect(screen.queryByRole('option', { name: 'Draft' })).toBeNull();
});

it.each(['campaigns', 'reports'] as const)('draws many %s in parts', async (at) => {
  const campaigns = Array.from({ length: 60 }, (_, index) =>
    campaignSummary({ id: 60 - index, name: `Ward ${index}` }),
  );
  await openApp({ rows: 0, overview: { campaigns } }, { screen: at });
  // By text: a search by roles takes seconds among so many.
  fireEvent.click(await screen.findByText('Show more (50 of 60 shown)'), { detail: 1 });
  expect(screen.getByText('Ward 59')).toBeTruthy();
  expect(screen.queryByText(/^Show more/)).toBeNull();
});

describe('the menu of a row', () => {
  const openMenu = async (name: string) =>
    fireEvent.click(await screen.findByRole('button', { name: `More for ${name}` }));
  const choose = async (item: string) => fireEvent.click(await screen.findByRole('menuitem', { name: item }));
  const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }), { detail: 1 });

  it('renames any campaign', async () => {
    const ended = { ...running, state: 'finished' } as const;
    const app = await openApp({ rows: 0, overview: { campaigns: [ended] } }, { screen: 'campaigns' });
    await openMenu('Spring meeting');
    await choose('Rename…');
    fireEvent.change(await screen.findByRole('textbox', { name: 'Campaign name' }), { target: { value: 'May' } });
    press('Rename');
    expect(await screen.findByRole('button', { name: 'May' })).toBeTruthy();
    expect(app.calls.find(({ name }) => name === 'campaign:update')?.input).toEqual({ id: 4, name: 'May' });
  });

  it('deletes a draft, after a plain warning that names it', async () => {
    await openApp({ rows: 0, overview: { campaigns: [draft, running] } }, { screen: 'campaigns' });
    await openMenu('Thank you');
    await choose('Delete draft…');
    await screen.findByRole('alertdialog', { name: 'Delete the draft “Thank you”?' });
    press('Delete draft');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Thank you' })).toBeNull());
  });

  it('pauses and goes on, but leaves to the outbox what asks for a look first', async () => {
    const pilot = { ...running, id: 9, name: 'Pilot', state: 'paused', pauseReason: 'pilot' } as const;
    const app = await openApp({ rows: 0, overview: { campaigns: [pilot, running] } }, { screen: 'campaigns' });
    await openMenu('Spring meeting');
    await choose('Pause');
    await openMenu('Spring meeting');
    await choose('Resume');
    const moves = app.calls.filter(({ name }) => name === 'campaign:pause' || name === 'campaign:resume');
    expect(moves.map(({ name }) => name)).toEqual(['campaign:pause', 'campaign:resume']);
    await openMenu('Pilot');
    await screen.findByRole('menuitem', { name: 'Outbox' });
    expect(screen.queryByRole('menuitem', { name: 'Resume' })).toBeNull();
  });

  it('cancels only after it has said what went out, what never will, and that this is final', async () => {
    const counts = { ...running.counts, sending: 1 };
    const app = await openApp({ rows: 0, overview: { campaigns: [{ ...running, counts }] } }, { screen: 'campaigns' });
    await openMenu('Spring meeting');
    await choose('Cancel campaign…');
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Cancel “Spring meeting”?' }));
    expect(dialog.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      '170 messages are still waiting. Those people will never get them.',
      '137 messages were sent and cannot be taken back.',
      '2 messages are not confirmed and may have arrived. Cancelling does not change that.',
      'One message is being sent right now and may still arrive.',
      'This cannot be undone. To stop for a while, pause the campaign instead.',
    ]);
    press('Cancel 170 messages');
    await waitFor(() => expect(screen.getAllByText('Cancelled').length).toBeGreaterThan(0));
    expect(app.calls.at(-1)).toEqual({ name: 'campaign:cancel', input: { id: 4 } });
    await openMenu('Spring meeting');
    expect((await screen.findByRole('menuitem', { name: 'Cancel campaign…' })).hasAttribute('data-disabled')).toBe(
      true,
    );
  });
});

it('offers the one next action when there is nothing yet', async () => {
  await openApp({ rows: 0 }, { screen: 'campaigns' });
  expect(await screen.findByText('No campaigns yet')).toBeTruthy();
  expect(screen.getAllByRole('button', { name: 'New campaign' }).length).toBeGreaterThan(0);
});
