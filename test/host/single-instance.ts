// Electron's single-instance lock: one app for each data folder; a second one passes on its arguments and is refused.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export type SecondInstance = { argv: string[]; workingDirectory: string; additionalData: unknown };

export class SingleInstanceLock {
  #held: { close(): void } | undefined;

  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /**
   * True when this process now holds the lock of `folder`. It is an exclusive SQLite lock because SQLite takes one in a
   * single step and the system frees it however the process ends.
   */
  request(folder: string, own: SecondInstance, onSecond: (second: SecondInstance) => void): boolean {
    if (this.#held) return true;
    const letters = join(folder, 'second-instances');
    mkdirSync(letters, { recursive: true });
    const database = new Database(join(folder, 'instance.db'), { timeout: 0 });
    try {
      database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    } catch {
      database.close();
      const letter = join(letters, `${process.pid}-${Date.now()}`);
      writeFileSync(letter, JSON.stringify(own));
      renameSync(letter, `${letter}.json`);
      return false;
    }
    for (const stale of readdirSync(letters)) rmSync(join(letters, stale), { force: true });
    const watcher = watch(letters, () => readLetters(letters, onSecond));
    watcher.unref();
    this.#held = {
      close: () => {
        watcher.close();
        database.close();
      },
    };
    return true;
  }

  release(): void {
    this.#held?.close();
    this.#held = undefined;
  }
}

function readLetters(folder: string, onSecond: (second: SecondInstance) => void): void {
  // A test may remove the data folder while the app is still ending.
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const path = join(folder, name);
    const second = JSON.parse(readFileSync(path, 'utf8')) as SecondInstance;
    rmSync(path);
    onSecond(second);
  }
}
