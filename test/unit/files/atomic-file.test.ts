import fs, { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeCsv } from '../../../electron/formats/write-csv.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';

it('a file is saved, and said to be, also on a drive whose folders cannot be synced', async () => {
  const place = temporaryFolder();
  const { fsyncSync } = fs;
  try {
    Object.assign(fs, {
      fsyncSync: () => {
        throw Object.assign(new Error('EINVAL: fsync'), { code: 'EINVAL' });
      },
    });
    syncBuiltinESMExports();
    const path = join(place.folder, 'report.csv');
    await writeCsv(path, ['Name'], [['Ada']]);
    expect(readFileSync(path, 'utf8')).toContain('Ada');
  } finally {
    Object.assign(fs, { fsyncSync });
    syncBuiltinESMExports();
    place.remove();
  }
});
