import { globSync } from 'node:fs';

/** These test the database's own statements, the search, backups and the sources, which no mutant changes. */
const withoutMutants = 'test/unit/db/**/{schema,search-index,check-backup,one-way}.test.ts';

/** The test files that are run against a mutant of the send core. */
export const coreTestFiles = (): string[] =>
  globSync('test/unit/{dispatch,db}/**/*.test.ts', { exclude: [withoutMutants] }).sort();
