import { expect, onTestFinished } from 'vitest';
import { misshapenJson } from '../../db/stored-json.ts';
import { emptyDatabases, makeStores, type Stores, temporaryFolder } from './temporary-database.ts';

export type TemporaryStores = Stores & { readonly folder: string };

/** The stores on a database of the test's own, which is closed and deleted after the test. */
export function temporaryStores(): TemporaryStores {
  const { folder, remove } = temporaryFolder();
  const stores = makeStores(emptyDatabases.open(`${folder}/sendonce.db`));
  onTestFinished(() => {
    // A backup with misshapen JSON could not be restored: what the app writes, it must also accept.
    const misshapen = stores.db.isOpen ? misshapenJson(stores.db) : null;
    stores.db.close();
    remove();
    expect(misshapen).toBeNull();
  });
  return { ...stores, folder };
}
