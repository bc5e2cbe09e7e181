import type { Ledger, LedgerEntry } from '../../db/ledger.ts';
import type { Messages } from '../../db/messages.ts';
import { readMeta, writeMeta } from '../../db/meta.ts';
import type { Db } from '../../db/open.ts';
import type { PauseReason } from '../../domain/state.ts';

/** What was found at the start. A hold keeps the dispatcher still until the operator agrees. */
export type RecoveryReport = {
  readonly hold: { readonly reason: PauseReason; readonly detail: string; readonly count: number } | null;
  /** Messages that were being sent when the app ended, or that only the ledger knew of. */
  readonly messageIds: readonly number[];
};

type RecoveryStores = { readonly db: Db; readonly messages: Messages; readonly ledger: Ledger };

/**
 * Compares the ledger with the database before anything else, gives the database what only the ledger knows, and then
 * says of each message that was being sent what is certain. Nothing is ever queued again here.
 */
export function recover(stores: RecoveryStores, nowMs: number): RecoveryReport {
  const ahead = entriesAhead(stores);
  // A line whose attempt the database still holds open is an ordinary crash between the ledger's fsync and the commit.
  const unknown = ahead.filter((entry) => !stores.messages.passFromLedger(entry, nowMs));
  const recovered = stores.messages.recoverSending(nowMs);
  const rebuilt = unknown.flatMap((entry) => stores.messages.rebuildFromLedger(entry, nowMs) ?? []);
  const mismatch = identityMismatch(stores);
  stores.messages.writeLedgerPosition(stores.ledger.position);
  writeMeta(stores.db, 'ledger', stores.ledger.header.ledger);
  const messageIds = [...recovered, ...rebuilt];
  if (unknown.length > 0) return { hold: { reason: 'ledger_ahead', detail: '', count: unknown.length }, messageIds };
  return { hold: mismatch, messageIds };
}

/** The lines that this database has never heard of. */
function entriesAhead({ db, messages, ledger }: RecoveryStores): LedgerEntry[] {
  const known = Number(readMeta(db, 'ledger_number') ?? 0);
  const sameLine = ledger.checksumAt(known) === (readMeta(db, 'ledger_checksum') ?? ledger.checksumAt(0));
  // When the last common line differs, every line is compared one by one.
  const candidates = sameLine ? ledger.entries.slice(known) : ledger.entries;
  return candidates.filter((entry) => !messages.knowsPassed(entry.random));
}

/** A ledger that is shorter than the database remembers, or another one, was lost or swapped. */
function identityMismatch({ db, ledger }: RecoveryStores): RecoveryReport['hold'] {
  const namedLedger = readMeta(db, 'ledger');
  const namedNumber = Number(readMeta(db, 'ledger_number') ?? 0);
  const hold = (detail: string) => ({ reason: 'ledger_damaged' as const, detail, count: 0 });
  if (ledger.header.database !== readMeta(db, 'database')) return hold('it belongs to another database');
  if (namedLedger !== undefined && namedLedger !== ledger.header.ledger)
    return hold('it is not the one the database names');
  if (ledger.position.number < namedNumber) return hold('it is shorter than the database remembers');
  return null;
}
