import { ListRows, type RowFate } from '../../db/campaigns/list-rows.ts';
import type { ListRow } from '../../db/campaigns/lists.ts';
import type { Db } from '../../db/database.ts';
import { DoNotContactList } from '../../db/people/do-not-contact.ts';
import type { CommandResult, Mapping } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import type { ListChange, ListChoices } from '../../domain/lists/list-choices.ts';
import { Refusals } from '../../domain/lists/refusal/refusal.ts';
import { Deduper } from '../../domain/lists/repeats.ts';
import { countryOfReading, defaultOf, type RowCause } from '../../domain/lists/row-cause.ts';
import { type FoundInRows, type RefusingRows, RowReader, type TableRow } from '../../domain/lists/row-reading.ts';
import { digitVariants, variantKey } from '../../domain/phone/digit-variants.ts';
import type { CountryCode } from '../../domain/phone/phone.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { JobProgress } from '../worker/jobs.ts';
import { pauseForOthers } from '../worker/pause-for-others.ts';

import { ListTally } from './list-tally.ts';
import { type RowReading, RowSorter } from './row-sorter.ts';

const rowsChanges = ['decide', 'undo', 'edit', 'despiteNo'] as const;
type RowsChange = Extract<ListChange, { kind: (typeof rowsChanges)[number] }>;

/** Whether a change is about some rows, by their cause or number. */
export function isRowsChange(change: ListChange): change is RowsChange {
  return rowsChanges.some((kind) => kind === change.kind);
}

type Reread = {
  readonly list: ListRow & { readonly mapping: Mapping; readonly country: CountryCode };
  readonly change: RowsChange;
  readonly choices: ListChoices;
};

/** A row that changes, or that has the number of one. */
type Changed = {
  readonly row: TableRow;
  readonly fate: RowFate;
  readonly before: RowReading;
  readonly after: RowReading;
  /** The numbers by which the row is compared with others, before and after. */
  readonly keys: readonly string[];
};

/**
 * Reads only the rows anew that a decision is about, and those that share a number with one of them: no other row can
 * have changed. They are replaced in small transactions, each of which leaves the list with correct sums; if this is
 * cut off, some rows still wait for the decision. Null where the whole list must be read: it is not used by one draft
 * alone, other rows would be read differently too, or the list differs from what reading it now would give.
 */
export async function rereadRows(
  db: Db,
  { list, change, choices }: Reread,
  { nowMs }: JobProgress,
): Promise<CommandResult<{ listId: number }> | null> {
  const rows = new ListRows(db);
  if (!rows.isDraftsOwn(list) || !isAboutRowsAlone(list.choices, choices)) return null;
  const left = rows.leftOut(list.id);
  const refusing = refusingRows(rows, { list, change, left });
  // The number that its correction takes away, or brings, is that of other rows too.
  if (change.kind === 'edit' && refusing.has(change.rowNumber)) return null;
  const readers = readersOf(db, list, choices, refusing);
  const changed = changedRows(rows, { list, change, left, ...readers });
  if (!isAsKept(db, list, changed)) return null;
  const sorter = new SortedAnew(db, list, left);
  let published = list.publishedAtMs;
  for (const stretch of stretches(changed)) {
    const sorted = sorter.sort(stretch, readers.after);
    const atMs = Math.max(nowMs(), (published ?? 0) + 1);
    const isDone = rows.replace({ id: list.id, publishedAtMs: published }, sorted, { ...sorter.sums(), choices }, atMs);
    if (!isDone) return refuse('cancelled');
    published = atMs;
    await pauseForOthers();
  }
  return succeed({ listId: list.id });
}

/** Whether no other row is read differently: no further country is tried, and no row is kept for its number. */
function isAboutRowsAlone(before: ListChoices, after: ListChoices): boolean {
  const tried = ({ decisions }: ListChoices) => [...new Set(decisions.flatMap(({ as }) => countryOfReading(as) ?? []))];
  const isFull = before.decisions.length >= limits.listDecisions;
  return after.kept.length === 0 && !isFull && tried(before).join() === tried(after).join();
}

type Readers = { readonly before: RowReader; readonly after: RowReader };

function readersOf(db: Db, list: Reread['list'], choices: ListChoices, refusing: RefusingRows): Readers {
  const letBackIn = new DoNotContactList(db).allLetBackIn();
  const { mapping, headers, country, facts, rows } = list;
  const by = { mapping, headers, country, evidence: facts.evidence, rowCount: rows, letBackIn, refusing };
  const isEdited = JSON.stringify(list.choices.edits) !== JSON.stringify(choices.edits);
  const found: FoundInRows | null = isEdited ? null : new WeakMap();
  return {
    before: new RowReader({ ...by, choices: list.choices }, found),
    after: new RowReader({ ...by, choices }, found),
  };
}

type Sought = Pick<Reread, 'list' | 'change'> & { readonly left: readonly RowFate[] };
type Search = Readers & Sought;

/** Of the rows that are read here or are on the list no more, or only by a decision, those that say no. */
function refusingRows(rows: ListRows, sought: Sought): RefusingRows {
  const { list, left } = sought;
  const asked = new Set(candidates(rows, sought));
  for (const cause of ['says_no', 'says_no_again']) {
    for (const rowNumber of rows.decided(list.id, cause)) asked.add(rowNumber);
    for (const { rowNumber, problem } of left) if (problem === cause) asked.add(rowNumber);
  }
  for (const reason of ['same_number', 'do_not_contact', 'not_chosen'] as const)
    for (const rowNumber of numbersOf(left, reason)) asked.add(rowNumber);
  const refusals = new Refusals(list.headers);
  const found = rows.at(list.id, asked).flatMap(({ rowNumber, cells, problem }) => {
    const refusal = refusals.find(cells);
    const row = { rowNumber, cells, broken: problem === 'broken_quotes' };
    return refusal === null ? [] : [[rowNumber, { row, refusal }] as const];
  });
  return new Map(found);
}

/** The rows that change, and those that share a number with them, in the order of the file. */
function changedRows(rows: ListRows, search: Search): Changed[] {
  const { list, change, left, before, after } = search;
  const read = (numbers: Iterable<number>): Changed[] =>
    rows.at(list.id, numbers).map(({ cells, ...fate }) => {
      const row = { rowNumber: fate.rowNumber, cells, broken: fate.problem === 'broken_quotes' };
      const both = { before: before.read(row), after: after.read(row) };
      const keys = Object.values(both).flatMap((read) => (read.kind === 'recipient' ? variantKey(read.phone) : []));
      return { row, fate, ...both, keys: [...new Set(keys)] };
    });
  // A corrected row shows another cell, whatever it is read as.
  const isMeant = (one: Changed) => change.kind === 'edit' || JSON.stringify(one.before) !== JSON.stringify(one.after);
  const own = read(candidates(rows, search)).filter(isMeant);
  const keys = new Set(own.flatMap((one) => one.keys));
  const blocked = read(numbersOf(left, 'do_not_contact')).filter((one) => one.keys.some((key) => keys.has(key)));
  const first = new Set([
    ...rows.withPhones(list.id, [...keys].flatMap(digitVariants)),
    ...blocked.map(({ row }) => row.rowNumber),
  ]);
  const repeats = left.filter(({ reason, problem }) => reason === 'same_number' && first.has(Number(problem)));
  const theirs = new Set([...first, ...repeats.map(({ rowNumber }) => rowNumber)]);
  for (const { row } of own) theirs.delete(row.rowNumber);
  return inOrder([...own, ...read(theirs)]);
}

/** The rows that a change may concern. The row that a repeat was decided for is not stored. */
function candidates(rows: ListRows, { list, change, left }: Sought): ReadonlySet<number> {
  if (change.kind === 'edit' || change.kind === 'despiteNo') return new Set([change.rowNumber]);
  const decisions = change.kind === 'decide' ? change.decisions : [change.decision];
  const causes = new Set<string>(decisions.map(({ cause }) => cause));
  const found = new Set(
    left.flatMap(({ rowNumber, reason, problem }) =>
      (reason === 'cannot_be_used' || reason === 'left_out') && causes.has(problem) ? rowNumber : [],
    ),
  );
  // An undecided row waits, unless its cause has a default.
  const isWaiting = change.kind === 'decide' && decisions.every(({ cause }) => defaultOf(cause) === null);
  if (isWaiting) return found;
  for (const cause of causes) for (const rowNumber of rows.decided(list.id, cause)) found.add(rowNumber);
  for (const reason of ['same_number', 'do_not_contact'] as const)
    for (const rowNumber of numbersOf(left, reason)) found.add(rowNumber);
  return found;
}

function numbersOf(left: readonly RowFate[], wanted: RowFate['reason']): number[] {
  return left.flatMap(({ rowNumber, reason }) => (reason === wanted ? rowNumber : []));
}

/** Whether the list has these rows as they would be read now: who may be written to may have changed since. */
function isAsKept(db: Db, { mapping, fields, facts, choices }: Reread['list'], changed: readonly Changed[]): boolean {
  const sorter = new RowSorter(db, { mapping, fields, tally: new ListTally(facts), choices });
  const deduper = new Deduper();
  for (const { row, before } of changed) sorter.sort(row, before, '', deduper);
  const { recipients, leftOut } = sorter.take();
  const fates = new Map(leftOut.map(({ rowNumber, reason, problem }) => [rowNumber, `${reason} ${problem}`]));
  for (const { rowNumber } of recipients) fates.set(rowNumber, 'null ');
  return changed.every(({ fate: { rowNumber, reason, problem } }) => fates.get(rowNumber) === `${reason} ${problem}`);
}

/** Takes rows out of a list's sums and sorts them in again. */
class SortedAnew {
  readonly #sorter: RowSorter;
  readonly #tally: ListTally;
  readonly #waiting = new Map<RowCause, Set<number>>();

  constructor(db: Db, list: Reread['list'], left: readonly RowFate[]) {
    const { mapping, fields, facts, choices, rows, recipients, sameNumber, doNotContact, cannotBeUsed } = list;
    const { leftOut, notChosen, assumedCountry, possibleDuplicates } = list;
    this.#tally = ListTally.of(facts);
    const counted = { rows, recipients, sameNumber, doNotContact, cannotBeUsed, leftOut, notChosen, assumedCountry };
    this.#sorter = new RowSorter(
      db,
      { mapping, fields, tally: this.#tally, choices },
      { ...counted, possibleDuplicates },
    );
    for (const { rowNumber, reason, problem } of left)
      if (reason === 'cannot_be_used') this.#waitingFor(problem as RowCause).add(rowNumber);
  }

  /** Sorts some rows; no other row has one of their numbers. */
  sort(stretch: readonly Changed[], reader: RowReader): ReturnType<RowSorter['take']> {
    const [was, is] = [new Deduper(), new Deduper()];
    for (const { row, before } of stretch) {
      this.#sorter.sort(row, before, '', was, -1);
      if (before.kind === 'undecided') this.#waitingFor(before.cause).delete(row.rowNumber);
    }
    this.#sorter.take();
    for (const { row, after } of stretch) {
      this.#sorter.sort(row, after, reader.shownCellOf(row), is);
      if (after.kind === 'undecided') this.#waitingFor(after.cause).add(row.rowNumber);
    }
    return this.#sorter.take();
  }

  sums(): ReturnType<RowSorter['sums']> {
    const first = (cause: RowCause) =>
      [...this.#waitingFor(cause)].sort((one, other) => one - other).slice(0, limits.rowSamples);
    this.#tally.nameFirst(first);
    return this.#sorter.sums();
  }

  #waitingFor(cause: RowCause): Set<number> {
    const rows = this.#waiting.get(cause) ?? new Set();
    this.#waiting.set(cause, rows);
    return rows;
  }
}

/** The rows in pieces of about one transaction each; rows that share a number stay in one piece. */
function* stretches(changed: readonly Changed[]): Generator<Changed[]> {
  let piece: Changed[] = [];
  for (const together of byNumber(changed)) {
    piece.push(...together);
    if (piece.length < limits.importRowsPerTransaction) continue;
    yield inOrder(piece);
    piece = [];
  }
  yield inOrder(piece);
}

function byNumber(changed: readonly Changed[]): Iterable<Changed[]> {
  const groupOfKey = new Map<string, Changed[]>();
  const groups = new Set<Changed[]>();
  for (const one of changed) {
    const group = [one];
    groups.add(group);
    for (const key of one.keys) {
      const known = groupOfKey.get(key);
      groupOfKey.set(key, group);
      if (known === undefined || known === group) continue;
      group.push(...known);
      groups.delete(known);
      for (const moved of known) for (const its of moved.keys) groupOfKey.set(its, group);
    }
  }
  return groups;
}

function inOrder(rows: readonly Changed[]): Changed[] {
  return rows.toSorted((one, other) => one.row.rowNumber - other.row.rowNumber);
}
