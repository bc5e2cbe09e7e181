import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noteHistory } from '../../../db/messages/message-status.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';

const one = '+447700900101';
const two = '+447700900102';
const many = Array.from({ length: 30 }, (_, index) => `+4477009002${String(index).padStart(2, '0')}`);
/** Few enough that SQLite does not write its log back into the database by itself. */
const few = many.slice(0, 8);
const minuteMs = 60_000;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const sqlite = () => rig.stores.db.sqlite;
const databaseFile = () => `${rig.folder}/sendonce.db`;
const pause = () => (rig.dispatcher.state.kind === 'paused' ? rig.dispatcher.state.reason : rig.dispatcher.state.kind);
const attempts = () => sqlite().prepare('SELECT count(*) FROM attempt').pluck().get();

/** Starts a campaign while nothing is linked, so that a test can prepare its fault before the first claim. */
function startUnlinked(phones: readonly string[], text?: string): number[] {
  rig.messenger.account_ = null;
  const { messageIds } = rig.start(phones, text);
  return messageIds;
}

async function link(): Promise<void> {
  rig.messenger.account_ = account;
  rig.dispatcher.nudge();
  await rig.clock.pass(1_000);
}

/** Makes a message hang between claim and gate, and returns a function with which it reaches the gate after all. */
async function hangBeforeGate(): Promise<{ id: number; reachGate: () => void }> {
  rig.messenger.scripts.set(one, { before: 'hang' });
  const { messageIds } = rig.start([one]);
  await rig.clock.pass(1_000);
  const token = sqlite().prepare('SELECT token FROM attempt').pluck().get() as string;
  const outgoing = { token, chatId: '447700900101@c.us', text: 'Hello First1', attachment: null };
  return { id: messageIds[0] ?? 0, reachGate: () => void rig.messenger.reachGate(outgoing) };
}

/** Replaces the database by another file, without a log. */
function putInPlace(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${databaseFile()}${end}`, { force: true });
  copyFileSync(file, databaseFile());
}

/** Fills the database: no free page is left, and the history's last page has no room for another line. */
function fill(id: number): void {
  sqlite().pragma(`max_page_count = ${sqlite().pragma('page_count', { simple: true })}`);
  const oneMoreLine = () => noteHistory(rig.stores.db, id, { what: 'acknowledged', who: 'app', nowMs: 0 });
  expect(() => Array.from({ length: 100_000 }, oneMoreLine)).toThrow('database or disk is full');
}

const makeRoom = () => sqlite().pragma('max_page_count = 1000000');

describe('a full disk', () => {
  it('row 12: at the claim: nothing is claimed or sent, and once there is room it goes on', async () => {
    const [id = 0] = startUnlinked([one], `Hello ${'x'.repeat(60_000)}`);
    fill(id);
    await link();
    expect([rig.status(id), pause(), attempts(), rig.deliveries(one)]).toEqual(['pending', 'disk_full', 0, 0]);
    makeRoom();
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect([rig.status(id), rig.deliveries(one)]).toEqual(['sent', 1]);
  });

  it('row 12: at the gate: it stays shut, and since the ledger has its line the message is not confirmed', async () => {
    const { id, reachGate } = await hangBeforeGate();
    fill(id);
    reachGate();
    await rig.clock.pass(1_000);
    expect([pause(), rig.deliveries(one)]).toEqual(['disk_full', 0]);
    makeRoom();
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect([rig.status(id), rig.deliveries(one)]).toEqual(['failed:interrupted', 0]);
  });

  it('row 13: at the acknowledgement: the message is not confirmed, is not sent again, and a later word counts', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one, two]);
    const [id = 0] = messageIds;
    await rig.clock.pass(1_000);
    fill(id);
    const random = rig.messenger.delivered[0]?.random ?? '';
    rig.messenger.acknowledge(random, '447700900101@c.us', 1);
    await rig.clock.pass(2 * minuteMs);
    expect([rig.status(id), pause()]).toEqual(['sending', 'disk_full']);
    makeRoom();
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:interrupted', 'sent']);
    rig.messenger.acknowledge(random, '447700900101@c.us', 1);
    await rig.clock.pass(10);
    expect([rig.status(id), rig.deliveries(one)]).toEqual(['sent', 1]);
  });
});

describe('row 14: another connection', () => {
  let other: Database.Database;
  beforeEach(() => {
    other = new Database(databaseFile());
  });
  afterEach(() => other.close());

  it('row 14: that holds the database: nothing is sent until it is free', async () => {
    const [id = 0] = startUnlinked([one]);
    other.exec('BEGIN IMMEDIATE');
    await link();
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'database_busy' });
    expect([rig.status(id), rig.deliveries(one)]).toEqual(['pending', 0]);
    other.exec('ROLLBACK');
    await rig.clock.pass(2_000);
    expect([rig.status(id), rig.deliveries(one)]).toEqual(['sent', 1]);
  });

  it('row 14: that writes between the look and the claim is no problem, since a claim begins as a write', async () => {
    const lookUp = rig.messenger.lookUp.bind(rig.messenger);
    rig.messenger.lookUp = (phone) => {
      other.exec(`INSERT INTO meta (key, value) VALUES ('other', '${phone}')`);
      return lookUp(phone);
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });
});

it('row 15: a database damaged while it is open: sending stops, and the file is not made anew', async () => {
  startUnlinked([one, two]);
  sqlite().pragma('wal_checkpoint(TRUNCATE)');
  const { ino, size } = statSync(databaseFile());
  const handle = openSync(databaseFile(), 'r+');
  for (let at = 4_096; at < size; at += 4_096) writeSync(handle, Buffer.alloc(64, 0xa5), 0, 64, at);
  sqlite().pragma('cache_size = 0');
  sqlite().pragma('shrink_memory');
  await link();
  expect([pause(), rig.messenger.delivered.length]).toEqual(['database_corrupt', 0]);
  rig.dispatcher.resume();
  await rig.clock.pass(minuteMs);
  expect([pause(), rig.messenger.delivered.length]).toEqual(['database_corrupt', 0]);
  expect(statSync(databaseFile())).toMatchObject({ ino, size });
});

it('row 16: a database that can only be read: nothing is claimed or sent', async () => {
  const [id = 0] = startUnlinked([one]);
  sqlite().pragma('query_only = ON');
  await link();
  expect([rig.status(id), pause(), attempts(), rig.deliveries(one)]).toEqual(['pending', 'database_read_only', 0, 0]);
  sqlite().pragma('query_only = OFF');
  rig.dispatcher.resume();
  await rig.clock.pass(1_000);
  expect([rig.status(id), rig.deliveries(one)]).toEqual(['sent', 1]);
});

it('row 17: a database file that is removed while it is open: the gate stays shut', async () => {
  const { reachGate } = await hangBeforeGate();
  rmSync(databaseFile());
  reachGate();
  await rig.clock.pass(1_000);
  expect(rig.messenger.asked.map(({ answer }) => answer)).toEqual([{ go: false, why: 'database_failed' }]);
  expect([pause(), rig.deliveries(one)]).toEqual(['database_moved', 0]);
});

describe('an older database', () => {
  it('row 18: a restored backup: the ledger knows who has the text, and sending waits for the operator', async () => {
    rig.messenger.account_ = null;
    const { messageIds } = rig.start(many);
    const backup = `${rig.folder}/backup.db`;
    sqlite().prepare('VACUUM INTO ?').run(backup);
    await link();
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered).toHaveLength(30);
    rig.crash(() => putInPlace(backup));
    expect(rig.recovery.hold).toMatchObject({ reason: 'ledger_ahead', count: 30 });
    expect(new Set(messageIds.map(rig.status))).toEqual(new Set(['failed:interrupted']));
    rig.start(many);
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered).toHaveLength(30);
    expect(rig.acknowledge()).toEqual(['ledger_ahead']);
    await rig.clock.pass(10 * minuteMs);
    expect(rig.messenger.delivered).toHaveLength(30);
  });

  it('row 19: a database copied without its log is noticed as a restored backup is', async () => {
    rig.messenger.account_ = null;
    const { messageIds } = rig.start(few);
    sqlite().pragma('wal_checkpoint(TRUNCATE)');
    await link();
    await rig.clock.pass(minuteMs);
    const copy = `${rig.folder}/copy.db`;
    copyFileSync(databaseFile(), copy);
    rig.crash(() => putInPlace(copy));
    expect(rig.recovery.hold).toMatchObject({ reason: 'ledger_ahead', count: 8 });
    expect(new Set(messageIds.map(rig.status))).toEqual(new Set(['failed:interrupted']));
    rig.dispatcher.resume();
    await rig.clock.pass(10 * minuteMs);
    expect(rig.messenger.delivered).toHaveLength(8);
  });
});

describe('row 20: the ledger', () => {
  const ledgerFile = () => `${rig.folder}/ledger/fences.ledger`;

  it('row 20: that cannot be written: the gate stays shut, and the message is certainly not sent', async () => {
    const { id, reachGate } = await hangBeforeGate();
    renameSync(ledgerFile(), `${ledgerFile()}.elsewhere`);
    mkdirSync(ledgerFile());
    reachGate();
    await rig.clock.pass(1_000);
    expect(rig.messenger.asked[0]?.answer).toEqual({ go: false, why: 'ledger_unwritable' });
    expect([rig.status(id), pause(), rig.deliveries(one)]).toEqual(['failed:not_handed_over', 'ledger_unwritable', 0]);
  });

  it('row 20: that is gone at the start is written anew from the database, and sending waits for the operator', async () => {
    rig.start([one]);
    await rig.clock.pass(1_000);
    rig.crash(() => rmSync(ledgerFile()));
    expect(rig.recovery.hold).toMatchObject({ reason: 'ledger_lost' });
    expect([...rig.ledger.lines()].map((entry) => entry.random)).toEqual([rig.messenger.delivered[0]?.random]);
    expect(existsSync(ledgerFile())).toBe(true);
  });

  it('row 20: that is damaged at the start is kept aside', async () => {
    rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    rig.crash(() => {
      const bytes = readFileSync(ledgerFile());
      bytes.write('xxxx', bytes.indexOf('[1,') + 2);
      writeSync(openSync(ledgerFile(), 'r+'), bytes);
    });
    expect(rig.recovery.hold).toMatchObject({ reason: 'ledger_damaged' });
    rig.start([one, two]);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered).toHaveLength(2);
  });
});
