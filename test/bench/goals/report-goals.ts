import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSecondConnection } from '../../../db/open.ts';
import { rowsOfCampaign } from '../../../db/report/report-rows.ts';
import { paddedDate } from '../../../domain/lists/column-values.ts';
import { assert } from '../../../domain/result.ts';
import { createText } from '../../../domain/text/index.ts';
import type { Cell } from '../../../electron/formats/cell.ts';
import { writeCsv } from '../../../electron/formats/write-csv.ts';
import { writeXlsx } from '../../../electron/formats/write-xlsx.ts';
import { peopleTable, writeReport } from '../../../electron/reports/report-file.ts';
import { foldersUnder } from '../../../electron/storage/folders.ts';
import type { Job } from '../../../electron/worker/jobs.ts';
import { reportForm } from '../../support/report-form.ts';
import { storedAtMs, storedFolder } from '../stored.ts';
import { binding, type Figure, type Size } from './figures.ts';
import { type Cost, inTurn, median, quickestOf, times } from './pairs.ts';

const reportedRows = 100_000;
const goals = { csv: { seconds: 2, times: 1.5 }, xlsx: { seconds: 4, times: 1.25 } } as const;
type Format = keyof typeof goals;

/**
 * The whole report of a campaign of which most was sent, compared with the least that any report needs: the same rows
 * read by the same statement, and the same cells, prepared before, written by the bare writer.
 */
export async function reportGoals({ stored, rounds }: Pick<Size, 'stored' | 'rounds'>): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-report-'));
  const db = openSecondConnection(foldersUnder(storedFolder(stored), true).database);
  const path = (name: string) => join(folder, name);
  const job = (format: Format) => reportJob(path(`app.${format}`), format);
  const { header, rows } = peopleTable(db, job('csv'), createText('en').text);
  const dates = paddedDate(job('csv').country);
  const csv = { separator: job('csv').separator, dates };
  const ready = [...rows];
  const read = () => rowsOfCampaign(db, { campaignId: 1, part: null });
  const people = (of: Iterable<Cell[]>) => [{ name: 'People', header, rows: of, dates }];
  const costs = await inTurn(rounds, {
    csv: () => writeReport(db, job('csv')),
    bareCsv: () => writeCsv(path('bare.csv'), header, inStepWith(read(), ready), csv),
    onlyCsv: () => writeCsv(path('only.csv'), header, ready, csv),
    xlsx: () => writeReport(db, job('xlsx')),
    bareXlsx: () => writeXlsx(path('bare.xlsx'), people(inStepWith(read(), ready))),
    onlyXlsx: () => writeXlsx(path('only.xlsx'), people(ready)),
  });
  assert(readFileSync(path('app.csv')).equals(readFileSync(path('bare.csv'))), 'the bare writer writes the same');
  db.close();
  rmSync(folder, { recursive: true });
  const share = reportedRows / ready.length;
  const seconds = (all: readonly Cost[]) => (median(all.map(({ cpuMs }) => cpuMs)) / 1_000) * share;
  return (['csv', 'xlsx'] as const).flatMap((format) => {
    const [bare, only] = format === 'csv' ? [costs.bareCsv, costs.onlyCsv] : [costs.bareXlsx, costs.onlyXlsx];
    const name = `report as ${format.toUpperCase()}`;
    const toWriter = times(costs[format], only, 'cpuMs').toFixed(2);
    const beside = `${seconds(bare).toFixed(2)} s, of which written ${seconds(only).toFixed(2)} s; ÷ the writer alone ${toWriter}`;
    return [
      binding(`${name} of 100,000 rows, s`, (quickestOf(costs[format]).pacedMs / 1_000) * share, goals[format].seconds),
      binding(
        `${name} ÷ the same rows read and written bare, CPU`,
        times(costs[format], bare, 'cpuMs'),
        goals[format].times,
        beside,
      ),
    ];
  });
}

function reportJob(path: string, format: Format): Job<'report'> {
  const how = { ...reportForm, format, language: 'en', timeZone: 'Europe/London', nowMs: storedAtMs } as const;
  return { kind: 'report', scope: { kind: 'campaign', id: 1 }, path, ...how };
}

/** Yields one prepared item for each item that is read. */
function* inStepWith<Item>(read: Iterable<unknown>, ready: readonly Item[]): Generator<Item> {
  let place = 0;
  for (const _ of read) {
    const item = ready[place++];
    if (item !== undefined) yield item;
  }
}
