import type Database from 'better-sqlite3';
import { beginning } from './rows.ts';
import type { Guard, SchemaCopy } from './schema-copy.ts';
import type { Bookkeeping, Script } from './scripts.ts';

export type Tried = { readonly statement: string; readonly withGuard: string; readonly without: string };

/** Runs a script on two databases that differ only in this guard and have no other trigger. */
export function tryGuard(schema: SchemaCopy, guard: Guard, script: Script): Tried[] {
  return script.forbidden.map((statement) => {
    const withGuard = prepared(schema, null, script.setUp);
    if (guard.kind === 'trigger') schema.addTrigger(withGuard, guard);
    const without = prepared(schema, guard.kind === 'trigger' ? null : guard, script.setUp);
    return { statement, withGuard: said(withGuard, statement), without: said(without, statement) };
  });
}

/** Whether the rows of a bookkeeping trigger exist with it and are missing without it. */
export function tryBookkeeping(
  schema: SchemaCopy,
  guard: Guard,
  { does, shows }: Bookkeeping,
): { with: boolean; without: boolean } {
  const look = (withGuard: boolean) => {
    const copy = prepared(schema, null);
    if (withGuard) schema.addTrigger(copy, guard);
    copy.exec(does);
    const shown = copy.prepare(shows).pluck().get() === 1;
    copy.close();
    return shown;
  };
  return { with: look(true), without: look(false) };
}

function prepared(schema: SchemaCopy, leftOut: Guard | null, setUp: readonly string[] = []): Database.Database {
  const copy = schema.withoutTriggers(leftOut);
  for (const statement of [...beginning, ...setUp]) copy.exec(statement);
  return copy;
}

function said(copy: Database.Database, statement: string): string {
  try {
    const { changes } = copy.prepare(statement).run();
    return changes > 0 ? 'taken' : 'nothing to do';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    copy.close();
  }
}
