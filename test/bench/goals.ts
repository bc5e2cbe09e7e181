import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Ledger } from '../../db/ledger.ts';
import { openSecondConnection } from '../../db/open.ts';
import { limits } from '../../domain/limits.ts';
import type { Tab } from '../../domain/message.ts';
import type { MessageFilter } from '../../domain/message-filter.ts';
import { startOfDay } from '../../domain/pacing.ts';
import { writeReport } from '../../electron/reports/report-file.ts';
import { foldersUnder } from '../../electron/storage/folders.ts';
import { firstWaiting } from '../support/first-waiting.ts';
import { reportForm } from '../support/report-form.ts';
import { makeStores } from '../support/temporary-database.ts';
import { wholeTab } from '../support/whole-tab.ts';
import { quantile, timesOf } from './measure.ts';
import { campaignCount, presentAccount, storedAtMs, storedFolder } from './stored.ts';

/** A line of the table: what was measured, in the unit of its name, and what it is to stay below. */
export type Figure = { readonly name: string; readonly value: number; readonly goal: number; readonly met: boolean };

type Measured = { readonly folder: string; readonly stores: ReturnType<typeof makeStores>; readonly figures: Figure[] };

const repeats = 9;
const searches = [
  'a',
  'z',
  'zu',
  'ba',
  'ana',
  'silva',
  'garcia',
  'papadopoulos',
  'محمد',
  'م',
  '07700 12',
  '5511',
  'nobody',
];
const mebibyteBytes = 1024 * 1024;

/** Measures what is promised of a folder with so many messages, beside one with a thousand. */
export async function measureGoals(messages: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  const few = pagesOf(open(storedFolder(1_000), []));
  const measured = open(storedFolder(messages), figures);
  ledger(measured);
  search(measured);
  pages(measured, few);
  traps(measured);
  await reports(measured, messages);
  measured.stores.db.close();
  return figures;
}

function open(folder: string, figures: Figure[]): Measured {
  return { folder, figures, stores: makeStores(openSecondConnection(foldersUnder(folder, true).database)) };
}

function add({ figures }: Pick<Measured, 'figures'>, name: string, value: number, goal: number): void {
  figures.push({ name, value: Math.round(value * 1_000) / 1_000, goal, met: value <= goal });
}

/** The middle of several times of the same: what others do on this computer falls out. */
const middle = (work: () => unknown) => quantile(timesOf(repeats, work), 0.5);
const first = (work: () => unknown) => timesOf(1, work)[0] ?? Number.NaN;

/** Opened from the line that the database remembers: neither time nor memory grow with it. */
function ledger(measured: Measured): void {
  const file = foldersUnder(measured.folder, true).ledger;
  const before = process.memoryUsage().heapUsed;
  const tookMs = first(() => {
    const opened = Ledger.open(file);
    if (opened.ok) opened.value.close();
  });
  const megabytes = (process.memoryUsage().heapUsed - before) / mebibyteBytes;
  add(measured, `ledger of ${Math.round(statSync(file).size / mebibyteBytes)} MB, checked whole, ms`, tookMs, 20_000);
  add(measured, 'ledger, heap of that, MB', Math.max(0, megabytes), 100);
}

function search(measured: Measured): void {
  const { pages } = measured.stores;
  const newest = { by: 'time', descending: true } as const;
  const filters: MessageFilter[] = [null, campaignCount].flatMap((campaignId) =>
    searches.map((words) => ({ ...wholeTab('sent', campaignId), search: words })),
  );
  add(
    measured,
    'the first search of a session, ms',
    first(() => pages.page({ ...wholeTab('sent'), search: 'silva' }, newest, null)),
    5,
  );
  const page = filters.map((filter) => middle(() => pages.page(filter, newest, null)));
  const count = filters.map((filter) => middle(() => pages.count(filter, limits.searchCountedRows)));
  add(measured, 'search, first page, middle of all searches, ms', quantile(page.toSorted(ascending), 0.5), 5);
  add(measured, 'search, first page, slowest search, ms', Math.max(...page), 5);
  add(measured, 'search, count to 1,000, middle of all searches, ms', quantile(count.toSorted(ascending), 0.5), 10);
  add(measured, 'search, count to 1,000, slowest search, ms', Math.max(...count), 10);
}

const ascending = (one: number, other: number) => one - other;

/** Every tab with each of its filters in every order, over all campaigns and in one: the slowest of them in milliseconds. */
function pagesOf({ stores }: Measured): { name: string; ms: number } {
  const filters: MessageFilter[] = (['pending', 'sent', 'failed'] as const satisfies Tab[]).flatMap((tab) => [
    wholeTab(tab),
    wholeTab(tab, campaignCount),
    { ...wholeTab(tab), replied: true },
  ]);
  for (const delivery of ['word', 'read', 'delivered', 'sent'] as const)
    filters.push({ ...wholeTab('sent'), delivery });
  for (const certainty of ['not_sent', 'not_confirmed'] as const) filters.push({ ...wholeTab('failed'), certainty });
  for (const reason of ['not_on_whatsapp', 'rejected'] as const) filters.push({ ...wholeTab('failed'), reason });
  const times = filters.flatMap((filter) =>
    (['time', 'name', 'phone'] as const).map((by) => ({
      name: `${JSON.stringify(filter)} by ${by}`,
      ms: middle(() => stores.pages.page(filter, { by, descending: false }, null)),
    })),
  );
  return times.reduce((slowest, one) => (one.ms > slowest.ms ? one : slowest));
}

function pages(measured: Measured, few: { readonly ms: number }): void {
  const slowest = pagesOf(measured);
  add(measured, `any tab, filter and order, slowest (${slowest.name}), ms`, slowest.ms, 5);
  add(measured, 'the same ÷ that of 1,000', slowest.ms / few.ms, 2.5);
  add(
    measured,
    'the sums of all tabs, ms',
    middle(() => measured.stores.queries.counts()),
    1,
  );
}

/** What once walked a million rows, some of it several times for each message. */
function traps(measured: Measured): void {
  const { queries, queue, db } = measured.stores;
  const dayMs = startOfDay(storedAtMs, 'Europe/London');
  const nobody = '+447700900177';
  add(
    measured,
    'contradictions counted, ms',
    middle(() => queries.contradictions()),
    0.1,
  );
  add(
    measured,
    'hand-overs of a day, ms',
    middle(() => queue.handedOverSince(campaignCount, dayMs)),
    0.1,
  );
  add(
    measured,
    'campaigns that may send, one long quiet, ms',
    middle(() => queue.runningCampaigns()),
    0.5,
  );
  add(
    measured,
    'the next message, ms',
    middle(() => queue.message(firstWaiting(queue, campaignCount, storedAtMs) ?? 0)),
    0.5,
  );
  add(
    measured,
    'last hand-over of an account, ms',
    middle(() => queue.lastHandOverMs(presentAccount)),
    0.1,
  );
  add(
    measured,
    'last hand-over and days of a new account, ms',
    middle(() => [queue.lastHandOverMs(nobody), queue.sendingDays(nobody, 'UTC')]),
    0.2,
  );
  add(
    measured,
    'the next record to read of a new account, ms',
    middle(() => queue.nextReconcileAtMs(nobody)),
    0.1,
  );
  add(
    measured,
    'a person’s messages, ms',
    middle(() => db.values('SELECT id FROM message WHERE recipient_id = ?', 500)),
    0.1,
  );
}

/** The whole report of a campaign, of which most was sent: thread CPU for 100,000 of its rows. */
async function reports(measured: Measured, messages: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-report-'));
  const { db } = measured.stores;
  for (const [format, goalS] of [
    ['csv', 2],
    ['xlsx', 4],
  ] as const) {
    const started = process.cpuUsage();
    await writeReport(db, {
      kind: 'report',
      ...reportForm,
      scope: { kind: 'campaign', id: 1 },
      database: db.file,
      path: join(folder, `report.${format}`),
      format,
      language: 'en',
      timeZone: 'Europe/London',
      nowMs: storedAtMs,
    });
    const { user, system } = process.cpuUsage(started);
    const rows = messages / campaignCount;
    add(
      measured,
      `report as ${format.toUpperCase()}, s CPU for 100,000 rows`,
      (((user + system) / 1e6) * 100_000) / rows,
      goalS,
    );
    await wait(0);
  }
  rmSync(folder, { recursive: true });
}
