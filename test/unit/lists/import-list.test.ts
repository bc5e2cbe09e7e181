import { beforeEach, describe, expect, it } from 'vitest';
import type { Mapping } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { noChoices } from '../../../domain/lists/list-choices.ts';
import { noNumberColumns } from '../../../domain/lists/value-form.ts';
import { succeed } from '../../../domain/result.ts';
import { makeList } from '../../../electron/lists/intake.ts';
import { atOnce } from '../../support/at-once.ts';
import { granted } from '../../support/granted.ts';
import { startMs } from '../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../support/temporary-stores.ts';
import { importText } from '../formats/fixtures.ts';

let stores: TemporaryStores;
beforeEach(() => {
  stores = temporaryStores();
});

describe('an import', () => {
  it('keeps the recipients, says of every other row why it is left out, and its sums add up', async () => {
    stores.doNotContact.add('+447700900103', 'asked us to stop', startMs);
    const { listId } = granted(
      await importText(
        stores,
        'Name,Mobile,City\nAda,07700 900101,Leeds\nBen,+44 7700 900102,York\nAda again,+447700900101,Hull\nCarla,07700900103,Bath\nDan,4.47E+11,Ayr\nEve,,Ely\n',
      ),
    );
    const list = stores.queries.list(listId);
    expect(list).toMatchObject({
      rows: 6,
      recipients: 2,
      sameNumber: 1,
      doNotContact: 1,
      cannotBeUsed: 2,
      assumedCountry: 1,
    });
    expect(list?.facts.groups).toEqual([
      { cause: 'rounded', count: 1, readings: [], rowNumbers: [6], best: null },
      { cause: 'empty', count: 1, readings: [], rowNumbers: [7], best: null },
    ]);
    expect(list?.groupRows).toMatchObject([
      { rowNumber: 6, name: 'Dan', cell: '4.47E+11', readings: [] },
      { rowNumber: 7, name: 'Eve', cell: '' },
    ]);
    expect(list?.repeats).toMatchObject([
      { rowNumber: 4, name: 'Ada again', kept: { rowNumber: 2, name: 'Ada', cell: '07700 900101' } },
    ]);
    expect(list?.facts.countries).toEqual([{ country: 'GB', count: 2, landlines: 0 }]);
    expect(list?.fields.map((field) => field.key)).toEqual(['name', 'city']);
    expect(stores.lists.recipientAt(listId, 1)).toMatchObject({
      rowNumber: 3,
      name: 'Ben',
      phone: '+447700900102',
      extra: 'York',
    });
  });

  it('flags numbers that may be one person under two forms, and keeps both', async () => {
    const { listId } = granted(await importText(stores, 'Name,Mobile,City\nA,+5511987654321,x\nB,+551187654321,y\n'));
    expect(stores.queries.list(listId)?.possibleDuplicates).toEqual([
      { rowNumbers: [2, 3], phones: ['+5511987654321', '+551187654321'] },
    ]);
  });

  it('blocks a person who is on the do-not-contact list under another form of the number', async () => {
    stores.doNotContact.add('+551187654321', '', startMs);
    const { listId } = granted(await importText(stores, 'Name,Mobile,City\nA,+5511987654321,x\n'));
    expect(stores.queries.list(listId)).toMatchObject({ recipients: 0, doNotContact: 1 });
  });

  it('keeps two columns of the same name apart', async () => {
    const two: Mapping = {
      phone: 1,
      further: [],
      area: null,
      name: null,
      country: null,
      fields: [
        { index: 0, key: 'note' },
        { index: 2, key: 'note 2' },
      ],
    };
    const { listId } = granted(
      await importText(stores, 'Note,Mobile,Note\nfirst,+447700900101,second\n', { mapping: two }),
    );
    const list = stores.lists.get(listId);
    expect(list?.fields).toEqual([
      { key: 'note', header: 'Note', index: 0, filled: 1 },
      { key: 'note 2', header: 'Note', index: 2, filled: 1 },
    ]);
  });

  it('stops after each of its transactions, so that sending need not wait for the last one', async () => {
    const batches = 3;
    const rows = Array.from({ length: batches * limits.importRowsPerTransaction }, (_, index) =>
      succeed({ rowNumber: index + 2, cells: [`+${447_700_000_000 + index}`], broken: false }),
    );
    const mapping: Mapping = { phone: 0, further: [], area: null, name: null, country: null, fields: [] };
    const head = { fileName: 'a.csv', headers: ['Mobile'], mapping, country: 'GB', choices: noChoices } as const;
    const numbers = noNumberColumns;
    let turns = 0;
    const turnsAtBatch: number[] = [];
    const turning = setInterval(() => (turns += 1));
    const waitsForDisk = () => stores.db.sqlite.pragma('synchronous', { simple: true }) === 2;
    const onProgress = () => {
      turnsAtBatch.push(turns);
      // A list that nobody sees yet need not be durable.
      expect([waitsForDisk(), stores.db.has(`SELECT 1 FROM list WHERE published_at_ms IS NOT NULL`)]).toEqual([
        false,
        false,
      ]);
    };
    const progress = { nowMs: () => startMs, onProgress };
    granted(await makeList(stores.db, { ...head, numbers, rows: () => rows, totalRows: rows.length }, progress));
    clearInterval(turning);
    expect(turnsAtBatch.length).toBeGreaterThan(1);
    expect(waitsForDisk()).toBe(true);
    expect(new Set(turnsAtBatch).size).toBe(turnsAtBatch.length);
  });

  it('leaves nothing behind when the file turns out to be unreadable midway', async () => {
    const reply = await importText(stores, 'Name,Mobile,City\nAda,+447700900101,Leeds\nBen,"+447700900102,York\n');
    expect(reply.ok).toBe(false);
    const count = (table: string) => stores.db.sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect([count('list'), count('recipient'), count('left_out')]).toEqual([0, 0, 0]);
  });
});

describe('an import that a crash cut off', () => {
  it('is not seen, and is taken out at the next start', () => {
    const listId = stores.lists.begin({ fileName: 'x', country: 'GB', fields: [], headers: [] }, startMs);
    const row = { rowNumber: 2, name: '', phone: '+447700900101', extra: '', cells: [] };
    stores.lists.addRows(listId, [row], []);
    expect(stores.queries.list(listId)).toBeUndefined();
    expect(stores.lists.unpublished()).toEqual([listId]);
    atOnce(stores.savedLists.dropHidden(listId));
    expect(stores.lists.unpublished()).toEqual([]);
    expect(stores.db.sqlite.prepare(`SELECT count(*) FROM recipient`).pluck().get()).toBe(0);
  });
});
