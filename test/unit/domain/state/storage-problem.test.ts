import { expect, it } from 'vitest';
import { openingProblem, pauseFor } from '../../../../domain/state/storage-problem.ts';

it.each([
  ['SQLITE_FULL', 'disk_full', 'disk_full'],
  ['SQLITE_CORRUPT', 'database_corrupt', 'database_corrupt'],
  ['SQLITE_READONLY', 'database_read_only', 'database_read_only'],
  ['SQLITE_BUSY', 'database_busy', 'database_busy'],
  ['SQLITE_IOERR', 'database_unreachable', 'database_moved'],
  ['SQLITE_CANTOPEN', 'database_unreachable', 'database_moved'],
])('%s and each of its extended codes mean one thing for a start, and one for sending', (code, opening, pause) => {
  for (const one of [code, `${code}_INDEX`]) expect([openingProblem(one), pauseFor(one)]).toEqual([opening, pause]);
  expect([openingProblem(`NOT_${code}`), pauseFor(`NOT_${code}`)]).toEqual(['database_unreachable', 'internal']);
});

it.each([
  ['ENOSPC', 'disk_full', 'disk_full'],
  ['SQLITE_IOERR_SHMSIZE', 'disk_full', 'disk_full'],
  ['SQLITE_NOTADB', 'database_corrupt', 'database_corrupt'],
  ['EROFS', 'database_read_only', 'database_read_only'],
  ['ENOTDIR', 'folder_unusable', 'internal'],
  ['', 'database_unreachable', 'internal'],
])('%s is told from its neighbours', (code, opening, pause) => {
  expect([openingProblem(code), pauseFor(code)]).toEqual([opening, pause]);
});
