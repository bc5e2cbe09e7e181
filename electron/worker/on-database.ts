import type { Db } from '../../db/database.ts';
import { openSecondConnection } from '../../db/open.ts';
import type { JobProgress } from './jobs.ts';

/** Makes a worker function that gets a connection of its own to the database. */
export function onDatabase<Given, Value>(
  work: (db: Db, job: Given, progress: JobProgress) => Value | Promise<Value>,
): (job: Given, place: JobProgress & { readonly database: string }) => Promise<Value> {
  return async (job, place) => {
    const db = openSecondConnection(place.database);
    try {
      return await work(db, job, place);
    } finally {
      db.close();
    }
  };
}
