/** A second page, written differently and only from the library's source, works like the practice page. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Limits } from '../../domain/limits.ts';
import { readyModules, startModules } from '../../electron/whatsapp/page/modules.ts';
import { until } from '../support/until.ts';
import { createSession, type LinkedSession, textFor } from './session-rig.ts';

type Taken = { readonly to: string; readonly body: string; readonly id: string };
type Field = '_serialized' | '$1';
type Options = {
  keyField?: Field;
  idField?: Field;
  later?: readonly string[];
  laterMs?: number;
  copies?: boolean;
  knowsPeople?: boolean;
  reloadAtMs?: number;
  connectMs?: number;
  busyMs?: number;
  frames?: boolean;
};

const taken: Taken[] = [];
const opened: LinkedSession[] = [];
let root: string;
let server: WebSocketServer;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'other-page-'));
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) => socket.on('message', (data) => taken.push(JSON.parse(String(data)) as Taken)));
});

// A page that makes frames without end uses the processor for as long as it is open.
afterEach(() => Promise.all(opened.splice(0).map(({ session }) => session.stop())));

afterAll(async () => {
  for (const client of server.clients) client.terminate();
  server.close();
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
});

async function open(options: Options = {}, limits: Partial<Limits> = {}): Promise<LinkedSession> {
  const folder = await mkdtemp(path.join(root, 'page-'));
  const { port } = server.address() as { port: number };
  const all = {
    port,
    keyField: '_serialized',
    idField: '_serialized',
    later: [],
    laterMs: 0,
    copies: false,
    knowsPeople: true,
    reloadAtMs: null,
    connectMs: 300,
    busyMs: 0,
    frames: false,
    ...options,
  };
  const html = await readFile(path.join(import.meta.dirname, 'other-page/page.html'), 'utf8');
  await writeFile(
    path.join(folder, 'page.html'),
    html.replace('%OPTIONS%', () => JSON.stringify(all)),
  );
  const chromiumArgs = [
    `--ip-address-space-overrides=127.0.0.1:${port}=public`,
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ...(options.frames ? ['--site-per-process'] : []),
  ];
  await writeFile(path.join(folder, 'practice.json'), JSON.stringify({ chromiumArgs }));
  const linked = createSession(path.join(folder, 'login'), folder, { limits });
  opened.push(linked);
  linked.session.start();
  return linked;
}

/**
 * Sends a text, and returns its acknowledgements once both are there. The first one comes twice: from the message, and
 * from the result of the send.
 */
async function send({ session, acks, asks }: LinkedSession, to: string): Promise<number[]> {
  const found = await session.lookUp(`+${to}`);
  if (found.kind !== 'registered') throw new Error(found.kind);
  const outgoing = { ...textFor(to), chatId: found.chatId };
  await session.handOver(outgoing);
  const key = asks.find(({ token }) => token === outgoing.token)?.key;
  const ours = () => acks.filter(({ random, remote }) => random === key?.random && remote === key?.remote);
  await until(() => ours().some(({ ack }) => ack === 2) && taken.some((message) => message.to === to));
  expect(taken.filter((message) => message.to === to)).toEqual([{ to, body: 'Hello', id: key?.random }]);
  return [...new Set(ours().map(({ ack }) => ack))];
}

describe('another page', () => {
  test.each([
    ['_serialized', '_serialized', '447700900210'],
    ['$1', '_serialized', '447700900211'],
    ['$1', '$1', '447700900212'],
  ] as const)(
    'takes a message once and has its ticks heard, with keys in %s and ids in %s',
    async (keyField, idField, to) => {
      const linked = await open({ keyField, idField });
      const { account } = await linked.inPhase('ready');
      expect(account).toEqual({ id: '447700900001@c.us', phone: '+447700900001', name: 'Somebody' });
      expect(await send(linked, to)).toEqual([1, 2]);
      const { session, asks } = linked;
      expect(await session.readChat(`${to}@c.us`, 50, null)).toMatchObject([{ text: 'Hello', kind: 'text', ack: 2 }]);
      expect(await session.readRecord(asks[0]?.key as never)).toEqual({ kind: 'found', ack: 2, remote: `9${to}@lid` });
      expect(await session.readRecord({ random: 'X', remote: '', serialized: 'true_X' })).toEqual({
        kind: 'absent',
      });
      expect(await session.lookUp('+447700900404')).toEqual({ kind: 'absent' });
    },
  );

  test.each([
    ['what the library asks for at the start', startModules, '447700900220'],
    ['what it asks for when the page has synced', readyModules, '447700900221'],
    ['the last of that', ['WAWebSyncGatingUtils'], '447700900222'],
    ['the place where messages leave', ['WAWebSendMsgChatAction'], '447700900223'],
  ])('may give out %s later than it begins', async (_, later, to) => {
    const linked = await open({ later, laterMs: 3_000 });
    await linked.inPhase('ready');
    expect(await send(linked, to)).toEqual([1, 2]);
  });

  test('whose parts come late is tried again, with more patience each time', async () => {
    const late = { later: startModules, laterMs: 2_500 };
    const linked = await open(late, { pageModulesTimeoutMs: 600, startPatienceMax: 100 });
    await linked.inPhase('ready');
    expect(linked.links.map(({ phase }) => phase)).toContain('failed');
    expect(await send(linked, '447700900225')).toEqual([1, 2]);
  });

  test('that does not answer while it starts is given its time', async () => {
    const linked = await open({ busyMs: 4_000 }, { pageHangMs: 300, readyWatchdogMs: 100 });
    await linked.inPhase('ready');
    expect(linked.links.filter(({ phase }) => phase === 'starting' || phase === 'failed')).toEqual([]);
  });

  test('may have frames of another place that come and go while it starts', async () => {
    const linked = await open({ frames: true });
    await linked.inPhase('ready');
    expect(linked.links.map(({ phase }) => phase)).not.toContain('failed');
    expect(await send(linked, '447700900226')).toEqual([1, 2]);
  });

  test('may load itself anew while the library waits for its first connection', async () => {
    const linked = await open({ reloadAtMs: 800, connectMs: 1_500 });
    await linked.inPhase('ready');
    expect(linked.links.map(({ phase }) => phase)).not.toContain('failed');
    expect(await send(linked, '447700900224')).toEqual([1, 2]);
  });

  test('that gives everybody a copy of its parts cannot have the gate, which is said before anything is sent', async () => {
    const linked = await open({ copies: true });
    const { problem } = await linked.inPhase('failed');
    expect(problem).toBe('page_changed');
    expect(await linked.session.handOver(textFor('447700900230'))).toMatchObject({ kind: 'threw' });
  });

  test('that does not say whose its chats are is refused before anything is sent: the gate could not ask who', async () => {
    const linked = await open({ knowsPeople: false });
    const { problem, detail } = await linked.inPhase('failed');
    expect({ problem, detail }).toEqual({
      problem: 'page_changed',
      detail: 'the person of a message cannot be read',
    });
    expect(taken.filter(({ to }) => to === '447700900001')).toEqual([]);
  });
});
