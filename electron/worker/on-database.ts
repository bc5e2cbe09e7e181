import type { Db } from '../../db/database.ts';
import { openSecondConnection } from '../../db/open.ts';
import type { JobProgress, OnDatabase } from './jobs.ts';

/** Makes a worker function that gets a connection of its own to the database of its job. */
export function onDatabase<Given extends OnDatabase, Value>(
  work: (db: Db, job: Given, progress: JobProgress) => Value | Promise<Value>,
): (job: Given, progress: JobProgress) => Promise<Value> {
  return async (job, progress) => {
    const db = openSecondConnection(job.database);
    try {
      return await work(db, job, progress);
    } finally {
      db.close();
    }
  };
}
