import type { Journal } from '../journal.ts';
import type { ChatStore } from './chat-store.ts';
import { numberWidOf } from './directory.ts';
import { BaseModel } from './models.ts';
import type { Wid } from './wid.ts';

class Stream extends BaseModel {
  /** Whether the page counts its window as looked at. */
  available = false;

  markAvailable(): void {
    this.set({ available: true });
  }

  markUnavailable(): void {
    this.set({ available: false });
  }
}

/** The chats marked as seen. WhatsApp Web marks each chat that it sends to, once its window counts as looked at. */
export class SeenMarks {
  readonly stream = new Stream();
  readonly #chatStore: ChatStore;
  readonly #journal: Journal;
  readonly #due = new Set<Wid>();

  constructor(chatStore: ChatStore, journal: Journal) {
    this.#chatStore = chatStore;
    this.#journal = journal;
    this.stream.on('change:available', () => this.#markDue());
  }

  mark(wid: Wid): void {
    this.#chatStore.chatOf(wid)?.set({ unreadCount: 0 });
    this.#journal.note({ kind: 'seen', at: Date.now(), to: numberWidOf(wid).toString() });
  }

  markLater(wid: Wid): void {
    this.#due.add(wid);
    this.#markDue();
  }

  #markDue(): void {
    if (!this.stream.available) return;
    for (const wid of this.#due) this.mark(wid);
    this.#due.clear();
  }
}
