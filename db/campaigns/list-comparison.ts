import { DateOrders } from '../../domain/lists/date-orders.ts';
import { headerKey, isInSegment } from '../../domain/lists/segment.ts';
import { foldText } from '../../domain/messages/fold.ts';
import type { Status } from '../../domain/messages/message.ts';
import type { OwnTime } from '../../domain/schedule/own-times.ts';
import type { Db } from '../database.ts';
import { audienceOf } from '../people/audiences.ts';
import { type CampaignRow, readCampaign } from './campaign-rows.ts';
import { Lists, type NewRow } from './lists.ts';
import { OwnTimesReader, type ReadOwnTimes, timeOfRow } from './own-times.ts';
import { SavedLists } from './saved-lists.ts';

/** A person on the list of the campaign, with their last message. */
export type Known = {
  readonly recipientId: number;
  /** Null where no message was made yet, as in a weekly campaign. */
  readonly messageId: number | null;
  readonly status: Status | null;
  readonly reason: string | null;
  readonly name: string;
  readonly phone: string;
  readonly cell: string;
  /** The cell of the key column; empty where the campaign has no key. */
  readonly key: string;
  readonly wasGone: 0 | 1;
  /** The operator has been asked about the message since the list was last read. */
  readonly isHeld: 0 | 1;
};
type Pair = { readonly known: Known; readonly row: NewRow };
/** `time` is the moment of the new date; null where the campaign does not go by a date of the list. */
export type Moved = Pair & { readonly row: { readonly time: OwnTime | null } };

/** The result of comparing a list that was read again with its campaign's messages. Row numbers are not compared. */
export type ListComparison = {
  /** How many people stand there as before. `back`: those of them who had been gone or are asked about. */
  readonly same: number;
  readonly back: readonly Known[];
  readonly moved: readonly Moved[];
  readonly gone: readonly Known[];
  readonly added: readonly NewRow[];
  /** Fewer than half of the former people are on it: the operator is told that it is another list. */
  readonly isOther: boolean;
};

/** The comparison, with each of the people who stand there as before. */
type Found = {
  readonly same: readonly Known[];
  readonly moved: readonly Moved[];
  readonly gone: readonly Known[];
  readonly added: readonly NewRow[];
  readonly isOther: boolean;
};

type Campaign = Pick<CampaignRow, 'id' | 'listId' | 'schedule'>;

/** Compares a list that was read again with the one of a campaign. Null where there is no such campaign. */
export function compareWithList(
  db: Db,
  { campaignId, listId, nowMs }: { readonly campaignId: number; readonly listId: number; readonly nowMs: number },
): ListComparison | null {
  const campaign = readCampaign(db, campaignId);
  if (campaign === undefined) return null;
  const { same, ...found } = compareLists(db, campaign, listId, new OwnTimesReader(db).read(campaign, nowMs));
  const back = same.filter(({ wasGone, isHeld }) => wasGone === 1 || isHeld === 1);
  return { ...found, same: same.length, back };
}

/**
 * Rows match by the key where it names one row of each number, else by number and date. One row of a person left over
 * on each side means a new date; where several are, nobody knows which became which: they are gone and new. Who gets
 * several dates is compared by the last one, in a weekly campaign by the number alone.
 */
function compareLists(db: Db, { id, listId, schedule }: Campaign, newListId: number, of: ReadOwnTimes | null): Found {
  const { column = null, key = null } = schedule.own ?? {};
  /** In a weekly campaign nobody has a message before the first date. */
  const hasPart = ({ messageId }: Known) => messageId !== null || column === null;
  const [place, keyPlace] = [`$[${column ?? noColumn}]`, `$[${key ?? noColumn}]`];
  const all = db.all<Known>(
    `SELECT r.id AS recipientId, m.id AS messageId, m.status, m.reason, r.name, r.phone, coalesce(json_extract(r.cells, @place), '') AS cell,
       coalesce(json_extract(r.cells, @keyPlace), '') AS key, r.gone_at_ms IS NOT NULL AS wasGone,
       coalesce(m.set_aside = 'list_changed', 0) AS isHeld
     FROM recipient r LEFT JOIN message m ON m.id = (SELECT max(n.id) FROM message n WHERE n.campaign_id = @id AND n.recipient_id = r.id)
     WHERE r.list_id = @listId ORDER BY coalesce(m.id, 0), r.id`,
    { place, keyPlace, id, listId },
  );
  const [known, without] = [all.filter(hasPart), all.filter((one) => !hasPart(one))];
  // People who were left out at the start are not new.
  const leftOut = db.values<string>(
    `SELECT r.phone || char(10) || coalesce(json_extract(r.cells, ?), '') FROM skip s CROSS JOIN recipient r ON r.id = s.recipient_id
     WHERE s.campaign_id = ?`,
    ...[place, id],
  );
  const asHere = cellsAsIn(db, listId ?? 0, newListId, of);
  const isDrawn = audienceOf(db, listId ?? 0) !== null;
  const rows = db
    .all<Omit<NewRow, 'cells'> & { cells: string }>(
      `SELECT name, phone, extra, cells, country, zones, decision FROM recipient r WHERE list_id = @newListId
         AND NOT (@isDrawn AND ${isOfOneOnListSql}) ORDER BY row_number`,
      { newListId, listId, isDrawn: isDrawn ? 1 : 0 },
    )
    .map(({ cells, ...row }): NewRow => ({ ...row, cells: asHere(JSON.parse(cells)) }));
  // A list by a filter loses nobody here: the filter is asked again with each date. A yearly list is drawn anew as a
  // whole.
  const isChosen = isInSegment(new Lists(db).get(listId ?? 0)?.choices.segment ?? []);
  if (isDrawn)
    return { same: [], moved: [], gone: [], added: rows.filter(({ cells }) => isChosen(cells)), isOther: false };
  const pairs = matched(known, rows, { column, keyColumn: key, leftOut: new Set(leftOut) });
  // What a new date comes to takes time to compute, and matters only for people whose date has moved.
  const timed = ({ known, row }: Pair): Moved => ({ known, row: { ...row, time: of && timeOfRow(of, row) } });
  const found = { ...pairs, moved: pairs.moved.map(timed) };
  // A yearly campaign takes the new date by itself, and draws its people for it.
  return schedule.own?.everyYear ? withLeftOut(found, without, rows) : withMissedAsNew(found);
}

/** In a yearly campaign people left out at the start are drawn for a later date: they are gone once their number is. */
function withLeftOut(found: Found, without: readonly Known[], rows: readonly NewRow[]): Found {
  const phones = new Set(rows.map(({ phone }) => phone));
  const gone = without.filter(({ phone, wasGone }) => wasGone === 0 && !phones.has(phone));
  const back = without.filter(({ phone, wasGone }) => wasGone === 1 && phones.has(phone));
  return { ...found, gone: [...found.gone, ...gone], same: [...found.same, ...back] };
}

/** A missed message and a new date ahead count as new: the person got nothing, and gets it if a person says so. */
function withMissedAsNew(found: Found): Found {
  const isAsNew = ({ known, row }: Moved) =>
    known.status === 'failed' && known.reason === 'missed' && row.time?.kind === 'moment';
  const missed = found.moved.filter(isAsNew).map(({ row: { time: _, ...row } }) => row);
  return { ...found, moved: found.moved.filter((one) => !isAsNew(one)), added: [...found.added, ...missed] };
}

const noColumn = 9_999;

/** Whether a person is on the list of the campaign, under any of their numbers. */
const isOfOneOnListSql = `EXISTS (SELECT 1 FROM person_number n CROSS JOIN person_number o ON o.person_id = n.person_id
  CROSS JOIN recipient t ON t.list_id = @listId AND t.phone IN (o.variant_key, phone_variant(o.variant_key))
  WHERE n.variant_key = variant_key(r.phone))`;

/** Puts the cells of a list's rows under the headers of another, with their dates in its order of day and month. */
function cellsAsIn(
  db: Db,
  listId: number,
  newListId: number,
  of: ReadOwnTimes | null,
): (cells: readonly string[]) => readonly string[] {
  const [here = [], there = []] = [listId, newListId].map((id) => new Lists(db).get(id)?.headers.map(headerKey));
  const places = here.map((header, index) => (there[index] === header ? index : there.indexOf(header)));
  const underHeaders = (cells: readonly string[]) => places.map((place) => cells[place] ?? '');
  const rows = new SavedLists(db);
  const orders = new DateOrders(rows.rows(listId), of && { column: of.rule.column, order: of.order });
  const rewrite = orders.rewriter(new DateOrders(underEach(rows.rows(newListId), underHeaders)));
  return (cells) => rewrite(underHeaders(cells));
}

/** The date and key columns, where there are some, and the people left out at the start, by number and date. */
type MatchedBy = {
  readonly column: number | null;
  readonly keyColumn: number | null;
  readonly leftOut: ReadonlySet<string>;
};

type Cells = { readonly cells: readonly string[] };

function* underEach(rows: Iterable<Cells>, change: (cells: readonly string[]) => readonly string[]): Generator<Cells> {
  for (const { cells } of rows) yield { cells: change(cells) };
}

/** Matches rows by key, then by number and date, and sorts the rest into gone, new and moved. */
function matched(
  known: readonly Known[],
  rows: readonly NewRow[],
  { column, keyColumn, leftOut }: MatchedBy,
): Omit<Found, 'moved'> & { readonly moved: readonly Pair[] } {
  const keyOf = (phone: string, cell: string) => `${phone}\n${cell}`;
  const cellOf = (row: NewRow) => (column === null ? '' : (row.cells[column] ?? ''));
  const before = new Map(known.map((one) => [keyOf(one.phone, one.cell), one]));
  const same: Known[] = [];
  const moved: Pair[] = [];
  const stay = (one: Known, row: NewRow) => {
    if (column !== null && one.status === 'pending' && isOtherName(one, row)) moved.push({ known: one, row });
    else same.push(one);
  };
  const pairs = keyColumn === null ? new Map<NewRow, Known>() : pairsByKey(known, rows, keyColumn);
  for (const [row, one] of pairs) {
    before.delete(keyOf(one.phone, one.cell));
    if (one.cell === cellOf(row)) stay(one, row);
    else moved.push({ known: one, row });
  }
  const newRows: NewRow[] = [];
  for (const row of rows) {
    if (pairs.has(row)) continue;
    const key = keyOf(row.phone, cellOf(row));
    const one = before.get(key);
    before.delete(key);
    if (one !== undefined) stay(one, row);
    else if (!leftOut.has(key)) newRows.push(row);
  }
  const others = othersOf([...before.values()], newRows);
  moved.push(...others.moved);
  const stood = known.filter(({ wasGone }) => wasGone === 0).length;
  return { ...others, same, moved, isOther: 2 * (same.length + moved.length) < stood };
}

/** Whether the number is somebody else's by now: a text that waits is still made for whoever had it. */
export function isOtherName(one: Known, row: Pick<NewRow, 'name'>): boolean {
  return row.name !== '' && foldText(row.name) !== foldText(one.name);
}

/** Where each side has one row of a person left over, its date has moved; several count as gone and new. */
function othersOf(known: readonly Known[], rows: readonly NewRow[]) {
  const [moved, gone, added]: [Pair[], Known[], NewRow[]] = [[], [], []];
  const before = Map.groupBy(known, ({ phone }) => phone);
  const now = Map.groupBy(rows, ({ phone }) => phone);
  for (const phone of new Set([...now.keys(), ...before.keys()])) {
    const [[one, ...more], [row, ...further]] = [before.get(phone) ?? [], now.get(phone) ?? []];
    if (one && row && more.length === 0 && further.length === 0) moved.push({ known: one, row });
    else {
      // People who were gone before are not reported again.
      gone.push(...(before.get(phone) ?? []).filter(({ wasGone }) => wasGone === 0));
      added.push(...(now.get(phone) ?? []));
    }
  }
  return { moved, gone, added };
}

/** Matches rows by a key that occurs once on each side, with the same number. */
function pairsByKey(known: readonly Known[], rows: readonly NewRow[], column: number): Map<NewRow, Known> {
  const before = Map.groupBy(known, ({ key }) => key.trim());
  const now = Map.groupBy(rows, ({ cells }) => (cells[column] ?? '').trim());
  const pairs = [...now].flatMap(([key, [row, ...others]]): [NewRow, Known][] => {
    const [one, ...more] = before.get(key) ?? [];
    const isClear = key !== '' && others.length === 0 && more.length === 0;
    return row && one && isClear && row.phone === one.phone ? [[row, one]] : [];
  });
  return new Map(pairs);
}
