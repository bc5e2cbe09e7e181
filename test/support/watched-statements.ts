import type { Db } from '../../db/database.ts';

/** The SQL that runs during `use`, whether it was prepared before or not. */
export async function statementsOf(db: Db, use: () => void | Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const { sqlite } = db;
  const prepare = sqlite.prepare.bind(sqlite);
  const { get, all, has, value, values, run } = db;
  const watched =
    <Result>(call: (sql: string, ...bound: never[]) => Result) =>
    (sql: string, ...bound: never[]): Result => {
      seen.push(sql);
      return call.call(db, sql, ...bound);
    };
  // Drizzle prepares its statements anew each time; the statements that Db keeps run through its own methods.
  Object.assign(sqlite, { prepare: watched((sql) => prepare(sql)) });
  Object.assign(db, {
    get: watched(get),
    all: watched(all),
    has: watched(has),
    value: watched(value),
    values: watched(values),
    run: watched(run),
  });
  try {
    await use();
  } finally {
    Object.assign(sqlite, { prepare });
    Object.assign(db, { get, all, has, value, values, run });
  }
  return seen;
}
