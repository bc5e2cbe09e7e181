import type { CampaignCheck, CampaignSummary } from '../../../domain/contract.ts';
import { noCounts } from '../../../domain/message.ts';
import type { EditPart } from '../../../renderer/store/route.ts';
import type { Store } from '../../../renderer/store/store.ts';
import {
  browsers,
  daysReport,
  edge,
  exampleQr,
  report,
  weeksChart,
  weeksPauses,
} from '../../renderer/support/answers.ts';
import type { FakeOptions } from '../../renderer/support/fake-api.ts';
import {
  account,
  campaignCheck,
  campaignDetail,
  campaignSummary,
  fixtureNowMs,
} from '../../renderer/support/fixtures.ts';
import { extremeScenes } from './extreme-scenes.ts';
import { recipientsScenes } from './recipients-scenes.ts';
import { counts, draft, linking, type Scene, scene, wizard } from './scene.ts';

const everyState: CampaignSummary[] = [
  campaignSummary({ id: 4, name: 'Spring appeal', state: 'draft', account: null, startedAtMs: null, total: 0 }),
  campaignSummary({ id: 3, name: 'Canvass, North', state: 'paused', pauseReason: 'operator', counts, total: 40 }),
  campaignSummary({ id: 2, name: 'Thank you', state: 'finished', finishedAtMs: fixtureNowMs, counts, total: 40 }),
  campaignSummary({ counts, total: 40 }),
  campaignSummary({
    id: 7,
    name: 'Reminder for everybody who signed up at the market, at the library or on the website and has not come yet',
    state: 'paused',
    pauseReason: 'pilot',
    counts,
    total: 40,
  }),
  campaignSummary({
    id: 6,
    name: 'Polling day',
    schedule: { ...draft.schedule, startAtMs: fixtureNowMs + 18 * 3_600_000 },
    counts: { ...noCounts, pending: 312 },
    total: 312,
  }),
  campaignSummary({ id: 5, name: 'مكتبة الميناء', state: 'cancelled', finishedAtMs: fixtureNowMs, counts, total: 40 }),
];

const menuOfRow = (row: number) => `.campaigns tr:nth-child(${row}) .button-icon`;
const campaignsThen = (click: string | readonly string[]): Scene =>
  scene((store) => store.open({ screen: 'campaigns' }), { campaigns: everyState }, {}, { click });

function selectTwo(store: Store): void {
  store.showOutbox({ tab: 'pending' });
  store.select({ isWhole: false, ids: new Set([25, 26]) });
}

const sevenBlanks: Partial<CampaignCheck> = {
  blanks: 7,
  blankColumns: [{ name: 'meeting_point', count: 7 }],
  blankRows: [17, 44, 88, 140].map((rowNumber) => ({ rowNumber, index: rowNumber - 2, key: 'meeting_point' })),
  failures: ['blank_placeholders'],
};
const leavingOut: FakeOptions['handlers'] = {
  'campaign:get': () => campaignDetail(draft, { leaveBlanksOut: true }),
  'campaign:check': () => campaignCheck({ ...sevenBlanks, willSend: 305, blanks: 0, blanksLeftOut: 7, failures: [] }),
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
const savedTexts = [
  { id: 3, name: 'Volunteer Day', text: 'Hello {{name|friend}}, Volunteer Day is on *10:00*', savedAtMs: fixtureNowMs },
  { id: 4, name: 'Thank you', text: '{{nothing}},\n\nThank you, see you there', savedAtMs: fixtureNowMs },
  { id: 5, name: 'تذكير قبل يوم الانتخاب', text: 'مرحبًا {{name|صديقنا}}، نراك غدًا.', savedAtMs: fixtureNowMs },
  ...[1, 2, 3, 4].map((ward) => ({
    id: 5 + ward,
    name: `Ward ${ward}`,
    text: 'When do we start on Saturday? '.repeat(5),
    savedAtMs: fixtureNowMs - ward * 86_400_000,
  })),
];
const inMenu = (place: number) => ({
  click: ['.editor-tools > .button:last-child', `[role="menuitem"]:nth-child(${place})`],
});
const pausedCampaign = (change: Partial<CampaignSummary>): Scene =>
  scene((store) => store.showOutbox({ tab: 'pending' }), {
    campaigns: [campaignSummary({ state: 'paused', counts, total: 40, ...change })],
  });

const editing = (
  part: EditPart,
  change: Partial<CampaignSummary>,
  handlers: FakeOptions['handlers'] = {},
  then?: Scene['then'],
): Scene =>
  scene(
    (store) => store.open({ screen: 'campaignEdit', id: 1, part, back: 'campaigns' }),
    { campaigns: [campaignSummary({ counts, total: 40, ...change })] },
    { handlers },
    then,
  );

/** A campaign with a pilot that begins an hour from now. */
const later: FakeOptions['handlers'] = {
  'campaign:get': () =>
    campaignDetail({
      ...draft,
      schedule: { ...draft.schedule, startAtMs: fixtureNowMs + 3_600_000, pilotCount: 10 },
    }),
};

const hintedText = 'Hello {nmae} [when]\n\n**10:00** to 15:00, htp://a.example';
const formattedText =
  'Hello {{name}},\n\n*Volunteer Day* is _on_ ~10:00~ `15:00`\n- North Quay\n- Boathouse\n1. Library steps\n> Thank you, see you there\n```10:00\n15:00```\nhttps://a.example';

/** Every screen, and the states of it that have words of their own. */
export const scenes = {
  outboxPending: scene((store) => store.showOutbox({ tab: 'pending' })),
  outboxSent: scene((store) => store.showOutbox({ tab: 'sent' })),
  outboxFailed: scene((store) => store.showOutbox({ tab: 'failed' })),
  outboxSelected: scene(selectTwo),
  outboxAllUnsent: scene((store) => {
    store.showOutbox({ tab: 'failed', certainty: 'not_sent' });
    store.select({ isWhole: true, ids: new Set() });
  }),
  outboxBulk: {
    ...scene((store) => store.showOutbox({ tab: 'pending' })),
    bulk: { what: 'cancel', done: 12_500, total: 98_214 },
  },
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
  pausedInARow: scene(() => undefined, {
    dispatcher: { kind: 'paused', reason: 'unconfirmed_in_a_row', detail: '', count: 3 },
  }),
  pausedLedger: scene(() => undefined, {
    dispatcher: { kind: 'paused', reason: 'ledger_ahead', detail: '', count: null },
  }),
  pilot: pausedCampaign({ pauseReason: 'pilot' }),
  overdue: pausedCampaign({ pauseReason: 'overdue', overdue: 3 }),
  otherAccount: pausedCampaign({ pauseReason: 'other_account' }),
  practice: scene(() => undefined, { practice: { gapMs: 200, ackWaitMs: 5_000 } }),
  tour: scene(
    (store) => store.open({ screen: 'outbox' }),
    { practice: { gapMs: 200, ackWaitMs: 5_000 }, campaigns: [] },
    { rows: 0 },
  ),
  campaigns: scene((store) => store.open({ screen: 'campaigns' }), { campaigns: everyState }),
  campaignsEmpty: scene((store) => store.open({ screen: 'campaigns' }), { campaigns: [] }, { rows: 0 }),
  campaignMenu: campaignsThen(menuOfRow(4)),
  campaignDuplicate: campaignsThen([menuOfRow(1), '[role="menuitem"]:nth-child(2)']),
  campaignRename: campaignsThen([menuOfRow(1), '[role="menuitem"]:nth-child(3)']),
  campaignDelete: campaignsThen([menuOfRow(1), '.menu-item-danger']),
  campaignCancel: campaignsThen([menuOfRow(4), '.menu-item-danger']),
  campaignsNoneFound: scene(
    (store) => {
      store.open({ screen: 'campaigns' });
      store.narrowCampaigns({ search: 'Zzyzx', show: 'paused' });
    },
    { campaigns: everyState },
  ),
  campaignEdit: editing('message', { state: 'paused', pauseReason: 'operator' }),
  campaignEditLeave: editing('when', {}, {}, { click: ['.columns [role="checkbox"]', '.sidebar-item:last-child'] }),
  campaignEditBlanks: editing(
    'message',
    { state: 'paused', pauseReason: 'operator' },
    { 'campaign:check': () => campaignCheck({ ...sevenBlanks, alreadyHasText: 12 }) },
  ),
  campaignEditRunning: editing('message', {}),
  campaignEditWhen: editing('when', {}),
  campaignEditOver: editing('message', { state: 'finished', finishedAtMs: fixtureNowMs }),
  doNotContact: scene((store) => store.open({ screen: 'doNotContact' })),
  doNotContactEmpty: scene(
    (store) => store.open({ screen: 'doNotContact' }),
    {},
    { handlers: { 'doNotContact:list': () => [], 'doNotContact:proposals': () => [] } },
  ),
  reports: scene((store) => store.open({ screen: 'reports' }), { campaigns: everyState }),
  report: scene((store) => store.open({ screen: 'report', id: 1 })),
  reportOfWeeks: scene(
    (store) => store.open({ screen: 'report', id: 1 }),
    {},
    {
      handlers: {
        'report:get': () => ({
          ...report(campaignSummary({ counts, total: 40 })),
          chart: weeksChart,
          pauses: weeksPauses,
        }),
      },
    },
  ),
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
  backupDelete: scene((store) => store.open({ screen: 'settings' }), {}, {}, { click: '.backups .button:last-child' }),
  settingsUnlinked: scene((store) => store.open({ screen: 'settings' }), { link: { phase: 'starting' } }),
  shortcuts: scene((store) => store.open({ screen: 'settings' }), {}, {}, { key: '?' }),
  recipientsEmpty: wizard('recipients', noListYet),
  recipients: wizard('recipients'),
  recipientsSaved: wizard('recipients', noListYet, { savedLists }),
  ...recipientsScenes,
  recipientsSave: wizard('recipients', {}, {}, { click: '.source .button' }),
  message: wizard('message'),
  messageFind: wizard('message', {}, {}, { write: 'jens', into: '.preview-search input' }),
  messageFindNobody: wizard('message', {}, {}, { write: 'Zzyzx', into: '.preview-search input' }),
  messageUnknown: wizard('message', {
    'campaign:get': () => campaignDetail(draft, { text: 'Hello {{meeting_point}}, {{nothing}}' }),
    'campaign:check': () => campaignCheck({ blanks: 312, unknownPlaceholders: ['nothing'] }),
  }),
  messageBlanks: wizard('message', { 'campaign:check': () => campaignCheck(sevenBlanks) }),
  messageHints: wizard('message', {
    'campaign:get': () => campaignDetail(draft, { text: hintedText }),
    'campaign:check': () =>
      campaignCheck({ longest: { rowNumber: 6, index: 4, characters: 70_000 }, failures: ['text_too_long'] }),
  }),
  messageFormatted: wizard('message', {
    'campaign:get': () => campaignDetail(draft, { text: formattedText }),
  }),
  messageEmoji: scene(
    (store) => store.open({ screen: 'campaign', id: draft.id, step: 'message' }),
    { campaigns: [draft] },
    { handlers: { 'campaign:get': () => campaignDetail(draft) } },
    { click: '.editor-tools [aria-haspopup="dialog"]' },
  ),
  messageTexts: wizard('message', {}, { savedTexts }, inMenu(1)),
  messageTextsNone: wizard('message', {}, {}, inMenu(1)),
  messageKeepText: wizard('message', {}, {}, inMenu(2)),
  messageTextOver: wizard(
    'message',
    {},
    { savedTexts },
    {
      click: [...inMenu(1).click, '.saved-texts li:first-child .button'],
    },
  ),
  messageLeftOut: wizard('message', leavingOut),
  when: wizard('when'),
  whenLong: wizard('when', {
    'campaign:get': () => campaignDetail({ ...draft, schedule: { ...draft.schedule, warmUp: true, pilotCount: 10 } }),
    'campaign:check': () => campaignCheck({ willSend: 100_000, sendingDays: [] }),
  }),
  whenSmall: wizard('when', {
    'campaign:get': () => campaignDetail({ ...draft, schedule: shortHours }),
    'campaign:check': () => campaignCheck({ willSend: 40, sendingDays: [] }),
  }),
  check: wizard('check'),
  checkScheduling: wizard('check', later, {}, { click: '.footer-bar .button-primary' }),
  checkBlanks: wizard('check', { 'campaign:check': () => campaignCheck(sevenBlanks) }),
  checkLeftOut: wizard('check', leavingOut),
  linkQr: linking({ phase: 'qr', qr: exampleQr, renewedAtMs: fixtureNowMs }),
  linkCode: linking({ phase: 'code', code: 'K7QX2M9P', phone: account.phone }),
  linkCodeRefused: linking({ phase: 'code_refused', phone: account.phone }),
  linkFailed: linking({ phase: 'failed', problem: 'browser_crashed', detail: '' }),
  linkReady: linking({ phase: 'ready', account }),
  unlinkDialog: scene(
    (store) => store.open({ screen: 'settings' }),
    {},
    {},
    { click: '.settings-row .button-danger-quiet' },
  ),
  linkStarting: linking({ phase: 'starting' }),
  linkLost: linking({ phase: 'logged_out' }),
  ...extremeScenes,
} satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;
