import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { noCounts } from '../../../domain/messages/message.ts';
import { account, accountView, campaignSummary, fixtureNowMs, messageRow, sentRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

const north = '+447700900121';
const linked = (id: number, name: string, phone: string, pending = 0) =>
  accountView({ id, name, phone, pending, link: { phase: 'ready', account: { ...account, phone, name } } });
const office = linked(1, 'Office', account.phone);
const clinic = linked(2, 'Clinic North', north, 40);
const two = [office, clinic];
const rows = [messageRow(1), messageRow(2, { account: north }), sentRow(3, 2, { account: north })];

const names = () => [...document.querySelectorAll('td.col-account')].map((cell) => cell.textContent);
const press = (button: HTMLElement) => fireEvent.click(button, { detail: 1 });
/** Narrowed to an account, as by its filter. */
async function openNarrowed(phone: string, options: Parameters<typeof renderApp>[0]) {
  const app = await renderApp({ rows, ...options });
  act(() => app.store.getState().showOutbox({ account: phone }));
  await screen.findByRole('grid');
  return app;
}

test('with one account nothing is said of accounts, and nothing can be moved', async () => {
  await renderApp({ rows, overview: { accounts: [office] } });
  await screen.findByRole('grid');
  fireEvent.click(screen.getAllByRole('checkbox')[1] as HTMLElement);
  await screen.findByText(/1 of/);
  expect(names()).toEqual([]);
  expect(screen.queryByRole('combobox', { name: 'Account' })).toBeNull();
  expect(screen.queryByText('Send from another account…')).toBeNull();
});

test('with several each row says whose it is, by its name, and the list can be narrowed to one', async () => {
  const { calls, store } = await renderApp({ rows, overview: { accounts: two } });
  await screen.findByRole('grid');
  expect(names()).toEqual(['Office', 'Clinic North']);
  act(() => store.getState().showOutbox({ account: north }));
  expect(screen.getByRole('combobox', { name: 'Account' }).textContent).toContain('Clinic North');
  await waitFor(() => expect(names()).toEqual(['Clinic North']));
  expect(calls.findLast(({ name }) => name === 'message:page')?.input).toMatchObject({ filter: { account: north } });
  fireEvent.click(screen.getByRole('tab', { name: /Sent/ }));
  await waitFor(() => expect(names()).toEqual(['Clinic North']));
});

test('what waits for one that needs a hand says for what, and the limit that another has reached is not its own', async () => {
  const waiting = {
    kind: 'waiting',
    why: 'cap',
    sinceMs: 0,
    untilMs: fixtureNowMs + 3_600_000,
    campaignId: 1,
    count: null,
  } as const;
  const held = {
    ...clinic,
    dispatcher: { kind: 'paused', reason: 'logged_out', detail: '', count: null },
  } as const;
  // Outside of a campaign's hours, its rows would show the hours.
  const campaign = campaignSummary();
  const campaigns = [{ ...campaign, schedule: { ...campaign.schedule, window: null } }];
  const accounts = [{ ...office, dispatcher: waiting }, held];
  await renderApp({ rows, overview: { accounts, campaigns, dispatcher: waiting } });
  await screen.findByRole('grid');
  const said = [...document.querySelectorAll('td.col-status')].map((cell) => cell.textContent);
  expect(said).toEqual(['Daily limit reached', 'WhatsApp was logged out']);
});

test.each([
  { what: 'all that it is sent from send', isHeld: false, team: null, said: 1 },
  { what: 'one of them needs a hand', isHeld: true, team: null, said: 0 },
  { what: 'this computer may get more people of it from its team', isHeld: false, team: 'open' as const, said: 0 },
])('when a campaign is done is said $said times while $what', async ({ isHeld, team, said }) => {
  const paused = { kind: 'paused', reason: 'logged_out', detail: '', count: null } as const;
  const accounts = isHeld ? [office, { ...clinic, dispatcher: paused }] : two;
  const { schedule, ...campaign } = campaignSummary({ team });
  const counts = { ...noCounts, pending: 41 };
  const campaigns = [
    { ...campaign, counts, schedule: { ...schedule, from: { accounts: [account.phone, north], column: null } } },
  ];
  const { store } = await renderApp({ rows, overview: { accounts, campaigns } });
  act(() => store.getState().showOutbox({ campaignId: campaign.id, tab: 'pending' }));
  await screen.findByRole('grid');
  expect(screen.queryAllByText(/^finishes about/)).toHaveLength(said);
  act(() => store.getState().open({ screen: 'campaigns' }));
  await screen.findByRole('table');
  expect(screen.queryAllByText(/^about /)).toHaveLength(said);
});

test('what waits for one is moved to another by a press that says what people will see', async () => {
  const { calls } = await openNarrowed(account.phone, { overview: { accounts: two } });
  press(await screen.findByRole('button', { name: 'Send from another account…' }));
  const dialog = within(
    await screen.findByRole('dialog', { name: 'Send the messages of Office from another account?' }),
  );
  expect(dialog.getByText('Messages: 1. Nothing has left for any of them.')).toBeTruthy();
  expect(dialog.getByText(/People see a number they may not know/)).toBeTruthy();
  expect(dialog.getByRole('radio', { name: /Clinic North/ })).toBeTruthy();
  press(dialog.getByRole('button', { name: 'Move messages (1)' }));
  await screen.findByText('Moved to another account: 1.');
  expect(calls.find(({ name }) => name === 'message:move')?.input).toMatchObject({ to: [north], unread: [] });
});

test('a campaign whose last people are of an account that was removed names that one, and goes on once it is back', async () => {
  const counts = { ...noCounts, sent: 3, pending: 2 };
  const campaigns = [
    campaignSummary({ counts, state: 'paused', pauseReason: 'other_account', strandedAccounts: [north] }),
  ];
  const app = await renderApp({ rows, overview: { accounts: [office], campaigns } });
  const banner = () => screen.getByText(/^The messages left are to be sent from/).closest('[role]') as HTMLElement;
  expect(within(banner()).getByText('Its WhatsApp account is not linked here')).toBeTruthy();
  expect(banner().textContent).toMatch(/from \u2066\+44\s7700\s900121\u2069\. Link that account again/);
  expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull();
  act(() => app.emit('accounts:changed', { accounts: [office, linked(3, '', north, 2)] }));
  expect(within(banner()).getByText('Its WhatsApp account is here again')).toBeTruthy();
  press(within(banner()).getByRole('button', { name: 'Resume' }));
  await waitFor(() => expect(app.calls.at(-1)).toMatchObject({ name: 'campaign:resume', input: { id: 1 } }));
});

test('which chats cannot be looked at is told with a count, and the press says so', async () => {
  const moving = {
    from: [{ phone: account.phone, people: 3 }],
    stay: 1,
    unread: [{ phone: account.phone, people: 3 }],
  };
  const handlers = { 'message:moving': () => moving };
  const third = linked(3, 'Clinic South', '+447700900122');
  const { calls } = await openNarrowed(account.phone, { handlers, overview: { accounts: [...two, third] } });
  press(await screen.findByRole('button', { name: 'Send from another account…' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/^The chats of Office cannot be read now for 3 of them/)).toBeTruthy();
  expect(dialog.getByText(/^These stay, since they may have left: 1/)).toBeTruthy();
  press(dialog.getByRole('button', { name: 'Move without reading the chats (3)' }));
  await waitFor(() =>
    expect(calls.find(({ name }) => name === 'message:move')?.input).toMatchObject({
      to: [north, '+447700900122'],
      unread: [account.phone],
    }),
  );
});

test('of two the one that its phone logged out is not said to be linked again, and is the one to link', async () => {
  const dispatcher = { kind: 'paused', reason: 'logged_out', detail: '', count: null } as const;
  const loggedOut = { ...clinic, link: { phase: 'logged_out' } as const, dispatcher };
  const { store, view } = await renderApp({ rows, overview: { accounts: [office, loggedOut], dispatcher } });
  await screen.findByRole('grid');
  expect(screen.queryByText('WhatsApp is linked again')).toBeNull();
  expect(screen.queryByRole('button', { name: /^Resume/ })).toBeNull();
  expect(screen.getByText(/not linked to WhatsApp any more/).textContent).toContain('Clinic North');
  press(screen.getByRole('button', { name: 'Link WhatsApp' }));
  expect(store.getState().route).toEqual({ screen: 'link', account: clinic.id });
  view.unmount();
  await renderApp({ rows, overview: { accounts: [office, { ...loggedOut, link: clinic.link }], dispatcher } });
  await screen.findByRole('grid');
  expect(document.querySelector('.banner')?.textContent).toContain(
    'is linked. 40 messages are waiting until you resume',
  );
  expect(screen.getAllByRole('button', { name: /^Resume/ })).toHaveLength(1);
});

test('of two the one to which WhatsApp does not respond says so while the other goes on', async () => {
  const goesOn = {
    ...({ kind: 'waiting', why: 'gap', sinceMs: 0, untilMs: fixtureNowMs, campaignId: 1, count: null } as const),
  };
  const silent = { ...goesOn, why: 'no_answer' } as const;
  const accounts = [
    { ...office, dispatcher: goesOn },
    { ...clinic, dispatcher: silent },
  ];
  await renderApp({ rows, overview: { accounts, dispatcher: goesOn } });
  await screen.findByRole('grid');
  const said = [...document.querySelectorAll('.account-row')].map(({ textContent }) => textContent);
  expect(said).toEqual(['OfficeWaiting', 'Clinic NorthWhatsApp is not responding']);
});

test('at the foot of the sidebar the one that needs a hand stands first, and of six the others fold to a line', async () => {
  const six = Array.from({ length: 6 }, (_, place) =>
    linked(place + 1, `Account ${place + 1}`, `+44770090012${place}`),
  );
  const loggedOut = { ...linked(5, 'Account 5', '+447700900124'), link: { phase: 'logged_out' } as const };
  await renderApp({ rows, overview: { accounts: six.with(4, loggedOut) } });
  const named = () =>
    [...document.querySelectorAll('.account-row .account-name')].map(({ textContent }) => textContent);
  await waitFor(() => expect(named()).toEqual(['Account 5', 'Account 1', 'Account 2']));
  press(screen.getByRole('button', { name: 'and 3 more' }));
  expect(await screen.findByRole('button', { name: 'Link another account' })).toBeTruthy();
});

test('one that waits for confirmations says so while the other sends, and is let go on by itself', async () => {
  const doubt = { kind: 'waiting', why: 'unconfirmed_in_a_row', count: 3 } as const;
  const inDoubt = { ...doubt, sinceMs: 0, untilMs: null, campaignId: null };
  const sending = { kind: 'sending', messageId: 1, campaignId: 1, sinceMs: 0 } as const;
  const accounts = [
    { ...office, dispatcher: sending },
    { ...clinic, dispatcher: inDoubt },
  ];
  const { calls } = await renderApp({ rows, overview: { accounts, dispatcher: sending } });
  await screen.findByRole('grid');
  expect(document.querySelectorAll('td.col-status')[1]?.textContent).toBe('Waiting for confirmations');
  const [first] = document.querySelectorAll<HTMLElement>('.account-row');
  expect(first?.textContent).toContain('Clinic NorthWaiting for confirmations');
  press(first as HTMLElement);
  press(await screen.findByRole('button', { name: 'Resume sending' }));
  await waitFor(() => expect(calls.at(-1)).toMatchObject({ name: 'dispatcher:resume', input: { account: 2 } }));
});

test('one that is being removed says that its last message is finished first, while the other sends', async () => {
  const accounts = [office, { ...clinic, dispatcher: { kind: 'stopping' } as const }];
  await renderApp({ rows, overview: { accounts, dispatcher: { kind: 'idle' } } });
  expect(await screen.findByText('Finishing the message being sent')).toBeTruthy();
  expect(screen.queryByText('Closing…')).toBeNull();
});
