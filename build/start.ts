// node build/start.ts [--dev] [--practice[=folder]] [arguments for the app]
//   (nothing)    the built app in Electron, whose binary is fetched at the first start
//   --practice   in Electron where its binary is there, else in a Chromium window through test/host
//   --dev        the app from its sources, with hot reload
// Whatever keeps it from starting is said in one line.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.ts';
import { electronBinary, ensureElectronBinary } from './electron-binary.ts';
import { sandboxRemedy } from './electron-sandbox.ts';

const root = join(import.meta.dirname, '..');
const isRoot = process.getuid?.() === 0;
/**
 * A second signal within this time is the same one, come by another way: a terminal signals npm and us, npm us again.
 */
const sameSignalMs = 1_000;

type Program = { command: string; args: string[]; env?: Record<string, string> };
/** With this in the environment, as in a terminal of some editors, Electron would be Node. */
const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;

function missingDisplay(): string | undefined {
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

async function practiceProgram(args: string[]): Promise<Program> {
  const binary = electronBinary();
  // Electron refuses to run as root with its sandbox; rehearsing in a container is no reason to fail.
  if (binary && !sandboxRemedy(binary))
    return { command: binary, args: [root, ...args, ...(isRoot ? ['--no-sandbox'] : [])] };
  await ensureChromium();
  const run = join(root, 'test/host/run.ts');
  return { command: process.execPath, args: [run, root, ...args], env: { HOST_HEADED: '1' } };
}

async function program(args: string[]): Promise<Program> {
  const isPractice = args.some((arg) => arg === '--practice' || arg.startsWith('--practice='));
  // Where Electron is out of reach, that is what to say first: a display alone would not help.
  const electron = isPractice ? undefined : await electronOrFailure();
  const noDisplay = missingDisplay();
  if (noDisplay) throw new Error(noDisplay);
  const forApp = args.filter((arg) => arg !== '--dev');
  if (args.includes('--dev')) {
    const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
    const env = { ELECTRON_EXEC_PATH: electron ?? '' };
    return { command: process.execPath, args: [vite, 'dev', '--', ...forApp], env };
  }
  requireBuild();
  return electron === undefined ? practiceProgram(forApp) : { command: electron, args: [root, ...forApp] };
}

/** Runs the program until it ends, and gives its exit code. Signals reach it once each, so that it closes cleanly. */
function runToEnd({ command, args, env }: Program): Promise<number> {
  // In a process group of its own a terminal's Ctrl+C does not reach it twice, which would end Electron at once.
  const options: SpawnOptions = { stdio: 'inherit', cwd: root, env: { ...environment, ...env } };
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

/** Windows has no signals: `kill` would end the app in the middle of whatever it does. There its window is closed. */
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
