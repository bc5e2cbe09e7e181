import { z } from 'zod';
import { fromJson } from '../../domain/result.ts';
import { PauseReason } from '../../domain/state/state.ts';
import type { Db, ReadDb } from '../database.ts';
import { readMeta, writeMeta } from '../meta.ts';

const StoredPause = z.object({ reason: PauseReason, detail: z.string(), count: z.int().nullable() });
/** Why everything stands still, in the form that survives a restart. */
export type StoredPause = z.infer<typeof StoredPause>;

/** The key under which the pause of one account is stored, or that of all accounts where `accountId` is null. */
function keyOf(accountId: number | null) {
  return accountId === null ? 'dispatcher_pause' : (`dispatcher_pause_${accountId}` as const);
}

/** The pause of all accounts, or of one; null for none. One that cannot be read counts as a pause: in doubt, stop. */
export function readPause(db: ReadDb, accountId: number | null = null): StoredPause | null {
  const stored = readMeta(db, keyOf(accountId));
  if (stored === undefined || stored === '') return null;
  const read = StoredPause.safeParse(fromJson(stored));
  return read.success ? read.data : { reason: 'internal', detail: 'the stored pause cannot be read', count: null };
}

export function writePause(db: Db, pause: StoredPause | null, accountId: number | null = null): void {
  writeMeta(db, keyOf(accountId), pause ? JSON.stringify(pause) : '');
}
