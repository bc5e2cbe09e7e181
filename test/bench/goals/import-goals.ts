import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import papaparse from 'papaparse';
import { foldedApart } from '../../../db/campaigns/lists.ts';
import { openSecondConnection } from '../../../db/open.ts';
import { limits } from '../../../domain/limits.ts';
import { assert } from '../../../domain/result.ts';
import { writeCsv } from '../../../electron/formats/write-csv.ts';
import { writeXlsx } from '../../../electron/formats/write-xlsx.ts';
import { importList } from '../../../electron/lists/import-list.ts';
import { filledRows, openFile, readOnce } from '../../../electron/lists/read-once.ts';
import { granted } from '../../support/granted.ts';
import { openTestDatabase, startMs } from '../../support/temporary-database.ts';
import { importJob } from '../desk.ts';
import { headers, nameOf, rowsOf } from '../people.ts';
import { absolute, binding, type Figure, paced, type Size } from './figures.ts';
import { inTurn, median, quickestOf, times } from './pairs.ts';

const { version: papaparseVersion } = createRequire(import.meta.url)('papaparse/package.json') as { version: string };
/** A short file is read too quickly for the processor's clock. */
const papaparseTimes = 10;
const progress = { nowMs: () => startMs, onProgress: () => undefined };

/** A file read and imported, beside a bare insert of the same rows in transactions of the same size. */
export async function importGoals({ rows, rounds }: Pick<Size, 'rows' | 'rounds'>): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
  const people = rowsOf(rows);
  const csv = join(folder, 'people.csv');
  const xlsx = join(folder, 'people.xlsx');
  await writeCsv(csv, headers, people);
  await writeXlsx(xlsx, [{ name: 'People', header: headers, rows: people }]);
  const ready = people.map((cells, index) => readyRow(cells, index));
  const databases = counter();
  const database = () => {
    const file = join(folder, `${databases()}.db`);
    openTestDatabase(file).close();
    return file;
  };
  const imported = async (path: string, fileName: string) => {
    const file = database();
    const db = openSecondConnection(file);
    granted(await importList(db, importJob(path, fileName), progress));
    db.close();
    // The import keeps the rows that it has read in a file beside the list: each round starts without it.
    rmSync(`${path}.rows`, { recursive: true, force: true });
  };
  const costs = await inTurn(rounds, {
    read: async () => {
      await readOnce(csv, limits, { eachNumber: false, shortDate: 'dmy' });
      rmSync(`${csv}.rows`, { recursive: true, force: true });
    },
    readAlone: async () => {
      const file = await openFile(csv, limits, { eachNumber: false, shortDate: 'dmy' });
      let count = 0;
      for await (const some of filledRows(file, '', limits)) count += some.length;
      assert(count === rows + 1, 'all of it was read');
    },
    papaparse: () => {
      for (let time = 0; time < papaparseTimes; time += 1) papaparse.parse(readFileSync(csv, 'utf8'));
    },
    csv: () => imported(csv, 'people.csv'),
    xlsx: () => imported(xlsx, 'people.xlsx'),
    raw: () => insert(database(), ready),
  });
  rmSync(folder, { recursive: true, force: true });
  const cpuSeconds = (all: readonly { readonly cpuMs: number }[]) => median(all.map(({ cpuMs }) => cpuMs)) / 1_000;
  const seconds = (all: readonly { readonly cpuMs: number }[]) => `${cpuSeconds(all).toFixed(2)} s CPU`;
  const goals = [
    ['CSV', costs.csv, 2.5, 5],
    ['XLSX', costs.xlsx, 3.5, 7.5],
  ] as const;
  // These figures only inform while they are far from their goal. The library stores nothing, so it is compared with
  // reading alone.
  const besidePapaparse = (what: string, read: typeof costs.read) =>
    absolute(
      `CSV of ${rows} rows ${what} ÷ papaparse ${papaparseVersion}, CPU`,
      times(read, costs.papaparse, 'cpuMs') * papaparseTimes,
      1.5,
      `${seconds(read)}; papaparse ${seconds(costs.papaparse)} for ${papaparseTimes} times`,
    );
  return [
    besidePapaparse('read', costs.readAlone),
    besidePapaparse('read and kept', costs.read),
    ...goals.flatMap(([what, cost, goalSeconds, goalTimes]) => [
      paced(`import of ${rows} rows, ${what}, ms`, quickestOf(cost), 1_000 * goalSeconds),
      binding(
        `import of ${rows} rows, ${what} ÷ raw insert, CPU`,
        times(cost, costs.raw, 'cpuMs'),
        goalTimes,
        `raw ${seconds(costs.raw)}`,
      ),
    ]),
  ];
}

function counter(): () => number {
  let count = 0;
  return () => ++count;
}

type Cell = string | number | null;

/** The row as the database holds it after an import. */
function readyRow(cells: readonly string[], index: number): readonly Cell[] {
  const country = index % 10 === 9 ? 'BR' : 'GB';
  const name = nameOf(index);
  return [1, index + 2, name, foldedApart(name), cells[1] ?? '', cells[2] ?? '', JSON.stringify(cells), country, ''];
}

function insert(file: string, rows: readonly (readonly Cell[])[]): void {
  const { sqlite, close } = bareConnection(file);
  sqlite.exec(`INSERT INTO list (id, uid, file_name, country, fields, headers, created_at_ms, possible_duplicates)
    VALUES (1, 'raw', 'raw.csv', 'GB', '[]', '[]', 0, '[]')`);
  const statement = sqlite.prepare(
    `INSERT INTO recipient (list_id, row_number, name, folded_apart, phone, extra, cells, country, decision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const batch = sqlite.transaction((some: readonly (readonly Cell[])[]) => {
    for (const row of some) statement.run(...row);
  });
  for (let start = 0; start < rows.length; start += limits.importRowsPerTransaction)
    batch(rows.slice(start, start + limits.importRowsPerTransaction));
  close();
}

function bareConnection(file: string) {
  const db = openSecondConnection(file);
  return { sqlite: db.sqlite, close: () => db.close() };
}
