import { DateOrders } from '../../domain/lists/date-orders.ts';
import { headerKey, isInSegment } from '../../domain/lists/segment.ts';
import type { Status } from '../../domain/messages/message.ts';
import type { OwnTime } from '../../domain/schedule/own-times.ts';
import type { Db } from '../database.ts';
import { audienceOf } from '../people/audiences.ts';
import { type CampaignRow, readCampaign } from './campaign-rows.ts';
import { Lists, type NewRow } from './lists.ts';
import { OwnTimesReader, type ReadOwnTimes, timeOfRow } from './own-times.ts';
import { SavedLists } from './saved-lists.ts';

/** A row of a list that was read again, and what becomes of the last message of its person. */
export type Known = {
  readonly recipientId: number;
  /** Null where nothing was made for them yet, as of what goes each week. */
  readonly messageId: number | null;
  readonly status: Status | null;
  readonly reason: string | null;
  readonly name: string;
  readonly phone: string;
  readonly cell: string;
  /** What the column of the key says; empty where the campaign has none. */
  readonly key: string;
  /** The list was read before without it. */
  readonly wasGone: 0 | 1;
  /** A person is asked about it since the list was read before. */
  readonly isHeld: 0 | 1;
};
/** Somebody and their row in the list that was read again. */
type Pair = { readonly known: Known; readonly row: NewRow };
/** `time` is what the new date comes to; null where nothing goes by a date of the list. */
export type Moved = Pair & { readonly row: { readonly time: OwnTime | null } };

/** What a list says that is read again, against the messages of its campaign. Nothing of it goes by the number of a row. */
export type ListComparison = {
  /** How many stand there as before, and those of them who were gone or are asked about. */
  readonly same: number;
  readonly back: readonly Known[];
  readonly moved: readonly Moved[];
  readonly gone: readonly Known[];
  readonly added: readonly NewRow[];
  /** Fewer than half of the people of before are on it: it is another list. */
  readonly isOther: boolean;
};

/** The same with each of those who stand there as before. */
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
 * By the key, where that tells one row of each number from all others, else by number and date. Of whoever has one row
 * more on each side the date has moved; where several have, nobody knows which became which, and these are gone and new.
 * What goes again is compared by the last date of each, and what goes each week by the number alone.
 */
function compareLists(db: Db, { id, listId, schedule }: Campaign, newListId: number, of: ReadOwnTimes | null): Found {
  const { column = null, key = null } = schedule.own ?? {};
  /** Of what goes each week nobody has a message before the first date. */
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
  // A list by a filter loses nobody here: who fits it no more is looked for again with each date. All of it is drawn anew.
  const isChosen = isInSegment(new Lists(db).get(listId ?? 0)?.choices.segment ?? []);
  if (isDrawn)
    return { same: [], moved: [], gone: [], added: rows.filter(({ cells }) => isChosen(cells)), isOther: false };
  const pairs = matched(known, rows, { column, keyColumn: key, leftOut: new Set(leftOut) });
  // Only of whose date has moved it matters what it comes to, which takes its time to say.
  const timed = ({ known, row }: Pair): Moved => ({ known, row: { ...row, time: of && timeOfRow(of, row) } });
  const found = { ...pairs, moved: pairs.moved.map(timed) };
  // What goes each year takes the date by itself, and is drawn for it.
  return schedule.own?.everyYear ? withLeftOut(found, without, rows) : withMissedAsNew(found);
}

/** Whoever was left out at the start is drawn for a later date: gone once their number is, and there again with it. */
function withLeftOut(found: Found, without: readonly Known[], rows: readonly NewRow[]): Found {
  const phones = new Set(rows.map(({ phone }) => phone));
  const gone = without.filter(({ phone, wasGone }) => wasGone === 0 && !phones.has(phone));
  const back = without.filter(({ phone, wasGone }) => wasGone === 1 && phones.has(phone));
  return { ...found, gone: [...found.gone, ...gone], same: [...found.same, ...back] };
}

/** Whoever was missed and has a date ahead now is as good as new: they got nothing, and get that one where a person says so. */
function withMissedAsNew(found: Found): Found {
  const isAsNew = ({ known, row }: Moved) =>
    known.status === 'failed' && known.reason === 'missed' && row.time?.kind === 'moment';
  const missed = found.moved.filter(isAsNew).map(({ row: { time: _, ...row } }) => row);
  return { ...found, moved: found.moved.filter((one) => !isAsNew(one)), added: [...found.added, ...missed] };
}

const noColumn = 9_999;

/** Who stands on the list of the campaign, under whichever number of theirs. */
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

/** The columns of date and key, where there are some, and who was left out at the start, by number and date. */
type MatchedBy = {
  readonly column: number | null;
  readonly keyColumn: number | null;
  readonly leftOut: ReadonlySet<string>;
};

type Cells = { readonly cells: readonly string[] };

function* underEach(rows: Iterable<Cells>, change: (cells: readonly string[]) => readonly string[]): Generator<Cells> {
  for (const { cells } of rows) yield { cells: change(cells) };
}

/** Who is found again by key, number and date, and what becomes of the others. */
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
  const pairs = keyColumn === null ? new Map<NewRow, Known>() : pairsByKey(known, rows, keyColumn);
  for (const [row, one] of pairs) {
    before.delete(keyOf(one.phone, one.cell));
    if (one.cell === cellOf(row)) same.push(one);
    else moved.push({ known: one, row });
  }
  const newRows: NewRow[] = [];
  for (const row of rows) {
    if (pairs.has(row)) continue;
    const key = keyOf(row.phone, cellOf(row));
    const one = before.get(key);
    before.delete(key);
    if (one !== undefined) same.push(one);
    else if (!leftOut.has(key)) newRows.push(row);
  }
  const others = othersOf([...before.values()], newRows);
  moved.push(...others.moved);
  const stood = known.filter(({ wasGone }) => wasGone === 0).length;
  return { ...others, same, moved, isOther: 2 * (same.length + moved.length) < stood };
}

/** Of whoever has one row more on each side the date has moved; where several have, these are gone and new. */
function othersOf(known: readonly Known[], rows: readonly NewRow[]) {
  const [moved, gone, added]: [Pair[], Known[], NewRow[]] = [[], [], []];
  const before = Map.groupBy(known, ({ phone }) => phone);
  const now = Map.groupBy(rows, ({ phone }) => phone);
  for (const phone of new Set([...now.keys(), ...before.keys()])) {
    const [[one, ...more], [row, ...further]] = [before.get(phone) ?? [], now.get(phone) ?? []];
    if (one && row && more.length === 0 && further.length === 0) moved.push({ known: one, row });
    else {
      // Of whoever was gone before, nothing is to be said again.
      gone.push(...(before.get(phone) ?? []).filter(({ wasGone }) => wasGone === 0));
      added.push(...(now.get(phone) ?? []));
    }
  }
  return { moved, gone, added };
}

/** Rows that the key finds again: it stands once on each side, and is of the same number. */
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
