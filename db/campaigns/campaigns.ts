import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Attachment, CampaignPauseReason, CampaignState, Schedule } from '../../domain/campaign.ts';
import { limits } from '../../domain/limits.ts';
import type { FollowUpGroup } from '../../domain/people/follow-up.ts';
import { assert } from '../../domain/result.ts';
import { normalForm } from '../../domain/template/text-identity.ts';
import type { Db } from '../database.ts';
import type { Fences } from '../ledger/fences.ts';
import { changeCodes, makerOf } from '../messages/history-codes.ts';
import { notSetAsideSql } from '../messages/message-status.ts';
import { contactedBy } from '../people/contact-memory.ts';
import { campaign } from '../schema.ts';
import { declareToTeam, teamNumbers } from '../team/repeats.ts';
import { CampaignPeople } from './campaign-people.ts';
import { CampaignQuestions, lastBeforeNowSql } from './campaign-questions.ts';
import { type CampaignFile, type CampaignRow, nextWaitingSql, readCampaign, readCampaigns } from './campaign-rows.ts';

type BeginRequest = {
  readonly campaignId: number;
  readonly account: string;
  /** 0, or the number of a declared repeat. */
  readonly repeat: number;
  readonly nowMs: number;
  /** For a campaign that goes again: the first day whose people are still to be drawn. */
  readonly nextDay?: string | null;
  /** When the list that the operator looked at was published. */
  readonly listAtMs?: number;
};

/** What changes of a started campaign. `text.from` is the text that stood there when the new one was checked. */
type StartedChange = {
  readonly name?: string | undefined;
  readonly schedule?: Schedule | undefined;
  readonly text?: { readonly from: TextOf; readonly to: TextOf } | undefined;
};
type TextOf = Pick<CampaignRow, 'text' | 'repeat'>;

/** The contents of a draft, which another draft can take over. */
type Contents = 'text' | 'leaveBlanksOut' | keyof CampaignFile | 'keepsPlace' | 'listId' | 'team';
type Copied = Partial<Pick<CampaignRow, Contents | 'uid' | 'followsId'>> & { readonly followsGroup?: FollowUpGroup };
type Answered = 'repeat' | 'contactsAnswer' | 'contactsAnsweredAtMs';
type Editable = Pick<CampaignRow, Contents | Answered | 'name' | 'schedule'>;

/** The life of campaigns, from draft to end. */
export class Campaigns {
  readonly people: CampaignPeople;
  readonly questions: CampaignQuestions;
  readonly #db: Db;

  constructor(db: Db, fences: Pick<Fences, 'hash' | 'hashes'>) {
    this.#db = db;
    this.people = new CampaignPeople(db, fences, this);
    this.questions = new CampaignQuestions(db, this);
  }

  /** Makes a draft, empty or with the contents of another campaign. */
  create(name: string, schedule: Schedule, nowMs: number, copied: Copied = {}): number {
    const fresh = { uid: randomUUID(), name, state: 'draft', text: '', schedule, createdAtMs: nowMs } as const;
    const values = { ...fresh, ...copied };
    return this.#db.immediate(
      () => this.#db.orm.insert(campaign).values(values).returning({ id: campaign.id }).get().id,
    );
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

  /** The file that goes out with a campaign's text, under the name that it has there; null where there is none. */
  attachmentOf({ attachmentHash, attachmentName }: CampaignFile): Attachment | null {
    const file = attachmentHash === null ? undefined : this.attachment(attachmentHash);
    return file === undefined ? null : { ...file, fileName: attachmentName ?? file.fileName };
  }

  attachment(hash: string): Attachment | undefined {
    return this.#db.get<Attachment>(
      `SELECT hash, file_name AS fileName, mime_type AS mimeType, kind, bytes FROM attachment WHERE hash = ?`,
      hash,
    );
  }

  /** Changes a draft, or the name and schedule of a started campaign. */
  update(id: number, change: Partial<Editable>): void {
    this.#db.orm.update(campaign).set(change).where(eq(campaign.id, id)).run();
  }

  /** Stores a file under its hash: the same file twice is stored once. */
  addAttachment(file: Attachment, nowMs: number): void {
    this.#db.run(
      `INSERT INTO attachment (hash, file_name, mime_type, kind, bytes, created_at_ms) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (hash) DO UPDATE SET mime_type = excluded.mime_type, kind = excluded.kind
         WHERE NOT EXISTS (SELECT 1 FROM campaign WHERE attachment_hash = excluded.hash AND state <> 'draft')`,
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
   * Changes a started campaign: its name at any time, its schedule until it is over, the text of its pending messages
   * while it is paused with the text that the new one was checked against. Returns false, with nothing changed,
   * otherwise.
   */
  changeStarted(id: number, { name, schedule, text }: StartedChange, who: string, nowMs: number): boolean {
    return this.#db.immediate(() => {
      const state = this.get(id)?.state;
      if (schedule && state !== 'running' && state !== 'paused') return false;
      if (text && !this.#changeText(id, text, who, nowMs)) return false;
      if (name !== undefined) this.update(id, { name });
      if (schedule) this.update(id, { schedule });
      // Overdue counts from now: nothing was late under the old hours, and the operator has just chosen the new ones.
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
    // People who were to get the old text again were not asked about for the new one.
    if (normalForm(to.text) !== normalForm(from.text))
      this.#db.run(
        `UPDATE message SET repeat = NULL, repeat_after = NULL, repeat_at_ms = NULL WHERE campaign_id = ? AND repeat > 0`,
        id,
      );
    // Copies of the old text in a chat, and the operator's answer about them, say nothing about the new text.
    this.#db.run(`UPDATE campaign SET leave_copies_out = 0 WHERE id = ?`, id);
    this.#db.run(
      `UPDATE message SET ${notSetAsideSql} WHERE campaign_id = ? AND (set_aside = 'in_chat' OR set_aside = 'got_meanwhile')`,
      id,
    );
    this.#db.run(
      `INSERT INTO history (message_id, number, at_ms, change, detail, made_by)
       SELECT id, (SELECT coalesce(max(number), 0) + 1 FROM history WHERE message_id = message.id), ?, ${changeCodes.text_changed}, '', ?
       FROM message WHERE campaign_id = ? AND status = 'pending'`,
      ...[nowMs, makerOf(who), id],
    );
    return true;
  }

  /**
   * Freezes list, text and account of a draft: a crash while its messages are made does not change who gets one.
   * Returns false when the list is not the one published at `listAtMs`, since its rows may have changed in place.
   */
  begin({ campaignId, account, repeat, nowMs, nextDay = null, listAtMs }: BeginRequest): boolean {
    return this.#db.immediate(() => {
      const row = this.get(campaignId);
      const order = (row && this.people.ownTimes(row, nowMs)?.order) ?? null;
      const begun = this.#db.run(
        `UPDATE campaign SET state = 'starting', schedule = iif(? IS NULL, schedule, json_set(schedule, '$.own.orderAtStart', ?)), account = ?, repeat = ?, repeat_after = CASE WHEN ? > 0 THEN ${lastBeforeNowSql} ELSE 0 END,
         started_at_ms = ?, next_day = ? WHERE id = ? AND state = 'draft' AND coalesce(?, 0) IN (0, (SELECT published_at_ms FROM list WHERE id = list_id))`,
        ...[order, order, account, repeat, repeat, nowMs, nextDay, campaignId, listAtMs ?? null],
      );
      assert(begun.changes === 1 || listAtMs !== undefined, 'only a draft is started');
      if (begun.changes === 1) declareToTeam(this.#db, repeat);
      return begun.changes === 1;
    });
  }

  /** The team campaigns to which people may still come, and those that go on: the team can still hold them. */
  ofTeam(): CampaignRow[] {
    const ids = this.#db.values<number>(
      `SELECT id FROM campaign WHERE team = 'open' AND state <> 'draft' OR team = 'over' AND state IN ('running', 'paused') ORDER BY id`,
    );
    return ids.flatMap((id) => this.get(id) ?? []);
  }

  /** Nobody comes to this campaign of the team any more: from here on it ends like any other. */
  endOfTeam(id: number): void {
    this.update(id, { team: 'over' });
  }

  /** What a crash may have cut off: campaigns being started, and cancelled ones that still have waiting messages. */
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

  /** Lets a campaign go on that came back with a backup, after somebody has looked at it. */
  forgetReturn(id: number): void {
    this.#db.run(`UPDATE campaign SET came_back = NULL WHERE id = ? AND came_back IS NOT NULL`, id);
  }

  /** The campaigns that came back with a backup and stand still because of that, the newest first. */
  returned(): number[] {
    return this.#db.values(`SELECT id FROM campaign WHERE came_back IS NOT NULL AND state = 'paused' ORDER BY id DESC`);
  }

  /** Lets none of its messages be claimed from now on. Returns false when it is neither running nor paused. */
  cancel(id: number, nowMs: number): boolean {
    return this.move(id, 'running', 'cancelled', nowMs) || this.move(id, 'paused', 'cancelled', nowMs);
  }

  /** Cancels some messages of a cancelled campaign. Returns whether more may wait; the app's next start goes on. */
  cancelMessages(id: number, who: string, nowMs: number): boolean {
    const cancelled = this.#db.immediateUnhurried(() =>
      this.#db.run(
        `UPDATE message SET status = 'cancelled', change = ${changeCodes.cancelled}, changed_at_ms = ?, changed_by = ?, set_aside = NULL,
           set_aside_until_ms = NULL
         WHERE id IN (${nextWaitingSql(`(SELECT id FROM campaign WHERE id = ? AND state = 'cancelled')`)})`,
        ...[nowMs, makerOf(who), id],
      ),
    );
    return cancelled.changes === limits.campaignBatchRows;
  }

  /** Lets overdue messages go out after all: they count as due from this moment on. */
  releaseOverdue(id: number, nowMs: number): void {
    this.#db.run(`UPDATE campaign SET overdue_released_at_ms = ? WHERE id = ?`, nowMs, id);
  }

  contactedBy(contact: Parameters<typeof contactedBy>[1]): string | null {
    return contactedBy(this.#db, contact);
  }

  /** Ends running campaigns that have nothing pending, nothing being sent and no day ahead. Returns their ids. */
  finishDone(nowMs: number): number[] {
    return this.#db.values(
      `UPDATE campaign SET state = 'finished', pause_reason = NULL, came_back = NULL, finished_at_ms = ? WHERE state IN ('running', 'paused') AND next_day IS NULL AND team IS NOT 'open' AND EXISTS (
         SELECT 1 FROM campaign_counts t WHERE t.campaign_id = campaign.id AND t.pending = 0 AND t.sending = 0) RETURNING id`,
      nowMs,
    );
  }

  /** The number of the next declared repeat of any text: above those of campaigns, messages, fences and the team. */
  nextRepeat(): number {
    const here = this.#db.count(
      `SELECT 1 + max((SELECT coalesce(max(repeat), 0) FROM campaign WHERE state <> 'draft'),
         (SELECT coalesce(max(repeat), 0) FROM message WHERE repeat IS NOT NULL),
         (SELECT coalesce(max(repeat), 0) FROM fence WHERE repeat > 0))`,
    );
    return Math.max(here, (teamNumbers(this.#db)?.repeat ?? 0) + 1);
  }
}
