import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rowsFolderOf, Uploads } from '../../../electron/files/uploads.ts';
import { inspectTable, readTable } from '../../../electron/lists/read-table.ts';
import { granted } from '../../support/granted.ts';
import { collect, temporaryFile, temporaryFolder } from '../formats/fixtures.ts';

/** Whole seconds, which every file system keeps exactly. */
const anyTime = 1_700_000_000;
const people = 'Name,Mobile\nAda,07700 900101\nBen,07700 900102\n';
const read = async (path: string) =>
  (await collect(readTable(path, { sheet: '', headerRow: 1 }))).map((row) => granted(row).cells);
const ada = ['Ada', '07700 900101'];
const ben = ['Ben', '07700 900102'];

it('gives the rows of a file that was looked at without opening the file again', async () => {
  const path = temporaryFile(people);
  utimesSync(path, anyTime, anyTime);
  granted(await inspectTable(path));
  writeFileSync(path, people.replace('Ada', 'Eve'));
  utimesSync(path, anyTime, anyTime);
  expect(await read(path)).toEqual([ada, ben]);
});

it('reads a file anew that has changed since it was looked at', async () => {
  const path = temporaryFile(people);
  granted(await inspectTable(path));
  writeFileSync(path, `${people}Cleo,07700 900103\n`);
  expect(await read(path)).toEqual([ada, ben, ['Cleo', '07700 900103']]);
});

it('looks at a file under another header without opening it again', async () => {
  const path = temporaryFile(people);
  utimesSync(path, anyTime, anyTime);
  granted(await inspectTable(path));
  writeFileSync(path, '-'.repeat(people.length));
  utimesSync(path, anyTime, anyTime);
  const { sheets } = granted(await inspectTable(path, { header: { sheet: '', row: null } }));
  expect(sheets).toMatchObject([{ headerRow: null, rowCount: 3, samples: [['Name', 'Mobile'], ada, ben] }]);
});

it('keeps what stands in the cells, line separators and all', async () => {
  const cell = 'one\u2028two\u0085three \ud83d\ude00';
  const path = temporaryFile(`Name,Mobile\n"${cell}\nand more",07700 900101\n`);
  expect(await read(path)).toEqual([[`${cell}\nand more`, '07700 900101']]);
});

it('keeps nothing of an upload that is dropped', async () => {
  const uploads = new Uploads(`${temporaryFolder()}/uploads`);
  const bytes = Buffer.from(people);
  const { uploadId } = granted(uploads.begin('list.csv', bytes.byteLength));
  granted(uploads.addChunk(uploadId, bytes));
  const path = uploads.get(uploadId)?.path ?? '';
  granted(await inspectTable(path));
  expect(existsSync(rowsFolderOf(path))).toBe(true);
  uploads.drop(uploadId);
  expect([existsSync(path), existsSync(rowsFolderOf(path))]).toEqual([false, false]);
});
