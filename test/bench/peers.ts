import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import papaparse from 'papaparse';
import { limits } from '../../domain/limits.ts';
import { assert } from '../../domain/result.ts';
import { writeCsv } from '../../electron/formats/write-csv.ts';
import { writeXlsx } from '../../electron/formats/write-xlsx.ts';
import { filledRows, openFile } from '../../electron/lists/read-once.ts';
import { granted } from '../support/granted.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { makeDraft, withDesk } from './desk.ts';
import { inTurn, median, type Spent } from './goals/pairs.ts';
import { inWords } from './measure.ts';
import { headers, rowsOf } from './people.ts';
import { sendingOf } from './sending.ts';

/**
 * The versions in the registry (SheetJS gives newer ones on its own site alone). Without dependencies: some bring a
 * hundred.
 */
const versions = { 'csv-parse': '7.0.3', xlsx: '0.18.5', exceljs: '4.4.0', plainjob: '0.0.14', liteque: '0.8.0' };
const { version: papaparseVersion } = createRequire(import.meta.url)('papaparse/package.json') as { version: string };
/** Enough rounds that the libraries' code is compiled by the last ones. */
const rounds = 5;
/** The number of blocks into which the messages are divided. */
const blocks = 10;
const app = 'the app';
const how = { eachNumber: false, shortDate: 'dmy' };

/** Compares libraries that do a part of the app's work; they are installed into a temporary folder. */
export const peersBenchmark: Benchmark = {
  name: 'Beside other libraries',
  beside: '÷ the app, CPU',
  async run({ recipients, sends }) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-peers-'));
    try {
      install(folder);
      return [...(await files(folder, recipients)), ...(await queues(folder, sends))];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Installs without running the packages' scripts. The queues use the app's own SQLite. */
function install(folder: string): void {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: versions }));
  const how = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath ?? '';
  const { status } = spawnSync(process.execPath, [npm, 'install', ...how], { cwd: folder, stdio: 'inherit' });
  assert(status === 0, 'the peers are installed');
  symlinkSync(resolve('node_modules/better-sqlite3'), join(folder, 'node_modules/better-sqlite3'));
}

/** The packages' own types are not available to the compiler. */
async function load<Module>(folder: string, file: string): Promise<Module> {
  return (await import(pathToFileURL(join(folder, 'node_modules', file)).href)) as Module;
}

type CsvParse = { parse(text: string): string[][] };
type SheetJs = {
  read(bytes: Buffer, options: { dense: boolean }): { readonly Sheets: Readonly<Record<string, object>> };
  readonly utils: { sheet_to_json(sheet: object, options: { header: 1 }): unknown[] };
};
type ExcelJs = {
  readonly default: {
    readonly Workbook: new () => {
      readonly xlsx: { readFile(path: string): Promise<unknown> };
      readonly worksheets: readonly { readonly actualRowCount: number }[];
    };
  };
};

/** Files with the same people, each of which is read into rows. */
async function files(folder: string, recipients: number): Promise<Row[]> {
  const [csv, xlsx] = [join(folder, 'people.csv'), join(folder, 'people.xlsx')];
  await writeCsv(csv, headers, rowsOf(recipients));
  await writeXlsx(xlsx, [{ name: 'People', header: headers, rows: rowsOf(recipients) }]);
  const { parse } = await load<CsvParse>(folder, 'csv-parse/lib/sync.js');
  const sheetJs = await load<SheetJs>(folder, 'xlsx/xlsx.mjs');
  const { default: excelJs } = await load<ExcelJs>(folder, 'exceljs/excel.js');
  const read = async (path: string) => {
    const file = await openFile(path, limits, how);
    let count = 0;
    for await (const some of filledRows(file, file.sheets[0] ?? '', limits)) count += some.length;
    return count;
  };
  const bySheetJs = (path: string) => {
    const { Sheets } = sheetJs.read(readFileSync(path), { dense: true });
    return Object.values(Sheets).flatMap((sheet) => sheetJs.utils.sheet_to_json(sheet, { header: 1 })).length;
  };
  const byExcelJs = async () => {
    const workbook = new excelJs.Workbook();
    await workbook.xlsx.readFile(xlsx);
    return workbook.worksheets[0]?.actualRowCount ?? 0;
  };
  return [
    ...(await compared(`CSV of ${recipients} rows`, recipients + 1, {
      [app]: () => read(csv),
      papaparse: () => papaparse.parse(readFileSync(csv, 'utf8').trimEnd()).data.length,
      'csv-parse': () => parse(readFileSync(csv, 'utf8')).length,
      xlsx: () => bySheetJs(csv),
    })),
    ...(await compared(`workbook of ${recipients} rows`, recipients + 1, {
      [app]: () => read(xlsx),
      xlsx: () => bySheetJs(xlsx),
      exceljs: byExcelJs,
    })),
  ];
}

/**
 * Processor time of all threads, since a workbook is inflated beside the main one. The quickest of some rounds counts.
 */
async function compared(
  what: string,
  rows: number,
  readers: Readonly<Record<string, () => number | Promise<number>>>,
): Promise<Row[]> {
  const cpuMs = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1)
    for (const [name, read] of Object.entries(readers)) {
      const before = process.cpuUsage();
      const count = await read();
      const { user, system } = process.cpuUsage(before);
      assert(count === rows, `${name} reads all of it`);
      cpuMs.set(name, Math.min(cpuMs.get(name) ?? Number.POSITIVE_INFINITY, (user + system) / 1_000));
    }
  const ours = cpuMs.get(app) ?? Number.NaN;
  return [...cpuMs].map(([name, ms]) => rowOf(`${what}: ${withVersion(name)}`, `${inWords(ms)} CPU`, ms / ours));
}

type PlainJob = {
  better(sqlite: Database.Database): object;
  defineQueue(options: { connection: object }): {
    add(type: string, data: object): unknown;
    getAndMarkJobAsProcessing(type: string): { readonly id: number } | undefined;
    markJobAsDone(id: number): void;
    close(): void;
  };
};
type LiteQueDb = {
  readonly session: { readonly client: Database.Database };
  transaction: (work: (db: LiteQueDb) => unknown) => unknown;
};
type LiteQue = {
  buildDBClient(file: string, options: { runMigrations: boolean; walEnabled: boolean }): LiteQueDb;
  readonly SqliteQueue: new (
    name: string,
    db: LiteQueDb,
    options: { defaultJobArgs: { numRetries: number }; keepFailedJobs: boolean },
  ) => {
    enqueue(data: object): Promise<unknown>;
    attemptDequeue(options: {
      timeoutSecs: number;
    }): Promise<{ readonly id: number; readonly allocationId: string } | null>;
    finalize(id: number, allocationId: string, status: 'completed'): Promise<void>;
  };
};

/** A job put into a queue, taken and done, compared with a message of the app; each is on the disk before the next. */
async function queues(folder: string, sends: number): Promise<Row[]> {
  const { better, defineQueue } = await load<PlainJob>(folder, 'plainjob/dist/plainjob.js');
  const { buildDBClient, SqliteQueue } = await load<LiteQue>(folder, 'liteque/dist/index.js');
  const sqlite = new Database(join(folder, 'plainjob.db'));
  const plainJob = defineQueue({ connection: better(sqlite) });
  const liteDb = buildDBClient(join(folder, 'liteque.db'), { runMigrations: true, walEnabled: true });
  const liteQue = new SqliteQueue('send', liteDb, { defaultJobArgs: { numRetries: 0 }, keepFailedJobs: false });
  // By default a power cut could undo work that either of them has reported as done.
  for (const queue of [sqlite, liteDb.session.client]) queue.pragma('synchronous = FULL');
  // LiteQue passes an asynchronous function to a transaction of SQLite, which throws now; older versions ended the
  // transaction before the function was done.
  liteDb.transaction = (work) => work(liteDb);
  const each = Math.ceil(sends / blocks);
  const times = (life: (index: number) => unknown) => async () => {
    for (let index = 0; index < each; index += 1) await life(index);
  };
  return withDesk(each * blocks, async (desk) => {
    granted(await desk.campaigns.start(await makeDraft(desk)));
    const sendOne = sendingOf(desk.rig);
    let sent = 0;
    const costs: Readonly<Record<string, readonly Spent[]>> = await inTurn(blocks, {
      [app]: times(() => sendOne(sent++)),
      plainjob: times((index) => {
        plainJob.add('send', { index });
        plainJob.markJobAsDone(plainJob.getAndMarkJobAsProcessing('send')?.id ?? 0);
      }),
      liteque: times(async (index) => {
        await liteQue.enqueue({ index });
        const job = await liteQue.attemptDequeue({ timeoutSecs: 60 });
        await liteQue.finalize(job?.id ?? 0, job?.allocationId ?? '', 'completed');
      }),
    });
    plainJob.close();
    const middle = (name: string, of: keyof Spent) => median((costs[name] ?? []).map((cost) => cost[of])) / each;
    return Object.keys(costs).map((name) => {
      const [cpuMs, wallMs] = [middle(name, 'cpuMs'), middle(name, 'wallMs')];
      const took = `${inWords(cpuMs)} CPU, ${inWords(wallMs)} by the clock`;
      return rowOf(`a message, a job: ${withVersion(name)}`, took, cpuMs / middle(app, 'cpuMs'));
    });
  });
}

function rowOf(what: string, took: string, times: number): Row {
  return { what, took, beside: times.toFixed(2) };
}

function withVersion(name: string): string {
  const version = { ...versions, papaparse: papaparseVersion }[name];
  return version === undefined ? name : `${name} ${version}`;
}
