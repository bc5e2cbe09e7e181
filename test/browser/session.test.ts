import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type wweb from 'whatsapp-web.js';
import { limits } from '../../domain/limits.ts';
import { succeed } from '../../domain/result.ts';
import { systemClock } from '../../electron/clock.ts';
import { WhatsAppClient } from '../../electron/whatsapp/client.ts';
import { PageDocument } from '../../electron/whatsapp/page/page-document.ts';
import { until } from '../support/until.ts';
import { sleep } from './practice.ts';
import {
  type LinkedSession,
  openSessionRig,
  type SessionOptions,
  type SessionRig,
  textFor,
  wholeBrowser,
} from './session-rig.ts';

let rig: SessionRig;
let linked: LinkedSession | undefined;

beforeAll(async () => {
  rig = await openSessionRig();
});

afterEach(async () => {
  await linked?.session.stop();
});

afterAll(() => rig.close());

function phases(of: LinkedSession, from = 0): string[] {
  return of.links.slice(from).map(({ phase }) => phase);
}

async function sendsOnce(of: LinkedSession, to: string): Promise<void> {
  expect(await of.session.handOver(textFor(to))).toEqual({ kind: 'returned' });
  await until(() => rig.server.messages(to).length > 0);
  await sleep(200);
  expect(rig.server.messages(to)).toHaveLength(1);
}

/** A browser whose window needs no screen. */
const onNoScreen: NonNullable<SessionOptions['browser']> = async () =>
  succeed({ executablePath: process.env.WHOLE_CHROMIUM_PATH ?? '', args: ['--ozone-platform=headless'] });

async function hasWindow(of: LinkedSession): Promise<boolean> {
  const commandLine = readFileSync(`/proc/${await of.browserProcess()}/cmdline`, 'utf8');
  return !commandLine.includes('--headless');
}

/** The phone scans the code that is shown, and the next one where that code has expired meanwhile. */
async function scannedOn(of: LinkedSession): Promise<void> {
  await until(async () => {
    await rig.server.control({ name: 'scan' });
    return phases(of).includes('ready');
  }, 100);
}

/** The phases up to the first one of this name: on a busy machine the next may have come before the test looks. */
function phasesUntil(last: string, of: LinkedSession, from: number): string[] {
  const all = phases(of, from);
  return all.slice(0, all.indexOf(last) + 1);
}

describe('linking', () => {
  test('shows a QR code and new ones by itself, links, and needs none after a restart', async () => {
    linked = await rig.open('restart', {
      ...wholeBrowser,
      settings: { scanAfterMs: null, refRefreshMs: 300 },
    });
    await until(() => new Set(linked?.links.map((state) => state.phase === 'qr' && state.qr)).size >= 3);
    expect(linked.session.account()).toBeNull();
    expect(await linked.session.lookUp('+447700900340')).toMatchObject({ kind: 'unavailable' });
    await scannedOn(linked);
    const { account } = await linked.inPhase('ready');
    expect(account).toEqual({ id: '447700900118@c.us', phone: '+447700900118', name: expect.any(String) });
    expect(linked.session.account()).toEqual(account);
    await linked.session.stop();
    expect(linked.session.account()).toBeNull();

    linked = await rig.link('restart', wholeBrowser);
    expect(phases(linked)).not.toContain('qr');
    await sendsOnce(linked, '447700900341');
  });

  test('goes on from a code typed on the phone, and back to the QR code', async () => {
    linked = await rig.open('code', { settings: { scanAfterMs: null } });
    await linked.inPhase('qr');
    linked.session.linkByCode('+447700900118');
    const { code, phone } = await until(() =>
      linked?.links.find((state) => (state.phase === 'code' && state.code !== null ? state : undefined)),
    ).then((state) => state as Extract<typeof state, { phase: 'code' }>);
    expect([code, phone]).toEqual([expect.stringMatching(/^[A-Z1-9]{8}$/), '+447700900118']);
    const states = linked.links.length;
    linked.session.linkByQr();
    await linked.inPhase('qr', states);
    linked.session.linkByCode('+447700900118');
    await until(() => phases(linked as LinkedSession, states).includes('code'));
    await rig.server.control({ name: 'scan' });
    await linked.inPhase('ready', states);
  });

  test('says so when WhatsApp gives no code for a number, and takes another number or the QR code then', async () => {
    linked = await rig.open('refused', { settings: { scanAfterMs: null, refRefreshMs: 200 } });
    await linked.inPhase('qr');
    linked.session.linkByCode('+447700900000');
    expect(await linked.inPhase('code_refused')).toEqual({ phase: 'code_refused', phone: '+447700900000' });
    let states = linked.links.length;
    linked.session.linkByCode('+447700900118');
    expect(await linked.inPhase('code', states)).toMatchObject({ phone: '+447700900118' });
    linked.session.linkByCode('+447700900000');
    await linked.inPhase('code_refused', states);
    states = linked.links.length;
    linked.session.linkByQr();
    await linked.inPhase('qr', states);
  });

  test('leads into a window where the phone asks for a passkey, and goes on without one once it is linked', async () => {
    // On other systems a window needs a screen, and the browser's command line is found elsewhere.
    if (process.platform !== 'linux') return;
    const settings = { scanAfterMs: null, refRefreshMs: 100, asksPasskey: true };
    const linkedAs: unknown[] = [];
    const accepts = () => linkedAs.push(linked?.session.account()) > 0;
    linked = await rig.open('passkey', { browser: onNoScreen, settings, accepts });
    const scanned = (isSeen: () => unknown) =>
      until(async () => {
        await rig.server.control({ name: 'scan' });
        return isSeen();
      }, 100);
    await scanned(() => phases(linked as LinkedSession).includes('passkey'));
    const states = linked.links.length;
    linked.session.openWindow();
    await linked.inPhase('in_window', states);
    expect(await hasWindow(linked)).toBe(true);
    // If it were asked for new codes after these have expired, the page would withdraw its question.
    await scanned(async () => (await rig.server.status()).state === 'UNPAIRED_IDLE');
    await sleep(600);
    await rig.server.control({ name: 'use_passkey' });
    await linked.inPhase('ready', states);
    expect(await hasWindow(linked)).toBe(false);
    expect(phases(linked, states)).not.toContain('qr');
    // Nothing goes from the window.
    expect(linkedAs.slice(0, 2)).toEqual([null, expect.objectContaining({ phone: '+447700900118' })]);
    await sendsOnce(linked, '447700900343');
  });

  test('becomes ready although the page had synced before the library could listen', async () => {
    linked = await rig.link('race');
    await linked.session.stop();
    linked = await rig.link('race', { settings: { syncedBeforeListening: true } });
    await sendsOnce(linked, '447700900342');
  });

  test('shows no code that is dead, and gets new ones when WhatsApp has used up its own', async () => {
    linked = await rig.open('used-up', { settings: { scanAfterMs: null, refRefreshMs: 100 } });
    await linked.inPhase('qr');
    const shown = () => new Set(linked?.links.map((state) => state.phase === 'qr' && state.qr));
    // WhatsApp gives six codes, and then none until it is asked.
    await until(() => shown().size > 8);
    const order = phases(linked);
    expect(order.slice(order.indexOf('qr'))).toContain('starting');
    await scannedOn(linked);
  });

  test('renews the code to type before it dies, and does not show the old one meanwhile', async () => {
    linked = await rig.open('code-dies', { settings: { scanAfterMs: null }, limits: { pairingCodeLifeMs: 500 } });
    await linked.inPhase('qr');
    linked.session.linkByCode('+447700900118');
    const codes = () => (linked?.links ?? []).flatMap((state) => (state.phase === 'code' ? [state.code] : []));
    await until(() => new Set(codes()).size >= 4);
    expect(codes().slice(0, 4)).toEqual([null, expect.any(String), null, expect.any(String)]);
  });

  test('says so when WhatsApp shows its wall all the same, and does not try again', async () => {
    linked = await rig.open('wall', { identity: { userAgentOf: async () => null } });
    expect(await linked.inPhase('failed')).toMatchObject({ problem: 'browser_refused' });
    await sleep(1_000);
    expect(phases(linked)).toEqual(['failed']);
  });

  test('links where the page does not say its version in the place in which the library looks for it', async () => {
    linked = await rig.link('no-version', { settings: { versionAfterMs: null } });
    await sendsOnce(linked, '447700900348');
  });

  test('says so when the page never becomes ready, and tries again', async () => {
    linked = await rig.open('never', { limits: { readyTimeoutMs: 0, readyWatchdogMs: 1 } });
    expect(await linked.inPhase('failed')).toMatchObject({ problem: 'not_ready_in_time' });
    await until(() => phases(linked as LinkedSession).filter((phase) => phase === 'starting').length >= 2);
  });
});

describe('a browser that people have', () => {
  let whole: LinkedSession;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const listeners = () => signals.map((signal) => process.listenerCount(signal));
  const before = listeners();
  beforeAll(async () => {
    const profile = path.join(rig.root, 'whole', 'session');
    mkdirSync(profile, { recursive: true });
    symlinkSync('another-machine-1', path.join(profile, 'SingletonLock'));
    whole = await rig.link('whole', wholeBrowser);
  });
  afterAll(() => whole.session.stop());
  const commandLine = async () => readFileSync(`/proc/${await whole.browserProcess()}/cmdline`, 'utf8').split('\0');

  test('keeps the login from the eyes of other users', () => {
    for (const folder of [whole.loginFolder, path.join(whole.loginFolder, 'session')])
      expect(statSync(folder).mode & 0o077).toBe(0);
  });

  test('starts where one that was killed has left its lock, under an earlier name of the machine', async () => {
    expect(await whole.browserProcess()).not.toBe(1);
  });

  test('leaves it to the app what happens when the system ends it', () => {
    expect(listeners()).toEqual(before);
  });

  test('is driven by a pipe: no port is open by which others could send', async () => {
    expect(existsSync(path.join(whole.loginFolder, 'session', 'DevToolsActivePort'))).toBe(false);
    if (process.platform !== 'linux') return;
    const started = await commandLine();
    expect(started).toContain('--remote-debugging-pipe');
    expect(started.filter((argument) => argument.startsWith('--remote-debugging-port'))).toEqual([]);
  });

  test('has no wall before it: it does not say that it has no window', async () => {
    if (process.platform !== 'linux') return;
    const [name, ...more] = (await commandLine()).filter((argument) => argument.startsWith('--user-agent='));
    expect(name).toMatch(/ Chrome\/\d/);
    expect([name, ...more].join()).not.toContain('Headless');
  });
});

describe('a link that is lost', () => {
  beforeAll(async () => {
    const { session } = await rig.link('lost');
    await session.stop();
  });

  test('comes back by itself when the connection does, without a new browser', async () => {
    linked = await rig.link('lost');
    await rig.server.control({ name: 'disconnect', state: 'OPENING' });
    expect(await linked.inPhase('disconnected')).toMatchObject({ account: expect.any(Object), retryAtMs: null });
    expect(linked.session.account()).toBeNull();
    expect(await linked.session.handOver(textFor('447700900343'))).toMatchObject({ kind: 'threw' });
    const states = linked.links.length;
    await rig.server.control({ name: 'reconnect' });
    await linked.inPhase('ready', states);
    expect(phases(linked, states)).toEqual(['ready']);
  });

  test.for<[string, SessionOptions, (of: LinkedSession) => Promise<unknown>]>([
    ['the browser is killed', wholeBrowser, async (of) => process.kill(await of.browserProcess(), 'SIGKILL')],
    ['the page crashes', {}, async (of) => void of.session.handOver(textFor('447700900824'))],
    ['the page hangs for good', {}, async (of) => void of.session.handOver(textFor('447700900830'))],
  ])('comes back by itself when %s', async ([, options, harm]) => {
    linked = await rig.link('lost', { ...options, limits: { pageHangMs: 1_000 } });
    const { links, session } = linked;
    const states = links.length;
    await harm(linked);
    const lost = await until(() =>
      links.slice(states).find((state) => state.phase === 'disconnected' && state.retryAtMs !== null),
    );
    expect(lost).toMatchObject({ account: { phone: '+447700900118' } });
    await linked.inPhase('starting', states);
    await linked.inPhase('ready', states);
    expect(session.account()).not.toBeNull();
  });

  test('is said by its name, whatever ended it, and not tried again', async () => {
    linked = await rig.link('lost');
    // The page tells in how many seconds a ban ends: this one in an hour.
    const monthOfEnd = new Date(Date.now() + 3_600_000).toISOString().slice(0, 7);
    for (const [state, problem, detail] of [
      ['TOS_BLOCK', 'terms_of_service', 'TOS_BLOCK'],
      ['CONFLICT', 'conflict', 'CONFLICT'],
      [null, 'banned', expect.stringContaining(`until ${monthOfEnd}`)],
    ] as const) {
      const states = linked.links.length;
      await rig.server.control(state === null ? { name: 'ban' } : { name: 'disconnect', state });
      expect(await linked.inPhase('failed', states)).toMatchObject({ problem, detail });
      await sleep(1_000);
      expect(phases(linked, states).at(-1)).toBe('failed');
      expect(phases(linked, states)).not.toContain('starting');
      // The operator may try again.
      linked.session.retry();
      await linked.inPhase('ready', states);
    }
  });

  test('is said by its name where the page never connects for it', async () => {
    linked = await rig.open('lost', { settings: { blockedBy: 'SMB_TOS_BLOCK' } });
    expect(await linked.inPhase('failed')).toMatchObject({ problem: 'terms_of_service' });
    await sleep(1_000);
    expect(phases(linked).at(-1)).toBe('failed');
  });

  test('is given up for an account that WhatsApp locked: the login is gone, and no code comes', async () => {
    linked = await rig.link('locked');
    const states = linked.links.length;
    await rig.server.control({ name: 'logout_from_phone', reason: '3' });
    expect(await linked.inPhase('failed', states)).toMatchObject({ problem: 'account_locked' });
    await sleep(1_000);
    expect(phases(linked, states)).toEqual(['logged_out', 'failed']);
    expect(existsSync(path.join(linked.loginFolder, 'session'))).toBe(false);
  });

  test('is started anew when the page does not find its connection for long, and a new one does', async () => {
    linked = await rig.link('lost', { limits: { offlineRestartMs: 500 } });
    const states = linked.links.length;
    await rig.server.control({ name: 'disconnect', state: 'OPENING' });
    await linked.inPhase('starting', states);
    await linked.inPhase('ready', states);
    const ready = linked.links.length;
    expect(linked.session.startAnew()).toBe(true);
    expect(phases(linked, ready)).toEqual(['disconnected']);
  });

  test('is not started anew while a message that passed the gate lacks its acknowledgement', async () => {
    linked = await rig.link('lost', { limits: { offlineRestartMs: 300 } });
    await linked.session.handOver(textFor('447700900803'));
    await until(() => rig.server.messages('447700900803').length === 1);
    const states = linked.links.length;
    await rig.server.control({ name: 'disconnect', state: 'OPENING' });
    await linked.inPhase('disconnected', states);
    await sleep(2_000);
    expect(phases(linked, states)).toEqual(['disconnected']);
    await rig.server.control({ name: 'reconnect' });
    await linked.inPhase('ready', states);
    expect(linked.session.startAnew()).toBe(false);
  });

  test('is started anew when its page hangs, and not before the message on its way has ended', async () => {
    linked = await rig.link('hung', { ...wholeBrowser, limits: { pageHangMs: 300 } });
    const states = linked.links.length;
    linked.isSending = true;
    process.kill(await linked.browserProcess(), 'SIGSTOP');
    await sleep(4_000);
    expect(phases(linked, states)).toEqual([]);
    linked.isSending = false;
    await linked.inPhase('starting', states);
    await linked.inPhase('ready', states);
  });

  test('goes on when a page that hung answers again while a message is on its way', async () => {
    linked = await rig.link('woken', { ...wholeBrowser, limits: { pageHangMs: 1_500 } });
    const states = linked.links.length;
    const browser = await linked.browserProcess();
    linked.isSending = true;
    process.kill(browser, 'SIGSTOP');
    // Two heartbeats without an answer.
    await sleep(5_000);
    process.kill(browser, 'SIGCONT');
    await until(async () => (await linked?.session.lookUp('+447700900351'))?.kind === 'registered');
    // The next heartbeat.
    await sleep(1_500);
    linked.isSending = false;
    await sleep(1_500);
    expect(phases(linked, states)).toEqual([]);
    await sendsOnce(linked, '447700900351');
  });

  test('is not lost when only the address of the page changes', async () => {
    linked = await rig.link('lost');
    const states = linked.links.length;
    await rig.server.control({ name: 'change_address' });
    await sleep(1_500);
    expect(phases(linked, states)).toEqual([]);
    await sendsOnce(linked, '447700900347');
    const random = linked.asks.at(-1)?.key.random;
    await until(() => linked?.acks.some((ack) => ack.random === random && ack.ack >= 1));
  });

  test('asks for a new link when the page has lost its own', async () => {
    linked = await rig.link('unpaired');
    const states = linked.links.length;
    await rig.server.control({ name: 'disconnect', state: 'UNPAIRED' });
    await linked.inPhase('logged_out', states);
    await linked.inPhase('ready', states);
  });

  test('is given up when the phone logs out: the login is gone, and a new QR code comes', async () => {
    linked = await rig.link('phone');
    const states = linked.links.length;
    await rig.server.control({ name: 'logout_from_phone' });
    await linked.inPhase('qr', states);
    expect(phasesUntil('qr', linked, states).slice(-3)).toEqual(['logged_out', 'starting', 'qr']);
    await linked.inPhase('ready', states);
    await linked.session.stop();
    linked = await rig.link('phone');
    expect(phases(linked)).not.toContain('qr');
  });

  test('is given up when the operator unlinks', async () => {
    linked = await rig.link('unlink');
    const states = linked.links.length;
    await linked.session.logout();
    expect(rig.server.entries()).toContainEqual(expect.objectContaining({ kind: 'logout', by: 'app' }));
    await linked.inPhase('qr', states);
    expect(phasesUntil('qr', linked, states)).toEqual(['logged_out', 'starting', 'qr']);
  });
});

describe('a version of WhatsApp that is new here', () => {
  const own = '447700900118';

  test('is tried on the account itself before anything is sent, and nothing leaves', async () => {
    linked = await rig.link('trial');
    expect(readFileSync(path.join(linked.loginFolder, 'proven-version'), 'utf8')).toMatch(/^2\.3000\./);
    await sleep(300);
    expect([linked.asks, linked.leavings, rig.server.messages(own)]).toEqual([[], [], []]);
  });

  test('is said to have changed where a message goes around the gate, and nothing can be sent', async () => {
    linked = await rig.link('trial');
    await rig.server.control({ name: 'set_scenario', number: own, scenario: 43 });
    await linked.session.stop();
    // The gate was tried on this version by another build of SendOnce, but not by this one.
    const file = path.join(linked.loginFolder, 'proven-version');
    const [version = ''] = readFileSync(file, 'utf8').split(' ');
    writeFileSync(file, version);
    linked = await rig.open('trial');
    expect(await linked.inPhase('failed')).toMatchObject({ problem: 'page_changed' });
    expect(phases(linked)).not.toContain('ready');
    expect(linked.session.account()).toBeNull();
    expect(linked.leavings).toMatchObject([{ remote: `${own}@c.us` }]);
  });
});

describe('catching up', () => {
  test('is over when the page says so, and begins anew with each connection', async () => {
    linked = await rig.link('catch-up', { settings: { catchUpMs: 60_000 } });
    // A listener that learns of the ready session must find the field set, since it may claim a message at once.
    expect(linked.caughtUp).not.toContain(null);
    expect(linked.session.isCaughtUp()).toBe(false);
    await rig.server.control({ name: 'end_catch_up' });
    await until(() => linked?.session.isCaughtUp() === true);
    await rig.server.control({ name: 'disconnect', state: 'OPENING' });
    await linked.inPhase('disconnected');
    expect(linked.session.isCaughtUp()).toBeNull();
    const states = linked.links.length;
    await rig.server.control({ name: 'reconnect', catchUpMs: null });
    await linked.inPhase('ready', states);
    expect(linked.session.isCaughtUp()).toBe(false);
    await sleep(500);
    expect(linked.session.isCaughtUp()).toBe(false);
    await rig.server.control({ name: 'end_catch_up' });
    await until(() => linked?.session.isCaughtUp() === true);
    expect(linked.caughtUp.at(-1)).toBe(true);
  });

  test('that does not end starts the page anew', async () => {
    linked = await rig.link('catch-up', { limits: { catchUpMaxMs: 600 } });
    await until(() => linked?.session.isCaughtUp() === true);
    await rig.server.control({ name: 'disconnect', state: 'OPENING' });
    await linked.inPhase('disconnected');
    const states = linked.links.length;
    await rig.server.control({ name: 'reconnect', catchUpMs: null });
    await linked.inPhase('starting', states);
    await until(() => linked?.session.isCaughtUp() === true);
  });
});

test('waits for a browser that still has the login folder to end', async () => {
  const first = await rig.link('busy', wholeBrowser);
  linked = await rig.open('busy', {
    ...wholeBrowser,
    limits: { browserBusyRetryMs: 200, browserBusyRetryCount: 1_000 },
  });
  await sleep(1_000);
  expect(phases(linked)).toEqual([]);
  await first.session.stop();
  await linked.inPhase('ready');
  expect(linked.links.filter(({ phase }) => phase === 'failed')).toEqual([]);
});

test('waits as well where the browser says nothing and the folder is free by the time it has ended', async () => {
  // The library recognises the state by the browser's error output.
  const silent = path.join(rig.root, 'silent-browser');
  const ends = path.join(rig.root, 'silent-browser-ends');
  const free = path.join(rig.root, 'silent-browser-free');
  const lines = [
    '#!/bin/sh',
    `'${process.env.WHOLE_CHROMIUM_PATH}' "$@" 2>/dev/null`,
    `case "$*" in *--remote-debugging-pipe*) echo >> '${ends}'; until [ -e '${free}' ]; do sleep 0.05; done;; esac`,
    '',
  ];
  writeFileSync(silent, lines.join('\n'), { mode: 0o700 });
  const first = await rig.link('silent', wholeBrowser);
  linked = await rig.open('silent', {
    limits: { browserBusyRetryMs: 200, browserBusyRetryCount: 1_000 },
    browser: async () => succeed({ executablePath: silent, args: [] }),
  });
  await until(() => existsSync(ends));
  await first.session.stop();
  // When the session has ended, no process uses the folder any more.
  writeFileSync(free, '');
  await linked.inPhase('ready');
  expect(linked.links.filter(({ phase }) => phase === 'failed')).toEqual([]);
});

describe('a login folder', () => {
  test('that is damaged begins anew, with a QR code at worst', async () => {
    const first = await rig.link('damaged', wholeBrowser);
    await first.session.stop();
    const profile = path.join(first.loginFolder, 'session');
    for (const entry of readdirSync(profile, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) writeFileSync(path.join(entry.parentPath, entry.name), 'not what a browser wrote');
    linked = await rig.open('damaged', wholeBrowser);
    await scannedOn(linked);
    await sendsOnce(linked, '447700900371');
  });

  test('in whose place is a file is made anew', async () => {
    writeFileSync(path.join(rig.root, 'a-file'), '');
    linked = await rig.open('a-file');
    await linked.inPhase('qr');
  });

  test('that cannot be made is told, and tried again', async () => {
    linked = await rig.open('no-such\0folder');
    expect(await linked.inPhase('failed')).toMatchObject({
      problem: 'internal',
      detail: expect.stringMatching(/null/),
    });
  });
});

test('a number that cannot be looked up now is no link, and is tried again', async () => {
  let asked = 0;
  linked = await rig.open('busy-accounts', {
    accepts: () => {
      asked += 1;
      if (asked === 1) throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
      return true;
    },
  });
  await linked.inPhase('failed');
  await linked.inPhase('ready');
  expect(phasesUntil('failed', linked, 0)).not.toContain('ready');
  expect(asked).toBe(2);
});

test('nor is one that cannot be looked up once the page has found its connection', async () => {
  let isBusy = false;
  linked = await rig.link('busy-later', {
    accepts: () => {
      if (isBusy) throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
      return true;
    },
  });
  const before = linked.links.length;
  isBusy = true;
  await rig.server.control({ name: 'disconnect', state: 'OPENING' });
  await linked.inPhase('disconnected', before);
  await rig.server.control({ name: 'reconnect' });
  await until(() => linked?.session.account() === null && phases(linked, before).length > 1);
  isBusy = false;
  await linked.inPhase('ready', before);
  expect(phases(linked, before).slice(0, 3)).toEqual(['disconnected', 'disconnected', 'starting']);
});

test('stopping ends the browser, also one that is just starting', async () => {
  linked = await rig.open('stop', wholeBrowser);
  await sleep(300);
  await linked.session.stop();
  linked = await rig.link('stop', wholeBrowser);
  const browser = await linked.browserProcess();
  await linked.session.stop();
  expect(() => process.kill(browser, 0)).toThrow('ESRCH');
});

test('the library by itself ends no browser, removes no login, and listens to a document once', async () => {
  const document = new PageDocument();
  const never = () => expect.unreachable();
  const client = new WhatsAppClient({
    ...{ loginFolder: path.join(rig.root, 'own-ways'), choice: { executablePath: '', args: [] }, userAgent: null },
    ...{ isInWindow: false, page: null, document: () => document, onBrowser: never, onInjectFailed: never },
    ...{ clock: systemClock, limits },
  });
  const { authStrategy } = client as unknown as { authStrategy: InstanceType<typeof wweb.LocalAuth> };
  authStrategy.setup(client);
  await authStrategy.beforeBrowserInitialized();
  await authStrategy.logout();
  expect(existsSync(path.join(rig.root, 'own-ways', 'session'))).toBe(true);
  client.pupBrowser = { isConnected: () => true, close: never } as never;
  await client.destroy();
  const attach = vi
    .spyOn(Object.getPrototypeOf(WhatsAppClient.prototype), 'attachEventListeners')
    .mockResolvedValue(null);
  await Promise.all([client.attachEventListeners(), client.attachEventListeners()]);
  expect(attach).toHaveBeenCalledOnce();
  attach.mockRestore();
});

test('a person without a LID is no answer on a migrated account', async () => {
  linked = await rig.link('migrated', { settings: { isLidMigrated: true } });
  expect(await linked.session.lookUp('+447700900842')).toMatchObject({
    kind: 'unavailable',
    why: 'no LID on an account that has them',
  });
  expect(await linked.session.lookUp('+447700900347')).toMatchObject({
    ids: expect.arrayContaining([expect.stringMatching(/@lid$/)]),
  });
});

test('what is sent to the page still stands on its own when the app is bundled and minified', async () => {
  const root = path.join(import.meta.dirname, '../..');
  const outDir = path.join(root, 'node_modules/.cache/session-bundle');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { ssr: 'electron/whatsapp/session.ts', outDir, minify: true, emptyOutDir: true },
  });
  const file = path.join(outDir, 'session.js');
  expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(50);
  const bundle: typeof import('../../electron/whatsapp/session.ts') = await import(file);
  linked = await rig.link('bundle', { Session: bundle.WhatsAppSession });
  expect(await linked.session.lookUp('+447700900345')).toMatchObject({ kind: 'registered' });
  await sendsOnce(linked, '447700900345');
  const attachment = { kind: 'document', mimeType: 'text/plain', fileName: 'a.txt', base64: 'YQ==', bytes: 1 } as const;
  expect(await linked.session.handOver({ ...textFor('447700900346'), attachment })).toEqual({ kind: 'returned' });
  const key = linked.asks[0]?.key;
  expect(key && (await linked.session.readRecord(key))).toMatchObject({ kind: 'found' });
  expect(await linked.session.readChat('447700900345@c.us', 50, null)).toMatchObject([{ text: 'Hello', kind: 'text' }]);
});
