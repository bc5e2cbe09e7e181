import { openTestDatabase, temporaryFolder } from '../../support/temporary-database.ts';
import type { Experiment, Row } from '../experiment.ts';
import { scriptsFor } from './all-scripts.ts';
import { bookkeeping } from './bookkeeping-scripts.ts';
import { type Guard, SchemaCopy } from './schema-copy.ts';
import { tryBookkeeping, tryGuard } from './try-guard.ts';

const kinds: readonly (readonly [Guard['kind'], string])[] = [
  ['trigger', 'Triggers dropped one at a time'],
  ['check', 'CHECKs dropped one at a time'],
  ['index', 'Unique indexes dropped one at a time'],
  ['key', 'The key of the fences loosened'],
];

/**
 * Removes each guard of the database alone: what the guard refused must then be accepted, so it is this guard that
 * refuses it.
 */
export const guardsExperiment: Experiment = {
  name: 'Guards of the database',
  run: async (_, onProgress) => {
    const { folder, remove } = temporaryFolder();
    const real = openTestDatabase(`${folder}/sendonce.db`);
    try {
      const schema = new SchemaCopy(real.sqlite);
      return kinds.map(([kind, tried]): Row => {
        const began = performance.now();
        const guards = schema.guards.filter((guard) => guard.kind === kind);
        const survivors = guards.filter((guard) => !isNoticed(schema, guard)).map((guard) => guard.name);
        const came = survivors.length === 0 ? 'each is noticed' : `NOT noticed: ${survivors.join('; ')}`;
        onProgress(`${tried}: ${came}`);
        const durationMs = performance.now() - began;
        return { tried, amount: `${guards.length}`, came, isAsExpected: survivors.length === 0, durationMs };
      });
    } finally {
      real.close();
      remove();
    }
  },
};

function isNoticed(schema: SchemaCopy, guard: Guard): boolean {
  const book = bookkeeping[guard.name];
  if (book) {
    const { with: withGuard, without } = tryBookkeeping(schema, guard, book);
    return withGuard && !without;
  }
  const tried = scriptsFor(guard).flatMap((script) => tryGuard(schema, guard, script));
  return tried.length > 0 && tried.every((one) => one.without === 'taken' && one.withGuard !== 'taken');
}
