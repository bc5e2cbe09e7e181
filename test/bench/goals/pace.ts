import Database from 'better-sqlite3';

const rows = 1_000;
const lookUps = 500;
const pieces = 12;
/** What a look-up takes on the computer on which the goals were set, with nothing beside it. */
const quietLookUpMs = 0.00057;
const key = rowByKey();
/** As it is before anybody plants slowness in it. */
const { get } = key;

/**
 * How quick this computer is at this moment, as a share of the one on which the goals were set: by plain look-ups of a row
 * by its key, of which the quickest of several pieces counts, so that what runs beside does so less.
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
