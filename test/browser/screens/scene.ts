import type { BulkProgress, CampaignCheck, CampaignDetail, Overview } from '../../../domain/contract.ts';
import type { CampaignStep } from '../../../renderer/store/route.ts';
import type { Store } from '../../../renderer/store/store.ts';
import type { FakeOptions } from '../../renderer/support/fake-api.ts';
import {
  campaignCheck,
  campaignDetail,
  campaignSummary,
  countRows,
  fixtureNowMs,
  messageRows,
} from '../../renderer/support/fixtures.ts';

/** One state of the window: the main process's answers, and what the operator did to get there. */
export type Scene = {
  /** A function where the data is large, since every scene is loaded in the page that draws one of them. */
  readonly options: FakeOptions | (() => FakeOptions);
  readonly show: (store: Store) => void;
  /** The progress of an action on many messages. */
  readonly bulk?: BulkProgress;
  /** The operator's actions: clicks on CSS selectors, one after the other, scrolling to something, or a key. */
  readonly then?:
    | { readonly click: string | readonly string[] }
    | { readonly scrollTo: string }
    | { readonly write: string; readonly into: string }
    /** A file chosen where the page first asks for one; only its name matters. */
    | { readonly choose: string }
    /** A file held over the window. */
    | { readonly hold: true }
    | { readonly key: string };
};

export const rows = messageRows(40);
export const counts = countRows(rows);
export const scene = (
  show: (store: Store) => void,
  overview: Partial<Overview> = {},
  options: FakeOptions = {},
  then?: Scene['then'],
): Scene => ({ options: { rows, ...options, overview }, show, ...(then === undefined ? {} : { then }) });

/** The do-not-contact list. */
export function showBlocked(store: Store): void {
  store.narrow('people', { tab: 'blocked' });
  store.open({ screen: 'people' });
}

export const draft = campaignSummary({
  id: 4,
  name: 'Spring appeal',
  state: 'draft',
  account: null,
  startedAtMs: null,
});
export const wizard = (
  step: CampaignStep,
  handlers: FakeOptions['handlers'] = {},
  options: FakeOptions = {},
  then?: Scene['then'],
): Scene =>
  scene(
    (store) => store.open({ screen: 'campaign', id: draft.id, step }),
    { campaigns: [draft] },
    { ...options, handlers: { 'campaign:get': () => campaignDetail(draft), ...handlers } },
    then,
  );
export const linking = (link: Overview['link']): Scene => scene((store) => store.open({ screen: 'link' }), { link });

/** Seven people would get a blank in their text. */
export const sevenBlanks: Partial<CampaignCheck> = {
  blanks: 7,
  blankColumns: [{ name: 'meeting_point', count: 7 }],
  blankRows: [17, 44, 88, 140].map((rowNumber) => ({ rowNumber, index: rowNumber - 2, key: 'meeting_point' })),
  failures: ['blank_placeholders'],
};
/** Of 272 people, 131 heard from another campaign a short time ago. */
export const heard = (
  fate: Partial<CampaignCheck['contacts']>,
  contactsAnswer: CampaignDetail['contactsAnswer'] = null,
): FakeOptions['handlers'] => ({
  'campaign:get': () => campaignDetail(draft, { contactsAnswer }),
  'campaign:check': () =>
    campaignCheck({
      willSend: fate.sent === undefined ? 141 : 272,
      contacts: {
        open: 0,
        leftOut: 0,
        sent: 0,
        byRule: 0,
        waiting: 0,
        ...fate,
        latest: { atMs: fixtureNowMs - 240_000, campaignName: 'Volunteer day' },
      },
    }),
});

/** The same seven people, left out. */
export const leavingOut: FakeOptions['handlers'] = {
  'campaign:get': () => campaignDetail(draft, { leaveBlanksOut: true }),
  'campaign:check': () => campaignCheck({ ...sevenBlanks, willSend: 305, blanks: 0, blanksLeftOut: 7, failures: [] }),
};
