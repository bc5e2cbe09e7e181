import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { refuse } from '../support/fake-api.ts';
import { failedRow, messageRow, messageRows, sentRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

const rowsInSight = async () =>
  within(await screen.findByRole('grid'))
    .getAllByRole('row')
    .slice(1) as HTMLElement[];
const key = (name: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement as Element, { key: name, ...more });
const tick = (name: string) => fireEvent.click(screen.getByRole('checkbox', { name: `Select ${name}` }));
const said = () => screen.queryByText(/^\d+ of \d+ selected$/)?.textContent ?? null;
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => messageRow(index + 1, { name: `Guest ${index + 1}` }));

test('a row is called by what it says, without the word of its box', async () => {
  await renderApp({ rows: numbered(1) });
  const [row] = await rowsInSight();
  expect(row?.getAttribute('aria-labelledby')).not.toBeNull();
  expect(screen.getByRole('row', { name: /^Guest 1 / })).toBe(row);
});

describe('what is selected', () => {
  test('loses a row that was sent meanwhile', async () => {
    const { change } = await renderApp({ rows: numbered(3) });
    await rowsInSight();
    tick('Guest 1');
    tick('Guest 2');
    act(() => change([sentRow(1)]));
    expect(said()).toBe('1 of 2 selected');
  });

  test('loses a row that left while more changed than is told row by row', async () => {
    const { change, calls } = await renderApp({ rows: numbered(600) });
    await rowsInSight();
    tick('Guest 1');
    tick('Guest 2');
    act(() => change([...numbered(601).slice(300), messageRow(2)].map(({ id }) => sentRow(id))));
    await waitFor(() => expect(said()).toBe('1 of 299 selected'));
    fireEvent.click(screen.getByRole('button', { name: 'Cancel 1 message…' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel 1 message' }));
    await screen.findByText(/message cancelled/);
    expect(calls.filter(({ name }) => name === 'message:cancel').map(({ input }) => input)).toEqual([
      { target: { ids: [1] } },
    ]);
  });

  test('says where it could not be counted, and counts it again', async () => {
    let isBroken = true;
    const { calls } = await renderApp({
      rows: numbered(3),
      handlers: { 'message:count': () => (isBroken ? refuse('internal') : { total: 2 }) },
    });
    await rowsInSight();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'Guest' } });
    await waitFor(() => expect(calls.some(({ name }) => name === 'message:count')).toBe(true));
    fireEvent.keyDown(document.body, { key: 'a', ctrlKey: true });
    await screen.findByText('Could not be counted.');
    isBroken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }), { detail: 1 });
    await waitFor(() => expect(said()).toBe('2 of 2 selected'));
  });

  test('is nothing any more once all of it has left, also for what comes later', async () => {
    const { change } = await renderApp({ rows: numbered(2) });
    await rowsInSight();
    fireEvent.keyDown(window, { key: 'a', ctrlKey: true });
    expect(said()).toBe('2 of 2 selected');
    act(() => change([sentRow(1), sentRow(2)]));
    await waitFor(() => expect(said()).toBeNull());
    act(() => change([messageRow(7)]));
    await rowsInSight();
    expect(said()).toBeNull();
  });

  test('takes its question along when it leaves: none opens by itself for what is selected next', async () => {
    const { change } = await renderApp({ rows: numbered(3) });
    await rowsInSight();
    tick('Guest 1');
    fireEvent.click(screen.getByRole('button', { name: 'Cancel 1 message…' }));
    await screen.findByRole('alertdialog');
    act(() => change([sentRow(1)]));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    tick('Guest 2');
    expect(said()).toBe('1 of 2 selected');
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  test('is nothing where nothing can be selected', async () => {
    await renderApp({ rows: [failedRow(1, 'no_confirmation')] });
    fireEvent.click(screen.getByRole('tab', { name: /Failed/ }));
    await rowsInSight();
    fireEvent.keyDown(window, { key: 'a', ctrlKey: true });
    expect(screen.queryByText(/selected/)).toBeNull();
  });

  test('grows and shrinks with Shift and the arrows from the row that was chosen', async () => {
    await renderApp({ rows: numbered(5) });
    const [first] = await rowsInSight();
    first?.focus();
    key(' ');
    key('ArrowDown', { shiftKey: true });
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Guest 2'));
    key('ArrowDown', { shiftKey: true });
    await waitFor(() => expect(said()).toBe('3 of 5 selected'));
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Guest 3'));
    key('ArrowUp', { shiftKey: true });
    await waitFor(() => expect(said()).toBe('2 of 5 selected'));
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Guest 2'));
    // Whoever selected all since has none of them taken out again.
    key('a', { ctrlKey: true });
    key('ArrowUp', { shiftKey: true });
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Guest 1'));
    expect(said()).toBe('5 of 5 selected');
  });

  test('begins with Shift at the row that was opened or has the focus, and not where an earlier one was cleared', async () => {
    await renderApp({ rows: numbered(5) });
    const [first, second, , fourth] = await rowsInSight();
    fireEvent.click(second as Element);
    fireEvent.click(fourth as Element, { shiftKey: true });
    expect(said()).toBe('3 of 5 selected');
    fireEvent.click(screen.getByRole('button', { name: /^Clear/ }), { detail: 1 });
    await waitFor(() => expect(said()).toBeNull());
    first?.focus();
    key('ArrowDown', { shiftKey: true });
    await waitFor(() => expect(said()).toBe('2 of 5 selected'));
  });
});

describe('the count of what a search shows', () => {
  test('comes while messages go out one after another', async () => {
    const { change } = await renderApp({ rows: messageRows(300) });
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'a' } });
    let next = 400;
    const going = setInterval(() => act(() => change([sentRow(next++)])), 50);
    try {
      expect(await screen.findByRole('checkbox', { name: /^Select all \d+$/ })).toBeTruthy();
    } finally {
      clearInterval(going);
    }
  });
});

describe('where the keys go on', () => {
  test('is the list once the bar is gone, and the search once what narrowed the list is cleared', async () => {
    await renderApp({ rows: numbered(3) });
    const [first] = await rowsInSight();
    first?.focus();
    fireEvent.keyDown(window, { key: 'a', ctrlKey: true });
    const clear = screen.getByRole('button', { name: /^Clear/ });
    clear.focus();
    fireEvent.click(clear);
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Guest 1'));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nobody' } });
    const [back] = await screen.findAllByRole('button', { name: 'Clear search and filters' });
    back?.focus();
    fireEvent.click(back as HTMLElement);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('searchbox')));
  });

  test('is the search once the last row that it found has left', async () => {
    const { change } = await renderApp({ rows: numbered(3) });
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'guest 2' } });
    await waitFor(async () => expect(await rowsInSight()).toHaveLength(1));
    const [found] = await rowsInSight();
    found?.focus();
    act(() => change([sentRow(2)]));
    await screen.findByText(/No one matches/);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('searchbox')));
  });
});
