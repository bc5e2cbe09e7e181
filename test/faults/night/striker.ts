import { setTimeout as delay } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { BuiltApp } from '../../support/built-app.ts';
import type { Strike } from './faults.ts';

/** A fault that happened, and whether it hit a message between the claim and the gate. */
export type Struck = { readonly name: string; readonly costs: 0 | 1; readonly isBeforeGate: boolean };

type StrikerParts = {
  readonly strikes: readonly Strike[];
  readonly troubled: readonly string[];
  /** The ids of the accounts that faults may hit: those that send now. */
  readonly places: () => readonly number[];
  readonly tell: (line: string) => void;
};

/** The page's scenario in which the last step before the gate hangs for a moment and then continues. */
const hangsBeforeGate = 12;
/** The next people of each account are not aimed at: their turn may come before the page knows. */
const inFront = 3;
const pollMs = 5;
const aimMs = 30_000;

/** Lets the faults of a night happen one after the other; the aimed ones while a message is on its way to the gate. */
export class Striker {
  readonly struck: Struck[] = [];
  readonly #app: BuiltApp;
  readonly #left: Strike[];
  /** Numbers with a scenario of their own, which no fault is aimed at. */
  readonly #troubled: readonly string[];
  readonly #places: () => readonly number[];
  readonly #tell: (line: string) => void;

  constructor(app: BuiltApp, { strikes, troubled, places, tell }: StrikerParts) {
    this.#app = app;
    this.#left = [...strikes];
    this.#troubled = troubled;
    this.#places = places;
    this.#tell = tell;
  }

  get left(): readonly Strike[] {
    return this.#left;
  }

  get isDone(): boolean {
    return this.#left.length === 0;
  }

  async run(isOver: () => boolean): Promise<void> {
    const db = this.#app.openDatabase();
    try {
      for (let [strike] = this.#left; strike && !isOver(); [strike] = this.#left) {
        const isDue = this.#app.journal.messages().length >= strike.atTaken;
        const place = isDue ? await this.#placeFor(strike, db, isOver) : null;
        if (place === null) await delay(pollMs * 10);
        else await this.#strike(db, strike, place);
      }
    } finally {
      db.close();
    }
  }

  /**
   * The account at which the fault may begin now: one with a message that hangs before the gate, or, for a fault that
   * is not aimed, the next account.
   */
  async #placeFor(strike: Strike, db: Database.Database, isOver: () => boolean): Promise<number | null> {
    if (strike.isAimed) return this.#aim(db, isOver);
    const places = this.#places();
    return places[this.struck.length % places.length] ?? null;
  }

  async #strike(db: Database.Database, strike: Strike, place: number): Promise<void> {
    const end = await strike.begin(this.#app, place).catch(() => null);
    // A page that is just loading misses the command, so nothing happened to it.
    if (!end) return;
    const isBeforeGate = onItsWay(db) !== undefined;
    const { name, costs } = strike;
    this.#left.shift();
    this.struck.push({ name, costs, isBeforeGate });
    this.#tell(`${this.#app.journal.messages().length} taken: ${name}${isBeforeGate ? ', before the gate' : ''}`);
    await end();
  }

  /** Lets one message hang before the gate, and waits until it does. Returns the account of the message. */
  async #aim(db: Database.Database, isOver: () => boolean): Promise<number | null> {
    const next = this.#nextButFew(db);
    if (next === undefined) return null;
    const { phone, place } = next;
    const setScenario = (scenario: number | null) =>
      this.#app.journal.control({ name: 'set_scenario', number: phone, scenario }, undefined, place).catch(() => null);
    await setScenario(hangsBeforeGate);
    const endMs = performance.now() + aimMs;
    while (performance.now() < endMs && !isOver() && this.#places().includes(place)) {
      if (onItsWay(db) === phone) return place;
      const status = db.prepare(`${messages} WHERE r.phone = ? AND status IN ('pending', 'sending')`).get(phone);
      if (status === undefined) return null;
      await delay(pollMs);
    }
    await setScenario(null);
    return null;
  }

  /** A person whose turn comes soon, but not one of the very next. */
  #nextButFew(db: Database.Database): { readonly phone: string; readonly place: number } | undefined {
    const sql = `SELECT r.phone, a.id AS place ${from} JOIN account a ON a.phone = m.account
      WHERE m.status = 'pending' AND m.set_aside IS NULL AND a.id IN (SELECT value FROM json_each(?))
      ORDER BY r.row_number, m.id LIMIT 20`;
    const next = db.prepare<unknown[], { phone: string; place: number }>(sql).all(JSON.stringify(this.#places()));
    return next.slice(inFront * this.#places().length).find(({ phone }) => !this.#troubled.includes(phone));
  }
}

const from = 'FROM message m JOIN recipient r ON r.id = m.recipient_id';
const messages = `SELECT r.phone ${from}`;

/** The number to which a message is on its way between the claim and the gate. */
function onItsWay(db: Database.Database): string | undefined {
  const sql = `${messages} JOIN attempt a ON a.message_id = m.id
    WHERE m.status = 'sending' AND a.outcome = 'unknown' AND a.passed_at_ms IS NULL`;
  return db.prepare<unknown[], string>(sql).pluck().get();
}
