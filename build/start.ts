// node build/start.ts [--dev] [--practice[=folder]] [arguments for the app]
//   (nothing)    the built app in Electron, whose binary is fetched at the first start
//   --practice   in Electron where its binary is there, else in a Chromium window through test/host
//   --dev        the app from its sources, with hot reload; in the same hosts
// A reason why the app cannot start is printed in one line.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.ts';
import { electronBinary, ensureElectronBinary } from './electron-binary.ts';
import { sandboxRemedy } from './electron-sandbox.ts';

const root = join(import.meta.dirname, '..');
const isRoot = process.getuid?.() === 0;
/** A second signal within this time is the same: a terminal signals npm and this process, and npm passes it on. */
const sameSignalMs = 1_000;

type Program = { command: string; args: string[]; env?: Record<string, string> };
/** With this variable, which the terminals of some editors set, Electron would run as plain Node. */
const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;

const standIn = join(root, 'test/host/run.ts');
/** A test sets this to run the stand-in's window where there is no desktop. */
const isHeadless = process.env.HOST_HEADED === '0';

function missingDisplay(): string | undefined {
  if (isHeadless) return undefined;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return undefined;
  return 'There is no display to open a window on: run npm start or npm run practice on a desktop, or npm run demo here.';
}

async function electronOrFailure(): Promise<string> {
  const fetched = await ensureElectronBinary();
  if (!fetched.ok) {
    const instead = 'Without it npm run practice opens the app in practice mode.';
    throw new Error(`Electron could not be fetched (${fetched.failure.detail}). ${instead}`);
  }
  const remedy = sandboxRemedy(fetched.value);
  if (remedy) throw new Error(remedy);
  return fetched.value;
}

function requireBuild(): void {
  if (!existsSync(join(root, 'out/main/main.js'))) throw new Error('The app is not built yet: run npm run build.');
}

/** Electron's path, where practice mode can use it: it neither fetches Electron nor fails for Electron's sandbox. */
function practiceElectron(): string | undefined {
  const binary = electronBinary();
  return binary && !sandboxRemedy(binary) ? binary : undefined;
}

async function program(args: string[]): Promise<Program> {
  const isPractice = args.some((arg) => arg === '--practice' || arg.startsWith('--practice='));
  // A missing Electron is reported before a missing display, because a display alone would not help.
  const electron = isPractice ? practiceElectron() : await electronOrFailure();
  const noDisplay = missingDisplay();
  if (noDisplay) throw new Error(noDisplay);
  if (electron === undefined) await ensureChromium();
  // Electron refuses to run as root with its sandbox. Practice mode goes without it, so that it works in a container.
  const isUnboxed = electron !== undefined && isPractice && isRoot;
  const forApp = [...args.filter((arg) => arg !== '--dev'), ...(isUnboxed ? ['--no-sandbox'] : [])];
  const env = { HOST_HEADED: isHeadless ? '0' : '1' };
  if (args.includes('--dev')) return devProgram(electron ?? standIn, forApp, env);
  requireBuild();
  if (electron !== undefined) return { command: electron, args: [root, ...forApp] };
  return { command: process.execPath, args: [standIn, root, ...forApp], env };
}

/** electron-vite builds the main process, serves the window's sources, and starts the host with its address. */
async function devProgram(host: string, forApp: string[], env: Record<string, string>): Promise<Program> {
  // Imported here because it loads the bundler, which no other way of starting needs.
  const { buildPracticePage } = await import('./practice-page.ts');
  await buildPracticePage();
  const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  return {
    command: process.execPath,
    args: [vite, 'dev', '--', ...forApp],
    env: { ...env, ELECTRON_EXEC_PATH: host },
  };
}

/** Runs the program to its end and returns its exit code. Passes each signal on once, so that it closes cleanly. */
function runToEnd({ command, args, env }: Program): Promise<number> {
  // The program gets a process group of its own: a second Ctrl+C from the terminal would end Electron at once.
  // On Windows this keeps the terminal's Ctrl+C from Electron itself, which would end in the middle of its work.
  const own = { ELECTRON_NO_ATTACH_CONSOLE: '1' };
  const options: SpawnOptions = { stdio: 'inherit', cwd: root, env: { ...environment, ...own, ...env } };
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  let lastSignalMs = Number.NEGATIVE_INFINITY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      const nowMs = performance.now();
      if (nowMs - lastSignalMs > sameSignalMs) end(child, signal);
      lastSignalMs = nowMs;
    });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => {
      if (code !== null) return done(code);
      fail(new Error(`The app ended by ${signal}. If it does so again, try npm run practice.`));
    });
  });
}

/** Ends the app cleanly. On Windows, which has no signals, that is by closing its window: `kill` would cut it off. */
function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid)], { stdio: 'ignore' });
  else child.kill(signal);
}

program(process.argv.slice(2))
  .then(runToEnd)
  .then(
    (code) => {
      process.exitCode = code;
    },
    (error: Error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    },
  );
