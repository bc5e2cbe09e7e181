import { describe, expect, test } from 'vitest';
import { bestSheet } from '../../../domain/lists/best-sheet.ts';
import { importList } from '../../../electron/lists/import-list.ts';
import { inspectTable } from '../../../electron/lists/read-table.ts';
import { granted } from '../../support/granted.ts';
import { startMs } from '../../support/temporary-database.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';
import { temporaryFile } from '../formats/fixtures.ts';

const progress = { nowMs: () => startMs, onProgress: () => undefined };

/** The list that results from a pasted text, or a program's file, without any decision. */
async function taken(text: string, country = 'BR') {
  const stores = temporaryStores();
  const path = temporaryFile(text);
  const sheet = bestSheet(granted(await inspectTable(path, { country })).sheets.map((one) => ({ ...one })));
  if (!sheet?.mapping) throw new Error('no phone column');
  const { name, headerRow, mapping, headers } = sheet;
  const job = { kind: 'import', path, fileName: 'pasted.csv', sheet: name, headerRow, mapping, country } as const;
  const { listId } = granted(await importList(stores.db, { ...job, language: 'en' }, progress));
  const list = stores.queries.list(listId);
  const people = stores.lists
    .recipientsAfter(listId, 0, 100)
    .map(({ phone, name: called }) => `${called} ${phone}`.trim());
  return { people, headers, mapping, groups: list?.facts.groups ?? [], fields: list?.fields ?? [] };
}

describe('what is pasted', () => {
  test('a line of many numbers, as a group chat shows it, is as many people and no placeholders', async () => {
    const line =
      'Ana, João da Silva, +55 11 98765-4321, +55 21 98765-4322, \u2068+351 912 345 678\u2069, +55 31 98765-4323, You';
    const { people, fields, groups } = await taken(line);
    expect(people).toEqual(['+5511987654321', '+5521987654322', '+351912345678', '+5531987654323']);
    expect(fields).toEqual([]);
    expect(groups).toMatchObject([{ cause: 'not_a_number', count: 3 }]);
  });

  test('numbers that only spaces part are as many people', async () => {
    expect((await taken('+5511987654321 +55 21 98765-4322  +5531987654323')).people).toHaveLength(3);
    expect((await taken('11987654321;21987654322;31987654323;41987654324')).people).toHaveLength(4);
  });

  test('rows of a table stay rows, also with several numbers each', async () => {
    const table = 'Ana\t(11) 98765-4321\t(11) 3344-5566\nJoão\t(21) 98765-4322\t(21) 3344-5566\n';
    const { people, mapping } = await taken(table);
    expect(people).toEqual(['+5511987654321', '+5521987654322']);
    expect(mapping).toMatchObject({ phone: 1, further: [2] });
  });

  test('rows of people with three numbers each stay rows: nobody is as many people as they have numbers', async () => {
    const one = 'Ana,(11) 98765-4321,(11) 98765-4322,(11) 3344-5566';
    const other = 'João,(21) 98765-4323,(21) 98765-4324,(21) 3344-5567';
    expect((await taken(`${one}\n${other}\n`)).people).toEqual(['+5511987654321', '+5521987654323']);
  });

  test('cells from a web spreadsheet, with a line break in one of them', async () => {
    const cells = 'Nome\tCelular\tCidade\n"Ana\nSilva"\t(11) 98765-4321\tSão Paulo\nJoão\t021 98765-4322\tRio\n';
    expect((await taken(cells)).people).toEqual(['Ana Silva +5511987654321', 'João +5521987654322']);
  });
});

describe('contacts of Google', () => {
  const head =
    'First Name,Last Name,Organization Name,Notes,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value';
  test('are read from the columns of values, the second where the first has no mobile, with both names', async () => {
    const { people, mapping } = await taken(
      `${head}\nAna,Silva,,,Mobile,+55 11 98765-4321,Home,(11) 3344-5566\nJoão,Luz,,,Home,(21) 3344-5566,Mobile,21 98765-4322\n`,
    );
    expect(mapping).toMatchObject({ phone: 5, further: [7], name: 0 });
    expect(people).toEqual(['Ana Silva +5511987654321', 'João Luz +5521987654322']);
  });

  test('with several numbers under one label are split where Google parts them', async () => {
    const { groups } = await taken(`${head}\nAna,Silva,,,Mobile,(11) 98765-4321 ::: (11) 3344-5566,,\n`);
    expect(groups).toMatchObject([
      { cause: 'mobile_and_landline', best: 'mobile', readings: [{ as: 'mobile', count: 1 }, { as: 'landline' }] },
    ]);
  });
});

test('a contact of a phone with several numbers is one person, and its mobile is offered first', async () => {
  const card = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'FN:Ana Silva',
    'TEL;TYPE=HOME:+551133445566',
    'TEL;TYPE=WORK:+5511987654321',
    'END:VCARD',
  ];
  const { people, groups } = await taken(`${card.join('\r\n')}\r\n`);
  expect(people).toEqual([]);
  expect(groups).toMatchObject([{ cause: 'mobile_and_landline', count: 1, best: 'mobile' }]);
});
