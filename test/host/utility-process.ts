// `utilityProcess`: here a child of Node, with its message channel as `process.parentPort`.
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type * as Electron from 'electron';

type Surface = Pick<Electron.UtilityProcess, 'kill' | 'pid' | 'postMessage' | 'stderr' | 'stdout'>;

// As a URL: on Windows `--import` takes no path.
const parentPort = new URL('./parent-port.ts', import.meta.url).href;
/** Electron asks a process to end, and kills it when it has not ended after this time. */
const forceAfterMs = 2_000;

/** The running processes, for `app.getAppMetrics()`. */
const running = new Set<HostUtilityProcess>();

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
    running.add(this);
    this.#child.on('exit', () => running.delete(this));
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('error', () => this.emit('exit', 1));
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1));
  }

  get pid(): number | undefined {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  postMessage(message: unknown): void {
    // A process that has ended receives nothing.
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

/** The memory of each process, for `app.getAppMetrics()`. Only Linux reports it without another program. */
export function utilityMetrics(): Electron.ProcessMetric[] {
  return [...running].flatMap(({ pid }) => {
    const kibibytes = pid === undefined ? undefined : residentKibibytes(pid);
    if (pid === undefined || kibibytes === undefined) return [];
    const memory = { workingSetSize: kibibytes, peakWorkingSetSize: kibibytes };
    const cpu = { percentCPUUsage: 0, idleWakeupsPerSecond: 0 };
    return [{ pid, type: 'Utility', creationTime: 0, cpu, memory }];
  });
}

function residentKibibytes(pid: number): number | undefined {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}
