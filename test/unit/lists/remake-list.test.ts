import { readFileSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { erasePeople } from '../../../db/people/erase.ts';
import { limits } from '../../../domain/limits.ts';
import { writeXlsx } from '../../../electron/formats/write-xlsx.ts';
import { readTable } from '../../../electron/lists/read-table.ts';
import { changeList, correctList, takeSavedList } from '../../../electron/lists/remake-list.ts';
import { writeProblems } from '../../../electron/reports/report-file.ts';
import { atOnce } from '../../support/at-once.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { cancelAtOnce, startAtOnce, startMs, testAccount } from '../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../support/temporary-stores.ts';
import { importText } from '../formats/fixtures.ts';

let stores: TemporaryStores;
beforeEach(() => {
  stores = temporaryStores();
});

const progress = { nowMs: () => startMs, onProgress: () => undefined };
const file = (text: string, name = 'list.csv') => {
  const path = `${stores.folder}/${name}`;
  writeFileSync(path, text);
  return path;
};
const spring =
  'Name,Mobile,City\nAda,07700 900101,Leeds\nBen,7700900102,York\n,,\nCarla,see Maria,Bath\nDan,+447700900104,Ayr\n';
const read = async (text = spring) => granted(await importText(stores, text)).listId;
const correct = (listId: number, text: string) =>
  correctList(stores.db, { kind: 'correct', listId, path: file(text), fileName: 'm.csv' }, progress);
const take = async (savedListId: number) =>
  granted(await takeSavedList(stores.db, { kind: 'savedList', savedListId }, progress)).listId;
const phones = (listId: number) =>
  stores.lists.recipientsAfter(listId, 0, 100).map(({ rowNumber, phone }) => [rowNumber, phone]);
const sums = (listId: number) => {
  const list = stores.queries.list(listId);
  return list && { rows: list.rows, recipients: list.recipients, cannotBeUsed: list.cannotBeUsed };
};

describe('corrected rows', () => {
  it.each([',', ';', '\t'] as const)(
    'take the place of the rows whose numbers they carry (%j between cells), and nobody else is touched',
    async (separator) => {
      const listId = await read();
      const path = `${stores.folder}/to-correct.csv`;
      await writeProblems(stores.db, {
        kind: 'problems',
        listId,
        path,
        format: 'csv',
        separator,
        language: 'es',
        isPractice: false,
      });
      const written = readFileSync(path, 'utf8');
      const corrected = granted(await correct(listId, written.replace('7700900102', '07700 900102'))).listId;
      expect(phones(corrected)).toEqual([
        [2, '+447700900101'],
        [3, '+447700900102'],
        [6, '+447700900104'],
      ]);
      expect(sums(corrected)).toEqual({ rows: 4, recipients: 3, cannotBeUsed: 1 });
      expect(stores.queries.list(corrected)).toMatchObject({ fileName: 'list.csv', country: 'GB' });
      expect(stores.lists.recipientAt(corrected, 1)).toMatchObject({ name: 'Ben', extra: 'York' });
    },
  );

  it('keep every digit in a workbook, whose cells are text, and come back from it', async () => {
    const listId = await read('Name,Mobile,City\nAda,07700 900101,Leeds\nBen,0077,0049\nCarla,07700.0,Bath\n');
    const path = `${stores.folder}/to-correct.xlsx`;
    const job = {
      kind: 'problems',
      listId,
      path,
      format: 'xlsx',
      separator: ',',
      language: 'en',
      isPractice: false,
    } as const;
    await writeProblems(stores.db, job);
    const rows: string[][] = [];
    for await (const row of readTable(path, { sheet: null })) if (row.ok) rows.push([...row.value.cells].slice(0, 5));
    expect(rows).toEqual([
      ['Ben', '0077', 'Too short for a phone number.', '0049', '3'],
      ['Carla', '07700.0', 'Too short for a phone number.', 'Bath', '4'],
    ]);
    const corrected = [
      ['Ben', '07700900102', '0049', 3],
      ['Carla', '07700900103', 'Bath', 4],
    ];
    await writeXlsx(path, [{ name: 'People', header: ['Name', 'Mobile', 'City', 'Row'], rows: corrected }]);
    const reply = await correctList(
      stores.db,
      { kind: 'correct', listId, path, fileName: 'to-correct.xlsx' },
      progress,
    );
    expect(phones(granted(reply).listId)).toEqual([
      [2, '+447700900101'],
      [3, '+447700900102'],
      [4, '+447700900103'],
    ]);
  });

  it('may come twice without anybody coming twice', async () => {
    const text = 'Name,Mobile,City,Row\nBen,07700 900102,York,3\n';
    const once = granted(await correct(await read(), text)).listId;
    const twice = granted(await correct(once, text)).listId;
    expect(phones(twice)).toEqual(phones(once));
  });

  it('without a number of the list come after its last row, in any order of the columns', async () => {
    const listId = await read();
    const corrected = granted(await correct(listId, 'City,Mobile\nHull,07700 900105\nLeeds,07700 900101\n')).listId;
    expect(phones(corrected).at(-1)).toEqual([7, '+447700900105']);
    expect(stores.queries.list(corrected)).toMatchObject({ rows: 6, recipients: 3, sameNumber: 1, cannotBeUsed: 2 });
  });

  it('have their dates in the order of the list, where a spreadsheet has written them in another', async () => {
    const listId = await read('Name,Mobile,Date\nAda,07700 900101,25/12/2026\nBen,7700900102,3/4/2026\n');
    const rows = 'Name,Mobile,Date\nBen,07700 900102,4/3/2026\nCleo,07700 900103,12/25/2026\n';
    const corrected = granted(await correct(listId, rows)).listId;
    const dates = stores.lists.recipientsAfter(corrected, 0, 100).map(({ cells }) => cells[2]);
    expect(dates).toEqual(['25/12/2026', '3/4/2026', '25/12/2026']);
  });

  it('are checked against do-not-contact, and for what they say, like any other', async () => {
    const listId = await read();
    stores.doNotContact.add('+447700900102', '', startMs);
    const corrected = granted(await correct(listId, 'Name,Mobile,Row\nBen,07700 900102,3\n')).listId;
    expect(stores.queries.list(corrected)).toMatchObject({ recipients: 2, doNotContact: 1, cannotBeUsed: 1 });
    const said = await read('Name,Mobile,Status\nAda,07700 900101,\nBen,07700 900106,opted out\n');
    const change = { kind: 'despiteNo', rowNumber: 3 } as const;
    const used = granted(await changeList(stores.db, { kind: 'change', listId: said, change }, progress)).listId;
    const row = 'Name,Mobile,Status,Row\nBen,07700 900106,deceased,3\n';
    expect([used, granted(await correct(used, row)).listId].map((id) => phones(id).length)).toEqual([2, 1]);
  });

  it('take the place of nobody else: those of another list, and a second one of a row, come after the last', async () => {
    const listId = await read('Name,Mobile,City\nAda,07700 900101,Leeds\nZoë,07700 900105,York\n');
    const other = 'Name,Mobile,City,Row\nBen,07700 900102,York,3\nZoë,07700 900103,York,3\nZoë,07700 900104,York,3\n';
    expect(phones(granted(await correct(listId, other)).listId)).toEqual([
      [2, '+447700900101'],
      [3, '+447700900103'],
      [4, '+447700900102'],
      [5, '+447700900104'],
    ]);
  });

  it('take the place of nobody else where nobody has a name: only of a row that reaches nobody', async () => {
    const mapping = { phone: 0, further: [], area: null, name: null, country: null, fields: [] };
    const rows = 'Mobile,City\n07700 900101,Leeds\n7700900102,York\n';
    const { listId } = granted(await importText(stores, rows, { mapping }));
    const corrected = 'Mobile,City,Row\n07700 900103,Bath,2\n07700 900102,York,3\n';
    expect(phones(granted(await correct(listId, corrected)).listId)).toEqual([
      [2, '+447700900101'],
      [3, '+447700900102'],
      [4, '+447700900103'],
    ]);
  });

  it('keep what stands in columns that their file does not have', async () => {
    const corrected = granted(await correct(await read(), 'Name,Mobile,Row\nBen,07700 900102,3\n')).listId;
    expect(stores.lists.recipientAt(corrected, 1)).toMatchObject({ name: 'Ben', extra: 'York' });
  });

  it('of another list are refused', async () => {
    const reply = await correct(await read(), 'Who,Number\nBen,07700 900102\n');
    expect(reply).toMatchObject({ ok: false, failure: { code: 'not_this_list' } });
  });
});

describe('a saved list', () => {
  const save = async (text?: string) => {
    const list = stores.lists.get(await read(text));
    if (!list) throw new Error('no list');
    return { listId: list.id, savedId: atOnce(stores.savedLists.save(list, 'Volunteers', startMs)) };
  };

  it('is a whole copy that every further campaign gets a list of its own from', async () => {
    const { savedId } = await save();
    expect(stores.savedLists.all()).toEqual([{ id: savedId, name: 'Volunteers', recipients: 2, savedAtMs: startMs }]);
    const used = await take(savedId);
    expect(phones(used)).toEqual(phones(savedId));
    expect(sums(used)).toEqual(sums(savedId));
    expect(stores.queries.list(used)).toMatchObject({ fileName: 'Volunteers' });
    expect(stores.lists.recipientAt(used, 0)).toMatchObject({ name: 'Ada', extra: 'Leeds' });
    expect(stores.savedLists.all()).toHaveLength(1);
  });

  it('is copied whole when it is longer than one transaction and one page', async () => {
    const nobody = Array.from({ length: 1_203 }, (_, index) => `P${index},x,`);
    const { savedId } = await save(`Name,Mobile,City\n${nobody.join('\n')}\nAda,07700 900101,\n`);
    const used = await take(savedId);
    expect(sums(used)).toEqual({ rows: 1_204, recipients: 1, cannotBeUsed: 1_203 });
    expect(phones(used)).toEqual([[1_205, '+447700900101']]);
  });

  it('keeps every date of a person who has several', async () => {
    const listId = await read('Name,Mobile,Date\nAda,07700 900101,14/03/2026\nAda,07700 900101,15/03/2026\n');
    const change = { kind: 'occasions', column: 2 } as const;
    const dated = granted(await changeList(stores.db, { kind: 'change', listId, change }, progress));
    const list = stores.lists.get(dated.listId);
    const used = await take(list ? atOnce(stores.savedLists.save(list, 'Visits', startMs)) : 0);
    expect(phones(used)).toEqual([
      [2, '+447700900101'],
      [3, '+447700900101'],
    ]);
  });

  it('is copied and taken out in short transactions, and stops after each', async () => {
    const nobody = Array.from({ length: 3 * limits.importRowsPerTransaction }, (_, index) => `P${index},x,`);
    const { savedId, listId } = await save(`Name,Mobile,City\n${nobody.join('\n')}\n`);
    const list = stores.lists.get(listId);
    if (!list) throw new Error('no list');
    const changes = () => stores.db.value<number>('SELECT total_changes()') ?? 0;
    const sizesOf = (work: Generator<void, unknown>) => {
      const sizes: number[] = [];
      for (let isDone = false; !isDone; ) {
        const before = changes();
        isDone = work.next().done === true;
        sizes.push(changes() - before);
      }
      return sizes;
    };
    stores.savedLists.unname(savedId);
    stores.savedLists.hideUnused(savedId);
    for (const work of [stores.savedLists.save(list, 'More', startMs), stores.savedLists.dropHidden(savedId)]) {
      const sizes = sizesOf(work);
      expect(sizes.length).toBeGreaterThanOrEqual(3);
      // One row more, where the transaction also begins or ends the list itself.
      expect(Math.max(...sizes)).toBeLessThanOrEqual(limits.importRowsPerTransaction + 1);
    }
  });

  it('is checked anew: who asked to be left alone since then is left out, who came off the list is back', async () => {
    stores.doNotContact.add('+447700900101', '', startMs);
    const { savedId } = await save();
    expect(phones(savedId)).toEqual([[6, '+447700900104']]);
    stores.doNotContact.remove('+447700900101');
    stores.doNotContact.add('+447700900104', '', startMs);
    expect(phones(await take(savedId))).toEqual([[2, '+447700900101']]);
  });

  it('is told apart from others by its name, whatever its letters', async () => {
    const { savedId } = await save();
    expect(stores.savedLists.isTaken(' volunteers ')).toBe(true);
    expect(stores.savedLists.isTaken('VOLUNTEERS', savedId)).toBe(false);
    stores.savedLists.rename(savedId, 'Helpers');
    expect(stores.savedLists.isTaken('Volunteers')).toBe(false);
  });

  it('stays while the people of the campaign that it was saved from are erased', async () => {
    const { listId, savedId } = await save();
    const campaignId = stores.campaigns.create('Spring', quickSchedule, startMs);
    stores.campaigns.update(campaignId, { text: 'Hello', listId });
    startAtOnce(stores.campaigns, { campaignId, account: testAccount, textScope: null, nowMs: startMs });
    cancelAtOnce(stores.campaigns, campaignId, startMs);
    expect(atOnce(erasePeople(stores.db, startMs + 1, startMs + 1))).toBe(2);
    expect(phones(savedId)).toEqual([
      [2, '+447700900101'],
      [6, '+447700900104'],
    ]);
  });

  it('is gone with its people once it is deleted, while a list in use stays', async () => {
    const { listId, savedId } = await save();
    const campaignId = stores.campaigns.create('Spring', quickSchedule, startMs);
    stores.campaigns.update(campaignId, { listId });
    expect(stores.savedLists.hideUnused(savedId)).toBe(false);
    stores.savedLists.unname(savedId);
    expect(stores.savedLists.hideUnused(savedId)).toBe(true);
    atOnce(stores.savedLists.dropHidden(savedId));
    expect(stores.savedLists.hideUnused(listId)).toBe(false);
    atOnce(stores.savedLists.dropHidden(listId));
    const left = (table: string) =>
      stores.db.sqlite.prepare(`SELECT DISTINCT list_id FROM ${table}`).pluck().all() as number[];
    expect([stores.lists.get(savedId), left('recipient'), left('left_out')]).toEqual([undefined, [listId], [listId]]);
  });
});
