import { type CampaignDetail, type CampaignSummary, noneSetAside } from '../../../domain/contract.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import type { Weekly } from '../../../domain/schedule/weekly-rule.ts';
import type { Store } from '../../../renderer/store/store.ts';
import { browsers, daysReport, edge, exampleQr, failedChecks, picture } from '../../renderer/support/answers.ts';
import type { FakeOptions } from '../../renderer/support/fake-api.ts';
import {
  account,
  accountPart,
  campaignCheck,
  campaignDetail,
  campaignSummary,
  fixtureNowMs,
  listReport,
} from '../../renderer/support/fixtures.ts';
import { drawnAudience, onePage } from '../../renderer/support/people-fixtures.ts';
import { twoDaysBefore } from '../../support/schedules.ts';
import { accountScenes } from './account-scenes.ts';
import { campaignScenes, everyState } from './campaign-scenes.ts';
import { extremeScenes } from './extreme-scenes.ts';
import { messageScenes } from './message-scenes.ts';
import { peopleScenes } from './people-scenes.ts';
import { recipientsScenes } from './recipients-scenes.ts';
import { reportScenes } from './report-scenes.ts';
import {
  counts,
  draft,
  heard,
  leavingOut,
  linking,
  rows,
  type Scene,
  scene,
  sevenBlanks,
  showBlocked,
  wizard,
} from './scene.ts';
import { teamScenes } from './team-scenes.ts';

const noPerson = { messageId: null, campaignId: null, name: null, phone: null };
const onePerson = { messageId: 9, campaignId: 1, name: 'Farida Rahimi', phone: '+447700900142' };

const secondStep: NonNullable<CampaignDetail['step']> = {
  afterDays: 3,
  atMinute: 600,
  group: 'no_reply',
  word: '',
  byItself: false,
  text: 'Hi {{name}}, one more try from us: there are 14 places left. Answer YES and we keep one for you.',
};

function selectTwo(store: Store): void {
  store.showOutbox({ tab: 'pending' });
  store.select({ isWhole: false, ids: new Set([25, 26]) });
}

/** People of many countries, each in their own hours; for some no such hours are known. */
const ownHours = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5], perPerson: true };
const theirHours = {
  'campaign:get': () => campaignDetail({ ...draft, schedule: { ...draft.schedule, window: ownHours } }),
  'campaign:check': () =>
    campaignCheck({
      countries: [
        { country: 'GB', people: 251 },
        { country: 'BR', people: 40 },
        { country: 'RU', people: 17 },
        { country: '', people: 3 },
        { country: 'XK', people: 1 },
      ],
    }),
};

/** A minute late in the evening, from the day on which London's clocks go forward. */
const shortHours = {
  ...draft.schedule,
  startAtMs: Date.UTC(2026, 2, 29, 1, 30),
  window: { fromMinute: 22 * 60, toMinute: 22 * 60 + 1, days: [6, 7] },
  gapMinMs: 1_000,
  dailyCap: 20,
};
const noListYet: FakeOptions['handlers'] = {
  'campaign:get': () => campaignDetail(draft, { list: null, text: '' }),
};
const savedLists = [
  { id: 7, name: 'Helpers of the spring appeal', recipients: 1_204, savedAtMs: fixtureNowMs - 40 * 86_400_000 },
  { id: 8, name: 'سائقو يوم الانتخاب', recipients: 62, savedAtMs: fixtureNowMs },
];
const pausedCampaign = (change: Partial<CampaignSummary>): Scene =>
  scene((store) => store.showOutbox({ tab: 'pending' }), {
    campaigns: [campaignSummary({ state: 'paused', counts, total: 40, ...change })],
  });

/** A campaign with a pilot that begins an hour from now. */
const later: FakeOptions['handlers'] = {
  'campaign:get': () =>
    campaignDetail({
      ...draft,
      schedule: { ...draft.schedule, startAtMs: fixtureNowMs + 3_600_000, pilotCount: 10 },
    }),
};

const photo = {
  hash: 'a'.repeat(64),
  fileName: 'Stall at the market.jpg',
  mimeType: 'image/jpeg',
  kind: 'image' as const,
  bytes: 2_400_000,
};
/** A newer version that is ready to install, or that has to be downloaded by hand. */
const newer = (way: 'restart' | 'page') => ({
  canLook: true,
  checkedAtMs: fixtureNowMs,
  newer: { version: '0.2.0', news: ['Lists of several hundred columns are read.', 'Replies can be searched.'], way },
});

const weekly: Weekly = {
  weekday: 4,
  atMinute: 17 * 60,
  fromDay: '2026-12-03',
  times: 3,
  leftOut: ['2026-12-17'],
};

/** Every screen, and the states of it that have words of their own. */
const ownTimes: OwnTimes = { ...twoDaysBefore, decisions: [{ cause: 'outside_day', as: 'earlier' }] };

const dayMs = 24 * 60 * 60 * 1_000;
const pendingDays = [16, 17, 16, 35, 17].map((count, place) => {
  const fromMs = Date.UTC(2026, 2, 14) + (place > 2 ? place + 2 : place) * dayMs;
  return { fromMs, untilMs: fromMs + dayMs, count, firstMs: fromMs + 18 * 60 * 60 * 1_000 };
});

export const scenes = {
  outboxPending: scene((store) => store.showOutbox({ tab: 'pending' })),
  outboxSent: scene((store) => store.showOutbox({ tab: 'sent' })),
  outboxFailed: scene((store) => store.showOutbox({ tab: 'failed' })),
  outboxCheck: scene(
    (store) => {
      void store.saveSettings({ operatorName: 'Joana Reis' });
      store.showOutbox({ tab: 'failed' });
    },
    {},
    { handlers: { 'message:chat': () => [] } },
    { click: '.group-action .button-primary' },
  ),
  outboxSelected: scene(selectTwo),
  outboxAllUnsent: scene((store) => {
    store.showOutbox({ tab: 'failed', certainty: 'not_sent' });
    store.select({ isWhole: true, ids: new Set() });
  }),
  outboxBulk: {
    ...scene((store) => store.showOutbox({ tab: 'pending' })),
    bulk: { what: 'cancel', done: 12_500, total: 98_214 },
  },
  outboxFound: scene((store) => store.showOutbox({ tab: 'pending', search: 'li' })),
  outboxFiltered: scene((store) => store.showOutbox({ tab: 'sent', delivery: 'read', replied: true })),
  cancelDialog: scene(selectTwo, {}, {}, { click: '.selection-bar .button' }),
  outboxNotConfirmed: scene((store) => {
    store.showOutbox({ tab: 'failed' });
    store.openMessage(1);
  }),
  outboxMessage: scene((store) => {
    store.showOutbox({ tab: 'sent' });
    store.openMessage(9);
  }),
  outboxNoneFound: scene((store) => store.showOutbox({ tab: 'sent', search: 'Zzyzx' })),
  outboxEmpty: scene((store) => store.open({ screen: 'outbox' }), {}, { rows: 0 }),
  waitsThere: scene(() => undefined, {
    campaigns: [{ ...campaignSummary(), schedule: { ...draft.schedule, window: ownHours } }],
    dispatcher: {
      kind: 'waiting',
      why: 'window',
      sinceMs: fixtureNowMs,
      untilMs: fixtureNowMs + 3_600_000,
      campaignId: 1,
      count: null,
      country: 'BR',
    },
  }),
  waitsForClock: scene(() => undefined, {
    dispatcher: {
      kind: 'waiting',
      why: 'clock',
      sinceMs: fixtureNowMs,
      untilMs: fixtureNowMs + 600_000,
      campaignId: null,
      count: null,
    },
  }),
  pausedInARow: scene(() => undefined, {
    dispatcher: {
      kind: 'waiting',
      why: 'unconfirmed_in_a_row',
      sinceMs: fixtureNowMs,
      untilMs: null,
      campaignId: null,
      count: 3,
    },
  }),
  pausedLedger: scene(() => undefined, {
    dispatcher: { kind: 'alarm', count: 2 },
    alarms: [
      { id: 1, kind: 'ledger_ahead', raisedAtMs: fixtureNowMs, detail: '', count: 4, ...noPerson },
      { id: 2, kind: 'contradiction', raisedAtMs: fixtureNowMs, detail: '', count: null, ...onePerson },
    ],
  }),
  pilot: pausedCampaign({ pauseReason: 'pilot' }),
  overdue: pausedCampaign({ pauseReason: 'overdue' }),
  otherAccount: pausedCampaign({ pauseReason: 'other_account', strandedAccounts: ['+447700900121'] }),
  practice: scene(() => undefined, { practice: { gapMs: 200, ackWaitMs: 5_000 } }),
  tour: scene(
    (store) => store.open({ screen: 'outbox' }),
    { practice: { gapMs: 200, ackWaitMs: 5_000 }, campaigns: [] },
    { rows: 0 },
  ),
  ...accountScenes,
  ...teamScenes,
  ...campaignScenes,
  recipientsPeople: wizard('recipients', {
    'campaign:get': () => campaignDetail(draft, { list: listReport({ audience: drawnAudience }) }),
  }),
  ...peopleScenes,
  doNotContact: scene(
    showBlocked,
    {},
    {
      handlers: {
        'doNotContact:withoutNumber': () => [
          { id: 4, name: '', phone: null, text: 'STOP please', stopWord: 'stop', atMs: fixtureNowMs },
        ],
      },
    },
  ),
  doNotContactUnread: scene(
    showBlocked,
    {},
    {
      handlers: {
        'doNotContact:import': () => ({
          added: 2,
          known: 1,
          cannotBeUsed: 3,
          unread: [
            { sheet: 'Boathouse', rowNumber: 4, cell: '10:00' },
            { sheet: 'Boathouse', rowNumber: 140, cell: '' },
          ],
        }),
      },
    },
    { choose: 'list.csv' },
  ),
  doNotContactEmpty: scene(
    showBlocked,
    {},
    { handlers: { 'doNotContact:list': () => onePage([]), 'doNotContact:proposals': () => [] } },
  ),
  reports: scene((store) => store.open({ screen: 'reports' }), { campaigns: everyState }),
  ...reportScenes,
  reportDays: scene((store) => store.open({ screen: 'reportDays' })),
  reportDaysEmpty: scene(
    (store) => store.open({ screen: 'reportDays' }),
    {},
    {
      handlers: {
        'report:days': (days) => ({
          ...daysReport(days),
          campaigns: [],
          chart: null,
          pauses: [],
          waiting: 0,
          cancelled: 0,
        }),
      },
    },
  ),
  settings: scene((store) => store.open({ screen: 'settings' })),
  settingsUpdate: scene((store) => store.open({ screen: 'settings' }), { update: newer('page') }),
  updateLine: scene(
    (store) => store.showOutbox({ tab: 'pending' }),
    { update: newer('restart'), campaigns: [], dispatcher: { kind: 'idle' } },
    {},
    { click: '.update-line' },
  ),
  /** Some people got the text from another campaign, some have it in their chat. */
  outboxGotMeanwhile: scene((store) => store.showOutbox({ tab: 'pending' }), {
    campaigns: [
      campaignSummary({
        counts,
        total: 40,
        setAside: { ...noneSetAside, inChat: 2, gotMeanwhile: 3 },
      }),
    ],
  }),
  /** Some wait for the second message until somebody has seen who they are. */
  outboxSecondStep: scene((store) => store.showOutbox({ tab: 'pending' }), {
    campaigns: [
      campaignSummary({
        counts,
        total: 40,
        setAside: { ...noneSetAside, secondStep: 30 },
      }),
    ],
  }),
  whenSecondStep: wizard(
    'when',
    { 'campaign:get': () => campaignDetail(draft, { step: secondStep }) },
    {},
    { scrollTo: '.then' },
  ),
  checkSecondStep: wizard(
    'check',
    { 'campaign:get': () => campaignDetail(draft, { step: secondStep }) },
    {},
    { scrollTo: '.facts' },
  ),
  whenWeekly: wizard('when', {
    'campaign:get': () => campaignDetail({ ...draft, schedule: { ...draft.schedule, weekly, byItself: false } }),
  }),
  whenEveryYear: wizard('when', {
    'campaign:get': () =>
      campaignDetail({
        ...draft,
        schedule: { ...draft.schedule, own: { ...ownTimes, everyYear: true }, byItself: false },
      }),
  }),
  checkWeekly: wizard(
    'check',
    { 'campaign:get': () => campaignDetail({ ...draft, schedule: { ...draft.schedule, weekly, byItself: false } }) },
    {},
    { scrollTo: '.facts' },
  ),
  /** By days, of which today and tomorrow are expanded. */
  outboxDays: scene(
    (store) => store.showOutbox({ tab: 'pending' }),
    { campaigns: [campaignSummary({ counts, total: 40, schedule: { ...draft.schedule, own: ownTimes } })] },
    {
      handlers: { 'campaign:days': () => pendingDays },
      rows: rows.map((row, place) => ({ ...row, dueAtMs: (pendingDays[place % 5]?.firstMs ?? 0) + place * 20_000 })),
    },
  ),
  /** People of the next date wait until somebody has seen who they are. */
  outboxSeries: scene((store) => store.showOutbox({ tab: 'pending' }), {
    campaigns: [
      campaignSummary({
        counts,
        total: 40,
        nextDay: '2026-12-17',
        schedule: { ...draft.schedule, weekly },
        setAside: { ...noneSetAside, secondStep: 30 },
      }),
    ],
  }),
  whenOwnTimes: wizard('when', {
    'campaign:get': () => campaignDetail({ ...draft, schedule: { ...draft.schedule, own: ownTimes } }),
    'campaign:check': () => campaignCheck({ lastDueMs: Date.UTC(2026, 11, 8, 21) }),
  }),
  /** Some people are missing from the list that was read again. */
  outboxListChanged: scene((store) => store.showOutbox({ tab: 'pending' }), {
    campaigns: [
      campaignSummary({
        counts,
        total: 40,
        schedule: { ...draft.schedule, own: ownTimes },
        setAside: { ...noneSetAside, listChanged: 3 },
      }),
    ],
  }),
  messagePlace: wizard('message', {
    'campaign:picture': () => ({ url: picture, hasPlace: true }),
    'campaign:get': () => campaignDetail(draft, { attachment: photo }),
  }),
  settingsBrowserLater: scene(
    (store) => store.open({ screen: 'settings' }),
    {},
    { handlers: { 'browser:list': () => ({ ...browsers, chosen: edge }) } },
    { scrollTo: '.settings-part:nth-child(5)' },
  ),
  settingsLower: scene(
    (store) => store.open({ screen: 'settings' }),
    {},
    {},
    { scrollTo: '.settings-part:last-child' },
  ),
  settingsChecked: scene((store) => store.open({ screen: 'settings' }), {}, {}, { click: '.settings-check .button' }),
  settingsCheckFailed: scene(
    (store) => store.open({ screen: 'settings' }),
    {},
    { handlers: { 'link:check': () => failedChecks } },
    { click: '.settings-check .button' },
  ),
  backupDelete: scene((store) => store.open({ screen: 'settings' }), {}, {}, { click: '.backups .button:last-child' }),
  settingsUnlinked: scene((store) => store.open({ screen: 'settings' }), { link: { phase: 'starting' } }),
  shortcuts: scene((store) => store.open({ screen: 'settings' }), {}, {}, { key: '?' }),
  recipientsEmpty: wizard('recipients', noListYet),
  recipients: wizard('recipients'),
  recipientsSaved: wizard('recipients', noListYet, { savedLists }),
  ...recipientsScenes,
  recipientsSave: wizard('recipients', {}, {}, { click: '.source .button' }),
  ...messageScenes,
  when: wizard('when'),
  whenLong: wizard('when', {
    'campaign:get': () => campaignDetail({ ...draft, schedule: { ...draft.schedule, warmUp: true, pilotCount: 10 } }),
    'campaign:check': () => campaignCheck({ willSend: 100_000, accounts: [accountPart(100_000, { sendingDays: [] })] }),
  }),
  whenSmall: wizard('when', {
    'campaign:get': () => campaignDetail({ ...draft, schedule: shortHours }),
    'campaign:check': () => campaignCheck({ willSend: 40, accounts: [accountPart(40, { sendingDays: [] })] }),
  }),
  whenTheirs: wizard('when', theirHours, {}, { scrollTo: '.days' }),
  check: wizard('check'),
  checkTheirs: wizard('check', theirHours, {}, { scrollTo: '.facts .fact:last-of-type' }),
  checkScheduling: wizard('check', later, {}, { click: '.footer-bar .button-primary' }),
  checkBlanks: wizard('check', { 'campaign:check': () => campaignCheck(sevenBlanks) }),
  checkHeard: wizard('check', heard({ open: 131 })),
  checkWho: wizard('check', heard({ open: 131 }), {}, { click: '.decision .link-button' }),
  /** Some of them wait in another campaign, and the latest message came from another one. */
  checkHeardWaiting: wizard('check', heard({ open: 131, waiting: 40, byRule: 12 })),
  checkHeardLeftOut: wizard('check', heard({ leftOut: 131 }, 'leave_out')),
  checkHeardAnyway: wizard('check', heard({ sent: 131 }, 'send')),
  checkLeftOut: wizard('check', leavingOut),
  linkQr: linking({ phase: 'qr', qr: exampleQr }),
  linkCode: linking({ phase: 'code', code: 'K7QX2M9P', phone: account.phone }),
  linkCodeRefused: linking({ phase: 'code_refused', phone: account.phone }),
  linkPasskey: linking({ phase: 'passkey' }),
  linkCheck: linking({ phase: 'check', account, isInWindow: false }),
  linkCheckWindow: linking({ phase: 'check', account, isInWindow: true }),
  linkFailed: linking({ phase: 'failed', problem: 'browser_crashed', detail: '' }),
  linkReady: linking({ phase: 'ready', account }),
  unlinkDialog: scene(
    (store) => store.open({ screen: 'settings' }),
    {},
    {},
    { click: '.settings-account .button-danger-quiet' },
  ),
  linkStarting: linking({ phase: 'starting' }),
  linkLost: linking({ phase: 'logged_out' }),
  ...extremeScenes,
} satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;
