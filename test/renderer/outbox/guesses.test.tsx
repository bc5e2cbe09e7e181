import { act, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { accountView, campaignSummary, countRows, fixtureNowMs, messageRow, sentRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

afterEach(() => void vi.useRealTimers());

const minuteMs = 60_000;
const numbers = Array.from({ length: 30 }, (_, place) => place + 1);
const waiting = (id: number) => messageRow(id, { name: `Guest ${id}` });
const sent = (id: number) => sentRow(id, 2, { name: `Guest ${id}` });

test('about when a message goes is guessed anew as those before it go out, and is never over', async () => {
  const summary = (gone: number) =>
    campaignSummary({
      counts: countRows(numbers.map((id) => (id <= gone ? sent(id) : waiting(id)))),
      total: numbers.length,
      expectedFinishMs: fixtureNowMs + numbers.length * minuteMs,
    });
  vi.useFakeTimers({ now: fixtureNowMs, toFake: ['Date', 'setInterval', 'clearInterval'] });
  const { change, emit } = await renderApp({
    rows: numbers.map(waiting),
    overview: {
      campaigns: [summary(0)],
      dispatcher: { kind: 'sending', messageId: 1, campaignId: 1, sinceMs: fixtureNowMs },
    },
  });
  const when = (id: number) =>
    within(screen.getByText(`Guest ${id}`).closest('tr') as HTMLElement).getByText(/^about /).textContent;
  await screen.findByText('Guest 20');
  expect(when(20)).toBe('about 14:12');
  act(() => vi.advanceTimersByTime(15 * minuteMs));
  act(() => change(numbers.slice(0, 15).map(sent)));
  act(() => emit('campaigns:changed', { changed: [summary(15)], removed: [] }));
  act(() => vi.advanceTimersByTime(minuteMs));
  expect(when(20)).toBe('about 14:12');
});

test.each(['team', 'no_answer', 'clock'] as const)(
  'no time and no pace is told while nobody knows until when it waits: %s',
  async (why) => {
    const campaign = campaignSummary({
      counts: countRows([waiting(1)]),
      expectedFinishMs: fixtureNowMs + 30 * minuteMs,
    });
    const open = { kind: 'waiting', sinceMs: fixtureNowMs, untilMs: null, campaignId: 1, count: null } as const;
    const accounts = (reason: typeof why | 'gap') => [
      accountView({ pending: 1, dispatcher: { ...open, why: reason } }),
    ];
    vi.useFakeTimers({ now: fixtureNowMs, toFake: ['Date', 'setInterval', 'clearInterval'] });
    const { emit } = await renderApp({
      rows: [waiting(1)],
      overview: { campaigns: [campaign], accounts: accounts('gap') },
    });
    expect(await goesOut('Guest 1')).toBe('about 14:22');
    screen.getByText(/per (minute|hour)/);
    act(() => emit('accounts:changed', { accounts: accounts(why) }));
    expect(await goesOut('Guest 1')).toBe('');
    screen.getByText('1 to go');
    expect(screen.queryByText(/per (minute|hour)/)).toBeNull();
  },
);

const goesOut = async (guest: string) => (await screen.findByText(guest)).closest('tr')?.lastElementChild?.textContent;

test('under all campaigns a row says by when its own campaign will be out, and that it is paused', async () => {
  const going = campaignSummary({ counts: countRows([waiting(1)]), expectedFinishMs: fixtureNowMs + 30 * minuteMs });
  const paused = campaignSummary({ id: 2, state: 'paused', pauseReason: 'operator', counts: countRows([waiting(2)]) });
  vi.useFakeTimers({ now: fixtureNowMs, toFake: ['Date', 'setInterval', 'clearInterval'] });
  const { store } = await renderApp({
    rows: [waiting(1), { ...waiting(2), campaignId: 2 }],
    overview: { campaigns: [going, paused] },
  });
  act(() => store.getState().showOutbox({ campaignId: null }));
  expect(await goesOut('Guest 1')).toBe('by about 14:22');
  expect(await goesOut('Guest 2')).toBe('paused');
});

test('a row whose own time has come goes by the end of that, and not by that of the last date of its campaign', async () => {
  const far = campaignSummary({
    counts: countRows([waiting(1)]),
    expectedFinishMs: fixtureNowMs + 90 * 1_440 * minuteMs,
  });
  const due = { occasion: '2026-03-14', dueAtMs: fixtureNowMs - minuteMs, latestAtMs: fixtureNowMs + 30 * minuteMs };
  vi.useFakeTimers({ now: fixtureNowMs, toFake: ['Date', 'setInterval', 'clearInterval'] });
  const { store } = await renderApp({ rows: [{ ...waiting(1), ...due }], overview: { campaigns: [far] } });
  act(() => store.getState().showOutbox({ campaignId: null }));
  expect(await goesOut('Guest 1')).toBe('by about 14:22');
});

test('a row that was searched for, or that is sorted otherwise, says by when its campaign will be out', async () => {
  const campaign = campaignSummary({
    counts: countRows([waiting(1), waiting(2)]),
    expectedFinishMs: fixtureNowMs + 30 * minuteMs,
  });
  vi.useFakeTimers({ now: fixtureNowMs, toFake: ['Date', 'setInterval', 'clearInterval'] });
  const { store } = await renderApp({ rows: [waiting(1), waiting(2)], overview: { campaigns: [campaign] } });
  expect(await goesOut('Guest 2')).toBe('about 14:22');
  act(() => store.getState().showOutbox({ search: 'guest 2' }));
  expect(await goesOut('Guest 2')).toBe('by about 14:22');
  act(() => store.getState().showOutbox({ search: '', sort: { by: 'name', descending: false } }));
  expect(await goesOut('Guest 2')).toBe('by about 14:22');
});

test('who was drawn for a date of a series and waits for somebody is shown with that date', async () => {
  const drawn = { setAside: 'second_step', dueAtMs: fixtureNowMs + 30 * minuteMs } as const;
  vi.useFakeTimers({ now: fixtureNowMs, toFake: ['Date', 'setInterval', 'clearInterval'] });
  await renderApp({ rows: [{ ...waiting(1), ...drawn }], overview: { campaigns: [campaignSummary()] } });
  expect(await goesOut('Guest 1')).toMatch(/14:22$/);
});
