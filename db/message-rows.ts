import { notConfirmedReasons } from '../domain/message.ts';

/** The columns of a row of the outbox, with the tables that `messageTables` names. */
export const messageColumns = `m.id, m.campaign_id AS campaignId, c.name AS campaignName, r.name, r.phone, r.extra, m.status, m.reason,
  m.evidence, m.ack, m.settlement, m.contradiction, m.changed_at_ms AS changedAtMs,
  (SELECT count(*) FROM reply WHERE message_id = m.id) AS replyCount`;
export const messageTables = `message m JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id`;
/** The reasons under which a message may have arrived, for `IN`. */
export const doubtSql = `('${notConfirmedReasons.join("', '")}')`;
