import type { Status } from '../../domain/messages/message.ts';
import type { OwnTime } from '../../domain/schedule/own-times.ts';
import { personalText } from '../../domain/template/personal-text.ts';
import type { Db } from '../database.ts';
import { noteHistory, notSetAsideSql, tryMove } from '../messages/message-status.ts';
import { addToList, type NewRow } from './list-additions.ts';
import { type Standing, standingOf, undoListAgain } from './list-again-undo.ts';
import { type ReadOwnTimes, timeOfRow } from './own-times.ts';
import { ShownTexts } from './shown-texts.ts';

/** A row of a list that was read again, and what becomes of the message of its person. */
type Known = {
  readonly messageId: number;
  readonly recipientId: number;
  readonly status: Status;
  readonly reason: string | null;
  readonly name: string;
  readonly phone: string;
  readonly cell: string;
  /** What the column of the key says; empty where the campaign has none. */
  readonly key: string;
};
type Row = NewRow & { readonly time: OwnTime };
type Moved = { readonly known: Known; readonly row: Row };

/** What a list says that is read again, against the messages of its campaign. Nothing of it goes by the number of a row. */
type ListAgain = {
  readonly same: readonly Known[];
  readonly moved: readonly Moved[];
  readonly gone: readonly Known[];
  readonly added: readonly Row[];
  /** Fewer than half of the people of before are on it: it is another list. */
  readonly isOther: boolean;
};

/**
 * Compares a list that was read again with the one of a campaign: by the key, where that tells one row of each number from
 * all others, else by number and date. Of whoever has one row more on each side the date has moved; where several have,
 * nobody knows which became which, and these are gone and new. What goes again is compared by the last date of each.
 */
function compareLists(db: Db, campaignId: number, newListId: number, of: ReadOwnTimes): ListAgain {
  const place = `$[${of.rule.column}]`;
  const keyPlace = of.rule.key === undefined ? null : `$[${of.rule.key}]`;
  const known = db.all<Known>(
    `SELECT m.id AS messageId, r.id AS recipientId, m.status, m.reason, r.name, r.phone, coalesce(json_extract(r.cells, ?), '') AS cell,
       coalesce(json_extract(r.cells, ?), '') AS key
     FROM message m CROSS JOIN recipient r ON r.id = m.recipient_id WHERE m.campaign_id = ?
       AND m.id = (SELECT max(n.id) FROM message n WHERE n.campaign_id = m.campaign_id AND n.recipient_id = m.recipient_id) ORDER BY m.id`,
    ...[place, keyPlace ?? '$[9999]', campaignId],
  );
  // Whoever was left out at the start is nobody new.
  const leftOut = db.values<string>(
    `SELECT r.phone || char(10) || coalesce(json_extract(r.cells, ?), '') FROM skip s CROSS JOIN recipient r ON r.id = s.recipient_id
     WHERE s.campaign_id = ?`,
    ...[place, campaignId],
  );
  const rows = db
    .all<Omit<NewRow, 'cells'> & { cells: string }>(
      `SELECT name, phone, extra, cells, country, zones, decision FROM recipient WHERE list_id = ? ORDER BY row_number`,
      newListId,
    )
    .map(({ cells: stored, ...row }): Row => {
      const cells: string[] = JSON.parse(stored);
      return { ...row, cells, time: timeOfRow(of, { ...row, cells }) };
    });
  return matched(known, rows, { column: of.rule.column, key: of.rule.key ?? null, leftOut: new Set(leftOut) });
}

function matched(
  known: readonly Known[],
  rows: readonly Row[],
  {
    column,
    key: keyColumn,
    leftOut,
  }: { readonly column: number; readonly key: number | null; readonly leftOut: ReadonlySet<string> },
): ListAgain {
  const keyOf = (phone: string, cell: string) => `${phone}\n${cell}`;
  const cellOf = (row: Row) => row.cells[column] ?? '';
  const before = new Map(known.map((one) => [keyOf(one.phone, one.cell), one]));
  const left = new Map<string, { known: Known[]; rows: Row[] }>();
  const of = (phone: string) => {
    const both = left.get(phone) ?? { known: [], rows: [] };
    left.set(phone, both);
    return both;
  };
  const same: Known[] = [];
  const moved: Moved[] = [];
  const pairs = keyColumn === null ? new Map<Row, Known>() : pairsByKey(known, rows, keyColumn);
  for (const [row, one] of pairs) {
    before.delete(keyOf(one.phone, one.cell));
    if (one.cell === cellOf(row)) same.push(one);
    else moved.push({ known: one, row });
  }
  for (const row of rows) {
    if (pairs.has(row)) continue;
    const key = keyOf(row.phone, cellOf(row));
    const one = before.get(key);
    before.delete(key);
    if (one !== undefined) same.push(one);
    else if (!leftOut.has(key)) of(row.phone).rows.push(row);
  }
  for (const one of before.values()) of(one.phone).known.push(one);
  const gone: Known[] = [];
  const added: Row[] = [];
  for (const both of left.values()) {
    const [one, row] = [both.known[0], both.rows[0]];
    if (one !== undefined && row !== undefined && both.known.length === 1 && both.rows.length === 1)
      moved.push({ known: one, row });
    else {
      gone.push(...both.known);
      added.push(...both.rows);
    }
  }
  return { same, moved, gone, added, isOther: 2 * (same.length + moved.length) < known.length };
}

/** Rows that the key finds again: it stands once on each side, and is of the same number. */
function pairsByKey(known: readonly Known[], rows: readonly Row[], column: number): Map<Row, Known> {
  const before = Map.groupBy(known, ({ key }) => key.trim());
  const now = Map.groupBy(rows, ({ cells }) => (cells[column] ?? '').trim());
  const pairs = [...now].flatMap(([key, [row, ...others]]): [Row, Known][] => {
    const [one, ...more] = before.get(key) ?? [];
    const isClear = key !== '' && others.length === 0 && more.length === 0;
    return row && one && isClear && row.phone === one.phone ? [[row, one]] : [];
  });
  return new Map(pairs);
}

/** What becomes of somebody whose date has moved. */
type MoveFate = 'moved' | 'missed' | 'held' | 'told';

/** Writes what a list says that was read again, some rows at a time. What may have left is never touched. */
export class ListChanges {
  readonly #db: Db;
  readonly #texts: ShownTexts;
  readonly #hash: (words: string) => string;

  constructor(db: Db, hash: (words: string) => string) {
    this.#db = db;
    this.#hash = hash;
    this.#texts = new ShownTexts(db, hash);
  }

  compare(campaignId: number, newListId: number, of: ReadOwnTimes): ListAgain {
    return compareLists(this.#db, campaignId, newListId, of);
  }

  /** Somebody who was asked about stands in the list again as before. */
  release(ids: readonly number[]): void {
    const sql = `UPDATE message SET ${notSetAsideSql} WHERE id = ? AND set_aside = 'list_changed'`;
    for (const id of ids) this.#db.run(sql, id);
  }

  /**
   * Whoever waits takes the new date where its moment is ahead; one whose time is over with it is missed; of one that
   * cannot be read a person decides. Who had the old date is told of alone: nobody is written to again by this.
   */
  move(campaignId: number, { known, row }: Moved, nowMs: number): MoveFate {
    const { messageId, recipientId } = known;
    return this.#db.immediate(() => {
      if (!this.#waits(messageId)) return this.#takesForLater(campaignId, { known, row }) ? 'moved' : 'told';
      const { made } = personalText(this.#texts.sourceOf(campaignId), row.cells);
      const isOver = row.time.kind !== 'moment' && (row.time.cause === 'date_past' || row.time.cause === 'day_past');
      const change = { change: 'failed', who: 'app', nowMs, reason: 'missed' } as const;
      if (isOver) return tryMove(this.#db, messageId, ['pending', 'failed'], change) ? 'missed' : 'told';
      if (row.time.kind !== 'moment' || !made.ok) return this.hold(messageId, nowMs) ? 'held' : 'told';
      const { occasion, dueAtMs, latestAtMs } = row.time;
      this.#takeRow(campaignId, recipientId, row);
      this.#db.run(
        `UPDATE message SET occasion = ?, due_at_ms = ?, latest_at_ms = ?, text_hash = ?, ${notSetAsideSql} WHERE id = ?`,
        ...[occasion, dueAtMs, latestAtMs, this.#texts.hashOf(made.value), messageId],
      );
      noteHistory(this.#db, messageId, { what: 'moved', detail: occasion, who: 'operator', nowMs });
      return 'moved';
    });
  }

  /** Of what goes each year, a date that has gone out is the new one from the next year on. */
  #takesForLater(campaignId: number, { known, row }: Moved): boolean {
    if (known.status === 'sending' || row.time.kind !== 'moment') return false;
    if (!this.#db.has(`SELECT 1 FROM campaign WHERE id = ? AND next_day IS NOT NULL`, campaignId)) return false;
    this.#takeRow(campaignId, known.recipientId, row);
    return true;
  }

  #takeRow(campaignId: number, recipientId: number, { cells }: Row): void {
    this.#db.run(
      `UPDATE recipient SET cells = ?, occasion = CASE occasion WHEN '' THEN '' ELSE ? END WHERE id = ?`,
      ...[JSON.stringify(cells), cells[this.#column(campaignId)] ?? '', recipientId],
    );
  }

  /** Puts rows on the list of a campaign, as a person said. Returns how many get a message; null where that may not be. */
  add(campaignId: number, rows: readonly NewRow[], of: ReadOwnTimes, nowMs: number): number | null {
    return addToList(this.#db, this.#hash, campaignId, { rows, of, nowMs });
  }

  /** How the message of somebody stands who waits; null for all others. */
  standing(messageId: number): Standing | null {
    return standingOf(this.#db, messageId);
  }

  /** Puts back what a list that was read again has changed. Returns false where something of it has left since. */
  undo(campaignId: number, before: readonly Standing[], nowMs: number): boolean {
    return undoListAgain(this.#db, campaignId, before, nowMs);
  }

  /** Passes a message over until a person says what is to become of it. Returns false where it waits no more. */
  hold(messageId: number, nowMs: number): boolean {
    return this.#db.immediate(() => {
      if (!this.#waits(messageId)) return false;
      this.#db.run(`UPDATE message SET set_aside = 'list_changed', set_aside_until_ms = NULL WHERE id = ?`, messageId);
      noteHistory(this.#db, messageId, { what: 'set_aside', detail: 'list_changed', who: 'app', nowMs });
      return true;
    });
  }

  /** The operator's word: they get it as it was planned. */
  releaseAll(campaignId: number): void {
    this.#db.run(
      `UPDATE message SET ${notSetAsideSql} WHERE campaign_id = ? AND set_aside = 'list_changed'`,
      campaignId,
    );
  }

  #waits(messageId: number): boolean {
    return this.#db.has(`SELECT 1 FROM message WHERE id = ? AND status = 'pending'`, messageId);
  }

  #column(campaignId: number): number {
    return this.#db.count(`SELECT schedule ->> '$.own.column' FROM campaign WHERE id = ?`, campaignId);
  }
}
