import type { Stores } from '../../db/stores.ts';
import { limits } from '../../domain/limits.ts';
import type { Changes, Given } from '../ports.ts';

type OldChatsParts = Pick<Stores, 'moves'> &
  Given<'db' | 'clock' | 'log' | 'nudge'> & { readonly changes: Pick<Changes, 'manyMessages'> };

/** Lets messages that were moved from an account and wait for its chats take their turn once these can be read. */
export class OldChats {
  readonly #parts: OldChatsParts;
  #cancel: () => void = () => undefined;

  constructor(parts: OldChatsParts) {
    this.#parts = parts;
  }

  /** Called when the chats of an account can be read again. If that cannot be stored, it is tried again each minute. */
  readable(account: string): void {
    const { db, moves, clock, log, changes, nudge } = this.#parts;
    // However often the page comes back meanwhile, it is tried once a minute.
    this.#cancel();
    try {
      if (!moves.readable(account)) return;
    } catch (error) {
      log.error('old chats', error);
      this.#cancel = clock.after(limits.clockCheckMs, () => {
        if (db.isOpen) this.readable(account);
      });
      return;
    }
    changes.manyMessages();
    nudge();
  }
}
