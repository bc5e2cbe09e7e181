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
import { atOnce } from '../../support/at-once.ts';
import { firstWaiting } from '../../support/first-waiting.ts';
import { makeStores, type Stores } from '../../support/temporary-database.ts';
import { wholeTab } from '../../support/whole-tab.ts';
import { heapBytes } from '../garbage.ts';
import { campaignCount, manyCampaigns, presentAccount, storedAtMs, storedFolder } from '../stored.ts';
import { binding, type Figure, paced } from './figures.ts';
import { type Cost, costOnce, median, repeatedCost } from './pairs.ts';

const mebibyteBytes = 1024 * 1024;
const smallFolder = 1_000;
const searches = [
  ...['a', 'z', 'zu', 'ba', 'ana', 'silva', 'garcia', 'papadopoulos', 'محمد', 'م', '07800 12', '5511', 'nobody'],
];
/** All matches are at the far end of the names, or of the numbers of their list. */
const farSearches = ['يوسف', '07800 1'];
const newest: MessageSort = { by: 'time', descending: true };
const personOrders: readonly MessageSort[] = (['name', 'phone'] as const).flatMap((by) => [
  { by, descending: false },
  { by, descending: true },
]);
const nobody = '+447700900177';

type Asked = { readonly filter: MessageFilter; readonly sort: MessageSort };

/**
 * Reads a folder with this many messages, and one with a thousand beside it. Only every `every`-th search and page is
 * read.
 */
export function storedGoals(messages: number, every = 1): Figure[] {
  return [
    ...ledgerGoals(foldersUnder(storedFolder(messages), true).ledger),
    ...sizeGoals(messages),
    ...withStores(smallFolder, (few) =>
      withStores(messages, (many) => [...searchGoals(many, every), ...pageGoals(many, few, every), ...trapGoals(many)]),
    ),
  ];
}

/**
 * The bytes on the disk for each message: row, attempt, fences, history, indexes, a share of the lists, and the ledger
 * line.
 */
function sizeGoals(messages: number): Figure[] {
  const { database, ledger } = foldersUnder(storedFolder(messages), true);
  return [
    binding('bytes a message, database', statSync(database).size / messages, 1_100),
    binding('bytes a message, ledger', statSync(ledger).size / messages, 250),
  ];
}

/** The same lists over the campaigns of several years. */
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
    paced(`${manyCampaigns} campaigns: any search and order, slowest, ms`, search.cost, 10, search.asked),
    paced(`${manyCampaigns} campaigns: any tab, filter and order, slowest, ms`, page.cost, 5, page.asked),
  ];
}

/** Opens a folder as the app's main connection does. */
function withStores<Value>(messages: number, use: (stores: Stores) => Value, campaigns = campaignCount): Value {
  const db: Db = openSecondConnection(foldersUnder(storedFolder(messages, campaigns), true).database);
  try {
    return use(makeStores(db));
  } finally {
    db.close();
  }
}

/** The ledger is read as a stream: the time before the window and the memory must not grow with it. */
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
    paced(`ledger of ${size} MB, checked whole, ms`, cost, 20_000),
    binding('ledger, heap of that, MB', Math.max(0, megabytes), 100),
  ];
}

function searchGoals({ pages }: Stores, every: number): Figure[] {
  const filters = [null, campaignCount]
    .flatMap((campaignId) =>
      searches.map((words): MessageFilter => ({ ...wholeTab('sent', campaignId), search: words })),
    )
    .filter((_, place) => place % every === 0);
  // The app does this once its window has had time to open.
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
    paced('the first search of a session, ms', first, 5),
    paced('what is done for it beforehand, while nobody waits, ms', warmUp, 16),
    paced('search, first page, middle of all searches, ms', middleOf(page), 5),
    slowest('search, first page, slowest search, ms', page, 5),
    slowest('search by name or number, first page, slowest, ms', byPerson, 5),
    paced('search, count to 1,000, middle of all searches, ms', middleOf(count), 10),
    slowest('search, count to 1,000, slowest search, ms', count, 10),
  ];
}

function pageGoals(many: Stores, few: Stores, every: number): Figure[] {
  const asked = everyPage(campaignCount).filter((_, place) => place % every === 0);
  const costOf = ({ pages }: Stores, { filter, sort }: Asked) => repeatedCost(() => pages.page(filter, sort, null));
  const large = asked.map((one) => named(one, costOf(many, one)));
  const small = asked.map((one) => named(one, costOf(few, one)));
  const sums = repeatedCost(() => many.queries.counts());
  return [
    slowest('any tab, filter and order, slowest, ms', large, 5),
    binding('the same ÷ that of 1,000', slowestOf(large).cost.pacedMs / slowestOf(small).cost.pacedMs, 2.5),
    paced('the sums of all tabs, ms', sums, 1),
  ];
}

/** Every tab with each of its filters in every order, over all campaigns and within one. */
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

/** Queries that once walked a million rows, some of them several times for each message. */
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
    [
      'replies, listed',
      5,
      () => atOnce(conversations.list({ campaignId: null, account: null, search: '', group: 'all', order: 'longest' })),
    ],
    ['what a verification found so far', 16, () => verification.sums(1)],
    [
      'the chat that a verification reads next',
      16,
      () => verification.next(1, verification.lastRead(1), [presentAccount]),
    ],
    ['a person’s messages', 0.1, () => db.values('SELECT id FROM message WHERE recipient_id = ?', 500)],
  ];
  return reads.map(([what, goalMs, read]) => paced(`${what}, ms`, repeatedCost(read), goalMs));
}

type Named = { readonly asked: string; readonly cost: Cost };

function named(asked: object, cost: Cost): Named {
  return { asked: wordsOf(asked), cost };
}

/** Names only those parts of a filter that differ from the whole tab. */
function wordsOf(asked: object): string {
  return Object.entries(asked)
    .filter(([, value]) => value !== null && value !== false && value !== '')
    .map(([key, value]) => (typeof value === 'object' ? wordsOf(value) : value === true ? key : value))
    .join(' ');
}

/** The figure of the slowest query. */
function slowest(name: string, all: readonly Named[], goalMs: number): Figure {
  const { cost, asked } = slowestOf(all);
  return paced(name, cost, goalMs, asked);
}

function slowestOf(all: readonly Named[]): Named {
  return all.reduce((slowest, one) => (one.cost.pacedMs > slowest.cost.pacedMs ? one : slowest));
}

/** The median of each kind of time, each taken by itself. */
function middleOf(all: readonly Named[]): Cost {
  const middle = (of: keyof Cost) => median(all.map(({ cost }) => cost[of]));
  return { cpuMs: middle('cpuMs'), wallMs: middle('wallMs'), pacedMs: middle('pacedMs') };
}
