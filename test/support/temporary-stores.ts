import { onTestFinished } from 'vitest';
import { makeStores, openTestDatabase, type Stores, temporaryFolder } from './temporary-database.ts';

export type TemporaryStores = Stores & { readonly folder: string };

/** The stores on a database of the test's own. Both are closed and deleted once the test is over. */
export function temporaryStores(): TemporaryStores {
  const { folder, remove } = temporaryFolder();
  const stores = makeStores(openTestDatabase(`${folder}/sendonce.db`));
  onTestFinished(() => {
    stores.db.close();
    remove();
  });
  return { ...stores, folder };
}
