import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Db } from '../../../db/database.ts';
import { packBackup, packedEnd } from '../../../db/folder/packed-backup.ts';
import { backUp } from '../../../db/open.ts';
import { erasePerson } from '../../../db/people/erase-person.ts';
import { writeCsv } from '../../../electron/formats/write-csv.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { makeReady } from '../../support/make-ready.ts';
import { wholeTab } from '../../support/whole-tab.ts';
import { startJob } from '../../support/worker-file.ts';
import { onCopyOf } from '../copied-folder.ts';
import { importJob } from '../desk.ts';
import { quantile } from '../measure.ts';
import { headers, phoneOf, rowsOf } from '../people.ts';
import { manyCampaigns, storedFolder } from '../stored.ts';
import { binding, type Figure, paced, type Size } from './figures.ts';
import { type Cost, costOf, costOnce, started } from './pairs.ts';

const longestPieceMs = 16;
/** A prime, so that each step meets everybody once. */
const stepInFile = 7_919;
/** The share of the pieces that the figure covers: one in a hundred may be longer for a collection of garbage. */
const mostPieces = 0.99;
const goals = { check: 500, start: 3_000, cancel: 2_000 } as const;
type Step = keyof typeof goals;

/**
 * How long work occupies the main thread in a database of several years: a campaign is checked, started and cancelled,
 * most of whose people had a message before. Also the work of the worker: a person is erased, and a backup is made.
 */
export function stepGoals({ stored, rows }: Pick<Size, 'stored' | 'rows'>): Promise<Figure[]> {
  return onCopyOf(storedFolder(stored, Math.min(stored, manyCampaigns)), async (folder) => {
    const rig = makeRig({ folder });
    rig.dispatcher.pause('operator');
    const figures = [...(await campaignSteps(rig, rows)), ...erasing(rig), await backingUp(rig)];
    rig.close();
    return figures;
  });
}

async function backingUp({ stores: { db }, clock, folder }: Rig): Promise<Figure> {
  const backup = backUp(db.sqlite, join(folder, 'backups'), 'daily', clock.nowMs());
  const { size } = statSync(backup);
  await packBackup(backup);
  return binding('a daily backup ÷ the database', statSync(`${backup}${packedEnd}`).size / size, 0.35);
}

async function campaignSteps(rig: Rig, rows: number): Promise<Figure[]> {
  const campaigns = campaignActionsOf(rig);
  const csv = join(rig.folder, 'people.csv');
  await writeCsv(csv, headers, inNoOrder(rowsOf(rows)));
  const { listId } = granted(await startJob(rig.stores.db.file, importJob(csv, 'people.csv')).reply);
  makeReady(rig.stores.searchIndex);
  const { id } = granted(campaigns.create('Steps'));
  granted(campaigns.setList(id, listId));
  const text = 'Dear {{name}}, this is new in {{ward}}';
  granted(await campaigns.update({ id, text, contactsAnswer: 'send' }));
  const works: Readonly<Record<Step, () => Promise<unknown>>> = {
    check: async () => granted(await campaigns.check(id)),
    start: async () => granted(await campaigns.start(id)),
    cancel: async () => granted(await campaigns.cancel(id)),
  };
  const figures: Figure[] = [];
  for (const step of ['check', 'start', 'cancel'] as const) {
    const { cost, pieces } = await inPieces(works[step]);
    const inDetail = `${pieces.length} pieces, longest ${quantile(pieces, 1).toFixed(1)} ms`;
    figures.push(
      paced(`${step} of ${rows}, ms`, cost, goals[step]),
      binding('the same, longest of 99 in 100 pieces, ms', quantile(pieces, mostPieces), longestPieceMs, inDetail),
    );
  }
  return figures;
}

/** The rows as a file has them: their numbers in no order, so that neighbours in the file are far apart in an index. */
function inNoOrder(rows: readonly string[][]): string[][] {
  return rows.map((row, index) => rows[(index * stepInFile) % rows.length] ?? row);
}

/**
 * The cost of some work, and of each of its pieces at the same pace, shortest first. Other work can run between pieces.
 */
async function inPieces(work: () => Promise<unknown>): Promise<{ cost: Cost; pieces: readonly number[] }> {
  const pieces: number[] = [];
  let isOver = false;
  const watch = async () => {
    while (!isOver) {
      const piece = started();
      await setImmediate();
      pieces.push(piece().cpuMs);
    }
  };
  const cost = await costOf(async () => {
    const watching = watch();
    await work();
    isOver = true;
    await watching;
  });
  const share = cost.pacedMs / cost.cpuMs;
  return { cost, pieces: pieces.map((ms) => ms * share).sort((one, other) => one - other) };
}

function erasing({ stores, clock }: Rig): Figure[] {
  const { db, pages } = stores;
  const held: number[] = [];
  const asked = { ...wholeTab('sent'), search: 'silva' };
  const search = () => pages.page(asked, { by: 'time', descending: true }, null);
  // The first search of a session has a line of its own in the table.
  search();
  const whole = costOnce(() => {
    for (const _ of erasePerson(watched(db, held), phoneOf(5), clock.nowMs()));
  });
  const isReady = pages.isReady(asked);
  const page = costOnce(search);
  const share = whole.pacedMs / whole.cpuMs;
  const inDetail = `${held.length} transactions, ${whole.cpuMs.toFixed(0)} ms in all`;
  return [
    binding('a person erased: the longest transaction, ms', Math.max(...held) * share, longestPieceMs, inDetail),
    paced('the next search after it, ms', page, 10, isReady ? 'all lists ready' : 'a list is not ready'),
  ];
}

/** The database, made to note how long each of its transactions takes. */
function watched(db: Db, held: number[]): Db {
  return new Proxy(db, {
    get: (target, key) => {
      if (key === 'immediate')
        return <Value>(work: () => Value): Value => {
          const cost = started();
          try {
            return target.immediate(work);
          } finally {
            held.push(cost().cpuMs);
          }
        };
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
