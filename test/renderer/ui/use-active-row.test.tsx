import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { messageRow, sentRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

const named = (id: number) => ({ name: `Guest ${id}` });
const waiting = Array.from({ length: 6 }, (_, place) => messageRow(place + 1, named(place + 1)));
const sent = (id: number) => sentRow(id, 2, named(id));

const rowOf = async (name: string) => (await screen.findByText(name)).closest('tr') as HTMLElement;
const key = (name: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement as Element, { key: name, ...more });
/** The row that Tab reaches. */
const reached = () => document.querySelector('tbody tr[tabindex="0"]')?.textContent;

async function openOn(name: string) {
  const app = await renderApp({ rows: waiting });
  const row = await rowOf(name);
  act(() => row.focus());
  return app;
}

test('keys mean the row that has the focus, also after rows above it have left', async () => {
  const { change, store } = await openOn('Guest 4');
  act(() => change([sent(1), sent(2)]));
  await waitFor(() => expect(screen.queryByText('Guest 1')).toBeNull());
  expect(document.activeElement?.textContent).toContain('Guest 4');
  expect(reached()).toContain('Guest 4');
  key(' ');
  expect(store.getState().selected.ids).toEqual(new Set([4]));
  key('Enter');
  expect(store.getState().openMessageId).toBe(4);
  key('ArrowDown');
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Guest 5'));
});

test('where the row that has the focus leaves, the row that takes its place has it', async () => {
  const { change } = await openOn('Guest 2');
  act(() => change([sent(2)]));
  await waitFor(() => expect(screen.queryByText('Guest 2')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(screen.getByText('Guest 3').closest('tr')));
});

test('a list that nobody went into is entered at its first row, whatever comes on top of it', async () => {
  const { change } = await renderApp({ rows: [...waiting, sent(7)] });
  fireEvent.click(screen.getByRole('tab', { name: /Sent/ }));
  await rowOf('Guest 7');
  act(() => change([sent(1)]));
  await within(await screen.findByRole('grid')).findByText('Guest 1');
  expect(reached()).toContain('Guest 1');
});
