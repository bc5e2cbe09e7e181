import { expect, test } from 'vitest';
import type { Mapping } from '../../../domain/contract.ts';
import type { ListChange } from '../../../domain/lists/list-choices.ts';
import { mappingOf } from '../../../domain/lists/list-mapping.ts';
import { personalText, textSource } from '../../../domain/template/personal-text.ts';
import { importList } from '../../../electron/lists/import-list.ts';
import { changeList } from '../../../electron/lists/remake-list.ts';
import { granted } from '../../support/granted.ts';
import { startMs } from '../../support/temporary-database.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';
import { temporaryFile, workbook } from '../formats/fixtures.ts';

const styles =
  '<numFmts><numFmt numFmtId="170" formatCode="&quot;R$&quot;\\ #,##0.00"/></numFmts>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs>';
const words = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const rows = [
  `<row r="1">${words('Telefone')}${words('Valor')}${words('Vencimento')}</row>`,
  `<row r="2">${words('+5511987654321')}<c s="1"><v>1236.56</v></c><c s="2"><v>43558</v></c></row>`,
  `<row r="3">${words('+5511987654322')}${words('R$ 2.400,10')}<c s="2"><v>43559</v></c></row>`,
];
const mapping: Mapping = {
  phone: 0,
  further: [],
  area: null,
  name: null,
  country: null,
  fields: [
    { index: 1, key: 'valor' },
    { index: 2, key: 'vencimento' },
  ],
};
const progress = { nowMs: () => startMs, onProgress: () => undefined };

/** Imports the list for a country. `texts` are the texts of its people. */
async function imported(country: string) {
  const stores = temporaryStores();
  const path = temporaryFile(workbook({ Lista: rows.join('') }, [], styles), 'lista.xlsx');
  const job = { path, fileName: 'lista.xlsx', sheet: 'Lista', headerRow: 1, mapping, country, language: 'en' } as const;
  const made = await importList(stores.db, { kind: 'import', ...job }, progress);
  let { listId } = granted(made);
  const change = async (next: ListChange) => {
    const job = { kind: 'change', listId, change: next } as const;
    listId = granted(await changeList(stores.db, job, progress)).listId;
  };
  const texts = () => {
    const source = textSource({ text: '{{valor}} em {{vencimento}}', attachmentHash: null }, stores.lists.get(listId));
    return stores.lists.recipientsAfter(listId, 0, 10).map(({ cells }) => personalText(source, cells).shown);
  };
  return { change, texts, mapping: () => mappingOf(stores.lists.get(listId) as never) };
}

test('amounts and dates of a workbook stand in the form of the list’s country, whenever that is named', async () => {
  const inBrazil = ['R$ 1.236,56 em 03/04/2019', 'R$ 2.400,10 em 04/04/2019'];
  expect((await imported('BR')).texts()).toEqual(inBrazil);
  const list = await imported('US');
  expect(list.texts()).toEqual(['R$ 1,236.56 em 4/3/2019', 'R$ 2.400,10 em 4/4/2019']);
  await list.change({ kind: 'country', country: 'BR' });
  expect(list.texts()).toEqual(inBrazil);
});

test('a column that is to stand as in the file does, through later decisions', async () => {
  const list = await imported('BR');
  const fields = mapping.fields.map((field) => (field.index === 1 ? { ...field, form: 'file' as const } : field));
  await list.change({ kind: 'mapping', mapping: { ...mapping, fields } });
  await list.change({ kind: 'segment', segment: [] });
  expect(list.texts()).toEqual(['R$ 1,236.56 em 03/04/2019', 'R$ 2.400,10 em 04/04/2019']);
  expect(list.mapping()?.fields).toEqual(fields);
});
