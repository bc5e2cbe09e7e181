/** A page that takes itself elsewhere, or is taken there: gate, tools and hand-over work at WhatsApp's address alone. */
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPracticePage } from '../../build/practice-page.ts';
import { onlyAtWhatsApp } from '../../electron/whatsapp/page-guard.ts';
import { type JournalServer, preparePracticeFolder, startJournalServer } from '../../practice/journal-server.ts';
import { until } from '../support/until.ts';
import { openPractice, type Practice, quickSettings, sleep } from './practice.ts';
import { createSession, type LinkedSession, textFor } from './session-rig.ts';

const host = '127.0.0.1';
const secret = 'Dear Zoë, your number is +447700900360';

let root: string;
let journal: JournalServer;
/** Another place than WhatsApp: it notes what it was asked for. */
let elsewhere: Server;
let address: string;
const asked: string[] = [];
const opened: LinkedSession[] = [];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'guard-'));
  journal = await startJournalServer({ file: path.join(root, 'journal.jsonl') });
  elsewhere = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Not WhatsApp</h1>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, host, resolve));
  address = `http://${host}:${(elsewhere.address() as AddressInfo).port}`;
  await buildPracticePage(path.join(root, 'built'));
});

afterAll(async () => {
  await Promise.all(opened.map(({ session }) => session.stop()));
  elsewhere.closeAllConnections();
  elsewhere.close();
  await journal.close();
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
});

/** A session on the practice page with a script of ours in it, which knows the other place as `away`. */
async function openWith(script: string): Promise<LinkedSession> {
  const folder = await mkdtemp(path.join(root, 'page-'));
  await preparePracticeFolder(path.join(root, 'built'), folder, journal.port, quickSettings);
  await appendFile(path.join(folder, 'page.html'), `<script>const away = '${address}/';${script}</script>`);
  // Chromium asks before a page from the internet reaches into this computer.
  const description = path.join(folder, 'practice.json');
  const { chromiumArgs } = JSON.parse(await readFile(description, 'utf8')) as { chromiumArgs: string[] };
  const isPublic = `--ip-address-space-overrides=${host}:${journal.port}=public,${address.slice('http://'.length)}=public`;
  await writeFile(description, JSON.stringify({ chromiumArgs: [...chromiumArgs, isPublic] }));
  const linked = createSession(path.join(folder, 'login'), folder, {});
  opened.push(linked);
  linked.session.start();
  return linked;
}

/** Runs once, a while after WhatsApp's parts are ready to send. */
const whenLinked = (what: string) =>
  `const timer = setInterval(() => { if (window.sendOnceGate) { clearInterval(timer); setTimeout(() => { ${what} }, 1_000); } }, 50);`;

describe('a page that leaves WhatsApp', () => {
  test.each([
    ['by a script', 'location.href = away', '447700900361'],
    [
      'by a form',
      `const form = document.createElement('form'); form.action = away; document.body.append(form); form.submit()`,
      '447700900362',
    ],
  ])('%s is stopped, stays where it is, and goes on sending', async (_, how, to) => {
    const linked = await openWith(whenLinked(how));
    await linked.inPhase('ready');
    await sleep(2_000);
    expect(asked.filter((url) => url !== '/favicon.ico')).toEqual([]);
    expect(await linked.session.handOver(textFor(to))).toEqual({ kind: 'returned' });
    await until(() => journal.messages(to).length > 0);
  });

  test('may show another place in a frame, and goes on sending', async () => {
    const linked = await openWith(
      whenLinked(
        `const frame = document.createElement('iframe'); frame.src = away + 'frame'; document.body.append(frame)`,
      ),
    );
    await linked.inPhase('ready');
    await until(() => asked.includes('/frame'));
    expect(await linked.session.handOver(textFor('447700900363'))).toEqual({ kind: 'returned' });
  });

  test('for a document of no address is given up', async () => {
    const linked = await openWith(whenLinked(`location.href = 'about:blank'`));
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

  test('is handed nothing, although it is there', async () => {
    const client = await practice.start('elsewhere');
    const page = client.pupPage;
    if (!page) throw new Error('the client has no page');
    Object.assign(client, { inject: async () => undefined });
    const guarded = onlyAtWhatsApp(page);
    const lengthOf = (text: string): number => text.length;
    expect(await guarded.evaluate(lengthOf, secret)).toBe(secret.length);
    await page.goto(`${address}/document`);
    await expect(guarded.evaluate(lengthOf, secret)).rejects.toThrow('not at WhatsApp');
  });
});
