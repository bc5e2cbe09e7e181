import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSecondConnection } from '../../../db/open.ts';
import type { Cell } from '../../../electron/formats/cell.ts';
import { writeCsv } from '../../../electron/formats/write-csv.ts';
import { writeXlsx } from '../../../electron/formats/write-xlsx.ts';
import { readTable } from '../../../electron/lists/read-table.ts';
import { writeReport } from '../../../electron/reports/report-file.ts';
import { foldersUnder } from '../../../electron/storage/folders.ts';
import { reportForm } from '../../support/report-form.ts';
import { storedAtMs, storedFolder } from '../stored.ts';
import { absolute, binding, type Figure, type Size } from './figures.ts';
import { inTurn, median, times } from './pairs.ts';

const reportedRows = 100_000;
const goals = { csv: { seconds: 2, times: 1.5 }, xlsx: { seconds: 4, times: 1.25 } } as const;
type Format = keyof typeof goals;

/** The whole report of a campaign of which most was sent, beside the bare writer with the same cells ready. */
export async function reportGoals({ stored, rounds }: Pick<Size, 'stored' | 'rounds'>): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-report-'));
  const db = openSecondConnection(foldersUnder(storedFolder(stored), true).database);
  const path = (format: Format, who = 'app') => join(folder, `${who}.${format}`);
  const report = (format: Format) =>
    writeReport(db, {
      kind: 'report',
      ...reportForm,
      scope: { kind: 'campaign', id: 1 },
      ...{
        database: db.file,
        path: path(format),
        format,
        language: 'en',
        timeZone: 'Europe/London',
        nowMs: storedAtMs,
      },
    });
  await report('csv');
  const { header, rows } = await cellsOf(path('csv'));
  const costs = await inTurn(rounds, {
    csv: () => report('csv'),
    bareCsv: () => writeCsv(path('csv', 'bare'), header, rows),
    xlsx: () => report('xlsx'),
    bareXlsx: () => writeXlsx(path('xlsx', 'bare'), [{ name: 'People', header, rows }]),
  });
  db.close();
  rmSync(folder, { recursive: true });
  const share = reportedRows / rows.length;
  return (['csv', 'xlsx'] as const).flatMap((format) => {
    const peer = format === 'csv' ? costs.bareCsv : costs.bareXlsx;
    const seconds = (median(costs[format].map(({ cpuMs }) => cpuMs)) / 1_000) * share;
    const name = `report as ${format.toUpperCase()}`;
    return [
      absolute(`${name} of 100,000 rows, s CPU`, seconds, goals[format].seconds),
      binding(`${name} ÷ the bare writer, CPU`, times(costs[format], peer, 'cpuMs'), goals[format].times),
    ];
  });
}

/** The cells of the report itself: moments and words as texts, so that the writer has as much to write. */
async function cellsOf(path: string): Promise<{ header: string[]; rows: Cell[][] }> {
  const rows: Cell[][] = [];
  for await (const row of readTable(path, { sheet: null, headerRow: 1 })) if (row.ok) rows.push([...row.value.cells]);
  const [header = ''] = readFileSync(path, 'utf8').slice(1).split('\r\n', 1);
  return { header: header.split(','), rows };
}
