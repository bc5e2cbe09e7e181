import type { SkipReason } from '../../domain/campaign.ts';
import { hasNoHours, type Whereabouts } from '../../domain/schedule/hours.ts';
import type { OwnTime } from '../../domain/schedule/own-times.ts';
import { isBlankFor, personalText } from '../../domain/template/personal-text.ts';
import type { Db } from '../database.ts';
import { stopOpenSql } from '../people/stops.ts';
import type { CampaignRow } from './campaign-rows.ts';
import type { ShownTexts } from './shown-texts.ts';

/** Somebody on a campaign's list who has no message of it yet. */
export type NewRecipient = Whereabouts & {
  readonly id: number;
  readonly cells: string;
  /** The account that writes to them. */
  readonly account: string;
  /** The date that it is for, and the times between which it may go, where it has some of its own. */
  readonly occasion?: string;
  readonly dueAtMs?: number | null;
  readonly latestAtMs?: number | null;
  /** Whether the row has a moment, where the campaign has own times. */
  readonly kind?: OwnTime['kind'];
};

type Request = {
  /** They wait until somebody has seen who they are. */
  readonly isHeld?: boolean;
  readonly nowMs: number;
};

/** Each with the text that Check showed for its person. Who would get a blank or has no hours is left out if so chosen. */
export function makeNewMessages(
  db: Db,
  texts: ShownTexts,
  { id: campaignId, leaveBlanksOut, schedule }: Pick<CampaignRow, 'id' | 'leaveBlanksOut' | 'schedule'>,
  people: readonly NewRecipient[],
  { isHeld = false, nowMs }: Request,
): void {
  const source = texts.sourceOf(campaignId);
  const leaveOut = (id: number, reason: SkipReason) =>
    db.run(`INSERT INTO skip (campaign_id, recipient_id, reason) VALUES (?, ?, ?)`, campaignId, id, reason);
  for (const {
    id,
    cells,
    account,
    occasion = '',
    dueAtMs = null,
    latestAtMs = null,
    kind = 'moment',
    ...where
  } of people) {
    const { made } = personalText(source, JSON.parse(cells));
    if (kind !== 'moment') leaveOut(id, 'no_moment');
    else if (leaveBlanksOut && !made.ok && isBlankFor(source.template, made.failure)) leaveOut(id, 'blank_placeholder');
    else if (!schedule.own && schedule.window?.withoutHours === 'leave_out' && hasNoHours(schedule, where, nowMs))
      leaveOut(id, 'no_hours');
    else {
      const hash = made.ok ? texts.hashOf(made.value) : null;
      const held = isHeld ? 'second_step' : null;
      db.run(newMessageSql, ...[campaignId, account, occasion, dueAtMs ?? 0, latestAtMs, held, nowMs, hash, id]);
    }
  }
}

const newMessageSql = `
  INSERT INTO message (campaign_id, recipient_id, country, zones, name_key, phone_key, account, occasion, due_at_ms,
    latest_at_ms, status, set_aside, change, changed_at_ms, changed_by, text_hash)
  SELECT ?, id, country, zones, folded, phone, ?, ?, ?, ?, 'pending', coalesce(?, CASE WHEN ${stopOpenSql} THEN 'asked_to_stop' END), 'created', ?, 'operator', ?
  FROM recipient r WHERE id = +?`;
