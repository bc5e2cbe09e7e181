/** The real library on the practice page, without the app, for the tests of this folder. */
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import wweb from 'whatsapp-web.js';
import { ensureChromium } from '../../build/chromium.ts';
import {
  type JournalServer,
  type PracticeSettings,
  preparePracticeFolder,
  startJournalServer,
} from '../../practice/journal-server.ts';
import { builtPracticePage } from '../support/practice-page-once.ts';
import { patienceMs } from '../support/until.ts';

export type Client = wweb.Client;

/** Short times, so that a scenario is over within seconds; the patience of a naive sender is `naiveWaitMs`. */
export const quickSettings = {
  scanAfterMs: 100,
  ackMinMs: 20,
  ackMaxMs: 100,
  slowAckMs: 1_200,
  veryLateAckMs: 2_500,
  hangMs: 1_500,
  freezeMs: 1_000,
  offlineMs: 2_500,
  stateLagMs: 300,
  catchUpMs: 50,
  successMs: 50,
  // The test ends the browser.
  slowCatchUpMs: 60_000,
  missMs: 5_000,
  // The library by itself reveals that its browser has no window, takes each note for a message, and loses the id of
  // each file.
  wall: false,
  notesOnNewChats: false,
  mediaHasPrivateId: false,
} satisfies Partial<PracticeSettings>;

export interface Practice {
  readonly server: JournalServer;
  readonly journalFile: string;
  /** The library on the login folder of that name, not yet started. */
  create(login: string, settings?: Partial<PracticeSettings>, more?: Partial<wweb.ClientOptions>): Promise<Client>;
  /** Started, and ready. */
  start(login: string, settings?: Partial<PracticeSettings>): Promise<Client>;
  close(): Promise<void>;
}

/** A journal server, and a page that reports to it. */
export async function openPractice(): Promise<Practice> {
  const root = await mkdtemp(path.join(tmpdir(), 'practice-'));
  const journalFile = path.join(root, 'journal.jsonl');
  const server = await startJournalServer({ file: journalFile });
  const clients: Client[] = [];
  const create: Practice['create'] = async (login, settings = {}, more = {}) => {
    const folder = await mkdtemp(path.join(root, 'page-'));
    await preparePracticeFolder(builtPracticePage(), folder, server.port, { ...quickSettings, ...settings });
    const client = await createClient(folder, path.join(root, login), more);
    clients.push(client);
    return client;
  };
  return {
    server,
    journalFile,
    create,
    async start(login, settings) {
      const client = await create(login, settings);
      const ready = eventOf(client, 'ready');
      await client.initialize();
      await ready;
      return client;
    },
    async close() {
      await Promise.all(clients.map((client) => closeBrowser(client)));
      await server.close();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function createClient(folder: string, login: string, more: Partial<wweb.ClientOptions>): Promise<Client> {
  const { version, chromiumArgs }: { version: string; chromiumArgs: string[] } = JSON.parse(
    await readFile(path.join(folder, 'practice.json'), 'utf8'),
  );
  await copyFile(path.join(folder, 'page.html'), path.join(folder, `${version}.html`));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return new wweb.Client({
    ...more,
    authStrategy: new wweb.LocalAuth({ dataPath: login }),
    webVersion: version,
    webVersionCache: { type: 'local', path: folder, strict: true },
    authTimeoutMs: patienceMs,
    // The library's types know only text here, but its code takes `false` for the browser's own.
    userAgent: false as unknown as string,
    puppeteer: {
      executablePath: await ensureChromium(),
      pipe: true,
      headless: true,
      timeout: patienceMs,
      args: [...sandbox, ...chromiumArgs, '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup'],
    },
  });
}

/** Ends the browser, whatever state its page is in. */
export async function closeBrowser(client: Client): Promise<void> {
  const browser = client.pupBrowser;
  if (!browser?.connected) return;
  browser.process()?.kill('SIGKILL');
  await new Promise((resolve) => browser.once('disconnected', resolve));
}

/** Resolves with the event's first value. Rejects when the time is over. */
export function eventOf<Value = unknown>(client: Client, name: string, timeoutMs = patienceMs): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${name} within ${timeoutMs} ms`)), timeoutMs);
    client.once(name, (value: Value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
