import type { LookUpAnswer, PracticeSettings, TakenEntry } from '../protocol.ts';
import { digitsOf } from './chats/directory.ts';
import { createWid, type Wid } from './chats/wid.ts';
import type { Database } from './database.ts';
import { Emitter, pause } from './emitter.ts';
import type { Journal } from './journal.ts';
import { type Receipt, type Scenario, scenarioByNumber, scenarioNumberOf, usualReceipts } from './scenarios.ts';

/** A message on its way from the page to the network. */
export interface Envelope {
  /** The text form of the message's key. */
  readonly key: string;
  readonly id: string;
  readonly chat: string;
  readonly body: string;
  readonly caption: string;
  readonly mimetype?: string;
  readonly filename?: string;
  readonly sha256?: string;
}

export type Delivery = 'taken' | 'lost' | { readonly nack: number };

/** A message that the network has taken, with the acknowledgements that it still has to send. */
interface NetworkRecord {
  readonly key: string;
  readonly envelope: Envelope;
  readonly takenAtMs: number;
  readonly owed: readonly Receipt[];
  /** Present while an acknowledgement is still to be sent, for the index. */
  readonly open?: 1;
}

/** An acknowledgement that the network sends to the page. */
export interface ReceiptNotice {
  readonly envelope: Envelope;
  readonly receipt: Receipt;
}

const overridesKey = 'scenarios';
/** The server's code for a refusal without a specific cause. */
const someRefusal = 500;

/**
 * The simulated WhatsApp server. The messages that it took are the truth. To the page it only sends receipts (`receipt`
 * events, while online). It keeps the messages, and the acknowledgements still to be sent, across restarts of the page.
 */
export class Network extends Emitter {
  readonly #database: Database;
  readonly #journal: Journal;
  readonly settings: PracticeSettings;
  #overrides: Readonly<Record<string, number>> = {};
  /** How it answers the question whether a number is on WhatsApp. */
  lookUpAnswer: LookUpAnswer = 'truth';
  #online = false;
  /** Numbers whose acknowledgements are kept back. */
  readonly #held = new Set<string>();
  #waiting: (() => void)[] = [];

  constructor(database: Database, journal: Journal, settings: PracticeSettings) {
    super();
    this.#database = database;
    this.#journal = journal;
    this.settings = settings;
  }

  async start(): Promise<void> {
    this.#overrides = (await this.#database.read('state', (store) => store.get(overridesKey))) ?? {};
    const open: NetworkRecord[] = await this.#database.read('taken', (store) => store.index('open').getAll());
    for (const record of open) void this.#acknowledge(record);
  }

  scenarioOf(wid: Wid): Scenario {
    const digits = digitsOf(wid);
    return scenarioByNumber(this.#overrides[digits] ?? scenarioNumberOf(digits));
  }

  async setScenario(digits: string, scenario: number | null): Promise<void> {
    const { [digits]: _, ...others } = this.#overrides;
    this.#overrides = scenario === null ? others : { ...others, [digits]: scenario };
    await this.#database.write(['state'], (store) => store('state').put(this.#overrides, overridesKey));
  }

  goOnline(): void {
    this.#online = true;
    this.#resume();
  }

  goOffline(): void {
    this.#online = false;
  }

  holdAcks(digits: string, isOn: boolean): void {
    if (isOn) this.#held.add(digits);
    else this.#held.delete(digits);
    this.#resume();
  }

  countTaken(): Promise<number> {
    return this.#database.read('taken', (store) => store.count());
  }

  /** Takes, loses or refuses the message. A `nack` is the code with which it is refused, whatever its scenario is. */
  async deliver(envelope: Envelope, nack: number | null): Promise<Delivery> {
    const scenario = this.scenarioOf(createWid(envelope.chat));
    const code = scenario.network === 'refuses' ? (scenario.nack ?? someRefusal) : nack;
    if (code !== null) return this.#refuse(envelope, code);
    if (scenario.network === 'loses') return this.#lose(envelope, scenario);
    await this.#take(envelope, scenario);
    return 'taken';
  }

  /**
   * One transaction moves the message from the page's outbox into the network's record and journal, so that a crash at
   * any moment leaves it on exactly one side. A message that has moved already is not taken again.
   */
  async #take(envelope: Envelope, scenario: Scenario): Promise<void> {
    const record = this.#record(envelope, scenario);
    const outcome: { deliver?: () => void } = {};
    await this.#database.write(['outbox', 'taken', 'journal'], (store) => {
      const held = store('outbox').getKey(envelope.key);
      held.onsuccess = () => {
        if (held.result === undefined) return;
        store('outbox').delete(envelope.key);
        store('taken').put(record);
        outcome.deliver = this.#journal.recordWithin(store('journal'), takenEntry(record));
      };
    });
    if (!outcome.deliver) return;
    outcome.deliver();
    this.trigger('taken', envelope);
    void this.#acknowledge(record);
  }

  async #refuse(envelope: Envelope, code: number): Promise<Delivery> {
    await this.#database.write(['outbox'], (store) => store('outbox').delete(envelope.key));
    await this.#journal.record({ kind: 'refused', at: Date.now(), id: envelope.id, to: personOf(envelope), code });
    return { nack: code };
  }

  async #lose(envelope: Envelope, scenario: Scenario): Promise<Delivery> {
    await this.#database.write(['outbox'], (store) => store('outbox').delete(envelope.key));
    for (const receipt of this.#record(envelope, scenario).owed)
      setTimeout(() => this.#notify({ envelope, receipt }), receipt.afterMs);
    return 'lost';
  }

  #record(envelope: Envelope, scenario: Scenario): NetworkRecord {
    const digits = digitsOf(createWid(envelope.chat));
    const owed = scenario.receipts?.(this.settings) ?? usualReceipts(digits, this.settings);
    return networkRecord(envelope, Date.now(), owed);
  }

  /**
   * Sends each acknowledgement when it is due, not held back and the page is online, and remembers that it was sent.
   */
  async #acknowledge(record: NetworkRecord): Promise<void> {
    for (const [index, receipt] of record.owed.entries()) {
      await pause(record.takenAtMs + receipt.afterMs - Date.now());
      await this.#whenPayable(digitsOf(createWid(record.envelope.chat)));
      this.#notify({ envelope: record.envelope, receipt });
      const paid = networkRecord(record.envelope, record.takenAtMs, record.owed.slice(index + 1));
      await this.#database.write(['taken'], (store) => store('taken').put(paid));
    }
  }

  #notify(notice: ReceiptNotice): void {
    const { envelope, receipt } = notice;
    this.trigger('receipt', notice);
    this.#journal.note({
      kind: (receipt.under ?? 'own') === 'own' ? 'ack' : 'foreign_ack',
      at: Date.now(),
      id: envelope.id,
      to: personOf(envelope),
      ack: receipt.ack,
    });
  }

  async #whenPayable(digits: string): Promise<void> {
    while (!this.#online || this.#held.has(digits)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #resume(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }
}

function networkRecord(envelope: Envelope, takenAtMs: number, owed: readonly Receipt[]): NetworkRecord {
  return { key: envelope.key, envelope, takenAtMs, owed, ...(owed.length > 0 ? { open: 1 } : {}) };
}

function personOf(envelope: Envelope): string {
  return `${digitsOf(createWid(envelope.chat))}@c.us`;
}

function takenEntry({ envelope, takenAtMs }: NetworkRecord): TakenEntry {
  const { key: _, ...content } = envelope;
  return { kind: 'message', at: takenAtMs, ...content, to: personOf(envelope) };
}
