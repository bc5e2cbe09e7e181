import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { messageRow, sentRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

const guests = Array.from({ length: 12 }, (_, place) => messageRow(place + 1, { name: `Guest ${place + 1}` }));
const search = async (words: string) =>
  fireEvent.change(await screen.findByRole('searchbox'), { target: { value: words } });

test('a search among what waits says how many it found, the one being sent among them', async () => {
  await renderApp({ rows: [...guests, messageRow(98, { name: 'Guest 98', status: 'sending' }), messageRow(99)] });
  await search('guest');
  await screen.findByText('13 found');
  await search('');
  await expect.poll(() => screen.queryByText(/ found$/)).toBeNull();
});

test('a filter among what was sent says how many it leaves', async () => {
  const { store } = await renderApp({ rows: [sentRow(1, 2, { replyCount: 1 }), sentRow(2), sentRow(3)] });
  act(() => store.getState().showOutbox({ tab: 'sent', replied: true }));
  await screen.findByText(/^\d found$/);
});

test('a search that finds more than are counted for a list says so', async () => {
  await renderApp({ rows: guests, handlers: { 'message:count': () => ({ total: null }) } });
  await search('guest');
  await screen.findByText('More than 1,000 found');
});
