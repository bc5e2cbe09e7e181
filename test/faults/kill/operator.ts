/** Makes campaigns by the window's own commands, and reads from the database what became of a message. */
import type Database from 'better-sqlite3';
import type { JournalEntry } from '../../../practice/protocol.ts';
import type { BuiltApp } from '../../support/built-app.ts';
import { patienceMs, until } from '../../support/until.ts';

/** The state of a message in the database, with the random part of its id. */
export type MessageState = {
  readonly status: string;
  readonly reason: string | null;
  readonly waRandom: string | null;
};

/** The person whose message is on its way when the app is killed, and the next one in the queue. */
export type Pair = { readonly text: string; readonly victim: string; readonly next: string };

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/**
 * Numbers without a scenario of their own, after those of the practice accounts, whose own chats do not hang. A
 * victim's chat must be new, so each number is used once.
 */
const firstVictim = 447_700_900_200;
const victims = 500;
const followers = 99;
const firstFollower = 447_700_900_001;

export class Desk {
  readonly app: BuiltApp;
  #pairs = 0;

  constructor(app: BuiltApp) {
    this.app = app;
  }

  /** A pair of people, and a text for them. */
  nextPair(scenario: number | null): { pair: Pair; ready: Promise<unknown> } {
    const number = this.#pairs++;
    const victim = String(firstVictim + (number % victims));
    const pair = { text: `Kill ${number + 1}`, victim, next: String(firstFollower + (number % followers)) };
    return { pair, ready: this.app.journal.control({ name: 'set_scenario', number: victim, scenario }) };
  }

  /** Makes a draft for the pair, with `gapMs` between its messages. */
  async draft(pair: Pair, options: { gapMs?: number; withAttachment?: boolean } = {}): Promise<number> {
    const { app } = this;
    await app.call('settings:set', { gapMinMs: options.gapMs ?? 200, gapMaxMs: options.gapMs ?? 200 });
    const { id } = await app.call('campaign:create', { name: pair.text });
    await this.importList(id, `Name,Phone\nVictim,+${pair.victim}\nNext,+${pair.next}\n`);
    // The "next" numbers repeat after a hundred campaigns, and people who were written to lately would be left out.
    await app.call('campaign:update', { id, text: pair.text, contactsAnswer: 'send' });
    if (options.withAttachment) await this.attachPicture(id);
    return id;
  }

  async attachPicture(id: number): Promise<void> {
    const uploadId = await this.#upload('dot.png', png);
    await this.app.call('campaign:attach', { id, uploadId, mimeType: 'image/png' });
  }

  async importList(
    campaignId: number,
    csv: string,
    fields: { readonly index: number; readonly key: string }[] = [],
  ): Promise<void> {
    const uploadId = await this.#upload('people.csv', Buffer.from(csv));
    const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields };
    await this.app.call('list:import', { campaignId, uploadId, sheet: null, headerRow: 1, mapping, country: 'GB' });
  }

  async #upload(fileName: string, bytes: Buffer): Promise<string> {
    const { uploadId } = await this.app.call('file:beginUpload', { fileName, bytes: bytes.byteLength });
    const chunkBytes = 512 * 1024;
    for (let start = 0; start < bytes.byteLength; start += chunkBytes)
      await this.app.call('file:addChunk', {
        uploadId,
        bytes: new Uint8Array(bytes.subarray(start, start + chunkBytes)),
      });
    return uploadId;
  }

  /** Resolves when the pair's first message is in this state in the database. */
  async untilVictim(pair: Pair, fits: (state: MessageState) => boolean): Promise<void> {
    await this.watch((db) => {
      const state = stateOf(db, pair);
      return state !== undefined && fits(state);
    });
  }

  /** Polls the database through a connection of its own, which is closed before the app is killed. */
  async watch(look: (db: Database.Database) => boolean): Promise<void> {
    const db = this.app.openDatabase();
    try {
      await until(() => look(db), 2);
    } finally {
      db.close();
    }
  }

  /** Resolves when the journal has an entry of this kind about the person. */
  untilJournal(kind: JournalEntry['kind'], to: string): Promise<JournalEntry> {
    const sinceMs = Date.now();
    return this.app.journal.waitFor(
      (entry) => entry.kind === kind && 'to' in entry && entry.to === `${to}@c.us` && entry.at >= sinceMs,
      patienceMs,
    );
  }
}

export function stateOf(db: Database.Database, { text, victim }: Pair): MessageState | undefined {
  const sql = `SELECT m.status, m.reason, a.wa_random AS waRandom FROM message m
    JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id
    LEFT JOIN attempt a ON a.message_id = m.id WHERE c.name = ? AND r.phone = ? ORDER BY a.id DESC LIMIT 1`;
  return db.prepare<unknown[], MessageState>(sql).get(text, `+${victim}`);
}
