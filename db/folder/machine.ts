import { createHash } from 'node:crypto';
import { homedir, hostname, userInfo } from 'node:os';
import Database from 'better-sqlite3';
import { setSafety } from '../open.ts';
import { systemOutput } from '../system-output.ts';

/** The facts that tell one computer from another. */
type Computer = {
  readonly platform: NodeJS.Platform;
  hostName(): string;
  /** The output of a Mac's own list of its hardware. */
  macHardware(): string;
};

const thisComputer: Computer = {
  platform: process.platform,
  hostName: hostname,
  macHardware: () => systemOutput('/usr/sbin/ioreg', '-rd1', '-c', 'IOPlatformExpertDevice'),
};

/** A hash that tells this machine and user from others, so that a data folder that is copied elsewhere is noticed. */
export function machineName(computer: Computer = thisComputer): string {
  return createHash('sha256')
    .update([nameOf(computer), userInfo().username, homedir(), computer.platform].join('\n'))
    .digest('hex')
    .slice(0, 32);
}

/** A Mac takes its host name from the network and so changes it; the id of its hardware stays. */
function nameOf({ platform, hostName, macHardware }: Computer): string {
  const hardware = platform === 'darwin' ? /"IOPlatformUUID" = "([^"]+)"/.exec(macHardware())?.[1] : undefined;
  return hardware ?? hostName();
}

/**
 * Whether a closed database was last open on another machine, or came from one and was not checked since. False for one
 * that is new or cannot be read: opening it says what is wrong.
 */
export function isUnchecked(file: string, machine: string = machineName()): boolean {
  let sqlite: Database.Database | undefined;
  try {
    sqlite = new Database(file, { readonly: true, fileMustExist: true });
    setSafety(sqlite);
    if (!isTable(sqlite, 'meta') || !isTable(sqlite, 'campaign')) return false;
    const meta = sqlite.prepare(`SELECT value FROM meta WHERE key = ?`).pluck();
    // A database with campaigns that names no machine was not made by a first start.
    const known = meta.get('machine') ?? (sqlite.prepare(`SELECT 1 FROM campaign`).get() ? '' : machine);
    return known !== machine || meta.get('unchecked') === '1';
  } catch {
    return false;
  } finally {
    sqlite?.close();
  }
}

/** Whether the name is a table: the file may be made to do harm, and a view of that name could take for ever. */
function isTable(sqlite: Database.Database, name: string): boolean {
  return sqlite.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`).get(name) !== undefined;
}
