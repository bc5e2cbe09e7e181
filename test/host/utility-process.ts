// `utilityProcess`: here a child of Node, whose `process.parentPort` is its message channel.
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type * as Electron from 'electron';

type Surface = Pick<Electron.UtilityProcess, 'kill' | 'pid' | 'postMessage' | 'stderr' | 'stdout'>;

const parentPort = fileURLToPath(new URL('./parent-port.ts', import.meta.url));
/** Electron asks a process to end, and after this ends one that does not listen. */
const forceAfterMs = 2_000;

class HostUtilityProcess extends EventEmitter implements Surface {
  readonly stdout = null;
  readonly stderr = null;
  readonly #child: ChildProcess;

  constructor(modulePath: string, args: string[], { env, execArgv = [], cwd }: Electron.ForkOptions) {
    super();
    this.#child = fork(modulePath, args, {
      execArgv: ['--import', parentPort, ...execArgv],
      serialization: 'advanced',
      ...(cwd === undefined ? {} : { cwd }),
      env: (env as NodeJS.ProcessEnv | undefined) ?? process.env,
    });
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('error', () => this.emit('exit', 1));
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1));
  }

  get pid(): number | undefined {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  postMessage(message: unknown): void {
    // A process that has ended hears nothing.
    if (this.#child.connected) this.#child.send(message as object, () => undefined);
  }

  kill(): boolean {
    if (this.pid === undefined) return false;
    const force = setTimeout(() => this.#child.kill('SIGKILL'), forceAfterMs);
    this.#child.once('exit', () => clearTimeout(force));
    return this.#child.kill('SIGTERM');
  }
}

export const utilityProcess = {
  fork: (modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}): Electron.UtilityProcess =>
    new HostUtilityProcess(modulePath, args, options),
};
