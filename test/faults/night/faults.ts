import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { foldersUnder } from '../../../electron/storage/folders.ts';
import type { ControlCommand, LookUpAnswer } from '../../../practice/protocol.ts';
import type { BuiltApp } from '../../support/built-app.ts';
import { until } from '../../support/until.ts';

/** A fault of the page, the line, the database or the clock. It also affects the person whose turn it is. */
export type Fault = {
  readonly name: string;
  /** How many people may be left without the message: 0 where the fault is over within 20 seconds. */
  readonly costs: 0 | 1;
  /** Whether it may begin while a message is on its way to the gate. */
  readonly isAimed: boolean;
  /** Begins the fault, at the page of one account where it concerns a page. Resolves with the function that ends it. */
  readonly begin: (app: BuiltApp, place: number) => Promise<() => unknown>;
};
/** How often the fault occurs in a whole night, and in a short one. */
type Kind = Fault & { readonly often: number; readonly inShortNight: number };

const minuteMs = 60_000;
const nothingToEnd = () => undefined;

/** Commands a page. A page that is just loading gets the command once it listens. `place` is the id of its account. */
export const control = (app: BuiltApp, command: ControlCommand, place: number) =>
  until(() =>
    app.journal.control(command, undefined, place).then(
      () => true,
      () => false,
    ),
  );

const cut =
  (forMs: number): Fault['begin'] =>
  async (app, place) => {
    await control(app, { name: 'disconnect', state: 'OPENING' }, place);
    await delay(forMs);
    return () => control(app, { name: 'reconnect' }, place);
  };

const answer =
  (said: LookUpAnswer, forMs: number): Fault['begin'] =>
  async (app, place) => {
    await control(app, { name: 'answer_look_ups', with: said }, place);
    return async () => {
      await delay(forMs);
      await control(app, { name: 'answer_look_ups', with: 'truth' }, place);
    };
  };

const once =
  (command: ControlCommand): Fault['begin'] =>
  async (app, place) => {
    await app.journal.control(command, undefined, place);
    return nothingToEnd;
  };

/** Another program locks the database, to write or for a long read. */
const held =
  (how: string, forMs: number): Fault['begin'] =>
  async (app) => {
    const other = new Database(foldersUnder(app.userData, true).database, { timeout: 5_000 });
    other.exec(how);
    return async () => {
      await delay(forMs);
      other.exec('ROLLBACK');
      other.close();
    };
  };

/** Moves the computer's clock forward or back: for the app, and for WhatsApp's page of each account. */
export async function setClock(app: BuiltApp, byMs: number): Promise<void> {
  for (const { id } of (await app.overview()).accounts) await control(app, { name: 'shift_clock', byMs }, id);
  await app.running.evaluate((_, shiftMs) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + shiftMs;
  }, byMs);
}

/** The computer sleeps, which also counts as time since its start. */
export async function sleep(app: BuiltApp, forMs: number): Promise<void> {
  await setClock(app, forMs);
  await app.running.evaluate((_, ms) => {
    const os = process.getBuiltinModule('node:os');
    const uptime = os.uptime.bind(os);
    os.uptime = () => uptime() + ms / 1_000;
    process.getBuiltinModule('node:module').syncBuiltinESMExports();
  }, forMs);
}
const clock =
  (byMs: number): Fault['begin'] =>
  async (app) => {
    await setClock(app, byMs);
    return nothingToEnd;
  };

/** Only while the line is cut and nothing is on its way: a call during the change would have gone around the gate. */
const replaceGate: Fault['begin'] = async (app, place) => {
  await control(app, { name: 'disconnect', state: 'OPENING' }, place);
  const db = app.openDatabase();
  const sending = `SELECT 1 FROM message m JOIN account a ON a.phone = m.account WHERE m.status = 'sending' AND a.id = ?`;
  await until(() => db.prepare(sending).get(place) === undefined);
  db.close();
  await control(app, { name: 'put_send_back' }, place);
  return () => control(app, { name: 'reconnect' }, place);
};

const short = { costs: 0, isAimed: true } as const;
const used = { costs: 1, isAimed: true } as const;
const readAll = 'BEGIN; SELECT count(*) FROM message';

const kinds: readonly Kind[] = [
  { ...short, name: 'the line blinks', often: 4, inShortNight: 1, begin: cut(300) },
  { ...short, name: 'the line is cut for four seconds', often: 4, inShortNight: 1, begin: cut(4_000) },
  { ...short, name: 'another program writes', often: 4, inShortNight: 1, begin: held('BEGIN IMMEDIATE', 3_000) },
  { ...short, name: 'another program reads', often: 2, inShortNight: 1, begin: held(readAll, 6_000) },
  { ...short, name: 'the page is frozen', often: 4, inShortNight: 1, begin: once({ name: 'freeze', ms: 3_000 }) },
  { ...short, name: 'WhatsApp answers nothing', often: 2, inShortNight: 1, begin: answer('outage', 5_000) },
  {
    ...short,
    name: 'WhatsApp locks new chats for a second',
    often: 2,
    inShortNight: 1,
    begin: once({ name: 'restrict', how: 'timelock', ms: 1 }),
  },
  { ...short, name: 'the clock is put forward', often: 2, inShortNight: 1, begin: clock(20 * minuteMs) },
  { ...short, name: 'the clock is put back', often: 2, inShortNight: 1, begin: clock(-40 * minuteMs) },
  {
    costs: 0,
    isAimed: true,
    name: 'WhatsApp calls nobody registered, for three minutes',
    often: 2,
    inShortNight: 0,
    begin: answer('none_registered', 3 * minuteMs),
  },
  {
    ...short,
    name: 'WhatsApp calls nobody registered, for some seconds',
    often: 2,
    inShortNight: 1,
    begin: answer('none_registered', 6_000),
  },
  { ...short, isAimed: false, name: 'the gate is replaced', often: 2, inShortNight: 0, begin: replaceGate },
  { ...used, name: 'the page reloads', often: 4, inShortNight: 1, begin: once({ name: 'reload' }) },
  { ...used, name: 'the page crashes', often: 2, inShortNight: 0, begin: once({ name: 'crash' }) },
  { ...used, name: 'the page hangs for good', often: 2, inShortNight: 0, begin: once({ name: 'hang' }) },
];

export type Strike = Fault & {
  /** The fault begins once this many messages were taken. */
  readonly atTaken: number;
};

/**
 * The night's faults in their order: the first of each kind, then the second of each, and so on. At least half of a
 * kind are aimed.
 */
export function strikes(people: number, isShort: boolean): Strike[] {
  const count = ({ often, inShortNight }: Kind) => (isShort ? inShortNight : often);
  const rounds = Array.from({ length: Math.max(...kinds.map(count)) }, (_, round) =>
    kinds
      .filter((kind) => round < count(kind))
      .map((kind) => ({ ...kind, isAimed: kind.isAimed && round < Math.ceil(count(kind) / 2) })),
  ).flat();
  return rounds.map((fault, at) => ({
    ...fault,
    atTaken: Math.floor(((at + 1) * people * 0.8) / (rounds.length + 1)),
  }));
}
