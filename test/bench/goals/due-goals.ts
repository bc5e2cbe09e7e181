import { setTimeout as wait } from 'node:timers/promises';
import { limits } from '../../../domain/limits.ts';
import { makeRig } from '../../support/dispatch-rig.ts';
import { RunningClock } from '../../support/running-clock.ts';
import { everyMs } from '../../support/schedules.ts';
import { until } from '../../support/until.ts';
import { quantile } from '../measure.ts';
import { absolute, type Figure } from './figures.ts';

const dueInMs = 300;
const gapMs = limits.gapMinMs;

/** How late a message reaches the gate that is due at a moment, while nothing else is going on. */
export async function dueGoals(count: number): Promise<Figure[]> {
  const rig = makeRig({ clock: new RunningClock() });
  const lateMs: number[] = [];
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
  }
  await until(() => !rig.dispatcher.isSending);
  await rig.dispatcher.stop();
  rig.close();
  const sorted = lateMs.toSorted((one, other) => one - other);
  return [
    absolute('due message to gate when idle, p50, ms', quantile(sorted, 0.5), 5),
    absolute('due message to gate when idle, p99, ms', quantile(sorted, 0.99), 50),
  ];
}
