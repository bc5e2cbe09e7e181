import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { noCounts } from '../../../domain/messages/message.ts';
import { PauseReason } from '../../../domain/state/state.ts';
import { refuse } from '../support/fake-api.ts';
import { account, accountView, campaignSummary, countRows, messageRows } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

describe('the sidebar', () => {
  test.each(PauseReason.options)('says in words why the dispatcher is paused: %s', async (reason) => {
    await renderApp({ rows: 10, overview: { dispatcher: { kind: 'paused', reason, detail: '', count: 3 } } });
    const why = document.querySelector('.now-why')?.textContent ?? '';
    expect(why).not.toBe('');
    expect(why).not.toContain('pausedShort');
    expect(why).not.toContain('{{');
  });

  test.each([
    [{ phase: 'disconnected', account, retryAtMs: null }, 'No connection to WhatsApp', 'Reconnecting…'],
    [{ phase: 'starting' }, 'Connecting…', '10 to go'],
    [{ phase: 'failed', problem: 'terms_of_service', detail: '' }, 'No connection to WhatsApp', 'See why'],
  ] as const)('never calls an account unlinked that is linked and has no connection: %j', async (link, line, why) => {
    const dispatcher = { kind: 'not_linked' } as const;
    const accounts = [accountView({ link, dispatcher, pending: 10 })];
    await renderApp({ rows: 10, overview: { link, dispatcher, accounts } });
    const now = document.querySelector('.now')?.textContent ?? '';
    expect(now).toContain(line);
    expect(now).toContain(why);
    const sidebar = document.querySelector('.sidebar-footer')?.textContent ?? '';
    expect(sidebar).not.toMatch(/not linked|No account|Link WhatsApp/);
  });

  test('says that an account is not linked where it has to be', async () => {
    const link = { phase: 'qr', qr: '2@abc' } as const;
    await renderApp({ rows: 10, overview: { link, dispatcher: { kind: 'not_linked' } } });
    expect(document.querySelector('.now')?.textContent).toContain('WhatsApp is not linked');
  });

  test('calls nothing ready before an account is linked', async () => {
    const link = { phase: 'qr', qr: '2@abc' } as const;
    await renderApp({ rows: 0, overview: { link, accounts: [accountView({ link, phone: null })] } });
    expect(document.querySelector('.now')?.textContent).toContain('Link WhatsApp first');
  });

  test.each([
    ['timelock until 2026-12-03T09:30:00.000Z', /until .*3.* 2026/],
    ['cap', /until WhatsApp allows it again/],
  ])('says until when WhatsApp restricts the account, and what to do: %s', async (detail, until) => {
    await renderApp({
      rows: 10,
      overview: { dispatcher: { kind: 'paused', reason: 'restricted', detail, count: null } },
    });
    const banner = screen.getByText(/does not let this account start new chats/);
    expect(banner.textContent).toMatch(until);
    expect(banner.textContent).toContain(
      'Check WhatsApp’s notice on your phone. Resume once the restriction has ended.',
    );
  });

  test('counts down to the next message', async () => {
    // The clock stands still meanwhile, since drawing may take long.
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const untilMs = Date.now() + 12_000;
      await renderApp({
        rows: 10,
        overview: { dispatcher: { kind: 'waiting', sinceMs: 0, untilMs, why: 'gap', campaignId: 1, count: null } },
      });
      expect(screen.getByText(/Next message in 12\s*s/)).toBeTruthy();
    } finally {
      vi.useRealTimers();
    }
  });

  test('says that WhatsApp does not answer, and when the next try is', async () => {
    const untilMs = new Date(2026, 2, 14, 3, 5).getTime();
    const dispatcher = { kind: 'waiting', why: 'no_answer', sinceMs: untilMs, untilMs, count: null } as const;
    await renderApp({ rows: 10, overview: { dispatcher: { ...dispatcher, campaignId: 1 } } });
    expect(screen.getByText(/^WhatsApp is not responding. Next try .*03:05$/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Pause all sending' })).toBeTruthy();
  });

  test('asks whether the clock of the computer is right while it waits for that', async () => {
    const untilMs = new Date(2026, 2, 14, 3, 5).getTime();
    const dispatcher = { kind: 'waiting', why: 'clock', sinceMs: untilMs, untilMs, count: null } as const;
    await renderApp({ rows: 10, overview: { dispatcher: { ...dispatcher, campaignId: null } } });
    expect(screen.getByText(/^Waiting until .*03:05$/)).toBeTruthy();
    expect(screen.getByText(/^Check the date and time of this computer\./)).toBeTruthy();
  });

  test('says whose hours it waits for, and by which clock', async () => {
    const window = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5, 6, 7], perPerson: true };
    const campaign = campaignSummary();
    const dispatcher = { kind: 'waiting', why: 'window', sinceMs: 0, campaignId: 1, count: null } as const;
    const untilMs = new Date(2026, 2, 14, 14).getTime();
    const waits = (country: string | null) =>
      renderApp({
        rows: 10,
        overview: {
          dispatcher: { ...dispatcher, untilMs, country },
          campaigns: [{ ...campaign, id: 1, schedule: { ...campaign.schedule, window } }],
        },
      });
    const { view } = await waits('BR');
    expect(screen.getByText(/^Waiting until .*14:00$/)).toBeTruthy();
    expect(screen.getByText(/to go\. Waiting for 09:00 local time \(Brazil\)$/)).toBeTruthy();
    view.unmount();
    await waits(null);
    expect(screen.getByText(/to go, outside sending hours$/)).toBeTruthy();
  });

  test('says that it waits for confirmations, and lets whoever looked go on', async () => {
    const dispatcher = { kind: 'waiting', why: 'unconfirmed_in_a_row', sinceMs: 0, untilMs: null } as const;
    const { calls } = await renderApp({
      rows: 10,
      overview: { dispatcher: { ...dispatcher, campaignId: null, count: 3 } },
    });
    expect(screen.getByText('Waiting for confirmations')).toBeTruthy();
    expect(screen.getByText('3 messages in a row were not confirmed')).toBeTruthy();
    // Only one button on the screen resumes it: that of the banner with the reason.
    expect(screen.getAllByRole('button', { name: /^Resume/ })).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: 'Resume sending' }));
    await waitFor(() => expect(calls.at(-1)?.name).toBe('dispatcher:resume'));
  });

  test('says that the app is about to end, and lets nothing more be done', async () => {
    const { emit } = await renderApp({ rows: 1 });
    expect(screen.queryByRole('alertdialog')).toBeNull();
    act(() => emit('app:ending', {}));
    const said = await screen.findByRole('alertdialog', { name: 'Closing…' });
    expect(said.textContent).toContain('may take about a minute');
    fireEvent.keyDown(said, { key: 'Escape' });
    expect(screen.getByRole('alertdialog')).toBeTruthy();
    expect(within(said).queryByRole('button')).toBeNull();
  });

  test('offers to go on once a security check is answered, and leads to it before', async () => {
    const dispatcher = { kind: 'paused', reason: 'security_check', detail: '', count: null } as const;
    const { view } = await renderApp({
      rows: 10,
      overview: { dispatcher, link: { phase: 'check', account, isInWindow: false } },
    });
    expect(screen.queryByRole('button', { name: /^Resume/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'See why' }));
    expect(await screen.findByRole('button', { name: 'Open WhatsApp’s window' })).toBeTruthy();
    view.unmount();
    await renderApp({ rows: 10, overview: { dispatcher, link: { phase: 'ready', account } } });
    expect(screen.getAllByRole('button', { name: /^Resume/ })).toHaveLength(1);
  });

  test('offers to go on once WhatsApp is linked again, and not before', async () => {
    const dispatcher = { kind: 'paused', reason: 'logged_out', detail: '', count: null } as const;
    const { calls, view } = await renderApp({ rows: 10, overview: { dispatcher, link: { phase: 'logged_out' } } });
    expect(screen.queryByRole('button', { name: /^Resume/ })).toBeNull();
    view.unmount();
    await renderApp({ rows: 10, overview: { dispatcher, link: { phase: 'ready', account } } });
    expect(screen.getAllByText('WhatsApp is linked again').length).toBeGreaterThan(0);
    expect(screen.queryByText(/not linked to WhatsApp any more/)).toBeNull();
    expect(screen.getAllByRole('button', { name: /^Resume/ })).toHaveLength(1);
    expect(calls.some(({ name }) => name === 'dispatcher:resume')).toBe(false);
  });

  test.each([
    { what: 'for it', pending: 5, said: /messages? (is|are) waiting until you resume/ },
    { what: 'for another number', pending: 0, said: /Messages that wait for another number: / },
  ])('says of a number that is linked again that messages wait $what', async ({ pending, said }) => {
    const dispatcher = { kind: 'paused', reason: 'logged_out', detail: '', count: null } as const;
    const accounts = [accountView({ pending, dispatcher })];
    await renderApp({ rows: 10, overview: { dispatcher, accounts, link: { phase: 'ready', account } } });
    expect(screen.getByText(said)).toBeTruthy();
  });

  test('says that messages wait in a campaign that is paused, not that there are none, and leads to it', async () => {
    const rows = messageRows(10).map((row) => ({ ...row, status: 'pending' as const }));
    const paused = campaignSummary({ state: 'paused', pauseReason: 'pilot', counts: countRows(rows), total: 10 });
    const { store } = await renderApp({
      rows,
      overview: { campaigns: [paused, campaignSummary({ id: 2 })], dispatcher: { kind: 'idle' } },
    });
    act(() => store.getState().open({ screen: 'settings' }));
    expect(screen.getByText('Nothing is being sent')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '10 messages are waiting in paused campaigns' }));
    expect(store.getState().route).toEqual({ screen: 'outbox' });
    expect(store.getState().outbox.campaignId).toBe(paused.id);
    act(() => store.getState().putCampaign({ ...paused, id: 2 }));
    fireEvent.click(await screen.findByRole('button', { name: '20 messages are waiting in paused campaigns' }));
    expect(store.getState().route).toEqual({ screen: 'campaigns' });
  });

  test('lets a campaign that was paused by hand go on while sending waits for another', async () => {
    const rows = messageRows(10).map((row) => ({ ...row, status: 'pending' as const }));
    const paused = campaignSummary({ state: 'paused', pauseReason: 'operator', counts: countRows(rows), total: 10 });
    const dispatcher = {
      kind: 'waiting',
      why: 'start',
      sinceMs: 0,
      untilMs: null,
      campaignId: 2,
      count: null,
    } as const;
    const { calls } = await renderApp({ rows, overview: { campaigns: [paused], dispatcher } });
    expect(screen.getAllByRole('button', { name: /^Resume/ })).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: 'Resume' }));
    await waitFor(() => expect(calls.map(({ name }) => name)).toContain('campaign:resume'));
    expect(calls.map(({ name }) => name)).not.toContain('dispatcher:resume');
  });

  test('says what comes next by itself where nothing is to be sent now', async () => {
    const weekly = campaignSummary({ name: 'Soup', nextDay: '2026-03-19', total: 0, counts: countRows([]) });
    const sooner = campaignSummary({ id: 2, name: 'Bread', nextDay: '2026-03-17', total: 0, counts: countRows([]) });
    await renderApp({ rows: 0, overview: { campaigns: [weekly, sooner], dispatcher: { kind: 'idle' } } });
    expect(document.querySelector('.now-why')?.textContent).toBe('Next date: Tue 17 Mar');
  });

  test('says how many wait for a decision, and not that there is nothing to send', async () => {
    const rows = messageRows(10).map((row) => ({ ...row, status: 'pending' as const }));
    const drawn = campaignSummary({ counts: countRows(rows), total: 10, waitForDecision: 10 });
    await renderApp({ rows, overview: { campaigns: [drawn], dispatcher: { kind: 'idle' } } });
    expect(screen.getByText('Nothing is being sent')).toBeTruthy();
    expect(screen.getByText('10 people wait for you')).toBeTruthy();
    expect(screen.queryByText('Nothing to send')).toBeNull();
  });

  test('pauses and goes on', async () => {
    const { calls } = await renderApp({ rows: 10 });
    fireEvent.click(screen.getByRole('button', { name: 'Pause all sending' }));
    fireEvent.click(await screen.findByRole('button', { name: /^Resume/ }));
    await waitFor(() => expect(calls.at(-1)?.name).toBe('dispatcher:resume'));
  });
});

test('the practice banner says the pace that is set now', async () => {
  const { store } = await renderApp({ rows: 10, overview: { practice: { gapMs: 200, ackWaitMs: 5_000 } } });
  await act(() => store.getState().saveSettings({ gapMinMs: 1_000, gapMaxMs: 1_000, ackWaitMs: 9_000 }));
  expect(screen.getByText(/One message every 1\s*s\. Waits 9\s*s for confirmation/)).toBeTruthy();
});

describe('shortcuts', () => {
  test('Ctrl 1 to 6 and Ctrl , open the screens', async () => {
    const { store } = await renderApp({ rows: 10 });
    const press = (key: string) => act(() => void fireEvent.keyDown(window, { key, ctrlKey: true }));
    const visited = ['2', '3', '4', '5', '6', '1', ','].map((key) => {
      press(key);
      return store.getState().route.screen;
    });
    expect(visited).toEqual(['replies', 'campaigns', 'people', 'reports', 'settings', 'outbox', 'settings']);
  });

  test('work after a field with choices had the focus: its closed list takes no key', async () => {
    await renderApp({ rows: 10 });
    fireEvent.click(screen.getByRole('tab', { name: /^Sent/ }));
    const [choice] = await screen.findAllByRole('combobox');
    act(() => choice?.focus());
    await waitFor(() => expect(document.querySelector('[role="listbox"]')).not.toBeNull());
    act(() => void fireEvent.keyDown(window, { key: '5', ctrlKey: true }));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Reports');
  });

  test('Ctrl N makes one draft, however quickly it is pressed again, and opens it', async () => {
    const { store, calls } = await renderApp({ rows: 10 });
    fireEvent.keyDown(window, { key: 'n', ctrlKey: true });
    fireEvent.keyDown(window, { key: 'n', ctrlKey: true });
    await waitFor(() => expect(store.getState().route.screen).toBe('campaign'));
    expect(calls.filter(({ name }) => name === 'campaign:create')).toHaveLength(1);
  });
});

describe('shortcuts leave alone what has the keys', () => {
  const press = (key: string, target: Element | Window = window, modifier: object = {}) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifier });
    act(() => void target.dispatchEvent(event));
    return event;
  };
  const control = { ctrlKey: true };

  test('a dialog: no screen changes below it, and the application menu does not take the key either', async () => {
    const { store, calls } = await renderApp({ rows: 10 });
    press('?');
    const dialog = await screen.findByRole('dialog');
    for (const key of ['2', ',', 'n']) expect(press(key, dialog, control).defaultPrevented).toBe(true);
    expect(store.getState().route.screen).toBe('outbox');
    expect(calls.some(({ name }) => name === 'campaign:create')).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    press('3', window, control);
    expect(store.getState().route.screen).toBe('campaigns');
  });

  test('a menu', async () => {
    const { store } = await renderApp({ rows: 10 });
    fireEvent.click(screen.getByRole('button', { name: 'More for this campaign' }));
    const menu = await screen.findByRole('menu');
    press('4', menu, control);
    press('?', menu);
    expect(store.getState().route.screen).toBe('outbox');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('a field: it gets its ?, and letters of a language that are still being composed', async () => {
    const { store } = await renderApp({ rows: 10 });
    const field = screen.getByRole('searchbox');
    expect(press('?', field).defaultPrevented).toBe(false);
    expect(screen.queryByRole('dialog')).toBeNull();
    press('3', field, { ...control, isComposing: true });
    expect(store.getState().route.screen).toBe('outbox');
    // Ctrl with a key types nothing.
    press('4', field, control);
    expect(store.getState().route.screen).toBe('people');
  });

  test('the caret of a Mac, which Ctrl moves, and the keys of Windows', async () => {
    const { store } = await renderApp({ rows: 10, overview: { platform: 'darwin' } });
    const field = screen.getByRole('searchbox');
    expect(press('f', field, control).defaultPrevented).toBe(false);
    expect(press('n', field, control).defaultPrevented).toBe(false);
    press('3', field, { metaKey: true });
    expect(store.getState().route.screen).toBe('campaigns');
  });

  test('and a toast takes none of them', async () => {
    await renderApp({ rows: 10, handlers: { 'campaign:pause': () => refuse('not_allowed_now') } });
    fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
    await screen.findAllByText('This cannot be done right now.');
    press('?');
    expect(await screen.findByRole('heading', { name: 'Keyboard shortcuts' })).toBeTruthy();
  });
});

describe('what a campaign asks of the operator', () => {
  const paused = (change: Parameters<typeof campaignSummary>[0]) => {
    const rows = messageRows(30);
    const campaign = campaignSummary({ state: 'paused', counts: countRows(rows), total: 30, ...change });
    return { rows, overview: { campaigns: [campaign], dispatcher: { kind: 'idle' } as const } };
  };

  test('what waits behind overdue messages is counted as waiting, and sent only when the operator says so', async () => {
    const counts = { ...noCounts, pending: 12, sent: 18 };
    const { calls } = await renderApp(paused({ pauseReason: 'overdue', counts }));
    const question = 'This campaign was interrupted: 12 messages are waiting';
    expect(screen.getByText(question)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Send now' }));
    await waitFor(() => expect(screen.queryByText(question)).toBeNull());
    expect(calls.at(-1)).toEqual({ name: 'campaign:overdue', input: { id: 1, answer: 'send' } });
  });

  test('the rest of a pilot goes out when the operator approves it', async () => {
    const { calls } = await renderApp(paused({ pauseReason: 'pilot' }));
    fireEvent.click(screen.getByRole('button', { name: /Send the remaining/ }));
    await waitFor(() => expect(calls.at(-1)).toEqual({ name: 'campaign:resume', input: { id: 1 } }));
  });

  test('asks about a campaign of whose first people WhatsApp knows nobody, with ways on', async () => {
    const { calls } = await renderApp(paused({ pauseReason: 'all_absent' }));
    expect(screen.getByText('None of the first 20 numbers is on WhatsApp')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Show the numbers' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel campaign…' }));
    expect(await screen.findByRole('alertdialog')).toBeTruthy();
    expect(calls.filter(({ name }) => name === 'campaign:cancel')).toEqual([]);
  });

  test('says of a campaign that ended without an answer who waits, and lets it ask again', async () => {
    const { calls } = await renderApp(paused({ pauseReason: 'unanswered' }));
    fireEvent.click(
      await screen
        .findByText(/^This campaign ended: \d+ people are waiting/)
        .then(() => screen.getByRole('button', { name: 'Resume' })),
    );
    await waitFor(() => expect(calls.at(-1)).toEqual({ name: 'campaign:resume', input: { id: 1 } }));
  });
});

test('a failure of main is said in words', async () => {
  await renderApp({ rows: 10, handlers: { 'campaign:pause': () => refuse('not_allowed_now') } });
  fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
  expect(await screen.findAllByText('This cannot be done right now.')).not.toHaveLength(0);
});

describe('a notification that was clicked', () => {
  test('opens the messages it speaks of, whatever the outbox was narrowed to before', async () => {
    const { store, emit } = await renderApp({ rows: 30 });
    act(() => store.getState().showOutbox({ tab: 'failed', search: 'Zzyzx' }));
    act(() => store.getState().open({ screen: 'settings' }));
    const place = { screen: 'outbox', campaignId: 1, tab: 'failed', certainty: 'not_confirmed' } as const;
    act(() => emit('app:goTo', place));
    expect(await screen.findByRole('grid', { name: 'Not confirmed' })).toBeTruthy();
    expect(store.getState().outbox).toMatchObject({ campaignId: 1, certainty: 'not_confirmed', search: '' });
  });

  test('opens the linking of WhatsApp', async () => {
    const { emit, store } = await renderApp({ rows: 30 });
    act(() => emit('app:goTo', { screen: 'link' }));
    expect(store.getState().route).toEqual({ screen: 'link' });
  });
});
