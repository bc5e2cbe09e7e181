import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { refuse } from '../support/fake-api.ts';
import { replyRows } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const rowOf = (id: number) => document.getElementById(`reply-${id}`) as HTMLElement;
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Answer to/ });
const options = { rows: 0, replies: replyRows() };

async function openChat(more: Partial<Parameters<typeof openApp>[0]> = {}) {
  const fake = await openApp({ ...options, ...more }, { screen: 'replies' });
  await waitFor(() => expect(rowOf(1)).not.toBeNull());
  fireEvent.click(rowOf(1));
  await screen.findByText('Voice message');
  return fake;
}

it('stays in the chat that was gone to while the answer to another one was on its way', async () => {
  const { promise, resolve } = Promise.withResolvers<{ asks: null }>();
  const fake = await openChat({ handlers: { 'replies:answer': () => promise as never } });
  fireEvent.change(field(), { target: { value: 'Yes' } });
  fireEvent.keyDown(field(), { key: 'Enter' });
  await waitFor(() => expect(fake.calls.some(({ name }) => name === 'replies:answer')).toBe(true));
  fireEvent.click(rowOf(3));
  await waitFor(() => expect(rowOf(3).getAttribute('aria-current')).toBe('true'));
  resolve({ asks: null });
  await new Promise((goOn) => setTimeout(goOn, 50));
  expect(rowOf(3).getAttribute('aria-current')).toBe('true');
});

it('takes Escape in a question for the safe answer', async () => {
  await openChat({ asks: ['same_words'] });
  // On a busy machine the screen's heading may take the focus as late as this.
  await waitFor(() => expect(document.activeElement).toBe(field()));
  fireEvent.change(field(), { target: { value: 'Yes' } });
  fireEvent.keyDown(field(), { key: 'Enter' });
  const safe = await screen.findByRole('button', { name: 'Do not send' });
  fireEvent.keyDown(safe, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(field().value).toBe('Yes');
  await waitFor(() => expect(document.activeElement).toBe(field()));
});

it('says that a saved answer could not be deleted', async () => {
  await openChat({
    handlers: {
      'replies:saved': () => [{ id: 1, name: 'Thanks', text: 'Thank you', savedAtMs: 0 }],
      'replies:deleteSaved': () => refuse('internal'),
    },
  });
  fireEvent.click(screen.getByRole('button', { name: /^Saved answers/ }));
  fireEvent.click(await screen.findByRole('menuitem', { name: /^Delete.*Thanks/ }));
  expect((await screen.findAllByText(/^Something went wrong/)).length).toBeGreaterThan(0);
});

it('is asked about before the app closes as long as it is half written, and not before another screen is opened', async () => {
  const fake = await openChat();
  const told = () => fake.calls.filter(({ name }) => name === 'desktop:unsaved').map(({ input }) => input);
  fireEvent.change(field(), { target: { value: 'Ye' } });
  fireEvent.change(field(), { target: { value: 'Yes' } });
  await waitFor(() => expect(told()).toEqual([{ state: 'unsaved' }]));
  fake.open({ screen: 'settings' });
  expect(fake.route()).toEqual({ screen: 'settings' });
  expect(told()).toHaveLength(1);
  fake.open({ screen: 'replies' });
  await waitFor(() => expect(rowOf(1)).not.toBeNull());
  fireEvent.click(rowOf(1));
  await screen.findByText('Voice message');
  fireEvent.keyDown(field(), { key: 'Enter' });
  await waitFor(() => expect(told()).toEqual([{ state: 'unsaved' }, { state: 'nothing' }]));
});
