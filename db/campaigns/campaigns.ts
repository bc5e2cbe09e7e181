import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Attachment, CampaignPauseReason, CampaignState, ContactAnswer, Schedule } from '../../domain/campaign.ts';
import { limits } from '../../domain/limits.ts';
import type { Scope } from '../../domain/messages/scope.ts';
import { phoneAlias } from '../../domain/people/alias.ts';
import type { RecentContacts } from '../../domain/people/contact-memory.ts';
import type { FollowUpGroup } from '../../domain/people/follow-up.ts';
import { digitVariants } from '../../domain/phone/digit-variants.ts';
import { assert } from '../../domain/result.ts';
import type { Whereabouts } from '../../domain/schedule/hours.ts';
import type { OwnTime } from '../../domain/schedule/own-times.ts';
import type { SenderChooser } from '../../domain/schedule/sent-from.ts';
import { normalForm } from '../../domain/template/text-identity.ts';
import type { Db } from '../database.ts';
import { blocksSql, type Fences, textValues } from '../ledger/fences.ts';
import { notSetAsideSql } from '../messages/message-status.ts';
import { whoWent } from '../people/audiences.ts';
import {
  contactedBy,
  contactValues,
  elsewhereSql,
  isTheirsSql,
  lastContactSql,
  waitsElsewhereSql,
} from '../people/contact-memory.ts';
import { blockedSql } from '../people/do-not-contact.ts';
import { stopOpenSql } from '../people/stops.ts';
import { campaign } from '../schema.ts';
import { type CampaignRow, readCampaign, readCampaigns } from './campaign-rows.ts';
import { leftGroupSql } from './follow-ups.ts';
import { ListRows } from './list-rows.ts';
import type { NewRecipient as NewListRecipient } from './lists.ts';
import { makeNewMessages, type NewRecipient } from './new-messages.ts';
import { OwnTimesReader, type ReadOwnTimes, timeOfRow } from './own-times.ts';
import { type ChooseSender, chooserOf, sendersOf } from './senders.ts';
import { ShownTexts, waitsSql } from './shown-texts.ts';

type BeginRequest = {
  readonly campaignId: number;
  readonly account: string;
  /** 0, or the number of a declared repeat. */
  readonly repeat: number;
  readonly nowMs: number;
  /** Of one that goes again, the first day whose people are still to be drawn. */
  readonly nextDay?: string | null;
  /** When the list was published that was looked at. */
  readonly listAtMs?: number;
};

type MessagesRequest = {
  readonly campaignId: number;
  /** The fence scope of the text, or null when each person's rendered text counts for itself. */
  readonly textScope: Scope | null;
  /** Whoever heard from another campaign or waits in one is left out; null when nobody is. */
  readonly contacts?: RecentContacts | null;
  readonly nowMs: number;
};

/** Some rows of a campaign's list. */
type Stretch = { readonly campaignId: number; readonly after: number; readonly until: number };

/** What changes of a started campaign. `text.from` is the text that stood there when the new one was checked. */
type StartedChange = {
  readonly name?: string | undefined;
  readonly schedule?: Schedule | undefined;
  readonly text?: { readonly from: TextOf; readonly to: TextOf } | undefined;
};
type TextOf = Pick<CampaignRow, 'text' | 'repeat'>;

/**
 * `before`: left out when the campaign was started, or nothing waits for them any more. `contacted`: they heard from
 * another campaign lately, and the operator or a rule decides.
 */
export type Skipped = {
  readonly reason: 'do_not_contact' | 'already_has_text' | 'asked_to_stop' | 'left_group' | 'before' | 'contacted';
  /** When they heard last, and since when they wait in another campaign; 0 where that is too long ago, or in none. */
  readonly heardMs: number;
  readonly waitsMs: number;
};

/** Every write to campaigns, and the one that makes their messages. */
export class Campaigns {
  readonly #db: Db;
  readonly #texts: ShownTexts;
  readonly #ownTimes: OwnTimesReader;
  /** The dates that the rows of a stretch are for, while a statement asks for them. */
  #occasions: ReadonlyMap<number, string> = new Map();

  constructor(db: Db, { hash, hashes }: Pick<Fences, 'hash' | 'hashes'>) {
    this.#db = db;
    this.#ownTimes = new OwnTimesReader(db);
    this.#texts = new ShownTexts(db, hash);
    // The fences hold keyed hashes, so SQLite asks for the hash of each number while it makes the messages.
    db.define(
      'phone_hashes',
      rememberingLast((phone) => JSON.stringify(digitVariants(phone).map(phoneAlias).flatMap(hashes))),
    );
    db.define('occasion_of', (rowNumber) => this.#occasions.get(Number(rowNumber)) ?? '');
  }

  /** Makes a draft: empty, or with what is taken over from another campaign. */
  create(
    name: string,
    schedule: Schedule,
    nowMs: number,
    copied: Partial<
      Pick<
        CampaignRow,
        'uid' | 'text' | 'attachmentHash' | 'keepsPlace' | 'leaveBlanksOut' | 'listId' | 'followsId' | 'team'
      >
    > & {
      followsGroup?: FollowUpGroup;
    } = {},
  ): number {
    const values = {
      uid: randomUUID(),
      name,
      state: 'draft' as const,
      text: '',
      schedule,
      createdAtMs: nowMs,
      ...copied,
    };
    return this.#db.orm.insert(campaign).values(values).returning({ id: campaign.id }).get().id;
  }

  get(id: number): CampaignRow | undefined {
    return readCampaign(this.#db, id);
  }

  byUid(uid: string): CampaignRow | undefined {
    return this.get(this.#db.value<number>(`SELECT id FROM campaign WHERE uid = ?`, uid) ?? 0);
  }

  /** The newest first. */
  all(): CampaignRow[] {
    return readCampaigns(this.#db);
  }

  /** The file that goes out with a campaign's text; null where there is none. */
  attachmentOf(row: Pick<CampaignRow, 'attachmentHash'>): Attachment | null {
    return row.attachmentHash === null ? null : (this.attachment(row.attachmentHash) ?? null);
  }

  attachment(hash: string): Attachment | undefined {
    return this.#db.get<Attachment>(
      `SELECT hash, file_name AS fileName, mime_type AS mimeType, kind, bytes FROM attachment WHERE hash = ?`,
      hash,
    );
  }

  /** Changes a draft, or the name and schedule of a started campaign. */
  update(
    id: number,
    change: Partial<
      Pick<
        CampaignRow,
        | 'name'
        | 'text'
        | 'schedule'
        | 'repeat'
        | 'leaveBlanksOut'
        | 'contactsAnswer'
        | 'contactsAnsweredAtMs'
        | 'listId'
        | 'attachmentHash'
        | 'keepsPlace'
        | 'team'
      >
    >,
  ): void {
    this.#db.orm.update(campaign).set(change).where(eq(campaign.id, id)).run();
  }

  /** Keeps a file under its hash; the same file twice is one. */
  addAttachment(file: Attachment, nowMs: number): void {
    this.#db.run(
      `INSERT INTO attachment (hash, file_name, mime_type, kind, bytes, created_at_ms) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      ...[file.hash, file.fileName, file.mimeType, file.kind, file.bytes, nowMs],
    );
  }

  /** Takes a draft out. Returns false for a campaign that was started: it stays for good. */
  deleteDraft(id: number): boolean {
    return this.#db.immediate(() => {
      if (!this.#db.has(`SELECT 1 FROM campaign WHERE id = ? AND state = 'draft'`, id)) return false;
      for (const table of ['notice', 'campaign_counts', 'second_step'])
        this.#db.run(`DELETE FROM ${table} WHERE campaign_id = ?`, id);
      this.#db.run(`DELETE FROM campaign WHERE id = ?`, id);
      return true;
    });
  }

  /**
   * Who in a stretch of the campaign's list may get no message, by their row in the file, and why. `contacts`: which
   * count; null where none does.
   */
  skipped(
    campaignId: number,
    textScope: Scope | null,
    rows: { after: number; until: number },
    contacts: RecentContacts | null = null,
    occasions: ReadonlyMap<number, string> = new Map(),
  ): ReadonlyMap<number, Skipped> {
    const found = this.#withOccasions(occasions, () =>
      this.#db.all<{ rowNumber: number } & Skipped>(
        `${elsewhereSql}
         SELECT row_number AS rowNumber, coalesce(heard_ms, 0) AS heardMs, coalesce(waits_ms, 0) AS waitsMs, CASE WHEN left_out THEN 'before' WHEN blocked THEN 'do_not_contact'
           WHEN fenced THEN 'already_has_text' WHEN left_group THEN 'left_group' WHEN stopped THEN 'asked_to_stop' ELSE 'contacted' END AS reason FROM (
           SELECT r.row_number, ${blockedSql} AS blocked, ${stopOpenSql} AS stopped, ${leftGroupSql} AS left_group, ${fencedSql} AS fenced, ${lastContactSql} AS heard_ms,
             ${waitsElsewhereSql} AS waits_ms,
             EXISTS (SELECT 1 FROM skip s WHERE s.campaign_id = c.id AND s.recipient_id = r.id)
               OR (c.step_word IS NOT NULL AND NOT EXISTS (SELECT 1 FROM message m WHERE m.campaign_id = c.id AND m.recipient_id = r.id))
               OR EXISTS (SELECT 1 FROM message m WHERE m.campaign_id = c.id AND m.recipient_id = r.id AND NOT ${waitsSql}) AS left_out
           FROM recipient r JOIN campaign c ON c.list_id = r.list_id
           WHERE c.id = @campaignId AND r.row_number > @after AND r.row_number <= @until)
         WHERE left_out OR blocked OR fenced OR left_group OR stopped OR heard_ms IS NOT NULL OR waits_ms IS NOT NULL`,
        { campaignId, ...textValues(textScope), ...contactValues(contacts), ...rows },
      ),
    );
    const skipped = new Map<number, Skipped>(found.map(({ rowNumber, ...reason }) => [rowNumber, reason]));
    // These come before what is asked about: nothing is to be decided about who has gone.
    const weaker: readonly (Skipped['reason'] | undefined)[] = [undefined, 'asked_to_stop', 'contacted'];
    const went = contacts === null ? [] : this.#whoWent(campaignId, rows, contacts.nowMs);
    for (const rowNumber of went)
      if (weaker.includes(skipped.get(rowNumber)?.reason))
        skipped.set(rowNumber, { reason: 'left_group', heardMs: 0, waitsMs: 0 });
    return skipped;
  }

  /** While a statement asks for them, SQLite knows the dates that rows are for. */
  #withOccasions<Found>(occasions: ReadonlyMap<number, string>, ask: () => Found): Found {
    this.#occasions = occasions;
    try {
      return ask();
    } finally {
      this.#occasions = new Map();
    }
  }

  /** Who of a list that was drawn of people fits no more. Once its messages are made, that is over. */
  #whoWent(campaignId: number, rows: { after: number; until: number }, nowMs: number): ReadonlySet<number> {
    const row = this.get(campaignId);
    const isMade = row === undefined || (row.state !== 'draft' && row.state !== 'starting');
    return isMade || row.listId === null ? new Set() : whoWent(this.#db, row.listId, rows, nowMs);
  }

  /**
   * Changes a started campaign, all of it in one go: its name at any time, its schedule as long as it is not over, and the
   * text of what is pending while it is paused and stands as it did when the new one was checked. Whatever is being sent
   * or was sent keeps its own text. Returns false, and has changed nothing, where one of these does not hold.
   */
  changeStarted(id: number, { name, schedule, text }: StartedChange, who: string, nowMs: number): boolean {
    return this.#db.immediate(() => {
      const state = this.get(id)?.state;
      if (schedule && state !== 'running' && state !== 'paused') return false;
      if (text && !this.#changeText(id, text, who, nowMs)) return false;
      if (name !== undefined) this.update(id, { name });
      if (schedule) this.update(id, { schedule });
      // What is due counts from now: under the old hours nothing was late, and the new ones were just chosen.
      if (schedule && state === 'running') this.releaseOverdue(id, nowMs);
      return true;
    });
  }

  #changeText(id: number, { from, to }: NonNullable<StartedChange['text']>, who: string, nowMs: number): boolean {
    const changed = this.#db.run(
      `UPDATE campaign SET text = ?, repeat = ?, repeat_after = CASE WHEN repeat = ? THEN repeat_after ELSE 0 END
       WHERE id = ? AND state = 'paused' AND text = ? AND repeat = ?`,
      ...[to.text, to.repeat, to.repeat, id, from.text, from.repeat],
    );
    if (changed.changes !== 1) return false;
    // Whoever was to get the old one again was not asked about the new one.
    if (normalForm(to.text) !== normalForm(from.text))
      this.#db.run(
        `UPDATE message SET repeat = NULL, repeat_after = NULL, repeat_at_ms = NULL WHERE campaign_id = ? AND repeat > 0`,
        id,
      );
    // A copy of the old text in the chat, and the answer for those who have one, say nothing of the new one.
    this.#db.run(`UPDATE campaign SET leave_copies_out = 0 WHERE id = ?`, id);
    this.#db.run(
      `UPDATE message SET ${notSetAsideSql} WHERE campaign_id = ? AND (set_aside = 'in_chat' OR set_aside = 'got_meanwhile')`,
      id,
    );
    this.#db.run(
      `INSERT INTO history (message_id, number, at_ms, what, detail, who)
       SELECT id, (SELECT coalesce(max(number), 0) + 1 FROM history WHERE message_id = message.id), ?, 'text_changed', '', ?
       FROM message WHERE campaign_id = ? AND status = 'pending'`,
      ...[nowMs, who, id],
    );
    return true;
  }

  /**
   * Freezes a draft that is to be started: its list, its text and the account that it goes out from. Its messages are made
   * after that, a stretch at a time, and a crash in between changes nothing of whom it is for. Returns false where its list
   * is another than that which was published at `listAtMs`: its rows may be changed in their places.
   */
  begin({ campaignId, account, repeat, nowMs, nextDay = null, listAtMs }: BeginRequest): boolean {
    const begun = this.#db.run(
      `UPDATE campaign SET state = 'starting', account = ?, repeat = ?, repeat_after = CASE WHEN ? > 0 THEN ${lastBeforeNowSql} ELSE 0 END,
         started_at_ms = ?, next_day = ? WHERE id = ? AND state = 'draft' AND coalesce(?, 0) IN (0, (SELECT published_at_ms FROM list WHERE id = list_id))`,
      ...[account, repeat, repeat, nowMs, nextDay, campaignId, listAtMs ?? null],
    );
    assert(begun.changes === 1 || listAtMs !== undefined, 'only a draft is started');
    return begun.changes === 1;
  }

  /**
   * Makes the messages for the next stretch of the list of a campaign that is being started. Whoever has a message or was
   * left out already stays so: a start that was cut off goes on where it was. Returns the row that it came to; null once
   * the list is through, and then the campaign runs.
   */
  makeMessages({ campaignId, textScope, contacts = null, nowMs }: MessagesRequest, after: number): number | null {
    return this.#db.immediate(() => {
      // Who gets something on a day of the week is drawn for each.
      if (this.get(campaignId)?.schedule.weekly !== undefined) {
        assert(this.#moveBegun(campaignId, nowMs), 'only a campaign that is being started begins');
        return null;
      }
      const rows = this.#db.values<number>(
        `SELECT r.row_number FROM campaign c JOIN recipient r ON r.list_id = c.list_id
         WHERE c.id = ? AND c.state = 'starting' AND r.row_number > ? ORDER BY r.row_number LIMIT ${limits.startedBatchRows}`,
        ...[campaignId, after],
      );
      const until = rows.at(-1) ?? after;
      this.#makeStretch({ campaignId, after, until }, { textScope, contacts, nowMs });
      if (rows.length === limits.startedBatchRows) return until;
      assert(this.#moveBegun(campaignId, nowMs), 'only a campaign that is being started gets messages');
      return null;
    });
  }

  /**
   * Who was taken of the team's campaign becomes somebody on its list here, with a message as at a start. Whoever is there
   * already stays as they are. Returns how many came.
   */
  takeIn(campaignId: number, people: readonly NewListRecipient[], textScope: Scope | null, nowMs: number): number {
    return this.#db.immediate(() => {
      const { listId } = this.get(campaignId) ?? {};
      assert(listId, 'a campaign of the team has a list');
      const known = this.#db.values<number>(
        `SELECT row_number FROM recipient WHERE list_id = ? AND row_number IN (SELECT value FROM json_each(?))`,
        ...[listId, JSON.stringify(people.map(({ rowNumber }) => rowNumber))],
      );
      const fresh = people.filter(({ rowNumber }) => !known.includes(rowNumber));
      const rows = fresh.map(({ rowNumber }) => rowNumber);
      if (rows.length === 0) return 0;
      new ListRows(this.#db).append(listId, fresh);
      const stretch = { campaignId, after: Math.min(...rows) - 1, until: Math.max(...rows) };
      this.#makeStretch(stretch, { textScope, contacts: null, nowMs });
      // Who came just now was not due while the computer slept.
      this.releaseOverdue(campaignId, nowMs);
      return rows.length;
    });
  }

  /** Of these rows of a campaign of the team those that will not be asked for any more: left out, or over before that. */
  ended(campaignId: number, rows: readonly number[]): number[] {
    return this.#db.values<number>(
      `SELECT r.row_number FROM campaign c JOIN recipient r ON r.list_id = c.list_id
       WHERE c.id = ? AND r.row_number IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
         SELECT 1 FROM message m WHERE m.campaign_id = c.id AND m.recipient_id = r.id AND (m.status IN ('pending', 'sending')
           OR EXISTS (SELECT 1 FROM team_ask t WHERE t.message_id = m.id AND t.told > 0)))`,
      ...[campaignId, JSON.stringify(rows)],
    );
  }

  /** The campaigns of the team of which more people may come here. */
  ofTeam(): CampaignRow[] {
    const ids = this.#db.values<number>(`SELECT id FROM campaign WHERE team = 'open' AND state <> 'draft' ORDER BY id`);
    return ids.flatMap((id) => this.get(id) ?? []);
  }

  /** Nobody comes any more: from here on it ends like any other. */
  endOfTeam(id: number): void {
    this.update(id, { team: 'over' });
  }

  #makeStretch(
    stretch: Stretch,
    { textScope, contacts = null, nowMs }: Pick<MessagesRequest, 'textScope' | 'contacts' | 'nowMs'>,
  ): void {
    const times = this.#timesOf(stretch);
    const insert = () =>
      this.#db.run(
        `${elsewhereSql}
         INSERT INTO skip (campaign_id, recipient_id, reason)
         SELECT @campaignId, id, CASE WHEN blocked THEN 'do_not_contact' WHEN fenced THEN 'already_has_text'
             ELSE 'contacted_recently' END FROM (
           SELECT r.id, ${blockedSql} AS blocked, ${fencedSql} AS fenced, ${lastContactSql} <= c.started_at_ms OR ${waitsElsewhereSql} IS NOT NULL AS contacted
           ${newInStretchSql})
         WHERE blocked OR fenced OR contacted`,
        { ...stretch, ...textValues(textScope), ...contactValues(contacts) },
      );
    this.#withOccasions(occasionsOf(times), insert);
    this.#makeMessagesOf(stretch, times, nowMs);
  }

  /** Chooses who writes to each of its people; null for one that is sent from one account. */
  senders(row: CampaignRow, nowMs: number): ChooseSender | null {
    return sendersOf(this.#db, row, nowMs);
  }

  /** Shares what is moved of a campaign evenly between some accounts, as its start would; null where none of them is here. */
  sharedBetween(id: number, accounts: readonly string[], nowMs: number): SenderChooser | null {
    const row = this.get(id);
    return row ? chooserOf(this.#db, row, { accounts: [...accounts], column: null }, nowMs) : null;
  }

  /** What the own times of a campaign are made from; null for one that goes at one time. */
  ownTimes(row: CampaignRow, nowMs: number): ReadOwnTimes | null {
    return this.#ownTimes.read(row, nowMs);
  }

  /** When each of a stretch goes, by the rows of the file; null where all go at one time. */
  #timesOf(stretch: Stretch): ReadonlyMap<number, OwnTime> | null {
    const row = this.get(stretch.campaignId);
    // As it was at the start, however often that is begun.
    const of = row === undefined ? null : this.#ownTimes.read(row, row.startedAtMs ?? 0);
    if (of === null) return null;
    const people = this.#db.all<Whereabouts & { rowNumber: number; cells: string }>(
      `SELECT r.row_number AS rowNumber, r.cells, r.country, r.zones ${newInStretchSql}`,
      stretch,
    );
    return new Map(
      people.map(({ rowNumber, cells, ...where }) => [
        rowNumber,
        timeOfRow(of, { ...where, cells: JSON.parse(cells) }),
      ]),
    );
  }

  #makeMessagesOf(stretch: Stretch, times: ReadonlyMap<number, OwnTime> | null, nowMs: number): void {
    const { campaignId } = stretch;
    const row = this.get(campaignId);
    assert(row?.account, 'a campaign that is being started has its account');
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
    const went = [...this.#whoWent(campaignId, stretch, nowMs)];
    if (went.length > 0) this.#db.run(failThoseWhoWentSql, { campaignId, nowMs, went: JSON.stringify(went) });
  }

  /** One that came back while it was being started stands still. */
  #moveBegun(id: number, nowMs: number): boolean {
    const hasComeBack = this.#db.has(`SELECT 1 FROM campaign WHERE id = ? AND came_back IS NOT NULL`, id);
    return hasComeBack
      ? this.move(id, 'starting', 'paused', nowMs, 'operator')
      : this.move(id, 'starting', 'running', nowMs);
  }

  /** What was begun and not ended: campaigns that are being started, and those cancelled of which messages still wait. */
  unfinished(): CampaignRow[] {
    const ids = this.#db.values<number>(
      `SELECT c.id FROM campaign c JOIN campaign_counts t ON t.campaign_id = c.id
       WHERE c.state = 'starting' OR (c.state = 'cancelled' AND t.pending > 0)`,
    );
    return ids.flatMap((id) => this.get(id) ?? []);
  }

  /** Moves a campaign from one state to another. Returns false when it is not in that state any more. */
  move(
    id: number,
    from: CampaignState,
    to: CampaignState,
    nowMs: number,
    pauseReason: CampaignPauseReason | null = null,
  ): boolean {
    const ended = to === 'finished' || to === 'cancelled';
    const done = this.#db.run(
      `UPDATE campaign SET state = ?, pause_reason = ?, finished_at_ms = ?, came_back = iif(?, NULL, came_back)
       WHERE id = ? AND state = ?`,
      ...[to, pauseReason, ended ? nowMs : null, Number(ended), id, from],
    );
    return done.changes === 1;
  }

  /** Somebody has looked at a campaign that came back, and lets it go on. */
  forgetReturn(id: number): void {
    this.#db.run(`UPDATE campaign SET came_back = NULL WHERE id = ? AND came_back IS NOT NULL`, id);
  }

  /** The campaigns that came back and stand still for it, the newest first. */
  returned(): number[] {
    return this.#db.values(`SELECT id FROM campaign WHERE came_back IS NOT NULL AND state = 'paused' ORDER BY id DESC`);
  }

  /**
   * Cancels a campaign: from now on nothing of it is claimed. Its pending messages are cancelled after it, some at a time.
   * Returns false when it is neither running nor paused.
   */
  cancel(id: number, nowMs: number): boolean {
    return this.move(id, 'running', 'cancelled', nowMs) || this.move(id, 'paused', 'cancelled', nowMs);
  }

  /** Cancels some of the messages that wait in a cancelled campaign. Returns whether there may be more of them. */
  cancelMessages(id: number, who: string, nowMs: number): boolean {
    const cancelled = this.#db.run(
      `UPDATE message SET status = 'cancelled', change = 'cancelled', changed_at_ms = ?, changed_by = ?, set_aside = NULL,
         set_aside_until_ms = NULL
       WHERE id IN (SELECT m.id FROM campaign c JOIN message m ON m.campaign_id = c.id
         WHERE c.id = ? AND c.state = 'cancelled' AND m.status = 'pending' LIMIT ${limits.campaignBatchRows})`,
      ...[nowMs, who, id],
    );
    return cancelled.changes === limits.campaignBatchRows;
  }

  /** The operator chose not to send what missed its time. */
  skipOverdue(id: number, nowMs: number): number {
    return this.#db.run(
      `UPDATE message SET status = 'failed', reason = 'missed', change = 'failed', changed_at_ms = ?, changed_by = 'operator', ${notSetAsideSql}
       WHERE campaign_id = ? AND status = 'pending'`,
      ...[nowMs, id],
    ).changes;
  }

  /** What is overdue goes out after all: from this moment on it counts as due. */
  releaseOverdue(id: number, nowMs: number): void {
    this.#db.orm.update(campaign).set({ overdueReleasedAtMs: nowMs }).where(eq(campaign.id, id)).run();
  }

  /**
   * The operator's answer for people who have the text already: to these it is sent as a repeat, declared against what was
   * sent until now, in which only copies count that come after this moment. Returns false for a campaign that is over.
   */
  sendAgain(id: number, why: 'in_chat' | 'got_meanwhile', nowMs: number): boolean {
    return this.#db.immediate(() => {
      const state = this.get(id)?.state;
      if (state !== 'running' && state !== 'paused') return false;
      this.#db.run(
        `UPDATE message SET ${notSetAsideSql}, repeat = ?, repeat_after = ${lastBeforeNowSql}, repeat_at_ms = ?
         WHERE campaign_id = ? AND set_aside = ?`,
        ...[this.nextRepeat(), nowMs, id, why],
      );
      this.releaseOverdue(id, nowMs);
      return true;
    });
  }

  /** The other answer: they get no message of this campaign. Returns false for a campaign that is over. */
  leaveCopiesOut(id: number): boolean {
    const sql = `UPDATE campaign SET leave_copies_out = 1 WHERE id = ? AND state IN ('running', 'paused')`;
    return this.#db.run(sql, id).changes === 1;
  }

  /**
   * The operator's answer for those who heard from another campaign after this one's start; it holds for those that are
   * found later too. With `send` their messages wait for nothing any more. Returns false for a campaign that is over.
   */
  answerLaterContacts(id: number, answer: ContactAnswer, nowMs: number): boolean {
    return this.#db.immediate(() => {
      const sql = `UPDATE campaign SET later_contacts_answer = ? WHERE id = ? AND state IN ('running', 'paused')`;
      if (this.#db.run(sql, answer, id).changes !== 1) return false;
      if (answer === 'leave_out') return true;
      this.#db.run(`UPDATE message SET ${notSetAsideSql} WHERE campaign_id = ? AND set_aside = 'contacted'`, id);
      this.releaseOverdue(id, nowMs);
      return true;
    });
  }

  /** From which campaign somebody on a list heard at a moment; null where that is not known here. */
  contactedBy(contact: Parameters<typeof contactedBy>[1]): string | null {
    return contactedBy(this.#db, contact);
  }

  /** The operator saw the first messages and lets the others go. */
  approvePilot(id: number): void {
    this.#db.orm.update(campaign).set({ pilotApproved: true }).where(eq(campaign.id, id)).run();
  }

  /**
   * Holds a campaign of whose first people WhatsApp knew nobody, so that the operator looks at the numbers before the others
   * are used up. They are asked once. Returns whether that was now.
   */
  askAboutAbsent(id: number): boolean {
    const held = this.#db.run(
      `UPDATE campaign SET state = 'paused', pause_reason = 'all_absent', absent_asked = 1
       WHERE id = @id AND state = 'running' AND absent_asked = 0
         AND (SELECT t.sent + t.not_confirmed FROM campaign_counts t WHERE t.campaign_id = @id) = 0
         AND (SELECT count(*) FROM (SELECT 1 FROM message WHERE campaign_id = @id AND first_absent_ms IS NOT NULL
           LIMIT ${limits.absentAskedAbout})) = ${limits.absentAskedAbout}`,
      { id },
    );
    return held.changes === 1;
  }

  /** Somebody had no answer of WhatsApp. Returns true when for a day nobody had one: the campaign ends, its people wait. */
  noteUnanswered(id: number, nowMs: number): boolean {
    return this.#db.immediate(() => {
      // Put back meanwhile, the clock would make the beginning one of the future.
      const sinceMs = this.#db.value<number>(
        `UPDATE campaign SET unanswered_since_ms = min(coalesce(unanswered_since_ms, ?), ?) WHERE id = ? RETURNING unanswered_since_ms`,
        ...[nowMs, nowMs, id],
      );
      assert(sinceMs !== undefined, 'a message belongs to a campaign');
      return nowMs - sinceMs >= limits.unansweredMaxMs && this.move(id, 'running', 'paused', nowMs, 'unanswered');
    });
  }

  /** WhatsApp answers for a campaign's people, or the operator lets it try anew. */
  forgetUnanswered(id: number): void {
    this.#db.run(`UPDATE campaign SET unanswered_since_ms = NULL WHERE id = ?`, id);
  }

  /** Ends running campaigns in which nothing is pending or being sent, and no day is ahead. Returns their ids. */
  finishDone(nowMs: number): number[] {
    return this.#db.values(
      `UPDATE campaign SET state = 'finished', pause_reason = NULL, came_back = NULL, finished_at_ms = ? WHERE state IN ('running', 'paused') AND next_day IS NULL AND team IS NOT 'open' AND EXISTS (
         SELECT 1 FROM campaign_counts t WHERE t.campaign_id = campaign.id AND t.pending = 0 AND t.sending = 0) RETURNING id`,
      nowMs,
    );
  }

  /** The number for the next declared repeat, of whatever text: no campaign, message or fence has it or a higher one. */
  nextRepeat(): number {
    return this.#db.count(
      `SELECT 1 + max((SELECT coalesce(max(repeat), 0) FROM campaign WHERE state <> 'draft'),
         (SELECT coalesce(max(repeat), 0) FROM message WHERE repeat IS NOT NULL),
         (SELECT coalesce(max(repeat), 0) FROM fence WHERE repeat > 0))`,
    );
  }
}

/** The dates of rows that have a moment. */
export function occasionsOf(times: ReadonlyMap<number, OwnTime> | null): ReadonlyMap<number, string> {
  const dated = [...(times ?? [])].flatMap(([row, time]): [number, string][] =>
    time.kind === 'moment' ? [[row, time.occasion]] : [],
  );
  return new Map(dated);
}

/** Several things are asked of each person of a list, one after the other, and each asks for the same hashes. */
function rememberingLast<Made>(make: (text: string) => Made): (text: string) => Made {
  let last: { readonly text: string; readonly made: Made } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, made: make(text) };
    return last.made;
  };
}

/**
 * The last attempt that is over, or that may have left: what is before its gate at the declaration of a repeat was sent to
 * nobody yet, and counts as later.
 */
const lastBeforeNowSql = `coalesce((SELECT min(id) - 1 FROM attempt WHERE outcome = 'unknown' AND passed_at_ms IS NULL AND kind <> 'answer'
  AND closed_at_ms IS NULL), (SELECT max(id) FROM attempt), 0)`;

/** A follow-up is for those who are in its group when it starts. */
const failThoseWhoLeftSql = `
  UPDATE message SET status = 'failed', reason = 'left_group', change = 'failed', changed_at_ms = @nowMs, changed_by = 'app', ${notSetAsideSql}
  WHERE id IN (SELECT n.id FROM campaign c CROSS JOIN recipient r CROSS JOIN message n
    WHERE c.id = @campaignId AND c.follows_group IS NOT NULL AND r.list_id = c.list_id AND r.row_number > @after AND r.row_number <= @until
      AND n.campaign_id = c.id AND n.recipient_id = r.id AND n.status = 'pending' AND ${leftGroupSql})`;

/** So is a list of people for those who fit it then. */
const failThoseWhoWentSql = `
  UPDATE message SET status = 'failed', reason = 'left_group', change = 'failed', changed_at_ms = @nowMs, changed_by = 'app', ${notSetAsideSql}
  WHERE id IN (SELECT m.id FROM json_each(@went) w CROSS JOIN campaign c ON c.id = @campaignId
    CROSS JOIN recipient r ON r.list_id = c.list_id AND r.row_number = w.value
    CROSS JOIN message m ON m.campaign_id = c.id AND m.recipient_id = r.id WHERE m.status = 'pending')`;

/** The recipients `r` of a stretch of the list of the campaign `c` who have no message of it and were not left out. */
const newInStretchSql = `FROM campaign c JOIN recipient r ON r.list_id = c.list_id
  WHERE c.id = @campaignId AND r.row_number > @after AND r.row_number <= @until
    AND NOT EXISTS (SELECT 1 FROM skip s WHERE s.campaign_id = c.id AND s.recipient_id = r.id)
    AND NOT EXISTS (SELECT 1 FROM message m WHERE m.campaign_id = c.id AND m.recipient_id = r.id)`;

/**
 * Whether a fence of the text, or of the campaign `c` itself, stands before the recipient `r`. The text's scope is empty
 * when texts are compared one by one; a draft's own fences come from another computer's report.
 */
export const fencedSql = `(EXISTS (SELECT 1 FROM fence) AND EXISTS (
  SELECT 1 FROM fence f JOIN attempt a ON a.id = f.attempt_id
  WHERE ${isTheirsSql} AND (f.scope = 'campaign:' || c.uid OR (f.scope = +@textName AND f.version = +@textVersion AND f.repeat >= @textRepeat))
    AND f.occasion = occasion_of(r.row_number) AND ${blocksSql}))`;
