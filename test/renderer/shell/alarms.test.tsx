import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Alarm } from '../../../domain/state/alarm.ts';
import { renderApp } from '../support/render-app.tsx';

const dayMs = 24 * 60 * 60 * 1_000;
const alarm = (id: number, change: Partial<Alarm> = {}): Alarm => ({
  id,
  kind: 'second_copy',
  raisedAtMs: Date.now(),
  messageId: null,
  campaignId: null,
  name: `Person ${id}`,
  phone: `+44770090010${id}`,
  count: null,
  detail: '',
  ...change,
});
const shown = () => screen.queryAllByRole('alert').length;

test('of several alarms one is shown until the others are asked for, and each is acknowledged by itself', async () => {
  await renderApp({
    rows: 10,
    overview: { alarms: [alarm(1), alarm(2), alarm(3)], dispatcher: { kind: 'alarm', count: 3 } },
  });
  expect(shown()).toBe(1);
  fireEvent.click(screen.getByRole('button', { name: 'and 2 more' }));
  expect(shown()).toBe(3);
  const [button] = screen.getAllByRole('button', { name: 'I have checked this' });
  fireEvent.click(button as HTMLElement);
  await waitFor(() => expect(shown()).toBe(2));
});

test('the button of the last alarm says that sending may resume after it', async () => {
  await renderApp({
    rows: 10,
    overview: { alarms: [alarm(1), alarm(2)], dispatcher: { kind: 'alarm', count: 2 } },
  });
  expect(screen.queryByRole('button', { name: /sending may resume/ })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'I have checked this' }));
  expect(await screen.findByRole('button', { name: 'Checked: sending may resume' })).toBeTruthy();
});

test('an alarm of another day says on which', async () => {
  const raisedAtMs = Date.now() - 3 * dayMs;
  await renderApp({
    rows: 10,
    overview: { alarms: [alarm(1, { raisedAtMs })], dispatcher: { kind: 'alarm', count: 1 } },
  });
  expect(screen.getByRole('alert').textContent).toContain(`${new Date(raisedAtMs).getFullYear()}`);
});
