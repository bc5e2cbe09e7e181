/** The identity of the data, accounts and settings. */
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** The identity of this database, of its ledger, and where both stood last. */
export const meta = sqliteTable('meta', { key: text().primaryKey(), value: text().notNull() });

/** A WhatsApp login of this computer. An account is its number, which is known once it is linked. */
export const account = sqliteTable(
  'account',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    phone: text(),
    /** Given by staff; empty where none is. */
    name: text().notNull().default(''),
    /** The folder of its login; null where it has none any more. */
    folder: text(),
  },
  (table) => [uniqueIndex('account_phone').on(table.phone), uniqueIndex('account_folder').on(table.folder)],
);

export const setting = sqliteTable('setting', { key: text().primaryKey(), value: text().notNull() });
