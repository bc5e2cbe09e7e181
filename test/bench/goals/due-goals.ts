import { closeSync, openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { limits } from '../../../domain/limits.ts';
import { makeRig } from '../../support/dispatch-rig.ts';
import { RunningClock } from '../../support/running-clock.ts';
import { everyMs } from '../../support/schedules.ts';
import { until } from '../../support/until.ts';
import { writeDurably } from '../bare-writes.ts';
import { quantile } from '../measure.ts';
import { absolute, binding, type Figure } from './figures.ts';
import { median } from './pairs.ts';

const dueInMs = 300;
const bareDueInMs = 50;
const gapMs = limits.gapMinMs;

/** How late a message that is due at a certain moment reaches the gate while the app does nothing else. */
export async function dueGoals(count: number): Promise<Figure[]> {
  const rig = makeRig({ clock: new RunningClock() });
  const lateMs: number[] = [];
  const bareMs: number[] = [];
  rig.messenger.nowMs = () => {
    const nowMs = Date.now();
    lateMs.push(performance.timeOrigin + performance.now() - dueAtMs);
    return nowMs;
  };
  let dueAtMs = 0;
  for (let index = 0; index < count; index += 1) {
    dueAtMs = Date.now() + dueInMs;
    rig.start([`+4477009${String(10_000 + index)}`], `Hello ${index}`, { ...everyMs(gapMs), startAtMs: dueAtMs });
    await until(() => lateMs.length > index);
    await wait(gapMs);
    bareMs.push(await bareLateness(`${rig.folder}/bare`));
  }
  await until(() => !rig.dispatcher.isSending);
  await rig.dispatcher.stop();
  rig.close();
  const sorted = lateMs.toSorted((one, other) => one - other);
  const bare = median(bareMs);
  return [
    binding(
      'due message to gate ÷ a bare timer and two bare writes with fsync, p50',
      median(lateMs) / bare,
      3,
      `${median(lateMs).toFixed(1)} ms, ${bare.toFixed(1)} ms`,
    ),
    absolute('due message to gate when idle, p50, ms', quantile(sorted, 0.5), 5),
    absolute('due message to gate when idle, p99, ms', quantile(sorted, 0.99), 50),
  ];
}

/** The delay of a bare timer, with the two writes that come before the gate: a claim and a ledger line. */
async function bareLateness(path: string): Promise<number> {
  const dueAtMs = performance.now() + bareDueInMs;
  await wait(bareDueInMs);
  const handle = openSync(path, 'w');
  writeDurably(handle, 2);
  const lateMs = performance.now() - dueAtMs;
  closeSync(handle);
  return lateMs;
}
