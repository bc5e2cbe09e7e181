import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isForOthers, makePrivate } from '../../db/folder/private-mode.ts';
import { errorCode } from '../../db/open.ts';

/** Where everything of one installation lives. The fence ledger stands beside the data, not inside it. */
export type Folders = {
  readonly data: string;
  readonly database: string;
  readonly instanceLock: string;
  readonly attachments: string;
  readonly uploads: string;
  readonly whatsapp: string;
  /** Not among the data: a folder that somebody copies here must bring no program along. */
  readonly browser: string;
  readonly backups: string;
  /** The membership of a team, where there is one. */
  readonly team: string;
  readonly logs: string;
  readonly ledger: string;
  /** What this computer knows of its ledgers, outside of all that is copied, moved or put back. */
  readonly lastLines: string;
};

/** Practice has folders of its own: nothing of it mixes with the real. `computer`: of this computer and user. */
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
  // What WhatsApp's browser keeps lies in a folder that nobody else can enter.
  for (const folder of [data, dirname(ledger), attachments, folders.backups, logs]) makeFilesPrivate(folder);
  return folders;
}

/** From here on what this process and its children write is its user's alone, SQLite's, log's and browser's too. */
export function keepFilesPrivate(): void {
  if (process.platform !== 'win32') process.umask(0o077);
}

/** For the user's eyes alone, also where the folder was copied to and lost that on the way. */
function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  makePrivate(folder);
}

function makeFilesPrivate(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isFile()) makeFilePrivate(join(folder, entry.name));
}

/** A file may go while its folder is looked through: a backup becomes a packed one. */
function makeFilePrivate(path: string): void {
  try {
    makePrivate(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** Which of the folders others on this computer may read all the same: their drive keeps no modes, as exFAT. */
export function openToOthers({ data, ledger }: Folders): ('data' | 'ledger')[] {
  const both = [['data', data] as const, ['ledger', dirname(ledger)] as const];
  return both.flatMap(([name, folder]) => (isForOthers(folder) ? name : []));
}

type Machine = Pick<NodeJS.Process, 'platform' | 'env'> & { readonly home: string };

/** Where this computer keeps what can be fetched again, beside the user's data and not copied with it. */
export function cacheFolder({ platform, env, home }: Machine = { ...systemOf(process), home: homedir() }): string {
  if (platform === 'darwin') return join(home, 'Library/Caches/SendOnce');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData/Local'), 'SendOnce Cache');
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'sendonce');
}

const systemOf = ({ platform, env }: NodeJS.Process) => ({ platform, env });
