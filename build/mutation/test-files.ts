import { globSync } from 'node:fs';

/** What these test, no mutant of the send core changes: the database's own statements, the search, backups, the sources. */
const withoutMutants = 'test/unit/db/**/{schema,search-index,check-backup,one-way}.test.ts';

/** The test files that a mutant of the send core is shown to. */
export const coreTestFiles = (): string[] =>
  globSync('test/unit/{dispatch,db}/**/*.test.ts', { exclude: [withoutMutants] }).sort();
