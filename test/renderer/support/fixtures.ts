import {
  type AccountView,
  type CampaignCheck,
  type CampaignDetail,
  type CampaignSummary,
  type ListReport,
  type MessageRow,
  noneSetAside,
  type Overview,
  type ReplyRow,
  type Sheet,
} from '../../../domain/contract.ts';
import { noChoices } from '../../../domain/lists/list-choices.ts';
import { noFacts } from '../../../domain/lists/list-facts.ts';
import { type Counts, noCounts } from '../../../domain/messages/message.ts';
import type { Talk } from '../../../domain/people/talk.ts';
import { defaultSettings } from '../../../domain/settings.ts';
import { noUpdates } from '../../../domain/state/update.ts';

/** Saturday 14 March 2026, 13:52 UTC: all fixtures are from around this moment. */
export const fixtureNowMs = Date.UTC(2026, 2, 14, 13, 52, 0);
const minuteMs = 60_000;

export const account = { id: '447700900118@c.us', phone: '+447700900118', name: 'Open Harbour office' };

const people: readonly (readonly [name: string, phone: string])[] = [
  ['Farida Rahimi', '+447700900142'],
  ['Jens Lindqvist', '+46701740612'],
  ['Amélie Garnier', '+33639980041'],
  ['Siobhán Ní Bhriain', '+353209100135'],
  ['سمير حداد', '+96170555014'],
  ['María José Hernández de la Torre', '+525555550173'],
  ['Lukas Brandt', '+491713920047'],
  ['Ngozi Okafor', '+2347005550118'],
  ['Daniel Park', '+12025550116'],
  ['', '+447700900186'],
  ['Aylin Demir', '+905005550126'],
  ['Grace Wanjiru', '+254700555019'],
  ['Tomás Ferreira', '+351900555014'],
  ['Priya Raghunathan', '+915555010142'],
  ['Hana Kobayashi', '+819000000152'],
  ['Olivia Whitcombe', '+447700900187'],
];
const places = ['North Quay', 'Library steps', 'Boathouse'];

/** The n-th row of the fixture campaign (from 1): ids rise in the order in which messages go out. */
export function messageRow(id: number, change: Partial<MessageRow> = {}): MessageRow {
  const [name, phone] = people[(id - 1) % people.length] ?? ['', ''];
  return {
    id,
    campaignId: 1,
    campaignName: 'Volunteer day, 14 March',
    name,
    phone,
    extra: places[id % places.length] ?? '',
    status: 'pending',
    reason: null,
    evidence: null,
    ack: null,
    settlement: null,
    contradiction: null,
    setAside: null,
    setAsideUntilMs: null,
    account: '+447700900118',
    country: 'GB',
    zones: '',
    replyCount: 0,
    occasion: '',
    dueAtMs: null,
    latestAtMs: null,
    isOnDoNotContact: change.reason === 'do_not_contact',
    changedAtMs: fixtureNowMs - 30 * minuteMs,
    ...change,
  };
}

export function sentRow(id: number, ack: 1 | 2 | 3 = 2, change: Partial<MessageRow> = {}): MessageRow {
  return messageRow(id, { status: 'sent', evidence: 'ack', ack, changedAtMs: fixtureNowMs - id * 11_000, ...change });
}

export function failedRow(id: number, reason: NonNullable<MessageRow['reason']>): MessageRow {
  return messageRow(id, { status: 'failed', reason, changedAtMs: fixtureNowMs - id * 3 * minuteMs });
}

/** A running campaign's messages: one sending, the rest pending, most of a like number sent, a few failed. */
export function messageRows(count: number): readonly MessageRow[] {
  const rows: MessageRow[] = [];
  const failures = ['no_confirmation', 'interrupted', 'not_on_whatsapp', 'do_not_contact', 'not_handed_over'] as const;
  let hasSending = false;
  for (let id = 1; id <= count; id += 1) {
    const failure = failures[id - 1];
    if (failure !== undefined) rows.push(failedRow(id, failure));
    else if (id <= count * 0.45) {
      const isByOperator = id % 17 === 0;
      rows.push(sentRow(id, ((id % 3) + 1) as 1 | 2 | 3, isByOperator ? { evidence: 'operator', ack: null } : {}));
    } else {
      rows.push(messageRow(id, hasSending ? {} : { status: 'sending', changedAtMs: fixtureNowMs - 4_000 }));
      hasSending = true;
    }
  }
  return rows;
}

/** The sums of these rows, as the main process counts them. */
export function countRows(rows: Iterable<MessageRow>): Counts {
  const counts = { ...noCounts };
  for (const row of rows) {
    if (row.status === 'pending' || row.status === 'sending' || row.status === 'cancelled') counts[row.status] += 1;
    else if (row.status === 'sent') {
      counts.sent += 1;
      if (row.evidence === 'operator') counts.seenByOperator += 1;
      if ((row.ack ?? 0) >= 2) counts.delivered += 1;
      if ((row.ack ?? 0) >= 3) counts.read += 1;
    } else if (row.reason === 'no_confirmation' || row.reason === 'interrupted' || row.reason === 'rejected') {
      counts.notConfirmed += 1;
      if (row.settlement === null) counts.toCheck += 1;
    } else {
      counts.notSent += 1;
      if (row.reason === 'duplicate') counts.hasText += 1;
    }
  }
  return counts;
}

export function campaignSummary(change: Partial<CampaignSummary> = {}): CampaignSummary {
  return {
    id: 1,
    name: 'Volunteer day, 14 March',
    state: 'running',
    pauseReason: null,
    cameBack: null,
    account: account.phone,
    strandedAccounts: [],
    createdAtMs: fixtureNowMs - 60 * minuteMs,
    startedAtMs: fixtureNowMs - 24 * minuteMs,
    finishedAtMs: null,
    schedule: {
      startAtMs: null,
      timeZone: 'Europe/London',
      window: { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5, 6] },
      gapMinMs: 6_000,
      gapMaxMs: 14_000,
      dailyCap: null,
      pilotCount: null,
    },
    counts: noCounts,
    total: 0,
    expectedFinishMs: fixtureNowMs + 28 * minuteMs,
    gapMs: 10_000,
    replied: 0,
    followsId: null,
    team: null,
    nextStepMs: null,
    nextDay: null,
    setAside: noneSetAside,
    waitForDecision: 0,
    ...change,
  };
}

/** A sheet whose header is below two title lines and whose phone column is not chosen yet. */
export function aSheet(change: Partial<Sheet> = {}): Sheet {
  const headers = ['Name', 'Mobile', 'Meeting point'];
  const samples = [['Farida Rahimi', '07700 900142', 'North Quay']];
  return {
    name: 'List',
    rowCount: 328,
    headerRow: 3,
    headers,
    samples,
    firstRows: [
      { rowNumber: 1, cells: ['Volunteers, spring 2026'] },
      { rowNumber: 3, cells: headers },
      ...samples.map((cells, index) => ({ rowNumber: 4 + index, cells })),
    ],
    mapping: null,
    lastCountry: null,
    lastDecisions: [],
    hiddenRows: 0,
    hiddenColumns: [],
    phoneColumns: [],
    ambiguousDate: null,
    guessedWords: [],
    ...change,
  };
}

export function listReport(change: Partial<ListReport> = {}): ListReport {
  return {
    id: 1,
    fileName: 'Volunteers 2026.xlsx',
    importedAtMs: fixtureNowMs - 50 * minuteMs,
    rows: 328,
    recipients: 312,
    sameNumber: 8,
    doNotContact: 3,
    cannotBeUsed: 5,
    assumedCountry: 41,
    country: 'GB',
    fields: [
      { key: 'name', header: 'Name', filled: 311 },
      { key: 'meeting_point', header: 'Meeting point', filled: 305 },
      { key: 'team', header: 'Team', filled: 312 },
    ],
    leftOut: 0,
    notChosen: 0,
    headers: ['Name', 'Mobile', 'Meeting point', 'Team'],
    samples: [['Farida Rahimi', '07700 900142', 'North Quay', 'Blue']],
    mapping: {
      phone: 1,
      further: [],
      area: null,
      name: 0,
      country: null,
      fields: [
        { index: 2, key: 'meeting_point' },
        { index: 3, key: 'team' },
      ],
    },
    choices: noChoices,
    facts: {
      ...noFacts,
      groups: [
        { cause: 'empty', count: 4, readings: [], rowNumbers: [44], best: null },
        { cause: 'rounded', count: 1, readings: [], rowNumbers: [17], best: null },
      ],
      countries: [{ country: 'GB', count: 312, landlines: 0 }],
    },
    groupRows: [
      { rowNumber: 17, name: 'Tomos Rees', cell: '4.47E+11', phone: null, readings: [], kept: null },
      { rowNumber: 44, name: 'Ida Berg', cell: '', phone: null, readings: [], kept: null },
    ],
    repeats: [
      {
        rowNumber: 55,
        name: 'Farida Rahimi',
        cell: '+44 7700 900142',
        phone: '+447700900142',
        readings: [],
        kept: { rowNumber: 5, name: 'Farida R.', cell: '07700 900142' },
      },
    ],
    audience: null,
    possibleDuplicates: [],
    ...change,
  };
}

export function campaignDetail(summary: CampaignSummary, change: Partial<CampaignDetail> = {}): CampaignDetail {
  return {
    ...summary,
    text: 'Hello {{name|friend}},\n\nVolunteer Day is on *Saturday 14 March*, 10:00 to 15:00. Your meeting point: {{meeting_point}}.',
    attachment: null,
    repeat: 0,
    leaveBlanksOut: false,
    keepsPlace: false,
    contactsAnswer: null,
    list: listReport(),
    step: null,
    ...change,
  };
}

/** A draft that could be started. */
export function campaignCheck(change: Partial<CampaignCheck> = {}): CampaignCheck {
  return {
    willSend: 312,
    countries: [{ country: 'GB', people: 312 }],
    places: [{ country: 'GB', zones: '', people: 312 }],
    noHours: 0,
    accounts: [accountPart(change.willSend ?? 312)],
    senders: [],
    unknownSenders: [],
    otherComputers: { people: 0, names: [] },
    noMoment: 0,
    momentsOpen: 0,
    erased: 0,
    alreadyHasText: 0,
    askedToStop: 0,
    leftGroup: 0,
    contacts: { open: 0, leftOut: 0, sent: 0, byRule: 0, waiting: 0, latest: null },
    doNotContact: 0,
    blanks: 0,
    blanksLeftOut: 0,
    stepBlanks: { people: 0, names: [] },
    blankRows: [],
    blankColumns: [],
    twoNumbers: { names: 0, first: '' },
    fallbacks: [],
    longest: { rowNumber: 6, index: 4, characters: 118 },
    firstName: 'Amara Okafor',
    unknownPlaceholders: [],
    failures: [],
    lastDueMs: null,
    ...change,
  };
}

/**
 * The people of a campaign that an account sends to, all of them in Britain; the account has sent on one day before.
 */
export function accountPart(
  people: number,
  change: Partial<CampaignCheck['accounts'][number]> = {},
): CampaignCheck['accounts'][number] {
  return {
    phone: account.phone,
    places: [{ country: 'GB', zones: '', people }],
    handedOverToday: 0,
    beside: [],
    sendingDays: [{ startMs: Date.UTC(2026, 1, 20), count: 312 }],
    ...change,
  };
}

/** The only account, as most users have it. */
export function accountView(change: Partial<AccountView> = {}): AccountView {
  const link = { phase: 'ready' as const, account };
  return {
    id: 1,
    name: account.name,
    phone: account.phone,
    link,
    dispatcher: { kind: 'idle' },
    pending: 0,
    today: { sent: 0, left: null, untilMs: Date.UTC(2100, 0) },
    ...change,
  };
}

/** The only account, as its link reports it. */
function accountOf(link: Overview['link'] = { phase: 'ready', account }): AccountView {
  const linked = 'account' in link ? link.account : null;
  return accountView({ link, name: linked?.name ?? '', phone: linked?.phone ?? null });
}

export function overview(change: Partial<Overview> = {}): Overview {
  return {
    version: '0.1.0',
    platform: 'linux',
    dataFolder: '/home/office/.config/SendOnce',
    practice: null,
    link: { phase: 'ready', account },
    dispatcher: { kind: 'idle' },
    accounts: [accountOf(change.link)],
    team: null,
    campaigns: [],
    counts: noCounts,
    settings: defaultSettings(false),
    contradictions: 0,
    alarms: [],
    notices: [],
    stopProposals: 0,
    waitingReplies: 0,
    update: noUpdates,
    canStartWithComputer: true,
    csvSeparator: ',',
    isUnsandboxed: false,
    ...change,
  };
}

/** A chat with messages of a campaign, of somebody on the phone, and of the person. */
export function talkOf(last: string, change: Partial<Talk> = {}): Talk {
  const line = (key: string, text: string, at: number, more: Partial<Talk['lines'][number]> = {}) => ({
    key,
    text,
    atMs: fixtureNowMs - at,
    fromMe: false,
    kind: 'text' as const,
    ack: null,
    campaign: null,
    answer: null,
    ...more,
  });
  return {
    lines: [
      line('a', 'Hi! *Volunteer Day* is on Saturday.', 3_600_000, { fromMe: true, ack: 3, campaign: 'Volunteer Day' }),
      line('b', '', 3_500_000, { kind: 'voice' }),
      line('c', 'See you there', 3_400_000, { fromMe: true, ack: 2 }),
      line('d', last, 3_300_000),
    ],
    isRead: true,
    seen: 'd',
    isStopped: false,
    person: { id: 7, tags: ['volunteer'] },
    unsent: null,
    ...change,
  };
}

/** People who wrote back to the one campaign: two wait, one was answered, one asked to stop. */
export function replyRows(): ReplyRow[] {
  const minuteMs = 60_000;
  const row = (messageId: number, name: string, text: string, change: Partial<ReplyRow> = {}): ReplyRow => ({
    messageId,
    campaignId: 1,
    campaignName: 'Volunteer Day',
    account: account.phone,
    name,
    phone: `+4477009001${String(messageId).padStart(2, '0')}`,
    text,
    lastAtMs: fixtureNowMs - 55 * minuteMs,
    waitsSinceMs: null,
    settled: 'answered',
    settledAtMs: fixtureNowMs - 5 * minuteMs,
    remindAtMs: null,
    answer: null,
    isStopped: false,
    ...change,
  });
  const waits = (minutes: number) => ({
    lastAtMs: fixtureNowMs - minutes * minuteMs,
    waitsSinceMs: fixtureNowMs - minutes * minuteMs,
    settled: null,
    settledAtMs: null,
  });
  return [
    row(1, 'Priya Nair', 'YES! Can I bring my two kids? They are 6 and 9.', waits(55)),
    row(2, 'Noura Hassan', 'هل يوجد موقف سيارات قريب؟', waits(51)),
    row(3, 'Siân Morgan', 'Count me in, and one neighbour.'),
    row(4, 'Brenda Lyle', 'STOP', { isStopped: true, settled: null, settledAtMs: null }),
  ];
}
