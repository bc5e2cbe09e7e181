import { noStepSums, type StepSums } from '../../domain/report/step-sums.ts';
import type { ReadDb } from '../database.ts';
import { doubtSql } from '../messages/message-rows.ts';
import { stoppedOrBlockedSql } from '../people/stops.ts';
import { type CampaignPart, isInPartSql, partValues } from './report-part.ts';

/** Whether the recipient `r` has neither a message of the campaign `c` nor a reason to get none. */
export const hasNothingSql = `(NOT EXISTS (SELECT 1 FROM message m WHERE m.campaign_id = c.id AND m.recipient_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM skip s WHERE s.campaign_id = c.id AND s.recipient_id = r.id))`;
/** Whether the recipient `r` is on the list of the second message `c`, but is not in its group. */
export const notInGroupSql = `(c.step_word IS NOT NULL AND ${hasNothingSql})`;

/** The second message for each first message, in groups that add up to all; null where none is planned. */
export function readStepSums(db: ReadDb, scope: CampaignPart): StepSums | null {
  const { campaignId } = scope;
  const madeId = db.value<number>(`SELECT id FROM campaign WHERE follows_id = ? AND step_word IS NOT NULL`, campaignId);
  const drawnUntilMs = db.value<number>(`SELECT drawn_until_ms FROM second_step WHERE campaign_id = ?`, campaignId);
  if (madeId === undefined && drawnUntilMs === undefined) return null;
  const rows = db.all<{ fate: keyof StepSums; count: number }>(
    `SELECT fate, count(*) AS count FROM (
       SELECT CASE
         WHEN EXISTS (SELECT 1 FROM message n WHERE n.campaign_id = @madeId AND n.recipient_id = m.recipient_id AND n.occasion = m.occasion) THEN 'drawn'
         WHEN EXISTS (SELECT 1 FROM skip s WHERE s.campaign_id = @madeId AND s.recipient_id = m.recipient_id) THEN 'leftOut'
         WHEN m.status = 'pending' OR m.status = 'sending' THEN 'toCome'
         WHEN m.status = 'failed' AND m.reason IN ${doubtSql} THEN 'notConfirmed'
         WHEN m.status <> 'sent' THEN 'notSent'
         WHEN ${stoppedOrBlockedSql} THEN 'stopped'
         WHEN NOT EXISTS (SELECT 1 FROM attempt a WHERE a.message_id = m.id AND a.passed_at_ms < @drawnUntilMs) THEN 'toCome'
         ELSE 'notInGroup' END AS fate
       FROM message m JOIN recipient r ON r.id = m.recipient_id
       WHERE m.campaign_id = @campaignId AND ${isInPartSql('r', scope)}) GROUP BY fate`,
    { ...partValues(scope), madeId: madeId ?? null, drawnUntilMs: drawnUntilMs ?? Number.MAX_SAFE_INTEGER },
  );
  return { ...noStepSums, ...Object.fromEntries(rows.map(({ fate, count }) => [fate, count])), madeId: madeId ?? null };
}
