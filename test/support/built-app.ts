/** The whole built app in practice mode over one data folder, started and killed as often as a test likes. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { ensureChromium } from '../../build/chromium.ts';
import type { Api, Channel, CommandInput, CommandOutput, CommandResult, Overview } from '../../domain/contract.ts';
import { isPressed } from '../../domain/needs-press.ts';
import { foldersUnder } from '../../electron/storage/folders.ts';
import {
  type JournalServer,
  type PracticeSettings,
  preparePracticeFolder,
  startJournalServer,
} from '../../practice/journal-server.ts';
import { type Launched, launch } from '../host/launch.ts';
import { until } from './until.ts';

/** Short times for the practice page, so that a message is over in a moment. */
const quickPage: Partial<PracticeSettings> = { scanAfterMs: 100, ackMinMs: 20, ackMaxMs: 80 };
/** How often a command that needs a press is tried at most. */
const pressesMax = 6;
const root = path.join(import.meta.dirname, '../..');

export class BuiltApp {
  readonly journal: JournalServer;
  readonly userData: string;
  readonly #folder: string;
  #launched: Launched | null = null;

  private constructor(folder: string, journal: JournalServer) {
    this.#folder = folder;
    this.journal = journal;
    this.userData = path.join(folder, 'user-data');
  }

  /** A new installation, and the journal that its practice page writes. Nothing is started yet. */
  static async install(): Promise<BuiltApp> {
    process.env.CHROMIUM_PATH ??= await ensureChromium();
    const folder = await mkdtemp(path.join(tmpdir(), 'built-app-'));
    return new BuiltApp(folder, await startJournalServer({ file: path.join(folder, 'journal.jsonl') }));
  }

  /**
   * Starts the app and resolves when its window is up; the account may not be linked yet. `args` go to the app, `env`
   * to the app and its browsers.
   */
  async start(
    page: Partial<PracticeSettings> = {},
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const practice = path.join(this.#folder, 'page');
    await preparePracticeFolder(path.join(root, 'out/practice'), practice, this.journal.port, {
      ...quickPage,
      ...page,
    });
    this.#launched = await launch({ root, userData: this.userData, args: [`--practice=${practice}`, ...args], env });
  }

  /** Starts a second copy over the same data. Rejects when that copy quits by itself. */
  startSecond(): Promise<Launched> {
    return launch({
      root,
      userData: this.userData,
      args: [`--practice=${path.join(this.#folder, 'page')}`],
    });
  }

  /** The running app, with its main process and a record of its calls to the desktop. */
  get running(): Launched {
    if (!this.#launched) throw new Error('the app is not running');
    return this.#launched;
  }

  get page(): Page {
    return this.running.page;
  }

  /** Quits as the operator would, and keeps the data for the next start. */
  async quit(): Promise<void> {
    await this.#launched?.close();
    this.#launched = null;
  }

  /** The result of a command of the contract. Throws when the command fails. */
  async call<Name extends Channel>(name: Name, input: CommandInput<Name>): Promise<CommandOutput<Name>> {
    let reply = await this.#ask(name, input);
    // On a busy machine a press may be too old when its command arrives; then nothing was done.
    for (let times = 0; !reply.ok && reply.failure.code === 'not_pressed' && times < pressesMax; times += 1)
      reply = await this.#ask(name, input);
    if (!reply.ok) throw new Error(`${name}: ${reply.failure.code} ${reply.failure.detail}`);
    return reply.value;
  }

  async #ask<Name extends Channel>(name: Name, input: CommandInput<Name>) {
    // A command that only a person may give needs a real press, here of a key that does nothing.
    if (isPressed(name)) await this.page.keyboard.press('Shift');
    return (await this.page.evaluate(
      ([channel, given]) => {
        const { commands } = (window as unknown as { sendonce: Api }).sendonce;
        return commands[channel](given as never);
      },
      [name, input] as const,
    )) as CommandResult<CommandOutput<Name>>;
  }

  overview(): Promise<Overview> {
    return this.call('app:overview', undefined);
  }

  async untilLinked(): Promise<void> {
    await until(async () => (await this.overview()).link.phase === 'ready');
  }

  /** The database as it is now, for reading. Close it before the app is killed: another reader would repair its log. */
  openDatabase(): Database.Database {
    return new Database(foldersUnder(this.userData, true).database, { readonly: true, fileMustExist: true });
  }

  /** Ends the app at this moment, as a crash would. */
  async kill(): Promise<void> {
    await this.#launched?.kill();
    this.#launched = null;
  }

  /** Quits, and removes all files of this installation. */
  async uninstall(): Promise<void> {
    try {
      await this.#launched?.close();
    } finally {
      await this.journal.close();
      await rm(this.#folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
  }
}
