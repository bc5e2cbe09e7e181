import { limits } from '../../domain/limits.ts';
import type { Scope } from '../../domain/messages/scope.ts';
import { phoneAlias } from '../../domain/people/alias.ts';
import type { RecentContacts } from '../../domain/people/contact-memory.ts';
import { erasedPrefix } from '../../domain/people/erased.ts';
import { digitVariants } from '../../domain/phone/digit-variants.ts';
import { assert } from '../../domain/result.ts';
import type { Whereabouts } from '../../domain/schedule/hours.ts';
import type { OwnTime } from '../../domain/schedule/own-times.ts';
import type { SenderChooser } from '../../domain/schedule/sent-from.ts';
import type { Db } from '../database.ts';
import { blocksSql, type Fences, isReportedSql, scopeIdSql, textScopeIdSql, textValues } from '../ledger/fences.ts';
import { changeCodes } from '../messages/history-codes.ts';
import { notSetAsideSql } from '../messages/message-status.ts';
import { otherNumbers, whoWent } from '../people/audiences.ts';
import {
  contactSql,
  contactValues,
  elsewhereSql,
  isTheirsSql,
  toldSql,
  waitsElsewhereSql,
} from '../people/contact-memory.ts';
import { blockedSql } from '../people/do-not-contact.ts';
import { stopOpenSql } from '../people/stops.ts';
import { teamOutcomes } from '../team/asks.ts';
import { type CampaignLife, type CampaignRow, nextRows, readCampaign } from './campaign-rows.ts';
import { leftGroupSql } from './follow-ups.ts';
import { ListRows } from './list-rows.ts';
import type { NewRecipient as NewListRecipient } from './lists.ts';
import { makeNewMessages, type NewRecipient } from './new-messages.ts';
import { OwnTimesReader, type ReadOwnTimes, timeOfRow } from './own-times.ts';
import { accountsOfNext, type ChooseSender, chooserOf, heldByAccounts, sendersOf, standsStill } from './senders.ts';
import { ShownTexts, waitsSql } from './shown-texts.ts';

type MessagesRequest = {
  readonly campaignId: number;
  /** The fence scope of the text, or null when each person's rendered text counts for itself. */
  readonly textScope: Scope | null;
  /** People who heard from another campaign lately, or wait in one, are left out; null when nobody is. */
  readonly contacts?: RecentContacts | null;
  readonly nowMs: number;
};

type Stretch = { readonly campaignId: number; readonly after: number; readonly until: number };

/** `before`: left out at the start, or nothing waits any more. `contacted`: heard from another campaign lately. */
export type Skipped = {
  readonly reason:
    | 'erased'
    | 'do_not_contact'
    | 'already_has_text'
    | 'asked_to_stop'
    | 'left_group'
    | 'before'
    | 'contacted';
  /** When the person last heard from another campaign, 0 if too long ago or never. `waitsMs`: since when they wait. */
  readonly heardMs: number;
  /** When the person had heard before according to another computer's report; 0 where no report says so. */
  readonly toldMs: number;
  readonly waitsMs: number;
};

/** Decides who on a campaign's list gets a message, from which account and when, and writes these messages. */
export class CampaignPeople {
  readonly #db: Db;
  readonly #life: CampaignLife;
  readonly #texts: ShownTexts;
  readonly #ownTimes: OwnTimesReader;
  /** The dates of the rows of a stretch, for SQL to ask for while one statement runs. */
  #dateOf: DateOf = noDate;

  constructor(db: Db, { hash, hashes }: Pick<Fences, 'hash' | 'hashes'>, life: CampaignLife) {
    this.#db = db;
    this.#life = life;
    this.#ownTimes = new OwnTimesReader(db);
    this.#texts = new ShownTexts(db, hash);
    // The fences hold keyed hashes, so SQLite asks for the hash of each number while it makes the messages.
    db.define('phone_hashes', (phone) => JSON.stringify(digitVariants(phone).map(phoneAlias).flatMap(hashes)));
    db.define('occasion_of', (rowNumber) => this.#dateOf(Number(rowNumber)).occasion);
    db.define('due_of', (rowNumber) => this.#dateOf(Number(rowNumber)).dueAtMs);
  }

  /** The people in a stretch of the list who may get no message, and why. `contacts`: which others count, or null. */
  skipped(
    campaign: Pick<CampaignRow, 'id' | 'state' | 'listId'>,
    textScope: Scope | null,
    rows: { after: number; until: number },
    contacts: RecentContacts | null = null,
    dateOf: DateOf = noDate,
  ): ReadonlyMap<number, Skipped> {
    const found = this.#withDates(dateOf, () =>
      this.#db.all<{ rowNumber: number } & Skipped>(
        `${elsewhereSql}, ${knownSql}
         SELECT row_number AS rowNumber, coalesce(heard_ms, 0) AS heardMs, coalesce(told_ms, 0) AS toldMs, coalesce(waits_ms, 0) AS waitsMs, CASE WHEN left_out THEN 'before' WHEN erased THEN 'erased' WHEN blocked THEN 'do_not_contact'
           WHEN fenced THEN 'already_has_text' WHEN left_group THEN 'left_group' WHEN stopped THEN 'asked_to_stop' ELSE 'contacted' END AS reason FROM (
           SELECT r.row_number, ${erasedSql} AS erased, ${blockedSql} AS blocked, ${stopOpenSql} AS stopped, ${leftGroupSql} AS left_group, coalesce(k.fenced, 0) AS fenced, k.heard_ms, k.told_ms,
             ${waitsElsewhereSql} AS waits_ms,
             ${leftOutBeforeSql} AS left_out
           FROM campaign c CROSS JOIN recipient r ON r.list_id = c.list_id LEFT JOIN known k ON k.row_number = r.row_number
           WHERE c.id = +@campaignId AND r.row_number > +@after AND r.row_number <= +@until)
         WHERE left_out OR erased OR blocked OR fenced OR left_group OR stopped OR heard_ms IS NOT NULL OR waits_ms IS NOT NULL`,
        { campaignId: campaign.id, ...textValues(textScope), ...contactValues(contacts), ...rows },
      ),
    );
    const skipped = new Map<number, Skipped>(found.map(({ rowNumber, ...reason }) => [rowNumber, reason]));
    // The stronger reasons come first: the operator is asked about nobody who has left the list anyway.
    const weaker: readonly (Skipped['reason'] | undefined)[] = [undefined, 'asked_to_stop', 'contacted'];
    const went = contacts === null ? [] : this.#whoWent(campaign, rows, contacts.nowMs);
    for (const rowNumber of went)
      if (weaker.includes(skipped.get(rowNumber)?.reason))
        skipped.set(rowNumber, { reason: 'left_group', heardMs: 0, toldMs: 0, waitsMs: 0 });
    return skipped;
  }

  /** Lets SQL ask for the dates of rows while `ask` runs. */
  #withDates<Found>(dateOf: DateOf, ask: () => Found): Found {
    this.#dateOf = dateOf;
    try {
      return ask();
    } finally {
      this.#dateOf = noDate;
    }
  }

  otherNumbers(phone: string): string[] {
    return otherNumbers(this.#db, phone);
  }

  /**
   * The people of a filter's list who no longer fit it, and of a copied campaign's list those whom a later reading found
   * gone. After their messages are made, nobody is asked again.
   */
  #whoWent(
    { state, listId }: Pick<CampaignRow, 'state' | 'listId'>,
    rows: { after: number; until: number },
    nowMs: number,
  ): ReadonlySet<number> {
    const isMade = state !== 'draft' && state !== 'starting';
    if (isMade || listId === null) return new Set();
    const gone = this.#db.values<number>(goneSql, { listId, ...rows });
    return new Set([...whoWent(this.#db, listId, rows, { nowMs }), ...gone]);
  }

  /**
   * Makes the messages for the next stretch of the list at a start, which may go on after a crash: who has a message or
   * was left out keeps that. Returns the last row done; null after the whole list, when the campaign runs.
   */
  makeMessages(request: MessagesRequest, after: number): number | null {
    const until = this.#db.immediateUnhurried(() => this.#makeNext(request, after));
    if (until !== null) return until;
    const { campaignId, nowMs } = request;
    const hasBegun = this.#db.immediate(() => this.#moveBegun(campaignId, nowMs));
    assert(hasBegun, 'only a campaign that is being started begins');
    return null;
  }

  /** Returns the last row of the file that was done; null when no row comes after `after`. */
  #makeNext({ campaignId, ...request }: MessagesRequest, after: number): number | null {
    const row = readCampaign(this.#db, campaignId);
    if (row?.state !== 'starting') return null;
    const rows = nextRows(this.#db, campaignId, after);
    this.#makeStretch(row, { campaignId, after, until: rows.at(-1) ?? after }, request);
    return rows.length === limits.startedBatchRows ? (rows.at(-1) ?? null) : null;
  }

  /** Puts people taken from the team on the list, with messages as at a start. Returns how many were not there yet. */
  takeIn(campaignId: number, people: readonly NewListRecipient[], textScope: Scope | null, nowMs: number): number {
    return this.#db.immediate(() => {
      const row = readCampaign(this.#db, campaignId);
      assert(row?.listId, 'a campaign of the team has a list');
      const { listId } = row;
      const known = this.#db.values<number>(
        `SELECT row_number FROM recipient WHERE list_id = ? AND row_number IN (SELECT value FROM json_each(?))`,
        ...[listId, JSON.stringify(people.map(({ rowNumber }) => rowNumber))],
      );
      const fresh = people.filter(({ rowNumber }) => !known.includes(rowNumber));
      const rows = fresh.map(({ rowNumber }) => rowNumber);
      if (rows.length === 0) return 0;
      new ListRows(this.#db).append(listId, fresh);
      const stretch = { campaignId, after: Math.min(...rows) - 1, until: Math.max(...rows) };
      this.#makeStretch(row, stretch, { textScope, contacts: null, nowMs });
      // These people came only now: their messages are not late from a time when the computer slept.
      this.#life.releaseOverdue(campaignId, nowMs);
      return rows.length;
    });
  }

  accountsOfNext(row: CampaignRow): string[] {
    return accountsOfNext(this.#db, row);
  }

  standsStill(row: CampaignRow): boolean {
    return standsStill(this.#db, row);
  }

  heldByAccounts(row: CampaignRow): number {
    return heldByAccounts(this.#db, row);
  }

  waiting(campaignId: number): number[] {
    const sql = `SELECT r.row_number FROM message m JOIN recipient r ON r.id = m.recipient_id
      WHERE m.campaign_id = ? AND m.status = 'pending'`;
    return this.#db.values<number>(sql, campaignId);
  }

  /** Whether any waiting message of a campaign was queued again by the operator. */
  isQueuedAgain(campaignId: number): boolean {
    const sql = `SELECT 1 FROM message WHERE campaign_id = ? AND status = 'pending' AND change = ${changeCodes.queued_again}`;
    return this.#db.has(sql, campaignId);
  }

  /** How many people of a campaign of the team are asked for or reserved, and their message has not left yet. */
  onTheirWay(campaignId: number): number {
    return this.#db.count(
      `SELECT count(*) FROM message m WHERE m.campaign_id = ? AND m.status IN ('pending', 'sending')
         AND EXISTS (SELECT 1 FROM team_ask t WHERE t.message_id = m.id AND t.told BETWEEN 0 AND ${teamOutcomes.reserved})
         AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.message_id = m.id AND a.passed_at_ms IS NOT NULL)`,
      campaignId,
    );
  }

  /** The tokens under which people of a team campaign are asked for or reserved, as far as this computer knows. */
  askedFor(campaignId: number): string[] {
    return this.#db.values(
      `SELECT t.token FROM message m JOIN team_ask t ON t.message_id = m.id
       WHERE m.campaign_id = ? AND t.told BETWEEN 0 AND ${teamOutcomes.reserved}`,
      campaignId,
    );
  }

  /** Those of these rows that this computer will not ask the team for any more: left out, or over before it asked. */
  ended(campaignId: number, rows: readonly number[]): number[] {
    return this.#db.values<number>(
      `SELECT r.row_number FROM campaign c JOIN recipient r ON r.list_id = c.list_id
       WHERE c.id = ? AND r.row_number IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
         SELECT 1 FROM message m WHERE m.campaign_id = c.id AND m.recipient_id = r.id AND (m.status IN ('pending', 'sending')
           OR EXISTS (SELECT 1 FROM team_ask t WHERE t.message_id = m.id AND t.told > 0)))`,
      ...[campaignId, JSON.stringify(rows)],
    );
  }

  #makeStretch(
    row: CampaignRow,
    stretch: Stretch,
    { textScope, contacts = null, nowMs }: Pick<MessagesRequest, 'textScope' | 'contacts' | 'nowMs'>,
  ): void {
    const times = this.#timesOf(row, stretch);
    const isWeekly = row.schedule.weekly !== undefined;
    const insert = () =>
      this.#db.run(
        `${elsewhereSql}, ${knownSql}
         INSERT INTO skip (campaign_id, recipient_id, reason)
         SELECT @campaignId, id, CASE WHEN erased THEN 'erased' WHEN blocked THEN 'do_not_contact' WHEN fenced THEN 'already_has_text'
             ELSE 'contacted_recently' END FROM (
           SELECT r.id, ${erasedSql} AS erased, ${blockedSql} AS blocked, coalesce(k.fenced, 0) AS fenced, k.heard_ms <= c.started_at_ms OR ${waitsElsewhereSql} IS NOT NULL AS contacted
           ${newInStretch('LEFT JOIN known k ON k.row_number = r.row_number')})
         WHERE erased OR blocked OR fenced OR contacted`,
        { ...stretch, ...textValues(textScope), ...contactValues(contacts) },
      );
    this.#withDates(datesOf(times, isWeekly ? (row.nextDay ?? '') : ''), insert);
    // A weekly campaign draws its people anew for each date. For the first date, Check has said who is left out.
    if (!isWeekly) this.#makeMessagesOf(row, stretch, times, nowMs);
  }

  senders(row: CampaignRow, nowMs: number): ChooseSender | null {
    return sendersOf(this.#db, row, nowMs);
  }

  /** Shares moved people of a campaign evenly between accounts, as its start does; null where none is here. */
  sharedBetween(id: number, accounts: readonly string[], nowMs: number): SenderChooser | null {
    const row = readCampaign(this.#db, id);
    return row ? chooserOf(this.#db, row, { accounts: [...accounts], column: null }, nowMs) : null;
  }

  /** What the own times of a campaign are made from; null for one that goes at one time. */
  ownTimes(row: CampaignRow, nowMs: number): ReadOwnTimes | null {
    return this.#ownTimes.read(row, nowMs);
  }

  /** When each person of a stretch gets the message, by row number of the file; null where all have the same time. */
  #timesOf(row: CampaignRow, stretch: Stretch): ReadonlyMap<number, OwnTime> | null {
    // The times are computed as of the start, however often the start is begun anew.
    const of = this.#ownTimes.read(row, row.startedAtMs ?? 0);
    if (of === null) return null;
    const people = this.#db.all<Whereabouts & { rowNumber: number; cells: string }>(
      `SELECT r.row_number AS rowNumber, r.cells, r.country, r.zones ${newInStretchSql}`,
      stretch,
    );
    const timeOf = ({ cells, ...where }: (typeof people)[number]) =>
      timeOfRow(of, { ...where, cells: JSON.parse(cells) });
    return new Map(people.map((person) => [person.rowNumber, timeOf(person)]));
  }

  #makeMessagesOf(row: CampaignRow, stretch: Stretch, times: ReadonlyMap<number, OwnTime> | null, nowMs: number): void {
    const { campaignId } = stretch;
    assert(row.account, 'a campaign that is being started has its account');
    const { account } = row;
    const sender = sendersOf(this.#db, row, nowMs);
    const people = this.#db.all<NewRecipient & { readonly rowNumber: number }>(
      `SELECT r.id, r.row_number AS rowNumber, r.cells, r.country, r.zones, @account AS account ${newInStretchSql} ORDER BY r.row_number`,
      { ...stretch, account },
    );
    const timed = people.map((person) => ({
      ...person,
      ...times?.get(person.rowNumber),
      ...(sender ? { account: sender({ id: person.id, cells: JSON.parse(person.cells) }).phone } : {}),
    }));
    makeNewMessages(this.#db, this.#texts, row, timed, { nowMs });
    this.#db.run(failThoseWhoLeftSql, { ...stretch, nowMs });
    const went = [...this.#whoWent(row, stretch, nowMs)];
    if (went.length > 0) this.#db.run(failThoseWhoWentSql, { campaignId, nowMs, went: JSON.stringify(went) });
  }

  /** The start is done: the campaign runs. One that came back with a backup is paused until somebody lets it go on. */
  #moveBegun(id: number, nowMs: number): boolean {
    const hasComeBack = this.#db.has(`SELECT 1 FROM campaign WHERE id = ? AND came_back IS NOT NULL`, id);
    const [to, why] = hasComeBack ? (['paused', 'operator'] as const) : (['running', null] as const);
    return this.#life.move(id, 'starting', to, nowMs, why);
  }
}

/** The date of a row by its number, empty without one; and its moment, where it has a time of its own. */
type DateOf = (rowNumber: number) => { readonly occasion: string; readonly dueAtMs: number | null };
const noDate: DateOf = () => ({ occasion: '', dueAtMs: null });

/** The dates of rows that have a moment of their own. `ofAll`: one date for all rows, where it is not empty. */
export function datesOf(times: ReadonlyMap<number, OwnTime> | null, ofAll: string): DateOf {
  return (rowNumber) => {
    const time = times?.get(rowNumber);
    return time?.kind === 'moment' ? time : { occasion: ofAll, dueAtMs: null };
  };
}

/** Whether the recipient `r` was erased: the row stays in a list that other campaigns were sent by. */
const erasedSql = `(r.phone LIKE '${erasedPrefix}%')`;

const goneSql = `SELECT row_number FROM recipient
  WHERE list_id = @listId AND row_number > @after AND row_number <= @until AND gone_at_ms IS NOT NULL`;

/** A follow-up is for the people who are in its group when it starts. */
const failThoseWhoLeftSql = `
  UPDATE message SET status = 'failed', reason = 'left_group', change = ${changeCodes.failed}, changed_at_ms = @nowMs, changed_by = NULL, ${notSetAsideSql}
  WHERE id IN (SELECT n.id FROM campaign c CROSS JOIN recipient r CROSS JOIN message n
    WHERE c.id = +@campaignId AND c.follows_group IS NOT NULL AND r.list_id = c.list_id AND r.row_number > +@after AND r.row_number <= +@until
      AND n.campaign_id = c.id AND n.recipient_id = r.id AND n.status = 'pending' AND ${leftGroupSql})`;

/** A list drawn by a filter is for the people who still fit the filter at the start. */
const failThoseWhoWentSql = `
  UPDATE message SET status = 'failed', reason = 'left_group', change = ${changeCodes.failed}, changed_at_ms = @nowMs, changed_by = NULL, ${notSetAsideSql}
  WHERE id IN (SELECT m.id FROM json_each(@went) w CROSS JOIN campaign c ON c.id = +@campaignId
    CROSS JOIN recipient r ON r.list_id = c.list_id AND r.row_number = w.value
    CROSS JOIN message m ON m.campaign_id = c.id AND m.recipient_id = r.id WHERE m.status = 'pending')`;

/** The recipients `r` of a stretch of the list of campaign `c` who have no message of it and were not left out. */
const newInStretch = (joined: string) => `FROM campaign c CROSS JOIN recipient r ON r.list_id = c.list_id ${joined}
  WHERE c.id = +@campaignId AND r.row_number > +@after AND r.row_number <= +@until
    AND NOT EXISTS (SELECT 1 FROM skip s WHERE s.campaign_id = c.id AND s.recipient_id = r.id)
    AND NOT EXISTS (SELECT 1 FROM message m WHERE m.campaign_id = c.id AND m.recipient_id = r.id)`;
const newInStretchSql = newInStretch('');

/** The scope of the campaign of a stretch, written so that SQLite looks it up once and not for each fence. */
const ownScopeIdSql = scopeIdSql(`(SELECT 'campaign:' || uid FROM campaign WHERE id = +@campaignId)`, '0');

/**
 * Whether the fence `f` blocks the recipient `r`, because it belongs to the text or to the campaign of the stretch. The
 * text's scope is empty when texts are compared one by one; the fences of a draft come from another computer's report.
 * `IS`, since most drafts have neither scope: with an empty one, `=` would leave open whether to ask for the date.
 */
const standsBeforeThemSql = `((f.scope_id IS ${ownScopeIdSql} OR (f.scope_id IS ${textScopeIdSql} AND f.repeat >= @textRepeat))
  AND (f.occasion = occasion_of(r.row_number) OR ${isReportedSql}) AND ${blocksSql})`;

/** Whether `r` was left out at the start of campaign `c`, or has no message that waits. A draft has no messages yet. */
const leftOutBeforeSql = `(c.state <> 'draft' AND EXISTS (SELECT 1 FROM skip s WHERE s.campaign_id = c.id AND s.recipient_id = r.id)
  OR (c.step_word IS NOT NULL AND NOT EXISTS (SELECT 1 FROM message m WHERE m.campaign_id = c.id AND m.recipient_id = r.id))
  OR c.state <> 'draft' AND EXISTS (SELECT 1 FROM message m WHERE m.campaign_id = c.id AND m.recipient_id = r.id AND NOT ${waitsSql}))`;

/** Whether any fence blocks the recipient `r`. */
export const fencedSql = `(EXISTS (SELECT 1 FROM fence) AND EXISTS (
  SELECT 1 FROM fence f JOIN attempt a ON a.id = f.attempt_id WHERE ${isTheirsSql} AND ${standsBeforeThemSql}))`;

/**
 * What the fences say of the people of a stretch: whether a fence blocks them, and when they last heard from another
 * campaign. Each person is looked up once for both. Whether there is any fence is asked first, since the lookup
 * computes a hash for each number and a first list needs none; not by `EXISTS`, which SQLite would ask for each fence.
 */
const knownSql = `known AS MATERIALIZED (
  SELECT r.row_number, max(${standsBeforeThemSql}) AS fenced, max(${contactSql}) AS heard_ms, max(${toldSql}) AS told_ms
  FROM campaign c CROSS JOIN recipient r ON r.list_id = c.list_id CROSS JOIN json_each(phone_hashes(r.phone)) h
    CROSS JOIN fence f ON f.alias = h.value CROSS JOIN attempt a ON a.id = f.attempt_id
  WHERE c.id = +@campaignId AND r.row_number > +@after AND r.row_number <= +@until AND (SELECT 1 FROM fence) IS NOT NULL
  GROUP BY r.row_number)`;
