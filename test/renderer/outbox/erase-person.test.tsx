import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import type { FakeOptions } from '../support/fake-api.ts';
import { refuse } from '../support/fake-api.ts';
import { messageRow, sentRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

const button = 'Delete this person’s data…';

async function openPanel(row = sentRow(1), handlers: FakeOptions['handlers'] = {}) {
  const app = await renderApp({ rows: [row], handlers });
  if (row.status === 'sent') fireEvent.click(screen.getByRole('tab', { name: /Sent/ }));
  fireEvent.click(await screen.findByText(row.name === '' ? 'Deleted number' : row.name));
  await screen.findByRole('button', { name: 'Open chat on this computer' });
  const erasures = () => app.calls.filter(({ name }) => name === 'message:erasePerson').map(({ input }) => input);
  return { ...app, erasures };
}

async function askToErase() {
  fireEvent.click(screen.getByRole('button', { name: button }), { detail: 1 });
  return screen.findByRole('alertdialog', { name: 'Delete this person’s data?' });
}

const confirm = (dialog: HTMLElement) =>
  fireEvent.click(within(dialog).getByRole('button', { name: 'Delete the data' }), { detail: 1 });

test('a person is deleted only after a question that says what goes, what stays and what is out of reach', async () => {
  const { erasures } = await openPanel();
  const dialog = await askToErase();
  const said = dialog.textContent ?? '';
  expect(said).toContain('This cannot be undone.');
  expect(said).toContain('never gets the same message again');
  for (const beyond of ['chats in WhatsApp', 'files you have exported', 'existing backups'])
    expect(said).toContain(beyond);
  expect(said).toContain(`within ${limits.backupsKept} days`);
  expect(erasures()).toEqual([]);
  confirm(dialog);
  expect(await screen.findByText('This person’s data was deleted.')).toBeTruthy();
  expect(erasures()).toEqual([{ id: 1 }]);
  await waitFor(() => expect(screen.queryByRole('button', { name: button })).toBeNull());
});

test('nothing is deleted when the question is answered with no', async () => {
  const { erasures } = await openPanel();
  const dialog = await askToErase();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Keep it' }), { detail: 1 });
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(erasures()).toEqual([]);
  expect(screen.getByRole('button', { name: button })).toBeTruthy();
});

test('a person whom a message is on its way to is kept, and nobody is told otherwise', async () => {
  await openPanel(sentRow(1), { 'message:erasePerson': () => refuse('not_allowed_now') });
  confirm(await askToErase());
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(screen.queryByText('This person’s data was deleted.')).toBeNull();
  expect(screen.getByRole('button', { name: button })).toBeTruthy();
});

test('traces that go only when the app is closed are told of', async () => {
  await openPanel(sentRow(1), { 'message:erasePerson': () => ({ isLogClean: false }) });
  confirm(await askToErase());
  expect(await screen.findByText(/The last traces are removed when you close SendOnce/)).toBeTruthy();
});

test('is not offered while the message is on its way', async () => {
  await openPanel(messageRow(1, { status: 'sending' }));
  expect(screen.queryByRole('button', { name: button })).toBeNull();
});
