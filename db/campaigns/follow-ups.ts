import { isNotSentReason, neverRequeuedReasons, readAck, requeuedReasons } from '../../domain/messages/message.ts';
import { erasedPrefix } from '../../domain/people/erased.ts';
import {
  type FollowedGroup,
  type FollowUpCounts,
  type FollowUpGroup,
  followedGroups,
  followUpGroups,
  type StepGroup,
} from '../../domain/people/follow-up.ts';
import { type ReadDb, sqlList } from '../database.ts';
import { changeCodes } from '../messages/history-codes.ts';
import { stoppedOrBlockedSql } from '../people/stops.ts';
import { type CampaignPart, isInPartSql, partValues } from '../report/report-part.ts';
import type { NewRow } from './lists.ts';

/** A row of the list from which a follow-up's own list is made. */
type PersonRow = NewRow & { readonly rowNumber: number };

/** Whether the person of `m` wrote after it left, to any campaign: a reply is stored with the last message before. */
const answeredSinceSql = `(m.reply_count > 0 OR EXISTS (
  SELECT 1 FROM membership x CROSS JOIN person p ON p.id = x.person_id WHERE x.recipient_id = m.recipient_id
    AND p.replied_ms >= (SELECT max(coalesce(passed_at_ms, opened_at_ms)) FROM attempt WHERE message_id = m.id)))`;
/** Whether an answer to the message `m` contains a word, as a whole word. */
const saidSql = (word: string) => `EXISTS (SELECT 1 FROM reply y WHERE y.message_id = m.id
  AND instr(' ' || plain_words(y.text) || ' ', ' ' || plain_words(${word}) || ' ') > 0)`;

/**
 * A person who answered counts as having read it, whatever receipts say. Who has the text already is not in `not_sent`;
 * a message that the operator saw to be missing is, although its text stays fenced, since it may still be sent.
 */
const groupSql: Readonly<Record<FollowedGroup, string>> = {
  not_sent: `(m.status = 'failed' AND (m.reason IN ${sqlList(requeuedReasons)} OR m.settlement IS 'not_there'))`,
  no_read_receipt: `(m.status = 'sent' AND coalesce(m.ack, 0) < ${readAck} AND NOT ${answeredSinceSql})`,
  no_reply: `(m.status = 'sent' AND NOT ${answeredSinceSql})`,
  replied: `(m.status = 'sent' AND m.reply_count > 0)`,
  said_word: `(m.status = 'sent' AND m.reply_count > 0 AND ${saidSql('c.step_word')})`,
};
/** Whether a message had its turn or is to have it again. A further date's that waits does not count. */
const isTakenSql = (message: string) =>
  `(${message}.status IN ('sending', 'sent', 'failed') OR (${message}.status = 'pending' AND ${message}.change = ${changeCodes.queued_again}))`;
/** Whether `m` is the last message of its row: of several dates, the latest that had its turn. */
const isLastSql = (row: string) => `(m.occasion = '' OR (${isTakenSql('m')} AND NOT EXISTS (
  SELECT 1 FROM recipient t CROSS JOIN message n ON n.campaign_id = m.campaign_id AND n.recipient_id = t.id
  WHERE t.list_id = ${row}.list_id AND t.phone = ${row}.phone AND (n.occasion, n.id) > (m.occasion, m.id) AND ${isTakenSql('n')})))`;

/** Whether the person of `r` left the group of the follow-up `c`: they answered, read or got the first message. */
export const leftGroupSql = `(c.follows_group IS NOT NULL AND EXISTS (
  SELECT 1 FROM campaign f CROSS JOIN recipient q CROSS JOIN message m
  WHERE f.id = c.follows_id AND q.list_id = f.list_id AND q.phone = r.phone AND (c.step_word IS NULL OR q.id = r.id) AND m.campaign_id = f.id AND m.recipient_id = q.id
    AND (c.step_word IS NOT NULL OR ${isLastSql('q')}) AND NOT CASE c.follows_group ${followedGroups.map((group) => `WHEN '${group}' THEN ${groupSql[group]}`).join(' ')} END))`;
const answeredLaterSql = `(m.status = 'sent' AND m.reply_count = 0 AND ${answeredSinceSql})`;
/** The message did not leave and is not to be sent again: the person has the text, or is no longer among its people. */
const notAgainSql = `(m.status = 'failed' AND m.reason IN ${sqlList(neverRequeuedReasons.filter(isNotSentReason))})`;
const anyGroupSql = followUpGroups.map((group) => groupSql[group]).join(' OR ');

/** Whether a second message is for the person of the message `m`; `@word` is the word that they answered with. */
export const inStepGroupSql = (group: StepGroup) =>
  group === 'said_word' ? groupSql.said_word.replace('c.step_word', '@word') : groupSql[group];

export const knownSql = `r.phone NOT LIKE '${erasedPrefix}%'`;

/** How many people of a campaign, or of a part of it, are in each group. */
export function countFollowUps(db: ReadDb, scope: CampaignPart): FollowUpCounts {
  const sums = followUpGroups.map((group) => `coalesce(sum(NOT stopped AND ${group}), 0) AS ${group}`);
  const columns = followUpGroups.map((group) => `${groupSql[group]} AS ${group}`);
  const { stopped, answeredLater, notAgain, notThere, ...groups } = db.get<Record<FollowUpGroup | Out, number>>(
    `SELECT ${sums.join(', ')}, coalesce(sum(stopped), 0) AS stopped, coalesce(sum(NOT stopped AND answeredLater), 0) AS answeredLater,
       coalesce(sum(NOT stopped AND notAgain), 0) AS notAgain,
       coalesce(sum(NOT stopped AND not_sent AND notThere), 0) AS notThere FROM (
       SELECT ${columns.join(', ')}, m.settlement IS 'not_there' AS notThere, ${answeredLaterSql} AS answeredLater, ${notAgainSql} AS notAgain, ${stoppedOrBlockedSql} AS stopped FROM message m JOIN recipient r ON r.id = m.recipient_id
       WHERE m.campaign_id = @campaignId AND ${knownSql} AND (${anyGroupSql} OR ${answeredLaterSql} OR ${notAgainSql}) AND ${isLastSql('r')} AND ${isInPartSql('r', scope)})`,
    partValues(scope),
  ) ?? { ...nobody, stopped: 0, answeredLater: 0, notAgain: 0, notThere: 0 };
  return { groups, stopped, answeredLater, notAgain, notThere };
}

/** The people of a group after a row of the list, in its order. */
export function peopleToFollow(
  db: ReadDb,
  scope: CampaignPart,
  group: FollowUpGroup,
  after: number,
  most: number,
): PersonRow[] {
  return db
    .all<Omit<PersonRow, 'cells'> & { cells: string }>(
      `SELECT r.row_number AS rowNumber, r.name, r.phone, r.extra, r.cells, r.country, r.zones, r.decision
       FROM campaign c CROSS JOIN recipient r CROSS JOIN message m
       WHERE c.id = @campaignId AND r.list_id = c.list_id AND r.row_number > @after
         AND m.campaign_id = c.id AND m.recipient_id = r.id AND ${groupSql[group]} AND ${isLastSql('r')}
         AND ${knownSql} AND NOT ${stoppedOrBlockedSql} AND ${isInPartSql('r', scope)}
       ORDER BY r.row_number LIMIT @most`,
      { ...partValues(scope), after, most },
    )
    .map(({ cells, ...row }) => ({ ...row, cells: JSON.parse(cells) }));
}

type Out = 'stopped' | 'answeredLater' | 'notAgain' | 'notThere';

const nobody: FollowUpCounts['groups'] = { not_sent: 0, no_read_receipt: 0, no_reply: 0, replied: 0 };
