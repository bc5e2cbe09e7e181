import { erasedPrefix } from '../../domain/people/erased.ts';
import { personalText } from '../../domain/template/personal-text.ts';
import type { Db } from '../database.ts';
import { noteHistory, notSetAsideSql, setAside, tryMove } from '../messages/message-status.ts';
import { scheduleSql } from '../stored-json.ts';
import { addToList } from './list-additions.ts';
import type { Known, Moved } from './list-comparison.ts';
import type { NewRow } from './lists.ts';
import type { ReadOwnTimes } from './own-times.ts';
import { isMadeSql } from './series.ts';
import { ShownTexts } from './shown-texts.ts';

/** What a list asked about waits no more for that. Of what goes again a person still sees first whom it is for. */
const seenFirstSql = `set_aside_until_ms = NULL, set_aside = CASE WHEN set_aside IN ('list_changed', 'second_step') AND EXISTS (
  SELECT 1 FROM campaign c WHERE c.id = campaign_id AND c.next_day IS NOT NULL) THEN 'second_step' END`;

/** What becomes of somebody whose date has moved; `later`: this year's went already, and the next is a year later. */
type MoveFate = 'moved' | 'later' | 'missed' | 'held' | 'told';

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

  /** Somebody stands in the list again as before. */
  stands({ recipientId, messageId }: Known): void {
    this.#db.run(`UPDATE recipient SET gone_at_ms = NULL WHERE id = ? AND gone_at_ms IS NOT NULL`, recipientId);
    this.#db.run(`UPDATE message SET ${seenFirstSql} WHERE id = ? AND set_aside = 'list_changed'`, messageId);
  }

  /** Somebody is gone: what waits is asked about, and of what goes again nothing more is made. Whether anything waits. */
  leaves({ recipientId, messageId }: Known, nowMs: number): boolean {
    this.#db.run(`UPDATE recipient SET gone_at_ms = ? WHERE id = ?`, nowMs, recipientId);
    return messageId !== null && this.hold(messageId, nowMs);
  }

  /** A person's word: whoever a reading found gone gets further dates all the same. */
  keepGone(campaignId: number, atMs: number): void {
    this.#db.run(
      `UPDATE recipient SET gone_at_ms = NULL WHERE list_id = (SELECT list_id FROM campaign WHERE id = ?) AND gone_at_ms = ?`,
      ...[campaignId, atMs],
    );
  }

  /**
   * Whoever waits takes the new date where its moment is ahead; one whose time is over with it is missed; of one that
   * cannot be read a person decides. Who had the old date is told of alone: nobody is written to again by this.
   */
  move(campaignId: number, { known, row }: Moved, nowMs: number): MoveFate {
    const { messageId, recipientId } = known;
    const { time } = row;
    return this.#db.immediate(() => {
      if (messageId === null || time === null || !this.#waits(messageId))
        return this.#takesForLater(campaignId, { known, row });
      const { made } = personalText(this.#texts.sourceOf(campaignId), row.cells);
      const isOver = time.kind !== 'moment' && (time.cause === 'date_past' || time.cause === 'day_past');
      const change = { change: 'failed', who: 'app', nowMs, reason: 'missed' } as const;
      if (isOver) return tryMove(this.#db, messageId, ['pending', 'failed'], change) ? 'missed' : 'told';
      if (time.kind !== 'moment' || !made.ok) return this.hold(messageId, nowMs) ? 'held' : 'told';
      const { occasion, dueAtMs, latestAtMs } = time;
      this.#takeRow(campaignId, recipientId, row);
      this.#db.run(
        `UPDATE message SET occasion = ?, due_at_ms = ?, latest_at_ms = ?, text_hash = ?, ${seenFirstSql} WHERE id = ?`,
        ...[occasion, dueAtMs, latestAtMs, this.#texts.hashOf(made.value), messageId],
      );
      noteHistory(this.#db, messageId, { what: 'moved', detail: occasion, who: 'operator', nowMs });
      return 'moved';
    });
  }

  /** Of what goes each year, a date that has gone out is the new one from the next turn of the year on. */
  #takesForLater(campaignId: number, { known, row }: Moved): 'moved' | 'later' | 'told' {
    const { recipientId: id, status } = known;
    if (status === 'sending' || row.time?.kind !== 'moment') return 'told';
    if (!this.#db.has(`SELECT 1 FROM campaign WHERE id = ? AND next_day IS NOT NULL`, campaignId)) return 'told';
    const { occasion } = row.time;
    this.#takeRow(campaignId, id, row);
    return this.#db.has(isMadeSql, { campaignId, id, occasion }) ? 'later' : 'moved';
  }

  /** Not of whoever was erased since the lists were compared. */
  #takeRow(campaignId: number, recipientId: number, { cells }: Pick<NewRow, 'cells'>): void {
    const columnSql = `SELECT ${scheduleSql('campaign', '$.own.column')} FROM campaign WHERE id = ?`;
    this.#db.run(
      `UPDATE recipient SET cells = ?, gone_at_ms = NULL, occasion = CASE occasion WHEN '' THEN '' ELSE ? END
       WHERE id = ? AND phone NOT LIKE '${erasedPrefix}%'`,
      ...[JSON.stringify(cells), cells[this.#db.count(columnSql, campaignId)] ?? '', recipientId],
    );
  }

  /** Puts rows on the list of a campaign, as a person said. Returns how many get a message; null where that may not be. */
  add(campaignId: number, rows: readonly NewRow[], of: ReadOwnTimes | null, nowMs: number): number | null {
    return addToList(this.#db, this.#hash, campaignId, { rows, of, nowMs });
  }

  /** Passes a message over until a person says what is to become of it. Returns false where it waits no more. */
  hold(messageId: number, nowMs: number): boolean {
    return this.#db.immediate(() => setAside(this.#db, messageId, 'list_changed', nowMs));
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
}
