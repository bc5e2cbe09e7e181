import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeOptions, refuse } from '../support/fake-api.ts';
import { openBlocked } from '../support/open-app.tsx';
import { blockedPerson, onePage } from '../support/people-fixtures.ts';

const added = blockedPerson({ addedAtMs: Date.UTC(2026, 2, 13) });

/** A main process that keeps the list, as the real one does. */
async function open(handlers: FakeOptions['handlers'] = {}) {
  let entries = [added];
  const fake = await openBlocked({
    rows: 0,
    handlers: {
      'doNotContact:list': () => onePage(entries),
      'doNotContact:add': ({ phone, note }) => {
        entries = [...entries, { ...added, phone, note }];
        return { phone };
      },
      'doNotContact:remove': ({ phone }) => {
        entries = entries.filter((entry) => entry.phone !== phone);
      },
      ...handlers,
    },
  });
  await screen.findByText('Asked by mail');
  return fake;
}

/** happy-dom has no layout, so the heights of the scrolled area and of a row are set here, in CSS pixels. */
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(36);
});
afterEach(() => void vi.restoreAllMocks());

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

it('finds a number by its digits, however they are spaced and dialled', async () => {
  await open();
  type('Find a number or note', '0 0155');
  expect(screen.getByText('Asked by mail')).toBeTruthy();
  type('Find a number or note', '07700 900-155');
  expect(screen.getByText('Asked by mail')).toBeTruthy();
  type('Find a number or note', '99999');
  expect(screen.queryByText('Asked by mail')).toBeNull();
});

it('draws only what is in sight of a long list, and says how long it is', async () => {
  const many = Array.from({ length: 4_500 }, (_, index) => ({ ...added, phone: `+4477009${10_000 + index}` }));
  await openBlocked({ rows: 0, handlers: { 'doNotContact:list': () => onePage(many) } });
  const grid = await screen.findByRole('grid', { name: 'Do not contact' });
  expect(grid.getAttribute('aria-rowcount')).toBe('4501');
  const drawn = screen.getAllByText('Asked by mail').length;
  expect(drawn).toBeGreaterThan(20);
  expect(drawn).toBeLessThan(100);
  // A row far down is found all the same.
  type('Find a number or note', '7700914499');
  await waitFor(() => expect(screen.getAllByText('Asked by mail')).toHaveLength(1));
  expect(screen.getByText('1 found')).toBeTruthy();
});

it('is gone through by keyboard: one row is a stop, and its button the next', async () => {
  await open();
  const [row] = screen.getAllByRole('row').slice(1);
  expect(row?.tabIndex).toBe(0);
  expect(screen.getByRole('button', { name: /^Remove \S*\+44/ }).tabIndex).toBe(0);
});

it('takes Ctrl F to the search', async () => {
  await open();
  fireEvent.keyDown(window, { key: 'f', ctrlKey: true });
  expect(document.activeElement).toBe(screen.getByLabelText('Find a number or note'));
});

describe('what cannot be read says so in its place, and is read again', () => {
  /** The main process fails once. */
  function failingOnce<Value>(value: Value) {
    let hasFailed = false;
    return () => {
      if (hasFailed) return value;
      hasFailed = true;
      return refuse('internal');
    };
  }

  it('the list', async () => {
    await openBlocked({ rows: 0, handlers: { 'doNotContact:list': failingOnce(onePage([added])) } });
    expect(await screen.findByText('The list cannot be read')).toBeTruthy();
    expect(screen.queryByText('No numbers yet')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }), { detail: 1 });
    expect(await screen.findByText('Asked by mail')).toBeTruthy();
    expect(screen.queryByText('The list cannot be read')).toBeNull();
  });

  it('the stop words that people wrote', async () => {
    await open({ 'doNotContact:proposals': failingOnce([]) });
    await screen.findByText('The replies with stop words cannot be read');
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }), { detail: 1 });
    await waitFor(() => expect(screen.queryByText('The replies with stop words cannot be read')).toBeNull());
  });
});

it('asks before a number that was typed and not added is left behind', async () => {
  const app = await open();
  type('Phone number', '07700 900123');
  await act(async () => app.open({ screen: 'settings' }));
  await screen.findByRole('alertdialog', { name: 'Leave without saving?' });
  expect(app.route()).toEqual({ screen: 'people' });
  fireEvent.click(screen.getByRole('button', { name: 'Keep editing' }), { detail: 1 });
  type('Phone number', '');
  await act(async () => app.open({ screen: 'settings' }));
  expect(app.route()).toEqual({ screen: 'settings' });
});

it('shows who is stopped without a number, and asks about them again where that is pressed', async () => {
  const stop = { id: 7, name: '', phone: null, text: 'Stop it', stopWord: 'stop', atMs: Date.UTC(2026, 2, 13) };
  let stopped = [stop];
  const fake = await open({
    'doNotContact:withoutNumber': () => stopped,
    'doNotContact:answer': () => {
      stopped = [];
      return [stop];
    },
  });
  const section = await screen.findByRole('region', { name: 'Without a number' });
  expect(section.textContent).toContain('Stop it');
  fireEvent.click(screen.getByRole('button', { name: 'Decide again about “Stop it”' }), { detail: 1 });
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Without a number' })).toBeNull());
  const input = fake.calls.find(({ name }) => name === 'doNotContact:answer')?.input;
  expect(input).toEqual({ ids: [7], answer: 'reopen' });
});
