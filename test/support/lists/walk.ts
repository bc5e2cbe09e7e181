import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ListReport } from '../../../domain/contract.ts';
import { bestSheet } from '../../../domain/lists/best-sheet.ts';
import type { ListChange } from '../../../domain/lists/list-choices.ts';
import { variantKey } from '../../../domain/phone/digit-variants.ts';
import { countryOfPhone } from '../../../domain/phone/phone.ts';
import { importList } from '../../../electron/lists/import-list.ts';
import { inspectTable } from '../../../electron/lists/read-table.ts';
import { changeList } from '../../../electron/lists/remake-list.ts';
import { granted } from '../granted.ts';
import { startMs } from '../temporary-database.ts';
import type { TemporaryStores } from '../temporary-stores.ts';
import type { GeneratedList, TrueRow } from './generated-list.ts';

const progress = { nowMs: () => startMs, onProgress: () => undefined };

/** The state of the import after the walk. */
export type Walked = {
  readonly report: ListReport;
  /** The presses that were needed, without the choice of the file. */
  readonly clicks: readonly ListChange[];
};

/** Imports a list and presses only the first button of each group of buttons in which one is marked. */
export async function walkByFirstButtons(
  stores: TemporaryStores,
  list: GeneratedList,
  country: string,
): Promise<Walked> {
  const path = join(stores.folder, list.fileName);
  writeFileSync(path, list.content);
  const sheet = bestSheet(granted(await inspectTable(path, { country })).sheets.map((one) => ({ ...one })));
  const { name = '', headerRow = null, mapping = null } = sheet ?? {};
  if (mapping === null) throw new Error('no phone column was found');
  const head = { path, fileName: list.fileName, sheet: name, headerRow, mapping, country };
  const job = { kind: 'import', ...head, language: 'en', database: stores.db.file } as const;
  let { listId } = granted(await importList(stores.db, job, progress));
  const clicks: ListChange[] = [];
  for (;;) {
    const report = stores.queries.list(listId);
    if (!report) throw new Error('no list');
    const change = firstButton(report);
    if (change === null) return { report, clicks };
    clicks.push(change);
    ({ listId } = granted(await changeList(stores.db, { kind: 'change', listId, change }, progress)));
  }
}

function firstButton({ facts }: ListReport): ListChange | null {
  const { isCountryOpen, better } = facts.evidence;
  const waits = facts.groups.some(({ cause }) => cause === 'country_first');
  if (isCountryOpen && waits && better !== null) return { kind: 'country', country: better };
  const group = facts.groups.find(({ best }) => best !== null);
  if (!group || group.best === null) return null;
  return { kind: 'decide', decisions: [{ cause: group.cause, as: group.best }] };
}

export type Judgement = {
  /** Rows for which a wrong number was used: of another country, of somebody else, or where none should be used. */
  readonly wrongCountry: readonly string[];
  readonly strangers: readonly string[];
  /** Rows that a careful person could use and the import did not. */
  readonly missed: readonly string[];
  readonly usable: number;
};

/** Compares each row of an imported list with the truth about it. */
export function judge(stores: TemporaryStores, listId: number, list: GeneratedList): Judgement {
  const recipients = stores.lists.recipientsAfter(listId, 0, list.rows.length);
  return judgeRows(list, {
    phones: new Map(recipients.map(({ rowNumber, phone }) => [rowNumber, phone])),
    repeats: new Set(
      stores.db.values<number>(`SELECT row_number FROM left_out WHERE list_id = ? AND reason = 'same_number'`, listId),
    ),
  });
}

/** Compares the number that was used for each row of the file with the truth about the row. */
export function judgeRows(
  list: GeneratedList,
  { phones, repeats }: { readonly phones: ReadonlyMap<number, string>; readonly repeats: ReadonlySet<number> },
): Judgement {
  const wrongCountry: string[] = [];
  const strangers: string[] = [];
  const missed: string[] = [];
  for (const [place, row] of list.rows.entries()) {
    const rowNumber = place + 2;
    const phone = phones.get(rowNumber);
    const line = `${row.kind}: ${JSON.stringify(row.cells)} is ${phone ?? 'not used'}`;
    if (phone === undefined) {
      if (row.isUsable && !repeats.has(rowNumber)) missed.push(line);
    } else if (!isOwn(row, phone)) {
      const [own] = row.own;
      if (own !== undefined && countryOfPhone(own) !== countryOfPhone(phone)) wrongCountry.push(line);
      else strangers.push(line);
    }
  }
  return { wrongCountry, strangers, missed, usable: list.rows.filter(({ isUsable }) => isUsable).length };
}

function isOwn({ own }: TrueRow, phone: string): boolean {
  return own.some((one) => variantKey(one) === variantKey(phone));
}
