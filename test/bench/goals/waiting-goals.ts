import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
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
/** Longer than what is watched, so that nothing but waiting is seen. */
const longGapMs = 120_000;
/** What follows a message, such as its acknowledgement and the row that the window is told of, is over by then. */
const settledMs = 15_000;
const watchedMs = 30_000;

/**
 * What the built app's main process does, linked and in practice mode, while all that it waits for is a gap; and what it
 * holds at the end of a campaign. Nothing where the app was not built, or where no `/proc` says it.
 */
export async function waitingGoals(): Promise<Figure[]> {
  if (!existsSync('out/main/main.js') || !existsSync('/proc/self/task')) return [];
  const app = await BuiltApp.install();
  try {
    await app.start();
    await app.untilLinked();
    const id = app.running.process.pid ?? 0;
    await send(app, quickGapMs, quickMessages);
    const megabytes = bytesOf(id) / mebibyteBytes;
    // The account had a turn just now: the first of these waits for the gap after it.
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
        megabytes,
        180,
        'the stand-in host, with what drives the window',
      ),
    ];
  } finally {
    await app.uninstall();
  }
}

/** A campaign that begins at once, until so many of its messages are with WhatsApp. */
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
