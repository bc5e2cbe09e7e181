import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Report, Verification } from '../../../domain/contract.ts';
import { noCounts } from '../../../domain/messages/message.ts';
import { daysReport, reportChart, verification } from '../support/answers.ts';
import { type FakeOptions, refuse } from '../support/fake-api.ts';
import { accountView, campaignSummary, failedRow, fixtureNowMs, messageRow, sentRow } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const campaign = campaignSummary({ id: 7, name: 'New Year', state: 'finished', counts: noCounts, total: 312 });
const report: Report = {
  kind: 'here',
  accounts: ['+447700900118'],
  verification: verification({ campaignId: 7, total: 310 }),
  campaign,
  message: { text: 'Hi {{first|friend}}\n\n*Spring rally*', attachment: 'rally-map.png', wasChanged: true },
  totals: {
    imported: 326,
    skipped: 14,
    sent: 309,
    delivered: 297,
    read: 231,
    seenByOperator: 1,
    notSent: 2,
    notConfirmed: 1,
    cancelled: 0,
    toCheck: 1,
    hasText: 1,
    open: 0,
  },
  skipped: {
    sameNumber: 6,
    doNotContact: 3,
    cannotBeUsed: 5,
    leftOut: 0,
    notChosen: 0,
    alreadyHadText: 0,
    blankPlaceholder: 0,
    noHours: 0,
    noMoment: 0,
    contactedRecently: 0,
    erased: 0,
    notInGroup: 0,
  },
  exceptions: [failedRow(1, 'no_confirmation'), failedRow(2, 'not_on_whatsapp')],
  cancelled: [],
  secondCopies: [],
  replies: { reached: 160, people: 48, waiting: 9, stopped: 3 },
  replySums: { byDay: [], byWord: [], otherWords: 0 },
  step: null,
  followUps: {
    groups: { not_sent: 2, no_read_receipt: 66, no_reply: 258, replied: 45 },
    stopped: 3,
    answeredLater: 7,
    notAgain: 5,
    notThere: 1,
  },
  columns: [
    { index: 0, header: 'Name' },
    { index: 2, header: 'Town' },
  ],
  chosenBy: null,
  chart: reportChart(fixtureNowMs - 24 * 60_000, 25),
  pauses: [],
};

const open = (change: Partial<Report> = {}, more: Omit<FakeOptions, 'rows'> = {}) =>
  openApp(
    {
      rows: 0,
      overview: { campaigns: [campaign], ...more.overview },
      handlers: { 'report:get': () => ({ ...report, ...change }), ...more.handlers },
    },
    { screen: 'report', id: campaign.id },
  );

it('shows totals that add up, and says the same of the bar in words', async () => {
  await open();
  const bar = await screen.findByRole('img', { name: /^Messages: 312/ });
  expect(bar.getAttribute('aria-label')).toBe(
    'Messages: 312. 231 Read, 66 Delivered, 11 Sent, not delivered yet, 1 Sent, seen in chat, 1 Not confirmed, 2 Not sent',
  );
  const numbers = [...document.querySelectorAll('.equation dd')].map((number) => Number(number.textContent));
  const [imported, ...parts] = numbers;
  expect(imported).toBe(326);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(imported);
});

it.each([
  ['within one day', 40, '13:28 to 14:08, London time (GMT).'],
  ['within a minute', 0, 'Saturday, 14 March 2026, 13:28, London time (GMT).'],
  ['into the next day', 24 * 60, 'to Sunday, 15 March 2026 at 13:28, London time (GMT).'],
])('says when it ran: %s', async (_when, minutes, words) => {
  const startedAtMs = fixtureNowMs - 24 * 60_000;
  await open({ campaign: { ...campaign, startedAtMs, finishedAtMs: startedAtMs + minutes * 60_000 } });
  expect((await screen.findByText(/London time/)).textContent).toContain(words);
});

it('calls a campaign paused while all sending is, as the list of reports does', async () => {
  const dispatcher = { kind: 'paused', reason: 'restricted', detail: '', count: null } as const;
  const running = { ...campaign, state: 'running' } as const;
  await open({ campaign: running }, { overview: { campaigns: [running], dispatcher } });
  await screen.findByRole('img', { name: /^Messages: 312/ });
  expect(document.querySelector('.header-report')?.textContent).toContain('Paused');
  cleanup();
  const handlers = { 'report:days': () => daysReport({ from: '2026-03-08', to: '2026-03-14' }) };
  await openApp({ rows: 0, handlers, overview: { dispatcher } }, { screen: 'reportDays' });
  const row = (await screen.findByRole('button', { name: 'Volunteer day, 14 March' })).closest('tr');
  expect(row?.textContent).toContain('Paused');
});

it('keeps not sent and not confirmed apart, each with its reason', async () => {
  await open();
  const row = (await screen.findByText('No confirmation in time')).closest('tr');
  expect(row?.textContent).toContain('Not confirmed');
  expect(screen.getByText('Not on WhatsApp').closest('tr')?.textContent).toContain('Not sent');
});

it('counts messages, and says of each for which date it was where somebody has several', async () => {
  const dates = ['2026-03-05', '2026-03-12'];
  const exceptions = dates.map((occasion, index) => ({ ...failedRow(index + 1, 'missed'), name: 'Ann', occasion }));
  await open({ exceptions, totals: { ...report.totals, notSent: 2, notConfirmed: 0 } });
  await screen.findByRole('heading', { name: 'Not sent or not confirmed: 2 messages' });
  const rows = screen.getAllByText('Missed its time').map((cell) => cell.closest('tr')?.textContent ?? '');
  expect(rows.map((row) => /\d+ Mar 2026/.exec(row)?.[0])).toEqual(['5 Mar 2026', '12 Mar 2026']);
});

it('names whose message was cancelled, and says when', async () => {
  await open({
    cancelled: [messageRow(7, { status: 'cancelled', name: 'Grace Wanjiru' })],
    totals: { ...report.totals, cancelled: 612 },
  });
  await screen.findByRole('heading', { name: 'Cancelled: 612 messages' });
  expect(screen.getByText('Grace Wanjiru').closest('tr')?.textContent).toMatch(/Cancelled.*\d\d:\d\d/);
  await screen.findByText(/^Showing the latest 1/);
});

it('says beside the reason whose message was looked for and not found in the chat', async () => {
  await open({ exceptions: [{ ...failedRow(1, 'rejected'), settlement: 'not_there' }] });
  const row = (await screen.findByText('WhatsApp rejected it')).closest('tr');
  expect(row?.textContent).toContain('Marked as not in the chat');
});

it('exports, and opens the file or shows where it was saved', async () => {
  const fake = await open();
  fireEvent.click(await screen.findByRole('button', { name: 'Export XLSX' }), { detail: 1 });
  fireEvent.click(await screen.findByRole('button', { name: 'Open' }), { detail: 1 });
  await waitFor(() =>
    expect(fake.calls.at(-1)).toEqual({ name: 'desktop:openFile', input: { path: '/exports/report.xlsx' } }),
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Show file' }), { detail: 1 });
  await waitFor(() =>
    expect(fake.calls.at(-1)).toEqual({ name: 'desktop:showFile', input: { path: '/exports/report.xlsx' } }),
  );
});

it('says of the bars in words and as a table what they show', async () => {
  await open();
  const label = (await screen.findByRole('img', { name: /^Messages over time/ })).getAttribute('aria-label');
  expect(label).toContain('14 Mar 2026, 13:28 to 14 Mar 2026, 13:53: 111 sent, 3 not confirmed, 2 not sent.');
  const rows = within(screen.getByRole('table', { name: 'Messages over time' }))
    .getAllByRole('row')
    .slice(1);
  const sent = rows.map((row) => Number(within(row).getAllByRole('cell')[0]?.textContent));
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(111);
  expect(screen.getByText('One bar is 1 minute')).toBeTruthy();
  expect(screen.getByText('48 people replied')).toBeTruthy();
});

it('says when nothing was sent and why, and that a pause still lasts', async () => {
  const pause = { campaignId: null, fromMs: fixtureNowMs - 600_000, toMs: fixtureNowMs - 300_000 } as const;
  const pilot = { campaignId: 7, reason: 'pilot', fromMs: fixtureNowMs - 60_000, toMs: null } as const;
  await open({ pauses: [{ ...pause, reason: 'unconfirmed_in_a_row' }, pilot] });
  const [first, second] = within(await screen.findByRole('list', { name: 'Pauses' })).getAllByRole('listitem');
  expect(first?.textContent).toBe('Messages in a row were not confirmed14 Mar 2026, 13:42 to 13:47, 5\u00a0min');
  expect(second?.textContent).toBe(
    'The pilot was finished and the rest waited for your approvalSince 14 Mar 2026, 13:51',
  );
});

it('says of a pause within a minute when it was, and not from when to when', async () => {
  const fromMs = Math.floor(fixtureNowMs / 60_000) * 60_000;
  await open({ pauses: [{ campaignId: null, reason: 'operator', fromMs, toMs: fromMs + 20_000 }] });
  const [pause] = within(await screen.findByRole('list', { name: 'Pauses' })).getAllByRole('listitem');
  expect(pause?.textContent).toMatch(/14 Mar 2026, \d\d:\d\d, 20\u00a0s$/);
  expect(pause?.textContent).not.toContain(' to ');
});

it('adds up the messages of a campaign that goes again, of which a person has several', async () => {
  await open({ totals: { ...report.totals, imported: 200 } });
  await screen.findByRole('img', { name: /^Messages: 312/ });
  const numbers = [...document.querySelectorAll('.equation dd')].map((number) => Number(number.textContent));
  expect(numbers).toEqual([312, 309, 1, 2, 0]);
});

it('says of each outcome which part of all messages it is, and of how many', async () => {
  await open();
  const parts = [...(await screen.findByRole('region', { name: 'Totals' })).querySelectorAll('.equation small')];
  expect(parts.map((part) => part.textContent)).toEqual(['99.0% of 312', '0.3%', '0.6%', '0.0%']);
  // A share of the people who were reached, who may be fewer than the messages.
  expect(screen.getByText('30.0% of 160')).toBeTruthy();
});

it('says how many of those not sent have the message already, or may have it', async () => {
  await open();
  expect(await screen.findByText('1 person under “Not sent” already got this message, or may have.')).toBeTruthy();
});

it('of a campaign that was cancelled before anybody’s turn it names no sender and confirms nothing', async () => {
  const none = {
    sent: 0,
    delivered: 0,
    read: 0,
    seenByOperator: 0,
    notConfirmed: 0,
    toCheck: 0,
    notSent: 0,
    hasText: 0,
  };
  const totals = { ...report.totals, ...none, cancelled: 312, open: 0 };
  await open({ totals, exceptions: [] });
  await screen.findByRole('heading', { name: 'Message' });
  expect(screen.queryByText(/Sent from/)).toBeNull();
  expect(screen.queryByText(/^Nothing failed/)).toBeNull();
});

it('shows the whole message that it is about, says that others got an earlier one, and on paper when it was made', async () => {
  await open();
  const card = (await screen.findByRole('heading', { name: 'Message' })).closest('section');
  expect(card?.textContent).toBe(
    'MessageHi first | friendSpring rallyThe text was changed while messages went out. Those who had theirs by then got the earlier one.rally-map.png',
  );
  expect(screen.getByText(/^Report created on \w+, \d/).className).toContain('print-only');
});

it('says that it comes from practice, and nothing of it elsewhere', async () => {
  await open();
  expect(screen.queryByText('Practice')).toBeNull();
  await open({}, { overview: { practice: { gapMs: 200, ackWaitMs: 5_000 } } });
  expect(await screen.findByText('Practice')).toBeTruthy();
  expect(document.querySelectorAll('[data-word="Practice"]').length).toBeGreaterThan(1);
});

it('offers the separator of the computer before the others', async () => {
  await open({}, { overview: { csvSeparator: ';' } });
  fireEvent.click(await screen.findByRole('button', { name: 'Export CSV' }), { detail: 1 });
  const [first] = await screen.findAllByRole('menuitem');
  expect(first?.textContent).toBe('Separated by semicolons');
});

it('parts a CSV file by what is chosen for it, and offers to stop it while it is written', async () => {
  const writing = Promise.withResolvers<{ path: string }>();
  const fake = await open({}, { handlers: { 'report:export': () => writing.promise } });
  fireEvent.click(await screen.findByRole('button', { name: 'Export CSV' }), { detail: 1 });
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Separated by semicolons' }));
  const input = { scope: { kind: 'campaign', id: 7 }, format: 'csv', separator: ';' };
  await waitFor(() => expect(fake.calls.at(-1)).toEqual({ name: 'report:export', input }));
  fireEvent.click(await screen.findByRole('button', { name: 'Stop' }), { detail: 1 });
  await waitFor(() => expect(fake.calls.at(-1)).toMatchObject({ name: 'report:stopExport' }));
  writing.resolve({ path: '/exports/report.csv' });
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull());
});

it('asks for the PDF of what it shows', async () => {
  const fake = await open();
  fireEvent.click(await screen.findByRole('button', { name: 'Save as PDF' }), { detail: 1 });
  await waitFor(() =>
    expect(fake.calls.at(-1)).toEqual({
      name: 'report:export',
      input: { scope: { kind: 'campaign', id: 7 }, format: 'pdf' },
    }),
  );
});

it("opens a person's message in the outbox by the name", async () => {
  const fake = await open();
  fireEvent.click(await screen.findByRole('button', { name: 'Open the message to Farida Rahimi' }));
  expect(fake.route()).toEqual({ screen: 'outbox' });
  expect(screen.getByRole('tab', { name: /Failed/ }).getAttribute('aria-selected')).toBe('true');
});

describe('the check against WhatsApp’s own chats', () => {
  const found = (change: Partial<Verification>) => verification({ campaignId: 7, total: 310, ...change });
  const card = async () =>
    (await screen.findByRole('heading', { name: /against the WhatsApp chats/ })).closest('section');
  const read = { done: 310, once: 308, none: 2, finishedAtMs: fixtureNowMs };

  it('starts when it is asked to, shows how far it is, and can be stopped', async () => {
    const fake = await open({}, { handlers: { 'report:verify': () => found({ isRunning: true }) } });
    fireEvent.click(await screen.findByRole('button', { name: 'Read the chats' }));
    expect((await screen.findByRole('progressbar')).getAttribute('aria-valuenow')).toBe('0');
    act(() => fake.emit('verification:changed', found({ isRunning: true, done: 155, once: 155 })));
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('50');
    expect((await card())?.textContent).toContain('Reading chat 156 of 310');
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(fake.calls.at(-1)).toEqual({ name: 'report:stopVerify', input: { id: 7 } }));
  });

  it('keeps to its own campaign', async () => {
    const fake = await open();
    await card();
    act(() => fake.emit('verification:changed', { ...found({ isRunning: true }), campaignId: 8 }));
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('counts one copy, none, more and unread apart', async () => {
    await open({ verification: found({ ...read, once: 306, unknown: 1, more: 1 }) });
    const numbers = Object.fromEntries(
      [...((await card())?.querySelectorAll('.sum-row') ?? [])].map((row) => [
        row.querySelector('dt')?.textContent,
        row.querySelector('dd')?.textContent,
      ]),
    );
    expect(numbers).toEqual({
      'One copy': '306',
      'No copy found': '2',
      'More than one copy': '1',
      Uncertain: '1',
    });
    expect(screen.getByRole('button', { name: 'Read the chats again' })).toBeTruthy();
  });

  it('says in a sentence that no chat has more than one copy', async () => {
    await open({ verification: found({ ...read, once: 308 }) });
    expect((await card())?.textContent).toContain('No chat has more than one copy');
    expect((await card())?.textContent).not.toContain('More than one copy');
  });

  it('says that it was stopped, and offers to go on', async () => {
    await open({ verification: found({ done: 40, once: 40 }) });
    expect((await card())?.textContent).toContain('Stopped after 40 of 310 chats.');
    expect(screen.getByRole('button', { name: 'Continue reading' })).toBeTruthy();
  });

  it('makes an alarm of more than one copy, with the people by name', async () => {
    await open({ verification: found({ ...read, once: 307, more: 1 }), secondCopies: [sentRow(3)] });
    expect((await screen.findByRole('alert')).textContent).toContain('1 person has more than one copy');
    const people = screen.getByRole('table', { name: 'More than one copy' });
    expect(within(people).getByRole('button', { name: 'Open the message to Amélie Garnier' })).toBeTruthy();
  });

  it('names the account that it was moved to, and reads the chats of that one', async () => {
    const account = { id: '1@c.us', phone: '+447700900111', name: 'Other' };
    const link = { phase: 'ready', account } as const;
    await open(
      { accounts: [account.phone] },
      { overview: { link, accounts: [accountView({ link, ...account, id: 1 })] } },
    );
    expect(within((await card()) as HTMLElement).getByRole('button', { name: 'Read the chats' })).toBeTruthy();
    expect(document.querySelector('.header-report')?.textContent).toContain('Sent from +44 7700 900111');
  });

  it('reads no chats of another account', async () => {
    const account = { id: '1@c.us', phone: '+447700900111', name: 'Other' };
    await open({}, { overview: { link: { phase: 'ready', account } } });
    expect((await card())?.textContent).toContain('Link that account to read them.');
    expect(screen.queryByRole('button', { name: 'Read the chats' })).toBeNull();
  });
});

describe('a report that cannot be read says so in its place, and is read again', () => {
  /** The main process fails once. */
  function failingOnce<Value>(value: Value) {
    let hasFailed = false;
    return () => {
      if (hasFailed) return value;
      hasFailed = true;
      return refuse('internal');
    };
  }

  it('that of a campaign', async () => {
    await open({}, { handlers: { 'report:get': failingOnce(report) } });
    await screen.findByText('The report cannot be read');
    expect(screen.queryByText('Adding up…')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }), { detail: 1 });
    expect(await screen.findByRole('img', { name: /^Messages: 312/ })).toBeTruthy();
    expect(screen.queryByText('The report cannot be read')).toBeNull();
  });

  it('that of some days', async () => {
    await openApp(
      { rows: 0, handlers: { 'report:days': failingOnce(daysReport({ from: '2026-03-08', to: '2026-03-14' })) } },
      { screen: 'reportDays' },
    );
    await screen.findByText('The report cannot be read');
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }), { detail: 1 });
    expect(await screen.findByRole('button', { name: 'Export CSV' })).toBeTruthy();
    expect(screen.queryByText('The report cannot be read')).toBeNull();
  });
});

describe('what comes after a campaign', () => {
  it('leads to what people wrote, of this campaign alone, and says how many wait or asked to stop', async () => {
    const fake = await open();
    const figures = (await screen.findByRole('button', { name: '48 people replied' })).closest('ul');
    expect(figures?.textContent).toContain('Unanswered 9');
    expect(figures?.textContent).toContain('Stop word or Do not contact 3');
    fireEvent.click(screen.getByRole('button', { name: '48 people replied' }), { detail: 1 });
    await waitFor(() =>
      expect(fake.calls.findLast(({ name }) => name === 'replies:list')?.input).toMatchObject({ campaignId: 7 }),
    );
  });

  it('names the days on which people wrote back with their year, of very many the first, and counts the others', async () => {
    const dayMs = 86_400_000;
    const byDay = Array.from({ length: 40 }, (_, place) => ({ atMs: fixtureNowMs + place * dayMs, people: 1 }));
    await open({ replySums: { byDay, byWord: [], otherWords: 0 } });
    const table = within((await screen.findByText('By day')).closest('table') as HTMLElement);
    const rows = table.getAllByRole('row').map((row) => row.textContent);
    expect(rows.at(1)).toMatch(/^Sat, 14 Mar 2026/);
    expect(rows).toHaveLength(1 + 31 + 1);
    expect(rows.at(-1)).toMatch(/^On later days9/);
  });

  it('offers each group with its number, says that read receipts may be off, and who is in none', async () => {
    await open({ totals: { ...report.totals, cancelled: 4 } });
    const offer = within(await screen.findByRole('region', { name: 'New campaign for' }));
    expect(offer.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      ...['2 not sent', '66 no read receipt', '258 no reply', '45 replied'],
    ]);
    expect(offer.getByText(/Read receipts can be turned off/).textContent).toMatch(
      /^“Not sent” includes 1 message marked as not in the chat\. .*In none of these groups: 3 with a stop word .*, 7 with an answer to a later message, 5 who have the message already, or no longer fit, 1 not confirmed .*4 cancelled\.$/,
    );
  });

  it('offers no group that nobody is in', async () => {
    const groups = { not_sent: 0, no_read_receipt: 0, no_reply: 5, replied: 0 };
    await open({ followUps: { groups, stopped: 0, answeredLater: 0, notAgain: 0, notThere: 0 } });
    const offer = within(await screen.findByRole('region', { name: 'New campaign for' }));
    expect(offer.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['5 no reply']);
    expect(offer.queryByText(/Read receipts/)).toBeNull();
  });

  it('makes a draft of a group, once for a double click, and opens it at its message', async () => {
    const fake = await open();
    const button = await screen.findByRole('button', { name: '258 no reply' });
    fireEvent.click(button, { detail: 1 });
    fireEvent.click(button, { detail: 2 });
    await screen.findByRole('textbox', { name: 'Message' });
    const made = fake.calls.filter(({ name }) => name === 'campaign:followUp');
    expect(made.map(({ input }) => input)).toEqual([{ id: 7, group: 'no_reply', name: 'New Year: no reply' }]);
  });

  it('leads to the follow-ups, and from these to what they follow', async () => {
    const followUp = campaignSummary({ id: 8, name: 'Thank you', followsId: 7, state: 'finished' });
    await open({}, { overview: { campaigns: [campaign, followUp] }, handlers: {} });
    expect(await screen.findByText('Follow-ups:')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Thank you' }), { detail: 1 });
    cleanup();
    await openApp(
      {
        rows: 0,
        overview: { campaigns: [campaign, followUp] },
        handlers: { 'report:get': () => ({ ...report, campaign: followUp }) },
      },
      { screen: 'report', id: 8 },
    );
    expect((await screen.findByText(/Follow-up to/)).textContent).toContain('Follow-up to New Year.');
  });
});

describe('the second message', () => {
  const step = {
    madeId: 8,
    drawn: 180,
    toCome: 20,
    notSent: 10,
    notConfirmed: 4,
    stopped: 3,
    leftOut: 1,
    notInGroup: 94,
  };
  const made = campaignSummary({ id: 8, name: 'New Year: second message', followsId: 7 });

  it('adds up to all messages of the first, and leads to its own report', async () => {
    await open({ step }, { overview: { campaigns: [campaign, made] }, handlers: {} });
    const card = within(await screen.findByRole('region', { name: 'Second message' }));
    expect(card.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual([
      '312',
      '−10',
      '−4',
      '−94',
      '−3',
      '−1',
      '−20',
      '180',
    ]);
    expect(card.getByRole('button', { name: 'New Year: second message' })).toBeTruthy();
  });

  it('is taken out for those who were not drawn yet, after a question', async () => {
    const fake = await open({ step });
    fireEvent.click(await screen.findByRole('button', { name: 'Take it out' }));
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Take it out' }));
    await waitFor(() =>
      expect(fake.calls.filter(({ name }) => name === 'campaign:update').map(({ input }) => input)).toEqual([
        { id: 7, step: null },
      ]),
    );
  });
});

describe('by column', () => {
  const split = () => screen.findByRole('table', { name: 'By column' });

  it('tells people apart by the column that the part of the list was chosen by', async () => {
    const fake = await open({ chosenBy: 2 });
    const [header, first, blank, others] = within(await split()).getAllByRole('row');
    expect(header?.textContent).toBe('TownPeopleSentNot confirmedNot sentReplied');
    expect(first?.textContent).toBe('letter box120112175');
    expect(blank?.textContent).toBe('(blank)4040001');
    expect(others?.textContent).toBe('9 other values2119111');
    expect(fake.calls.find(({ name }) => name === 'report:split')?.input).toEqual({ id: 7, index: 2 });
  });

  it('counts apart whom somebody looked for in vain, as the totals do, and so do the bars', async () => {
    const lines = [{ value: 'Leith', people: 4, sent: 1, notConfirmed: 3, toCheck: 2, notSent: 0, replied: 0 }];
    const chart = reportChart(fixtureNowMs - 24 * 60_000, 25);
    const bars = chart.bars.map((bar) => ({ ...bar, toCheck: Math.min(bar.notConfirmed, 2) }));
    const handlers = { 'report:split': () => ({ lines, others: null }) };
    await open({ chosenBy: 2, chart: { ...chart, bars } }, { handlers });
    const [header, first] = within(await split()).getAllByRole('row');
    expect(header?.textContent).toBe('TownPeopleSentNot confirmedNot in the chatNot sentReplied');
    expect(first?.textContent).toBe('Leith412100');
    const rows = within(screen.getByRole('table', { name: 'Messages over time' })).getAllByRole('row');
    expect(rows.map((row) => row.textContent)).toContainEqual(expect.stringMatching(/13:37\d210$/));
  });

  it('asks for no column until one is chosen', async () => {
    const fake = await open();
    expect((await screen.findByRole('combobox', { name: 'Split by' })).textContent).toBe('No column');
    expect(fake.calls.some(({ name }) => name === 'report:split')).toBe(false);
  });

  it('narrows the report to one value, also its follow-ups and exports, and back', async () => {
    const fake = await open({ chosenBy: 2 });
    const last = (wanted: string) => fake.calls.findLast(({ name }) => name === wanted)?.input;
    const part = { index: 2, value: '' };
    fireEvent.click(within(await split()).getByRole('button', { name: 'Show only (blank)' }), { detail: 1 });
    expect((await screen.findByText('Only Town: (blank)')).closest('p')).toBe(document.activeElement);
    expect(last('report:get')).toEqual({ id: 7, part });
    expect(last('report:split')).toEqual({ id: 7, index: 2, part });
    fireEvent.click(screen.getByRole('button', { name: 'Export XLSX' }), { detail: 1 });
    await waitFor(() =>
      expect(last('report:export')).toMatchObject({ scope: { kind: 'campaign', id: 7, part, splitBy: 2 } }),
    );
    expect(screen.queryByRole('button', { name: 'Read the chats' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Show everyone' }), { detail: 1 });
    await waitFor(() => expect(last('report:get')).toEqual({ id: 7 }));
    expect(screen.queryByText('Only Town: (blank)')).toBeNull();
    fireEvent.click(within(await split()).getByRole('button', { name: 'Show only letter box' }), { detail: 1 });
    fireEvent.click(await screen.findByRole('button', { name: '45 replied' }), { detail: 1 });
    await waitFor(() => expect(last('campaign:followUp')).toMatchObject({ part: { index: 2, value: 'letter box' } }));
  });
});
