import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { Presses } from '../../../electron/desktop/presses.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const ask = vi.fn<() => Promise<boolean>>();
let clock: FakeClock;
let contents: EventEmitter;
let presses: Presses;
beforeEach(() => {
  ask.mockReset().mockResolvedValue(false);
  clock = new FakeClock(0);
  contents = new EventEmitter();
  presses = new Presses({ clock, ask });
  presses.watch(contents as never);
});
const input = (type: string) => contents.emit('input-event', {}, { type });
const isOfPerson = () => presses.isOfPerson('message:settle');

it('a press within the last two seconds is a person, and nobody is asked', async () => {
  input('mouseDown');
  await clock.pass(limits.pressMs);
  expect(await isOfPerson()).toBe(true);
  input('keyDown');
  expect(await isOfPerson()).toBe(true);
  expect(ask).not.toHaveBeenCalled();
});

it('where none was seen, or only a mouse that moves, the operator is asked in a dialog that no page can answer', async () => {
  input('mouseMove');
  expect(await isOfPerson()).toBe(false);
  ask.mockResolvedValue(true);
  expect(await isOfPerson()).toBe(true);
  input('mouseDown');
  await clock.pass(limits.pressMs + 1);
  ask.mockResolvedValue(false);
  expect(await isOfPerson()).toBe(false);
  expect(ask).toHaveBeenCalledTimes(3);
});

it('a page that asks again while the dialog is open is refused without another one', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  ask.mockReturnValue(promise);
  const first = isOfPerson();
  expect(await isOfPerson()).toBe(false);
  resolve(true);
  expect([await first, ask.mock.calls.length]).toEqual([true, 1]);
});

it('the start of a campaign comes after the time in which it can be taken back', async () => {
  input('mouseDown');
  await clock.pass(limits.startUndoMs + limits.pressMs);
  expect(await presses.isOfPerson('campaign:start')).toBe(true);
  expect(ask).not.toHaveBeenCalled();
});
