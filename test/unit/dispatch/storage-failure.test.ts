import { expect, it } from 'vitest';
import { pauseFor } from '../../../electron/dispatch/storage-failure.ts';

it.each([
  ['SQLITE_FULL', 'disk_full'],
  ['SQLITE_CORRUPT', 'database_corrupt'],
  ['SQLITE_READONLY', 'database_read_only'],
  ['SQLITE_BUSY', 'database_busy'],
  ['SQLITE_IOERR', 'database_moved'],
  ['SQLITE_CANTOPEN', 'database_moved'],
])('%s and each of its extended codes stop as %s', (code, reason) => {
  expect(pauseFor(code)).toBe(reason);
  expect(pauseFor(`${code}_INDEX`)).toBe(reason);
  expect(pauseFor(`NOT_${code}`)).toBe('internal');
});
