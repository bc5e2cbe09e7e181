import { afterAll, describe, expect, it } from 'vitest';
import { openTestDatabase, temporaryFolder } from '../../support/temporary-database.ts';
import { refusals, scriptsFor } from './all-scripts.ts';
import { bookkeeping } from './bookkeeping-scripts.ts';
import { checkScripts, indexScripts, keyScripts } from './check-scripts.ts';
import { SchemaCopy } from './schema-copy.ts';
import { triggerScripts } from './trigger-scripts.ts';
import { tryBookkeeping, tryGuard } from './try-guard.ts';

const { folder, remove } = temporaryFolder();
const real = openTestDatabase(`${folder}/sendonce.db`);
const schema = new SchemaCopy(real.sqlite);
afterAll(() => {
  real.close();
  remove();
});
const refusing = schema.guards.filter(({ name }) => bookkeeping[name] === undefined);

describe('each guard alone', () => {
  it.each(refusing)('refuses what nothing else would: $kind $name', (guard) => {
    const scripts = scriptsFor(guard);
    expect(scripts, 'a guard that nobody would miss').not.toHaveLength(0);
    for (const tried of scripts.flatMap((script) => tryGuard(schema, guard, script))) {
      expect(tried.without, tried.statement).toBe('taken');
      expect(tried.withGuard, tried.statement).not.toMatch(/^taken|^nothing|no such|syntax/);
      expect(tried.withGuard, tried.statement).toMatch(refusals[guard.kind]);
    }
  });

  it.each(Object.entries(bookkeeping))('keeps the books: %s', (name, book) => {
    expect(tryBookkeeping(schema, { kind: 'trigger', name }, book)).toEqual({ with: true, without: false });
  });

  it('is still there: no script shows a guard that is gone', () => {
    const names = new Set(schema.guards.map(({ name }) => name));
    const shown = [triggerScripts, checkScripts, indexScripts, keyScripts, bookkeeping].flatMap((scripts) =>
      Object.keys(scripts),
    );
    expect(shown.filter((name) => !names.has(name))).toEqual([]);
  });
});
