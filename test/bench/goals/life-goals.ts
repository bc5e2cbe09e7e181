import { closeSync, openSync } from 'node:fs';
import type { Statement } from 'better-sqlite3';
import type { Db } from '../../../db/database.ts';
import type { Rig } from '../../support/dispatch-rig.ts';
import { durableWrites } from '../../support/durable-writes.ts';
import { granted } from '../../support/granted.ts';
import { writeDurably } from '../bare-writes.ts';
import { makeDraft, withDesk } from '../desk.ts';
import { sendingOf } from '../sending.ts';
import { binding, type Figure, type Size } from './figures.ts';
import { inTurn, median, quickestOf, times } from './pairs.ts';

/** A message takes three transactions and the ledger's line. */
const syncsOfOneLife = 4;
const methods = ['get', 'all', 'run'] as const;
/** The number of sends that are measured in one block. */
const blocks = 20;

/** A statement that ran, with its values. */
type Step = { readonly sql: string; readonly method: (typeof methods)[number]; readonly bound: readonly never[] };

/**
 * A message's whole life on the disk, compared with four bare writes with fsync, and with the statements that it runs,
 * prepared once and run by themselves.
 */
export async function lifeGoals({ rows, sends }: Pick<Size, 'rows' | 'sends'>): Promise<Figure[]> {
  const each = Math.max(1, Math.floor(sends / blocks));
  const steps = await withCampaign(rows, async (rig) => recordedSends(rig, each * blocks));
  return withCampaign(rows, (ours) =>
    withCampaign(rows, async (peer) => {
      for (const { stores } of [ours, peer]) stores.db.pragma('wal_autocheckpoint = 0');
      const replay = replayer(peer.stores.db, steps);
      const bare = openSync(`${peer.folder}/bare`, 'w');
      const before = durableWrites(ours.folder);
      const sendOne = sendingOf(ours);
      let sent = 0;
      let replayed = 0;
      const costs = await inTurn(blocks, {
        app: () => repeat(each, () => sendOne(sent++)),
        prepared: () =>
          repeat(each, () => {
            replay(replayed++);
            writeDurably(bare, 1);
          }),
        bare: () => repeat(each, () => writeDurably(bare, syncsOfOneLife)),
      });
      closeSync(bare);
      const after = durableWrites(ours.folder);
      const lives = each * blocks;
      const wall = median(costs.app.map(({ wallMs }) => wallMs)) / each;
      return [
        binding(
          'one life: transactions and the ledger’s line',
          (after.commits - before.commits) / lives + 1,
          syncsOfOneLife,
        ),
        binding('one life: pages written to the log', (after.frames - before.frames) / lives, 45),
        binding(
          'one life ÷ four bare writes with fsync',
          times(costs.app, costs.bare, 'wallMs'),
          3,
          `${wall.toFixed(2)} ms by the clock; its statements by themselves ${times(costs.prepared, costs.bare, 'wallMs').toFixed(1)}`,
        ),
        binding(
          'one life ÷ its statements prepared once, CPU',
          sum(costs.app) / sum(costs.prepared),
          1.15,
          `${((sum(costs.app) - sum(costs.prepared)) / lives).toFixed(2)} ms around them`,
        ),
        binding('one life, ms', quickestOf(costs.app).pacedMs / each, 2),
      ];
    }),
  );
}

const sum = (costs: readonly { readonly cpuMs: number }[]) => costs.reduce((all, { cpuMs }) => all + cpuMs, 0);

function withCampaign<Value>(rows: number, use: (rig: Rig) => Promise<Value>): Promise<Value> {
  return withDesk(rows, async (desk) => {
    granted(await desk.campaigns.start(await makeDraft(desk)));
    return use(desk.rig);
  });
}

function repeat(count: number, work: () => void): void {
  for (let index = 0; index < count; index += 1) work();
}

/** The statements that SQLite runs for each of some messages. */
function recordedSends(rig: Rig, count: number): Step[][] {
  // Every statement shares this prototype: BEGIN and COMMIT too, and those that were prepared before.
  const statement: Record<Step['method'], (this: Statement, ...bound: never[]) => unknown> = Object.getPrototypeOf(
    rig.stores.db.sqlite.prepare('SELECT 1'),
  );
  const plain = { ...statement };
  const send = sendingOf(rig);
  let seen: Step[] = [];
  for (const method of methods) {
    const call = statement[method];
    plain[method] = call;
    statement[method] = function watched(...bound) {
      seen.push({ sql: this.source, method, bound });
      return call.apply(this, bound);
    };
  }
  try {
    return Array.from({ length: count }, (_, index) => {
      seen = [];
      send(index);
      return seen;
    });
  } finally {
    for (const method of methods) statement[method] = plain[method];
  }
}

/** Runs the recorded statements of a message again, on a database in the same state. */
function replayer({ sqlite }: Db, lives: readonly (readonly Step[])[]): (life: number) => void {
  const statements = new Map<string, Statement>();
  for (const { sql } of lives.flat()) if (!statements.has(sql)) statements.set(sql, sqlite.prepare(sql));
  const ready = lives.map((steps) =>
    steps.map(({ sql, method, bound }) => ({ statement: statements.get(sql) as Statement, method, bound })),
  );
  return (life) => {
    for (const { statement, method, bound } of ready[life] ?? []) statement[method](...bound);
  };
}
