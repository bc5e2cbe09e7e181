import type {
  ChatLine,
  CommandOutput,
  Days,
  DaysReport,
  MessageRow,
  Report,
  Verification,
  WhatsAppChecks,
} from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { isNotSentReason } from '../../../domain/messages/message.ts';
import { toReportChart } from '../../../domain/report/report-chart.ts';
import { type campaignSummary, fixtureNowMs, messageRows } from './fixtures.ts';

/** The whole of a message, with the history that its status implies. */
export function messageDetail(row: MessageRow): CommandOutput<'message:get'> {
  const startMs = row.changedAtMs - 62_000;
  const entry = (what: string, atMs: number, detail = '', who = '') => ({
    atMs,
    what,
    detail,
    who,
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
        ? [{ ...entry('settled', row.changedAtMs, 'operator', 'Sam'), to: 'sent' } as const]
        : []),
      ...(row.reason === 'no_confirmation' ? [entry('not_confirmed', row.changedAtMs, row.reason)] : []),
      ...(row.reason === 'interrupted' ? [entry('recovered', row.changedAtMs, row.reason)] : []),
      ...(row.reason !== null && isNotSentReason(row.reason) ? [entry('failed', row.changedAtMs, row.reason)] : []),
    ],
    replies: Array.from({ length: Math.min(row.replyCount, limits.repliesKept) }, (_, place) => ({
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
            ack: row.ack,
          },
        ]
      : [],
  };
}

/** The result of a search through the chats; by default nothing was found yet. */
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

/** The last messages of a person's chat, with ours among them. */
export function chatLines(row: MessageRow): ChatLine[] {
  const { text } = messageDetail(row);
  return [
    { fromMe: false, text: 'When do we start on Saturday?', atMs: row.changedAtMs - 3_600_000, ack: null },
    { fromMe: true, text, atMs: row.changedAtMs - 60_000, ack: 2 },
    { fromMe: false, text: 'Thank you, see you there', atMs: row.changedAtMs + 60_000, ack: null },
  ];
}

/** A check in which everything works, without a message. */
export const fineChecks: WhatsAppChecks = {
  version: '2.3000.1042000000',
  restrictedUntilMs: null,
  checks: (['page', 'link', 'shapes', 'gate', 'look_up', 'ids', 'history', 'restriction'] as const).map((what) => ({
    what,
    word: 'pass',
  })),
};

/** A check of a page that has changed, with a message that nobody confirmed. */
export const failedChecks: WhatsAppChecks = {
  ...fineChecks,
  checks: [
    ...fineChecks.checks.map((one) => (one.what === 'gate' ? { ...one, word: 'fail' as const } : one)),
    { what: 'message', word: 'unknown' },
  ],
};

/** A report whose totals add up. */
export function report(campaign: ReturnType<typeof campaignSummary>): Report {
  const { counts } = campaign;
  const skipped = {
    sameNumber: 8,
    doNotContact: 3,
    cannotBeUsed: 5,
    leftOut: 0,
    notChosen: 0,
    alreadyHadText: 0,
    blankPlaceholder: 0,
    noHours: 0,
    noMoment: 0,
    contactedRecently: 0,
    erased: 0,
    notInGroup: 0,
  };
  return {
    kind: 'here',
    accounts: campaign.account === null ? [] : [campaign.account],
    verification: verification({ campaignId: campaign.id, total: counts.sent + counts.notConfirmed }),
    campaign,
    message: {
      text: 'Hello {{name|friend}}\n\n*Volunteer Day is on*\n10:00 to 15:00. Your meeting point:',
      attachment: 'letter box',
      wasChanged: false,
    },
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
      toCheck: counts.toCheck,
      hasText: counts.hasText,
      open: counts.pending + counts.sending,
    },
    skipped,
    step: null,
    exceptions: messageRows(12).filter((row) => row.status === 'failed'),
    cancelled: [],
    secondCopies: [],
    replies: { reached: counts.sent, people: 7, waiting: 2, stopped: 1 },
    replySums: {
      byDay: [{ atMs: fixtureNowMs, people: 7 }],
      byWord: [
        { word: 'yes', people: 4 },
        { word: 'no', people: 1 },
      ],
      otherWords: 2,
    },
    followUps: {
      groups: {
        not_sent: counts.notSent,
        no_read_receipt: counts.sent - counts.read,
        no_reply: Math.max(0, counts.sent - 7),
        replied: 6,
      },
      stopped: 1,
      answeredLater: 0,
      notAgain: 0,
      notThere: 1,
    },
    columns: [
      { index: 0, header: 'Name' },
      { index: 2, header: 'letter box' },
    ],
    chosenBy: null,
    chart: reportChart(fixtureNowMs - 24 * 60_000, 25),
    pauses: [
      {
        campaignId: null,
        reason: 'unconfirmed_in_a_row',
        fromMs: fixtureNowMs - 14 * 60_000,
        toMs: fixtureNowMs - 9 * 60_000,
      },
      {
        campaignId: campaign.id,
        reason: 'operator',
        fromMs: fixtureNowMs - 3 * 60_000,
        toMs: fixtureNowMs - 2 * 60_000,
      },
    ],
  };
}

/** A chart of bars that are a minute long, with a gap in the middle. */
export function reportChart(fromMs: number, minutes: number): NonNullable<Report['chart']> {
  const tried = Array.from({ length: minutes }, (_, minute) => ({
    atMs: fromMs + minute * 60_000,
    sent: minute >= 10 && minute < 15 ? 0 : minute % 7 === 0 ? 3 : 6,
    notConfirmed: minute === 9 ? 3 : 0,
    toCheck: minute === 9 ? 3 : 0,
    notSent: minute === 4 || minute === 20 ? 1 : 0,
  }));
  const { bars, ...span } = toReportChart(tried, fromMs, fromMs + minutes * 60_000, 'Europe/London');
  return { ...span, bars: [...bars] };
}

/** The work of two campaigns on some days; the totals are the sums of both. */
export function daysReport(days: Days): DaysReport {
  const totals = { sent: 118, delivered: 110, read: 71, seenByOperator: 1, notConfirmed: 3, toCheck: 3, notSent: 2 };
  const one = { sent: 100, delivered: 95, read: 60, seenByOperator: 0, notConfirmed: 3, toCheck: 3, notSent: 2 };
  const other = { sent: 18, delivered: 15, read: 11, seenByOperator: 1, notConfirmed: 0, toCheck: 0, notSent: 0 };
  return {
    days,
    timeZone: 'Europe/London',
    totals,
    campaigns: [
      { id: 1, name: 'Volunteer day, 14 March', state: 'running', totals: one },
      { id: 2, name: 'Thank you', state: 'finished', totals: other },
    ],
    replied: { reached: 118, people: 5 },
    waiting: 21,
    cancelled: 4,
    exceptions: messageRows(12).filter((row) => row.status === 'failed'),
    chart: reportChart(fixtureNowMs - 24 * 60_000, 25),
    pauses: [
      { campaignId: null, reason: 'logged_out', fromMs: fixtureNowMs - 14 * 60_000, toMs: fixtureNowMs - 9 * 60_000 },
    ],
  };
}

const hourMs = 3_600_000;
const weeksFromMs = fixtureNowMs - 19 * 24 * hourMs;

/** Nineteen days with nights and a Sunday on which nothing is sent. */
const { bars: weeksBars, ...weeksSpan } = toReportChart(
  Array.from({ length: 19 * 24 }, (_, hour) => ({ hour: (hour + 13) % 24, place: hour })).map(({ hour, place }) => ({
    atMs: weeksFromMs + place * hourMs,
    sent: hour < 9 || hour > 19 || place % (7 * 24) < 24 ? 0 : 380 + ((place * 37) % 80),
    notConfirmed: place === 100 || place === 250 ? 40 : 0,
    toCheck: place === 100 || place === 250 ? 40 : 0,
    notSent: hour > 9 && hour < 20 && place % 5 === 0 ? 24 : 0,
  })),
  weeksFromMs,
  fixtureNowMs,
  'Europe/London',
);
export const weeksChart: NonNullable<Report['chart']> = { ...weeksSpan, bars: [...weeksBars] };
export const weeksPauses: Report['pauses'] = [
  { campaignId: 1, reason: 'pilot', fromMs: weeksFromMs + hourMs, toMs: weeksFromMs + 3 * hourMs },
  { campaignId: null, reason: 'logged_out', fromMs: weeksFromMs + 98 * hourMs, toMs: weeksFromMs + 150 * hourMs },
  { campaignId: 1, reason: 'overdue', fromMs: weeksFromMs + 152 * hourMs, toMs: weeksFromMs + 160 * hourMs },
  { campaignId: null, reason: 'operator', fromMs: fixtureNowMs - 30 * hourMs, toMs: null },
];

export const chrome = { name: 'Google Chrome', path: '/opt/google/chrome/chrome' };
export const edge = { name: 'Microsoft Edge', path: '/opt/microsoft/msedge/msedge' };
/** Two browsers are installed; the first is chosen by default, and runs. */
export const browsers = {
  found: [chrome, edge],
  chosen: null,
  isChosenMissing: false,
  used: chrome,
};

export const backup = {
  name: 'sendonce-2026-03-14T12-00-00-daily.db',
  madeAtMs: fixtureNowMs - 3_600_000,
  bytes: 2_400_000,
  why: 'daily',
} as const;

/** As long as WhatsApp's codes. */
export const exampleQr = `2@${'Qm3xL0vKp9TzR4sWc7Yb'.repeat(6)},${'kH2dF8=='.repeat(8)},${'aB1cD2eF'.repeat(8)},1`;

/** A picture as the main process returns it. */
export const picture = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path fill="#7aa2e3" d="M0 0h4v3H0z"/><path fill="#fff" d="M1 2l1-1 1 1z"/></svg>')}`;

/** A campaign's people by a column, with more values than are shown. */
export const reportSplit: CommandOutput<'report:split'> = {
  lines: [
    { value: 'letter box', people: 120, sent: 112, notConfirmed: 1, toCheck: 1, notSent: 7, replied: 5 },
    { value: '', people: 40, sent: 40, notConfirmed: 0, toCheck: 0, notSent: 0, replied: 1 },
  ],
  others: { values: 9, people: 21, sent: 19, notConfirmed: 1, toCheck: 1, notSent: 1, replied: 1 },
};
