import type { Db } from '../../db/database.ts';
import type { LedgerEntry, LedgerLine } from '../../db/ledger/ledger.ts';
import { isUnseen } from '../../db/ledger/ledger-file.ts';
import { type AlarmHold, passedAttempts, storeHold } from '../../db/ledger/open-ledger.ts';
import type { OfAccount } from '../../db/ledger/replay.ts';
import { readLedgerPosition, writeLedgerPosition } from '../../db/meta.ts';
import type { Stores } from '../../db/stores.ts';
import type { Given } from '../ports.ts';

/** What was found at the start. A hold stops the dispatcher until the operator agrees. */
type RecoveryReport = {
  readonly hold: AlarmHold | null;
  /** Messages that were being sent when the app ended, or that only the ledger knew. */
  readonly messageIds: readonly number[];
};

type RecoveryStores = Pick<Stores, 'alarms' | 'answers' | 'attempts' | 'campaigns' | 'replay'> & Given<'db' | 'ledger'>;

/**
 * Compares the ledger with the database before anything else, gives each what only the other knows, and then sets each
 * message that was being sent to what is certain. Nothing is ever queued again here. All of it is one transaction: a
 * start that is cut off leaves nothing half done, and a long ledger costs one sync. `of` limits the messages to those
 * of one account, since the others may be at work.
 */
export function recover(stores: RecoveryStores, nowMs: number, of: OfAccount | null = null): RecoveryReport {
  return stores.db.immediate(() => recoverAll(stores, nowMs, of));
}

function recoverAll(stores: RecoveryStores, nowMs: number, of: OfAccount | null): RecoveryReport {
  const { db, alarms, answers, attempts, campaigns, replay, ledger } = stores;
  const from = readLedgerPosition(db);
  const isUnknown = (entry: LedgerEntry) => !attempts.knowsLine(entry);
  // A line whose attempt the database holds open is from an ordinary crash between the ledger's fsync and the commit.
  let count = 0;
  for (const entry of ledger.linesAfter(from)) {
    if (!isUnknown(entry)) continue;
    // The app ended before the database could be told.
    if (isUnseen(entry.random)) {
      alarms.raise('bypass', { messageId: attempts.messageOf(entry.token) }, nowMs);
    }
    let isOpen = false;
    // A line that cannot be taken in as it stands is replayed below, or set aside there.
    const isDone = db.isDone(() => {
      isOpen = attempts.passFromLedger(entry, nowMs);
    });
    if (!isDone || !isOpen) count += 1;
  }
  const hold: AlarmHold | null = count === 0 ? null : { reason: 'ledger_ahead', detail: '', count };
  if (hold) storeHold(db, hold, nowMs);
  const messageIds = replay.recoverSending(nowMs, of);
  if (hold)
    for (const entry of ledger.linesAfter(from)) {
      const messageId = isUnknown(entry) ? replay.replayFromLedger(entry, nowMs) : undefined;
      if (messageId !== undefined) messageIds.push(messageId);
    }
  answers.reconcileAll(nowMs);
  // The message that was being sent may have been the last of its campaign.
  campaigns.finishDone(nowMs);
  tellLedger(stores);
  writeLedgerPosition(db, ledger.position);
  return { hold, messageIds };
}

function* missingIn(known: ReadonlySet<string>, db: Db): Generator<LedgerLine> {
  for (const entry of passedAttempts(db)) if (!known.has(entry.random)) yield entry;
}

/** Gives a new ledger every opened gate that the database remembers. */
function tellLedger({ db, ledger }: RecoveryStores): void {
  if (readLedgerPosition(db).number > 0) return;
  const known = new Set<string>();
  for (const { random } of ledger.lines()) known.add(random);
  const [first] = missingIn(known, db);
  if (first) ledger.appendAll(missingIn(known, db));
}
