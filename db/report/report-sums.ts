import type { SkipReason } from '../../domain/campaign.ts';
import type { Report, ReportSplit } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { valueOfCell } from '../../domain/lists/blank-cell.ts';
import type { LeftOutReason } from '../../domain/lists/left-out.ts';
import { type Counts, noCounts } from '../../domain/messages/message.ts';
import { accountColumn } from '../../domain/report/report-views.ts';
import { countColumns, messageSums, readCampaign } from '../campaigns/campaign-rows.ts';
import type { ReadDb } from '../database.ts';
import { doubtSql } from '../messages/message-rows.ts';
import { type CampaignPart, cellSql, isInPartSql, ofPartSql, partValues, placeOf } from './report-part.ts';
import { notInGroupSql } from './step-sums.ts';

/** How many rows a file had, or a part of it, and why some of them became no message. */
type LeftOut = Report['skipped'] & { readonly imported: number };
type ValueLine = ReportSplit['lines'][number];

/** The sums of a campaign's messages. Triggers keep those of a whole campaign; those of a part are counted. */
export function readCounts(db: ReadDb, scope: CampaignPart): Counts {
  if (scope.part === null) return readCampaign(db, scope.campaignId)?.counts ?? noCounts;
  const sql = `SELECT ${countColumns((column) => column)} FROM (SELECT ${messageSums} FROM message m WHERE ${ofPartSql(scope)})`;
  return db.get<Counts>(sql, partValues(scope)) ?? noCounts;
}

/** Why rows have no message. An import stores the sums of a whole list; the rows of a part are counted. */
export function readLeftOut(db: ReadDb, scope: CampaignPart): LeftOut {
  return scope.part === null ? leftOutOfList(db, scope.campaignId) : leftOutOfPart(db, scope);
}

/** The results of a campaign's or a part's people for each value of a column, the value with the most people first. */
export function readSplit(db: ReadDb, scope: CampaignPart, index: number): ValueLine[] {
  const ofAccount = 'm.account AS key, m.account AS cell';
  const ofCell = `${cellSql('r', '@column')} AS key, coalesce(json_extract(r.cells, @column), '') AS cell`;
  return db
    .all<ValueLine>(
      `SELECT cell AS value, count(DISTINCT recipient_id) AS people, sum(status = 'sent') AS sent,
         sum(status = 'failed' AND reason IN ${doubtSql}) AS notConfirmed,
         sum(status = 'failed' AND reason IN ${doubtSql} AND settlement IS NULL) AS toCheck,
         sum(status = 'failed' AND reason NOT IN ${doubtSql}) AS notSent,
         count(DISTINCT CASE WHEN reply_count > 0 THEN recipient_id END) AS replied
       FROM (SELECT m.recipient_id, m.status, m.reason, m.settlement, m.reply_count, ${index === accountColumn ? ofAccount : ofCell}
         FROM message m JOIN recipient r ON r.id = m.recipient_id
         WHERE ${ofPartSql(scope)})
       GROUP BY key ORDER BY people DESC, key`,
      { ...partValues(scope), column: placeOf(Math.max(0, index)) },
    )
    .map(({ value, ...line }) => ({ ...line, value: valueOfCell(value).slice(0, limits.nameCharacters) }));
}

function leftOutOfList(db: ReadDb, campaignId: number): LeftOut {
  const found = db.get<LeftOut>(
    `SELECT l.rows AS imported, l.same_number AS sameNumber, l.cannot_be_used AS cannotBeUsed,
         l.left_out AS leftOut, l.not_chosen AS notChosen,
         l.do_not_contact + ${skipCount('do_not_contact')} AS doNotContact,
         ${skipCount('already_has_text')} AS alreadyHadText, ${skipCount('blank_placeholder')} AS blankPlaceholder,
         ${skipCount('no_hours')} AS noHours, ${skipCount('no_moment')} AS noMoment,
         ${skipCount('contacted_recently')} AS contactedRecently, ${skipCount('erased')} AS erased,
         CASE WHEN c.step_word IS NULL THEN 0 ELSE (SELECT count(*) FROM recipient r WHERE r.list_id = l.id AND ${notInGroupSql}) END AS notInGroup
       FROM campaign c JOIN list l ON l.id = c.list_id WHERE c.id = ?`,
    campaignId,
  );
  return found ?? leftOutBy([]);
}

function skipCount(reason: SkipReason): string {
  return `(SELECT count(*) FROM skip WHERE campaign_id = c.id AND reason = '${reason}')`;
}

/** Null stands for the rows that became messages. */
type Reason = LeftOutReason | SkipReason | 'not_in_group';
type ReasonCount = { readonly reason: Reason | null; readonly count: number };

function leftOutOfPart(db: ReadDb, scope: CampaignPart): LeftOut {
  const rows = db.all<ReasonCount>(
    `SELECT reason, count(*) AS count FROM (
       SELECT coalesce(s.reason, CASE WHEN ${notInGroupSql} THEN 'not_in_group' END) AS reason FROM campaign c JOIN recipient r ON r.list_id = c.list_id
         LEFT JOIN skip s ON s.campaign_id = c.id AND s.recipient_id = r.id
       WHERE c.id = @campaignId AND ${isInPartSql('r', scope)}
       UNION ALL
       SELECT o.reason FROM campaign c JOIN left_out o ON o.list_id = c.list_id
       WHERE c.id = @campaignId AND ${isInPartSql('o', scope)}) GROUP BY reason`,
    partValues(scope),
  );
  return leftOutBy(rows);
}

function leftOutBy(rows: readonly ReasonCount[]): LeftOut {
  const of = (reason: Reason) => rows.filter((row) => row.reason === reason).reduce((sum, { count }) => sum + count, 0);
  return {
    imported: rows.reduce((sum, { count }) => sum + count, 0),
    sameNumber: of('same_number'),
    cannotBeUsed: of('cannot_be_used'),
    leftOut: of('left_out'),
    notChosen: of('not_chosen'),
    doNotContact: of('do_not_contact'),
    alreadyHadText: of('already_has_text'),
    blankPlaceholder: of('blank_placeholder'),
    noHours: of('no_hours'),
    noMoment: of('no_moment'),
    contactedRecently: of('contacted_recently'),
    erased: of('erased'),
    notInGroup: of('not_in_group'),
  };
}
