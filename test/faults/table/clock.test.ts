import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../support/temporary-database.ts';
import { patienceMs } from '../../support/until.ts';
import { skipAloud } from '../required.ts';
import { linesOf, startScript } from './processes.ts';

/** The library of the Debian package faketime: it changes the time of day that a process reads, while it runs. */
const faketime = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')[0];
const isSkipped = skipAloud('Jumps of the clock', faketime ? null : 'the package faketime is missing');

const gapMs = 800;
/** So many that some still wait when the clock is set, even if a busy machine sets it late. */
const messages = 25;
/** Every duration that is checked here is under a second on an idle machine. */
const patience = { timeout: patienceMs, interval: 100 };
let place: ReturnType<typeof temporaryFolder>;
let child: ChildProcess;
let nextLine: () => Promise<string>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(async () => {
  // A process that exits by itself lets faketime remove its shared memory.
  const ended = child.exitCode === null ? once(child, 'exit') : null;
  child.stdin?.write('end\n');
  await ended;
  place.remove();
});

type Left = { readonly monotonicMs: number; readonly wallMs: number; readonly remote: string; readonly random: string };

async function left(): Promise<Left> {
  const line = await nextLine();
  const [word, monotonicMs, wallMs, remote = '', random = ''] = line.split(' ');
  expect(word, line).toBe('left');
  return { monotonicMs: Number(monotonicMs), wallMs: Number(wallMs), remote, random };
}

/**
 * The states of the messages, and why the campaign is paused. Lines about messages that leave meanwhile are skipped.
 */
async function status(): Promise<string> {
  child.stdin?.write('status\n');
  for (;;) {
    const line = await nextLine();
    if (line.startsWith('status ')) return line;
  }
}

/** Starts at noon of the day on which the rig's campaigns start. Returns a function that sets another time. */
function startAtNoon(count: number, after = 'ack'): (time: string) => void {
  const file = join(place.folder, 'time');
  const setTime = (time: string) => {
    // faketime reads the file each time that the clock is read, and must not find half of it.
    writeFileSync(`${file}.new`, `@2026-03-03 ${time}\n`);
    renameSync(`${file}.new`, file);
  };
  setTime('12:00:00');
  child = startScript('clock-run.ts', [String(count), String(gapMs), after], {
    TMPDIR: place.folder,
    TZ: 'UTC',
    LD_PRELOAD: faketime ?? '',
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    DONT_FAKE_MONOTONIC: '1',
  });
  nextLine = linesOf(child);
  return setTime;
}

/** Everything that left up to the second message after the clock was set. The clock is set once two have left. */
async function leftAroundJump(to: string): Promise<Left[]> {
  const setTime = startAtNoon(messages);
  const all = [await left(), await left()];
  setTime(to);
  while (all.length < messages && jumpInMinutes(all[0], all.at(-2)) === 0) all.push(await left());
  return all;
}

/** By how much more the time of day moved than time passed. */
function jumpInMinutes(from: Left | undefined, to: Left | undefined): number {
  if (from === undefined || to === undefined) return Number.NaN;
  return Math.round((to.wallMs - from.wallMs - (to.monotonicMs - from.monotonicMs)) / 60_000);
}

/**
 * No burst, and nobody twice. A wait as long as the jump would exceed the test's time. A busy machine may report one
 * message late and the next in time, which makes them seem closer than they were.
 */
function expectItsPace(all: readonly Left[]): void {
  for (const [index, one] of all.slice(1).entries())
    expect(one.monotonicMs - (all[index]?.monotonicMs ?? 0)).toBeGreaterThan(gapMs / 4);
  expect(new Set(all.map(({ remote }) => remote)).size).toBe(all.length);
}

describe.skipIf(isSkipped)('the dispatcher on a real clock', () => {
  it('row 30: back by 90 minutes: each goes out once, at its pace', async () => {
    const all = await leftAroundJump('10:30:00');
    expect(jumpInMinutes(all[0], all.at(-1))).toBe(-90);
    expectItsPace(all);
  });

  it('row 31: forth by 90 minutes: each goes out once, without a burst', async () => {
    const all = await leftAroundJump('13:30:00');
    expect(jumpInMinutes(all[0], all.at(-1))).toBe(90);
    expectItsPace(all);
  });

  it('row 31: forth by more than the grace time: the rest is held, and the operator is asked', async () => {
    const setTime = startAtNoon(messages);
    await left();
    setTime('18:00:00');
    const held = /^status sent,(sent,)*pending(,pending)* overdue$/;
    await vi.waitFor(async () => expect(await status()).toMatch(held), patience);
  });

  it('row 33: a process that sleeps from the hand-over until after the wait: not confirmed, not sent again, and a late word counts', async () => {
    startAtNoon(1, 'lost');
    const { random, remote } = await left();
    child.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    child.kill('SIGCONT');
    await vi.waitFor(async () => expect(await status()).toBe('status failed:no_confirmation -'), patience);
    child.stdin?.write(`acknowledge ${random} ${remote}\n`);
    expect(await status()).toBe('status sent -');
  });
});
