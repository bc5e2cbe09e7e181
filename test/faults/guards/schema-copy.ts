import Database from 'better-sqlite3';

type Made = { readonly type: 'table' | 'index' | 'trigger'; readonly name: string; readonly sql: string };
export type Guard = { readonly kind: 'trigger' | 'check' | 'index' | 'key'; readonly name: string };

/** The primary key of fences. Without it two attempts could hold one alias in one scope. */
const fenceKey = 'PRIMARY KEY(`alias`, `scope_id`, `occasion`, `repeat`)';
const noFenceKey = 'PRIMARY KEY(`alias`, `scope_id`, `occasion`, `attempt_id`)';

/** The statements that make the real database, for copies of it without one guard. */
export class SchemaCopy {
  readonly #made: readonly Made[];
  readonly #transitions: readonly [string, string][];
  /** The bytes of the copy that is asked for most: opening them takes a quarter of the time of making it anew. */
  #whole: Buffer | null = null;

  constructor(real: Database.Database) {
    const own = `sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> '__drizzle_migrations'`;
    this.#made = real.prepare(`SELECT type, name, sql FROM sqlite_master WHERE ${own}`).all() as Made[];
    const rows = real.prepare('SELECT from_status, to_status FROM transition').raw().all();
    this.#transitions = rows as [string, string][];
  }

  /** Everything that refuses: each trigger, each CHECK and each unique index. Other indexes only speed up reading. */
  get guards(): readonly Guard[] {
    return this.#made.flatMap(({ type, name, sql }): Guard[] => {
      if (type === 'trigger') return [{ kind: 'trigger', name }];
      if (type === 'index') return /^CREATE UNIQUE/i.test(sql) ? [{ kind: 'index', name }] : [];
      const keys: Guard[] = sql.includes(fenceKey) ? [{ kind: 'key', name: 'fence' }] : [];
      return [...keys, ...checksIn(sql).map((check) => ({ kind: 'check' as const, name: nameOf(name, check) }))];
    });
  }

  /** An empty database with every table, CHECK and index except `leftOut`, and without any trigger. */
  withoutTriggers(leftOut: Guard | null): Database.Database {
    if (leftOut) return this.#make(leftOut);
    this.#whole ??= this.#make(null).serialize();
    return opened(this.#whole);
  }

  #make(leftOut: Guard | null): Database.Database {
    const copy = opened(':memory:');
    for (const { type, name, sql } of this.#made) {
      if (type === 'trigger' || (leftOut?.kind === 'index' && leftOut.name === name)) continue;
      copy.exec(type === 'table' && leftOut ? without(name, sql, leftOut) : sql);
    }
    const add = copy.prepare('INSERT INTO transition VALUES (?, ?)');
    for (const row of this.#transitions) add.run(row);
    return copy;
  }

  addTrigger(copy: Database.Database, { name }: Guard): void {
    copy.exec(this.#made.find((one) => one.type === 'trigger' && one.name === name)?.sql ?? '');
  }
}

function opened(from: string | Buffer): Database.Database {
  const copy = new Database(from);
  copy.pragma('foreign_keys = ON');
  copy.pragma('recursive_triggers = ON');
  return copy;
}

function without(table: string, sql: string, leftOut: Guard): string {
  if (leftOut.kind === 'key') return table === leftOut.name ? sql.replace(fenceKey, noFenceKey) : sql;
  const check = leftOut.kind === 'check' && checksIn(sql).find((one) => nameOf(table, one) === leftOut.name);
  // A CHECK that is always true refuses nothing.
  return check ? sql.replace(check, 'CHECK (1)') : sql;
}

/** A CHECK has no name of its own, so it is named by its table and its words. */
function nameOf(table: string, check: string): string {
  const words = check.slice('CHECK ('.length, -1).replaceAll('`', '').replaceAll(/\s+/g, ' ').trim();
  return `${table}: ${words}`;
}

function checksIn(sql: string): string[] {
  return [...sql.matchAll(/CHECK \(/g)].map(({ index }) => {
    let depth = 0;
    let end = index;
    do {
      end = sql.slice(end).search(/[()]/) + end + 1;
      depth += sql[end - 1] === '(' ? 1 : -1;
    } while (depth > 0);
    return sql.slice(index, end);
  });
}
