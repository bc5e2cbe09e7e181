import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startJournalServer } from '../../../practice/journal-server.ts';

it('a page that goes away before it answers leaves its question to the next page', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'journal-server-'));
  const server = await startJournalServer({ file: path.join(folder, 'journal.jsonl') });
  const connect = () => new WebSocket(`ws://127.0.0.1:${server.port}`);

  const leaving = connect();
  const status = server.status();
  await once(leaving, 'message');
  leaving.terminate();
  const next = connect();
  const [question] = await once(next, 'message');
  const { call } = JSON.parse(String(question)) as { call: number };
  next.send(JSON.stringify({ type: 'answer', call, value: { state: 'CONNECTED' } }));

  expect(await status).toEqual({ state: 'CONNECTED' });
  await server.close();
  await rm(folder, { recursive: true });
});
