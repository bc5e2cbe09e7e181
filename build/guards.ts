/**
 * Writes the domain's lists of words into the migrations. Allowed until the first release (docs/decisions/0010).
 *
 *   npm run guards
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withDomainLists } from './guard-lists.ts';

const folder = path.join(import.meta.dirname, '../db/migrations');
for (const name of readdirSync(folder).filter((file) => file.endsWith('.sql'))) {
  const file = path.join(folder, name);
  writeFileSync(file, withDomainLists(readFileSync(file, 'utf8')));
}
