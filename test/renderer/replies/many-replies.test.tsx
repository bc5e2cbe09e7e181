import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { ReplyPlace, ReplyRow } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { fixtureNowMs, replyRows } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const [waits] = replyRows();
const row = (messageId: number, change: Partial<ReplyRow> = {}): ReplyRow => {
  if (!waits) throw new Error('nobody waits');
  return { ...waits, messageId, name: `Person ${messageId}`, ...change };
};
const many = Array.from({ length: limits.repliesShown + 1 }, (_, place) => row(place + 1));
const rowOf = (id: number) => document.getElementById(`reply-${id}`);

it('more replies than are shown are read page by page by keyboard, and no group that is cut off is counted', async () => {
  let all = many;
  const handlers = {
    'replies:list': ({ after }: { after: ReplyPlace | null }) => all.slice(after?.messageId ?? 0),
  };
  const fake = await openApp({ rows: 0, replies: many, handlers }, { screen: 'replies' });
  const group = async () => within(await screen.findByRole('region', { name: 'Unanswered' }));
  expect((await group()).getByRole('heading').textContent).toBe('Unanswered ');
  expect(rowOf(limits.repliesShown)).toBeTruthy();
  expect(rowOf(limits.repliesShown + 1)).toBeNull();
  rowOf(1)?.focus();
  fireEvent.keyDown(rowOf(1) ?? document.body, { key: 'End' });
  expect(document.activeElement?.textContent).toBe('Next page');
  // A second press while the next page is read skips none.
  fireEvent.click(document.activeElement ?? document.body);
  fireEvent.click(document.activeElement ?? document.body);
  await waitFor(() => expect(document.activeElement).toBe(rowOf(limits.repliesShown + 1)));
  expect(rowOf(limits.repliesShown)).toBeNull();
  expect((await group()).getByRole('heading').textContent).toBe('Unanswered ');
  expect(screen.getByText('Page 2')).toBeTruthy();
  // From a page that has emptied meanwhile a way leads back.
  all = many.slice(0, -1);
  act(() => fake.emit('replies:changed', { waiting: all.length }));
  await waitFor(() => expect(rowOf(limits.repliesShown + 1)).toBeNull());
  fireEvent.click(screen.getByRole('button', { name: 'Previous page' }));
  await waitFor(() => expect(document.activeElement?.id).toBe('reply-1'));
});

it('of just as many as are shown it counts all, and speaks of no others', async () => {
  await openApp({ rows: 0, replies: many.slice(1) }, { screen: 'replies' });
  const group = await screen.findByRole('region', { name: 'Unanswered' });
  expect(within(group).getByRole('heading').textContent).toContain(String(limits.repliesShown));
  expect(screen.queryByText(/^Page 1/)).toBeNull();
});

it('of hundreds of replies only those are drawn anew that are others than before', async () => {
  let replies = many;
  const handlers = { 'replies:list': () => structuredClone(replies) };
  const fake = await openApp({ rows: 0, replies: many, handlers }, { screen: 'replies' });
  await screen.findByRole('region', { name: 'Unanswered' });
  replies = many.map((one) => (one.messageId === 7 ? { ...one, text: 'One more word' } : one));
  // Each waiting row reads the clock when it is drawn.
  const looks = vi.spyOn(Date, 'now');
  act(() => fake.emit('replies:changed', { waiting: many.length }));
  await screen.findByText('One more word');
  expect(looks.mock.calls.length).toBeLessThan(50);
  looks.mockRestore();
});

it('whoever stands behind those that are shown is open where they were asked for', async () => {
  const newest = row(limits.repliesShown + 2);
  const handlers = { 'replies:list': () => many, 'replies:get': () => newest };
  await openApp({ rows: 0, replies: many, handlers }, { screen: 'replies', messageId: newest.messageId });
  expect(await screen.findByRole('heading', { name: newest.name })).toBeTruthy();
});

it('whoever was closed and left the list can be opened again from their chat, and all at once', async () => {
  const replies = [...replyRows(), row(9)];
  const fake = await openApp(
    {
      rows: 0,
      replies,
      handlers: {
        'replies:setDone': ({ id, isDone }: { id: number; isDone: boolean }) => {
          const at = replies.findIndex(({ messageId }) => messageId === id);
          const settled = { waitsSinceMs: null, settled: 'done', settledAtMs: fixtureNowMs } as const;
          replies[at] = isDone ? row(id, settled) : row(id);
        },
      },
    },
    { screen: 'replies' },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'To answer' }));
  await waitFor(() => expect(rowOf(3)).toBeNull());
  fireEvent.click(rowOf(1) ?? document.body);
  fireEvent.click(await screen.findByRole('button', { name: /^No answer needed/ }));
  await waitFor(() => expect(rowOf(1)).toBeNull());
  fireEvent.click(await screen.findByRole('button', { name: /^Needs an answer/ }));
  await waitFor(() => expect(rowOf(1)).not.toBeNull());
  const said = fake.calls.filter(({ name }) => name === 'replies:setDone').map(({ input }) => input);
  expect(said).toMatchObject([{ isDone: true }, { isDone: false }]);
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  fireEvent.click(await screen.findByRole('button', { name: 'No answer needed for all' }));
  const closed = await screen.findByText(/^\d conversations$/);
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(closed.isConnected).toBe(false));
  const asked = fake.calls.filter(({ name }) => /AllDone$/.test(name)).map(({ input }) => input);
  expect(asked).toEqual([expect.objectContaining({ group: 'waiting', search: '' }), { atMs: fixtureNowMs }]);
});
