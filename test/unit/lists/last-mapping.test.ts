import { beforeEach, describe, expect, it } from 'vitest';
import { asLastTime } from '../../../electron/lists/last-mapping.ts';
import { inspectTable } from '../../../electron/lists/read-table.ts';
import { granted } from '../../support/granted.ts';
import { type TemporaryStores, temporaryStores } from '../../support/temporary-stores.ts';
import { importText, temporaryFile } from '../formats/fixtures.ts';

let stores: TemporaryStores;
beforeEach(() => {
  stores = temporaryStores();
});

const read = async (text: string, headerRow: number | null) => {
  const mapping = { phone: 2, further: [], area: null, name: 1, country: null, fields: [{ index: 0, key: 'team' }] };
  granted(await importText(stores, text, { headerRow, mapping, country: 'BR' }));
};
const sheetOf = async (text: string) => {
  const [sheet] = granted(await inspectTable(temporaryFile(text))).sheets;
  if (!sheet) throw new Error('no sheet');
  return asLastTime(stores.db, sheet);
};

describe('the columns of a file', () => {
  it('are used as they were for the last list with the same header, wherever it stands', async () => {
    await read('Spring\nGroup,Who,Number\nA,Ada,11 98765-4321\n', 2);
    expect(await sheetOf('Autumn\n\nGroup,Who,Number\nB,Ben,11 98765-4322\n')).toMatchObject({
      headerRow: 3,
      mapping: { phone: 2, further: [], area: null, name: 1, country: null, fields: [{ index: 0, key: 'team' }] },
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
