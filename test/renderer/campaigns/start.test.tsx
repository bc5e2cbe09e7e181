import { act, fireEvent, screen, within } from '@testing-library/react';
import { DateTime } from 'luxon';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Schedule } from '../../../domain/campaign.ts';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import { twoDaysBefore } from '../../support/schedules.ts';
import { type FakeApi, type FakeOptions, refuse } from '../support/fake-api.ts';
import { accountView, campaignCheck, campaignDetail, campaignSummary, listReport } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const draft = campaignSummary({ id: 2, state: 'draft', account: null, startedAtMs: null });
const ready = campaignCheck();

function openCheck(check: Partial<CampaignCheck> = {}, handlers: FakeOptions['handlers'] = {}) {
  return openApp(
    {
      rows: 0,
      overview: { campaigns: [draft] },
      handlers: {
        'campaign:get': () => campaignDetail(draft),
        'campaign:check': () => ({ ...ready, ...check }),
        ...handlers,
      },
    },
    { screen: 'campaign', id: draft.id, step: 'check' },
  );
}

const starts = (fake: FakeApi) => fake.calls.filter((call) => call.name === 'campaign:start').length;
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
/** From here on time stands still unless the test moves it: drawing each second takes too long. */
const standStill = () => vi.setTimerTickMode('manual');
const afterDoubleClickMs = 600;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

async function pressSend(): Promise<HTMLElement> {
  const send = await screen.findByRole('button', { name: 'Send 312 messages' });
  fireEvent.click(send, { detail: 1 });
  return send;
}

it('Check names the countries, the most people first, and the others when asked', async () => {
  const countries = ['GB', 'BR', 'EG', 'AE', ''].map((country, place) => ({ country, people: 200 - place }));
  await openCheck({ countries });
  const line = (await screen.findByRole('button', { name: /^200 United Kingdom/ })).parentElement;
  const others = screen.getByRole('button', { name: 'others: 2' });
  // Nothing is said twice, not even to a screen reader.
  expect(line?.textContent).toMatch(/^200 United Kingdom · 199 Brazil · 198 Egypt · others: 2$/);
  fireEvent.click(others);
  expect(line?.textContent).toMatch(/ · 197 United Arab Emirates.* · 196 country unknown.*$/);
});

it('calls no step done that left nothing', async () => {
  await openCheck({}, { 'campaign:get': () => campaignDetail(draft, { list: null }) });
  await screen.findByText('No list yet');
  const steps = screen.getAllByRole('button', { name: /^(Recipients|Message|When)/ }).map((step) => step.textContent);
  expect(steps).toEqual(['Recipients', 'Message done', 'When done']);
});

it.each([
  ['08:00', /^First message to Amara Okafor: .*09:00/],
  ['12:00', /^First to Amara Okafor, then one message every/],
])('the seconds to undo say at %s when the first message goes, by the hours', async (time, words) => {
  vi.setSystemTime(DateTime.fromISO(`2026-11-30T${time}`, { zone: draft.schedule.timeZone }).toMillis());
  await openCheck();
  await pressSend();
  expect(await screen.findByText(words)).toBeTruthy();
});

const weekly = { weekday: 4, atMinute: 1_140, fromDay: '2100-01-07', times: 8, leftOut: [] };
const openSeries = (when: Partial<Schedule>) => {
  const schedule = { ...draft.schedule, ...when };
  return openCheck({}, { 'campaign:get': () => campaignDetail({ ...draft, schedule }) });
};

it('Check promises of a series that asks first no message without it, and counts no messages of all dates', async () => {
  await openSeries({ weekly, byItself: false });
  await screen.findByRole('button', { name: 'Schedule these dates' });
  screen.getByText('SendOnce asks you before each date.');
  expect(screen.queryByText(/without waiting for your approval/)).toBeNull();
  expect(screen.queryByText(/At any hour/)).toBeNull();
});

it('Check says which date of a series is made at the start and does not ask', async () => {
  const today = DateTime.now().setZone('Europe/London');
  const fromDay = today.toISODate() ?? '';
  const now = { ...weekly, weekday: today.weekday, fromDay, atMinute: 1_439 };
  await openSeries({ weekly: now, byItself: false, timeZone: 'Europe/London' });
  await screen.findByText(
    /^SendOnce asks you before each date, except .*: it is made when you start, and sent automatically\.$/,
  );
});

it('Check says of what goes each year that its first year asks nobody', async () => {
  const own = { column: 2, count: 0, unit: 'days', side: 'before', atMinute: 1_080, clock: 'campaign' } as const;
  await openSeries({ own: { ...own, everyYear: true, decisions: [] }, byItself: false });
  await screen.findByText('From the second year on, SendOnce asks you before each date.');
});

it('Check names four countries at once: the fourth is no longer than a word for it', async () => {
  await openCheck({ countries: ['GB', 'BR', 'EG', 'AE'].map((country, place) => ({ country, people: 9 - place })) });
  for (const named of ['9 United Kingdom', '8 Brazil', '7 Egypt', '6 United Arab Emirates'])
    expect(await screen.findByText(named)).toBeTruthy();
});

it('Check names the linked account, where those that a draft was to go from are not here any more, and When has it ticked', async () => {
  const accounts = [accountView(), accountView({ id: 2, phone: '+447700900121', name: 'Clinic' })];
  const from = { accounts: ['+447700900177'], column: null };
  const detail = campaignDetail(draft);
  await openApp(
    {
      rows: 0,
      overview: { campaigns: [draft], accounts },
      handlers: {
        'campaign:get': () => ({ ...detail, schedule: { ...detail.schedule, from } }),
        'campaign:check': () => ({ ...ready, senders: [] }),
      },
    },
    { screen: 'campaign', id: draft.id, step: 'check' },
  );
  await screen.findByRole('button', { name: 'Send 312 messages' });
  const fact = screen.getByText('From').parentElement;
  expect(fact?.textContent).toContain('+44 7700 900118');
  fireEvent.click(screen.getByRole('button', { name: /^When/ }));
  const senders = (await screen.findByText('Sent from')).closest('section');
  const boxes = [...(senders?.querySelectorAll('[role=checkbox]') ?? [])];
  expect(boxes.map((box) => box.getAttribute('aria-checked'))).toEqual(['true', 'false']);
});

it('Check tells when the last one goes by the clock of the campaign, as everything else there', async () => {
  const own: OwnTimes = { ...twoDaysBefore, count: 1, clock: 'campaign' };
  const schedule = { ...draft.schedule, timeZone: 'Asia/Tokyo', own };
  await openCheck(
    { lastDueMs: Date.UTC(2100, 0, 1, 9) },
    { 'campaign:get': () => campaignDetail({ ...draft, schedule }) },
  );
  expect(await screen.findByText('The last one: 1 Jan 2100, 18:00')).toBeTruthy();
});

it('Check says when messages that go at once may go, where it is outside the hours now', async () => {
  vi.setSystemTime(Date.UTC(2026, 2, 14, 22, 30));
  await openCheck();
  expect(await screen.findByText('Monday, 16 March 2026 at 09:00')).toBeTruthy();
  expect(screen.queryByText(/^Now /)).toBeNull();
});

it.each([
  ['the campaign’s clock', {}, 'Monday, 16 March 2026 at 09:00'],
  ['each person’s own', { perPerson: true }, 'Monday, 16 March 2026 at 00:00'],
])('Check says when the first goes of a start that is set before the hours, by %s', async (_, whose, said) => {
  vi.setSystemTime(Date.UTC(2026, 2, 14, 10));
  const { schedule } = draft;
  const window = schedule.window && { ...schedule.window, ...whose };
  const later = { ...schedule, window, startAtMs: Date.UTC(2026, 2, 15, 20) };
  const places = [
    { country: 'GB', zones: '', people: 300 },
    { country: 'JP', zones: '', people: 12 },
  ];
  await openCheck({ places }, { 'campaign:get': () => campaignDetail({ ...draft, schedule: later }) });
  expect(await screen.findByText(said)).toBeTruthy();
});

it('Check leads to where the rows are decided about that name no account', async () => {
  await openCheck({ failures: ['accounts_undecided'] });
  const line = (await screen.findByText(/^Decide about the rows that name no account/)).closest('li');
  expect(line?.textContent).toMatch(/Change$/);
});

describe('Send', () => {
  it('starts the campaign once when the seconds to undo are over, and goes to its outbox', async () => {
    const fake = await openCheck();
    await pressSend();
    standStill();
    await pass(limits.startUndoMs - 500);
    expect(starts(fake)).toBe(0);
    await pass(2_000);
    expect(starts(fake)).toBe(1);
    expect(fake.route()).toEqual({ screen: 'outbox' });
  });

  it('says of a campaign with a later start when it begins, and not that it starts now', async () => {
    const startAtMs = Date.now() + 3_600_000;
    await openCheck(
      {},
      {
        'campaign:get': () => campaignDetail({ ...draft, schedule: { ...draft.schedule, startAtMs } }),
        'campaign:check': () => ({ ...ready, firstName: 'Ada' }),
      },
    );
    const send = await screen.findByRole('button', { name: 'Schedule 312 messages' });
    standStill();
    fireEvent.click(send, { detail: 1 });
    await pass(500);
    expect(screen.getAllByText(/^Scheduling in 10 seconds/)).toBeTruthy();
    expect(screen.getByText(/^First message to Ada: /)).toBeTruthy();
    expect(screen.queryByText(/Starting/)).toBeNull();
  });

  it('says Send where the start that was planned has passed while Check was open', async () => {
    const startAtMs = Date.now() + 60_000;
    const schedule = { ...draft.schedule, startAtMs };
    await openCheck({}, { 'campaign:get': () => campaignDetail({ ...draft, schedule }) });
    await screen.findByRole('button', { name: 'Schedule 312 messages' });
    await pass(90_000);
    expect(screen.getByRole('button', { name: 'Send 312 messages' })).toBeTruthy();
  });

  it('starts once when it is double-clicked, and the second click undoes nothing', async () => {
    const fake = await openCheck();
    const send = await pressSend();
    fireEvent.click(send, { detail: 2 });
    const undo = screen.getByRole('button', { name: /Undo/ });
    fireEvent.click(undo, { detail: 2 });
    fireEvent.click(undo, { detail: 1 });
    await pass(limits.startUndoMs + 1_000);
    expect(starts(fake)).toBe(1);
  });

  it('starts once when Enter is held', async () => {
    const fake = await openCheck();
    await pressSend();
    const undo = screen.getByRole('button', { name: /Undo/ });
    expect(document.activeElement).toBe(undo);
    const says = document.getElementById(undo.getAttribute('aria-describedby') ?? '');
    expect(says?.textContent).toMatch(/^Starting in \d+ seconds\. Nothing has been sent yet\./);
    for (let press = 0; press < 20; press += 1) {
      // A browser clicks at each repeated Enter unless the key's default is prevented.
      if (fireEvent.keyDown(undo, { key: 'Enter', repeat: true })) fireEvent.click(undo, { detail: 0 });
      await pass(50);
    }
    await pass(limits.startUndoMs);
    expect(starts(fake)).toBe(1);
  });

  it('starts nothing when it is undone', async () => {
    const fake = await openCheck();
    await pressSend();
    await pass(afterDoubleClickMs);
    fireEvent.click(screen.getByRole('button', { name: /Undo/ }), { detail: 1 });
    await pass(2 * limits.startUndoMs);
    expect(starts(fake)).toBe(0);
    expect(screen.getByRole('button', { name: 'Send 312 messages' })).toBeTruthy();
  });

  it('starts nothing when Esc is pressed', async () => {
    const fake = await openCheck();
    await pressSend();
    await pass(afterDoubleClickMs);
    fireEvent.keyDown(window, { key: 'Escape' });
    await pass(2 * limits.startUndoMs);
    expect(starts(fake)).toBe(0);
  });

  it('starts nothing when the page is left meanwhile, and says so until one goes back', async () => {
    const fake = await openCheck();
    for (const [goBack, step] of [
      ['Continue', 'check'],
      [/^Continue ./, 'recipients'],
    ] as const) {
      await pressSend();
      await pass(afterDoubleClickMs);
      fireEvent.click(screen.getByRole('button', { name: 'Close' }), { detail: 1 });
      await pass(2 * limits.startUndoMs);
      expect(fake.route()).toEqual({ screen: 'campaigns' });
      expect(starts(fake)).toBe(0);
      expect(screen.getByText(/ did not start: you left its page within the 10 seconds/)).toBeTruthy();
      fireEvent.click(screen.getByRole('button', { name: goBack }), { detail: 1 });
      await pass(500);
      expect(fake.route()).toMatchObject({ screen: 'campaign', step });
      expect(screen.queryByText(/ did not start/)).toBeNull();
    }
  });

  it('can be pressed again after main refused to start', async () => {
    const fake = await openCheck({}, { 'campaign:start': () => refuse('not_linked') });
    await pressSend();
    await pass(limits.startUndoMs + 1_000);
    expect(starts(fake)).toBe(1);
    expect(await screen.findAllByText('Link WhatsApp first.')).not.toEqual([]);
    await pressSend();
    await pass(limits.startUndoMs + 1_000);
    expect(starts(fake)).toBe(2);
  });
});

describe('what stands before the start', () => {
  it.each([
    ['blanks', { blanks: 3, failures: ['blank_placeholders'] }],
    ['a text that nobody lacks', { willSend: 0, alreadyHasText: 312 }],
    ['no linked account', { failures: ['not_linked'] }],
  ] as const)('bars Send: %s', async (_why, check) => {
    const fake = await openCheck({ ...check, failures: 'failures' in check ? [...check.failures] : [] });
    await screen.findByText('Checked for you');
    const send = screen.getByRole('button', { name: /^Send( |$)(?!a test)/ }) as HTMLButtonElement;
    expect(send.disabled).toBe(true);
    fireEvent.click(send, { detail: 1 });
    await pass(2 * limits.startUndoMs);
    expect(starts(fake)).toBe(0);
  });

  it('goes by itself once WhatsApp has its connection, which is not called unlinked before', async () => {
    const account = { id: '447700900118@c.us', phone: '+447700900118', name: 'Office' };
    const link = { phase: 'disconnected', account, retryAtMs: null } as const;
    let isAway = true;
    const fake = await openApp(
      {
        rows: 0,
        overview: { campaigns: [draft], link, accounts: [accountView({ link })] },
        handlers: {
          'campaign:get': () => campaignDetail(draft),
          'campaign:check': () => ({ ...ready, failures: isAway ? ['not_linked'] : [] }),
        },
      },
      { screen: 'campaign', id: draft.id, step: 'check' },
    );
    await screen.findByText(/^No connection to WhatsApp\. /);
    for (const words of [/Link WhatsApp/, 'Not linked']) expect(screen.queryByText(words)).toBeNull();
    isAway = false;
    act(() => fake.emit('link:changed', { phase: 'ready', account }));
    const send = await screen.findByRole<HTMLButtonElement>('button', { name: 'Send 312 messages' });
    await vi.waitFor(() => expect(send.disabled).toBe(false));
  });

  it('does not ask for recipients when all of them have the text already', async () => {
    await openCheck({ alreadyHasText: 312, willSend: 0, failures: ['no_recipients'] });
    expect(await screen.findByText('Nobody is left to send to.')).toBeTruthy();
    expect(screen.queryByText('Add recipients first.')).toBeNull();
  });

  it('does not ask for recipients when no row of the list is decided', async () => {
    const list = { ...listReport(), recipients: 0 };
    const handlers = { 'campaign:get': () => campaignDetail(draft, { list }) };
    await openCheck({ willSend: 0, failures: ['no_recipients'] }, handlers);
    expect(await screen.findByText('Nobody is left to send to.')).toBeTruthy();
    expect(screen.queryByText('Add recipients first.')).toBeNull();
  });

  it('declares a repeat only when the operator says so', async () => {
    const fake = await openCheck({ alreadyHasText: 312, willSend: 0 });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Send it to them again anyway' }));
    await pass(1_000);
    const updates = fake.calls.filter((call) => call.name === 'campaign:update').map((call) => call.input);
    expect(updates).toEqual([{ id: draft.id, repeat: true }]);
  });
});

describe('a report of another computer', () => {
  const choose = async (handlers: FakeOptions['handlers']) => {
    let had = 0;
    const fake = await openCheck(
      {},
      {
        'campaign:check': () => ({ ...ready, alreadyHasText: had, willSend: 312 - had }),
        ...handlers,
      },
    );
    await screen.findByRole('button', { name: 'Choose its report' });
    had = 128;
    const input = document.querySelector('input[type=file]') as HTMLInputElement;
    fireEvent.change(input, { target: { files: [new File(['x'], 'Volunteer day.xlsx')] } });
    return fake;
  };

  it('takes its people out, says how many, and counts anew', async () => {
    const fake = await choose({});
    expect(
      await screen.findByText('Volunteer day.xlsx: 128 people are now counted as having this message.'),
    ).toBeTruthy();
    expect(await screen.findByRole('button', { name: 'Send 184 messages' })).toBeTruthy();
    const uploadId = '0b6f5f0e-6a5c-4a3e-9a5c-1d2e3f4a5b6c';
    const asked = fake.calls.filter((call) => call.name === 'campaign:importReport').map((call) => call.input);
    expect(asked).toEqual([{ id: draft.id, uploadId }]);
  });

  it('is not asked for where it goes every week: it does not say which of the dates somebody got', async () => {
    const weekly = { weekday: 4, atMinute: 1_080, fromDay: '2100-12-09', times: null, leftOut: [] };
    const detail = campaignDetail(draft);
    await openCheck({}, { 'campaign:get': () => ({ ...detail, schedule: { ...detail.schedule, weekly } }) });
    await screen.findByRole('button', { name: /^Send a test/ });
    expect(screen.queryByRole('button', { name: 'Choose its report' })).toBeNull();
  });

  it('says when the file is no report', async () => {
    await choose({ 'campaign:importReport': () => refuse('not_a_report') });
    expect((await screen.findByRole('alert')).textContent).toContain('This is not a SendOnce report');
  });
});

it('shows the text on the last page as it will look, bold across a placeholder', async () => {
  await openApp(
    {
      rows: 0,
      overview: { campaigns: [draft] },
      handlers: {
        'campaign:get': () => campaignDetail(draft, { text: 'Meet at *{{meeting_point|the quay}} at noon*.' }),
      },
    },
    { screen: 'campaign', id: draft.id, step: 'check' },
  );
  const bold = await screen.findByText('meeting_point');
  expect(bold.closest('strong')?.textContent).toBe('meeting_point | the quay at noon');
});

describe('what the last page says', () => {
  const list = listReport({
    rows: 326,
    recipients: 312,
    sameNumber: 6,
    doNotContact: 3,
    cannotBeUsed: 5,
    leftOut: 0,
    notChosen: 0,
  });
  const sumOf = () => [...document.querySelectorAll('.sum dd')].map((dd) => Number(dd.textContent?.replace('−', '-')));
  const detail = (change: object = {}) => campaignDetail(draft, { list, ...change });

  it('adds up line by line, and ends in the number of the statement and of the button', async () => {
    const contacts = { open: 131, leftOut: 0, sent: 0, byRule: 0, waiting: 0, latest: null };
    await openCheck({ willSend: 177, alreadyHasText: 4, contacts }, { 'campaign:get': () => detail() });
    await screen.findByRole('button', { name: 'Send 177 messages' });
    const [rows = 0, ...rest] = sumOf();
    const end = rest.pop();
    expect(rest.reduce((sum, count) => sum + count, rows)).toBe(end);
    expect(end).toBe(177);
    expect(screen.getByText('Some people are left out until you decide about them.')).toBeTruthy();
    expect(document.querySelectorAll('.sum-open')).toHaveLength(2);
  });

  it('tells of those who wait for a decision about their date as of all others, in each place', async () => {
    const whole = listReport({ ...list, rows: 312, sameNumber: 0, doNotContact: 0, cannotBeUsed: 0 });
    await openCheck({ noMoment: 3, momentsOpen: 3, willSend: 309 }, { 'campaign:get': () => detail({ list: whole }) });
    expect(await screen.findByText('Some people are left out until you decide about them.')).toBeTruthy();
    expect(screen.queryByText('Ready to send.')).toBeNull();
    const recipients = screen.getByText('Recipients', { selector: 'dt' }).closest('.fact');
    expect(recipients?.textContent).toContain('309 people from');
    expect(recipients?.textContent).toContain('3 of the 312 rows are left out');
  });

  it('says who still waits for the message of another campaign, and counts them with those to decide about', async () => {
    const contacts = { open: 40, leftOut: 0, sent: 0, byRule: 0, waiting: 12, latest: null };
    await openCheck({ contacts }, { 'campaign:get': () => detail() });
    const title = await screen.findByText('40 of these people heard from you recently, or are about to');
    expect(title.closest('section, .banner, .decision')?.textContent).toContain(
      '12 of them are still waiting for the message of another campaign.',
    );
    expect(screen.getByRole('button', { name: 'Leave them out' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Send anyway' })).toBeTruthy();
  });

  it('keeps the focus in the place of a decision whose buttons it takes away', async () => {
    const contacts = { open: 40, leftOut: 0, sent: 0, byRule: 0, waiting: 0, latest: null };
    let check = campaignCheck({ contacts });
    await openCheck(
      {},
      {
        'campaign:get': () => detail(),
        'campaign:check': () => check,
        'campaign:update': () => {
          check = campaignCheck({ contacts: { ...contacts, open: 0, leftOut: 40 } });
          return detail({ contactsAnswer: 'leave_out' });
        },
      },
    );
    const leaveOut = await screen.findByRole('button', { name: 'Leave them out' });
    leaveOut.focus();
    fireEvent.click(leaveOut, { detail: 1 });
    await pass(1_000);
    const undo = await screen.findByRole('button', { name: 'Undo' });
    await pass(100);
    expect(document.activeElement?.contains(undo)).toBe(true);
    expect(document.activeElement?.querySelector('h1, h2')).toBeNull();
    expect(document.activeElement).not.toBe(document.body);
  });

  it('shows the whole message, whatever its length, and who gets a fall-back', async () => {
    const long = Array.from({ length: 40 }, (_, line) => `Line ${line}`).join('\n');
    await openCheck(
      { fallbacks: [{ key: 'meeting_point', people: 40 }], twoNumbers: { names: 2, first: 'Zoë Lee' } },
      { 'campaign:get': () => detail({ text: `Hi, meet at {{meeting_point|North Quay}}\n\n${long}` }) },
    );
    expect((await screen.findByText('Line 39')).closest('.message-whole')).toBeTruthy();
    expect(await screen.findByText(/^2 names have more than one number on the list, such as .?Zoë Lee/)).toBeTruthy();
    expect(await screen.findByText(/Meeting point.* is blank for 40 people, who get .*North Quay/)).toBeTruthy();
  });

  it('ticks nothing off that is empty', async () => {
    await openCheck(
      { willSend: 0, failures: ['empty_text'] },
      { 'campaign:get': () => detail({ text: '', list: null }) },
    );
    await screen.findByText('Write the message first.', { exact: false });
    expect(screen.queryByText('Nobody on this list has had this message from this computer.')).toBeNull();
    expect(document.querySelectorAll('.checks .tone-good')).toHaveLength(0);
  });
});

it('Check names who is left out of the second message for a blank, and does not say that no message has one', async () => {
  const app = await openCheck({ stepBlanks: { people: 3, names: ['town'] } });
  const line = await screen.findByText(/Left out of the second message because a placeholder would be blank: 3\./);
  expect(line.textContent).toContain('{{town|…}}');
  expect(screen.queryByText('No message has a blank.')).toBeNull();
  fireEvent.click(within(line).getByRole('button', { name: /^See who/ }), { detail: 1 });
  const dialog = await screen.findByRole('dialog', { name: 'A blank in the second message: 3' });
  expect(app.calls.find(({ name }) => name === 'campaign:checkedPeople')?.input).toMatchObject({
    group: { kind: 'step_blank' },
  });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Close' }), { detail: 1 });
  fireEvent.click(within(line).getByRole('button', { name: 'Change', hidden: true }));
  await expect.poll(app.route).toMatchObject({ step: 'when' });
});

it('Check says of dates only that nobody had the message for these', async () => {
  const detail = campaignDetail(draft);
  const weekly = { weekday: 4, atMinute: 1020, fromDay: '2026-03-12', times: 4, leftOut: [] };
  await openCheck({}, { 'campaign:get': () => ({ ...detail, schedule: { ...detail.schedule, weekly } }) });
  const line = await screen.findByText(/^Nobody on this list has had this message/);
  expect(line.textContent).toMatch(/^Nobody on this list has had this message for these dates from this computer\./);
});
