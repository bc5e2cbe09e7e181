import { z } from 'zod';
import { PauseReason } from '../../domain/state/state.ts';
import type { Db, ReadDb } from '../database.ts';
import { readMeta, writeMeta } from '../meta.ts';
import { fromJson } from '../stored-json.ts';

const StoredPause = z.object({ reason: PauseReason, detail: z.string(), count: z.int().nullable() });
/** Why everything stands still, as it survives a restart. */
export type StoredPause = z.infer<typeof StoredPause>;

/** The pause that stands; null where none does. One that cannot be read is a pause all the same: when in doubt, stop. */
export function readPause(db: ReadDb): StoredPause | null {
  const stored = readMeta(db, 'dispatcher_pause');
  if (stored === undefined || stored === '') return null;
  const read = StoredPause.safeParse(fromJson(stored));
  return read.success ? read.data : { reason: 'internal', detail: 'the stored pause cannot be read', count: null };
}

/** Remembers the pause, or that none stands. */
export function writePause(db: Db, pause: StoredPause | null): void {
  writeMeta(db, 'dispatcher_pause', pause ? JSON.stringify(pause) : '');
}
