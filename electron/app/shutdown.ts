import type { Broadcast } from '../broadcast.ts';
import type { CampaignBatches } from '../campaigns/batches.ts';
import type { Draws } from '../campaigns/draws.ts';
import type { Desktop } from '../desktop/desktop.ts';
import type { SavedFiles } from '../desktop/saved-files.ts';
import type { Verification } from '../dispatch/verification.ts';
import type { CommandGate } from '../ipc.ts';
import type { PeopleIndex } from '../lists/people-index.ts';
import type { Bulk } from '../messages/bulk.ts';
import type { Given } from '../ports.ts';
import type { Reminders } from '../replies/reminders.ts';
import { type Maintenance, markCleanStop } from '../storage/maintenance.ts';
import type { MovedCheck } from '../storage/moved-data.ts';
import type { TeamAtWork } from '../team/at-work.ts';
import type { Updates } from '../updates/updates.ts';
import type { AccountsAtWork } from './accounts-at-work.ts';

type ShutdownParts = Given<'ledger' | 'db'> & {
  /** Called when the app is about to end: a message on its way may take a minute. */
  readonly onEnding: () => void;
  readonly commands: CommandGate;
  readonly desktop: Desktop;
  readonly updates: Updates;
  readonly maintenance: Maintenance;
  readonly movedCheck: MovedCheck;
  readonly accounts: AccountsAtWork;
  readonly team: TeamAtWork;
  readonly bulk: Bulk;
  readonly batches: CampaignBatches;
  readonly draws: Draws;
  readonly savedFiles: SavedFiles;
  readonly peopleIndex: PeopleIndex;
  readonly reminders: Reminders;
  readonly verification: Verification;
  readonly broadcast: Broadcast;
};

/** Ends the app: in its own time, or at once because the system waits no longer. */
export class Shutdown {
  readonly #parts: ShutdownParts;
  #isClosed = false;

  constructor(parts: ShutdownParts) {
    this.#parts = parts;
  }

  /** Takes no new claims; the message in flight ends, or becomes not confirmed, before the data is closed. */
  async graceful(): Promise<void> {
    const { accounts, team, onEnding } = this.#parts;
    onEnding();
    await Promise.all(this.#stopWork());
    // The team hears the result of the last message, which has passed its gate by now or never will.
    await team.stop();
    this.#stopReading();
    await accounts.stopSessions();
    this.#close();
  }

  /**
   * Ends at once, because the system ends the process when this returns. A message on its way stays as it is: the gate
   * refuses when the database is closed, and the next start settles what has left as after a crash.
   */
  immediate(): void {
    this.#stopWork();
    void this.#parts.team.stop();
    this.#stopReading();
    this.#close();
  }

  /** Begins nothing more. Returns the work that still runs. */
  #stopWork(): Promise<void>[] {
    const { desktop, updates, movedCheck, maintenance, accounts, bulk, batches, peopleIndex, draws, savedFiles } =
      this.#parts;
    desktop.end();
    updates.stop();
    movedCheck.stop();
    return [maintenance, accounts, bulk, batches, peopleIndex, draws, savedFiles].map((one) => one.stop());
  }

  #stopReading(): void {
    const { accounts, reminders, verification, broadcast } = this.#parts;
    accounts.stopReading();
    reminders.stop();
    verification.end();
    broadcast.stop();
  }

  /** Only once: the handle of a closed file may belong to another file already. */
  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { commands, ledger, db } = this.#parts;
    commands.end();
    markCleanStop(db);
    ledger.close();
    db.close();
  }
}
