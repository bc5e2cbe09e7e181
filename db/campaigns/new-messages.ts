import type { SkipReason } from '../../domain/campaign.ts';
import { hasNoHours, type Whereabouts } from '../../domain/schedule/hours.ts';
import type { OwnTime } from '../../domain/schedule/own-times.ts';
import { isBlankFor, personalText } from '../../domain/template/personal-text.ts';
import type { Db } from '../database.ts';
import { changeCodes, makerOf } from '../messages/history-codes.ts';
import { stopOpenSql } from '../people/stops.ts';
import type { CampaignRow } from './campaign-rows.ts';
import type { ShownTexts, TextHash } from './shown-texts.ts';

/** A person on a campaign's list who has no message of it yet. */
export type NewRecipient = Whereabouts & {
  readonly id: number;
  readonly cells: string;
  readonly account: string;
  /** The date that the message is for, where the campaign has dates of the list. */
  readonly occasion?: string;
  readonly dueAtMs?: number | null;
  readonly latestAtMs?: number | null;
  /** Whether the row has a moment, where the campaign has own times. */
  readonly kind?: OwnTime['kind'];
};

type Request = {
  /** The messages wait until somebody has seen who gets them. */
  readonly isHeld?: boolean;
  /** Set where the campaign was started before: the history then says when and by whom the people were added. */
  readonly addedBy?: 'app' | 'operator';
  readonly nowMs: number;
};

/**
 * Makes messages with the texts that Check showed. Who would get a blank, or has no hours, is left out if so chosen.
 */
export function makeNewMessages(
  db: Db,
  texts: ShownTexts,
  campaign: Pick<CampaignRow, 'id' | 'leaveBlanksOut' | 'schedule'>,
  people: readonly NewRecipient[],
  { isHeld = false, addedBy, nowMs }: Request,
): void {
  const source = texts.sourceOf(campaign.id);
  const leftOut: (readonly [id: number, reason: SkipReason])[] = [];
  const messages: NewMessage[] = [];
  for (const person of people) {
    const { made } = personalText(source, JSON.parse(person.cells));
    const isBlank = campaign.leaveBlanksOut && !made.ok && isBlankFor(source.template, made.failure);
    const reason = reasonToLeaveOut(campaign, person, isBlank, nowMs);
    const { id, account, occasion = '', dueAtMs, latestAtMs = null } = person;
    if (reason !== null) leftOut.push([id, reason]);
    else messages.push([id, account, occasion, dueAtMs ?? 0, latestAtMs, made.ok ? texts.hashOf(made.value) : null]);
  }
  db.run(skipsSql, { campaignId: campaign.id, people: JSON.stringify(leftOut) });
  const held = isHeld ? 'second_step' : null;
  const made = { campaignId: campaign.id, nowMs, messages: JSON.stringify(messages) };
  db.run(newMessagesSql, { ...made, held });
  if (addedBy !== undefined) db.run(addedLaterSql, { ...made, who: makerOf(addedBy) });
}

function reasonToLeaveOut(
  { schedule }: Pick<CampaignRow, 'schedule'>,
  { kind = 'moment', country, zones }: NewRecipient,
  isBlank: boolean,
  nowMs: number,
): SkipReason | null {
  if (kind !== 'moment') return 'no_moment';
  if (isBlank) return 'blank_placeholder';
  const leavesOut = !schedule.own && schedule.window?.withoutHours === 'leave_out';
  return leavesOut && hasNoHours(schedule, { country, zones }, nowMs) ? 'no_hours' : null;
}

const skipsSql = `INSERT INTO skip (campaign_id, recipient_id, reason)
  SELECT @campaignId, value ->> 0, value ->> 1 FROM json_each(@people) WHERE true ON CONFLICT DO NOTHING`;

type NewMessage = readonly [
  recipientId: number,
  account: string,
  occasion: string,
  dueAtMs: number,
  latestAtMs: number | null,
  textHash: TextHash | null,
];

/** Makes all messages of a stretch by one statement: one statement for each message costs three times as much. */
const newMessagesSql = `
  INSERT INTO message (campaign_id, recipient_id, country, zones, name_key, phone_key, account, occasion, due_at_ms,
    latest_at_ms, text_hash, status, set_aside, change, changed_at_ms, changed_by)
  SELECT @campaignId, r.id, r.country, r.zones, r.folded, r.phone, value ->> 1, value ->> 2, value ->> 3,
    value ->> 4, value ->> 5, 'pending', coalesce(@held, CASE WHEN ${stopOpenSql} THEN 'asked_to_stop' END), ${changeCodes.created}, @nowMs, 'operator'
  FROM json_each(@messages) CROSS JOIN recipient r ON r.id = value ->> 0`;

/** For everybody else, the start of the campaign says when they were added. */
const addedLaterSql = `
  INSERT INTO history (message_id, number, at_ms, change, detail, made_by)
  SELECT m.id, 1, @nowMs, ${changeCodes.created}, '', @who FROM json_each(@messages)
  JOIN message m ON m.campaign_id = @campaignId AND m.recipient_id = value ->> 0 AND m.occasion = value ->> 2`;
