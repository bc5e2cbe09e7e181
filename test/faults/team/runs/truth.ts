import { isNotConfirmedReason } from '../../../../domain/messages/message.ts';
import { erasedPrefix } from '../../../../domain/people/erased.ts';
import type { TestTeam } from '../../../support/team.ts';
import type { Computer } from './computer.ts';

/** Whom a message left to, in which campaign, and from which computer. */
type Left = { readonly phone: string; readonly uid: string; readonly by: number };
type Row = { readonly person: string; readonly status: string; readonly reason: never };

const messagesSql = `SELECT c.uid || ' ' || r.phone AS person, m.status, m.reason FROM message m
  JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id WHERE r.phone NOT LIKE '${erasedPrefix}%'`;
const askedSql = `SELECT t.token, c.uid || ' ' || r.phone AS person FROM team_ask t JOIN message m ON m.id = t.message_id
  JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id`;

/** The counts that the team's database keeps with each change, where they are not what its rows add up to. */
const sumsSql = `WITH counted AS (
    SELECT p.campaign, p.holder AS member, count(*) FILTER (WHERE p.number IS NULL AND NOT p.is_ended) AS taken,
      count(*) FILTER (WHERE r.outcome = 1) AS reserved, count(*) FILTER (WHERE r.outcome = 2 OR p.is_ended) AS closed,
      count(*) FILTER (WHERE r.outcome = 3) AS unconfirmed, count(*) FILTER (WHERE r.outcome = 4) AS sent
    FROM sendonce.person p LEFT JOIN sendonce.reservation r ON r.number = p.number WHERE p.holder IS NOT NULL GROUP BY 1, 2),
  both_of AS (
    SELECT campaign, member, concat_ws(' ', g.taken, g.reserved, g.closed, g.unconfirmed, g.sent) AS kept,
      concat_ws(' ', coalesce(c.taken, 0), coalesce(c.reserved, 0), coalesce(c.closed, 0), coalesce(c.unconfirmed, 0), coalesce(c.sent, 0)) AS is
    FROM sendonce.progress g FULL JOIN counted c USING (campaign, member))
  SELECT concat_ws(' ', campaign, member, kept, 'is', "is") AS wrong FROM both_of WHERE kept IS DISTINCT FROM "is"`;
/** What the report of all computers says of people, where it is not what became of their reservations. */
const reportSql = `SELECT concat_ws(' ', o.campaign, o.place, o.status, r.outcome) AS wrong FROM sendonce.outcome o
  JOIN sendonce.person p USING (campaign, place) LEFT JOIN sendonce.reservation r ON r.number = p.number
  WHERE (o.status <= 4 AND r.outcome IS DISTINCT FROM 4) OR (o.status IN (5, 6) AND coalesce(r.outcome, 0) < 3)
    OR (o.status > 6 AND r.outcome > 2)`;

/** What the computers and the team say at the end of a run that is not so. */
export async function untruths(
  team: TestTeam,
  computers: readonly Computer[],
  left: readonly Left[],
): Promise<string[]> {
  const closed = await team.sql<{ token: string }>('SELECT token FROM sendonce.reservation WHERE outcome = 2');
  const closedTokens = new Set(closed.map(({ token }) => token));
  const found: string[] = [];
  for (const [by, { one, wasPutBack }] of computers.entries()) {
    // A disk that was put back knows nothing of what left since, and its ledger neither.
    if (wasPutBack) continue;
    const { db } = one.rig.stores;
    const leftHere = new Set(left.filter((message) => message.by === by).map(({ uid, phone }) => `${uid} ${phone}`));
    for (const { person, status, reason } of db.all<Row>(messagesSql)) {
      const isSaidToHaveLeft = status === 'sent' || (status === 'failed' && isNotConfirmedReason(reason));
      if (leftHere.has(person) !== isSaidToHaveLeft && (leftHere.has(person) || status === 'sent'))
        found.push(`${by} says ${status} ${reason ?? ''} of ${person}`);
    }
    for (const { token, person } of db.all<{ token: string; person: string }>(askedSql))
      if (closedTokens.has(token) && leftHere.has(person)) found.push(`the team has closed ${person} of ${by}`);
  }
  for (const sql of [sumsSql, reportSql])
    found.push(...(await team.sql<{ wrong: string }>(sql)).map(({ wrong }) => wrong));
  return found;
}
