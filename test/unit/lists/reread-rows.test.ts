import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListReport } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import type { ListChange } from '../../../domain/lists/list-choices.ts';
import { type RowCause, rowCauses } from '../../../domain/lists/row-cause.ts';
import { changeList } from '../../../electron/lists/remake-list.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { startMs } from '../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../support/temporary-stores.ts';
import { importText } from '../formats/fixtures.ts';

const progress = { nowMs: () => startMs, onProgress: () => undefined };
const mapping = { phone: 1, further: [2], area: null, name: 0, country: null, fields: [{ index: 3, key: 'city' }] };
const header = 'Name,Mobile,Other,City,Note';
const decide = (cause: RowCause, as: string): ListChange => ({ kind: 'decide', decisions: [{ cause, as }] });

async function listOf(stores: TemporaryStores, rows: readonly string[]): Promise<number> {
  return granted(await importText(stores, [header, ...rows].join('\n'), { mapping })).listId;
}

async function changed(stores: TemporaryStores, listId: number, change: ListChange): Promise<number> {
  return granted(await changeList(stores.db, { kind: 'change', listId, change }, progress)).listId;
}

/** Everything that is known about a list except when it was made. */
function everything({ db, queries, lists }: TemporaryStores, listId: number) {
  const { id, importedAtMs, facts, ...sums } = ListReport.parse(queries.list(listId));
  const { decided, blankCells, ...others } = facts;
  const sorted = decided.toSorted((one, other) => (`${one.cause}${one.as}` < `${other.cause}${other.as}` ? -1 : 1));
  return {
    sums,
    facts: others,
    decided: sorted,
    blanks: blankCells.map(({ index, count }) => [index, count]).sort(),
    people: lists.recipientsAfter(listId, 0, 10_000).map(({ id: _, listId: __, ...person }) => person),
    left: db.all(
      `SELECT row_number, reason, problem, cell, name, cells, readings FROM left_out WHERE list_id = ? ORDER BY 1`,
      listId,
    ),
  };
}

const mobiles = [
  '07700 900101',
  '7700900101',
  'mob 07700900101',
  '+447700900101',
  '7700900102',
  '07700 900102',
  '07700 900103',
];
const others = [
  '020 7946 0018',
  '2079460018',
  '4.47E+11',
  '',
  'nobody',
  '+5511961234501',
  '+551161234501',
  '551161234501',
];
const rowOf = fc
  .tuple(
    fc.constantFrom('Ada', 'Ben & Cora', ''),
    fc.constantFrom(...mobiles, ...others, '00447700900103', '7700900103 / 07700 900104'),
    fc.constantFrom('', '', '07700 900101', '7700900105'),
    fc.constantFrom('Leith', '-', ''),
    fc.constantFrom('', '', '', 'do not contact'),
  )
  .map((cells) => cells.join(','));
const asked = ['zero', 'digits', 'as_is', 'second_column', 'first', 'second', 'plus', 'leave_out', 'mended'];
const decision = fc.record({ cause: fc.constantFrom(...rowCauses), as: fc.constantFrom(...asked) });
const changeOf = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      decisions: fc.array(decision, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), decision }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      rowNumber: fc.integer({ min: 2, max: 30 }),
      cell: fc.constantFrom(...mobiles, null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('despiteNo' as const), rowNumber: fc.integer({ min: 2, max: 30 }) }),
  },
);
/** Decisions that the list offers come first, since hardly any other is about a row. */
const decideAll: ListChange = {
  kind: 'decide',
  decisions: (['lost_zero', 'words_around', 'landline', 'several_numbers', 'says_no'] as const).map((cause) => ({
    cause,
    as: {
      lost_zero: 'zero',
      words_around: 'digits',
      landline: 'leave_out',
      several_numbers: 'first',
      says_no: 'as_is',
    }[cause],
  })),
};

describe('rows that are read anew in their places', () => {
  it('make the list that reading all of it makes', async () => {
    const undoOf = decideAll.kind === 'decide' ? decideAll.decisions : [];
    const changes = fc.array(
      fc.oneof(
        changeOf,
        fc.constant(decideAll),
        fc.constantFrom(...undoOf).map((one): ListChange => ({ kind: 'undo', decision: one })),
      ),
      { minLength: 1, maxLength: 5 },
    );
    const [open, blocking] = [temporaryStores(), temporaryStores()];
    blocking.doNotContact.addAll([{ phone: '+447700900102', note: '' }], startMs);
    await fc.assert(
      fc.asyncProperty(
        fc.array(rowOf, { minLength: 1, maxLength: 30 }),
        changes,
        fc.boolean(),
        async (rows, made, isBlocked) => {
          const stores = isBlocked ? blocking : open;
          let [whole, own] = [await listOf(stores, rows), await listOf(stores, rows)];
          const draft = stores.campaigns.create('Spring', quickSchedule, startMs);
          stores.campaigns.update(draft, { listId: own });
          for (const change of made) {
            const before = own;
            [whole, own] = [await changed(stores, whole, change), await changed(stores, own, change)];
            expect(everything(stores, own)).toEqual(everything(stores, whole));
            // What a row refuses goes for all rows with its number, which is another after its correction.
            if (change.kind === 'edit' && rows[change.rowNumber - 2]?.endsWith('do not contact'))
              stores.campaigns.update(draft, { listId: own });
            else expect(own).toBe(before);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('leave everything else as it stands, in the same list', async () => {
    const stores = temporaryStores();
    const listId = await listOf(stores, ['Ada,07700 900101,,Leith,', 'Ben,7700900102,,York,']);
    stores.campaigns.update(stores.campaigns.create('Spring', quickSchedule, startMs), { listId });
    const [ada] = stores.lists.recipientsAfter(listId, 0, 1);
    expect(await changed(stores, listId, decide('lost_zero', 'zero'))).toBe(listId);
    expect(stores.lists.recipientsAfter(listId, 0, 9).map(({ id }) => id)).toEqual([ada?.id, expect.any(Number)]);
    expect(stores.queries.list(listId)).toMatchObject({ recipients: 2, cannotBeUsed: 0, importedAtMs: startMs + 1 });
  });

  it('are not, where another campaign has the list or it has been started', async () => {
    const stores = temporaryStores();
    const listId = await listOf(stores, ['Ada,07700 900101,,Leith,', 'Ben,7700900102,,York,']);
    for (const name of ['Spring', 'Summer']) {
      stores.campaigns.update(stores.campaigns.create(name, quickSchedule, startMs), { listId });
    }
    expect(await changed(stores, listId, decide('lost_zero', 'zero'))).not.toBe(listId);
    expect(stores.queries.list(listId)).toMatchObject({ recipients: 1 });
  });

  it('take several transactions where they are many, and each leaves sums that are those of its rows', async () => {
    const stores = temporaryStores();
    const many = limits.importRowsPerTransaction * 2 + 50;
    const rows = Array.from(
      { length: many },
      (_, at) => `P${at},7700900${String(100 + (at % 800)).padStart(3, '0')},,Leith,`,
    );
    const listId = await listOf(stores, ['Ada,07700 900101,,Leith,', ...rows]);
    const draft = stores.campaigns.create('Spring', quickSchedule, startMs);
    stores.campaigns.update(draft, { listId });
    let pieces = 0;
    const counting = {
      ...progress,
      nowMs: () => {
        pieces += 1;
        const { recipients, rows: all, facts } = stores.queries.list(listId) ?? { recipients: 0, rows: 0, facts: null };
        expect(stores.lists.recipientsAfter(listId, 0, 10_000)).toHaveLength(recipients);
        expect([all, facts?.groups[0]?.count ?? 0]).toEqual([many + 1, stores.lists.problems(listId, 10_000).length]);
        return startMs;
      },
    };
    granted(await changeList(stores.db, { kind: 'change', listId, change: decide('lost_zero', 'zero') }, counting));
    expect(pieces).toBe(3);
    expect(stores.queries.list(listId)).toMatchObject({ cannotBeUsed: 0, facts: { groups: [] } });
  });

  it('stop where the campaign is started in between, and a start that looked at other rows is refused', async () => {
    const stores = temporaryStores();
    const many = limits.importRowsPerTransaction * 2;
    const rows = Array.from({ length: many }, (_, at) => `P${at},7700900${110 + at},,Leith,`);
    const listId = await listOf(stores, ['Ada,07700 900101,,Leith,', ...rows]);
    const campaignId = stores.campaigns.create('Spring', quickSchedule, startMs);
    stores.campaigns.update(campaignId, { listId, text: 'Hello' });
    const listAtMs = stores.queries.list(listId)?.importedAtMs ?? 0;
    const request = { campaignId, account: '447700900099', repeat: 0, nowMs: startMs };
    let begun: boolean | null = null;
    let pieces = 0;
    const starting = {
      ...progress,
      nowMs: () => {
        pieces += 1;
        if (pieces === 2) {
          begun = stores.campaigns.begin({ ...request, listAtMs });
          stores.campaigns.begin(request);
        }
        return startMs;
      },
    };
    const job = { kind: 'change', listId, change: decide('lost_zero', 'zero') } as const;
    expect(await changeList(stores.db, job, starting)).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(begun).toBe(false);
    expect(stores.queries.list(listId)?.recipients).toBe(1 + limits.importRowsPerTransaction);
  });
});
