import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Certificate } from './certificates.ts';
import { asNobody, folderForServers, freshServer, isRoot, nobody, ownerPassword } from './fresh-server.ts';
import { until } from './until.ts';

/** It listens on this computer alone, over TCP as for a member; it is small, and commits stay durable. */
const options = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '32MB',
  max_connections: '200',
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A real PostgreSQL of the test's own, which can be stopped, killed, copied and restored like anybody's. */
export class TestPostgres {
  readonly password = ownerPassword;
  readonly port: number;
  readonly #postgres: string;
  readonly #folder: string;
  /** The folder that it was made from, where no other server uses that folder. */
  readonly #own: string | null;
  #process: ChildProcess | null = null;

  private constructor(parts: { postgres: string; folder: string; own: string | null; port: number }) {
    this.#postgres = parts.postgres;
    this.#folder = parts.folder;
    this.#own = parts.own;
    this.port = parts.port;
  }

  /** Starts a server on a fresh folder with the given settings in its configuration. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<TestPostgres> {
    const shared = process.env.TEST_POSTGRES_FOLDER;
    const own = shared === undefined ? folderForServers() : null;
    const { postgres, data } = await freshServer(shared ?? own ?? '');
    const folder = mkdtempSync(join(tmpdir(), 'sendonce-team-'));
    if (isRoot) chownSync(folder, nobody.uid, nobody.gid);
    const server = new TestPostgres({ postgres, folder, own, port: await freePort() });
    server.#copy(data, server.data);
    server.configure(settings);
    await server.run();
    return server;
  }

  get data(): string {
    return join(this.#folder, 'data');
  }

  get #standbySignal(): string {
    return join(this.data, 'standby.signal');
  }

  /** Adds to the configuration. The settings count from the next start on. */
  configure(settings: Readonly<Record<string, string>>): void {
    const lines = Object.entries({ ...options, ...settings }).map(([name, value]) => `${name} = '${value}'\n`);
    writeFileSync(join(this.data, 'postgresql.conf'), lines.join(''), { flag: 'a' });
  }

  /** Encrypts its connections under a certificate, from the next start on. */
  certify({ certificate, key }: Certificate): void {
    for (const [name, text] of Object.entries({ 'server.crt': certificate, 'server.key': key })) {
      const file = join(this.data, name);
      writeFileSync(file, text);
      chmodSync(file, 0o600);
      if (isRoot) chownSync(file, nobody.uid, nobody.gid);
    }
    this.configure({ ssl: 'on' });
  }

  /** Starts the server on its folder as it is, and resolves when it accepts connections. */
  async run(): Promise<void> {
    const isStandby = existsSync(this.#standbySignal);
    // The children of a killed server end a moment after it, and until then a new server does not start.
    await until(() => this.#start(isStandby));
  }

  /** Returns false while processes of an earlier server are still ending. */
  async #start(isStandby: boolean): Promise<boolean> {
    let log = '';
    const started = spawn(this.#postgres, ['-D', this.data, '-p', String(this.port)], {
      ...asNobody,
      stdio: 'pipe',
    });
    this.#process = started;
    started.stdout.resume();
    const ready = Promise.withResolvers<boolean>();
    started.stderr.on('data', (chunk) => {
      log += chunk;
      // A server that is being promoted accepts readers first.
      if (log.includes(`ready to accept ${isStandby ? 'read-only ' : ''}connections`)) ready.resolve(true);
    });
    started.on('exit', (code) => {
      if (log.includes('is still in use')) ready.resolve(false);
      else ready.reject(new Error(`postgres ended with ${code}: ${log}`));
    });
    return ready.promise;
  }

  /**
   * Ends the server: `fast` as an administrator would, `immediate` as a power cut would, after which it recovers from
   * what is on the disk. `killed` gives it no time at all.
   */
  async stop(how: 'fast' | 'immediate' | 'killed' = 'fast'): Promise<void> {
    const running = this.#process;
    this.#process = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(({ fast: 'SIGINT', immediate: 'SIGQUIT', killed: 'SIGKILL' } as const)[how]);
    await ended;
  }

  /** Copies the folder of the stopped server, as an image of its disk. Returns the path of the copy. */
  async image(name: string): Promise<string> {
    await this.stop();
    const place = join(this.#folder, name);
    this.#copy(this.data, place);
    await this.run();
    return place;
  }

  /** Replaces the folder by an image. `promoted`: as a replica becomes a server of its own, with a new timeline. */
  async putBack(place: string, { promoted = false } = {}): Promise<void> {
    await this.stop('immediate');
    rmSync(this.data, { recursive: true });
    this.#copy(place, this.data);
    if (promoted) {
      const signal = join(this.data, 'recovery.signal');
      writeFileSync(signal, '');
      if (isRoot) chownSync(signal, nobody.uid, nobody.gid);
      this.configure({ restore_command: 'false' });
    }
    await this.run();
  }

  /** Makes the server a standby that waits for a primary, as behind an address after a failover; or a primary again. */
  async standBy(isStandby: boolean): Promise<void> {
    await this.stop();
    if (isStandby) writeFileSync(this.#standbySignal, '');
    else rmSync(this.#standbySignal);
    await this.run();
  }

  #copy(from: string, to: string): void {
    cpSync(from, to, { recursive: true, preserveTimestamps: true });
    if (isRoot) chownTree(to);
    chmodSync(to, 0o700);
  }

  /** Runs SQL as the owner of the whole server, in a connection of its own. Returns the rows of the last statement. */
  async asOwner<Row extends object>(
    sql: string,
    values: readonly unknown[] = [],
    database = 'postgres',
  ): Promise<Row[]> {
    const client = new pg.Client({ ...this.address(database), user: 'owner', password: this.password });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const answer = await client.query(sql, values.length > 0 ? [...values] : undefined);
      return (Array.isArray(answer) ? answer.at(-1) : answer).rows;
    } finally {
      await client.end();
    }
  }

  address(database = 'postgres') {
    return { host: '127.0.0.1', port: this.port, database };
  }

  /** Stops the server and removes all its files. */
  async remove(): Promise<void> {
    await this.stop('immediate');
    rmSync(this.#folder, { recursive: true, force: true });
    if (this.#own !== null) rmSync(this.#own, { recursive: true, force: true });
  }
}

function chownTree(folder: string): void {
  chownSync(folder, nobody.uid, nobody.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    chownSync(join(entry.parentPath, entry.name), nobody.uid, nobody.gid);
}
