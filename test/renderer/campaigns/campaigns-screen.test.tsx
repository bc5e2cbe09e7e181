import { act, fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { noCounts } from '../../../domain/message.ts';
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
  fireEvent.click(await screen.findByRole('button', { name: 'Go on writing Thank you' }), { detail: 1 });
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

it('opens a report by the name of its campaign', async () => {
  const app = await openApp({ rows: 0, overview: { campaigns: [running] } }, { screen: 'reports' });
  fireEvent.click(await screen.findByRole('button', { name: 'Spring meeting' }));
  expect(app.route()).toEqual({ screen: 'report', id: 4 });
});

it('counts like the outbox: cancelled messages are in nobody’s way', async () => {
  const counts = { ...noCounts, sent: 60, cancelled: 6 };
  const ended = { ...running, counts, total: 66, state: 'finished' } as const;
  await openApp({ rows: 0, overview: { campaigns: [ended] } }, { screen: 'campaigns' });
  expect((await screen.findByText('60', { selector: 'strong' })).closest('p')?.textContent).toBe('60 of 60');
});

it('follows a campaign while it runs', async () => {
  const app = await openApp({ rows: 0, overview: { campaigns: [running] } }, { screen: 'campaigns' });
  expect(await screen.findByRole('img', { name: /^137 sent, 2 not confirmed, 3 not sent, 170 to go$/ })).toBeTruthy();
  const counts = { ...running.counts, pending: 0, sent: 307 };
  await act(async () =>
    app.emit('campaigns:changed', { changed: [{ ...running, counts, state: 'finished' }], removed: [] }),
  );
  expect(screen.getByRole('img', { name: /^307 sent, .* 0 to go$/ })).toBeTruthy();
  expect(screen.getByText('Finished')).toBeTruthy();
});

it('offers the one next action when there is nothing yet', async () => {
  await openApp({ rows: 0 }, { screen: 'campaigns' });
  expect(await screen.findByText('No campaigns yet')).toBeTruthy();
  expect(screen.getAllByRole('button', { name: 'New campaign' }).length).toBeGreaterThan(0);
});
