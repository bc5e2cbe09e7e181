import type { CommandOutput, MessageRow, Report } from '../../../domain/contract.ts';
import { isNotSentReason } from '../../../domain/message.ts';
import { type campaignSummary, fixtureNowMs, messageRows } from './fixtures.ts';

/** The whole of a message, with the history that its status implies. */
export function messageDetail(row: MessageRow): CommandOutput<'messages:get'> {
  const startMs = row.changedAtMs - 62_000;
  const entry = (what: string, atMs: number, detail = '', who = '') => ({
    atMs,
    what,
    detail,
    who,
    from: null,
    to: null,
  });
  const wasHandedOver = row.status === 'sent' || (row.reason !== null && !isNotSentReason(row.reason));
  return {
    ...row,
    text: `Hello ${row.name || 'friend'},\n\nVolunteer Day is on *Saturday 14 March*, 10:00 to 15:00. Your meeting point: ${row.extra}.`,
    attachment: null,
    rowNumber: row.id + 1,
    columns: [{ header: 'Meeting point', value: row.extra }],
    history: [
      entry('created', fixtureNowMs - 24 * 60_000),
      ...(wasHandedOver ? [entry('looked', startMs), entry('passed', startMs + 2_000)] : []),
      ...(row.status === 'sent' && row.ack !== null ? [entry('acknowledged', row.changedAtMs, String(row.ack))] : []),
      ...(row.evidence === 'operator' ? [entry('settled', row.changedAtMs, 'seen', 'Sam')] : []),
      ...(row.reason === 'no_confirmation' ? [entry('not_confirmed', row.changedAtMs, row.reason)] : []),
      ...(row.reason === 'interrupted' ? [entry('recovered', row.changedAtMs, row.reason)] : []),
      ...(row.reason !== null && isNotSentReason(row.reason) ? [entry('failed', row.changedAtMs, row.reason)] : []),
    ],
    attempts: wasHandedOver
      ? [
          {
            id: row.id,
            outcome: row.status === 'sent' ? 'sent' : 'unknown',
            openedAtMs: startMs,
            passedAtMs: startMs + 2_000,
            ackedAtMs: row.status === 'sent' ? row.changedAtMs : null,
            rejectedAtMs: null,
            ack: row.ack,
          },
        ]
      : [],
  };
}

/** A report whose totals add up. */
export function report(campaign: ReturnType<typeof campaignSummary>): Report {
  const { counts } = campaign;
  const skipped = { sameNumber: 8, doNotContact: 3, cannotBeUsed: 5, alreadyHadText: 0 };
  return {
    campaign,
    totals: {
      imported: campaign.total + 16,
      skipped: 16,
      sent: counts.sent,
      delivered: counts.delivered,
      read: counts.read,
      seenByOperator: counts.seenByOperator,
      notSent: counts.notSent,
      notConfirmed: counts.notConfirmed,
      cancelled: counts.cancelled,
      open: counts.pending + counts.sending,
    },
    skipped,
    exceptions: messageRows(12).filter((row) => row.status === 'failed'),
    timeline: Array.from({ length: 25 }, (_, minute) => ({
      atMs: fixtureNowMs - (24 - minute) * 60_000,
      sent: minute % 7 === 0 ? 3 : 6,
      read: minute > 2 ? 3 : 0,
    })),
  };
}
