import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { fromJson } from '../stored-json.ts';
import type { LedgerPosition } from './ledger-file.ts';
import { syncFolder } from './sync-folder.ts';

const Known = z.record(z.string(), z.object({ number: z.int(), checksum: z.string(), endByte: z.int() }));

/**
 * The last line of each ledger that this computer knows, kept in a place of the computer: outside the folders that a person
 * copies, moves or puts back, where a copy cannot bring its own along (docs/decisions/0018).
 */
export class LastLines {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** The last line of a ledger as this computer knows it; undefined where it knows none. */
  of(ledger: string): LedgerPosition | undefined {
    return this.#read()[ledger];
  }

  /** Keeps the last line of a ledger, on the disk once it returns. Throws what the disk says. */
  keep(ledger: string, { number, checksum, endByte }: LedgerPosition): void {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const known = { ...this.#read(), [ledger]: { number, checksum, endByte } };
    const written = `${this.#file}.new`;
    const handle = openSync(written, 'w', 0o600);
    try {
      writeSync(handle, JSON.stringify(known));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(written, this.#file);
    syncFolder(dirname(this.#file));
  }

  /** What is lost or cannot be read is known of no ledger: each is asked about once. */
  #read(): z.infer<typeof Known> {
    try {
      return Known.safeParse(fromJson(readFileSync(this.#file, 'utf8'))).data ?? {};
    } catch {
      return {};
    }
  }
}
