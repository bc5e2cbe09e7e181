import { afterEach, beforeEach, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import type { LinkState } from '../../../domain/state/state.ts';
import { BrowserIdentity } from '../../../electron/whatsapp/browser/browser-identity.ts';
import { WhatsAppSession } from '../../../electron/whatsapp/session.ts';
import { silentLog } from '../../support/dispatch-rig.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { startMs, temporaryFolder } from '../../support/temporary-database.ts';

const nothing = () => undefined;
let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

it('a start of which the disk refuses something is said to have failed, and is tried again', async () => {
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
  await clock.pass(limits.reconnectDelayMs[0] ?? 0);
  expect(starts).toBe(2);
  await session.stop();
});
