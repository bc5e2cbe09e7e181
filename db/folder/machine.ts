import { createHash } from 'node:crypto';
import { homedir, hostname, userInfo } from 'node:os';
import Database from 'better-sqlite3';
import { setSafety } from '../open.ts';
import { systemOutput } from '../system-output.ts';

/** What must be known of a computer to tell it from another. */
type Computer = {
  readonly platform: NodeJS.Platform;
  hostName(): string;
  /** What a Mac's own list of its hardware says. */
  macHardware(): string;
};

const thisComputer: Computer = {
  platform: process.platform,
  hostName: hostname,
  macHardware: () => systemOutput('/usr/sbin/ioreg', '-rd1', '-c', 'IOPlatformExpertDevice'),
};

/** What this machine and user are told by, hashed: a data folder that is copied elsewhere is noticed. */
export function machineName(computer: Computer = thisComputer): string {
  return createHash('sha256')
    .update([nameOf(computer), userInfo().username, homedir(), computer.platform].join('\n'))
    .digest('hex')
    .slice(0, 32);
}

/** A Mac is called by the network that it is in, and so has another name in each: its hardware has one for good. */
function nameOf({ platform, hostName, macHardware }: Computer): string {
  const hardware = platform === 'darwin' ? /"IOPlatformUUID" = "([^"]+)"/.exec(macHardware())?.[1] : undefined;
  return hardware ?? hostName();
}

/**
 * Whether a database, which is not open now, was last open on another machine, or came from one and has not been checked
 * since. A database that is new or cannot be read is neither: its opening says what is wrong.
 */
export function isUnchecked(file: string, machine: string = machineName()): boolean {
  let sqlite: Database.Database | undefined;
  try {
    sqlite = new Database(file, { readonly: true, fileMustExist: true });
    setSafety(sqlite);
    if (!isTable(sqlite, 'meta') || !isTable(sqlite, 'campaign')) return false;
    const meta = sqlite.prepare(`SELECT value FROM meta WHERE key = ?`).pluck();
    // No first start leaves a database with campaigns that names no machine.
    const known = meta.get('machine') ?? (sqlite.prepare(`SELECT 1 FROM campaign`).get() ? '' : machine);
    return known !== machine || meta.get('unchecked') === '1';
  } catch {
    return false;
  } finally {
    sqlite?.close();
  }
}

/** The file may have been made to do harm: a view of that name could take for ever. */
function isTable(sqlite: Database.Database, name: string): boolean {
  return sqlite.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`).get(name) !== undefined;
}
