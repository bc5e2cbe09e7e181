import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { stopWords } from '../../../domain/people/stop-words.ts';
import { refuse } from '../support/fake-api.ts';
import { overview } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const restoreButton = () => screen.findByRole('button', { name: /^Restore the backup of/ });

it('restores a backup only after its consequences were said', async () => {
  const fake = await openApp({}, { screen: 'settings' });
  fireEvent.click(await restoreButton(), { detail: 1 });
  const dialog = await screen.findByRole('alertdialog');
  expect(dialog.textContent).toMatch(/kept as another backup/);
  expect(dialog.textContent).toMatch(/nobody gets the same message twice/);
  expect(fake.calls.some(({ name }) => name === 'backup:restore')).toBe(false);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Restore and restart' }), { detail: 1 });
  await waitFor(() =>
    expect(fake.calls.find(({ name }) => name === 'backup:restore')?.input).toEqual({
      name: 'sendonce-2026-03-14T12-00-00-daily.db',
    }),
  );
});

it('says in words why a backup is refused', async () => {
  await openApp({ handlers: { 'backup:restore': () => refuse('backup_damaged') } }, { screen: 'settings' });
  fireEvent.click(await restoreButton(), { detail: 1 });
  fireEvent.click(await screen.findByRole('button', { name: 'Restore and restart' }), { detail: 1 });
  expect((await screen.findAllByText(/This backup is damaged/)).length).toBeGreaterThan(0);
});

it('deletes a backup only after asking, and then shows it no more', async () => {
  const fake = await openApp({}, { screen: 'settings' });
  fireEvent.click(await screen.findByRole('button', { name: /^Delete the backup of/ }), { detail: 1 });
  const dialog = await screen.findByRole('alertdialog');
  expect(fake.calls.some(({ name }) => name === 'backup:delete')).toBe(false);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Delete backup' }), { detail: 1 });
  expect(await screen.findByText('No backups yet.')).toBeTruthy();
});

it('adds the usual words of a language to those that are there, and no word twice', async () => {
  const own = { ...overview().settings, stopWords: ['schluss', 'Baja', 'parar'] };
  const fake = await openApp({ overview: { settings: own } }, { screen: 'settings' });
  const usual = await screen.findByRole('group', { name: 'Add common words in a language' });
  fireEvent.click(within(usual).getByRole('button', { name: 'Español' }), { detail: 1 });
  await waitFor(() =>
    expect(fake.calls.at(-1)?.input).toEqual({ stopWords: [...own.stopWords, ...stopWords.es.slice(2)] }),
  );
  expect(within(usual).getByRole('button', { name: 'Español' })).toHaveProperty('disabled', true);
});

it('keeps stop words one a line, each once', async () => {
  const fake = await openApp({}, { screen: 'settings' });
  const field = await screen.findByLabelText('Words and phrases that mean “no more messages”');
  fireEvent.change(field, { target: { value: 'stop\n\n  baja , stop\nsair' } });
  fireEvent.blur(field);
  await waitFor(() =>
    expect(fake.calls.at(-1)).toEqual({ name: 'settings:set', input: { stopWords: ['stop', 'baja', 'sair'] } }),
  );
});

it('opens the list of shortcuts with a question mark, but not while somebody types one', async () => {
  const fake = await openApp({}, { screen: 'settings' });
  fireEvent.keyDown(await screen.findByLabelText('Your name'), { key: '?' });
  expect(screen.queryByRole('dialog')).toBeNull();
  fireEvent.keyDown(document.body, { key: '?' });
  expect((await screen.findByRole('dialog')).textContent).toContain('Ctrl 5');
  fireEvent.click(screen.getAllByRole('button', { name: 'Close' })[0] as HTMLElement, { detail: 1 });
  fake.emit('app:command', 'reports');
  expect(await screen.findByRole('heading', { level: 1, name: 'Reports' })).toBeTruthy();
});

it('says in its place that the backups cannot be read, and reads them again', async () => {
  let isBroken = true;
  await openApp({ handlers: { 'backup:list': () => (isBroken ? refuse('internal') : []) } }, { screen: 'settings' });
  const failure = (await screen.findByText('The backups cannot be read')).closest('.banner');
  expect(screen.queryByText('No backups yet.')).toBeNull();
  isBroken = false;
  fireEvent.click(within(failure as HTMLElement).getByRole('button', { name: 'Try again' }), { detail: 1 });
  expect(await screen.findByText('No backups yet.')).toBeTruthy();
  expect(screen.queryByText('The backups cannot be read')).toBeNull();
});
