import { noFacts } from '../../../domain/lists/list-facts.ts';
import { type Counts, noCounts } from '../../../domain/messages/message.ts';
import { refuse } from '../../renderer/support/fake-api.ts';
import {
  campaignCheck,
  campaignDetail,
  campaignSummary,
  fixtureNowMs,
  listReport,
  messageRows,
} from '../../renderer/support/fixtures.ts';
import { blockedPerson, onePage } from '../../renderer/support/people-fixtures.ts';
import { draft, linking, type Scene, scene, showBlocked, wizard } from './scene.ts';

/** As many people as the largest list that the app accepts. */
const mostRows = 100_000;
/** More campaigns than a party sends in years. */
const mostCampaigns = 400;
const mostBlocked = 10_000;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const manyCounts: Counts = {
  ...noCounts,
  pending: 54_999,
  sending: 1,
  sent: 44_995,
  delivered: 29_997,
  read: 14_998,
  notConfirmed: 2,
  toCheck: 2,
  notSent: 3,
};
const large = campaignSummary({ counts: manyCounts, total: mostRows });
const states = ['finished', 'cancelled', 'paused', 'running', 'draft'] as const;
const campaigns = Array.from({ length: mostCampaigns }, (_, index) => {
  const id = mostCampaigns - index;
  const state = states[index % states.length] ?? 'finished';
  const pauseReason = state === 'paused' ? ('operator' as const) : null;
  return campaignSummary({
    id,
    name: `Ward ${id}, letter box`,
    state,
    pauseReason,
    counts: manyCounts,
    total: mostRows,
  });
});
const longList = listReport({
  rows: mostRows,
  recipients: 93_412,
  sameNumber: 4_120,
  doNotContact: 38,
  cannotBeUsed: 2_430,
  assumedCountry: 71_006,
  facts: {
    ...noFacts,
    groups: [
      { cause: 'rounded', count: 1_430, readings: [], rowNumbers: [17], best: null },
      { cause: 'empty', count: 1_000, readings: [], rowNumbers: [44], best: null },
    ],
  },
});
const longDraft = { 'campaign:get': () => campaignDetail(draft, { list: longList }) };
/** A campaign of this size takes days, so it finished yesterday or earlier and shows its date. */
const manyRows = () =>
  messageRows(mostRows).map((row) =>
    row.status === 'sent' || row.status === 'failed' ? { ...row, changedAtMs: row.changedAtMs - dayMs } : row,
  );
const outboxOf = (tab: 'pending' | 'sent' | 'failed'): Scene => ({
  options: () => ({ rows: manyRows(), overview: { campaigns: [large], counts: manyCounts } }),
  show: (store) => store.showOutbox({ tab }),
});
const failing = (screen: 'people' | 'settings' | 'reportDays', channel: string, then?: Scene['then']): Scene =>
  scene((store) => store.open({ screen }), {}, { handlers: { [channel]: () => refuse('internal') } }, then);

const failingBlocked = (channel: string): Scene =>
  scene(showBlocked, {}, { handlers: { [channel]: () => refuse('internal') } });

/** The extremes of every screen: 100,000 people, and an answer that does not arrive. */
export const extremeScenes = {
  outboxPendingMany: outboxOf('pending'),
  outboxSentMany: outboxOf('sent'),
  outboxFailedMany: outboxOf('failed'),
  outboxError: scene(
    (store) => store.showOutbox({ tab: 'sent' }),
    {},
    { handlers: { 'message:page': () => refuse('internal') } },
  ),
  messageError: scene(
    (store) => {
      store.showOutbox({ tab: 'sent' });
      store.openMessage(9);
    },
    {},
    { handlers: { 'message:get': () => refuse('not_found') } },
  ),
  campaignsMany: scene((store) => store.open({ screen: 'campaigns' }), { campaigns }),
  reportsMany: scene((store) => store.open({ screen: 'reports' }), { campaigns }),
  reportMany: scene((store) => store.open({ screen: 'report', id: 1 }), { campaigns: [large] }),
  reportError: scene(
    (store) => store.open({ screen: 'report', id: 1 }),
    {},
    { handlers: { 'report:get': () => refuse('internal') } },
  ),
  doNotContactMany: scene(
    showBlocked,
    {},
    {
      handlers: {
        'doNotContact:list': () =>
          onePage(
            Array.from({ length: mostBlocked }, (_, index) =>
              blockedPerson({
                phone: `+4477009${String(index).padStart(5, '0')}`,
                note: index % 3 === 0 ? 'Asked by mail' : '',
                addedAtMs: fixtureNowMs - index * minuteMs,
              }),
            ),
          ),
      },
    },
  ),
  doNotContactError: failingBlocked('doNotContact:list'),
  proposalsError: failingBlocked('doNotContact:proposals'),
  peopleError: failing('people', 'people:page'),
  reportDaysError: failing('reportDays', 'report:days'),
  settingsError: failing('settings', 'backup:list', { scrollTo: '.banner-boxed' }),
  recipientsMany: wizard('recipients', longDraft),
  recipientsError: wizard('recipients', { 'campaign:get': () => refuse('internal') }),
  whenMany: wizard('when', {
    ...longDraft,
    'campaign:check': () => campaignCheck({ willSend: mostRows }),
  }),
  checkMany: wizard('check', {
    ...longDraft,
    'campaign:check': () => campaignCheck({ willSend: 93_412 }),
  }),
  checkError: wizard('check', { 'campaign:check': () => refuse('internal') }),
  linkError: linking({ phase: 'failed', problem: 'browser_crashed', detail: '' }),
} satisfies Record<string, Scene>;
