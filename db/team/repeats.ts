import { z } from 'zod';
import type { Scope } from '../../domain/messages/scope.ts';
import type { Db, ReadDb } from '../database.ts';
import { deleteMeta, readMeta, readMetaJson, writeMeta } from '../meta.ts';

/** The newest number of the team's database, and its highest declared repeat. */
const Numbers = z.object({ number: z.int(), repeat: z.int() });
type TeamNumbers = z.infer<typeof Numbers>;

const ByRepeat = z.record(z.string(), z.int());

/** The numbers as last heard; null without a team. */
export function teamNumbers(db: ReadDb): TeamNumbers | null {
  return readMetaJson(db, 'team_numbers', Numbers) ?? null;
}

/** Writes only when they have changed: they are heard every few seconds. */
export function keepTeamNumbers(db: Db, numbers: TeamNumbers): void {
  const now = JSON.stringify(numbers);
  if (readMeta(db, 'team_numbers') !== now) writeMeta(db, 'team_numbers', now);
}

/** Notes that a repeat is declared now: it may follow what the team had reserved when last heard, nothing later. */
export function declareToTeam(db: Db, repeat: number): void {
  const known = teamNumbers(db);
  if (known === null || repeat === 0) return;
  writeMeta(db, 'team_repeats', JSON.stringify({ ...declared(db), [repeat]: known.number }));
}

/** Forgets the numbers: the team's database was put back and counts anew, so earlier declarations follow nothing. */
export function forgetNumbers(db: Db): void {
  for (const key of ['team_numbers', 'team_repeats'] as const) deleteMeta(db, key);
}

/** The team's number at which the repeat of these scopes was declared; 0 without one, which follows nothing. */
export function repeatAfter(db: ReadDb, scopes: readonly Scope[]): number {
  const repeat = Math.max(...scopes.map((scope) => scope.repeat));
  return repeat === 0 ? 0 : (declared(db)[String(repeat)] ?? 0);
}

const declared = (db: ReadDb): Readonly<Record<string, number>> => readMetaJson(db, 'team_repeats', ByRepeat) ?? {};
