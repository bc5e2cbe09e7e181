// Electron's own binary. Its npm package fetches the binary at the first use, not when the package is installed.
import { type StdioOptions, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fail, type Result, succeed } from '../domain/result.ts';

const stallLimitMs = 60_000;
const pollMs = 500;

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

const noticeAfterMs = 1_500;

/** Electron's executable, fetched by its installer where missing. Fails with the reason, or after a silent minute. */
export async function ensureElectronBinary(): Promise<Result<string, { readonly detail: string }>> {
  const present = electronBinary();
  if (present) return succeed(present);
  // Offline the fetch fails at once. The notice comes late, so that then only the caller's line is printed.
  const notice = setTimeout(() => process.stderr.write('Fetching Electron, once…\n'), noticeAfterMs);
  const downloads = mkdtempSync(join(tmpdir(), 'electron-'));
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  const env = { ...environment, TMPDIR: downloads, TEMP: downloads };
  const stdio: StdioOptions = ['ignore', 'ignore', 'pipe'];
  const installer = spawn(process.execPath, [join(packageFolder(), 'install.js')], { stdio, env });
  let said = '';
  installer.stderr?.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const ended = new AbortController();
  installer.once('close', () => ended.abort()).once('error', () => ended.abort());
  ended.signal.addEventListener('abort', () => clearTimeout(notice));
  // Unpacking beside the package takes time too, so growth there also counts as progress.
  await stall(() => bytesIn(downloads) + bytesIn(join(packageFolder(), 'dist')), ended.signal);
  const isLate = !ended.signal.aborted;
  installer.kill();
  rmSync(downloads, { recursive: true, force: true, maxRetries: 5 });
  const fetched = electronBinary();
  if (fetched) return succeed(fetched);
  return fail({ detail: isLate ? `nothing arrived for ${stallLimitMs / 1_000} s` : reasonIn(said) });
}

/** The reason of the failure, taken from the stack trace that the installer writes. */
function reasonIn(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  const line = lines.find((one) => /error/i.test(one)) ?? lines.at(-1) ?? 'offline?';
  return line.replace(/^\w*Error: /, '').trim();
}

/** Resolves when `ended` is aborted, or when `progress` has returned the same number for too long. */
async function stall(progress: () => number, ended: AbortSignal): Promise<void> {
  let last = progress();
  for (let stillMs = 0; stillMs < stallLimitMs && !ended.aborted; stillMs += pollMs) {
    await delay(pollMs, undefined, { signal: ended }).catch(() => undefined);
    const now = progress();
    if (now !== last) stillMs = 0;
    last = now;
  }
}

function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sizes = files.map((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((total, size) => total + size, 0);
}
