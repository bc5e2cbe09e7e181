import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { succeed } from '../../../domain/result.ts';
import type { Account, LinkState } from '../../../domain/state/state.ts';
import type { ConnectionEvent } from '../../../electron/whatsapp/link/connection-event.ts';
import { WhatsAppSession } from '../../../electron/whatsapp/session.ts';
import { account, silentLog } from '../../support/dispatch-rig.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { startMs, temporaryFolder } from '../../support/temporary-database.ts';

type Parts = { readonly isInWindow: boolean; readonly onEvent: (event: ConnectionEvent) => void };
type Started = Parts & { account: Account | null };

/** Each browser that was started, in order. */
const started = vi.hoisted((): Started[] => []);
vi.mock('../../../electron/whatsapp/link/connection.ts', () => ({
  Connection: class {
    readonly isInWindow: boolean;
    readonly onEvent: Parts['onEvent'];
    readonly isOffering = true;
    account: Account | null = null;
    constructor({ isInWindow, onEvent }: Parts) {
      this.isInWindow = isInWindow;
      this.onEvent = onEvent;
      started.push(this);
    }
    open(): void {}
    requestCode(): void {}
    async logOut(): Promise<void> {}
    async close(): Promise<void> {}
  },
}));

const nothing = () => undefined;
const closed: ConnectionEvent = { kind: 'lost', problem: 'browser_crashed', detail: 'the page closed', isFinal: false };
const ready: ConnectionEvent = { kind: 'ready', account, asksCheck: false };
const check: ConnectionEvent = { ...ready, asksCheck: true };
const qr: ConnectionEvent = { kind: 'qr', qr: 'code' };
let place: ReturnType<typeof temporaryFolder>;
let clock: FakeClock;
let session: WhatsAppSession;
let phases: string[];
let isTaken: boolean;

beforeEach(async () => {
  place = temporaryFolder();
  clock = new FakeClock(startMs);
  phases = [];
  isTaken = false;
  session = new WhatsAppSession({
    clock,
    log: silentLog,
    loginFolder: place.folder,
    page: null,
    browser: async () => succeed({ executablePath: 'browser', args: [] }),
    identity: { userAgentOf: async () => 'Browser' },
    onGate: () => ({ go: false, why: 'unknown_attempt' }),
    isSending: () => false,
    accepts: () => !isTaken,
    onAck: nothing,
    onLeaving: nothing,
    onCaughtUp: nothing,
    onIncoming: nothing,
    onOwn: nothing,
    onLink: (state) => void phases.push(nameOf(state)),
  });
  session.start();
  await said(qr);
});
afterEach(async () => {
  await session.stop();
  started.length = 0;
  place.remove();
});

/** The present browser's answer, and what has been shown since. */
async function said(...events: readonly ConnectionEvent[]): Promise<string[]> {
  await settle();
  for (const event of events) {
    const browser = started.at(-1);
    if (browser && event.kind === 'ready')
      browser.account = browser.isInWindow || event.asksCheck ? null : event.account;
    browser?.onEvent(event);
    await settle();
  }
  return phases.splice(0);
}

function nameOf(state: LinkState): string {
  return state.phase === 'check' && state.isInWindow ? 'check in its window' : state.phase;
}

async function openWindow(shown = 'in_window'): Promise<void> {
  session.openWindow();
  expect(await said({ kind: 'window' })).toEqual(['starting', shown]);
}

it('shows nothing but the window as long as it is open, and goes on without one once it is linked', async () => {
  await openWindow();
  session.openWindow();
  const inside = [qr, { kind: 'used_up' }, { kind: 'passkey' }, { kind: 'syncing', percent: 50 }] as const;
  expect(await said(...inside)).toEqual([]);
  expect(started.map(({ isInWindow }) => isInWindow)).toEqual([false, true]);
  expect(await said(ready)).toEqual(['starting']);
  expect(started.at(-1)?.isInWindow).toBe(false);
  expect(await said(ready)).toEqual(['ready']);
  session.openWindow();
  expect(await said()).toEqual([]);
});

it('the window stays until the answer where the account is asked for a check when it is linked already', async () => {
  expect(await said(ready, check)).toEqual(['ready', 'check']);
  for (const end of [closed, ready]) {
    await openWindow('check in its window');
    expect(await said({ kind: 'syncing', percent: null }, check, { kind: 'offline' }, check)).toEqual([]);
    expect(session.account()).toBeNull();
    expect(await said(end)).toEqual(['starting']);
    expect(started.at(-1)?.isInWindow).toBe(false);
    expect(await said(end === closed ? check : ready)).toEqual([end === closed ? 'check' : 'ready']);
  }
  expect(session.account()).toEqual(account);
});

it('whoever closes the window, also while it links, has the code back at once, and is told of no failure', async () => {
  session.linkByCode('+447700900118');
  expect(await said()).toEqual(['code']);
  for (const before of [[], [{ kind: 'syncing', percent: null }]] as const) {
    await openWindow();
    expect(await said(...before, closed)).toEqual(['starting']);
    expect(started.at(-1)?.isInWindow).toBe(false);
    expect(await said(qr)).toEqual(['qr']);
  }
});

it('a window that cannot be opened, or ends by itself, is said to have failed, and the code comes back after a while', async () => {
  session.openWindow();
  expect(await said(closed)).toEqual(['starting', 'failed']);
  await clock.pass(60_000);
  expect(await said(qr)).toEqual(['starting', 'qr']);
  expect(started.at(-1)?.isInWindow).toBe(false);
  await openWindow();
  expect(await said({ ...closed, problem: 'not_ready_in_time' })).toEqual(['failed']);
});

it('whoever is asked for a passkey is shown no code before they ask for one', async () => {
  expect(await said({ kind: 'passkey' }, qr, { kind: 'code', code: 'ABCD' }, { kind: 'passkey' })).toEqual(['passkey']);
  session.linkByQr();
  expect(await said(qr)).toEqual(['starting', 'qr']);
  session.linkByQr();
  expect(await said()).toEqual([]);
  await openWindow();
  session.linkByQr();
  expect(await said(qr)).toEqual(['starting', 'qr']);
  expect(started.at(-1)?.isInWindow).toBe(false);
});

it('a number that gets no code to type is said until the operator answers, and an expired code is not shown', async () => {
  session.linkByCode('+447700900118');
  expect(await said({ kind: 'code', code: 'ABCD' }, { kind: 'used_up' })).toEqual(['code', 'code', 'code']);
  expect(session.state).toMatchObject({ phase: 'code', code: null });
  expect(await said({ kind: 'code_refused', phone: '+447700900118', detail: '' }, qr)).toEqual(['code_refused']);
  session.linkByQr();
  expect(await said(qr)).toEqual(['starting', 'qr']);
});

it('a page that has changed is named while it is tried again, any other loss is not, and a link begins the delays anew', async () => {
  for (const [problem, phase] of [
    ['offline', 'disconnected'],
    ['page_changed', 'failed'],
    ['internal', 'disconnected'],
  ] as const) {
    expect((await said(ready)).at(-1)).toBe('ready');
    expect(await said({ kind: 'lost', problem, detail: '', isFinal: false })).toEqual([phase]);
    await clock.pass(2_000);
    expect(await said()).toEqual(['starting']);
  }
});

it('the number of another account, or a locked one, ends the window, and nothing comes back before a person asks', async () => {
  const ends: ConnectionEvent[] = [ready, { kind: 'logged_out', isForGood: true, reason: '3' }];
  isTaken = true;
  // Nothing goes from there, also while its login is being removed.
  for (const browser of started) {
    browser.account = account;
    browser.onEvent(ready);
    expect(session.account()).toBeNull();
  }
  await expect.poll(() => session.state.phase).toBe('failed');
  session.retry();
  await said(qr);
  for (const end of ends) {
    await openWindow();
    await said(end);
    // The login is removed from the disk first.
    await expect.poll(() => session.state.phase).toBe('failed');
    expect(session.account()).toBeNull();
    const starts = started.length;
    await clock.pass(3_600_000);
    expect(started).toHaveLength(starts);
    session.retry();
    await said(qr);
    expect(started.at(-1)?.isInWindow).toBe(false);
  }
});
