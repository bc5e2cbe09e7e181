import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { twoDaysBefore } from '../../support/schedules.ts';
import { campaignSummary, countRows, messageRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';
import { teamCampaign, teamView } from '../support/team-fixtures.ts';

const unanswered = new Promise<never>(() => undefined);
const hourMs = 3_600_000;

test('of a campaign of the team nothing is said before the team has answered about that one', async () => {
  const campaigns = [campaignSummary({ id: 1, team: 'open' }), campaignSummary({ id: 2, team: 'open' })];
  const { store } = await renderApp({
    rows: 1,
    overview: { campaigns, team: teamView() },
    handlers: {
      'teamCampaign:list': ({ id }) =>
        id === 2 ? unanswered : { campaigns: id === null ? [] : [teamCampaign({ campaignId: 1 })] },
    },
  });
  act(() => store.getState().showOutbox({ campaignId: 1 }));
  await screen.findByText('Hall laptop');
  act(() => store.getState().showOutbox({ campaignId: 2 }));
  await waitFor(() => expect(screen.queryByText('Hall laptop')).toBeNull());
  expect(screen.queryByText(/The team knows nothing/)).toBeNull();
});

test('a list by days is never parted by the days of the campaign that was shown before', async () => {
  const rows = [messageRow(1), messageRow(2)];
  const plain = campaignSummary({ counts: countRows(rows), total: 2 });
  const own = twoDaysBefore;
  const timed = { ...plain, schedule: { ...plain.schedule, own } };
  const nowMs = Date.now();
  const days = [1, 3].map((hours) => ({
    fromMs: nowMs + hours * hourMs,
    untilMs: nowMs + (hours + 1) * hourMs,
    count: 1,
    firstMs: nowMs + hours * hourMs,
  }));
  const { store, calls } = await renderApp({
    rows,
    overview: { campaigns: [timed, { ...timed, id: 2 }] },
    handlers: { 'campaign:days': ({ id }) => (id === 2 ? unanswered : days) },
  });
  const asked = () =>
    calls.flatMap(({ name, input }) => (name === 'message:page' ? [(input as { filter: object }).filter] : []));
  act(() => store.getState().showOutbox({ campaignId: 1, tab: 'pending' }));
  await waitFor(() => expect(asked().at(-1)).toMatchObject({ campaignId: 1, days: [{}, {}] }));
  act(() => store.getState().showOutbox({ campaignId: 2 }));
  await waitFor(() => expect(asked().at(-1)).toMatchObject({ campaignId: 2 }));
  expect(asked().at(-1)).toMatchObject({ days: null });
});

describe('a question that is open when a notification leads to another campaign', () => {
  const rows = [messageRow(1), messageRow(2)];
  const overdue = { state: 'paused', pauseReason: 'overdue', counts: countRows(rows), total: 2 } as const;
  const campaigns = [
    campaignSummary({ id: 1, name: 'One', ...overdue }),
    campaignSummary({ id: 2, name: 'Two', ...overdue }),
  ];
  const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }), { detail: 1 });
  const toMenu = async () => {
    await press('More for this campaign');
    fireEvent.click(await screen.findByRole('menuitem', { name: /^Cancel/ }));
  };

  test.each([
    ['of cancelling it', toMenu],
    ['of messages that missed their time', () => press('Do not send')],
  ] as const)('is never asked about that one: %s', async (_what, ask) => {
    const { emit, store } = await renderApp({ rows, overview: { campaigns } });
    act(() => store.getState().showOutbox({ campaignId: 1, tab: 'pending' }));
    await ask();
    await screen.findByRole('alertdialog');
    act(() => emit('app:goTo', { screen: 'outbox', campaignId: 2, tab: 'pending', certainty: null }));
    expect(store.getState().outbox.campaignId).toBe(2);
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });
});
