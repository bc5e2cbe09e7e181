import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { DispatcherState } from '../../../domain/state/state.ts';
import type { NewerVersion } from '../../../domain/state/update.ts';
import { renderApp } from '../support/render-app.tsx';

const ready: NewerVersion = { version: '1.5.0', news: ['Several numbers in one cell'], way: 'restart' };
const updateOf = (newer: NewerVersion) => ({ canLook: true, checkedAtMs: Date.now(), newer });
const waitsFor = (inMs: number): DispatcherState => ({
  kind: 'waiting',
  why: 'gap',
  sinceMs: 0,
  untilMs: Date.now() + inMs,
  campaignId: 1,
  count: null,
});
const hourMs = 60 * 60_000;

test('whoever looks at the window sees that a newer version is ready, what is new, and installs it', async () => {
  const { calls } = await renderApp({ rows: 1, overview: { update: updateOf(ready) } });
  fireEvent.click(screen.getByRole('button', { name: 'Version 1.5.0 is ready' }));
  expect(await screen.findByText('Several numbers in one cell')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Restart and update' }));
  expect(calls.map(({ name }) => name)).toContain('update:install');
});

test('a build that does not update itself leads to the page where the new one is', async () => {
  const { calls } = await renderApp({ rows: 1, overview: { update: updateOf({ ...ready, way: 'page' }) } });
  fireEvent.click(screen.getByRole('button', { name: 'There is version 1.5.0' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Open the download page' }));
  expect(calls.map(({ name }) => name)).toContain('update:openPage');
});

test.each<[string, DispatcherState]>([
  ['while a message is on its way', { kind: 'sending', messageId: 1, campaignId: 1, sinceMs: Date.now() }],
  ['shortly before the next one', waitsFor(4 * 60_000)],
])('nothing speaks of it %s; Settings says it, and when', async (_, dispatcher) => {
  await renderApp({ rows: 1, overview: { dispatcher, update: updateOf(ready) } });
  expect(screen.queryByRole('button', { name: 'Version 1.5.0 is ready' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /^Settings/ }));
  expect(await screen.findByText(/It can be installed when nothing is being sent/)).toBeTruthy();
  const restart = screen.getByRole('button', { name: 'Restart and update' });
  expect(restart).toHaveProperty('disabled', true);
});

test('a campaign that waits for a morning does not keep it from sight', async () => {
  await renderApp({ rows: 1, overview: { dispatcher: waitsFor(8 * hourMs), update: updateOf(ready) } });
  expect(screen.getByRole('button', { name: 'Version 1.5.0 is ready' })).toBeTruthy();
});
