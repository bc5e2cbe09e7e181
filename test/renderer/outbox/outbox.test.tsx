import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { noFacts } from '../../../domain/lists/list-facts.ts';
import { noNumberColumns } from '../../../domain/lists/value-form.ts';
import type { DispatcherState } from '../../../domain/state/state.ts';
import { refuse } from '../support/fake-api.ts';
import {
  campaignDetail,
  campaignSummary,
  countRows,
  failedRow,
  fixtureNowMs,
  listReport,
  messageRow,
  messageRows,
  sentRow,
} from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

const rowNames = () =>
  within(screen.getByRole('grid'))
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.querySelector('.name')?.textContent);
const openTab = (name: RegExp) => fireEvent.click(screen.getByRole('tab', { name }));
const openRow = async (name: string) => fireEvent.click(await screen.findByText(name));
const asked = (calls: readonly { name: string; input: unknown }[], name: string) =>
  calls.filter((call) => call.name === name).map((call) => call.input);

describe('the lists', () => {
  test('show the one being sent on top of what waits', async () => {
    await renderApp({ rows: [messageRow(1), messageRow(2), messageRow(3, { status: 'sending' })] });
    await screen.findByRole('grid');
    expect(rowNames()).toEqual(['Amélie Garnier', 'Farida Rahimi', 'Jens Lindqvist']);
  });

  test('draw only the rows in sight of 100,000 and tell how many there are', async () => {
    await renderApp({ rows: 100_000 });
    const grid = await screen.findByRole('grid');
    expect(grid.getAttribute('aria-rowcount')).toBe('55001');
    expect(within(grid).getAllByRole('row').length).toBeLessThan(60);
  });

  test('follow main: a row that was sent leaves Pending and the counts move', async () => {
    const { change } = await renderApp({ rows: [messageRow(1), messageRow(2)] });
    await screen.findByText('Farida Rahimi');
    act(() => change([sentRow(1)]));
    await waitFor(() => expect(screen.queryByText('Farida Rahimi')).toBeNull());
    expect(screen.getByRole('tab', { name: /Pending/ }).textContent).toBe('Pending1');
    expect(screen.getByRole('tab', { name: /Sent/ }).textContent).toBe('Sent1');
  });

  test('are read again, and keep the selection, when more changed than a patch carries', async () => {
    const { change } = await renderApp({ rows: messageRows(700) });
    await screen.findByRole('grid');
    fireEvent.click(screen.getAllByRole('checkbox')[1] as HTMLElement);
    expect(screen.getByText(/1 of/)).toBeTruthy();
    act(() => change(Array.from({ length: 250 }, (_, index) => sentRow(400 + index))));
    await waitFor(() => expect(screen.getByRole('tab', { name: /Sent/ }).textContent).toBe('Sent560'));
    expect(screen.getByText(/1 of/)).toBeTruthy();
  });

  test('part what may have arrived from what certainly did not leave', async () => {
    await renderApp({ rows: [failedRow(1, 'no_confirmation'), failedRow(2, 'not_on_whatsapp'), messageRow(3)] });
    openTab(/Failed/);
    const doubt = await screen.findByRole('grid', { name: 'Not confirmed' });
    const certain = screen.getByRole('grid', { name: 'Not sent' });
    expect(within(doubt).queryByRole('button', { name: /Queue/ })).toBeNull();
    expect(screen.getAllByRole('columnheader', { name: 'What happened' })).toHaveLength(2);
    expect(document.querySelectorAll('thead:not(.header-hidden)')).toHaveLength(1);
    expect(within(certain).getByRole('button', { name: /Queue again/ })).toBeTruthy();
  });

  test('say of a message that comes again which date it was for', async () => {
    const weekly = { occasion: '2026-03-07' };
    const { store } = await renderApp({
      rows: [
        sentRow(1, 2, weekly),
        { ...failedRow(2, 'no_confirmation'), ...weekly },
        { ...failedRow(3, 'not_on_whatsapp'), occasion: '2026-03-14T18:30' },
        messageRow(4, weekly),
      ],
    });
    act(() => store.getState().showOutbox({ campaignId: 1, tab: 'sent' }));
    expect(await screen.findByText('7 Mar 2026')).toBeTruthy();
    openTab(/Failed/);
    expect(await screen.findByText('7 Mar 2026')).toBeTruthy();
    expect(screen.getByText('14 Mar 2026, 18:30')).toBeTruthy();
    act(() => store.getState().showOutbox({ campaignId: null, tab: 'failed' }));
    expect(await screen.findByText('7 Mar 2026')).toBeTruthy();
  });

  test.each([
    ['has a column for what the list says, written as in messages', [{ key: 'day', header: 'Day', filled: 1 }], 1],
    ['has none where the list says nothing else', [], 0],
  ])('%s', async (_what, fields, count) => {
    const list = listReport({
      country: 'BR',
      fields: [{ key: 'name', header: 'Name', filled: 1 }, ...fields],
      mapping: { phone: 0, further: [], area: null, name: 1, country: null, fields: [{ index: 2, key: 'day' }] },
      facts: {
        ...noFacts,
        numbers: { ...noNumberColumns, columns: [{ index: 2, hasShortDates: false, hasUnclearTexts: false }] },
      },
    });
    const rows = [{ ...sentRow(1), extra: '2026-12-24' }];
    const read = Promise.withResolvers<ReturnType<typeof campaignDetail>>();
    const { store } = await renderApp({ rows, handlers: { 'campaign:get': () => read.promise } });
    act(() => store.getState().showOutbox({ campaignId: 1, tab: 'sent' }));
    await screen.findByText('Farida Rahimi');
    // No column may appear and then disappear a moment later.
    const heads = () => screen.getAllByRole('columnheader').map((head) => head.textContent);
    const before = heads();
    act(() => read.resolve(campaignDetail(campaignSummary(), { list })));
    await waitFor(() => expect(heads()).not.toEqual(before));
    expect(before.filter((words) => words !== '' && !heads().includes(words))).toEqual([]);
    expect(screen.queryAllByRole('columnheader', { name: 'Day' })).toHaveLength(count);
    expect(screen.queryAllByText('24/12/2026')).toHaveLength(count);
  });

  test('offer no "Queue again" for people who asked for no messages', async () => {
    await renderApp({ rows: [failedRow(1, 'do_not_contact'), failedRow(2, 'not_on_whatsapp'), messageRow(3)] });
    openTab(/Failed/);
    const certain = await screen.findByRole('grid', { name: 'Not sent' });
    expect(
      within(certain)
        .getAllByRole('button', { name: /Queue again/ })
        .map((button) => button.getAttribute('aria-label')),
    ).toEqual(['Queue again: Jens Lindqvist']);
  });

  test('offer it to whoever is off the do-not-contact list now, in the row and in the panel', async () => {
    const asked = failedRow(1, 'do_not_contact');
    const { change } = await renderApp({ rows: [asked, messageRow(2)] });
    openTab(/Failed/);
    await openRow(asked.name);
    await screen.findByRole('complementary', { name: `Message to ${asked.name}` });
    expect(screen.queryByRole('button', { name: /Queue again/ })).toBeNull();
    act(() => change([{ ...asked, isOnDoNotContact: false }]));
    await waitFor(() => expect(screen.getAllByRole('button', { name: `Queue again: ${asked.name}` })).toHaveLength(2));
  });

  test('say that of whoever wrote very often only the newest replies are kept', async () => {
    const asked = { ...failedRow(1, 'no_confirmation'), replyCount: limits.repliesKept + 700 };
    await renderApp({ rows: [asked, messageRow(2)] });
    openTab(/Failed/);
    await openRow(asked.name);
    await screen.findByRole('complementary', { name: `Message to ${asked.name}` });
    expect(await screen.findByText(/1,200 came in all/)).toBeTruthy();
  });

  test('offer "Queue again" also once the campaign is finished', async () => {
    const rows = [failedRow(2, 'not_on_whatsapp'), sentRow(3)];
    const over = campaignSummary({ state: 'finished', counts: countRows(rows), total: 2 });
    await renderApp({ rows, overview: { campaigns: [over] } });
    openTab(/Failed/);
    await screen.findByRole('grid', { name: 'Not sent' });
    expect(screen.getByRole('button', { name: /Queue again/ })).toBeTruthy();
  });

  test('offer no "Queue again" once the campaign was cancelled', async () => {
    const rows = [failedRow(2, 'not_on_whatsapp'), sentRow(3)];
    const over = campaignSummary({ state: 'cancelled', counts: countRows(rows), total: 2 });
    await renderApp({ rows, overview: { campaigns: [over] } });
    openTab(/Failed/);
    await screen.findByRole('grid', { name: 'Not sent' });
    expect(screen.queryByRole('button', { name: /Queue again/ })).toBeNull();
    expect(screen.queryByRole('checkbox')).toBeNull();
    fireEvent.keyDown(window, { key: 'a', ctrlKey: true });
    expect(screen.queryByText(/selected/)).toBeNull();
    expect(screen.getByText(/Their campaign was cancelled/)).toBeTruthy();
  });

  test('say what is wrong when they cannot be read', async () => {
    await renderApp({ rows: 5, handlers: { 'message:page': () => refuse('internal') } });
    expect((await screen.findByRole('alert')).textContent).toContain('The messages cannot be read');
  });
});

describe('cancelling', () => {
  test('selected messages are cancelled only after the question, which starts on the safe answer', async () => {
    const { calls } = await renderApp({ rows: [messageRow(1), messageRow(2), messageRow(3)] });
    await screen.findByText('Farida Rahimi');
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Farida Rahimi' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Jens Lindqvist' }));
    fireEvent.click(screen.getByRole('button', { name: 'Cancel 2 messages…' }));
    const dialog = await screen.findByRole('alertdialog');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Keep them'));
    expect(asked(calls, 'message:cancel')).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel 2 messages' }));
    await screen.findByText('2 messages cancelled.');
    expect(asked(calls, 'message:cancel')).toEqual([{ target: { ids: [1, 2] } }]);
  });

  test('of one message is asked about as one', async () => {
    await renderApp({ rows: [messageRow(1), messageRow(2)] });
    await screen.findByText('Farida Rahimi');
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Farida Rahimi' }));
    fireEvent.click(screen.getByRole('button', { name: 'Cancel 1 message…' }));
    await screen.findByRole('heading', { name: 'Cancel this message?' });
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Keep it'));
  });

  test('"select all" means all there are, not only the rows that were read', async () => {
    await renderApp({ rows: Array.from({ length: 350 }, (_, index) => messageRow(index + 1)) });
    await screen.findByRole('grid');
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all 350' }));
    expect(await screen.findByText('350 of 350 selected')).toBeTruthy();
  });

  const manyRows = () => Array.from({ length: 350 }, (_, index) => messageRow(index + 1));

  test('all that the filter shows are cancelled by the filter, not by the ids that were read', async () => {
    const { calls } = await renderApp({ rows: manyRows() });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select all 350' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel 350 messages…' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel 350 messages' }));
    await screen.findByText('350 messages cancelled.');
    expect(asked(calls, 'message:cancel')).toMatchObject([
      { target: { filter: { campaignId: 1, tab: 'pending', search: '' }, except: [] } },
    ]);
  });

  test('taking one out of all means all the others, read or not', async () => {
    const { calls } = await renderApp({ rows: manyRows() });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select all 350' }));
    fireEvent.click(screen.getAllByRole('checkbox', { name: 'Select Farida Rahimi' })[0] as HTMLElement);
    expect(await screen.findByText('349 of 350 selected')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel 349 messages…' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel 349 messages' }));
    await screen.findByText('349 messages cancelled.');
    expect(asked(calls, 'message:cancel')).toMatchObject([{ target: { except: [1] } }]);
  });

  test('what a search finds is counted before anything happens to it, also what was not read', async () => {
    const rows = Array.from({ length: 350 }, (_, index) => messageRow(index + 1, { name: `Guest ${index + 1}` }));
    const { calls } = await renderApp({ rows: [...rows, messageRow(999, { name: 'Ana' })] });
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'guest' } });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select all 350' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel 350 messages…' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel 350 messages' }));
    await screen.findByText('350 messages cancelled.');
    expect(asked(calls, 'message:cancel')).toMatchObject([{ target: { filter: { search: 'guest', tab: 'pending' } } }]);
  });
});

describe('the keyboard', () => {
  test('goes through the rows, selects and opens', async () => {
    await renderApp({ rows: [messageRow(1), messageRow(2), messageRow(3)] });
    const grid = await screen.findByRole('grid');
    const rows = within(grid).getAllByRole('row').slice(1);
    (rows[0] as HTMLElement).focus();
    fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowDown' });
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Jens Lindqvist'));
    fireEvent.keyDown(document.activeElement as Element, { key: ' ' });
    expect(screen.getByText('1 of 3 selected')).toBeTruthy();
    fireEvent.keyDown(document.activeElement as Element, { key: 'Enter' });
    expect(await screen.findByRole('complementary', { name: 'Message to Jens Lindqvist' })).toBeTruthy();
    fireEvent.keyDown(window, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
    expect(screen.getByText('1 of 3 selected')).toBeTruthy();
    fireEvent.keyDown(window, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByText('1 of 3 selected')).toBeNull());
  });

  test('goes on from the message that was shown last, not from the one that was opened', async () => {
    await renderApp({ rows: [messageRow(1), messageRow(2), messageRow(3)] });
    const grid = await screen.findByRole('grid');
    const rows = within(grid).getAllByRole('row').slice(1);
    const focused = () => document.activeElement?.getAttribute('data-key');
    (rows[0] as HTMLElement).focus();
    fireEvent.keyDown(document.activeElement as Element, { key: 'Enter' });
    await screen.findByRole('complementary', { name: `Message to ${messageRow(1).name}` });
    fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowDown', altKey: true });
    await screen.findByRole('complementary', { name: `Message to ${messageRow(2).name}` });
    await waitFor(() => expect(focused()).toBe('2'));
    // The focus was on a button of the panel, which is gone with it.
    const below = screen.getByRole('button', { name: 'Next message' });
    below.focus();
    fireEvent.click(below, { detail: 1 });
    await screen.findByRole('complementary', { name: `Message to ${messageRow(3).name}` });
    fireEvent.keyDown(document.activeElement as Element, { key: 'Escape' });
    await waitFor(() => expect(focused()).toBe('3'));
  });

  test('selects all that certainly did not leave, and nothing where only what is in doubt is shown', async () => {
    await renderApp({ rows: [failedRow(1, 'no_confirmation'), failedRow(2, 'not_on_whatsapp')] });
    openTab(/Failed/);
    await screen.findByRole('grid', { name: 'Not sent' });
    fireEvent.keyDown(window, { key: 'a', ctrlKey: true });
    expect(screen.getByText('1 of 1 selected')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /^Not confirmed/ }));
    await waitFor(() => expect(screen.queryByRole('grid', { name: 'Not sent' })).toBeNull());
    fireEvent.keyDown(window, { key: 'a', ctrlKey: true });
    expect(screen.queryByText(/selected/)).toBeNull();
  });
});

describe('a row that waits for more than its turn', () => {
  const hourMs = 3_600_000;
  const { schedule } = campaignSummary();
  const window = { fromMinute: 12 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5, 6, 7], perPerson: true };
  const open = async (change: Parameters<typeof campaignSummary>[0], dispatcher: DispatcherState) => {
    const rows = [
      messageRow(1, { setAside: 'no_answer', setAsideUntilMs: fixtureNowMs + hourMs }),
      messageRow(2, { country: 'BR' }),
      messageRow(3),
    ];
    const campaign = campaignSummary({ counts: countRows(rows), total: 3, ...change });
    const app = await renderApp({ rows, overview: { campaigns: [campaign], dispatcher } });
    act(() => app.store.getState().showOutbox({ campaignId: campaign.id, tab: 'pending' }));
    await screen.findByRole('grid');
    return within(screen.getByRole('grid'))
      .getAllByRole('row')
      .slice(1)
      .map((row) => [...row.querySelectorAll('.col-status, .col-time')].map((cell) => cell.textContent));
  };
  const waiting = {
    kind: 'waiting',
    sinceMs: 0,
    untilMs: fixtureNowMs + 2 * hourMs,
    campaignId: 1,
    count: null,
  } as const;
  const clock = (atMs: number) => new Date(atMs).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: fixtureNowMs }));
  afterEach(() => void vi.useRealTimers());

  test('says for what and until when, and guesses no other time', async () => {
    const rows = await open({ schedule: { ...schedule, window } }, { ...waiting, why: 'gap' });
    expect(rows[0]).toEqual(['No answer from WhatsApp yet', `next try ${clock(fixtureNowMs + hourMs)}`]);
    // Among a country's zones the last to open counts: noon in Acre is 17:00 UTC.
    expect(rows[1]).toEqual(['From 12:00, Brazil time', `from ${clock(Date.UTC(2026, 2, 14, 17))}`]);
    expect(rows[2]?.[0]).toBe('Pending');
    expect(rows[2]?.[1]).toMatch(/^about/);
  });

  test('tells the pace while messages go out', async () => {
    await open({ schedule: { ...schedule, window: null } }, { ...waiting, why: 'gap' });
    expect(screen.getByText(/^About .* per minute$/)).toBeTruthy();
    cleanup();
    await open({ schedule: { ...schedule, window, dailyCap: 5 } }, { ...waiting, why: 'gap' });
    // The hours are left out, since sending may never last until their end.
    expect(screen.getByText(/^About .* per minute · At most 5 per day$/)).toBeTruthy();
  });

  test('says that the daily limit holds it back, and no pace meanwhile', async () => {
    const rows = await open({ schedule: { ...schedule, window: null, dailyCap: 5 } }, { ...waiting, why: 'cap' });
    expect(screen.queryByText(/per minute/)).toBeNull();
    expect(rows[2]).toEqual(['Daily limit reached', `from ${clock(fixtureNowMs + 2 * hourMs)}`]);
  });

  test('tells no time while sending does not go on by itself', async () => {
    const paused = { kind: 'paused', reason: 'operator', detail: '', count: null } as const;
    const rows = await open({ schedule: { ...schedule, window } }, paused);
    expect(rows.map(([status]) => status)).toEqual(['No answer from WhatsApp yet', 'Pending', 'Pending']);
  });
});

test('what was cancelled is counted above the lists, and leads to the report that names whose it was', async () => {
  const { store } = await renderApp({ rows: [messageRow(1), messageRow(2, { status: 'cancelled' })] });
  fireEvent.click(await screen.findByRole('button', { name: '1 cancelled' }));
  expect(store.getState().route).toEqual({ screen: 'report', id: 1 });
});
