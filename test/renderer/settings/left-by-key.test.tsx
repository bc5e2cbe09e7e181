import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { openApp } from '../support/open-app.tsx';

it.each([
  ['the name of who checks', /^Your name/, 'Mona', { operatorName: 'Mona' }],
  ['a number', /^Time to wait for confirmation/, '45', { ackWaitMs: 45_000 }],
  ['words that mean "no more messages"', /^Words and phrases/, 'basta', { stopWords: ['basta'] }],
])('saves %s also where a key leads elsewhere out of the field', async (_what, label, typed, saved) => {
  const fake = await openApp({ rows: 0 }, { screen: 'settings' });
  const field = await screen.findByRole('textbox', { name: label });
  field.focus();
  fireEvent.change(field, { target: { value: typed } });
  fireEvent.keyDown(field, { key: '3', ctrlKey: true });
  await waitFor(() => expect(fake.route()).toEqual({ screen: 'campaigns' }));
  const settings = fake.calls.filter(({ name }) => name === 'settings:set').map(({ input }) => input);
  expect(settings).toEqual([saved]);
});

it('saves nothing that was not changed', async () => {
  const fake = await openApp({ rows: 0 }, { screen: 'settings' });
  const field = await screen.findByRole('textbox', { name: /^Words and phrases/ });
  fireEvent.focus(field);
  fireEvent.blur(field);
  fireEvent.keyDown(window, { key: '3', ctrlKey: true });
  await waitFor(() => expect(fake.route()).toEqual({ screen: 'campaigns' }));
  expect(fake.calls.some(({ name }) => name === 'settings:set')).toBe(false);
});
