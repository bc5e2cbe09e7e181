import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { limits } from '../../../domain/limits.ts';
import { Desk } from '../../faults/kill/operator.ts';
import { BuiltApp } from '../../support/built-app.ts';
import { everyMs } from '../../support/schedules.ts';
import { until } from '../../support/until.ts';
import { phoneOf } from '../people.ts';
import { bytesOf, ticksOf, wakesOf } from '../processes.ts';
import { absolute, binding, type Figure } from './figures.ts';

const mebibyteBytes = 1024 * 1024;
const ticksPerSecond = 100;
const quickGapMs = 200;
const quickMessages = 50;
/** Longer than the app is watched, so that it does nothing but wait. */
const longGapMs = 120_000;
/**
 * By then everything that follows a message is over, such as its acknowledgement and the changed row in the window, and
 * the thread of the import has ended: a thread that ends while it is watched would take its wakes out of the sum.
 */
const settledMs = limits.jobThreadIdleMs + 10_000;
const watchedMs = 30_000;
/**
 * An earlier start has filled this cache: else the stand-in would hold the code that strips types, which Electron does
 * not.
 */
const compiled = { NODE_COMPILE_CACHE: resolve('node_modules/.cache/node') };

/**
 * How much the built app's main process works while it is linked, in practice mode, and waits for the next gap; and how
 * much memory it holds. No figures where the app was not built, or where there is no `/proc`.
 */
export async function waitingGoals(): Promise<Figure[]> {
  if (!existsSync('out/main/main.js') || !existsSync('/proc/self/task')) return [];
  const app = await BuiltApp.install();
  try {
    await app.start({}, [], compiled);
    await app.quit();
    await app.start({}, [], compiled);
    await app.untilLinked();
    const id = app.running.process.pid ?? 0;
    await send(app, quickGapMs, quickMessages);
    const withThread = bytesOf(id) / mebibyteBytes;
    // The account has just had a turn: the first of these messages waits for the gap after it.
    await send(app, longGapMs, 0);
    await wait(settledMs);
    const [wakes, ticks] = [wakesOf(id), ticksOf(id)];
    await wait(watchedMs);
    const seconds = watchedMs / 1_000;
    const share = (100 * (ticksOf(id) - ticks)) / ticksPerSecond / seconds;
    const { dispatcher } = await app.overview();
    if (dispatcher.kind !== 'waiting' || dispatcher.why !== 'gap') throw new Error('a gap was waited for');
    return [
      binding(
        'wakes a second while it waits for a gap',
        (wakesOf(id) - wakes) / seconds,
        5,
        `${share.toFixed(1)} % of a core`,
      ),
      absolute(
        'main process, linked and sending, PSS, MB',
        bytesOf(id) / mebibyteBytes,
        180,
        `the stand-in host; ${withThread.toFixed(0)} while a thread is kept for the next import`,
      ),
    ];
  } finally {
    await app.uninstall();
  }
}

/** Runs a campaign that begins at once, until this many of its messages are with WhatsApp. */
async function send(app: BuiltApp, gapMs: number, messages: number): Promise<void> {
  const { id, schedule } = await app.call('campaign:create', { name: `Every ${gapMs} ms` });
  const rows = Array.from({ length: messages + 1 }, (_, index) => `Person,${phoneOf(gapMs * 10 + index)}`);
  await new Desk(app).importList(id, ['Name,Phone', ...rows].join('\n'));
  const { startAtMs, window, dailyCap, pilotCount, gapMinMs, gapMaxMs } = everyMs(gapMs);
  const paced = { ...schedule, startAtMs, window, dailyCap, pilotCount, gapMinMs, gapMaxMs };
  await app.call('campaign:update', { id, text: `Hello {{name}}, every ${gapMs}`, schedule: paced });
  const sent = () => app.journal.entries().filter(({ kind }) => kind === 'message').length;
  const before = sent();
  await app.call('campaign:start', { id });
  await until(() => sent() - before >= messages, 50);
}
