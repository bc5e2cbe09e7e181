import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inspectTable } from '../../../electron/lists/read-table.ts';
import { tryFuzzedFile } from '../../support/fuzz-files.ts';
import { inspected, temporaryFile, temporaryFolder, workbook } from './fixtures.ts';

const files = 2_000;

test(`${files} files that no program would write are read or refused in words, and soon`, async () => {
  for (let number = 0; number < files; number += 1) {
    const folder = temporaryFolder();
    await tryFuzzedFile(number, folder);
    rmSync(folder, { recursive: true, force: true });
  }
});

const many = 200_000;
test.each([
  ['blank lines', `Name,Mobile\n${'\n'.repeat(many)}x`],
  ['blanks at the end', `Name,Mobile\nAna,07700900123${' '.repeat(many)}`],
  ['quotation marks', `Name,Mobile\n${'"'.repeat(many)}`],
  ['open quotation marks', `Name,Mobile\n${'"a" b,'.repeat(many / 10)}`],
  ['delimiters', `Name,Mobile\n${','.repeat(many)}`],
  ['backslashes in a contact', `BEGIN:VCARD\nN:${'\\'.repeat(many)};\nEND:VCARD\n`],
  ['parts of a contact', `BEGIN:VCARD\nN${';'.repeat(many)}\nTEL:1\nEND:VCARD\n`],
  ['folds of a contact', `BEGIN:VCARD\nNOTE:${'\n x'.repeat(many)}\nEND:VCARD\n`],
  ['lines of one value of a contact', `BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:${'a=\n'.repeat(many)}b\nEND:VCARD\n`],
  ['encodings of a contact’s line', `BEGIN:VCARD\n${';QUOTED-PRINTABLE'.repeat(many / 10)}\nEND:VCARD\n`],
  ['one long word in a tag of a workbook', workbook({ List: `<row><c ${'x'.repeat(60_000)}/></row>` })],
  ['blanks before a contact’s line', `BEGIN:VCARD\n${' '.repeat(many)}\nX${' '.repeat(many)}\nEND:VCARD\n`],
])('%s take time by their number, and not by its square', async (_, content) => {
  const before = process.cpuUsage();
  await inspected(content);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(2_000);
});

test('a file that cannot be read says so by its code alone', async () => {
  const result = await inspectTable(temporaryFile('BEGIN:VCARD\nN:Ana\n'));
  expect(result).toMatchObject({ failure: { code: 'corrupt_file' } });
});
