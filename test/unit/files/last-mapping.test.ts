import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importList } from '../../../electron/files/import-list.ts';
import { asLastTime } from '../../../electron/files/last-mapping.ts';
import { inspectTable } from '../../../electron/files/read-table.ts';
import {
  makeStores,
  openTestDatabase,
  type Stores,
  startMs,
  temporaryFolder,
} from '../../support/temporary-database.ts';

let folder: ReturnType<typeof temporaryFolder>;
let stores: Stores;
beforeEach(() => {
  folder = temporaryFolder();
  stores = makeStores(openTestDatabase(`${folder.folder}/sendonce.db`));
});
afterEach(() => {
  stores.db.close();
  folder.remove();
});

const file = (text: string) => {
  const path = `${folder.folder}/list.csv`;
  writeFileSync(path, text);
  return path;
};
const read = async (text: string, headerRow: number | null) => {
  const job = {
    kind: 'import' as const,
    path: file(text),
    fileName: 'list.csv',
    sheet: '',
    headerRow,
    mapping: { phone: 2, name: 1, fields: [{ index: 0, key: 'team' }] },
    country: 'BR',
    language: 'en' as const,
    database: stores.db.file,
  };
  const reply = await importList(stores.db, job, { nowMs: () => startMs, onProgress: () => undefined });
  if (!reply.ok) throw new Error(reply.failure.code);
};
const sheetOf = async (text: string) => {
  const inspected = await inspectTable(file(text), 'list.csv');
  if (!inspected.ok) throw new Error(inspected.failure.code);
  const [sheet] = inspected.value.sheets;
  if (!sheet) throw new Error('no sheet');
  return asLastTime(stores.db, sheet);
};

describe('the columns of a file', () => {
  it('are used as they were for the last list with the same header, wherever it stands', async () => {
    await read('Spring\nGroup,Who,Number\nA,Ada,11 98765-4321\n', 2);
    expect(await sheetOf('Autumn\n\nGroup,Who,Number\nB,Ben,11 98765-4322\n')).toMatchObject({
      headerRow: 3,
      mapping: { phone: 2, name: 1, fields: [{ index: 0, key: 'team' }] },
      lastCountry: 'BR',
    });
  });

  it('are guessed where the header is another one', async () => {
    await read('Group,Who,Number\nA,Ada,11 98765-4321\n', 1);
    const sheet = await sheetOf('Group,Name,Number\nB,Ben,07700 900102\n');
    expect(sheet).toMatchObject({ mapping: { name: 1, fields: [{ key: 'group' }] }, lastCountry: null });
  });

  it('are guessed where there is no header: letters say nothing about what stands in them', async () => {
    await read('A,Ada,11 98765-4321\n', null);
    expect(await sheetOf('07700 900102,Ben,x\n')).toMatchObject({ mapping: { phone: 0 }, lastCountry: null });
  });
});
