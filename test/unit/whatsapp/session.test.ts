import { afterEach, beforeEach, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import type { LinkState } from '../../../domain/state/state.ts';
import { BrowserIdentity } from '../../../electron/whatsapp/browser/browser-identity.ts';
import { WhatsAppSession } from '../../../electron/whatsapp/session.ts';
import { Unacknowledged } from '../../../electron/whatsapp/unacknowledged.ts';
import { silentLog } from '../../support/dispatch-rig.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { startMs, temporaryFolder } from '../../support/temporary-database.ts';

const nothing = () => undefined;
let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

it('a start of which the disk refuses something is said to have failed, and is tried again, each time later', async () => {
  const clock = new FakeClock(startMs);
  const states: LinkState[] = [];
  let starts = 0;
  const session = new WhatsAppSession({
    clock,
    log: silentLog,
    loginFolder: place.folder,
    page: null,
    browser: async () => {
      starts += 1;
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    },
    identity: new BrowserIdentity(),
    onGate: () => ({ go: false, why: 'unknown_attempt' }),
    isSending: () => false,
    accepts: () => true,
    onAck: nothing,
    onLeaving: nothing,
    onCaughtUp: nothing,
    onIncoming: nothing,
    onOwn: nothing,
    onLink: (state) => void states.push(state),
  });
  session.start();
  await settle();
  expect(states.at(-1)).toMatchObject({ phase: 'failed', problem: 'internal' });
  const before: number[] = [];
  for (const delayMs of [2_000, 10_000, 30_000, 120_000, 120_000]) {
    await clock.pass(delayMs - 1);
    before.push(starts);
    await clock.pass(1);
  }
  expect([before, starts]).toEqual([[1, 2, 3, 4, 5], 6]);
  await session.stop();
});

it('a page is not given up over a message that it may still hold, for half an hour or until WhatsApp answers', async () => {
  const clock = new FakeClock(startMs);
  const held = new Unacknowledged(clock, limits.offlineHoldMaxMs);
  const news = { fromMe: true, remote: '' };
  held.noteAnswer('refused', { go: false, why: 'alarm' });
  for (const [random, ack] of [
    ['taken', 1],
    ['rejected', -1],
  ] as const) {
    expect(held.isAny()).toBe(false);
    held.noteAnswer(random, { go: true });
    held.noteAck({ ...news, random, ack: 0 });
    expect(held.isAny()).toBe(true);
    held.noteAck({ ...news, random, ack });
  }
  expect(held.isAny()).toBe(false);
  held.noteAnswer('silent', { go: true });
  await clock.pass(30 * 60_000);
  expect(held.isAny()).toBe(true);
  await clock.pass(1);
  expect(held.isAny()).toBe(false);
});
