import type { CampaignPauseReason, CampaignState } from '../../domain/campaign.ts';
import { limits } from '../../domain/limits.ts';
import type { Counts } from '../../domain/messages/message.ts';
import type { ReadDb } from '../database.ts';
import { doubtSql } from '../messages/message-rows.ts';
import type { campaign } from '../schema.ts';
import { readSchedule } from '../stored-json.ts';

/** A campaign as it is stored, with its sums. Lists and screens are made from this. */
export type CampaignRow = Readonly<Omit<typeof campaign.$inferSelect, NotRead>> & { readonly counts: Counts };

/** Columns that only SQL statements look at. */
type NotRead =
  | ('repeatAfter' | 'pilotApproved' | 'overdueReleasedAtMs' | 'leaveCopiesOut' | 'laterContactsAnswer' | 'absentAsked')
  | ('unansweredSinceMs' | 'followsGroup' | 'stepWord' | 'waitingReplies');

/** The file that goes out with a campaign's text, and the name under which it goes. */
export type CampaignFile = Pick<CampaignRow, 'attachmentHash' | 'attachmentName'>;

/** What the parts that choose people and ask questions need to change of a campaign's life. */
export type CampaignLife = {
  get(id: number): CampaignRow | undefined;
  move(id: number, from: CampaignState, to: CampaignState, nowMs: number, why?: CampaignPauseReason | null): boolean;
  releaseOverdue(id: number, nowMs: number): void;
  nextRepeat(): number;
};

type Flag = 'leaveBlanksOut' | 'keepsPlace';
type StoredCampaign = Omit<CampaignRow, 'schedule' | Flag | 'counts'> &
  Counts & { readonly schedule: string } & Readonly<Record<Flag, 0 | 1>>;

const countNames = {
  pending: 'pending',
  sending: 'sending',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  seenByOperator: 'seen_by_operator',
  notSent: 'not_sent',
  notConfirmed: 'not_confirmed',
  cancelled: 'cancelled',
  toCheck: 'to_check',
  hasText: 'has_text',
} as const satisfies Record<keyof Counts, string>;

/** The sums of a campaign computed from its messages, equal to those that the triggers keep. */
export const messageSums = `
  count(*) FILTER (WHERE status = 'pending') AS pending, count(*) FILTER (WHERE status = 'sending') AS sending,
  count(*) FILTER (WHERE status = 'sent') AS sent, count(*) FILTER (WHERE status = 'sent' AND ack >= 2) AS delivered,
  count(*) FILTER (WHERE status = 'sent' AND ack >= 3) AS read, count(*) FILTER (WHERE evidence = 'operator') AS seen_by_operator,
  count(*) FILTER (WHERE status = 'failed' AND reason NOT IN ${doubtSql}) AS not_sent,
  count(*) FILTER (WHERE status = 'failed' AND reason IN ${doubtSql}) AS not_confirmed,
  count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
  count(*) FILTER (WHERE status = 'failed' AND settlement IS NULL AND reason IN ${doubtSql}) AS to_check,
  count(*) FILTER (WHERE status = 'failed' AND reason = 'duplicate') AS has_text`;

/** The sums of a campaign as SQL columns under the names of the domain. */
export function countColumns(expression: (column: string) => string): string {
  return Object.entries(countNames)
    .map(([name, column]) => `${expression(column)} AS ${name}`)
    .join(', ');
}

const campaignSql = `SELECT c.id, c.uid, c.name, c.state, c.pause_reason AS pauseReason, c.came_back AS cameBack, c.text, c.attachment_hash AS attachmentHash, c.attachment_name AS attachmentName,
    c.repeat, c.leave_blanks_out AS leaveBlanksOut, c.keeps_place AS keepsPlace, c.contacts_answer AS contactsAnswer,
    c.contacts_answered_at_ms AS contactsAnsweredAtMs, c.follows_id AS followsId, c.next_day AS nextDay, c.list_id AS listId, c.account, c.schedule, c.team, c.created_at_ms AS createdAtMs,
    c.started_at_ms AS startedAtMs, c.finished_at_ms AS finishedAtMs,
    c.replied, ${countColumns((column) => `t.${column}`)}
  FROM campaign c JOIN campaign_counts t ON t.campaign_id = c.id`;

export function readCampaign(db: ReadDb, id: number): CampaignRow | undefined {
  const stored = db.get<StoredCampaign>(`${campaignSql} WHERE c.id = +?`, id);
  return stored && asRow(stored);
}

/** Every campaign, the newest first. */
export function readCampaigns(db: ReadDb): CampaignRow[] {
  return db.all<StoredCampaign>(`${campaignSql} ORDER BY c.created_at_ms DESC, c.id DESC`).map(asRow);
}

/** The row numbers of a campaign's list after `after`, as many as one stretch of a start or of a day takes. */
export function nextRows(db: ReadDb, campaignId: number, after: number): number[] {
  return db.values<number>(
    `SELECT r.row_number FROM campaign c JOIN recipient r ON r.list_id = c.list_id
     WHERE c.id = ? AND r.row_number > ? ORDER BY r.row_number LIMIT ${limits.startedBatchRows}`,
    ...[campaignId, after],
  );
}

/**
 * The next waiting messages of a campaign, to be changed many at once: in the order of the file, where neighbours share
 * their pages. SQLite by itself would go along names or numbers, and each message would write pages of its own.
 */
export const nextWaitingSql = (campaignId: string) => `SELECT id FROM message INDEXED BY message_campaign_pending
  WHERE campaign_id = ${campaignId} AND status = 'pending' ORDER BY due_at_ms, id LIMIT ${limits.campaignBatchRows}`;

function asRow(stored: StoredCampaign): CampaignRow {
  const { pending, sending, sent, delivered, read, seenByOperator, notSent, notConfirmed, cancelled, ...more } = stored;
  const { toCheck, hasText, ...rest } = more;
  const tried = { sent, delivered, read, seenByOperator, notSent, notConfirmed };
  return {
    ...rest,
    schedule: readSchedule(stored.schedule),
    leaveBlanksOut: stored.leaveBlanksOut === 1,
    keepsPlace: stored.keepsPlace === 1,
    counts: { pending, sending, ...tried, cancelled, toCheck, hasText },
  };
}
