import { eq } from 'drizzle-orm';
import type { CampaignState, Schedule } from '../../domain/campaign.ts';
import { limits } from '../../domain/limits.ts';
import type { Scope } from '../../domain/messages/scope.ts';
import { latestStepMs, type SecondStep } from '../../domain/people/second-step.ts';
import { assert } from '../../domain/result.ts';
import { withoutDates } from '../../domain/schedule/series.ts';
import type { Db } from '../database.ts';
import { type Fences, textValues } from '../ledger/fences.ts';
import { notSetAsideSql } from '../messages/message-status.ts';
import { blockedSql } from '../people/do-not-contact.ts';
import { stopOpenSql } from '../people/stops.ts';
import { campaign, secondStep } from '../schema.ts';
import { readSchedule } from '../stored-json.ts';
import { fencedSql } from './campaign-people.ts';
import { nextRows, readCampaign } from './campaign-rows.ts';
import { inStepGroupSql, knownSql } from './follow-ups.ts';
import { makeNewMessages, type NewRecipient } from './new-messages.ts';
import { ShownTexts } from './shown-texts.ts';

/** A second message that may still be made for somebody. */
export type OpenStep = SecondStep & {
  readonly campaignId: number;
  readonly name: string;
  readonly state: CampaignState;
  readonly account: string;
  readonly schedule: Schedule;
  /** When the first of the people not drawn yet got the first message, to the quarter of an hour; null without any. */
  readonly firstMs: number | null;
};

/** Some rows of the list, limited to people whose first message left before `untilMs`. */
type Stretch = { readonly after: number; readonly until: number; readonly untilMs: number };

type DrawRequest = {
  readonly campaignId: number;
  /** The name of the campaign that is made of the second messages. */
  readonly name: string;
  readonly textScope: Scope | null;
  /** Only people whose first message left before this moment. */
  readonly untilMs: number;
  /** The messages wait until somebody has seen who gets them. */
  readonly isHeld: boolean;
  readonly nowMs: number;
};

/**
 * The plans of second messages, and the campaigns made of them, which use the first one's list and grow each day on
 * which somebody is due. Their uid comes from the first one's: a backup from before knows their fences.
 */
export class SecondSteps {
  readonly #db: Db;
  readonly #texts: ShownTexts;

  constructor(db: Db, { hash }: Pick<Fences, 'hash'>) {
    this.#db = db;
    this.#texts = new ShownTexts(db, hash);
  }

  /** The second message planned behind a campaign; null where there is none. */
  get(campaignId: number): SecondStep | null {
    const row = this.#db.orm.select().from(secondStep).where(eq(secondStep.campaignId, campaignId)).get();
    if (!row) return null;
    const { campaignId: _, drawnUntilMs: __, ...step } = row;
    return step;
  }

  /** Sets or removes a campaign's second message. In a started campaign this holds for people not drawn yet. */
  set(campaignId: number, step: SecondStep | null): void {
    if (step === null) {
      this.#db.orm.delete(secondStep).where(eq(secondStep.campaignId, campaignId)).run();
      return;
    }
    const planned = this.#db.orm.insert(secondStep).values({ campaignId, ...step });
    planned.onConflictDoUpdate({ target: secondStep.campaignId, set: step }).run();
  }

  /** The campaign made of the second messages of a campaign; undefined before its first day. */
  madeOf(campaignId: number): number | undefined {
    return this.#db.value<number>(`SELECT id FROM campaign WHERE follows_id = ? AND step_word IS NOT NULL`, campaignId);
  }

  /** The accounts that wrote to people who are not drawn yet: their answers come to these accounts. */
  accountsOf(campaignId: number): string[] {
    return this.#db.values<string>(
      `SELECT DISTINCT h.account FROM second_step s JOIN handed_over h ON h.campaign_id = s.campaign_id
       WHERE s.campaign_id = ? AND h.from_ms >= s.drawn_until_ms`,
      campaignId,
    );
  }

  /** Every second message that somebody may still get, of all campaigns or of one. */
  open(campaignId: number | null = null): OpenStep[] {
    const rows = this.#db.all<Omit<OpenStep, 'schedule' | 'byItself'> & { schedule: string; byItself: 0 | 1 }>(
      `SELECT s.campaign_id AS campaignId, s.after_days AS afterDays, s.at_minute AS atMinute, s.whom AS "group", s.word, s.text,
         s.by_itself AS byItself, c.name, c.state, c.account, c.schedule,
         (SELECT h.from_ms FROM handed_over h WHERE h.campaign_id = c.id AND h.from_ms >= s.drawn_until_ms
           ORDER BY h.from_ms LIMIT 1) AS firstMs
       FROM second_step s JOIN campaign c ON c.id = s.campaign_id
       WHERE (@campaignId IS NULL OR c.id = @campaignId) AND c.state IN ('starting', 'running', 'paused', 'finished')
         AND NOT EXISTS (SELECT 1 FROM campaign m WHERE m.follows_id = c.id AND m.step_word IS NOT NULL AND m.state = 'cancelled')`,
      { campaignId },
    );
    return rows.map((row) => ({ ...row, schedule: readSchedule(row.schedule), byItself: row.byItself === 1 }));
  }

  /**
   * Draws the people of the next stretch who are in the group now, and whose first message left before `untilMs`. Who
   * has a message, or was left out, stays so. Returns the last row done; null after the whole list, when nobody of that
   * time is asked about again, or where the second message was cancelled meanwhile.
   */
  draw({ campaignId, name, textScope, untilMs, isHeld, nowMs }: DrawRequest, after: number): number | null {
    return this.#db.immediate(() => {
      const [step] = this.open(campaignId);
      if (step === undefined) return null;
      const rows = nextRows(this.#db, campaignId, after);
      const until = rows.at(-1) ?? after;
      const people = this.#dueIn(step, { after, until, untilMs }, nowMs);
      if (people.length > 0) this.#add(step, people, { campaignId, name, textScope, untilMs, isHeld, nowMs });
      if (rows.length === limits.startedBatchRows) return until;
      this.#db.run(drawnUntilSql, { untilMs, campaignId });
      return null;
    });
  }

  /** The operator has seen who gets the messages. Returns false where that was not asked. */
  release(stepId: number, nowMs: number): boolean {
    const released = this.#db.run(
      `UPDATE message SET ${notSetAsideSql} WHERE campaign_id = ? AND set_aside = 'second_step'`,
      stepId,
    );
    this.#db.run(`UPDATE campaign SET overdue_released_at_ms = ? WHERE id = ?`, nowMs, stepId);
    return released.changes > 0;
  }

  /** Leaves out people whose date would be over by then. A person with several dates may get one message for each. */
  #dueIn({ campaignId, group, word, schedule }: OpenStep, stretch: Stretch, nowMs: number): NewRecipient[] {
    const found = this.#db.all<NewRecipient & { readonly occasion: string }>(
      `SELECT r.id, r.cells, r.country, r.zones, m.account, m.occasion
       FROM campaign f CROSS JOIN recipient r CROSS JOIN message m
       WHERE f.id = @campaignId AND r.list_id = f.list_id AND r.row_number > @after AND r.row_number <= @until
         AND m.campaign_id = f.id AND m.recipient_id = r.id AND ${inStepGroupSql(group)} AND ${dueSql}
         AND ${knownSql} AND NOT ${stopOpenSql}
         AND NOT EXISTS (SELECT 1 FROM campaign c WHERE c.follows_id = f.id AND c.step_word IS NOT NULL AND (
           EXISTS (SELECT 1 FROM message n WHERE n.campaign_id = c.id AND n.recipient_id = r.id AND n.occasion = m.occasion)
           OR EXISTS (SELECT 1 FROM skip s WHERE s.campaign_id = c.id AND s.recipient_id = r.id)))
       ORDER BY r.row_number, m.occasion`,
      { campaignId, word, ...stretch },
    );
    return found.flatMap((person) => {
      if (person.occasion === '') return person;
      const latestAtMs = latestStepMs(person.occasion, schedule.timeZone, person);
      return latestAtMs < nowMs ? [] : { ...person, dueAtMs: nowMs, latestAtMs };
    });
  }

  #add(step: OpenStep, people: readonly NewRecipient[], request: DrawRequest): void {
    const { isHeld, nowMs } = request;
    const stepId = this.madeOf(step.campaignId) ?? this.#begin(step, request);
    // Where people have dates of their own, each claim asks for the fences of its date.
    const ids = JSON.stringify(people.filter(({ occasion }) => occasion === '').map(({ id }) => id));
    const skipped = this.#db.values<number>(
      `INSERT INTO skip (campaign_id, recipient_id, reason)
       SELECT c.id, r.id, CASE WHEN ${blockedSql} THEN 'do_not_contact' ELSE 'already_has_text' END
       FROM json_each(@ids) p CROSS JOIN recipient r ON r.id = p.value CROSS JOIN campaign c ON c.id = @campaignId
       WHERE ${blockedSql} OR ${fencedSql} RETURNING recipient_id`,
      { ids, campaignId: stepId, ...textValues(request.textScope) },
    );
    const row = readCampaign(this.#db, stepId);
    assert(row, 'the campaign of a second message is there');
    const left = people.filter(({ id }) => !skipped.includes(id));
    makeNewMessages(this.#db, this.#texts, row, left, { isHeld, nowMs });
    this.#db.run(
      `UPDATE campaign SET state = 'running', finished_at_ms = NULL WHERE id = ? AND state = 'finished'
         AND EXISTS (SELECT 1 FROM message WHERE campaign_id = campaign.id AND status = 'pending')`,
      stepId,
    );
    // These people were drawn only now: their messages are not late from a time when the computer slept.
    this.#db.run(`UPDATE campaign SET overdue_released_at_ms = ? WHERE id = ?`, nowMs, stepId);
  }

  /** Makes the campaign of the second messages, with the list, account, hours and pace of the first campaign. */
  #begin({ campaignId, group, word, text, schedule, account }: OpenStep, { name, nowMs }: DrawRequest): number {
    const first = readCampaign(this.#db, campaignId);
    assert(first, 'a second message has a first');
    const { id } = this.#db.orm
      .insert(campaign)
      .values({
        uid: `${first.uid}-2`,
        name,
        text,
        followsId: campaignId,
        followsGroup: group,
        stepWord: word,
        listId: first.listId,
        state: 'draft',
        createdAtMs: nowMs,
        leaveBlanksOut: true,
        // Each message has the times that it was drawn with; no rule of the schedule computes them anew.
        schedule: { ...withoutDates(schedule), startAtMs: null, pilotCount: null },
      })
      .returning({ id: campaign.id })
      .get();
    const startSql = `UPDATE campaign SET state = 'starting', account = ?, started_at_ms = ? WHERE id = ?`;
    this.#db.run(startSql, account, nowMs, id);
    this.#db.run(`UPDATE campaign SET state = 'running' WHERE id = ?`, id);
    return id;
  }
}

/** Not beyond the last message that left: a clock that ran ahead would skip people written to once it is right. */
const drawnUntilSql = `UPDATE second_step SET drawn_until_ms = max(drawn_until_ms, min(@untilMs,
  (SELECT coalesce(max(from_ms) + 15 * 60 * 1000, 0) FROM handed_over h WHERE h.campaign_id = @campaignId))) WHERE campaign_id = @campaignId`;

/** Whether `m` left in the time that is drawn for. One that left earlier and was in doubt then stays left out. */
const dueSql = `EXISTS (SELECT 1 FROM attempt a WHERE a.message_id = m.id AND a.outcome <> 'not_sent' AND a.passed_at_ms < @untilMs
  AND a.passed_at_ms >= (SELECT drawn_until_ms FROM second_step WHERE campaign_id = m.campaign_id))`;
