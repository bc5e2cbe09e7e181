import { expect, onTestFinished } from 'vitest';
import { misshapenJson } from '../../db/stored-json.ts';
import { emptyDatabases, makeStores, type Stores, temporaryFolder } from './temporary-database.ts';

export type TemporaryStores = Stores & { readonly folder: string };

/** The stores on a database of the test's own. Both are closed and deleted once the test is over. */
export function temporaryStores(): TemporaryStores {
  const { folder, remove } = temporaryFolder();
  const stores = makeStores(emptyDatabases.open(`${folder}/sendonce.db`));
  onTestFinished(() => {
    // A backup of it would be refused: what the app writes and what it takes back belong together.
    const misshapen = stores.db.isOpen ? misshapenJson(stores.db) : null;
    stores.db.close();
    remove();
    expect(misshapen).toBeNull();
  });
  return { ...stores, folder };
}
