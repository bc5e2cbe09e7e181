import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { noneSelected } from '../../../renderer/store/selected.ts';
import { twoDaysBefore } from '../../support/schedules.ts';
import { campaignSummary, countRows, messageRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

describe('what has times of its own', () => {
  const dayMs = 24 * 60 * 60 * 1_000;
  const fromMs = DateTime.now().startOf('day').toMillis();
  const days = [0, 1, 2].map((place) => ({
    fromMs: fromMs + place * dayMs,
    untilMs: fromMs + (place + 1) * dayMs,
    count: 2,
    firstMs: fromMs + place * dayMs + 18 * 60 * 60 * 1_000,
  }));
  const rows = [0, 0, 1, 1, 2, 2].map((day, place) =>
    messageRow(place + 1, { dueAtMs: (days[day]?.firstMs ?? 0) + place * 60_000 }),
  );
  const own = twoDaysBefore;

  const inOrder = () =>
    [...document.querySelectorAll('h2.day-head, tr[data-key]')].map((one) => (one.tagName === 'H2' ? 'day' : 'row'));
  const expanded = () =>
    screen.getAllByRole('button', { name: /from 18:00/ }).map((head) => head.getAttribute('aria-expanded') === 'true');

  test('stands by days, of which today and tomorrow are open, each opens and closes, and one may be shown alone', async () => {
    const campaign = campaignSummary({ counts: countRows(rows), total: 6 });
    const timed = { ...campaign, schedule: { ...campaign.schedule, own } };
    const app = await renderApp({ rows, overview: { campaigns: [timed] }, handlers: { 'campaign:days': () => days } });
    act(() => app.store.getState().showOutbox({ campaignId: timed.id, tab: 'pending' }));
    const shown = () => document.querySelectorAll('tr[data-key]').length;
    const press = (place: number) => {
      const head = screen.getAllByRole('button', { name: /from 18:00/ })[place];
      if (head) fireEvent.click(head);
    };
    await waitFor(() => expect(inOrder()).toEqual(['day', 'row', 'row', 'day', 'row', 'row', 'day']));
    expect(expanded()).toEqual([true, true, false]);
    press(2);
    await waitFor(() => expect(shown()).toBe(6));
    press(1);
    await waitFor(() => expect(inOrder()).toEqual(['day', 'row', 'row', 'day', 'day', 'row', 'row']));
    expect(expanded()).toEqual([true, false, true]);
    // The selection covers all visible rows; rows that are expanded later are not included.
    fireEvent.click(await screen.findByRole('checkbox', { name: /^Select all/ }));
    expect(await screen.findByText('4 of 4 selected')).toBeTruthy();
    press(1);
    await waitFor(() => expect(shown()).toBe(6));
    expect(screen.queryByText(/ selected$/)).toBeNull();
    for (const place of [0, 1, 2]) press(place);
    await waitFor(() => expect(inOrder()).toEqual(['day', 'day', 'day']));
    // There is nothing to select.
    fireEvent.keyDown(document.body, { key: 'a', ctrlKey: true });
    expect(app.store.getState().selected).toEqual(noneSelected);
    press(1);
    await waitFor(() => expect(inOrder()).toEqual(['day', 'day', 'row', 'row', 'day']));
    // All of them at once, as in any other list, while somebody searches for a name.
    act(() =>
      app.store.getState().showOutbox({ days: days[1] && [{ fromMs: days[1].fromMs, untilMs: days[1].untilMs }] }),
    );
    await waitFor(() => expect(screen.queryAllByRole('button', { name: /from 18:00/ })).toEqual([]));
    expect(shown()).toBe(2);
    fireEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }));
    expect(await screen.findAllByRole('button', { name: /from 18:00/ })).toHaveLength(3);
  });

  test('a day that was opened by hand stays open once it is the next one', async () => {
    const [first, , third] = days;
    if (first === undefined || third === undefined) throw new Error('three days');
    const fourth = { ...third, fromMs: third.fromMs + dayMs, untilMs: third.untilMs + dayMs };
    let ahead = [first, third, fourth];
    const campaign = campaignSummary({ counts: countRows(rows), total: 6 });
    const timed = { ...campaign, schedule: { ...campaign.schedule, own } };
    const app = await renderApp({ rows, overview: { campaigns: [timed] }, handlers: { 'campaign:days': () => ahead } });
    act(() => app.store.getState().showOutbox({ campaignId: timed.id, tab: 'pending' }));
    await waitFor(() => expect(expanded()).toEqual([true, false, false]));
    const [, head] = screen.getAllByRole('button', { name: /from 18:00/ });
    if (head) fireEvent.click(head);
    await waitFor(() => expect(expanded()).toEqual([true, true, false]));
    ahead = ahead.slice(1);
    const changed = [{ ...timed, counts: { ...timed.counts, pending: 4 } }];
    act(() => app.emit('campaigns:changed', { changed, removed: [] }));
    await waitFor(() => expect(expanded()).toHaveLength(2));
    expect(expanded()).toEqual([true, false]);
  });

  test('no day looks open whose rows the list has no room for', async () => {
    const firstMs = days[0]?.fromMs ?? 0;
    const dayMs = 24 * 60 * 60 * 1_000;
    // Every second day, so that no two are adjacent in the list.
    const many = Array.from({ length: limits.openDays + 4 }, (_, place) => {
      const fromMs = firstMs + 2 * place * dayMs;
      return { fromMs, untilMs: fromMs + dayMs, count: 1, firstMs: fromMs + 18 * 60 * 60 * 1_000 };
    });
    const all = many.map(({ firstMs: dueAtMs }, place) => messageRow(place + 1, { dueAtMs }));
    const campaign = campaignSummary({ counts: countRows(all), total: all.length });
    const timed = { ...campaign, schedule: { ...campaign.schedule, own } };
    const app = await renderApp({
      rows: all,
      overview: { campaigns: [timed] },
      handlers: { 'campaign:days': () => many },
    });
    act(() => app.store.getState().showOutbox({ campaignId: timed.id, tab: 'pending' }));
    await screen.findAllByRole('button', { name: /from 18:00/ });
    const heads = () => [...document.querySelectorAll<HTMLElement>('.day-head button')];
    await waitFor(() => expect(heads()).toHaveLength(many.length));
    for (const head of heads()) if (head.getAttribute('aria-expanded') === 'false') fireEvent.click(head);
    await waitFor(() =>
      expect(heads().filter((head) => head.getAttribute('aria-expanded') === 'true')).toHaveLength(limits.openDays),
    );
  });

  test('what comes into sight by itself, as the days before it have gone, is not selected with them', async () => {
    let ahead = days;
    const campaign = campaignSummary({ counts: countRows(rows), total: 6 });
    const timed = { ...campaign, schedule: { ...campaign.schedule, own } };
    const handlers = { 'campaign:days': () => ahead };
    const app = await renderApp({ rows, overview: { campaigns: [timed] }, handlers });
    act(() => app.store.getState().showOutbox({ campaignId: timed.id, tab: 'pending' }));
    await waitFor(() => expect(expanded()).toEqual([true, true, false]));
    fireEvent.click(await screen.findByRole('checkbox', { name: /^Select all/ }));
    await waitFor(() => expect(app.store.getState().selected.isWhole).toBe(true));
    ahead = days.slice(2);
    const changed = [{ ...timed, counts: { ...timed.counts, pending: 2 } }];
    act(() => app.emit('campaigns:changed', { changed, removed: [] }));
    await waitFor(() => expect(screen.queryAllByRole('button', { name: /from 18:00/ })).toEqual([]));
    await waitFor(() => expect(app.store.getState().selected).toEqual(noneSelected));
  });
});
