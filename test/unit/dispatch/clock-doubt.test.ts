import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { giveTimes } from '../../support/own-times.ts';
import { everyMs } from '../../support/schedules.ts';
import { startMs } from '../../support/temporary-database.ts';

const [one, two, three] = ['+447700900101', '+447700900102', '+447700900103'] as const;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const yearMs = 365 * 24 * hourMs;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

/** One person whose latest moment is soon, one who has a few hours, and one in a month; the first is due in an hour. */
function startThree(): readonly number[] {
  rig.dispatcher.pause('operator');
  const { messageIds } = rig.start([one, two, three], 'Reminder');
  giveTimes(rig.stores, [
    [messageIds[0], 'a', startMs + hourMs, startMs + 2 * hourMs],
    [messageIds[1], 'b', startMs + hourMs, startMs + 8 * hourMs],
    [messageIds[2], 'c', startMs + 30 * 24 * hourMs, startMs + 31 * 24 * hourMs],
  ]);
  rig.dispatcher.resume();
  return messageIds;
}

const waiting = { kind: 'waiting', why: 'clock' };
const pending = ['pending', 'pending', 'pending'];

describe('a clock that is put forward while the app runs', () => {
  for (const [name, aheadMs] of [
    ['three hours', 3 * hourMs],
    ['two years', 2 * yearMs],
  ] as const)
    it(`by ${name}: nothing is missed nor goes by it, where it is put right within minutes`, async () => {
      const ids = startThree();
      await rig.clock.pass(minuteMs);
      rig.clock.jumpMs(aheadMs);
      await rig.clock.pass(limits.clockDoubtMs - 2 * minuteMs);
      expect(ids.map(rig.status)).toEqual(pending);
      expect(rig.messenger.lookedUp).toEqual([]);
      expect(rig.dispatcher.state).toMatchObject(waiting);
      rig.clock.jumpMs(-aheadMs);
      await rig.clock.pass(2 * minuteMs);
      expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'own_time' });
      await rig.clock.pass(hourMs);
      expect(ids.map(rig.status)).toEqual(['sent', 'sent', 'pending']);
    });

  it('by eleven minutes: nobody goes too early by it, where it is put right within minutes', async () => {
    const ids = startThree();
    await rig.clock.pass(55 * minuteMs);
    rig.clock.jumpMs(11 * minuteMs);
    await rig.clock.pass(2 * minuteMs);
    expect(ids.map(rig.status)).toEqual(pending);
    rig.clock.jumpMs(-11 * minuteMs);
    await rig.clock.pass(4 * minuteMs);
    expect(ids.map(rig.status)).toEqual(['sent', 'sent', 'pending']);
  });

  it('is doubted as much where the app is started anew meanwhile', async () => {
    const ids = startThree();
    await rig.clock.pass(55 * minuteMs);
    rig.clock.jumpMs(11 * minuteMs);
    await rig.clock.pass(minuteMs);
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(ids.map(rig.status)).toEqual(pending);
    expect(rig.dispatcher.state).toMatchObject(waiting);
    await rig.clock.pass(limits.clockDoubtMs);
    expect(ids.map(rig.status)).toEqual(['sent', 'sent', 'pending']);
  });

  it('is believed once it has said so for a while, and then whoever is too late has missed it', async () => {
    const ids = startThree();
    await rig.clock.pass(minuteMs);
    rig.clock.jumpMs(3 * hourMs);
    await rig.clock.pass(minuteMs);
    const { untilMs } = rig.dispatcher.state as { untilMs: number };
    expect(untilMs - rig.clock.nowMs()).toBeLessThanOrEqual(limits.clockDoubtMs);
    await rig.clock.pass(limits.clockDoubtMs + minuteMs);
    expect(ids.map(rig.status)).toEqual(['failed:missed', 'sent', 'pending']);
  });

  it('while WhatsApp is asked for somebody: they are not claimed by it', async () => {
    const ids = startThree();
    await rig.clock.pass(59 * minuteMs);
    const lookUp = rig.messenger.lookUp.bind(rig.messenger);
    rig.messenger.lookUp = (phone) => {
      rig.clock.jumpMs(3 * hourMs);
      rig.messenger.lookUp = lookUp;
      return lookUp(phone);
    };
    await rig.clock.pass(2 * minuteMs);
    expect(rig.messenger.lookedUp).toEqual([one]);
    expect(ids.map(rig.status)).toEqual(pending);
  });

  it('holds nothing where nobody has a time of their own', async () => {
    const { messageIds } = rig.start([one, two], 'Hello', everyMs(10 * minuteMs));
    await rig.clock.pass(minuteMs);
    rig.clock.jumpMs(hourMs);
    await rig.clock.pass(10 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
  });
});

describe('a clock that is ahead at the start', () => {
  /** Ends the app; meanwhile the computer is off, or its clock is moved forward. */
  function startAgain(offMs: number): void {
    rig.crash(() => rig.clock.jumpMs(offMs));
    rig.dispatcher.nudge();
  }

  it('makes nobody miss theirs, where it is put right within minutes', async () => {
    const ids = startThree();
    await rig.clock.pass(minuteMs);
    startAgain(2 * yearMs);
    await rig.clock.pass(limits.clockDoubtMs - 2 * minuteMs);
    expect(ids.map(rig.status)).toEqual(pending);
    expect(rig.dispatcher.state).toMatchObject(waiting);
    rig.clock.jumpMs(-2 * yearMs);
    await rig.clock.pass(hourMs);
    expect(ids.map(rig.status)).toEqual(['sent', 'sent', 'pending']);
  });

  it('holds nothing where nobody would be too late: the computer was off', async () => {
    const ids = startThree();
    await rig.clock.pass(minuteMs);
    startAgain(hourMs);
    await rig.clock.pass(minuteMs);
    expect(ids.map(rig.status)).toEqual(['sent', 'sent', 'pending']);
  });

  it('is believed where it still says so at a later start, however short the app is open', async () => {
    const ids = startThree();
    await rig.clock.pass(minuteMs);
    startAgain(3 * hourMs);
    await rig.clock.pass(minuteMs);
    expect(ids.map(rig.status)).toEqual(pending);
    startAgain(hourMs);
    await rig.clock.pass(minuteMs);
    expect(ids.map(rig.status)).toEqual(['failed:missed', 'sent', 'pending']);
  });

  it('is no doubt where the computer slept or the app alone was closed', async () => {
    const ids = startThree();
    await rig.clock.pass(minuteMs);
    rig.crash(() => rig.clock.sleepMs(3 * hourMs));
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(ids.map(rig.status)).toEqual(['failed:missed', 'sent', 'pending']);
  });

  it('is doubted also where that cannot be written down, until the app ends', async () => {
    const ids = startThree();
    await rig.clock.pass(minuteMs);
    const other = new Database(rig.stores.db.file, { timeout: 0 });
    other.exec('BEGIN IMMEDIATE');
    rig.clock.jumpMs(3 * hourMs);
    rig.dispatcher.nudge();
    other.exec('ROLLBACK');
    other.close();
    await rig.clock.pass(minuteMs);
    expect(ids.map(rig.status)).toEqual(pending);
    startAgain(0);
    await rig.clock.pass(minuteMs);
    expect(ids.map(rig.status)).toEqual(pending);
  });
});
