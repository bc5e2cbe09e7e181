import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Alarms } from '../../../db/alarms.ts';
import { takeInstanceLock } from '../../../db/folder/instance-lock.ts';
import { openLedger } from '../../../db/ledger/open-ledger.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { openTestDatabase, startMs } from '../../support/temporary-database.ts';
import { kill, linesOf, startScript } from './processes.ts';

let rig: Rig;
let children: ChildProcess[];
beforeEach(() => {
  rig = makeRig();
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map(kill));
  rig.close();
});

function start(name: string, args: readonly string[]): ChildProcess {
  const child = startScript(name, args);
  children.push(child);
  return child;
}

it('row 21: a second copy does not get the data folder, and a copy that is killed leaves it free', async () => {
  const file = `${rig.folder}/instance.lock`;
  const first = start('lock-holder.ts', [file]);
  expect(await linesOf(first)()).toBe('taken');
  expect(takeInstanceLock(file)).toBeNull();
  await kill(first);
  const lock = takeInstanceLock(file);
  expect(lock).not.toBeNull();
  lock?.release();
});

it('row 22: three copies that send from one database at once send nothing twice, where the lock does not hold', async () => {
  const phones = Array.from({ length: 300 }, (_, index) => `+4477009${String(10_000 + index)}`);
  rig.messenger.account_ = null;
  rig.start(phones);
  const world = `${rig.folder}/world`;
  writeFileSync(world, '');
  const database = `${rig.folder}/sendonce.db`;
  const copies = ['one', 'two', 'three'].map((name) => start('racing-copy.ts', [database, name, world]));
  const ended = copies.map((copy) => once(copy, 'exit'));
  await Promise.all(copies.map((copy) => linesOf(copy)()));
  writeFileSync(`${world}.begin`, '');
  expect(await Promise.all(ended)).toEqual([0, 0, 0].map((code) => [code, null]));
  const left = readFileSync(world, 'utf8').trim().split('\n');
  expect(left.toSorted()).toEqual(phones);
  const senders = rig.stores.db.sqlite.prepare(`SELECT count(DISTINCT substr(token, 1, 3)) FROM attempt`);
  expect(senders.pluck().get()).toBe(copies.length);
});

it('row 23: a data folder on another machine is noticed, and waits until the operator agrees', () => {
  const file = `${rig.folder}/other/fences.ledger`;
  const database = `${rig.folder}/other.db`;
  const openOn = (machine: string) => {
    const db = openTestDatabase(database);
    const { ledger, hold } = openLedger(db, file, startMs, machine);
    const open = new Alarms(db).open().map(({ kind }) => kind);
    ledger.close();
    db.close();
    return { hold, open };
  };
  expect(openOn('one machine').hold).toBeNull();
  expect(openOn('one machine').hold).toBeNull();
  const moved = openOn('another machine');
  expect(moved.hold).toMatchObject({ reason: 'other_machine' });
  // The alarm outlives the next start, until the operator acknowledges it.
  expect(openOn('another machine')).toEqual({ hold: null, open: ['other_machine'] });
});
