import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Api, CommandResult, EventName, SavedText } from '../../../domain/contract.ts';
import { TextProvider } from '../../../renderer/text.tsx';
import { useRead } from '../../../renderer/ui/hooks/use-read.ts';
import { ToastProvider } from '../../../renderer/ui/toast.tsx';

type Answer = CommandResult<SavedText[]>;
type Asked = { readonly id: number; readonly answer: (given: Answer) => void };

const events: readonly EventName[] = ['replies:changed'];
let asked: Asked[] = [];
let tell: () => void = () => undefined;

const found = (name: string): Answer => ({ ok: true, value: [{ id: 1, name, text: name, savedAtMs: 0 }] });
const refused: Answer = { ok: false, failure: { code: 'internal', detail: '' } };
const answer = (place: number, given: Answer) => act(async () => asked[place]?.answer(given));

beforeEach(() => {
  asked = [];
  const api = {
    commands: {
      'replies:saved': ({ id }: { id: number }) =>
        new Promise<Answer>((resolve) => asked.push({ id, answer: resolve })),
    },
    events: {
      'replies:changed': (listener: () => void) => {
        tell = listener;
        return () => undefined;
      },
    },
  };
  vi.stubGlobal('sendonce', api as unknown as Api);
});

const around = ({ children }: { children: ReactNode }) => (
  <TextProvider language="en">
    <ToastProvider>{children}</ToastProvider>
  </TextProvider>
);

async function read(first: { id: number; asks?: boolean }) {
  const hook = renderHook(({ id, asks = true }) => useRead('replies:saved', { id }, { asks, events }), {
    initialProps: first,
    wrapper: around,
  });
  await waitFor(() => expect(hook.result.current).not.toBeNull());
  const name = () => hook.result.current.shown?.[0]?.name;
  return { ...hook, name };
}

test('an answer that another question overtook is dropped', async () => {
  const { rerender, name, result } = await read({ id: 1 });
  rerender({ id: 2 });
  await answer(1, found('second'));
  await answer(0, found('first'));
  expect(asked.map(({ id }) => id)).toEqual([1, 2]);
  expect(name()).toBe('second');
  expect(result.current.value?.[0]?.name).toBe('second');
});

test('what was read stays in sight until there is something newer, and counts for its own question alone', async () => {
  const { rerender, name, result } = await read({ id: 1 });
  await answer(0, found('first'));
  rerender({ id: 2 });
  expect(name()).toBe('first');
  expect(result.current.value).toBeNull();
  expect(result.current.isOld).toBe(true);
  await answer(1, refused);
  expect(name()).toBe('first');
  expect(result.current.failure).toBe('internal');
});

test('an event asks again, and what main answered to something else is put in over it', async () => {
  const { name, result } = await read({ id: 1 });
  await answer(0, found('first'));
  act(() => tell());
  act(() => result.current.put([{ id: 1, name: 'put', text: '', savedAtMs: 0 }]));
  await answer(1, found('older'));
  expect(asked).toHaveLength(2);
  expect(name()).toBe('put');
});

test('nothing is asked until it is wanted', async () => {
  const { rerender } = await read({ id: 1, asks: false });
  expect(asked).toEqual([]);
  rerender({ id: 1, asks: true });
  expect(asked).toHaveLength(1);
});
