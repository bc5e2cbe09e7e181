import type { Attempts } from '../../db/attempts.ts';
import type { Db } from '../../db/database.ts';
import type { Ledger, LedgerEntry } from '../../db/ledger.ts';
import { readMeta, writeLedgerPosition } from '../../db/meta.ts';
import { type Hold, passedAttempts, storeHold } from '../../db/open-ledger.ts';
import type { Replay } from '../../db/replay.ts';

/** What was found at the start. A hold keeps the dispatcher still until the operator agrees. */
type RecoveryReport = {
  readonly hold: Hold | null;
  /** Messages that were being sent when the app ended, or that only the ledger knew of. */
  readonly messageIds: readonly number[];
};

type RecoveryStores = {
  readonly db: Db;
  readonly attempts: Attempts;
  readonly replay: Replay;
  readonly ledger: Ledger;
};

/**
 * Compares the ledger with the database before anything else, gives each what only the other knows, and then says of
 * each message that was being sent what is certain. Nothing is ever queued again here.
 */
export function recover(stores: RecoveryStores, nowMs: number): RecoveryReport {
  const { attempts, replay, ledger } = stores;
  const ahead = entriesAhead(stores).filter((entry) => !attempts.hasPassed(entry.random));
  // A line whose attempt the database still holds open is an ordinary crash between the ledger's fsync and the commit.
  const unknown = ahead.filter((entry) => !attempts.passFromLedger(entry, nowMs));
  const hold: Hold | null = unknown.length === 0 ? null : { reason: 'ledger_ahead', detail: '', count: unknown.length };
  // Before anything is replayed: a start that is cut off afterwards would find nothing that is unknown, and send.
  if (hold) storeHold(stores.db, hold, nowMs);
  const recovered = replay.recoverSending(nowMs);
  const replayed = unknown.flatMap((entry) => replay.replayFromLedger(entry, nowMs) ?? []);
  tellLedger(stores);
  writeLedgerPosition(stores.db, ledger.position);
  return { hold, messageIds: [...recovered, ...replayed] };
}

/** The lines after the last one that the database remembers. */
function entriesAhead({ db, ledger }: RecoveryStores): readonly LedgerEntry[] {
  return ledger.entries.slice(Number(readMeta(db, 'ledger_number')));
}

/** A ledger that was begun anew is given every opened gate that the database remembers. */
function tellLedger({ db, ledger }: RecoveryStores): void {
  if (Number(readMeta(db, 'ledger_number')) > 0) return;
  const known = new Set(ledger.entries.map((entry) => entry.random));
  const missing = passedAttempts(db).filter((entry) => !known.has(entry.random));
  if (missing.length > 0) ledger.appendAll(missing);
}
