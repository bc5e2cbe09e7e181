import type {
  CameBack,
  CampaignPauseReason,
  CampaignState,
  ContactAnswer,
  Schedule,
  TeamPart,
} from '../../domain/campaign.ts';
import type { Counts } from '../../domain/messages/message.ts';
import type { ReadDb } from '../database.ts';
import { doubtSql } from '../messages/message-rows.ts';
import { readSchedule } from '../stored-json.ts';

/** A campaign as it is stored, with its sums. What lists and screens show of one is made of this. */
export type CampaignRow = {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly pauseReason: CampaignPauseReason | null;
  /** Where it came back from, while nobody has let it go on since. */
  readonly cameBack: CameBack | null;
  readonly text: string;
  readonly attachmentHash: string | null;
  /** 0: nobody gets this text twice. n: the n-th declared repeat of it. */
  readonly repeat: number;
  /** Whoever would get a blank is left out, instead of keeping the campaign from starting. */
  readonly leaveBlanksOut: boolean;
  readonly keepsPlace: boolean;
  /** The operator's answer for people who heard from another campaign lately, and until when it knew of them. */
  readonly contactsAnswer: ContactAnswer | null;
  readonly contactsAnsweredAtMs: number | null;
  /** The campaign whose people this one writes to again. */
  readonly followsId: number | null;
  /** Of one that goes again, the first day whose people are not drawn yet. */
  readonly nextDay: string | null;
  readonly listId: number | null;
  /** The phone number of the linked account it was started from; null while it is a draft. */
  readonly account: string | null;
  readonly schedule: Schedule;
  /** Null for a campaign that only this computer sends. */
  readonly team: TeamPart | null;
  readonly createdAtMs: number;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
  readonly counts: Counts;
  /** How many people wrote back. */
  readonly replied: number;
};

/** What becomes of a campaign while its people are chosen and its questions answered. */
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

/** The same sums made of messages, as the triggers keep them. */
export const messageSums = `
  count(*) FILTER (WHERE status = 'pending') AS pending, count(*) FILTER (WHERE status = 'sending') AS sending,
  count(*) FILTER (WHERE status = 'sent') AS sent, count(*) FILTER (WHERE status = 'sent' AND ack >= 2) AS delivered,
  count(*) FILTER (WHERE status = 'sent' AND ack >= 3) AS read, count(*) FILTER (WHERE evidence = 'operator') AS seen_by_operator,
  count(*) FILTER (WHERE status = 'failed' AND reason NOT IN ${doubtSql}) AS not_sent,
  count(*) FILTER (WHERE status = 'failed' AND reason IN ${doubtSql}) AS not_confirmed,
  count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
  count(*) FILTER (WHERE status = 'failed' AND settlement IS NULL AND reason IN ${doubtSql}) AS to_check,
  count(*) FILTER (WHERE status = 'failed' AND reason = 'duplicate') AS has_text`;

/** The sums of a campaign as columns under the names that the domain gives them. */
export function countColumns(expression: (column: string) => string): string {
  return Object.entries(countNames)
    .map(([name, column]) => `${expression(column)} AS ${name}`)
    .join(', ');
}

const campaignSql = `SELECT c.id, c.uid, c.name, c.state, c.pause_reason AS pauseReason, c.came_back AS cameBack, c.text, c.attachment_hash AS attachmentHash,
    c.repeat, c.leave_blanks_out AS leaveBlanksOut, c.keeps_place AS keepsPlace, c.contacts_answer AS contactsAnswer,
    c.contacts_answered_at_ms AS contactsAnsweredAtMs, c.follows_id AS followsId, c.next_day AS nextDay, c.list_id AS listId, c.account, c.schedule, c.team, c.created_at_ms AS createdAtMs,
    c.started_at_ms AS startedAtMs, c.finished_at_ms AS finishedAtMs,
    c.replied, ${countColumns((column) => `t.${column}`)}
  FROM campaign c JOIN campaign_counts t ON t.campaign_id = c.id`;

/** One campaign; undefined where there is none. */
export function readCampaign(db: ReadDb, id: number): CampaignRow | undefined {
  const stored = db.get<StoredCampaign>(`${campaignSql} WHERE c.id = +?`, id);
  return stored && asRow(stored);
}

/** Every campaign, the newest first. */
export function readCampaigns(db: ReadDb): CampaignRow[] {
  return db.all<StoredCampaign>(`${campaignSql} ORDER BY c.created_at_ms DESC, c.id DESC`).map(asRow);
}

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
