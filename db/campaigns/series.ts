import type { CampaignState, Schedule } from '../../domain/campaign.ts';
import { limits } from '../../domain/limits.ts';
import { erasedPrefix } from '../../domain/people/erased.ts';
import { assert } from '../../domain/result.ts';
import type { Whereabouts } from '../../domain/schedule/hours.ts';
import type { TimeDecision } from '../../domain/schedule/own-times-rule.ts';
import { isOverdue } from '../../domain/schedule/pacing.ts';
import { dayAfter, firstWeeklyDate, isSeries, weeklyMoment, windowOfDay } from '../../domain/schedule/series.ts';
import { personalText } from '../../domain/template/personal-text.ts';
import type { Db } from '../database.ts';
import { blocksSql, type Fences, isReportedSql, scopeIdSql } from '../ledger/fences.ts';
import { doubtSql } from '../messages/message-rows.ts';
import { whoWent } from '../people/audiences.ts';
import { isTheirsSql } from '../people/contact-memory.ts';
import { stoppedOrBlockedSql } from '../people/stops.ts';
import { readSchedule, scheduleSql } from '../stored-json.ts';
import { type CampaignRow, nextRows, readCampaign } from './campaign-rows.ts';
import { type ListRow, Lists } from './lists.ts';
import { makeNewMessages, type NewRecipient } from './new-messages.ts';
import { newestCells } from './newest-values.ts';
import { OwnTimesReader, type ReadOwnTimes, timeOfRow } from './own-times.ts';
import { sendersOf } from './senders.ts';
import { ShownTexts } from './shown-texts.ts';

/** A campaign that goes again, and its first day whose people are not drawn yet. */
export type OpenSeries = {
  readonly campaignId: number;
  readonly state: CampaignState;
  readonly schedule: Schedule;
  readonly startedAtMs: number;
  readonly day: string;
};

type Stretch = { readonly after: number; readonly until: number };
type Row = Whereabouts & {
  readonly id: number;
  readonly rowNumber: number;
  readonly cells: readonly string[];
  /** The person was left out when the campaign was started. */
  readonly wasLeftOut: boolean;
};
type Moment = {
  readonly occasion: string;
  readonly dueAtMs: number;
  readonly latestAtMs: number;
  /** A person must see who gets this message first, even where the others go by themselves. */
  readonly isAsked?: boolean;
};
type Due = Row & Moment;

/**
 * Campaigns that go again: people who are due on a day get a message of the same campaign, made the day before from the
 * newest list. The fences carry the date, so that nobody gets it twice, however old a backup is.
 */
export class Series {
  readonly #db: Db;
  readonly #texts: ShownTexts;
  readonly #lists: Lists;
  readonly #ownTimes: OwnTimesReader;

  constructor(db: Db, { hash }: Pick<Fences, 'hash'>) {
    this.#db = db;
    this.#texts = new ShownTexts(db, hash);
    this.#lists = new Lists(db);
    this.#ownTimes = new OwnTimesReader(db);
  }

  /** All campaigns with a day ahead, or only this one. */
  open(campaignId: number | null = null): OpenSeries[] {
    const rows = this.#db.all<Omit<OpenSeries, 'schedule'> & { schedule: string }>(
      `SELECT id AS campaignId, state, schedule, started_at_ms AS startedAtMs, next_day AS day FROM campaign
       WHERE next_day IS NOT NULL AND state IN ('running', 'paused') AND id = coalesce(?, id)`,
      campaignId,
    );
    // A schedule that cannot be read draws nobody.
    return rows
      .map((row) => ({ ...row, schedule: readSchedule(row.schedule) }))
      .filter(({ schedule }) => isSeries(schedule));
  }

  /**
   * Draws the people of the next stretch for a day. Who has a message for their date keeps it. Returns the last row
   * done; null after the whole list, when the next day is ahead. `isHeld`: somebody has to see first who gets them.
   */
  draw(
    campaignId: number,
    { day, isHeld, nowMs }: { day: string; isHeld: boolean; nowMs: number },
    after: number,
  ): number | null {
    return this.#db.immediate(() => {
      const [series] = this.open(campaignId);
      const row = readCampaign(this.#db, campaignId);
      if (series?.day !== day || row === undefined) return null;
      const isLeftOut = series.schedule.weekly?.leftOut.includes(day) === true;
      const rows = isLeftOut ? [] : nextRows(this.#db, campaignId, after);
      const until = rows.at(-1) ?? after;
      const due = rows.length === 0 ? [] : this.#dueOn(row, series, { after, until }, nowMs);
      for (const held of [true, false]) {
        // Without a person's word nothing goes late.
        const people = due.filter(
          ({ dueAtMs, isAsked = false }) => (isHeld || isAsked || isOverdue(dueAtMs, nowMs)) === held,
        );
        if (people.length > 0) this.#add(row, people, held, nowMs);
      }
      if (rows.length === limits.startedBatchRows) return until;
      this.#db.run(`UPDATE campaign SET next_day = ? WHERE id = ?`, dayAfter(series.schedule, day), campaignId);
      return null;
    });
  }

  /** The people whose moment lies on the day, who may get something and have no message for their date yet. */
  #dueOn(row: CampaignRow, { schedule, startedAtMs, day }: OpenSeries, stretch: Stretch, nowMs: number): Due[] {
    const { fromMs, untilMs } = windowOfDay(schedule, day);
    const own = this.#ownTimes.read(row, fromMs);
    const ownAtStart = this.#ownTimes.read(row, startedAtMs);
    const momentOf = (person: Row): Moment | null => (own ? momentOfRow(own, person) : weeklyMoment(schedule, day));
    const first = firstWeeklyDate(schedule, startedAtMs);
    // What was decided about a person at the start was decided about their first date.
    const wasSaidOf = (person: Row, { occasion }: Moment) =>
      person.wasLeftOut && (ownAtStart ? momentOfRow(ownAtStart, person) : first)?.occasion === occasion;
    const went =
      row.listId === null ? new Set<number>() : whoWent(this.#db, row.listId, stretch, { nowMs, isAgain: true });
    return this.#rowsOf(row.id, stretch).flatMap((person): Due[] => {
      const moment = went.has(person.rowNumber) ? null : momentOf(person);
      if (moment === null || moment.dueAtMs < fromMs || moment.dueAtMs >= untilMs) return [];
      if (wasSaidOf(person, moment) || this.#hasOne(row.id, person, moment)) return [];
      return [{ ...person, ...moment }];
    });
  }

  /** Whether a person has a message for a date, or got one for the same turn before the date was corrected. */
  #hasOne(campaignId: number, { id }: Row, { occasion }: Moment): boolean {
    const its = { campaignId, id, occasion };
    return this.#db.has(isMadeSql, its) || this.#db.has(hasItSql, its);
  }

  #rowsOf(campaignId: number, stretch: Stretch): Row[] {
    return this.#db
      .all<Omit<Row, 'cells' | 'wasLeftOut'> & { cells: string; wasLeftOut: 0 | 1 }>(
        `SELECT r.id, r.row_number AS rowNumber, r.cells, r.country, r.zones,
           EXISTS (SELECT 1 FROM skip s WHERE s.campaign_id = c.id AND s.recipient_id = r.id) AS wasLeftOut
         FROM campaign c JOIN recipient r ON r.list_id = c.list_id
         WHERE c.id = @campaignId AND r.row_number > @after AND r.row_number <= @until AND r.gone_at_ms IS NULL
           AND r.phone NOT LIKE '${erasedPrefix}%' AND NOT ${stoppedOrBlockedSql} ORDER BY r.row_number`,
        { campaignId, ...stretch },
      )
      .map((person) => ({ ...person, cells: JSON.parse(person.cells), wasLeftOut: person.wasLeftOut === 1 }));
  }

  /** People who would get a blank get nothing: the operator is not asked about that for each date. */
  #add(row: CampaignRow, due: readonly Due[], isHeld: boolean, nowMs: number): void {
    const { listId, account, schedule } = row;
    assert(listId !== null && account !== null, 'a campaign that was started has its list and account');
    const list = this.#lists.get(listId);
    assert(list, 'a campaign has its list');
    const source = this.#texts.sourceOf(row.id);
    const sender = sendersOf(this.#db, row, nowMs);
    const people = due.flatMap(({ id, cells: before, ...person }): NewRecipient[] => {
      const cells = this.#withNewest(list, schedule.own?.column ?? null, id, before);
      if (!personalText(source, cells).made.ok) return [];
      const { phone } = sender?.({ id, cells }) ?? { phone: account };
      return [{ ...person, id, cells: JSON.stringify(cells), account: phone }];
    });
    makeNewMessages(this.#db, this.#texts, row, people, { isHeld, addedBy: 'app', nowMs });
  }

  /** The cells of a person with the values of newer lists. A message that waits keeps the text that was shown. */
  #withNewest(list: ListRow, dateIndex: number | null, id: number, before: readonly string[]): readonly string[] {
    if (this.#db.has(`SELECT 1 FROM message WHERE recipient_id = ? AND status IN ('pending', 'sending')`, id))
      return before;
    const cells = newestCells(this.#db, list, { id, cells: before, dateIndex });
    if (cells.some((cell, index) => cell !== (before[index] ?? '')))
      this.#db.run(`UPDATE recipient SET cells = ? WHERE id = ?`, JSON.stringify(cells), id);
    return cells;
  }
}

/** Kinds of dates that come in some years only: nobody was asked at the start, so a person is asked when they come. */
const asked: readonly TimeDecision[] = [
  { cause: 'outside_day', as: 'earlier' },
  { cause: 'outside_hours', as: 'earlier' },
  { cause: 'clock_gap', as: 'later' },
];

function momentOfRow(own: ReadOwnTimes, person: Row): Moment | null {
  const time = timeOfRow(own, person);
  if (time.kind === 'moment') return time;
  if (time.kind === 'left_out') return null;
  const decisions = [...own.rule.decisions, ...asked];
  const ifAsked = timeOfRow({ ...own, rule: { ...own.rule, decisions } }, person);
  return ifAsked.kind === 'moment' ? { ...ifAsked, isAsked: true } : null;
}

/**
 * Whether a person (`@id`) has a message for a date, or one of the same turn of the year that may have left. In a
 * weekly campaign each date stands for itself.
 */
export const isMadeSql = `SELECT 1 FROM message m JOIN campaign c ON c.id = m.campaign_id
  WHERE m.campaign_id = @campaignId AND m.recipient_id = @id AND (m.occasion = @occasion
    OR (${scheduleSql('c', '$.weekly')} IS NULL
      AND abs(julianday(substr(m.occasion, 1, 10)) - julianday(substr(@occasion, 1, 10))) < ${limits.yearlyApartDays}
      AND NOT (m.status = 'failed' AND m.reason NOT IN ${doubtSql})))`;

/** Only the ledger knows that the person has the message: after an older backup, or by another computer's report. */
const hasItSql = `SELECT 1 FROM campaign c JOIN recipient r ON r.list_id = c.list_id
  WHERE c.id = @campaignId AND r.id = @id AND EXISTS (SELECT 1 FROM fence f JOIN attempt a ON a.id = f.attempt_id
    WHERE ${isTheirsSql} AND f.scope_id = ${scopeIdSql(`'campaign:' || c.uid`, '0')} AND (f.occasion = @occasion OR ${isReportedSql}) AND ${blocksSql})`;
