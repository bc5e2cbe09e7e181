import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../support/temporary-database.ts';
import { skipAloud } from '../required.ts';
import { linesOf, startScript } from './processes.ts';

/**
 * The library of the Debian package faketime: it changes what a process is told about the time of day, while it runs.
 */
const faketime = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')[0];
const isSkipped = skipAloud('Jumps of the clock', faketime ? null : 'the package faketime is missing');

const gapMs = 400;
/** What a loaded machine may add to a gap. */
const slackMs = 3_000;
let place: ReturnType<typeof temporaryFolder>;
let child: ChildProcess;
let nextLine: () => Promise<string>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(async () => {
  // A process that ends by itself lets faketime take away what it shares.
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

function ask(line: string): Promise<string> {
  child.stdin?.write(`${line}\n`);
  return nextLine();
}

/** Starts at noon of the day on which the rig's campaigns start; answers how to set another time. */
function startAtNoon(messages: number, after = 'ack'): (time: string) => void {
  const file = join(place.folder, 'time');
  const setTime = (time: string) => writeFileSync(file, `@2026-03-03 ${time}\n`);
  setTime('12:00:00');
  child = startScript('clock-run.ts', [String(messages), String(gapMs), after], {
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

async function leftAfterJump(to: string): Promise<Left[]> {
  const setTime = startAtNoon(5);
  const before = [await left(), await left()];
  setTime(to);
  return [...before, await left(), await left(), await left()];
}

function expectItsPace(all: readonly Left[]): void {
  const gaps = all.slice(1).map((one, index) => one.monotonicMs - (all[index]?.monotonicMs ?? 0));
  for (const gap of gaps) {
    expect(gap).toBeGreaterThanOrEqual(gapMs - 1);
    expect(gap).toBeLessThan(gapMs + slackMs);
  }
  expect(new Set(all.map(({ remote }) => remote)).size).toBe(all.length);
}

const minutesBetween = (from: Left | undefined, to: Left | undefined) =>
  Math.round(((to?.wallMs ?? 0) - (from?.wallMs ?? 0)) / 60_000);

describe.skipIf(isSkipped)('the dispatcher on a real clock', () => {
  it('row 30: back by 90 minutes: each goes out once, at its pace', async () => {
    const all = await leftAfterJump('10:30:00');
    expect(minutesBetween(all[1], all.at(-1))).toBe(-90);
    expectItsPace(all);
  });

  it('row 31: forth by 90 minutes: each goes out once, without a burst', async () => {
    const all = await leftAfterJump('13:30:00');
    expect(minutesBetween(all[1], all.at(-1))).toBe(90);
    expectItsPace(all);
  });

  it('row 31: forth by more than the grace time: the rest is held, and the operator is asked', async () => {
    const setTime = startAtNoon(3);
    await left();
    setTime('18:00:00');
    await new Promise((resolve) => setTimeout(resolve, gapMs * 3));
    const said = (await ask('status')).replace(/^left .*/, '');
    expect(said === '' ? await nextLine() : said).toMatch(/^status sent,(sent,)?pending.* overdue$/);
  });

  it('row 33: a process that sleeps from the hand-over until after the wait: not confirmed, not sent again, and a late word counts', async () => {
    startAtNoon(1, 'lost');
    const { random, remote } = await left();
    child.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    child.kill('SIGCONT');
    await vi.waitFor(async () => expect(await ask('status')).toBe('status failed:no_confirmation -'), {
      timeout: 5_000,
      interval: 100,
    });
    child.stdin?.write(`acknowledge ${random} ${remote}\n`);
    expect(await ask('status')).toBe('status sent -');
  });
});
