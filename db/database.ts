import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { limits } from '../domain/limits.ts';
import { segmentValue } from '../domain/lists/segment.ts';
import { foldText } from '../domain/messages/fold.ts';
import { plainWords } from '../domain/people/stop-words.ts';
import { digitVariants, variantKey } from '../domain/phone/digit-variants.ts';
import { inodeOf, isAt } from './ledger/inode.ts';
import * as schema from './schema.ts';

/** The values that SQLite takes and returns here; it has no booleans. */
export type SqlValue = string | number | null | Buffer;
/** Values for each `?` in turn, or an object for `@name`. */
type Bound = SqlValue | Readonly<Record<string, SqlValue>>;
type Written = Pick<Database.RunResult, 'changes' | 'lastInsertRowid'>;

/** The part of a database that only reads; queries get this. */
export type ReadDb = Pick<Db, 'get' | 'all' | 'has' | 'value' | 'count' | 'values' | 'iterate'> & {
  readonly orm: Pick<Db['orm'], 'select'>;
};

/**
 * An open database, and the one way to speak SQL: each statement is prepared once and kept, and a query names the type
 * of its rows, which the SQL must keep. Single tables may also be read and written through `orm`, which knows their
 * types itself (docs/decisions/0009).
 *
 * What runs for each message writes `= +?` where it reads several tables or a range: SQLite would plan by the value of
 * a bare `?`, so it prepares such a statement anew each time that other values are bound.
 */
export class Db {
  readonly file: string;
  readonly orm: BetterSQLite3Database<typeof schema>;
  /** The connection itself: for opening, backups and tests. */
  readonly sqlite: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #pluckedStatements = new Map<string, Database.Statement>();
  readonly #inode: bigint;
  /** Made once, since better-sqlite3 makes four functions for each function that runs in a transaction. */
  readonly #inTransaction: (work: () => unknown) => unknown;
  #transactions = 0;
  #onLogGrown: () => void = () => undefined;

  constructor(sqlite: Database.Database, file: string) {
    this.sqlite = sqlite;
    this.file = file;
    this.orm = drizzle(sqlite, { schema, casing: 'snake_case' });
    this.#inode = inodeOf(file);
    this.#inTransaction = sqlite.transaction((work: () => unknown) => work()).immediate;
    this.define('variant_key', variantKey);
    this.define('phone_variant', (phone) => digitVariants(phone)[1] ?? null);
    this.define('fold_text', foldText);
    this.define('plain_words', plainWords);
    this.define('segment_value', segmentValue);
  }

  /** The first row, undefined where there is none. */
  get<Row extends object>(sql: string, ...bound: readonly Bound[]): Row | undefined {
    return first(this.#prepare(sql), bound) as Row | undefined;
  }

  all<Row extends object>(sql: string, ...bound: readonly Bound[]): Row[] {
    return this.#prepare(sql).all(...bound) as Row[];
  }

  /** Whether there is any row. */
  has(sql: string, ...bound: readonly Bound[]): boolean {
    return first(this.#prepare(sql), bound) !== undefined;
  }

  /** The first column of the first row, undefined where there is no row. */
  value<Value extends SqlValue>(sql: string, ...bound: readonly Bound[]): Value | undefined {
    return first(this.#pluck(sql), bound) as Value | undefined;
  }

  /** The number that a query returns which always has a row, such as a count. */
  count(sql: string, ...bound: readonly Bound[]): number {
    return this.value<number>(sql, ...bound) ?? 0;
  }

  /** The first column of every row. */
  values<Value extends SqlValue>(sql: string, ...bound: readonly Bound[]): Value[] {
    return this.#pluck(sql).all(...bound) as Value[];
  }

  /** The rows one by one. Each call prepares its own statement: one that is being read cannot be run again. */
  iterate<Row extends object>(sql: string, ...bound: readonly Bound[]): IterableIterator<Row> {
    return this.sqlite.prepare(sql).iterate(...bound) as IterableIterator<Row>;
  }

  /** Runs a statement that writes. */
  run(sql: string, ...bound: readonly Bound[]): Written {
    return this.#prepare(sql).run(...bound);
  }

  /** Runs work in one immediate transaction (BEGIN IMMEDIATE), or in the one that is open already. */
  immediate<Value>(work: () => Value): Value {
    if (this.sqlite.inTransaction) return work();
    const value = this.#inTransaction(work) as Value;
    this.#transactions += 1;
    if (this.#transactions % limits.transactionsWrittenBack === 0) this.#onLogGrown();
    return value;
  }

  /**
   * Calls `tell` when the log should be written back. If a commit did that itself, sending would wait until the disk
   * has taken a thousand pages from all over the file.
   */
  whenLogGrows(tell: () => void): void {
    this.#onLogGrown = tell;
  }

  /** As `immediate`, but throws SQLITE_BUSY, with nothing done, if a writer holds the lock past `gateBusyTimeoutMs`. */
  immediateSoon<Value>(work: () => Value): Value {
    this.#waitAtMost(limits.gateBusyTimeoutMs);
    try {
      return this.immediate(work);
    } finally {
      this.#waitAtMost(limits.busyTimeoutMs);
    }
  }

  /**
   * Runs work whose last commits a power cut may lose, up to the next commit outside of it: sending never waits for the
   * disk because of it. Only for what nobody sees before such a commit.
   */
  async unhurried<Value>(work: () => Promise<Value>): Promise<Value> {
    this.pragma('synchronous = NORMAL');
    try {
      return await work();
    } finally {
      this.pragma('synchronous = FULL');
    }
  }

  /**
   * As `unhurried`, in one immediate transaction that the app's next start would go on with. Its pages stay in the log:
   * a caller of many calls `writeBack` between some of them.
   */
  immediateUnhurried<Value>(work: () => Value): Value {
    if (this.sqlite.inTransaction) return work();
    const [disk, log] = ['synchronous', 'wal_autocheckpoint'].map((name) => this.sqlite.pragma(name, { simple: true }));
    this.sqlite.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
    try {
      return this.immediate(work);
    } finally {
      this.sqlite.exec(`PRAGMA synchronous = ${disk}; PRAGMA wal_autocheckpoint = ${log}`);
    }
  }

  /** Writes the log back as far as no reader needs it. A page that many stretches changed is written once. */
  writeBack(): void {
    try {
      this.sqlite.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // Pages that the disk refuses here stay in the log, and the next commit reports the error.
    }
  }

  /**
   * Runs work within the open transaction, and rolls only this work back when a rule of the database or the app refuses
   * it. Returns whether it was done. Errors of the disk or of another program are thrown.
   */
  isDone(work: () => void): boolean {
    try {
      this.sqlite.transaction(work)();
      return true;
    } catch (error) {
      if (this.sqlite.inTransaction && isRefusal(error)) return false;
      throw error;
    }
  }

  /**
   * Writes the log back and empties it, which overwrites erased data in it. Emptying takes the writers' lock and waits
   * for readers: most is written back before without a lock, and where a reader is in the way, the lock is released at
   * once and taken again later. Returns false where readers never stopped. It blocks: only for a worker.
   */
  emptyLog(): boolean {
    const endMs = performance.now() + limits.busyTimeoutMs;
    this.#waitAtMost(0);
    try {
      for (;;) {
        this.sqlite.pragma('wal_checkpoint(PASSIVE)');
        if (this.sqlite.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0) return true;
        if (performance.now() > endMs) return false;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, limits.emptyLogAgainMs);
      }
    } finally {
      this.#waitAtMost(limits.busyTimeoutMs);
    }
  }

  /** Runs statements that define something, such as a temporary table. */
  exec(sql: string): void {
    this.sqlite.exec(sql);
  }

  pragma(setting: string): void {
    this.sqlite.pragma(setting);
  }

  /** Lets SQL call a function of one text. It must always return the same for the same text; null is SQL's NULL. */
  define(name: string, work: (text: string) => string | number | null): void {
    this.sqlite.function(name, { deterministic: true }, (text) => work(String(text)));
  }

  /** Lets SQL call a test on an id. The result may change from one statement to the next. */
  defineTest(name: string, test: (id: number) => boolean): void {
    this.sqlite.function(name, (id) => Number(test(Number(id))));
  }

  get isOpen(): boolean {
    return this.sqlite.open;
  }

  /** False once the file under the open connection is no longer the file at the path: moved, replaced or unlinked. */
  isInPlace(): boolean {
    return isAt(this.file, this.#inode);
  }

  close(): void {
    this.sqlite.close();
  }

  /** SQLite takes this number while it parses the text, so a kept statement would not work; `exec` keeps none. */
  #waitAtMost(busyTimeoutMs: number): void {
    this.sqlite.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
  }

  #prepare(sql: string): Database.Statement {
    return this.#statements.get(sql) ?? keep(this.#statements, sql, this.sqlite.prepare(sql));
  }

  #pluck(sql: string): Database.Statement {
    return this.#pluckedStatements.get(sql) ?? keep(this.#pluckedStatements, sql, this.sqlite.prepare(sql).pluck());
  }
}

/**
 * Reads a writing statement to its end: outside of a transaction the commit comes there, and better-sqlite3 hides
 * errors behind the first row, such as a full disk.
 */
function first(statement: Database.Statement, bound: readonly Bound[]): unknown {
  return statement.readonly ? statement.get(...bound) : statement.all(...bound)[0];
}

/** Whether an error comes from a rule of a table or a trigger, or from an assertion of the app about what is stored. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return !('code' in error) || String(error.code).startsWith('SQLITE_CONSTRAINT');
}

/** Keeps a prepared statement. Filters make many different texts, so the oldest goes once there are too many. */
function keep(kept: Map<string, Database.Statement>, sql: string, made: Database.Statement): Database.Statement {
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= limits.keptStatements) kept.delete(oldest);
  kept.set(sql, made);
  return made;
}

/** The error that SQLite itself gives for a damaged file, for a stored value without which nothing can be done. */
export function damagedDatabase(what: string): Error {
  return new Database.SqliteError(`${what} is damaged`, 'SQLITE_CORRUPT');
}

/** A list of the domain's words for `IN` in SQL. They are plain words, so nothing needs escaping. */
export function sqlList(words: readonly string[]): string {
  return `('${words.join("', '")}')`;
}
