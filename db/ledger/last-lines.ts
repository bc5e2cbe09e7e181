import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { fromJson } from '../../domain/result.ts';
import type { LedgerHeader, LedgerPosition } from './ledger-file.ts';
import { syncFolder } from './sync-folder.ts';

const Known = z.object({
  lines: z.record(z.string(), z.object({ number: z.int(), checksum: z.string(), endByte: z.int() })),
  /** The ledger that each database had last: an older folder may come back with a ledger that was set aside since. */
  ledgers: z.record(z.string(), z.string()),
});

const nothing: z.infer<typeof Known> = { lines: {}, ledgers: {} };

/**
 * Each ledger's last line that this computer knows, and each database's last ledger. Kept outside the folders that
 * people copy or put back, so that a copy cannot bring its own along (docs/decisions/0018).
 */
export class LastLines {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** The last line of a ledger as this computer knows it; undefined where it knows none. */
  of(ledger: string): LedgerPosition | undefined {
    return this.#read().lines[ledger];
  }

  lastOf(database: string): string | undefined {
    return this.#read().ledgers[database];
  }

  /** Stores the last line of a database's ledger; it is on the disk when this returns. Throws the disk's errors. */
  keep({ database, ledger }: LedgerHeader, { number, checksum, endByte }: LedgerPosition): void {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const { lines, ledgers } = this.#read();
    const known = {
      lines: { ...lines, [ledger]: { number, checksum, endByte } },
      ledgers: { ...ledgers, [database]: ledger },
    };
    const written = `${this.#file}.new`;
    writeFileSync(written, JSON.stringify(known), { mode: 0o600, flush: true });
    renameSync(written, this.#file);
    syncFolder(dirname(this.#file));
  }

  /** A lost or unreadable file means that no ledger is known: each one is asked about once. */
  #read(): z.infer<typeof Known> {
    try {
      return Known.safeParse(fromJson(readFileSync(this.#file, 'utf8'))).data ?? nothing;
    } catch {
      return nothing;
    }
  }
}
