/** A hostile page: it navigates elsewhere, says what no page of WhatsApp says, and calls without end. */
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { systemClock } from '../../electron/clock.ts';
import type { Log } from '../../electron/ports.ts';
import { takeCalls } from '../../electron/whatsapp/page/page-calls.ts';
import { keepAtWhatsApp, onlyAtWhatsApp, whatsAppOrigin } from '../../electron/whatsapp/page/page-guard.ts';
import { type JournalServer, preparePracticeFolder, startJournalServer } from '../../practice/journal-server.ts';
import { builtPracticePage } from '../support/practice-page-once.ts';
import { until } from '../support/until.ts';
import { isWholeRun } from '../support/whole-run.ts';
import { openPractice, type Practice, quickSettings, sleep } from './practice.ts';
import { createSession, type LinkedSession, textFor } from './session-rig.ts';

const host = '127.0.0.1';
const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** Runs in a document, and calls every function of the app that the document exposes. */
const callApp = (name: string, from: string): void => {
  const page = window as unknown as Record<string, (...values: unknown[]) => unknown>;
  const values = [{ id: { id: from, fromMe: true, remote: '1@c.us' } }, 1];
  const found = Object.getOwnPropertyNames(page).filter((one) => one.startsWith(name));
  for (const one of found) page[one]?.(...(one === name ? values : [JSON.stringify({ id: '', values })]));
};
const calling = (from: string) => `(${callApp})('onMessageAckEvent', '${from}');`;
const framed = (from: string) => `<script>${calling(from)} parent.postMessage('called', '*')</script>`;
const secret = 'Dear Zoë, your number is +447700900360';

let root: string;
let journal: JournalServer;
/** A server other than WhatsApp, which records its requests. */
let elsewhere: Server;
let address: string;
const asked: string[] = [];
const opened: LinkedSession[] = [];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'hostile-'));
  journal = await startJournalServer({ file: path.join(root, 'journal.jsonl') });
  elsewhere = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Not WhatsApp</h1>${framed('elsewhere')}`);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, host, resolve));
  address = `http://${host}:${(elsewhere.address() as AddressInfo).port}`;
});

// A page that was given up is loaded again by itself, and would take the signal that is meant for the next test's page.
afterEach(() => Promise.all(opened.splice(0).map(({ session }) => session.stop())));

afterAll(async () => {
  elsewhere.closeAllConnections();
  elsewhere.close();
  await journal.close();
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
});

/**
 * A session on the practice page, ready to send, with a script in the page that runs when `begin` is called. The script
 * finds the other server's address in `away`.
 */
async function openWith(script: string, log?: Log): Promise<{ linked: LinkedSession; begin: () => Promise<unknown> }> {
  const folder = await mkdtemp(path.join(root, 'page-'));
  await preparePracticeFolder(builtPracticePage(), folder, journal.port, quickSettings);
  const onSignal = `const push = history.pushState; let isBegun = false;
    history.pushState = (...values) => { push.apply(history, values); if (!isBegun) { isBegun = true; begin(); } };`;
  await appendFile(
    path.join(folder, 'page.html'),
    `<script>{ const away = '${address}/'; const begin = async () => { ${script} }; ${onSignal} }</script>`,
  );
  // Chromium asks for permission before a page from the internet may reach this computer.
  const description = path.join(folder, 'practice.json');
  const { chromiumArgs } = JSON.parse(await readFile(description, 'utf8')) as { chromiumArgs: string[] };
  const isPublic = `--ip-address-space-overrides=${host}:${journal.port}=public,${address.slice('http://'.length)}=public`;
  await writeFile(description, JSON.stringify({ chromiumArgs: [...chromiumArgs, isPublic] }));
  const linked = createSession(path.join(folder, 'login'), folder, log ? { log } : {});
  opened.push(linked);
  linked.session.start();
  await linked.inPhase('ready');
  return { linked, begin: () => journal.control({ name: 'change_address' }) };
}

describe('a page that leaves WhatsApp', () => {
  test.each([
    ['by a script', 'location.href = away', '447700900361'],
    [
      'by a form',
      `const form = document.createElement('form'); form.action = away; document.body.append(form); form.submit()`,
      '447700900362',
    ],
  ])('%s is stopped, stays where it is, and goes on sending', async (_, how, to) => {
    const { linked, begin } = await openWith(how);
    await begin();
    await sleep(1_000);
    expect(asked.filter((url) => url !== '/favicon.ico')).toEqual([]);
    expect(await linked.session.handOver(textFor(to))).toEqual({ kind: 'returned' });
    await until(() => journal.messages(to).length > 0);
  });

  test('may show other frames, which cannot call the app, and goes on sending', async () => {
    const { linked, begin } = await openWith(`
      const own = URL.createObjectURL(new Blob([${JSON.stringify(framed('own')).replace('</', '<\\/')}], { type: 'text/html' }));
      for (const src of [own, away + 'frame']) {
        const called = new Promise((resolve) => addEventListener('message', resolve, { once: true }));
        document.body.append(Object.assign(document.createElement('iframe'), { src }));
        await called;
      }
      ${calling('page')}`);
    await begin();
    await until(() => linked.acks.some(({ random }) => random === 'page'));
    expect(linked.acks.map(({ random }) => random)).toEqual(['page']);
    expect(await linked.session.handOver(textFor('447700900363'))).toEqual({ kind: 'returned' });
  });

  test('for a document of no address is given up', async () => {
    const { linked, begin } = await openWith(`location.href = 'about:blank'`);
    await begin();
    expect(await linked.inPhase('failed')).toMatchObject({ problem: 'page_changed' });
    expect(await linked.session.handOver(textFor('447700900364'))).toMatchObject({ kind: 'threw' });
  });
});

describe('a document of another origin', () => {
  let practice: Practice;
  beforeAll(async () => {
    practice = await openPractice();
  });
  afterAll(() => practice.close());

  test('is handed nothing and not heard, although it is there', async () => {
    const client = await practice.start('elsewhere');
    const page = client.pupPage;
    if (!page) throw new Error('the client has no page');
    Object.assign(client, { inject: async () => undefined });
    const guarded = onlyAtWhatsApp(page);
    const lengthOf = (text: string): number => text.length;
    const heard: unknown[] = [];
    const protocol = await page.createCDPSession();
    await protocol.send('Page.enable');
    await takeCalls(page, protocol, systemClock, () => undefined);
    await page.exposeFunction('tellApp', (message: unknown) => heard.push(message));
    expect(await guarded.evaluate(lengthOf, secret)).toBe(secret.length);
    await page.evaluate(callApp, 'tellApp', 'WhatsApp');
    await page.goto(`${address}/document`);
    await page.evaluate(callApp, 'tellApp', 'elsewhere');
    await expect(guarded.evaluate(lengthOf, secret)).rejects.toThrow('not at WhatsApp');
    expect(heard).toMatchObject([{ id: { id: 'WhatsApp' } }]);
  });
});

describe('a navigation within WhatsApp that its server sends elsewhere', () => {
  let practice: Practice;
  beforeAll(async () => {
    practice = await openPractice();
  });
  afterAll(() => practice.close());

  test('is stopped at the redirect', async () => {
    const client = await practice.start('redirected');
    const page = client.pupPage;
    if (!page) throw new Error('the client has no page');
    Object.assign(client, { inject: async () => undefined });
    const server = await page.createCDPSession();
    server.on('Fetch.requestPaused', ({ requestId }) => {
      const responseHeaders = [{ name: 'Location', value: `${address}/redirected` }];
      void server.send('Fetch.fulfillRequest', { requestId, responseCode: 302, responseHeaders });
    });
    await server.send('Fetch.enable', { patterns: [{ urlPattern: `${whatsAppOrigin}/moved` }] });
    const here = page.url();
    await keepAtWhatsApp(await page.createCDPSession(), silentLog);
    await expect(page.goto(`${whatsAppOrigin}/moved`)).rejects.toThrow('ERR_ABORTED');
    expect([page.url(), asked.includes('/redirected')]).toEqual([here, false]);
  });
});

/** A question as the gate asks it, with the fields that the script replaces. */
const questionWith = (change: string) => `sendOnceAsk({ documentId: sendOnceTools.documentId, token: 'token',
  key: { serialized: 'key', random: 'random', fromMe: true, remote: '1@c.us' }, ids: ['1@c.us'], type: 'chat', text: 'Hi',
  fileHash: null, ...sendOnceTools.standing(), askedAtMs: Date.now(), accountIds: ['2@c.us'], ${change} })`;

describe('what a page says', () => {
  test('is no question where it has more ids than a person, or longer ones, or more words than a text', async () => {
    const { linked, begin } = await openWith(`
      await ${questionWith(`ids: Array.from({ length: 9 }, (_, i) => i + '@lid')`)};
      ${questionWith(`ids: Array.from({ length: 200_000 }, (_, i) => i + '@lid')`)};
      await ${questionWith(`ids: ['1'.repeat(129)]`)};
      await ${questionWith(`text: 'x'.repeat(65_537)`)};
      await ${questionWith(`type: 'x'.repeat(129)`)};
      await ${questionWith(`documentId: 'another'`)};
      await ${questionWith(`token: 'sound'`)};`);
    const turns = watchTurns();
    await begin();
    await until(() => linked.asks.length > 0);
    expect(turns.longestMs()).toBeLessThan(50);
    expect(linked.asks.map(({ token }) => token)).toEqual(['sound']);
  });

  test('is no news where it is not of the gate’s own document, or longer than an id', async () => {
    const { linked, begin } = await openWith(`
      const { documentId } = sendOnceTools;
      const news = { kind: 'leaving', documentId, random: 'sound', remote: '1@c.us' };
      for (const change of [{ documentId: 'another' }, { documentId: undefined }, { random: 'x'.repeat(129) },
        { remote: {} }, { kind: 'other' }, {}]) await sendOnceNews({ ...news, ...change });`);
    await begin();
    await until(() => linked.leavings.length > 0);
    expect(linked.leavings).toEqual([{ random: 'sound', remote: '1@c.us' }]);
  });

  test('is an acknowledgement from -1 to 4 and no other, of a message with an id', async () => {
    const { linked, begin } = await openWith(`
      const message = { id: { id: 'random', fromMe: true, remote: '1@c.us' } };
      for (const ack of [-2, 1.5, 5, 1e9, '1', null]) await onMessageAckEvent(message, ack);
      await onMessageAckEvent({ id: { ...message.id, id: 'x'.repeat(129) } }, 1);
      await onMessageAckEvent({ id: { ...message.id, id: '' } }, 1);
      for (const ack of [-1, 0, 4]) await onMessageAckEvent(message, ack);`);
    await begin();
    await until(() => linked.acks.length > 2);
    expect(linked.acks.map(({ random, ack }) => [random, ack])).toEqual([-1, 0, 4].map((ack) => ['random', ack]));
  });

  test('is not written into the log', async () => {
    const lines: unknown[] = [];
    const note = (...values: unknown[]) =>
      void lines.push(values.map((value) => (value instanceof Error ? value.stack : value)));
    const { linked, begin } = await openWith(
      `const { documentId } = sendOnceTools;
      await sendOnceNews({ kind: 'failed', documentId, why: 'Zoë and the rest' });
      await sendOnceNews({ kind: 'not_ours', documentId, type: 'Zoë' });
      await sendOnceNews({ kind: 'result', documentId, random: 'Zoë', remote: '1@c.us', result: 'Zoë', ack: 0 });
      require('WAWebQueryExistsJob').queryWidExists = () => { throw new Error('Zoë is not there'); };`,
      { info: note, warn: note, error: note },
    );
    await begin();
    await until(() => lines.length >= 3);
    await linked.session.lookUp('+447700900365');
    expect(JSON.stringify(lines)).not.toContain('Zoë');
  });
});

describe('a page that calls without end', () => {
  const acknowledging = `onMessageAckEvent({ id: { id: 'random' + i, fromMe: true, remote: '1@c.us' } }, 1)`;
  const calls: readonly (readonly [string, string])[] = [
    ['with questions', questionWith(`token: 'token' + i`)],
    [
      'about messages that leave',
      `sendOnceNews({ kind: 'leaving', documentId: sendOnceTools.documentId, random: 'x' + i, remote: '1@c.us' })`,
    ],
    ['with acknowledgements', acknowledging],
  ];
  // All have the same bound. `npm run test:browser` tries each.
  test.each(isWholeRun ? calls : calls.slice(0, 1))(
    '%s is given up, and keeps the main process from nothing meanwhile',
    async (_, call) => {
      const { linked, begin } = await openWith(`for (let i = 0; i < 200_000; i++) ${call}.catch(() => 0);`);
      const states = linked.links.length;
      const turns = watchTurns();
      // The page is gone before it can answer the call that told it to begin.
      begin().catch(() => undefined);
      await until(() => linked.links.length > states);
      await sleep(500);
      expect(turns.longestMs()).toBeLessThan(50);
      expect(linked.asks.length).toBeLessThanOrEqual(limits.pageQuestionsMax);
      expect(linked.leavings.length).toBeLessThanOrEqual(limits.pageCallsMax);
      expect(linked.acks.length).toBeLessThanOrEqual(limits.pageCallsMax);
    },
  );
});

/**
 * The processor time of the event loop's longest turn: on a busy machine, the clock would also count other processes.
 */
function watchTurns(): { longestMs: () => number } {
  let longestMs = 0;
  let isOver = false;
  let before = process.threadCpuUsage();
  const turn = (): void => {
    const { user, system } = process.threadCpuUsage(before);
    longestMs = Math.max(longestMs, (user + system) / 1_000);
    before = process.threadCpuUsage();
    if (!isOver) setTimeout(turn);
  };
  turn();
  return {
    longestMs: () => {
      isOver = true;
      return longestMs;
    },
  };
}
