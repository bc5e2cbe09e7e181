/** The process whose writes are recorded: the real database, ledger and dispatcher over some dozens of messages. */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { LastLines } from '../../../db/ledger/last-lines.ts';
import { limits } from '../../../domain/limits.ts';
import { assert } from '../../../domain/result.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import type { Script } from '../../support/fake-messenger.ts';
import { randomFrom } from '../../support/random.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';
import { lastLinesIn, noteInWorld } from './world.ts';

/** Makes the same ids and keys in every run, so that a seed leads to the same moment in the same list of operations. */
function fixRandomness(): void {
  const random = randomFrom(1);
  const bytes = (size: number) => Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)));
  const uuid = () =>
    bytes(16)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  Object.assign(crypto, { randomBytes: bytes, randomUUID: uuid });
  syncBuiltinESMExports();
}

const people = Array.from({ length: 40 }, (_, index) => `+4477009001${String(index).padStart(2, '0')}`);
const last = '+447700900150';
const scripts: readonly Script[] = [
  {},
  {},
  {},
  { after: 'lost' },
  {},
  { before: 'throw' },
  { after: 'throw' },
  {},
  { lookUp: { kind: 'absent' } },
  {},
  { after: 'reject' },
  {},
  { before: 'hang' },
];

/** `normal` is SQLite's default for a write-ahead log; without the ledger only the database remembers. */
function weaken(rig: Rig, kinds: readonly string[]): void {
  if (kinds.includes('normal')) rig.stores.db.sqlite.pragma('synchronous = NORMAL');
  if (kinds.includes('no_ledger')) rig.ledger.append = () => rig.ledger.position;
}

/**
 * Writes the log back into the database file, as a worker of the app does now and then; a power cut may interrupt that.
 */
function writeBack({ stores: { db } }: Rig): void {
  db.whenLogGrows(() => db.writeBack());
}

/** Records what leaves through the gate at the moment when the gate opens, since nothing can stop it from there on. */
function watch(rig: Rig): void {
  const { judge, ackReceipt } = rig;
  const answer = judge.answer.bind(judge);
  judge.answer = (ask) => {
    const answered = answer(ask);
    const phone = `+${ask.key.remote.split('@')[0]}`;
    if (answered.go) noteInWorld(rig.folder, { kind: 'left', random: ask.key.random, phone, text: ask.text });
    return answered;
  };
  const receive = ackReceipt.receive.bind(ackReceipt);
  ackReceipt.receive = (news) => {
    if (news.ack >= 1) noteInWorld(rig.folder, { kind: 'acknowledged', random: news.random });
    receive(news);
  };
}

/** Ends the process at the worst moment: the ledger has its line, and the database has nothing yet. */
function crashAtGate(rig: Rig): void {
  const open = rig.stores.db.sqlite.prepare(
    `SELECT token FROM attempt WHERE outcome = 'unknown' AND wa_random IS NULL`,
  );
  const token = open.pluck().get() as string;
  const view = rig.stores.attempts.viewForGate(token);
  assert(view?.rowNumber && view.campaignUid, 'a message is on its way');
  const { scopes, aliases } = rig.stores.fences.ofAttempt(view.attemptId);
  const { account, campaignUid: campaign, rowNumber: row } = view;
  rig.ledger.append({ token, campaign, row, account, scopes, aliases, random: '3EB0crash', atMs: rig.clock.nowMs() });
  rig.crash();
}

async function passTime(rig: Rig, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await rig.clock.pass(60_000);
    // The operator resumes sending after each pause.
    if (rig.dispatcher.state.kind === 'paused') rig.dispatcher.resume();
  }
}

fixRandomness();
const weaknesses = process.argv.slice(2);
// In the app, the last lines of ledgers are kept in another folder; here they are on the same disk.
const { folder } = temporaryFolder();
const lastLines = new LastLines(lastLinesIn(folder));
const settings = { unconfirmedInARow: people.length, ackWaitMs: limits.ackWaitMinMs };
const rig = makeRig({ folder, lastLines, settings });
for (const [index, phone] of people.entries()) {
  const script = scripts[index % scripts.length];
  if (script) rig.messenger.scripts.set(phone, script);
}
rig.messenger.scripts.set(last, { before: 'hang' });
weaken(rig, weaknesses);
writeBack(rig);
watch(rig);
rig.start(people.slice(0, 30), 'Happy New Year, {{first}}!');
// The same text for some of the same people, started before anybody has it.
rig.start([...people.slice(10, 15), ...people.slice(30)], 'Happy New Year, {{first}}!');
await passTime(rig, 8);
rig.start([last], 'Happy New Year, {{first}}!');
await rig.clock.pass(1_000);
crashAtGate(rig);
weaken(rig, weaknesses);
writeBack(rig);
watch(rig);
for (const { random, phone } of rig.messenger.delivered.slice(0, 6))
  rig.messenger.acknowledge(random, `${phone.slice(1)}@c.us`, 2);
rig.start(people.slice(0, 8), 'See you on Saturday, {{first}}!');
await passTime(rig, 8);
rig.ledger.close();
rig.stores.db.close();
