import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { foldersUnder } from '../../electron/storage/folders.ts';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';

let app: BuiltApp;
beforeEach(async () => {
  app = await BuiltApp.install();
});
// The app had an uncaught error, which must be reported wherever the app is quit.
afterEach(() => app.uninstall().catch(() => undefined));

const dispatcher = async () => (await app.overview()).dispatcher;
const log = () => readFileSync(join(foldersUnder(app.userData, true).logs, 'main.log'), 'utf8');
const paused = { kind: 'paused', reason: 'internal' };

it('an error that nobody caught stops sending until the operator says so, and the log has none of its words', async () => {
  await app.start();
  await app.untilLinked();
  await app.running.evaluate(() => {
    setTimeout(() => {
      throw new RangeError('Quillanthe Markwell');
    });
  }, undefined);
  await until(async () => (await dispatcher()).kind === 'paused');
  expect(await dispatcher()).toMatchObject(paused);

  const { id } = await app.call('campaign:create', { name: 'After the error' });
  await new Desk(app).importList(id, 'Name,Phone\nPerson,+447700900101\n');
  await app.call('campaign:update', { id, text: 'Hello', contactsAnswer: 'send' });
  await app.call('campaign:start', { id });
  await app.running.evaluate(() => void Promise.reject(new RangeError('Quillanthe Markwell')), undefined);
  await until(() => log().includes('unhandled rejection'));
  expect(await dispatcher()).toMatchObject(paused);
  expect(app.journal.messages()).toEqual([]);

  await app.call('dispatcher:resume', undefined);
  await until(async () => (await app.overview()).counts.sent === 1);
  expect(log()).toContain('uncaught exception: RangeError');
  expect(log()).not.toContain('Quillanthe');
  await expect(app.quit()).rejects.toThrow('an error that nobody caught');
});
