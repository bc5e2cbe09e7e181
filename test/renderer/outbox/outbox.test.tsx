import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { DateTime } from 'luxon';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ChatLine, noneSetAside } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import { defaultSettings } from '../../../domain/settings.ts';
import type { DispatcherState } from '../../../domain/state/state.ts';
import { noneSelected } from '../../../renderer/store/selected.ts';
import { chatLines } from '../support/answers.ts';
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

const one = { status: 'failed', reason: 'no_confirmation' } as const;

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
    ['has a column for what the list says beside name and number', [{ key: 'place', header: 'Meet at', filled: 1 }], 1],
    ['has none where the list says nothing else', [], 0],
  ])('%s', async (_what, fields, count) => {
    const list = listReport({ fields: [{ key: 'name', header: 'Name', filled: 1 }, ...fields] });
    const read = Promise.withResolvers<ReturnType<typeof campaignDetail>>();
    const { store } = await renderApp({ rows: [sentRow(1)], handlers: { 'campaign:get': () => read.promise } });
    act(() => store.getState().showOutbox({ campaignId: 1, tab: 'sent' }));
    await screen.findByText('Farida Rahimi');
    // Nothing that is taken back a moment later.
    const heads = () => screen.getAllByRole('columnheader').map((head) => head.textContent);
    const before = heads();
    act(() => read.resolve(campaignDetail(campaignSummary(), { list })));
    await waitFor(() => expect(heads()).not.toEqual(before));
    expect(before.filter((words) => words !== '' && !heads().includes(words))).toEqual([]);
    expect(screen.queryAllByRole('columnheader', { name: 'Meet at' })).toHaveLength(count);
    expect(screen.queryAllByText('Library steps')).toHaveLength(count);
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

describe('a message in doubt', () => {
  test('is settled under the name of the operator, who is asked for it once', async () => {
    const { calls } = await renderApp({ rows: [messageRow(1, one), messageRow(2)] });
    openTab(/Failed/);
    await openRow('Farida Rahimi');
    fireEvent.change(await screen.findByLabelText('Your name'), { target: { value: ' Sam ' } });
    expect(screen.queryByRole('button', { name: 'Mark as sent' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Save name' }));
    // The chat here shows a tick: nobody is asked whether it is there.
    fireEvent.click(await screen.findByRole('button', { name: 'Mark as sent' }));
    expect(screen.queryByRole('button', { name: 'No, it is not there' })).toBeNull();
    await screen.findByText('Marked as sent.');
    expect(asked(calls, 'message:settle')).toEqual([{ id: 1, settlement: 'seen', who: 'Sam' }]);
    expect(asked(calls, 'settings:set')).toEqual([{ operatorName: 'Sam' }]);
  });

  test('stays open where the phone shows a clock', async () => {
    const { calls } = await openDoubt(() => []);
    fireEvent.click(await screen.findByRole('button', { name: 'It shows a clock' }));
    expect(await screen.findByText(/^Still not confirmed\. A clock/)).toBeTruthy();
    expect(asked(calls, 'message:settle')).toEqual([]);
  });

  const openDoubt = async (chat: () => readonly ChatLine[] | null) => {
    const app = await renderApp({
      rows: [messageRow(1, one), messageRow(2)],
      overview: { settings: { ...defaultSettings(false), operatorName: 'Sam' } },
      handlers: { 'message:chat': () => chat()?.slice() ?? null },
    });
    openTab(/Failed/);
    await openRow('Farida Rahimi');
    return app;
  };

  test('shows the end of its chat before the question, the text marked where it stands', async () => {
    await openDoubt(() => chatLines(messageRow(1, one)).toReversed());
    const lines = await screen.findByRole('list', { name: 'Latest messages in this chat' });
    const items = within(lines).getAllByRole('listitem');
    expect(items.map((item) => item.className)).toEqual(['chat-theirs', 'chat-ours', 'chat-theirs']);
    expect(items.map((item) => item.textContent?.includes('This message'))).toEqual([false, true, false]);
    expect(screen.getByText('The message is in this chat with a tick: WhatsApp has it.')).toBeTruthy();
  });

  test('says that a message without a tick may not have left', async () => {
    await openDoubt(() => chatLines(messageRow(1, one)).map((line) => (line.fromMe ? { ...line, ack: 0 } : line)));
    expect(await screen.findByText(/has no tick, so it may not have been sent/)).toBeTruthy();
    expect(screen.getByText('no tick')).toBeTruthy();
  });

  test('does not mark the same words from long before, nor the words of somebody else', async () => {
    const [, ours] = chatLines(messageRow(1, one));
    if (ours === undefined) throw new Error('the fixture has no message of ours');
    await openDoubt(() => [
      { ...ours, atMs: ours.atMs - 86_400_000 },
      { ...ours, fromMe: false },
    ]);
    expect(await screen.findByText(/Not among the last 2 messages/)).toBeTruthy();
    const lines = screen.getByRole('list', { name: 'Latest messages in this chat' });
    expect(within(lines).queryByText('This message')).toBeNull();
  });

  test('sends to the phone when WhatsApp cannot be asked, and asks again when told to', async () => {
    let canBeAsked = false;
    await openDoubt(() => (canBeAsked ? chatLines(messageRow(1, one)) : null));
    expect(await screen.findByText('WhatsApp is not available right now. Check on your phone.')).toBeTruthy();
    canBeAsked = true;
    fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    const lines = await screen.findByRole('list', { name: 'Latest messages in this chat' });
    expect(within(lines).getByText('This message')).toBeTruthy();
  });

  test('never offers to be requeued', async () => {
    await openDoubt(() => []);
    await screen.findByRole('button', { name: 'No, it is not there' });
    expect(screen.queryByRole('button', { name: /Queue again/ })).toBeNull();
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
    // From a button of the panel, which is gone with it.
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
    // Of a country's zones the last to open counts: noon in Acre is 17:00 UTC.
    expect(rows[1]).toEqual(['From 12:00, Brazil time', `from ${clock(Date.UTC(2026, 2, 14, 17))}`]);
    expect(rows[2]?.[0]).toBe('Pending');
    expect(rows[2]?.[1]).toMatch(/^about/);
  });

  test('tells the pace while messages go out', async () => {
    await open({ schedule: { ...schedule, window: null } }, { ...waiting, why: 'gap' });
    expect(screen.getByText(/^About .* per minute$/)).toBeTruthy();
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

describe('people who are ready for the second message', () => {
  test.each([
    ['Send to 2', 'send'],
    ['Do not send', 'leave_out'],
  ])('wait in sight, whatever campaign is shown: %s', async (name, answer) => {
    const rows = [messageRow(1, { setAside: 'second_step' }), messageRow(2, { setAside: 'second_step' })];
    const setAside = { ...noneSetAside, secondStep: 2 };
    const other = campaignSummary({ id: 2, state: 'finished' });
    const step = campaignSummary({ id: 1, name: 'Camp: second message', counts: countRows(rows), total: 2, setAside });
    const app = await renderApp({ rows, overview: { campaigns: [other, step] } });
    act(() => app.store.getState().showOutbox({ campaignId: other.id, tab: 'sent' }));
    expect(await screen.findByText('2 people are ready for the second message')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Look at them' }));
    expect(app.store.getState().outbox).toMatchObject({ campaignId: 1, tab: 'pending' });
    expect((await screen.findAllByText('Waits for you')).length).toBeGreaterThan(0);
    fireEvent.click(screen.getByRole('button', { name }));
    const answers = () => app.calls.filter((call) => call.name === 'campaign:answer').map(({ input }) => input);
    await waitFor(() => expect(answers()).toEqual([{ id: 1, about: 'second_step', answer }]));
    await waitFor(() => expect(screen.queryByText('2 people are ready for the second message')).toBeNull());
  });
});

describe('people who have the text in their chat', () => {
  const open = async (answer: 'Send again…' | 'Do not send', about: 'in_chat' | 'got_meanwhile' = 'in_chat') => {
    const rows = [messageRow(1, { setAside: about }), messageRow(2, { setAside: 'no_answer' }), messageRow(3)];
    const counted = about === 'in_chat' ? { inChat: 1 } : { gotMeanwhile: 1 };
    const campaign = campaignSummary({
      counts: countRows(rows),
      total: 3,
      setAside: { ...noneSetAside, ...counted },
    });
    const app = await renderApp({ rows, overview: { campaigns: [campaign] } });
    act(() => app.store.getState().showOutbox({ campaignId: campaign.id, tab: 'pending' }));
    const banner = about === 'in_chat' ? /already has this text in the chat/ : /this text from another campaign/;
    expect(await screen.findByText(banner)).toBeTruthy();
    fireEvent.click(await screen.findByRole('button', { name: answer }));
    return app;
  };
  const answers = (calls: readonly { name: string; input: unknown }[]) =>
    calls.filter(({ name }) => name === 'campaign:answer').map(({ input }) => input);

  test('are asked about once for all, and are marked in the list', async () => {
    const { calls } = await open('Do not send');
    expect(screen.getByText('Already in the chat')).toBeTruthy();
    expect(screen.getByText('No answer from WhatsApp yet')).toBeTruthy();
    await waitFor(() => expect(answers(calls)).toEqual([{ id: 1, about: 'in_chat', answer: 'leave_out' }]));
    await waitFor(() => expect(screen.queryByText(/already has this text in the chat/)).toBeNull());
  });

  test.each(['Do not send', 'Send again…'] as const)(
    'or got it from another campaign meanwhile are asked about by themselves: %s',
    async (button) => {
      const { calls } = await open(button, 'got_meanwhile');
      const isSentAgain = button === 'Send again…';
      expect(screen.queryByText(/already has this text in the chat/)).toBeNull();
      if (isSentAgain) fireEvent.click(await screen.findByRole('button', { name: 'Send again' }));
      const answer = isSentAgain ? 'send' : 'leave_out';
      await waitFor(() => expect(answers(calls)).toEqual([{ id: 1, about: 'got_meanwhile', answer }]));
      await waitFor(() => expect(screen.queryByText(/from another campaign in the meantime/)).toBeNull());
    },
  );

  test('get it again only after a second question', async () => {
    const { calls } = await open('Send again…');
    expect(await screen.findByText(/They get this text a second time/)).toBeTruthy();
    expect(answers(calls)).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(answers(calls)).toEqual([{ id: 1, about: 'in_chat', answer: 'send' }]));
  });
});

describe('people whose text is not the one that was checked', () => {
  test.each([
    ['Send the new text', 'send'],
    ['Leave them out', 'leave_out'],
  ])('are asked about once for all: %s', async (button, answer) => {
    const rows = [messageRow(1, { setAside: 'text_changed' }), messageRow(2)];
    const setAside = { ...noneSetAside, textChanged: 1 };
    const campaign = campaignSummary({ counts: countRows(rows), total: 2, setAside });
    const app = await renderApp({ rows, overview: { campaigns: [campaign] } });
    act(() => app.store.getState().showOutbox({ campaignId: campaign.id, tab: 'pending' }));
    expect(await screen.findByText('The text for 1 person is not the one you checked')).toBeTruthy();
    expect(screen.getByText('The text has changed')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: button }));
    const answers = () => app.calls.filter(({ name }) => name === 'campaign:answer').map(({ input }) => input);
    await waitFor(() => expect(answers()).toEqual([{ id: 1, about: 'text_changed', answer }]));
    await waitFor(() => expect(screen.queryByText(/is not the one you checked/)).toBeNull());
  });
});

test('a campaign whose file cannot be read says so, and goes on from there', async () => {
  const rows = [messageRow(1)];
  const held = { state: 'paused', pauseReason: 'attachment_unreadable' } as const;
  const campaign = campaignSummary({ counts: countRows(rows), total: 1, ...held });
  const app = await renderApp({ rows, overview: { campaigns: [campaign] } });
  act(() => app.store.getState().showOutbox({ campaignId: campaign.id, tab: 'pending' }));
  expect(await screen.findByText('The attachment cannot be read')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Resume' }));
  await waitFor(() => expect(app.calls.map(({ name }) => name)).toContain('campaign:resume'));
});

describe('what has times of its own', () => {
  const dayMs = 24 * 60 * 60 * 1_000;
  const fromMs = DateTime.now().startOf('day').toMillis();
  const days = [0, 1, 2].map((place) => ({
    ...{ fromMs: fromMs + place * dayMs, untilMs: fromMs + (place + 1) * dayMs },
    ...{ count: 2, firstMs: fromMs + place * dayMs + 18 * 60 * 60 * 1_000 },
  }));
  const rows = [0, 0, 1, 1, 2, 2].map((day, place) =>
    messageRow(place + 1, { dueAtMs: (days[day]?.firstMs ?? 0) + place * 60_000 }),
  );
  const own: OwnTimes = {
    ...{ column: 2, count: 2, unit: 'days', side: 'before', atMinute: 18 * 60, clock: 'theirs' },
    ...{ everyYear: false, decisions: [] },
  };

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
    // What is selected is all that can be seen, and what is opened later was not meant.
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
    // All of them at once, as any other list, where somebody looks for a name.
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
    // Every second day, so that no two are one stretch of the list.
    const many = Array.from({ length: limits.openDays + 4 }, (_, place) => {
      const fromMs = firstMs + 2 * place * dayMs;
      return { fromMs, untilMs: fromMs + dayMs, count: 1, firstMs: fromMs + 18 * 60 * 60 * 1_000 };
    });
    const all = many.map(({ firstMs: dueAtMs }, place) => messageRow(place + 1, { dueAtMs }));
    const campaign = campaignSummary({ counts: countRows(all), total: all.length });
    const timed = { ...campaign, schedule: { ...campaign.schedule, own } };
    const app = await renderApp({
      ...{ rows: all, overview: { campaigns: [timed] }, handlers: { 'campaign:days': () => many } },
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

test('what was cancelled is counted above the lists, and leads to the report that names whose it was', async () => {
  const { store } = await renderApp({ rows: [messageRow(1), messageRow(2, { status: 'cancelled' })] });
  fireEvent.click(await screen.findByRole('button', { name: '1 cancelled' }));
  expect(store.getState().route).toEqual({ screen: 'report', id: 1 });
});

test('the panel of a message that waits for somebody says for what, as its row does', async () => {
  await renderApp({ rows: [messageRow(1, { name: 'Farida Rahimi', setAside: 'second_step' })] });
  await openRow('Farida Rahimi');
  const panel = await screen.findByRole('complementary', { name: 'Message to Farida Rahimi' });
  expect(panel.querySelector('.badge')?.textContent).toBe('Waits for you');
});
