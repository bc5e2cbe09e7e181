import type { ListChange } from '../../domain/lists/list-choices.ts';
import { writeCsv } from '../../electron/formats/write-csv.ts';
import { writeXlsx } from '../../electron/formats/write-xlsx.ts';
import { granted } from '../support/granted.ts';
import { startJob } from '../support/worker-file.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { type Desk, importJob, makeDraft, meanwhile, timedJob, withDesk } from './desk.ts';
import { inWords, timed } from './measure.ts';
import { headers, rowsOf } from './people.ts';

/** The work between choosing a file and a campaign that sends. */
export const listsBenchmark: Benchmark = {
  name: 'List and start',
  beside: 'at most, meanwhile',
  run: ({ recipients }) =>
    withDesk(recipients, async (desk) => [...(await files(desk, recipients)), ...(await start(desk))]),
};

async function files(desk: Desk, recipients: number): Promise<Row[]> {
  const { rig, database, csv } = desk;
  const { db } = rig.stores;
  const xlsx = `${rig.folder}/people.xlsx`;
  await writeXlsx(xlsx, [{ name: 'People', header: headers, rows: rowsOf(recipients) }]);
  const people = { kind: 'inspect', path: csv, fileName: 'people.csv' } as const;
  const inspect = { ...people, header: null, language: 'en', country: 'GB' } as const;
  const jobs = [
    ['look into a CSV file', () => startJob(database, inspect)],
    ['look into an XLSX file', () => startJob(database, { ...inspect, path: xlsx, fileName: 'people.xlsx' })],
    ['import the CSV file', () => startJob(database, importJob(csv, 'people.csv'))],
    ['import the XLSX file', () => startJob(database, importJob(xlsx, 'people.xlsx'))],
  ] as const;
  const rows: Row[] = [];
  for (const [what, start] of jobs) {
    const done = await timedJob(db, () => start().reply);
    rows.push({ what, took: inWords(done.tookMs), beside: meanwhile(done) });
  }
  return [...rows, await decision(desk, recipients)];
}

/** One of this many rows has lost the leading zero of its number. */
const rowsOfDecision = 100;

/** One decision about a hundredth of the rows, from the press of the button to the list's new totals. */
async function decision({ rig, campaigns, database }: Desk, recipients: number): Promise<Row> {
  const { db, queries } = rig.stores;
  const csv = `${rig.folder}/without-zeros.csv`;
  const rows = rowsOf(recipients).map((cells, index) =>
    index % rowsOfDecision === 0 ? cells.with(1, (cells[1] ?? '').replace('+44', '')) : cells,
  );
  await writeCsv(csv, headers, rows);
  const { listId } = granted(await startJob(database, importJob(csv, 'without-zeros.csv')).reply);
  const { id } = granted(campaigns.create('Decision'));
  granted(campaigns.setList(id, listId));
  const change: ListChange = { kind: 'decide', decisions: [{ cause: 'lost_zero', as: 'zero' }] };
  const before = process.cpuUsage();
  const done = await timedJob(db, async () => {
    const made = await startJob(database, { kind: 'change', listId, change }).reply;
    if (made.ok) granted(campaigns.setList(id, made.value.listId));
    if (made.ok) queries.list(made.value.listId);
    return made;
  });
  const { user, system } = process.cpuUsage(before);
  const took = `${inWords((user + system) / 1_000)} CPU, ${inWords(done.tookMs)} by the clock`;
  return { what: 'decide about a hundredth of the rows', took, beside: meanwhile(done) };
}

async function start(desk: Desk): Promise<Row[]> {
  const id = await makeDraft(desk);
  const checked = await timed(() => desk.campaigns.check(id));
  const started = await timed(() => desk.campaigns.start(id));
  granted(started.value);
  return [
    { what: 'check everybody', took: inWords(checked.tookMs), beside: stood(checked) },
    { what: 'check once more and make the messages', took: inWords(started.tookMs), beside: stood(started) },
  ];
}

function stood({ longestBlockMs }: { longestBlockMs: number }): string {
  return `main thread stood ${inWords(longestBlockMs)}`;
}
