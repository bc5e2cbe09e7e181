import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { DateTime } from 'luxon';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { CampaignCheck, CampaignDetail } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { accountPart, campaignCheck, campaignDetail, campaignSummary } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const draft = campaignSummary({ id: 2, state: 'draft', account: null, startedAtMs: null });
const always = { ...draft.schedule, window: null, gapMinMs: 8_000, gapMaxMs: 8_000, startAtMs: null };
/** An account that has sent nothing yet, and to which all checked people belong. */
function coldAccount({ willSend = 312, places }: Partial<CampaignCheck>) {
  return accountPart(willSend, { sendingDays: [], ...(places ? { places } : {}) });
}

/** Opens the schedule step of a draft, with the main process's answer about it. */
async function openScheduleStep(schedule: Partial<CampaignDetail['schedule']>, checked: Partial<CampaignCheck> = {}) {
  let detail = campaignDetail({ ...draft, schedule: { ...always, ...schedule } });
  const app = await openApp(
    {
      rows: 0,
      overview: { campaigns: [draft] },
      handlers: {
        'campaign:get': () => detail,
        'campaign:update': (patch) => {
          const { schedule = detail.schedule, step = detail.step } = patch;
          detail = { ...detail, schedule, step };
          return detail;
        },
        'campaign:check': () => campaignCheck({ accounts: [coldAccount(checked)], ...checked }),
      },
    },
    { screen: 'campaign', id: draft.id, step: 'when' },
  );
  await screen.findByText('Warm-up');
  return { ...app, saved: () => detail.schedule, savedStep: () => detail.step };
}

it('expects a message to one person within a second, not in none', async () => {
  await openScheduleStep({}, { willSend: 1 });
  await screen.findByText(/^in 1\s*s$/);
});

it('has the finish spoken when the schedule changes, not each time that the clock moves it', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  onTestFinished(() => void vi.useRealTimers());
  await openScheduleStep({});
  const card = screen.getByRole('heading', { name: 'Expected finish' }).closest('section');
  act(() => void vi.advanceTimersByTime(60_000));
  expect(card?.getAttribute('aria-live')).toBe('off');
  fireEvent.click(screen.getByText('Start slowly on a new account: fewer messages in its first days'));
  expect(card?.getAttribute('aria-live')).toBe('polite');
});

it('shows the steps of the warm-up once it is switched on, and where this account stands', async () => {
  const app = await openScheduleStep(
    {},
    { accounts: [accountPart(312, { sendingDays: [{ startMs: Date.UTC(2026, 0, 5), count: 20 }] })] },
  );
  expect(await screen.findByText(/This account has hardly sent anything/)).toBeTruthy();
  fireEvent.click(screen.getByText('Start slowly on a new account: fewer messages in its first days'));
  const steps = within(screen.getByRole('list', { name: 'Messages per day during the warm-up' })).getAllByRole(
    'listitem',
  );
  expect(steps.map((step) => step.textContent)).toEqual([
    'Day 120',
    'Day 240',
    'Day 380',
    'Day 4150',
    'Day 5300',
    'Day 6600',
    'Day 71,000',
  ]);
  expect(steps[1]?.getAttribute('aria-current')).toBe('step');
  expect(screen.getByText(/has sent from SendOnce on 1 day, so it continues with day 2/)).toBeTruthy();
  await waitFor(() => expect(app.saved().warmUp).toBe(true));
});

it('asks no zone for its clock but the one in use, until their field is come to', async () => {
  const allZones = vi.spyOn(Intl, 'supportedValuesOf');
  onTestFinished(() => allZones.mockRestore());
  const app = await openScheduleStep({ timeZone: 'Europe/London' });
  const field = screen.getByRole('combobox', { name: 'Time zone' });
  expect(field.textContent).toBe('London (GMT)');
  expect(allZones).not.toHaveBeenCalled();
  fireEvent.focus(field);
  fireEvent.click(field, { detail: 1 });
  const tokyo = await screen.findByText('Tokyo (GMT+9)');
  fireEvent.pointerDown(tokyo, { pointerType: 'mouse' });
  fireEvent.click(tokyo, { detail: 1 });
  await waitFor(() => expect(app.saved().timeZone).toBe('Asia/Tokyo'));
  expect(field.textContent).toBe('Tokyo (GMT+9)');
});

it('tells of several accounts the days of all, and when the last of them is through', async () => {
  const warm = Array.from({ length: 7 }, (_, day) => ({ startMs: Date.UTC(2026, 0, 5 + day), count: 20 }));
  const accounts = [
    accountPart(156, { sendingDays: warm }),
    accountPart(156, { phone: '+447700900121', sendingDays: [] }),
  ];
  // The new account sends 20, 40 and 80 on its first days, and the rest on its fourth.
  await openScheduleStep({ warmUp: true, startAtMs: Date.UTC(2100, 0, 1, 9), pilotCount: 30 }, { accounts });
  const table = await screen.findByRole('table', { name: 'Day by day' });
  const counts = () =>
    within(table)
      .getAllByRole('row')
      .map((row) => row.children[1]?.textContent)
      .slice(1);
  await waitFor(() => expect(counts()).toEqual(['176', '40', '80', '16']));
  expect(screen.getByText(/^About 4 Jan 2100, 00:0/)).toBeTruthy();
  expect(screen.getByText(/^Expected finish: about 4 Jan 2100, 00:0/)).toBeTruthy();
  // Each of them has sent half of the pilot by then.
  expect(screen.getByText(/The first 30 go out by about 1 Jan 2100, 09:01/)).toBeTruthy();
});

it.each([
  ['of several accounts that pace and limit are of each', ['+447700900118', '+447700900121'], 1],
  ['nothing of that of a single one', ['+447700900118'], 0],
])('says %s', async (_, accounts, lines) => {
  await openScheduleStep({ dailyCap: 500, from: { accounts, column: null } });
  expect(screen.queryAllByText('This holds for each account on its own.')).toHaveLength(lines);
  // It follows the direction of the page, not that of its digits.
  expect(screen.getByRole('textbox', { name: 'At most per day' }).getAttribute('dir')).toBeNull();
});

it('tells the days one by one when it takes more than one, and folds many', async () => {
  await openScheduleStep(
    { window: { fromMinute: 540, toMinute: 1_140, days: [1, 2, 3, 4, 5, 6, 7] }, startAtMs: Date.UTC(2100, 0, 1) },
    { willSend: 100_000 },
  );
  const table = await screen.findByRole('table', { name: 'Day by day' });
  const cells = () =>
    within(table)
      .getAllByRole('row')
      .map((row) => [...row.children].map((cell) => cell.textContent));
  await waitFor(() => expect(cells().at(-2)).toEqual(['18 more days', '81,000', '']));
  expect(cells()[1]?.slice(1)).toEqual(['4,500', '09:00–18:59']);
  expect(screen.getByText('222 h of sending on 23 days')).toBeTruthy();
  expect(screen.getByText(/takes more than two weeks/)).toBeTruthy();
});

it('tells when the pilot is out, and that the time for its approval is not counted', async () => {
  // From noon on: late in the evening the campaign would take two days, and these would be in a table.
  await openScheduleStep({ pilotCount: 10, startAtMs: Date.UTC(2100, 0, 1, 12) });
  expect(await screen.findByText(/The first 10 go out by about .* is not included here/)).toBeTruthy();
  expect(screen.queryByRole('table')).toBeNull();
});

it('says so when it would never end', async () => {
  await openScheduleStep({ dailyCap: 1 }, { willSend: 5_000 });
  expect(await screen.findByText('Not within three years at this pace')).toBeTruthy();
});

it('refuses a time that the clocks skip, and saves nothing of it', async () => {
  const app = await openScheduleStep({ timeZone: 'Europe/London', startAtMs: Date.UTC(2027, 2, 28, 12) });
  fireEvent.change(screen.getByLabelText('Time'), { target: { value: '01:30' } });
  expect(await screen.findByText(/because the clocks go forward/)).toBeTruthy();
  expect((screen.getByRole('button', { name: 'Next: check' }) as HTMLButtonElement).disabled).toBe(true);
  expect(app.saved().startAtMs).toBe(Date.UTC(2027, 2, 28, 12));
});

it('warns of a gap that no person would keep', async () => {
  await openScheduleStep({});
  expect(screen.queryByText(/looks automated/)).toBeNull();
  fireEvent.change(screen.getByLabelText('Shortest gap (seconds)'), { target: { value: '1' } });
  expect(await screen.findByText(/looks automated/)).toBeTruthy();
});

it('has one of the paces chosen whatever its numbers are', async () => {
  await openScheduleStep({ gapMinMs: 6_000, gapMaxMs: 14_000 });
  const chosen = () =>
    within(screen.getByRole('group', { name: 'Pace' }))
      .getAllByRole('button', { pressed: true })
      .map(({ textContent }) => textContent);
  const before = chosen();
  expect(before).toHaveLength(1);
  fireEvent.change(screen.getByLabelText('Longest gap (seconds)'), { target: { value: '15' } });
  await waitFor(() => expect(chosen()).toEqual(['Own']));
  fireEvent.change(screen.getByLabelText('Longest gap (seconds)'), { target: { value: '14' } });
  await waitFor(() => expect(chosen()).toEqual(before));
  expect(screen.queryByRole('button', { name: 'Own' })).toBeNull();
});

it('keeps the way on barred while a field of the When step does not hold', async () => {
  await openScheduleStep({});
  fireEvent.change(await screen.findByLabelText('Shortest gap (seconds)'), { target: { value: '0' } });
  expect(await screen.findByText('Fix the marked fields to continue')).toBeTruthy();
  expect((screen.getByRole('button', { name: 'Next: check' }) as HTMLButtonElement).disabled).toBe(true);
});

it('counts the hours where each person is once that is chosen, asks for whom they cannot be, and foretells it', async () => {
  const fromLondon = { window: { fromMinute: 600, toMinute: 1_140, days: [1, 2, 3, 4, 5, 6, 7] } };
  // A winter's noon in London, nine in the evening in Tokyo.
  const app = await openScheduleStep(
    { ...fromLondon, timeZone: 'Europe/London', startAtMs: Date.UTC(2100, 0, 1, 12) },
    {
      willSend: 20,
      places: [
        { country: 'JP', zones: '', people: 10 },
        { country: 'RU', zones: '', people: 9 },
        { country: '', zones: '', people: 1 },
      ],
    },
  );
  expect(screen.queryByRole('table', { name: 'Day by day' })).toBeNull();
  expect(screen.queryByText(/no time of day fits/)).toBeNull();
  fireEvent.click(screen.getByText('Where each person is'));
  await waitFor(() => expect(app.saved().window?.perPerson).toBe(true));
  expect(await screen.findByText(/^For 10 people no time of day fits.* 9 Russia · 1 country unknown$/)).toBeTruthy();
  // Until the operator decides about them, no forecast includes them.
  expect(screen.queryByRole('table', { name: 'Day by day' })).toBeNull();
  fireEvent.click(screen.getByText(/^Use London time .* for them$/));
  await waitFor(() => expect(app.saved().window?.withoutHours).toBe('campaign'));
  // Only Russia and the people without a zone are left for the first day; Tokyo's morning comes in London's night.
  const table = await screen.findByRole('table', { name: 'Day by day' });
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(3));
  expect(screen.queryByText(/between 22:00 and 07:00/)).toBeNull();
  fireEvent.click(screen.getByText(/^In London time/));
  await waitFor(() => expect(app.saved().window).toEqual(fromLondon.window));
});

it('plans a second message with a text of its own, says what is missing, and takes it out again', async () => {
  const app = await openScheduleStep({ window: { fromMinute: 660, toMinute: 1_140, days: [1] } });
  fireEvent.click(screen.getByRole('button', { name: 'Add a second message' }));
  const part = within(screen.getByRole('region', { name: 'Then, a second message' }));
  expect(part.getByText('Write the text of the second message.')).toBeTruthy();
  expect(document.activeElement).toBe(part.getByLabelText('Days after the first message'));
  const type = (name: string, value: string) =>
    fireEvent.change(part.getByLabelText(name, { exact: true }), { target: { value } });
  type('Text of the second message', 'One more try, {{nobody}}');
  expect(part.getByText('A placeholder here is not a column in the list.')).toBeTruthy();
  type('Text of the second message', 'One more try, {{name}}');
  type('Days after the first message', 'x');
  type('Days after the first message', '61');
  type('Days after the first message', '1');
  part.getByText('day at');
  type('Days after the first message', '5');
  part.getByText('days at');
  type('Time of day', '09:00');
  expect(part.getByText('This time is outside the hours of the campaign.')).toBeTruthy();
  type('Time of day', '12:30');
  fireEvent.click(part.getByRole('radio', { name: /Send it automatically/ }));
  const planned = { afterDays: 5, atMinute: 750, group: 'no_reply', word: '', byItself: true };
  await waitFor(() => expect(app.savedStep()).toEqual({ ...planned, text: 'One more try, {{name}}' }));
  fireEvent.click(part.getByRole('button', { name: 'Remove' }));
  await waitFor(() => expect(app.savedStep()).toBeNull());
  expect(screen.getByRole('button', { name: 'Add a second message' })).toBeTruthy();
});

it('sends each around a date of the list, with a decision for each cause and the way back', async () => {
  const app = await openScheduleStep({});
  fireEvent.click(screen.getByRole('button', { name: 'Around a date in the list' }));
  await waitFor(() => expect(app.saved().own).toMatchObject({ column: 2, count: 1, unit: 'days', side: 'before' }));
  // That column distinguishes the rows of one number.
  await waitFor(() =>
    expect(app.calls.find(({ name }) => name === 'list:change')?.input).toMatchObject({
      change: { kind: 'occasions', column: 2 },
    }),
  );
  expect(await screen.findByRole('heading', { name: '19 rows need a decision' })).toBeTruthy();
  expect(screen.getByText(/Tue,? 8 Dec 2026,.*in São Paulo/)).toBeTruthy();
  const words = screen.getByRole('region', { name: /with words in the date/ });
  expect(within(words).getByText(/9 December 2026/)).toBeTruthy();
  fireEvent.click(within(words).getByRole('button', { name: 'Read them so (10)' }));
  await waitFor(() => expect(app.saved().own?.decisions).toEqual([{ cause: 'words', as: 'read' }]));
  const none = within(screen.getByRole('region', { name: /without a date/ }));
  // Its first few rows show what it is about; the others can be opened too.
  expect(none.queryByText('Gil Ward')).toBeNull();
  fireEvent.click(none.getByRole('button', { name: 'Show more (3 of 9 shown)' }));
  none.getByText('Gil Ward');
  fireEvent.click(none.getByRole('button', { name: 'Send to them at one time… (9)' }));
  expect(none.getByRole<HTMLButtonElement>('button', { name: 'Send then' }).disabled).toBe(true);
  fireEvent.change(none.getByLabelText('Date'), { target: { value: '2100-12-06' } });
  fireEvent.change(none.getByLabelText('Time'), { target: { value: '18:00' } });
  fireEvent.click(none.getByRole('button', { name: 'Send then' }));
  const at = { day: '2100-12-06', minute: 1_080 };
  await waitFor(() => expect(app.saved().own?.decisions[1]).toEqual({ cause: 'no_date', as: 'at_one_time', at }));
  // A decided question is folded, with a way back.
  fireEvent.click(screen.getByRole('button', { name: 'Undo: on a day outside your days' }));
  const count = screen.getByRole('spinbutton', { name: 'How many' });
  fireEvent.change(count, { target: { value: '400' } });
  expect(await screen.findByText('Enter a number from 0 to 366.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'At one time' }));
  await waitFor(() => expect(app.saved().own).toBeUndefined());
});

it('goes every week on a day, with dates that are left out and put back, and asks before each', async () => {
  const app = await openScheduleStep({});
  fireEvent.click(screen.getByRole('button', { name: 'Every week' }));
  await waitFor(() => expect(app.saved()).toMatchObject({ weekly: { atMinute: 1_020, times: 8 }, byItself: false }));
  fireEvent.change(screen.getByLabelText('First day'), { target: { value: '2100-12-06' } });
  fireEvent.change(screen.getByLabelText('At', { exact: true }), { target: { value: '17:30' } });
  const weekday = app.saved().weekly?.weekday;
  await waitFor(() => expect(app.saved().weekly).toMatchObject({ fromDay: '2100-12-06', atMinute: 1_050, weekday }));
  const dates = within(screen.getByRole('region', { name: 'Its dates' }));
  expect(dates.getAllByText(/waits for you/)).toHaveLength(6);
  // In the week that begins with the first day, whatever day of the week it is today.
  const [first] = dates.getAllByRole('cell').map((cell) => cell.textContent);
  expect(first).toMatch(/ (?:[6-9]|1[0-2]) Dec$/);
  const [leaveOut] = dates.getAllByRole('button', { name: /^Leave out/ });
  if (leaveOut) fireEvent.click(leaveOut);
  expect(dates.getByText('Left out by you')).toBeTruthy();
  await waitFor(() => expect(app.saved().weekly?.leftOut).toHaveLength(1));
  // Another takes its place.
  expect(screen.getAllByText(/Dates: 8/).length).toBeGreaterThan(0);
  fireEvent.click(dates.getByRole('button', { name: /^Put back/ }));
  await waitFor(() => expect(app.saved().weekly?.leftOut).toEqual([]));
  fireEvent.click(screen.getByRole('radio', { name: /Send it automatically/ }));
  expect(dates.getAllByText(/sent automatically/)).toHaveLength(6);
  await waitFor(() => expect(app.saved().byItself).toBe(true));
  expect(screen.queryByRole('button', { name: 'Add a second message' })).toBeNull();
  fireEvent.change(screen.getByLabelText('First day'), { target: { value: '' } });
  expect(await screen.findByText('Enter the first day.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'At one time' }));
  await waitFor(() => expect(app.saved().weekly).toBeUndefined());
  expect(app.saved().byItself).toBeUndefined();
});

it('tells of a weekly draft that was left lying only the dates that are still to come', async () => {
  const today = DateTime.now().setZone('Europe/London').startOf('day');
  const day = (weeks: number) => today.plus({ weeks });
  const weekly = { weekday: today.weekday, atMinute: 0, fromDay: day(-3).toISODate() ?? '', times: 8 };
  await openScheduleStep({ timeZone: 'Europe/London', weekly: { ...weekly, leftOut: [day(-2).toISODate() ?? ''] } });
  // The dates of three weeks and today's midnight are over, or were left out; of the eight that count five are ahead.
  const named = (weeks: number) => day(weeks).toFormat('ccc d LLL');
  const coming = `Dates: 5, ${named(1)} to ${named(5)}.`;
  expect((await screen.findAllByText(coming)).length).toBe(2);
  expect(screen.queryByText(/^Left out: /)).toBeNull();
  const dates = within(screen.getByRole('region', { name: 'Its dates' }));
  expect(dates.getAllByRole('row')).toHaveLength(1 + 5);
});

it('says of a date whose day before has begun that it is made at the start and asks nobody', async () => {
  const now = DateTime.now().setZone('Europe/London');
  const weekly = { weekday: now.weekday, atMinute: 1_439, fromDay: now.toISODate() ?? '', times: 2, leftOut: [] };
  await openScheduleStep({ timeZone: 'Europe/London', weekly, byItself: false });
  const dates = within(await screen.findByRole('region', { name: 'Its dates' }));
  const [today, next] = dates.getAllByRole('row').slice(1);
  expect(today?.textContent).toContain('Made when you start, sent automatically');
  expect(next?.textContent).toContain('waits for you');
});

it('says of a weekly series how many fit into one of its dates, where that is not everybody', async () => {
  const weekly = { weekday: 4, atMinute: 1_140, fromDay: '2100-01-07', times: 8, leftOut: [] };
  const window = { fromMinute: 540, toMinute: 1_200, days: [1, 2, 3, 4, 5, 6, 7] };
  const every = { gapMinMs: 10_000, gapMaxMs: 10_000 };
  await openScheduleStep({ ...every, weekly, window }, { willSend: 2_000 });
  expect(await screen.findByText(/^About 360 of them fit into one date\. The others would miss it/)).toBeTruthy();
  fireEvent.click(screen.getByText('Only send at certain hours'));
  // From seven until midnight.
  expect(await screen.findByText(/^About 1,800 of them fit into one date/)).toBeTruthy();
});

it('says that a weekly time stays, but where the clocks skip it on a date that is shown', async () => {
  const weekly = { weekday: 7, atMinute: 90, fromDay: '2100-03-21', times: 8, leftOut: [] };
  await openScheduleStep({ timeZone: 'Europe/London', weekly });
  expect(await screen.findByText('On Sun 28 Mar the clocks skip 01:30: it goes at 02:30.')).toBeTruthy();
  const [leaveOut] = screen.getAllByRole('button', { name: 'Leave out Sun 28 Mar' });
  if (leaveOut !== undefined) fireEvent.click(leaveOut);
  expect(await screen.findByText('01:30 stays 01:30 when the clocks change.')).toBeTruthy();
});

it('says of own times on which day more people have theirs than can get it', async () => {
  const own = { column: 2, count: 1, unit: 'days', side: 'before', atMinute: 1_080, clock: 'campaign' } as const;
  const days = { timeZone: 'Europe/London', window: null, own: { ...own, everyYear: false, decisions: [] } };
  await openScheduleStep({ ...days, dailyCap: 30 }, { willSend: 51 });
  expect(await screen.findByText(/^Due on Sat 5 Dec: 35\. About 30 of them can get it that day/)).toBeTruthy();
});

it('asks for the column of the dates where a later list has it no more, and not what becomes of each row', async () => {
  const own = { column: limits.importColumns, count: 1, unit: 'days', side: 'before', atMinute: 1_080 } as const;
  await openScheduleStep({ own: { ...own, clock: 'campaign', everyYear: false, decisions: [] } });
  expect(await screen.findByText('The list has no such column now. Choose the one with the dates.')).toBeTruthy();
  // By then the states of their messages are known.
  await screen.findByText(/Tue,? 8 Dec.*in São Paulo/);
  expect(screen.queryByRole('heading', { name: /need a decision/ })).toBeNull();
});

it('goes each year where day and month count, and asks from the second year on', async () => {
  const app = await openScheduleStep({});
  fireEvent.click(screen.getByRole('button', { name: 'Around a date in the list' }));
  fireEvent.click(await screen.findByRole('checkbox', { name: /The same every year/ }));
  await waitFor(() => expect(app.saved()).toMatchObject({ own: { everyYear: true }, byItself: false }));
  const before = screen.getByRole('radiogroup', { name: 'Before each one, from the second year on' });
  expect(
    within(before)
      .getByRole<HTMLInputElement>('radio', { name: /Ask me first/ })
      .getAttribute('aria-checked'),
  ).toBe('true');
});

it('bars the way for no field that was left with the step and holds again when it is come back to', async () => {
  await openScheduleStep({});
  fireEvent.change(screen.getByLabelText(/^Shortest gap/), { target: { value: '' } });
  await screen.findByText('Fix the marked fields to continue');
  fireEvent.click(screen.getByRole('button', { name: 'Back' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Next: when' }));
  expect(await screen.findByLabelText(/^Shortest gap/)).toHaveProperty('value', '8');
  expect(screen.queryByText('Fix the marked fields to continue')).toBeNull();
  expect(screen.getByRole('button', { name: 'Next: check' })).toHaveProperty('disabled', false);
});
