import { afterEach, beforeEach, expect, it } from 'vitest';
import { Reconciliation } from '../../../electron/dispatch/reconciliation.ts';
import { silentChanges } from '../../support/changes.ts';
import { makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';
import { giveTimes } from '../../support/own-times.ts';
import { everyMs, quickSchedule } from '../../support/schedules.ts';
import { startMs } from '../../support/temporary-database.ts';

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

// The last hand-over seems to be in the future: the gap after it begins now, or is unknown where it lies far ahead.
it.each([
  [90, 2],
  [5, 1],
])(
  'goes on at its pace when the wall clock was put back by %s minutes and the app was started again',
  async (minutes, atOnce) => {
    await rig.clock.pass(10 * 60_000);
    rig.start(['+447700900101', '+447700900102', '+447700900103'], 'Hello', everyMs(8_000));
    await rig.clock.pass(1_000);
    rig.clock.jumpMs(-minutes * 60_000);
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(7_900);
    expect(rig.messenger.delivered).toHaveLength(atOnce);
    await rig.clock.pass(8_000);
    expect(rig.messenger.delivered).toHaveLength(atOnce + 1);
  },
);

const hourMs = 60 * 60_000;
const monthMs = 30 * 24 * hourMs;

it('asks no campaign about a sleep that was the clock put forward, once it is put back', async () => {
  const { campaignId, messageIds } = rig.start(['+447700900101', '+447700900102'], 'Hello', everyMs(8_000));
  const stateOf = () => rig.stores.campaigns.get(campaignId)?.state;
  await rig.clock.pass(1_000);
  rig.clock.jumpMs(monthMs);
  rig.dispatcher.nudge();
  await rig.clock.pass(10);
  expect(stateOf()).toBe('paused');
  rig.stores.campaigns.releaseOverdue(campaignId, rig.clock.nowMs());
  rig.clock.jumpMs(-monthMs);
  rig.stores.campaigns.move(campaignId, 'paused', 'running', rig.clock.nowMs());
  rig.dispatcher.nudge();
  await rig.clock.pass(10_000);
  expect([stateOf(), messageIds.map(rig.status)]).toEqual(['finished', ['sent', 'sent']]);
});

it('claims nobody before their own time where the clock is put back while WhatsApp is asked for them', async () => {
  rig.dispatcher.pause('operator');
  const { messageIds } = rig.start(['+447700900101'], 'Reminder');
  giveTimes(rig.stores, [[messageIds[0], 'a', startMs + hourMs, startMs + 9 * hourMs]]);
  rig.dispatcher.resume();
  const lookUp = rig.messenger.lookUp.bind(rig.messenger);
  rig.messenger.lookUp = (phone) => {
    rig.clock.jumpMs(-hourMs);
    rig.messenger.lookUp = lookUp;
    return lookUp(phone);
  };
  await rig.clock.pass(hourMs + 60_000);
  expect([messageIds.map(rig.status), rig.messenger.lookedUp]).toEqual([['pending'], ['+447700900101']]);
  await rig.clock.pass(hourMs);
  expect(messageIds.map(rig.status)).toEqual(['sent']);
});

it('reads the record of a doubtful message within an hour also where its next reading lies a month ahead', async () => {
  rig.clock.jumpMs(monthMs);
  rig.messenger.scripts.set('+447700900101', { after: 'lost' });
  const { messageIds } = rig.start(['+447700900101'], 'Hello', quickSchedule);
  await rig.clock.pass(61_000);
  rig.clock.jumpMs(-monthMs);
  const reconciliation = new Reconciliation({
    ...rig.stores,
    messenger: rig.messenger,
    clock: rig.clock,
    log: silentLog,
    changes: silentChanges,
    onAck: () => undefined,
  });
  reconciliation.arm();
  await rig.clock.pass(hourMs);
  reconciliation.stop();
  expect([messageIds.map(rig.status), rig.messenger.recordsRead.length]).toEqual([['failed:no_confirmation'], 1]);
});
