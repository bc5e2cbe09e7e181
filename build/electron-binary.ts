// Electron's own binary, which its npm package fetches at the first use rather than when it is installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const fetchTimeoutMs = 60_000;

function packageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}

/** The path of Electron's executable where it has been fetched. Never fetches it. */
export function electronBinary(): string | undefined {
  const folder = packageFolder();
  const pathFile = join(folder, 'path.txt');
  const elsewhere = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!existsSync(pathFile) && !elsewhere) return undefined;
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const binary = join(elsewhere ?? join(folder, 'dist'), name);
  return existsSync(binary) ? binary : undefined;
}

/**
 * The path of Electron's executable, fetched by Electron's own installer where it is missing. `undefined` when that
 * fails or takes more than a minute, as it does offline.
 */
export async function ensureElectronBinary(): Promise<string | undefined> {
  const present = electronBinary();
  if (present) return present;
  process.stderr.write('Fetching Electron, once…\n');
  // Its output is a stack trace where the network is missing: the caller has better words.
  const installer = spawn(process.execPath, [join(packageFolder(), 'install.js')], { stdio: 'ignore' });
  const ended = new Promise<void>((done) => installer.once('exit', () => done()).once('error', () => done()));
  await Promise.race([ended, delay(fetchTimeoutMs, undefined, { ref: false })]);
  installer.kill();
  return electronBinary();
}
