import Database from 'better-sqlite3';

const rows = 1_000;
const lookUps = 500;
const pieces = 12;
/** How long a look-up takes on the computer on which the goals were set, while nothing else runs. */
const quietLookUpMs = 0.00057;
const key = rowByKey();
/** The original method, taken before any test plants slowness in it. */
const { get } = key;

/**
 * The present speed of this computer, as a share of the speed of the one on which the goals were set. It is measured by
 * plain look-ups of a row by its key; the quickest of several pieces counts, so that other programs disturb it less.
 */
export function pace(): number {
  let quickestMs = Number.POSITIVE_INFINITY;
  for (let piece = 0; piece < pieces; piece += 1) {
    const startedMs = performance.now();
    for (let index = 0; index < lookUps; index += 1) get.call(key, (index * 7) % rows);
    quickestMs = Math.min(quickestMs, performance.now() - startedMs);
  }
  return quietLookUpMs / (quickestMs / lookUps);
}

function rowByKey(): Database.Statement {
  const sqlite = new Database(':memory:');
  sqlite.exec(`CREATE TABLE row (id INTEGER PRIMARY KEY, name TEXT NOT NULL, at_ms INTEGER NOT NULL);
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${rows})
    INSERT INTO row SELECT i, 'name ' || i, i * 1000 FROM n`);
  return sqlite.prepare('SELECT id, name, at_ms FROM row WHERE id = ?');
}
