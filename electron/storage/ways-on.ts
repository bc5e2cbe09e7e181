import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { moveDatabase } from '../../db/folder/restore.ts';
import { Ledger } from '../../db/ledger/ledger.ts';
import { problemOfLedger } from '../../db/ledger/ledger-check.ts';
import { syncFolder } from '../../db/ledger/sync-folder.ts';
import type { OpenFailure } from '../../db/open.ts';
import type { Folders } from './folders.ts';

/**
 * What an operator can do when a start cannot use the data. `restore`: the newest sound backup takes its place.
 * `start_empty`: a new database does. `try_again`: the operator first repairs something.
 */
export type WayOn = 'restore' | 'start_empty' | 'try_again';

export type StorageFailure =
  | OpenFailure
  | { readonly code: 'ledger_unreadable' | 'database_missing'; readonly detail: string };
export type StartFailure = StorageFailure['code'];

/** Problems for which the database can be replaced. All others have to be solved outside of the app. */
const replaceable: readonly StartFailure[] = ['database_corrupt', 'database_missing', 'database_not_ours'];

export const isReplaceable = (code: StartFailure): boolean => replaceable.includes(code);

type Places = Pick<Folders, 'database' | 'ledger' | 'backups'>;

/**
 * The choices after a start that failed for this reason. A replacing database does not know the latest messages: only
 * the fence ledger keeps these from going again, so without a whole ledger the database is not replaced.
 */
export function waysOn(code: StartFailure, { ledger, backups }: Places): WayOn[] {
  if (!isReplaceable(code) || !isWhole(ledger)) return ['try_again'];
  return hasBackups(backups) ? ['restore', 'start_empty', 'try_again'] : ['start_empty', 'try_again'];
}

/** Whether a database was here and is gone: that is not treated as a first start, which would show an empty app. */
export function isDatabaseMissing({ database, ledger, backups }: Places): boolean {
  return !existsSync(database) && (hasBackups(backups) || knowsMessages(ledger));
}

/** Sets the whole database aside, beside its place, for a new one. Call it while no connection is open. */
export function startEmpty(database: string, nowMs: number): void {
  const aside = `${database}.set-aside-${new Date(nowMs).toISOString().replaceAll(':', '-')}`;
  moveDatabase(database, aside);
  closeSync(openSync(database, 'wx', 0o600));
  syncFolder(dirname(database));
}

function isWhole(ledger: string): boolean {
  try {
    return problemOfLedger(ledger) === null;
  } catch {
    return false; // It is gone, or cannot be read.
  }
}

/** Whether a ledger has messages. One that cannot be read may have some. */
function knowsMessages(file: string): boolean {
  const opened = Ledger.open(file);
  if (!opened.ok)
    return opened.failure.code !== 'ledger_missing' && !('isUnbegun' in opened.failure && opened.failure.isUnbegun);
  const { number } = opened.value.position;
  opened.value.close();
  return number > 0;
}

function hasBackups(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => /\.db(\.zst)?$/.test(name));
}
