import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { type FakeOptions, refuse } from '../support/fake-api.ts';
import { openApp } from '../support/open-app.tsx';

const added = { phone: '+447700900155', note: 'Asked by mail', addedAtMs: Date.UTC(2026, 2, 13) };

/** A main that keeps the list, as the real one does. */
async function open(handlers: FakeOptions['handlers'] = {}) {
  let entries = [added];
  const fake = await openApp(
    {
      rows: 0,
      handlers: {
        'doNotContact:list': () => entries,
        'doNotContact:add': ({ phone, note }) => {
          entries = [...entries, { ...added, phone, note }];
          return { phone };
        },
        'doNotContact:remove': ({ phone }) => {
          entries = entries.filter((entry) => entry.phone !== phone);
        },
        ...handlers,
      },
    },
    { screen: 'doNotContact' },
  );
  await screen.findByText('Asked by mail');
  return fake;
}

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

it('adds a number with its note', async () => {
  await open();
  type('Phone number', '+447700900142');
  type('Note', 'Replied STOP');
  fireEvent.click(screen.getByRole('button', { name: 'Add number' }), { detail: 1 });
  expect(await screen.findByText('Replied STOP')).toBeTruthy();
});

it('keeps what was typed when it is not a phone number', async () => {
  await open({ 'doNotContact:add': () => refuse('invalid_request') });
  type('Phone number', 'Maria');
  fireEvent.click(screen.getByRole('button', { name: 'Add number' }), { detail: 1 });
  expect(await screen.findByText('This is not a phone number.')).toBeTruthy();
  expect((screen.getByLabelText('Phone number') as HTMLInputElement).value).toBe('Maria');
});

it('removes a number only after asking', async () => {
  const fake = await open();
  fireEvent.click(screen.getByRole('button', { name: /^Remove \S*\+44/ }), { detail: 1 });
  const confirm = await screen.findByRole('button', { name: 'Remove from the list' });
  expect(fake.calls.some((call) => call.name === 'doNotContact:remove')).toBe(false);
  fireEvent.click(confirm, { detail: 1 });
  await waitFor(() => expect(screen.queryByText('Asked by mail')).toBeNull());
});

it('finds a number by its digits, however they are spaced', async () => {
  await open();
  type('Find a number or note', '0 0155');
  expect(screen.getByText('Asked by mail')).toBeTruthy();
  type('Find a number or note', '99999');
  expect(screen.queryByText('Asked by mail')).toBeNull();
});

it('draws a long list in parts, so that the window stays quick', async () => {
  const many = Array.from({ length: 450 }, (_, index) => ({ ...added, phone: `+4477009${10_000 + index}` }));
  await openApp({ rows: 0, handlers: { 'doNotContact:list': () => many } }, { screen: 'doNotContact' });
  const more = await screen.findByRole('button', { name: /Show more: 200 of 450/ });
  expect(screen.getAllByText('Asked by mail')).toHaveLength(200);
  fireEvent.click(more, { detail: 1 });
  await waitFor(() => expect(screen.getAllByText('Asked by mail')).toHaveLength(400));
});
