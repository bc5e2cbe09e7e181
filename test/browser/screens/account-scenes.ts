import type { AccountView, Moving, Overview } from '../../../domain/contract.ts';
import type { Store } from '../../../renderer/store/store.ts';
import {
  account,
  accountPart,
  accountView,
  campaignCheck,
  campaignDetail,
  campaignSummary,
  fixtureNowMs,
  messageRows,
  replyRows,
} from '../../renderer/support/fixtures.ts';
import { counts, draft, type Scene, scene, wizard } from './scene.ts';

const phones = { office: account.phone, north: '+447700900121', south: '+447700900122', helpline: '+447700900130' };
const linked = (id: number, name: string, phone: string, change: Partial<AccountView> = {}): AccountView =>
  accountView({ id, name, phone, link: { phase: 'ready', account: { ...account, phone, name } }, ...change });

export const office = linked(1, account.name, phones.office, {
  dispatcher: { kind: 'sending', messageId: 18, campaignId: 1, sinceMs: fixtureNowMs - 3_000 },
  pending: 216,
  today: { sent: 128, left: 12, untilMs: Date.UTC(2100, 0) },
});
export const north = linked(2, 'عيادة الشمال', phones.north, {
  pending: 83,
  dispatcher: {
    kind: 'waiting',
    why: 'gap',
    sinceMs: fixtureNowMs,
    untilMs: fixtureNowMs + 48_000,
    campaignId: 1,
    count: null,
  },
});
/** WhatsApp says until when nobody new may be written to. */
export const south = linked(3, 'Clinic South, Wellington Street', phones.south, {
  pending: 135,
  dispatcher: {
    kind: 'paused',
    reason: 'restricted',
    count: null,
    detail: `timelock until ${new Date(fixtureNowMs + 43 * 3_600_000).toISOString()}`,
  },
});
const helpline = accountView({ id: 4, name: 'Helpline', phone: phones.helpline, link: { phase: 'logged_out' } });
const unnamed = accountView({
  id: 5,
  name: '',
  phone: null,
  link: { phase: 'qr', qr: 'x' },
});

const loggedOut = { kind: 'paused', reason: 'logged_out', detail: '', count: null } as const;

/** The state that is shown for all accounts is that of one of them. */
const several = (...accounts: AccountView[]): Partial<Overview> => ({
  accounts,
  campaigns: [campaignSummary({ counts, total: 40 })],
  dispatcher: office.dispatcher,
});
const settings = (store: Store): void => store.open({ screen: 'settings', part: 'accounts' });
const menuOfHeld = '.settings-account .button-icon';

const ofSouth = { rows: messageRows(40).map((row) => ({ ...row, account: phones.south })) };
const moving = (isUnread: boolean): Moving => {
  const from = [{ phone: phones.south, people: 135 }];
  return { from, stay: 1, unread: isUnread ? from : [] };
};

/** Two accounts send. Where a column names the account, rows may name one that does not exist. */
const both = { accounts: [phones.office, phones.north], column: 3 };
const sentFromTwo = (unknown: boolean): NonNullable<Parameters<typeof wizard>[1]> => ({
  'campaign:get': () =>
    campaignDetail({
      ...draft,
      schedule: { ...draft.schedule, warmUp: true, from: unknown ? both : { ...both, unknown: 'as_empty' } },
    }),
  'campaign:check': () =>
    campaignCheck({
      accounts: [
        accountPart(184, { phone: phones.office }),
        accountPart(128, { phone: phones.north, sendingDays: [] }),
      ],
      senders: [
        { phone: phones.office, column: 150, last: 10, evenly: 24 },
        { phone: phones.north, column: 90, last: 18, evenly: 20 },
      ],
      unknownSenders: unknown ? [{ name: 'Klinik West', people: 12 }] : [],
      failures: unknown ? ['accounts_undecided'] : [],
    }),
});
const ofTwo = (step: 'when' | 'check', unknown: boolean, then?: Scene['then']): Scene => {
  const { options, ...rest } = wizard(step, sentFromTwo(unknown), {}, then);
  const given = typeof options === 'function' ? options() : options;
  return { ...rest, options: { ...given, overview: { ...given.overview, accounts: [office, north, helpline] } } };
};

/** Several accounts on one computer. */
export const accountScenes = {
  accountsSettings: scene(settings, several(office, north, south)),
  accountsMenu: scene(settings, several(office, north, south), {}, { click: menuOfHeld }),
  accountsRemove: scene(
    settings,
    several(office, north, south),
    {},
    { click: [menuOfHeld, '[role="menuitem"]:last-child'] },
  ),
  accountsTwo: scene((store) => store.showOutbox({ tab: 'pending' }), several(office, north)),
  accountsFive: scene(
    (store) => store.showOutbox({ tab: 'pending' }),
    several(office, north, south, helpline, unnamed),
  ),
  /** The other accounts have nothing left to send. */
  accountsLoggedOut: scene((store) => store.showOutbox({ tab: 'pending' }), {
    ...several({ ...office, dispatcher: { kind: 'idle' } }, { ...helpline, dispatcher: loggedOut, pending: 12 }),
    dispatcher: loggedOut,
  }),
  accountsFailed: scene((store) => store.showOutbox({ tab: 'failed' }), several(office, north, south)),
  /** The messages that wait for a restricted account can go from another. */
  accountsPending: scene(
    (store) => store.showOutbox({ tab: 'pending', account: phones.south }),
    several(office, north, south),
    ofSouth,
  ),
  accountsMove: scene(
    (store) => store.showOutbox({ tab: 'pending', account: phones.south }),
    several(office, north, south),
    { ...ofSouth, handlers: { 'message:moving': () => moving(false) } },
    { click: '.toolbar > .button' },
  ),
  accountsMoveUnread: scene(
    (store) => store.showOutbox({ tab: 'pending', account: phones.south }),
    several(office, north, south),
    { ...ofSouth, handlers: { 'message:moving': () => moving(true) } },
    { click: '.toolbar > .button' },
  ),
  accountsReport: scene((store) => store.open({ screen: 'report', id: 1 }), several(office, north, south)),
  accountsReplies: scene(
    (store) => store.open({ screen: 'replies' }),
    { ...several(office, north, south), waitingReplies: 2 },
    { replies: replyRows() },
    { click: '#reply-1' },
  ),
  accountsFiveSettings: scene(settings, several(office, north, south, helpline, unnamed)),
  whenAccounts: ofTwo('when', true),
  checkAccounts: ofTwo('check', false),
} satisfies Readonly<Record<string, Scene>>;
