import { afterEach, beforeEach, expect, it } from 'vitest';
import { alarmCommands, dispatcherCommands, noticeCommands } from '../../../electron/dispatch/commands.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';

const one = '+447700900101';
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

it('the operator pauses all sending and lets it go on', async () => {
  const commands = dispatcherCommands(rig.dispatcher);
  await commands['dispatcher:pause'](undefined);
  const { messageIds } = rig.start([one]);
  await rig.clock.pass(1_000);
  expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'operator' });
  expect(messageIds.map(rig.status)).toEqual(['pending']);
  await commands['dispatcher:resume'](undefined);
  await rig.clock.pass(1_000);
  expect(messageIds.map(rig.status)).toEqual(['sent']);
});

it('the operator dismisses a notice once, and that is told', async () => {
  const { notices } = rig.stores;
  const told: number[] = [];
  const changes = { notices: () => void told.push(notices.open().length) };
  const dismiss = (id: number) =>
    noticeCommands({ notices, clock: rig.clock, changes })['notice:dismiss']({ id, who: 'Ann' });
  notices.raise('line_not_replayed', {}, rig.clock.nowMs());
  const [notice] = notices.open();
  expect(await dismiss(notice?.id ?? 0)).toEqual({ ok: true, value: [] });
  expect(await dismiss(notice?.id ?? 0)).toMatchObject({ ok: false, failure: { code: 'not_found' } });
  expect(told).toEqual([0]);
});

it('the operator takes note of each alarm by itself: sending goes on after the last, and none counts twice', async () => {
  const { alarms } = rig.stores;
  const told: number[] = [];
  const parts = {
    alarms,
    clock: rig.clock,
    onAlarms: () => void told.push(alarms.open().length),
    nudge: () => rig.dispatcher.nudge(),
  };
  const acknowledge = (id: number) => alarmCommands(parts)['alarm:acknowledge']({ id, who: 'Ann' });
  alarms.raise('second_copy', {}, rig.clock.nowMs());
  alarms.raise('contradiction', {}, rig.clock.nowMs());
  const [first, second] = alarms.open().map(({ id }) => id);
  const { messageIds } = rig.start([one]);
  expect(await acknowledge(first ?? 0)).toMatchObject({ ok: true, value: [{ kind: 'contradiction' }] });
  expect(await acknowledge(first ?? 0)).toMatchObject({ ok: false, failure: { code: 'not_found' } });
  await rig.clock.pass(1_000);
  expect([messageIds.map(rig.status), told]).toEqual([['pending'], [1]]);
  expect(await acknowledge(second ?? 0)).toMatchObject({ ok: true, value: [] });
  await rig.clock.pass(1_000);
  expect([messageIds.map(rig.status), told]).toEqual([['sent'], [1, 0]]);
});
