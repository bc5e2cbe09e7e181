import type {
  ChatLine,
  CommandOutput,
  MessageRow,
  Report,
  Verification,
  WhatsAppCheck,
} from '../../../domain/contract.ts';
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
    copiesSeen: null,
    text: `Hello ${row.name || 'friend'},\n\nVolunteer Day is on *Saturday 14 March*, 10:00 to 15:00. Your meeting point: ${row.extra}.`,
    attachment: null,
    rowNumber: row.id + 1,
    columns: [{ header: 'Meeting point', value: row.extra }],
    history: [
      entry('created', fixtureNowMs - 24 * 60_000),
      ...(wasHandedOver ? [entry('looked', startMs), entry('passed', startMs + 2_000)] : []),
      ...(row.status === 'sent' && row.ack !== null ? [entry('acknowledged', row.changedAtMs, String(row.ack))] : []),
      ...(row.evidence === 'operator'
        ? [{ ...entry('settled', row.changedAtMs, 'operator', 'Sam'), from: 'failed', to: 'sent' } as const]
        : []),
      ...(row.reason === 'no_confirmation' ? [entry('not_confirmed', row.changedAtMs, row.reason)] : []),
      ...(row.reason === 'interrupted' ? [entry('recovered', row.changedAtMs, row.reason)] : []),
      ...(row.reason !== null && isNotSentReason(row.reason) ? [entry('failed', row.changedAtMs, row.reason)] : []),
    ],
    replies: Array.from({ length: row.replyCount }, (_, place) => ({
      atMs: row.changedAtMs + (place + 1) * 60_000,
      text: place === 0 ? 'Thank you, I will be there.' : 'Where do we park?',
    })),
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

/** What looking through the chats has found; nothing yet unless said otherwise. */
export function verification(change: Partial<Verification> = {}): Verification {
  return {
    campaignId: 1,
    isRunning: false,
    total: 0,
    done: 0,
    once: 0,
    none: 0,
    more: 0,
    unknown: 0,
    finishedAtMs: null,
    ...change,
  };
}

/** The last messages of somebody's chat, with ours among them. */
export function chatLines(row: MessageRow): ChatLine[] {
  const { text } = messageDetail(row);
  return [
    { fromMe: false, text: 'When do we start on Saturday?', atMs: row.changedAtMs - 3_600_000, ack: null },
    { fromMe: true, text, atMs: row.changedAtMs - 60_000, ack: 2 },
    { fromMe: false, text: 'Thank you, see you there', atMs: row.changedAtMs + 60_000, ack: null },
  ];
}

/** A check in which everything works. */
export const fineChecks: WhatsAppCheck[] = (['link', 'gate', 'look_up', 'ids', 'history'] as const).map((what) => ({
  what,
  isFine: true,
  detail: '',
}));

/** A report whose totals add up. */
export function report(campaign: ReturnType<typeof campaignSummary>): Report {
  const { counts } = campaign;
  const skipped = { sameNumber: 8, doNotContact: 3, cannotBeUsed: 5, alreadyHadText: 0, blankPlaceholder: 0 };
  return {
    verification: verification({ campaignId: campaign.id, total: counts.sent + counts.notConfirmed }),
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
    secondCopies: [],
    timeline: Array.from({ length: 25 }, (_, minute) => ({
      atMs: fixtureNowMs - (24 - minute) * 60_000,
      sent: minute % 7 === 0 ? 3 : 6,
      read: minute > 2 ? 3 : 0,
    })),
  };
}
