import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lastLogLines, openLog } from '../../../electron/desktop/log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('gives support the last lines of both files, without numbers, ids and the user’s name, and with their times', () => {
  const stamp = '[2026-03-14 13:42:04.123]';
  writeFileSync(join(folder, 'main.old.log'), `${stamp} [warn]  first\n${stamp} [warn]  to +44 7700 900118\n`);
  writeFileSync(join(folder, 'main.log'), `${stamp} [error] no ${homedir()}/x for 447700900118@c.us\n`);
  expect(lastLogLines(folder, 2)).toEqual([`${stamp} [warn]  to +‹number›`, `${stamp} [error] no ~/x for ‹id›`]);
});

it('has nothing to say where nothing was logged', () => {
  expect(lastLogLines(folder, 10)).toEqual([]);
});

it('says of an error where it came from, and none of its words, whoever reports it', () => {
  const words = 'Quillanthe Markwell\n    at Umbrage Hollow (https://web.whatsapp.com/a.js:1:2)';
  const log = openLog(folder, false);
  log.error('session', Object.assign(new TypeError(words), { code: 'SQLITE_BUSY' }));
  log.error('page', 'Quillanthe');
  const said = lastLogLines(folder, 100).join('\n');
  expect(said).toMatch(/session: TypeError SQLITE_BUSY\n {4}at file:/);
  expect(said).toMatch(/page: string$/);
  expect(said).not.toMatch(/Quillanthe|Umbrage|whatsapp\.com/);
});
