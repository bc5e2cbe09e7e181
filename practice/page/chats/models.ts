import { Emitter } from '../emitter.ts';
import { InOrderQueue } from '../sending/in-order-queue.ts';
import type { MessageKey } from './message-key.ts';
import type { Wid } from './wid.ts';

/** Attributes as own fields; each that changes is an event. */
export class BaseModel extends Emitter {
  set(values: object): void {
    const fields = this as Record<string, unknown>;
    const changes = Object.entries(values).filter(([name, value]) => fields[name] !== value);
    const before = changes.map(([name]) => fields[name]);
    for (const [name, value] of changes) fields[name] = value;
    for (const [index, [name, value]] of changes.entries()) this.trigger(`change:${name}`, this, value, before[index]);
    if (changes.length > 0) this.trigger('change', this);
  }

  serialize(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this).filter(([name]) => !notSerialized.has(name)));
  }

  toJSON(): Record<string, unknown> {
    return this.serialize();
  }
}

/** Blobs and the like: of use in the page, of no use to anybody outside. */
const notSerialized = new Set(['mediaBlob', 'mediaObject', 'local', 'msgs']);

/** What the page keeps of a message between two starts. */
export interface MessageRecord {
  /** The key's text form. */
  readonly key: string;
  readonly chat: string;
  /** Microseconds, ascending within the page: `t` has seconds only. */
  readonly order: number;
  /** Missing where WhatsApp only notes something between messages. */
  readonly ack?: number | undefined;
  /** What the model shows besides its key and addresses. */
  readonly content: MessageContent;
}

interface MessageContent {
  readonly type: string;
  /** Seconds since 1970. */
  readonly t: number;
  readonly subtype?: string | undefined;
  readonly kind?: string | undefined;
  readonly body?: string | undefined;
  readonly caption?: string | undefined;
  readonly mimetype?: string | undefined;
  readonly filename?: string | undefined;
  readonly filehash?: string | undefined;
  readonly size?: number | undefined;
  readonly directPath?: string | undefined;
  readonly mediaKey?: string | undefined;
}

type Attributes = { readonly id: MessageKey; readonly ack?: number | undefined; readonly [name: string]: unknown };

const rejected = -1;

/** A message in memory. */
export class MessageModel extends BaseModel {
  readonly id: MessageKey;
  declare ack?: number;
  declare readonly from?: Wid;
  declare readonly to?: Wid;
  readonly #order: number;

  constructor(attributes: Attributes, order = nextOrder()) {
    super();
    if ('__x_id' in attributes) throw new Error('Data passed to getter must include an id property');
    Object.assign(this, attributes);
    this.id = attributes.id;
    this.#order = order;
  }

  static orderOf(model: MessageModel): number {
    return model.#order;
  }

  static contentOf(model: MessageModel): MessageContent {
    return model as unknown as MessageContent;
  }

  /** An acknowledgement only rises; a rejection always shows. */
  updateAck(ack: number): void {
    if (this.ack === undefined || ack > this.ack || ack === rejected) this.set({ ack });
  }
}

const microsecondsPerMs = 1_000;

function nextOrder(): number {
  return Math.round((performance.timeOrigin + performance.now()) * microsecondsPerMs);
}

type Identified = Emitter & { readonly id: { toString(): string } };

/** Models by the text form of their id, with the events of all of them. */
export class Collection<Model extends Identified> extends Emitter {
  readonly #models = new Map<string, Model>();

  /** What is really there. */
  static known<Model extends Identified>(collection: Collection<Model>, id: { toString(): string }): Model | undefined {
    return collection.#models.get(id.toString());
  }

  /** Adds the model, or gives back the one that is there already. */
  static put<Model extends Identified>(collection: Collection<Model>, model: Model): Model {
    const known = Collection.known(collection, model.id);
    if (known) return known;
    collection.#models.set(model.id.toString(), model);
    Emitter.hearAlsoAt(model, collection);
    collection.trigger('add', model);
    return model;
  }

  /** What the library and the app see. */
  get(id: { toString(): string } | undefined): Model | undefined {
    return id === undefined ? undefined : Collection.known(this, id);
  }

  add(models: Model | readonly Model[]): Model[] {
    return [models].flat().map((model) => Collection.put<Model>(this, model as Model));
  }

  getModelsArray(): Model[] {
    return [...this.#models.values()];
  }

  get length(): number {
    return this.#models.size;
  }
}

/** The messages of the page's memory, or of one chat. */
export class MessageCollection extends Collection<MessageModel> {
  readonly #hidden = new Set<string>();

  /** Lets the page miss a message that is there, for a while. */
  static hide(collection: MessageCollection, key: string, ms: number): void {
    collection.#hidden.add(key);
    setTimeout(() => collection.#hidden.delete(key), ms);
  }

  get modelClass(): typeof MessageModel {
    return MessageModel;
  }

  override get(id: { toString(): string } | undefined): MessageModel | undefined {
    return id !== undefined && this.#hidden.has(id.toString()) ? undefined : super.get(id);
  }

  /** The messages from the oldest to the newest. */
  override getModelsArray(): MessageModel[] {
    return super.getModelsArray().sort((one, other) => MessageModel.orderOf(one) - MessageModel.orderOf(other));
  }
}

/** What the page keeps of a chat between two starts. */
export interface ChatRecord {
  readonly id: string;
  readonly unreadCount: number;
  /** When something was written there last, in seconds since 1970. */
  readonly t?: number | undefined;
  readonly tcToken?: Uint8Array | undefined;
}

export class ChatModel extends BaseModel {
  readonly id: Wid;
  readonly msgs = new MessageCollection();
  readonly mute = { expiration: 0 };
  readonly archive = false;
  readonly contact: { readonly id: Wid };
  /** Comes from whoever wrote here, and lets the account write back whatever is laid upon it. It grows not old here. */
  tcToken: Uint8Array | undefined;
  /** What is added to a chat, and what of it is sent, keeps its order. */
  readonly addQueue = new InOrderQueue();
  readonly sendQueue = new InOrderQueue();
  unreadCount: number;
  t: number | undefined;

  constructor(id: Wid, { unreadCount = 0, t, tcToken }: Partial<ChatRecord> = {}) {
    super();
    this.id = id;
    this.contact = { id };
    this.tcToken = tcToken;
    this.unreadCount = unreadCount;
    this.t = t;
  }

  getTcToken(): Uint8Array | null {
    return this.tcToken ?? null;
  }

  get formattedTitle(): string {
    return `+${this.id.user}`;
  }

  override serialize(): Record<string, unknown> {
    const { id, t, unreadCount, archive, formattedTitle } = this;
    return { id, t, unreadCount, archive, formattedTitle };
  }
}
