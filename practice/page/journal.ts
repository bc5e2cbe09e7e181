import type { ControlCommand, JournalEntry, PageMessage, ServerMessage } from '../protocol.ts';
import type { Database } from './database.ts';
import { pause } from './emitter.ts';

/** `undelivered` is the time of the entry. The field is removed once the journal server has stored the entry. */
interface JournalRecord {
  readonly key: string;
  readonly entry: JournalEntry;
  readonly undelivered?: number;
}

const reconnectMs = 300;
const flushLimitMs = 1_000;
const flushPollMs = 20;
const markEveryMs = 100;

/**
 * The journal of the simulated network. An entry about messages is durable in the page before it is delivered to the
 * journal server; a note is kept in memory only. Both are delivered until the server says "stored". An entry may be
 * delivered twice, so each has a unique key.
 */
export class Journal {
  readonly #database: Database;
  readonly #address: string | undefined;
  readonly #notes = new Map<string, JournalRecord>();
  #stored: string[] = [];
  #socket: WebSocket | undefined;
  onCommand: (command: ControlCommand) => Promise<unknown> = () => Promise.reject(new Error('the page is starting'));

  constructor(database: Database, address: string | undefined) {
    this.#database = database;
    this.#address = address;
  }

  connect(): void {
    if (this.#address === undefined) return;
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.onopen = () => void this.#deliverAll();
    socket.onmessage = (event) => this.#answer(JSON.parse(String(event.data)) as ServerMessage);
    socket.onclose = () => setTimeout(() => this.connect(), reconnectMs);
  }

  /** Keeps an entry in memory, until the document ends. */
  note(entry: JournalEntry): void {
    if (this.#address === undefined) return;
    const record = newRecord(entry);
    this.#notes.set(record.key, record);
    this.#deliver(record);
  }

  /** Stores an entry on disk. */
  async record(entry: JournalEntry): Promise<void> {
    const deliver = await this.#database.write(['journal'], (store) => this.recordWithin(store('journal'), entry));
    deliver();
  }

  /** Stores an entry as part of a transaction. The caller calls the result once the transaction has committed. */
  recordWithin(store: IDBObjectStore, entry: JournalEntry): () => void {
    const record = newRecord(entry);
    store.put(record);
    return () => this.#deliver(record);
  }

  /** Waits a moment for the delivery of the last entries: a logout may delete the page's whole profile. */
  async flush(): Promise<void> {
    for (let waited = 0; waited < flushLimitMs && this.#isOpen(); waited += flushPollMs) {
      const left = await this.#database.read('journal', (store) => store.index('undelivered').count());
      if (left === this.#stored.length && this.#notes.size === 0) return;
      await pause(flushPollMs);
    }
  }

  #isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  #send(message: PageMessage): void {
    if (this.#isOpen()) this.#socket?.send(JSON.stringify(message));
  }

  #deliver({ key, entry }: JournalRecord): void {
    this.#send({ type: 'entry', key, entry });
  }

  async #deliverAll(): Promise<void> {
    const records: JournalRecord[] = await this.#database.read('journal', (store) =>
      store.index('undelivered').getAll(),
    );
    for (const record of [...records, ...this.#notes.values()]) this.#deliver(record);
  }

  async #answer(message: ServerMessage): Promise<void> {
    if (message.type === 'stored') return this.#tick(message.key);
    try {
      this.#send({ type: 'answer', call: message.call, value: (await this.onCommand(message.command)) ?? null });
    } catch (error) {
      this.#send({ type: 'error', call: message.call, message: String(error) });
    }
  }

  /** Remembers that the server has the entry. Several entries share one write, since each write costs time. */
  #tick(key: string): void {
    if (this.#notes.delete(key)) return;
    if (this.#stored.length === 0) setTimeout(() => void this.#markStored(), markEveryMs);
    this.#stored.push(key);
  }

  async #markStored(): Promise<void> {
    const keys = this.#stored;
    this.#stored = [];
    await this.#database.write(['journal'], (store) => {
      for (const key of keys) {
        const request: IDBRequest<JournalRecord | undefined> = store('journal').get(key);
        request.onsuccess = () => {
          if (request.result) store('journal').put({ key, entry: request.result.entry });
        };
      }
    });
  }
}

function newRecord(entry: JournalEntry): JournalRecord {
  return { key: crypto.randomUUID(), entry, undelivered: entry.at };
}
