import fs, { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeUnfinished, writeAtomically } from '../../../electron/files/atomic-file.ts';
import { writeCsv } from '../../../electron/formats/write-csv.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';
import { until } from '../../support/until.ts';

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

it('of a file whose writing is ended nothing stays, and nothing else goes', async () => {
  const place = temporaryFolder();
  const path = join(place.folder, 'report.xlsx');
  for (const name of ['report.xlsx', 'report.xlsx.tmp', 'report.xlsx.my.tmp'])
    writeFileSync(join(place.folder, name), '');
  const before = readdirSync(place.folder);
  void writeAtomically(path, () => new Promise(() => undefined));
  await until(() => readdirSync(place.folder).length > before.length);
  removeUnfinished(path);
  expect(readdirSync(place.folder)).toEqual(before);
  place.remove();
});
