import { z } from 'zod';
import type { Db } from '../database.ts';
import { readMetaJson, writeMeta } from '../meta.ts';

/** A person erased here of whom the team was not told yet: the keys of their numbers, and the number, sealed. */
const TeamErasure = z.object({ keys: z.array(z.guid()), sealed: z.base64() });
export type TeamErasure = z.infer<typeof TeamErasure>;

/** The oldest first. */
export function untoldErasures(db: Db): TeamErasure[] {
  return readMetaJson(db, 'team_erasures', z.array(TeamErasure)) ?? [];
}

export function addErasure(db: Db, erasure: TeamErasure): void {
  writeMeta(db, 'team_erasures', JSON.stringify([...untoldErasures(db), erasure]));
}

/** Removes the oldest erasure: the team was told of it. */
export function firstIsErased(db: Db): void {
  db.immediate(() => writeMeta(db, 'team_erasures', JSON.stringify(untoldErasures(db).slice(1))));
}
