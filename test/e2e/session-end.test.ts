import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { en } from '../../domain/text/en.ts';
import { foldersUnder } from '../../electron/storage/folders.ts';
import { Desk, type Pair } from '../faults/kill/operator.ts';
import { truthOf } from '../faults/kill/truth.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';

/** The practice page's scenario in which a message is never acknowledged, even in the page's next document. */
const noAck = 3;
/** Longer than any test waits: the message on its way ends when the test lets it. */
const ackWaitMs = 10 * 60_000;

let app: BuiltApp;
let pair: Pair;
beforeEach(async () => {
  app = await BuiltApp.install();
  await app.start();
  await app.untilLinked();
  await app.call('settings:set', { ackWaitMs });
});
afterEach(() => app?.uninstall());

/** A campaign for two people, at the moment when the first message has left and WhatsApp has not acknowledged it. */
async function sendUntilInFlight(scenario: number | null = null): Promise<void> {
  const desk = new Desk(app);
  const next = desk.nextPair(scenario);
  pair = next.pair;
  await next.ready;
  await holdAcks(true);
  const id = await desk.draft(pair);
  await app.call('campaign:start', { id });
  await desk.untilVictim(pair, ({ status, waRandom }) => status === 'sending' && waRandom !== null);
  await until(() => takenTo(pair.victim) === 1);
}

const holdAcks = (isOn: boolean) => app.journal.control({ name: 'hold_acks', number: pair.victim, isOn });

/**
 * Sends the system's event to the app's window; returns whether the app asked for time. Electron sends both only on
 * Windows.
 */
const tellWindow = (name: 'query-session-end' | 'session-end') =>
  app.running.evaluate(({ BrowserWindow }, event) => {
    let isHeldUp = false;
    const preventDefault = () => {
      isHeldUp = true;
    };
    BrowserWindow.getAllWindows()[0]?.emit(event, { reasons: ['shutdown'], preventDefault });
    return isHeldUp;
  }, name);
const untilEnded = () => until(() => app.running.process.exitCode !== null);

/** Both people's messages, after the app has quit. */
function outcomes(): Record<string, string | null> {
  const db = app.openDatabase();
  try {
    const rows = db
      .prepare<unknown[], { name: string; status: string; reason: string | null }>(
        `SELECT r.name, m.status, m.reason FROM message m JOIN recipient r ON r.id = m.recipient_id`,
      )
      .all();
    expect(truthOf(db, app.journal.messages())).toEqual([]);
    return Object.fromEntries(rows.map(({ name, status, reason }) => [name, reason ?? status]));
  } finally {
    db.close();
  }
}
const isDatabaseClosed = () => !existsSync(`${foldersUnder(app.userData, true).database}-wal`);
const takenTo = (phone: string) => app.journal.messages().filter(({ to }) => to === `${phone}@c.us`).length;

describe('the computer shuts down while messages go out', () => {
  it('Windows is held up until the one on its way is acknowledged, which the window says, and nobody else is sent anything', async () => {
    await sendUntilInFlight();
    expect(await tellWindow('query-session-end')).toBe(true);
    await app.page.getByText(en.shell.endingWaits).waitFor();
    await holdAcks(false);
    await untilEnded();
    expect(app.running.process.exitCode).toBe(0);
    expect(isDatabaseClosed()).toBe(true);
    expect(outcomes()).toEqual({ Victim: 'sent', Next: 'pending' });
    expect(takenTo(pair.next)).toBe(0);
  });

  it('Windows that waits no longer finds the data closed, and the next start says what is not known and who wrote meanwhile', async () => {
    await sendUntilInFlight(noAck);
    await app.journal.control({ name: 'receive', from: pair.next, text: 'Please STOP', isUnheard: true });
    await tellWindow('query-session-end');
    await tellWindow('session-end');
    // A copy that is being made has the data open for a moment longer.
    await expect.poll(isDatabaseClosed).toBe(true);
    await app.kill();
    expect(takenTo(pair.next)).toBe(0);
    await app.start();
    await app.untilLinked();
    await until(async () => (await app.overview()).stopProposals === 1);
    expect(takenTo(pair.next)).toBe(0);
    const [stop] = await app.call('doNotContact:proposals', undefined);
    await app.call('doNotContact:answer', { ids: [stop?.id ?? 0], answer: 'dismiss' });
    await until(() => takenTo(pair.next) === 1);
    await app.quit();
    expect(outcomes()).toMatchObject({ Victim: 'interrupted' });
    expect(takenTo(pair.victim)).toBe(1);
  });

  it('Linux and macOS are asked for the time to end it', async () => {
    await sendUntilInFlight();
    const isHeldUp = await app.running.evaluate(({ powerMonitor }) => {
      let isAsked = false;
      const preventDefault = () => {
        isAsked = true;
      };
      // Electron sets a property of the event that its types lack.
      (powerMonitor as unknown as { emit(name: string, event: object): void }).emit('shutdown', { preventDefault });
      return isAsked;
    }, null);
    expect(isHeldUp).toBe(true);
    await holdAcks(false);
    await untilEnded();
    expect(isDatabaseClosed()).toBe(true);
    expect(outcomes()).toEqual({ Victim: 'sent', Next: 'pending' });
  });

  it('a computer that has nothing to wait for is not held up', async () => {
    expect(await tellWindow('query-session-end')).toBe(false);
    // Another program may still keep the computer from shutting down: then the app continues.
    expect((await app.overview()).dispatcher.kind).not.toBe('stopping');
    await tellWindow('session-end');
    // A copy that is being made has the data open for a moment longer.
    await expect.poll(isDatabaseClosed).toBe(true);
    await app.kill();
  });
});
