import { beforeEach, describe, expect, it } from 'vitest';
import type { ListChange } from '../../../domain/lists/list-choices.ts';
import { writeXlsx } from '../../../electron/formats/write-xlsx.ts';
import { measurePart, tryNumber } from '../../../electron/lists/commands.ts';
import { isOfSameRows } from '../../../electron/lists/give-list.ts';
import { importList } from '../../../electron/lists/import-list.ts';
import { asLastTime } from '../../../electron/lists/last-mapping.ts';
import { inspectTable } from '../../../electron/lists/read-table.ts';
import { addSheet, changeList, takeSavedList } from '../../../electron/lists/remake-list.ts';
import { atOnce } from '../../support/at-once.ts';
import { granted } from '../../support/granted.ts';
import { startMs } from '../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../support/temporary-stores.ts';
import { statementsOf } from '../../support/watched-statements.ts';
import { jobThreadsOn } from '../../support/worker-file.ts';
import { importText } from '../formats/fixtures.ts';

let stores: TemporaryStores;
beforeEach(() => {
  stores = temporaryStores();
});

const progress = { nowMs: () => startMs, onProgress: () => undefined };
const spring = `Name,Mobile,City,Other
Ada,07700 900101,Leith,
Ben,7700900102,York,
Carla,mob 07700900103,Bath,
Ali,01000000038,Cairo,
Mona,+201000000039,Cairo,
Ada B,7700900101,Leith,
Dan,4.47E+11,Leith,
Eve,,Leith,07700 900109
Total,,8,
`;
const mapping = { phone: 1, further: [3], area: null, name: 0, country: null, fields: [{ index: 2, key: 'city' }] };
const read = async (text = spring) => granted(await importText(stores, text, { mapping })).listId;
const changed = async (listId: number, ...changes: ListChange[]) => {
  let now = listId;
  for (const change of changes)
    now = granted(await changeList(stores.db, { kind: 'change', listId: now, change }, progress)).listId;
  return now;
};
const decide = (cause: string, as: string) => ({ kind: 'decide', decisions: [{ cause, as }] }) as ListChange;
const report = (listId: number) => {
  const list = stores.queries.list(listId);
  if (!list) throw new Error('no list');
  return list;
};
const open = (listId: number) => report(listId).facts.groups.map(({ cause, count }) => [cause, count]);
const people = (listId: number) =>
  stores.lists.recipientsAfter(listId, 0, 100).map(({ name, phone }) => `${name} ${phone}`);

it('shows what the rows would become in the country that fits the list better', async () => {
  const german = ['0171 3920018', '040 66969131', ...Array.from({ length: 8 }, (_, at) => `0176 0406902${at}`)];
  const text = `Name,Telefon\n${german.map((phone, at) => `P${at},${phone}`).join('\n')}\n`;
  const plain = { phone: 1, further: [], area: null, name: 0, country: null, fields: [] };
  const list = report(granted(await importText(stores, text, { mapping: plain })).listId);
  expect(list.facts.evidence).toMatchObject({ better: 'DE', isCountryOpen: true });
  expect(list.groupRows.slice(0, 2)).toMatchObject([
    { cell: '0171 3920018', readings: [{ as: 'as_is', phone: '+491713920018', kind: 'mobile' }] },
    { cell: '040 66969131', readings: [{ as: 'as_is', phone: '+494066969131', kind: 'landline' }] },
  ]);
});

describe('the rows that need a decision', () => {
  it('are left out until then, by cause, with what each may become', async () => {
    const list = report(await read());
    expect(people(list.id)).toEqual(['Ada +447700900101', 'Mona +201000000039']);
    expect(list.facts.groups).toEqual([
      { cause: 'lost_zero', count: 2, readings: [{ as: 'zero', count: 2 }], rowNumbers: [3, 7], best: 'zero' },
      { cause: 'words_around', count: 1, readings: [{ as: 'digits', count: 1 }], rowNumbers: [4], best: 'digits' },
      {
        cause: 'other_column',
        count: 1,
        readings: [{ as: 'second_column', count: 1 }],
        rowNumbers: [9],
        best: 'second_column',
      },
      { cause: 'other_country', count: 1, readings: [{ as: 'in:EG', count: 1 }], rowNumbers: [5], best: null },
      { cause: 'rounded', count: 1, readings: [], rowNumbers: [8], best: null },
      { cause: 'not_a_person', count: 1, readings: [], rowNumbers: [10], best: null },
    ]);
    expect(list.groupRows.find(({ rowNumber }) => rowNumber === 5)).toMatchObject({
      name: 'Ali',
      cell: '01000000038',
      readings: [{ as: 'in:EG', phone: '+201000000038' }],
    });
  });

  it('become recipients, repeats or left out by one decision, and the sums still add up', async () => {
    const listId = await changed(
      await read(),
      ...[decide('lost_zero', 'zero'), decide('other_country', 'in:EG'), decide('rounded', 'leave_out')],
    );
    const list = report(listId);
    expect(people(listId)).toContain('Ben +447700900102');
    expect(people(listId)).toContain('Ali +201000000038');
    expect(list).toMatchObject({ rows: 9, recipients: 4, sameNumber: 1, leftOut: 1, cannotBeUsed: 3 });
    expect(list.facts.decided).toEqual([
      { cause: 'lost_zero', as: 'zero', count: 2, repeats: 1, isDefault: false },
      { cause: 'other_country', as: 'in:EG', count: 1, repeats: 0, isDefault: false },
      { cause: 'rounded', as: 'leave_out', count: 1, repeats: 0, isDefault: false },
    ]);
    const taken = stores.lists.rows(listId, { kind: 'decision', cause: 'lost_zero', as: 'zero' }, null);
    expect(taken.rows).toMatchObject([{ rowNumber: 3, name: 'Ben', cell: '7700900102', phone: '+447700900102' }]);
  });

  it('wait again once the decision is taken back', async () => {
    const before = await read();
    const decision = { cause: 'lost_zero', as: 'zero' } as const;
    const listId = await changed(before, decide('lost_zero', 'zero'), { kind: 'undo', decision });
    expect(report(listId)).toMatchObject({ recipients: 2, choices: report(before).choices });
    expect(open(listId)).toEqual(open(before));
  });

  it('are corrected one by one, and the cells of the file stay as they are', async () => {
    const before = await read();
    expect(granted(tryNumber(stores.lists, { listId: before, rowNumber: 8, cell: '07700 900110' }))).toEqual({
      kind: 'number',
      phone: '+447700900110',
      country: 'GB',
      isMobile: true,
      repeats: null,
    });
    expect(granted(tryNumber(stores.lists, { listId: before, rowNumber: 8, cell: '07700 900101' }))).toMatchObject({
      repeats: 2,
    });
    expect(granted(tryNumber(stores.lists, { listId: before, rowNumber: 8, cell: '0770' }))).toEqual({
      kind: 'problem',
      cause: 'too_short',
    });
    const listId = await changed(before, { kind: 'edit', rowNumber: 8, cell: '07700 900110' });
    expect(people(listId)).toContain('Dan +447700900110');
    expect(stores.lists.rowAt(listId, 8)?.cells[1]).toBe('4.47E+11');
    const edited = stores.lists.rows(listId, { kind: 'decision', cause: 'edited', as: 'edited' }, null).rows;
    expect(edited).toMatchObject([{ rowNumber: 8, cell: '07700 900110' }]);
    expect(open(await changed(listId, { kind: 'edit', rowNumber: 8, cell: null }))).toContainEqual(['rounded', 1]);
  });

  it('may be mobiles of a country that comes further down, also where they would be landlines of the list’s own', async () => {
    const text = 'Name,Mobile,City\nNoura,0500000067,Dubai\nSami,0223456789,Cairo\nRim,+971500000068,Dubai\n';
    const before = granted(await importText(stores, text, { country: 'EG' })).listId;
    expect(report(before).facts.groups).toMatchObject([
      { cause: 'landline_or_abroad', rowNumbers: [2], readings: [{ as: 'in:AE' }, { as: 'as_is' }] },
    ]);
    expect(people(before)).toEqual(['Sami +20223456789', 'Rim +971500000068']);
    expect(people(await changed(before, decide('landline_or_abroad', 'in:AE')))).toContain('Noura +971500000067');
  });

  it('are tried for a country that the operator names', async () => {
    const listId = await changed(await read('Name,Mobile,City\nNoura,0500000067,Dubai\n'), {
      kind: 'try',
      country: 'AE',
    });
    expect(report(listId).facts.groups).toMatchObject([
      { cause: 'other_country', readings: [{ as: 'in:AE', count: 1 }] },
    ]);
    expect(people(listId)).toEqual([]);
  });
});

describe('a list', () => {
  it('is read for another country or with other columns from its own rows, and keeps what was decided', async () => {
    const listId = await changed(await read(), decide('lost_zero', 'zero'), { kind: 'country', country: 'EG' });
    expect(report(listId)).toMatchObject({ country: 'EG' });
    expect(people(listId)).toContain('Ali +201000000038');
    expect(report(listId).choices.decisions).toEqual([{ cause: 'lost_zero', as: 'zero' }]);
    const named = await changed(listId, { kind: 'mapping', mapping: { ...mapping, name: 2, fields: [] } });
    expect(report(named)).toMatchObject({ mapping: { name: 2 }, fields: [{ key: 'name', header: 'City' }] });
  });

  it('keeps the other row of two with one number, and the first again', async () => {
    const both = await changed(await read(), decide('lost_zero', 'zero'));
    expect(report(both).repeats).toMatchObject([{ rowNumber: 7, kept: { rowNumber: 2 } }]);
    const swapped = await changed(both, { kind: 'keep', rowNumber: 7, insteadOf: 2 });
    expect(people(swapped)).toContain('Ada B +447700900101');
    expect(report(swapped).repeats).toMatchObject([
      { rowNumber: 2, name: 'Ada', kept: { rowNumber: 7, name: 'Ada B', cell: '7700900101' } },
    ]);
    const back = await changed(swapped, { kind: 'keep', rowNumber: 2, insteadOf: 7 });
    expect(people(back)).toEqual(people(both));
    // A row that is no longer a recipient excludes nobody else.
    const undone = await changed(swapped, { kind: 'undo', decision: { cause: 'lost_zero', as: 'zero' } });
    expect(people(undone)).toContain('Ada +447700900101');
  });

  it('keeps the other row of two with one number and one date, and the rows of other dates', async () => {
    const rows = ['Ada,+447700900101,14/03/2026', 'Ada B,+447700900101,14/03/2026', 'Ada C,+447700900101,15/03/2026'];
    const dated = await changed(await read(`Name,Mobile,Date\n${rows.join('\n')}\n`), { kind: 'occasions', column: 2 });
    expect(people(dated)).toEqual(['Ada +447700900101', 'Ada C +447700900101']);
    const swapped = await changed(dated, { kind: 'keep', rowNumber: 3, insteadOf: 2 });
    expect(people(swapped)).toEqual(['Ada B +447700900101', 'Ada C +447700900101']);
  });

  it('shows the values of a column, which are read beside the main thread', async () => {
    const listId = await read();
    const threads = jobThreadsOn(stores.db.file);
    const statements = await statementsOf(stores.db, async () => {
      const found = granted(await threads.start({ kind: 'columnValues', listId, index: 2, search: 'LÉI' }).reply);
      expect(found).toEqual({ values: [{ value: 'Leith', count: 4 }], total: 1 });
    });
    expect(statements).toEqual([]);
  });

  it('leaves a row whose quotation marks do not fit out, whichever part was chosen and given up meanwhile', async () => {
    const text = `Name,Mobile,City,Other\nAda,+447700900101,Leith,\n"Ben" Hill,+447700900102,York,\n"Cy",+447700900103,Bath,\n`;
    const before = await read(text);
    expect([people(before), open(before)]).toEqual([['Ada +447700900101'], [['broken_quotes', 1]]]);
    // Typing a number does not make it one person's.
    const tried = tryNumber(stores.lists, { listId: before, rowNumber: 3, cell: '+447700900102' });
    expect(tried).toEqual({ ok: true, value: { kind: 'problem', cause: 'broken_quotes' } });
    const part = await changed(before, { kind: 'segment', segment: [{ index: 2, values: ['leith'] }] });
    const all = await changed(part, { kind: 'segment', segment: [] });
    expect([people(all), open(all)]).toEqual([['Ada +447700900101'], [['broken_quotes', 1]]]);
  });

  it('goes to a part of its people, chosen by a column, and back to all', async () => {
    const before = await read();
    expect(stores.lists.values(before, 2)).toMatchObject({
      total: 5,
      values: expect.arrayContaining([
        { value: 'Leith', count: 4 },
        { value: 'Cairo', count: 2 },
      ]),
    });
    const segment = { kind: 'segment', segment: [{ index: 2, values: ['leith'] }] } satisfies ListChange;
    // All rows, whatever their state, with the values of each column.
    expect(granted(await measurePart(stores.lists, before, segment.segment))).toMatchObject({ rows: 4 });
    expect(granted(await measurePart(stores.lists, before, []))).toMatchObject({
      rows: 9,
      values: expect.arrayContaining([stores.lists.values(before, 2).total]),
    });
    const part = await changed(before, segment);
    expect(report(part)).toMatchObject({ rows: 9, recipients: 1, notChosen: 5, cannotBeUsed: 3 });
    expect(people(part)).toEqual(['Ada +447700900101']);
    const others = await changed(before, {
      kind: 'segment',
      segment: [{ index: 2, values: ['leith'], isAllBut: true }],
    });
    expect([...people(part), ...people(others)].toSorted()).toEqual([...people(before)].toSorted());
    expect(stores.lists.values(before, 2, 'LÉI')).toEqual({ values: [{ value: 'Leith', count: 4 }], total: 1 });
    const all = await changed(part, { kind: 'segment', segment: [] });
    expect(people(all)).toEqual(people(before));
  });

  it.each([
    [{ kind: 'segment', segment: [] }, true],
    [decide('lost_zero', 'zero'), true],
    [{ kind: 'country', country: 'BR' }, false],
    [{ kind: 'mapping', mapping }, false],
  ] as const)('that changes by %j is of the same rows, read alike: %j', (change, isSame) => {
    expect(isOfSameRows({ kind: 'change', listId: 1, change: change as ListChange })).toBe(isSame);
  });

  it('that is saved keeps its decisions for the next campaign', async () => {
    const list = stores.lists.get(await changed(await read(), decide('lost_zero', 'zero')));
    if (!list) throw new Error('no list');
    const savedListId = atOnce(stores.savedLists.save(list, 'Spring', startMs));
    const job = { kind: 'savedList', savedListId } as const;
    const { listId } = granted(await takeSavedList(stores.db, job, progress));
    expect(people(listId)).toEqual(people(list.id));
    expect(report(listId).choices).toEqual(list.choices);
  });
});

describe('another sheet of the workbook', () => {
  it('brings its people behind the others, from its own columns, and each row says which sheet it is of', async () => {
    const path = `${stores.folder}/two.xlsx`;
    await writeXlsx(path, [
      { name: 'Supporters', header: ['Name', 'Mobile', 'City'], rows: [['Ada', '07700 900101', 'Leith']] },
      {
        name: 'Late',
        header: ['City', 'Tel', 'Name'],
        rows: [
          ['Bath', '07700 900102', 'Ben'],
          ['York', '07700 900101', 'Ada again'],
        ],
      },
      {
        name: 'Stall',
        header: ['Name', 'Mobile'],
        rows: [['Cleo', '07700 900103'], ['Name', 'Mobile'], ['As of 26/11/2026']],
      },
    ]);
    const first = { path, fileName: 'two.xlsx', sheet: 'Supporters', mapping: { ...mapping, further: [], area: null } };
    const job = { kind: 'import', headerRow: 1, country: 'GB', language: 'en', ...first } as const;
    const { listId } = granted(await importList(stores.db, job, progress));
    const add = {
      kind: 'addSheet',
      listId,
      path,
      fileName: 'two.xlsx',
      sheet: 'Late',
      from: 'Supporters',
      language: 'en',
    } as const;
    const both = granted(await addSheet(stores.db, add, progress)).listId;
    expect(people(both)).toEqual(['Ada +447700900101', 'Ben +447700900102']);
    expect(report(both)).toMatchObject({ rows: 3, recipients: 2, sameNumber: 1 });
    expect(report(both).headers).toEqual(['Name', 'Mobile', 'City', 'From sheet']);
    const more = { ...add, listId: both, sheet: 'Stall', language: 'es' } as const;
    const all = granted(await addSheet(stores.db, more, progress)).listId;
    expect(report(all).headers).toEqual(['Name', 'Mobile', 'City', 'From sheet']);
    expect(stores.lists.recipientsAfter(all, 0, 100).map(({ cells }) => cells)).toEqual([
      ['Ada', '07700 900101', 'Leith', 'Supporters'],
      ['Ben', '07700 900102', 'Bath', 'Late'],
      ['Cleo', '07700 900103', '', 'Stall'],
    ]);
    // A row that is no person's in its sheet is none either when the sheet's name is added.
    expect(open(all)).toEqual([['not_a_person', 2]]);
    const again = granted(await inspectTable(path)).sheets[0];
    expect(again && asLastTime(stores.db, again)).toMatchObject({ lastCountry: 'GB', mapping: { phone: 1, name: 0 } });
  });

  it('is read by what its own dates say where they are in another order, and written as those of the list', async () => {
    const path = `${stores.folder}/orders.xlsx`;
    const header = ['Name', 'Mobile', 'Date', 'Share'];
    await writeXlsx(path, [
      {
        name: 'Leith',
        header,
        rows: [
          ['Ada', '07700 900101', '25/12/2026', '12.25.1'],
          ['Ben', '07700 900102', '03/04/2026', ''],
        ],
      },
      {
        name: 'Boston',
        header,
        rows: [
          ['Cleo', '07700 900103', '12/25/2026', '25.12.1'],
          ['Dan', '07700 900104', '3/4/2026 9:30', 'ca. 3/4/2026'],
        ],
      },
    ]);
    const fields = ['date', 'share'].map((key, place) => ({ key, index: 2 + place }));
    const from = { path, fileName: 'orders.xlsx', language: 'en' as const };
    const list = { sheet: 'Leith', mapping: { ...mapping, further: [], fields }, headerRow: 1, country: 'GB' as const };
    const { listId } = granted(await importList(stores.db, { kind: 'import', ...from, ...list }, progress));
    const add = { kind: 'addSheet', listId, ...from, sheet: 'Boston', from: 'Leith' } as const;
    const both = granted(await addSheet(stores.db, add, progress)).listId;
    expect(stores.lists.recipientsAfter(both, 0, 100).map(({ cells }) => cells.slice(2, 4))).toEqual([
      ...[
        ['25/12/2026', '12.25.1'],
        ['03/04/2026', ''],
      ],
      ...[
        ['25/12/2026', '25.12.1'],
        ['4/3/2026 9:30', 'ca. 3/4/2026'],
      ],
    ]);
  });
});

describe('cells that say nothing', () => {
  it('count as blank and are shown', async () => {
    const text = 'Name,Mobile,City\n???,07700 900101,n/a\nMarÃ­a,07700 900102,Leith\nBen,07700 900103,\n';
    const list = report(granted(await importText(stores, text)).listId);
    expect(list.fields).toMatchObject([
      { key: 'name', filled: 1 },
      { key: 'city', filled: 1 },
    ]);
    expect(list.facts.blankCells).toEqual([
      { index: 0, count: 2, samples: ['???', 'MarÃ­a'] },
      { index: 2, count: 1, samples: ['n/a'] },
    ]);
  });
});
