import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import {
  prepareLoginFolder,
  removeLogin,
  removeStaleLock,
} from '../../../../electron/whatsapp/browser/login-folder.ts';
import { temporaryFolder } from '../../../support/temporary-database.ts';

let folder: string;

beforeEach(() => {
  const temporary = temporaryFolder();
  onTestFinished(temporary.remove);
  folder = join(temporary.folder, 'whatsapp');
  prepareLoginFolder(folder);
});

function hasLock(owner: string): boolean {
  const lock = join(folder, 'session/SingletonLock');
  symlinkSync(owner, lock);
  removeStaleLock(folder);
  return lstatSync(lock, { throwIfNoEntry: false }) !== undefined;
}

test('the login is for the eyes of its user only', () => {
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'session')).mode & 0o777).toBe(0o700);
});

test('the lock of a Chromium that runs stays', () => {
  expect(hasLock(`${hostname()}-${process.pid}`)).toBe(true);
});

test('the lock of a Chromium that has ended goes', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  expect(hasLock(`${hostname()}-${pid}`)).toBe(false);
});

test('the lock from before the machine was renamed goes', () => {
  expect(hasLock(`old-name-${process.pid}`)).toBe(false);
});

test('no lock is no problem', () => {
  expect(() => removeStaleLock(folder)).not.toThrow();
});

test('removing the login removes the profile and nothing beside it', async () => {
  writeFileSync(join(folder, 'session/Cookies'), '');
  writeFileSync(join(folder, 'note'), '');
  await removeLogin(folder);
  expect(existsSync(join(folder, 'session'))).toBe(false);
  expect(existsSync(join(folder, 'note'))).toBe(true);
});
