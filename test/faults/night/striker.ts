import { setTimeout as delay } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { BuiltApp } from '../../support/built-app.ts';
import type { Strike } from './faults.ts';

/** A fault that came, and whether it met somebody between the claim and the gate. */
export type Struck = { readonly name: string; readonly costs: 0 | 1; readonly isBeforeGate: boolean };

type StrikerParts = {
  readonly strikes: readonly Strike[];
  readonly troubled: readonly string[];
  readonly tell: (line: string) => void;
};

/** The last step before the gate hangs for a moment, then goes on. */
const hangsBeforeGate = 12;
/** Those right in front may have their turn before the page knows. */
const inFront = 3;
const pollMs = 5;
const aimMs = 30_000;

/** Lets the faults of a night come one after the other; those that are aimed while a message is on its way to the gate. */
export class Striker {
  readonly struck: Struck[] = [];
  readonly #app: BuiltApp;
  readonly #left: Strike[];
  /** Numbers with a scenario of their own, which are not aimed at. */
  readonly #troubled: readonly string[];
  readonly #tell: (line: string) => void;

  constructor(app: BuiltApp, { strikes, troubled, tell }: StrikerParts) {
    this.#app = app;
    this.#left = [...strikes];
    this.#troubled = troubled;
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
        if (!isDue || (strike.isAimed && !(await this.#aim(db, isOver)))) await delay(pollMs * 10);
        else await this.#strike(db, strike);
      }
    } finally {
      db.close();
    }
  }

  async #strike(db: Database.Database, strike: Strike): Promise<void> {
    const end = await strike.begin(this.#app).catch(() => null);
    // A page that is just loading hears nothing, and nothing happened to it.
    if (!end) return;
    const isBeforeGate = onItsWay(db) !== undefined;
    const { name, costs } = strike;
    this.#left.shift();
    this.struck.push({ name, costs, isBeforeGate });
    this.#tell(`${this.#app.journal.messages().length} taken: ${name}${isBeforeGate ? ', before the gate' : ''}`);
    await end();
  }

  /** Lets somebody's message hang before the gate, and waits until it does. */
  async #aim(db: Database.Database, isOver: () => boolean): Promise<boolean> {
    const phone = this.#nextButFew(db);
    if (phone === undefined) return false;
    const setScenario = (scenario: number | null) =>
      this.#app.journal.control({ name: 'set_scenario', number: phone, scenario }).catch(() => undefined);
    await setScenario(hangsBeforeGate);
    const endMs = performance.now() + aimMs;
    while (performance.now() < endMs && !isOver()) {
      if (onItsWay(db) === phone) return true;
      const status = db.prepare(`${messages} WHERE r.phone = ? AND status IN ('pending', 'sending')`).get(phone);
      if (status === undefined) return false;
      await delay(pollMs);
    }
    await setScenario(null);
    return false;
  }

  /** Somebody whose turn comes soon, in the campaign that is further back. */
  #nextButFew(db: Database.Database): string | undefined {
    const sql = `${messages} WHERE status = 'pending' AND set_aside IS NULL ORDER BY r.row_number, m.id LIMIT 20`;
    const next = db.prepare<unknown[], string>(sql).pluck().all();
    return next.slice(inFront).find((phone) => !this.#troubled.includes(phone));
  }
}

const messages = 'SELECT r.phone FROM message m JOIN recipient r ON r.id = m.recipient_id';

/** The number to which a message is on its way between the claim and the gate. */
function onItsWay(db: Database.Database): string | undefined {
  const sql = `${messages} JOIN attempt a ON a.message_id = m.id
    WHERE m.status = 'sending' AND a.outcome = 'unknown' AND a.passed_at_ms IS NULL`;
  return db.prepare<unknown[], string>(sql).pluck().get();
}
