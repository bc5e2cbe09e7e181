import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { OutboxView } from '../../../renderer/store/outbox-view.ts';
import { account, accountView, failedRow, messageRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

const north = '+447700900121';
const linked = (id: number, name: string, phone: string) =>
  accountView({ id, name, phone, link: { phase: 'ready', account: { ...account, phone, name } } });
const accounts = [linked(1, 'Office', account.phone), linked(2, 'Clinic North', north)];

/** The headings above the groups of failed messages, in the narrowed tab. */
async function openNarrowed(rows: Parameters<typeof messageRow>[1][], view: Partial<OutboxView>, shown = 1) {
  const failed = rows.map((row, place) => ({ ...failedRow(place + 1, 'no_confirmation'), ...row }));
  const { store } = await renderApp({ rows: [...failed, messageRow(90)], overview: { accounts } });
  act(() => store.getState().showOutbox({ tab: 'failed', ...view }));
  await waitFor(() => expect(document.querySelectorAll('tr[data-key]')).toHaveLength(shown));
  await waitFor(() => expect(document.querySelector('.group-line .number')?.textContent).toBe(`${shown}`));
  return document.querySelector('.group-line')?.textContent ?? '';
}

const gotIt = { reason: 'duplicate', account: account.phone } as const;

test('of one account only those of it count as people who have the message', async () => {
  const said = await openNarrowed([gotIt, gotIt, { reason: 'not_on_whatsapp', account: north }], { account: north });
  expect(said).not.toContain('already got this message');
  expect(screen.getByRole('button', { name: 'Queue these again…' })).toBeTruthy();
});

test('nobody who has the message is offered to be queued again, also where only they are looked for', async () => {
  const said = await openNarrowed([{ ...gotIt, name: 'Mona' }, { reason: 'not_on_whatsapp' }], { search: 'mona' });
  expect(said).toContain('1 of them already got this message, or may have, and will not be queued again.');
  expect(screen.queryByRole('button', { name: /^Queue/ })).toBeNull();
});

test('it is said of how many who can go before they are queued again', async () => {
  await openNarrowed([{ reason: 'missed' }, { reason: 'missed', isOnDoNotContact: true }, gotIt], {}, 3);
  fireEvent.click(screen.getByRole('button', { name: /^Queue.* again…$/ }));
  await screen.findByRole('alertdialog', { name: 'Queue this message again?' });
});

test('no chat is offered to be checked where all that are looked for were', async () => {
  const said = await openNarrowed([{ name: 'Mona', settlement: 'not_there' }, {}, {}], { search: 'mona' });
  expect(said).toContain('All of them have been checked.');
  expect(screen.queryByRole('button', { name: /^Check/ })).toBeNull();
});

test('how many chats are to be checked is not told before they are counted', async () => {
  const counting = Promise.withResolvers<{ total: number }>();
  const failed = [1, 2, 3].map((id) => ({ ...failedRow(id, 'no_confirmation'), name: 'Mona' }));
  const handlers = { 'message:count': () => counting.promise };
  const { store } = await renderApp({ rows: failed, overview: { accounts }, handlers });
  act(() => store.getState().showOutbox({ tab: 'failed', search: 'mona' }));
  await screen.findByRole('button', { name: 'Check these chats' });
  await act(async () => counting.resolve({ total: 3 }));
  await screen.findByRole('button', { name: 'Check 3 chats' });
});
