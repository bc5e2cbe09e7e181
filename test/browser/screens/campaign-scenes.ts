import type { CampaignSummary } from '../../../domain/contract.ts';
import { noCounts } from '../../../domain/messages/message.ts';
import type { EditPart } from '../../../renderer/store/route.ts';
import type { FakeOptions } from '../../renderer/support/fake-api.ts';
import { campaignCheck, campaignSummary, fixtureNowMs } from '../../renderer/support/fixtures.ts';
import { counts, draft, type Scene, scene, sevenBlanks } from './scene.ts';

/** A campaign in each state that the list shows. */
export const everyState: CampaignSummary[] = [
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
  campaignSummary({
    id: 8,
    name: 'Thank you',
    setAside: { ...draft.setAside, secondStep: 1_234 },
    counts: { ...noCounts, pending: 1_234 },
    total: 1_234,
    waitForDecision: 1_234,
  }),
];

const menuOfRow = (row: number) => `.campaigns tr:nth-child(${row}) .button-icon`;
const campaignsThen = (click: string | readonly string[]): Scene =>
  scene((store) => store.open({ screen: 'campaigns' }), { campaigns: everyState }, {}, { click });

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

/** The list of campaigns, the questions of its menu, and the editing of a started campaign. */
export const campaignScenes = {
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
      store.narrow('campaigns', { search: 'Zzyzx', show: 'paused' });
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
} satisfies Record<string, Scene>;
