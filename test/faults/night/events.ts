import { setTimeout as delay } from 'node:timers/promises';
import type { LookUpAnswer } from '../../../practice/protocol.ts';
import type { BuiltApp } from '../../support/built-app.ts';
import { until } from '../../support/until.ts';

/** Something that meets nobody in particular, once so many messages were taken. */
export type NightEvent = {
  readonly atTaken: number;
  readonly name: string;
  /** Whoever has a turn at that moment may be left without the message. */
  readonly isOutage: boolean;
  readonly happen: () => Promise<unknown>;
};

/** The line is cut, or WhatsApp answers nothing, for so long. */
const outageMs = 1_500;
const silenceMs = 5_000;
const clockShiftMs = 20 * 60_000;

/** What meets everybody, spread over the night. */
export function eventsOf(app: BuiltApp, people: number): NightEvent[] {
  const { journal } = app;
  const cut = async () => {
    await journal.control({ name: 'disconnect', state: 'OPENING' });
    await delay(outageMs);
    await journal.control({ name: 'reconnect' });
  };
  const answer = async (said: LookUpAnswer) => {
    await journal.control({ name: 'answer_look_ups', with: said });
    await delay(silenceMs);
    await journal.control({ name: 'answer_look_ups', with: 'truth' });
  };
  const events: readonly (readonly [string, boolean, () => Promise<unknown>])[] = [
    ['the line is cut', true, cut],
    ['WhatsApp answers nothing', true, () => answer('outage')],
    ['WhatsApp says that nobody is registered', true, () => answer('none_registered')],
    ['the line is cut again', true, cut],
    ['the page reloads', true, () => journal.control({ name: 'reload' })],
    // A number of which WhatsApp says nothing is given up after half an hour by the computer's clock.
    ['the clock is put forward', false, () => setClock(app, clockShiftMs)],
    ['the clock is put forward again', false, () => setClock(app, clockShiftMs)],
    ['the clock is put forward a third time', false, () => setClock(app, clockShiftMs)],
    ['the clock is put back', false, () => setClock(app, -4 * clockShiftMs)],
  ];
  return events.map(([name, isOutage, happen], at) => {
    return { atTaken: Math.floor(((at + 1) * people) / (events.length + 1)), name, isOutage, happen };
  });
}

/**
 * Puts the computer's clock forward or back: for the app, and for WhatsApp's page. A computer does it in one moment; here
 * a question between the two would be refused for its age, so nobody has a turn meanwhile.
 */
async function setClock(app: BuiltApp, byMs: number): Promise<void> {
  await app.call('dispatcher:pause', undefined);
  await until(async () => (await app.overview()).counts.sending === 0);
  await app.journal.control({ name: 'shift_clock', byMs });
  await app.running.evaluate((_, shiftMs) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + shiftMs;
  }, byMs);
  await app.call('dispatcher:resume', undefined);
}
