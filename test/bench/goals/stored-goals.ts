import { statSync } from 'node:fs';
import type { Db } from '../../../db/database.ts';
import { Ledger } from '../../../db/ledger/ledger.ts';
import { openSecondConnection } from '../../../db/open.ts';
import { VerificationStore } from '../../../db/report/verification.ts';
import { limits } from '../../../domain/limits.ts';
import type { Tab } from '../../../domain/messages/message.ts';
import type { MessageFilter, MessageSort } from '../../../domain/messages/message-filter.ts';
import { startOfDay } from '../../../domain/schedule/pacing.ts';
import { foldersUnder } from '../../../electron/storage/folders.ts';
import { firstWaiting } from '../../support/first-waiting.ts';
import { makeStores, type Stores } from '../../support/temporary-database.ts';
import { wholeTab } from '../../support/whole-tab.ts';
import { heapBytes } from '../garbage.ts';
import { campaignCount, manyCampaigns, presentAccount, storedAtMs, storedFolder } from '../stored.ts';
import { absolute, binding, type Figure } from './figures.ts';
import { type Cost, costOnce, median, repeatedCost } from './pairs.ts';

const mebibyteBytes = 1024 * 1024;
const smallFolder = 1_000;
const searches = [
  ...['a', 'z', 'zu', 'ba', 'ana', 'silva', 'garcia', 'papadopoulos', 'محمد', 'م', '07700 12', '5511', 'nobody'],
];
/** All of them stand at the far end of the names, or of the numbers of their list. */
const farSearches = ['يوسف', '07700 1'];
const newest: MessageSort = { by: 'time', descending: true };
const personOrders: readonly MessageSort[] = (['name', 'phone'] as const).flatMap((by) => [
  { by, descending: false },
  { by, descending: true },
]);
const nobody = '+447700900177';

type Asked = { readonly filter: MessageFilter; readonly sort: MessageSort };

/** What is read of a folder with so many messages, beside one with a thousand. */
export function storedGoals(messages: number): Figure[] {
  return [
    ...ledgerGoals(foldersUnder(storedFolder(messages), true).ledger),
    ...sizeGoals(messages),
    ...withStores(smallFolder, (few) =>
      withStores(messages, (many) => [...searchGoals(many), ...pageGoals(many, few), ...trapGoals(many)]),
    ),
  ];
}

/** What is on the disk for each message: the row, its attempt, fences, history and indexes, its share of the lists, and its line. */
function sizeGoals(messages: number): Figure[] {
  const { database, ledger } = foldersUnder(storedFolder(messages), true);
  return [
    binding('bytes a message, database', statSync(database).size / messages, 1_100),
    binding('bytes a message, ledger', statSync(ledger).size / messages, 250),
  ];
}

/** The same lists over the campaigns of years. */
export function campaignsGoals(messages: number): Figure[] {
  return withStores(messages, listsOfYears, manyCampaigns);
}

function listsOfYears({ pages }: Stores): Figure[] {
  const costOf = (asked: Asked) =>
    named(
      asked,
      repeatedCost(() => pages.page(asked.filter, asked.sort, null)),
    );
  const searched = [...searches, ...farSearches].flatMap((search) =>
    [newest, ...personOrders].map((sort) => costOf({ filter: { ...wholeTab('sent'), search }, sort })),
  );
  const listed = everyPage(manyCampaigns).map(costOf);
  const [search, page] = [slowestOf(searched), slowestOf(listed)];
  return [
    absolute(`${manyCampaigns} campaigns: any search and order, slowest, ms`, search.cost.cpuMs, 10, inDetail(search)),
    absolute(`${manyCampaigns} campaigns: any tab, filter and order, slowest, ms`, page.cost.cpuMs, 5, inDetail(page)),
  ];
}

/** A folder as the app's main connection reads it. */
function withStores<Value>(messages: number, use: (stores: Stores) => Value, campaigns = campaignCount): Value {
  const db: Db = openSecondConnection(foldersUnder(storedFolder(messages, campaigns), true).database);
  try {
    return use(makeStores(db));
  } finally {
    db.close();
  }
}

/** Read as a stream: neither its time before the window nor its memory grows with it. */
function ledgerGoals(file: string): Figure[] {
  const before = heapBytes();
  let opened: ReturnType<typeof Ledger.open> | undefined;
  const cost = costOnce(() => {
    opened = Ledger.open(file);
  });
  const megabytes = (heapBytes() - before) / mebibyteBytes;
  if (opened?.ok) opened.value.close();
  const size = Math.round(statSync(file).size / mebibyteBytes);
  return [
    absolute(`ledger of ${size} MB, checked whole, ms`, cost.cpuMs, 20_000, byTheClock(cost)),
    absolute('ledger, heap of that, MB', Math.max(0, megabytes), 100),
  ];
}

function searchGoals({ pages }: Stores): Figure[] {
  const filters = [null, campaignCount].flatMap((campaignId) =>
    searches.map((words): MessageFilter => ({ ...wholeTab('sent', campaignId), search: words })),
  );
  // As the app does once its window had time to come up.
  const warmUp = costOnce(() => pages.warmUp());
  const first = costOnce(() => pages.page({ ...wholeTab('sent'), search: 'silva' }, newest, null));
  const page = filters.map((filter) =>
    named(
      filter,
      repeatedCost(() => pages.page(filter, newest, null)),
    ),
  );
  const far = farSearches.map((words): MessageFilter => ({ ...wholeTab('sent'), search: words }));
  const byPerson = [...filters, ...far].flatMap((filter) =>
    personOrders.map((sort) =>
      named(
        { filter, sort },
        repeatedCost(() => pages.page(filter, sort, null)),
      ),
    ),
  );
  const count = filters.map((filter) =>
    named(
      filter,
      repeatedCost(() => pages.count(filter, limits.searchCountedRows)),
    ),
  );
  return [
    absolute('the first search of a session, ms', first.cpuMs, 5, byTheClock(first)),
    absolute('what is done for it beforehand, while nobody waits, ms', warmUp.cpuMs, 16, byTheClock(warmUp)),
    absolute('search, first page, middle of all searches, ms', middleOf(page), 5),
    absolute('search, first page, slowest search, ms', slowestOf(page).cost.cpuMs, 5, inDetail(slowestOf(page))),
    absolute(
      'search by name or number, first page, slowest, ms',
      ...([slowestOf(byPerson).cost.cpuMs, 5, inDetail(slowestOf(byPerson))] as const),
    ),
    absolute('search, count to 1,000, middle of all searches, ms', middleOf(count), 10),
    absolute('search, count to 1,000, slowest search, ms', slowestOf(count).cost.cpuMs, 10, inDetail(slowestOf(count))),
  ];
}

function pageGoals(many: Stores, few: Stores): Figure[] {
  const asked = everyPage(campaignCount);
  const costOf = ({ pages }: Stores, { filter, sort }: Asked) => repeatedCost(() => pages.page(filter, sort, null));
  const large = asked.map((one) => named(one, costOf(many, one)));
  const small = asked.map((one) => named(one, costOf(few, one)));
  const slowest = slowestOf(large);
  const sums = repeatedCost(() => many.queries.counts());
  return [
    absolute('any tab, filter and order, slowest, ms', slowest.cost.cpuMs, 5, inDetail(slowest)),
    binding('the same ÷ that of 1,000', slowest.cost.cpuMs / slowestOf(small).cost.cpuMs, 2.5),
    absolute('the sums of all tabs, ms', sums.cpuMs, 1),
  ];
}

/** Every tab with each of its filters in every order, over all campaigns and in one. */
function everyPage(campaign: number): Asked[] {
  const tabs = ['pending', 'sent', 'failed'] as const satisfies Tab[];
  const filters: MessageFilter[] = [null, campaign].flatMap((campaignId) => [
    ...tabs.flatMap((tab) => [wholeTab(tab, campaignId), { ...wholeTab(tab, campaignId), replied: true }]),
    ...(['word', 'read', 'delivered', 'sent'] as const).map((delivery) => ({
      ...wholeTab('sent', campaignId),
      delivery,
    })),
    ...(['not_sent', 'not_confirmed'] as const).map((certainty) => ({ ...wholeTab('failed', campaignId), certainty })),
    ...(['not_on_whatsapp', 'rejected'] as const).map((reason) => ({ ...wholeTab('failed', campaignId), reason })),
  ]);
  const orders = [newest, { ...newest, descending: false }, ...personOrders];
  return filters.flatMap((filter) => orders.map((sort) => ({ filter, sort })));
}

/** What once walked a million rows, some of it several times for each message. */
function trapGoals({ queries, queue, conversations, db }: Stores): Figure[] {
  const dayMs = startOfDay(storedAtMs, 'Europe/London');
  const verification = new VerificationStore(db);
  const reads: readonly [what: string, goalMs: number, read: () => unknown][] = [
    ['contradictions counted', 0.1, () => queries.contradictions()],
    ['hand-overs of a day', 0.1, () => queue.handedOverOn(campaignCount, { fromMs: dayMs, untilMs: 2 * dayMs })],
    ['campaigns that may send, one long quiet', 0.5, () => queue.runningCampaigns(Date.now())],
    ['the next message', 0.5, () => queue.message(firstWaiting(queue, campaignCount, storedAtMs) ?? 0)],
    ['last hand-over of an account', 0.1, () => queue.lastHandOverMs(presentAccount, Date.now())],
    [
      'last hand-over and days of a new account',
      0.2,
      () => [queue.lastHandOverMs(nobody, Date.now()), queue.sendingDays(nobody, 'UTC')],
    ],
    ['the next record to read of a new account', 0.1, () => queue.nextReconcileAtMs(nobody)],
    ['replies that wait, counted', 0.1, () => conversations.waiting()],
    ['replies, listed', 5, () => conversations.list({ campaignId: null, account: null, search: '', group: 'all' })],
    ['what a verification found so far', 16, () => verification.sums(1)],
    ['the chat that a verification reads next', 16, () => verification.next(1, verification.lastRead(1))],
    ['a person’s messages', 0.1, () => db.values('SELECT id FROM message WHERE recipient_id = ?', 500)],
  ];
  return reads.map(([what, goalMs, read]) => absolute(`${what}, ms`, repeatedCost(read).cpuMs, goalMs));
}

type Named = { readonly asked: string; readonly cost: Cost };

function named(asked: object, cost: Cost): Named {
  return { asked: wordsOf(asked), cost };
}

/** Of a filter what differs from the whole tab. */
function wordsOf(asked: object): string {
  return Object.entries(asked)
    .filter(([, value]) => value !== null && value !== false && value !== '')
    .map(([key, value]) => (typeof value === 'object' ? wordsOf(value) : value === true ? key : value))
    .join(' ');
}

function slowestOf(all: readonly Named[]): Named {
  return all.reduce((slowest, one) => (one.cost.cpuMs > slowest.cost.cpuMs ? one : slowest));
}

function middleOf(all: readonly Named[]): number {
  return median(all.map(({ cost }) => cost.cpuMs));
}

function inDetail({ asked, cost }: Named): string {
  return `${asked}; ${byTheClock(cost)}`;
}

function byTheClock({ wallMs }: Cost): string {
  return `${Math.round(wallMs * 10) / 10} ms by the clock`;
}
