import type { Db } from '../../db/database.ts';
import { openSecondConnection } from '../../db/open.ts';
import { succeed } from '../../domain/result.ts';
import type { Answer } from '../commands.ts';
import type { OnDatabase } from './jobs.ts';

/** Does work on a connection of its own to the database of a job. */
export async function onDatabase<Value>(
  { database }: OnDatabase,
  work: (db: Db) => Value | Promise<Value>,
): Promise<Value> {
  const db = openSecondConnection(database);
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

/** The reply of a job that writes a file. */
export async function written(path: string, writing: Promise<void>): Answer<{ path: string }> {
  await writing;
  return succeed({ path });
}
