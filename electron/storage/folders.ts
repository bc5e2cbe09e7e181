import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isForOthers, makePrivate } from '../../db/folder/private-mode.ts';
import { errorCode } from '../../db/open.ts';

/** Where everything of one installation is. The fence ledger is beside the data, not inside it. */
export type Folders = {
  readonly data: string;
  readonly database: string;
  readonly instanceLock: string;
  readonly attachments: string;
  readonly uploads: string;
  readonly whatsapp: string;
  /** The fetched browser. It is not inside the data: a folder that is copied here must not bring a program along. */
  readonly browser: string;
  readonly backups: string;
  readonly team: string;
  readonly logs: string;
  readonly ledger: string;
  /** What this computer knows of its ledgers, outside of everything that is copied, moved or put back. */
  readonly lastLines: string;
};

/** An installation's folders; practice mode has its own. `computer`: a folder of this computer and user. */
export function foldersUnder(
  userData: string,
  isPractice: boolean,
  cache = cacheFolder(),
  computer = userData,
): Folders {
  const suffix = isPractice ? '-practice' : '';
  const data = join(userData, `data${suffix}`);
  const folders = {
    data,
    database: join(data, 'sendonce.db'),
    instanceLock: join(data, 'instance.lock'),
    attachments: join(data, 'attachments'),
    uploads: join(data, 'uploads'),
    whatsapp: join(data, 'whatsapp'),
    browser: join(cache, 'browser'),
    backups: join(data, 'backups'),
    team: join(data, 'team-membership'),
    logs: join(data, 'logs'),
    ledger: join(userData, `ledger${suffix}`, 'fences.ledger'),
    lastLines: join(isPractice ? userData : computer, `last-lines${suffix}.json`),
  };
  const { attachments, uploads, whatsapp, logs, ledger } = folders;
  for (const folder of [data, dirname(ledger), attachments, uploads, whatsapp, logs]) makePrivateFolder(folder);
  // The files of WhatsApp's browser are in a folder that nobody else can enter.
  for (const folder of [data, dirname(ledger), attachments, folders.backups, logs]) makeFilesPrivate(folder);
  return folders;
}

/** From now on, only the user can read what this process and its children write: SQLite, the log, the browser too. */
export function keepFilesPrivate(): void {
  if (process.platform !== 'win32') process.umask(0o077);
}

/** Makes a folder readable by the user only, also if it was copied here and lost that on the way. */
function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  makePrivate(folder);
}

function makeFilesPrivate(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isFile()) makeFilePrivate(join(folder, entry.name));
}

/** A file may disappear while its folder is read: a backup is replaced by a packed one. */
function makeFilePrivate(path: string): void {
  try {
    makePrivate(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** The folders that other users of this computer can read because their drive has no modes, such as exFAT. */
export function openToOthers({ data, ledger }: Folders): ('data' | 'ledger')[] {
  const both = [['data', data] as const, ['ledger', dirname(ledger)] as const];
  return both.flatMap(([name, folder]) => (isForOthers(folder) ? name : []));
}

type Machine = Pick<NodeJS.Process, 'platform' | 'env'> & { readonly home: string };

/** Where this computer keeps what can be fetched again: outside the user's data, and not copied with it. */
export function cacheFolder({ platform, env, home }: Machine = { ...systemOf(process), home: homedir() }): string {
  if (platform === 'darwin') return join(home, 'Library/Caches/SendOnce');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData/Local'), 'SendOnce Cache');
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'sendonce');
}

const systemOf = ({ platform, env }: NodeJS.Process) => ({ platform, env });
