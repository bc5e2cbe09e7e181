import { Emitter } from '../emitter.ts';
import { InOrderQueue } from '../sending/in-order-queue.ts';
import type { MessageKey } from './message-key.ts';
import type { Wid } from './wid.ts';

/** A model whose attributes are own fields. Each change of one triggers an event. */
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

/** Fields with blobs and the like, which are of use only inside the page. */
const notSerialized = new Set(['mediaBlob', 'mediaObject', 'local', 'msgs']);

/** A message as the page stores it on disk. */
export interface MessageRecord {
  /** The key's text form. */
  readonly key: string;
  readonly chat: string;
  /** Microseconds, ascending within the page. Needed because `t` has only seconds. */
  readonly order: number;
  /** Missing for WhatsApp's own notes between messages. */
  readonly ack?: number | undefined;
  /** The fields of the model besides its key and addresses. */
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

  /** The model that is really there, even while the page hides it from the library. */
  static known<Model extends Identified>(collection: Collection<Model>, id: { toString(): string }): Model | undefined {
    return collection.#models.get(id.toString());
  }

  /** Adds the model, or returns the one with the same id that is there already. */
  static put<Model extends Identified>(collection: Collection<Model>, model: Model): Model {
    const known = Collection.known(collection, model.id);
    if (known) return known;
    collection.#models.set(model.id.toString(), model);
    Emitter.hearAlsoAt(model, collection);
    collection.trigger('add', model);
    return model;
  }

  /** The model as the library and the app see it: undefined while it is hidden. */
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

/** The messages in the page's memory: all of them, or those of one chat. */
export class MessageCollection extends Collection<MessageModel> {
  readonly #hidden = new Set<string>();

  /** Hides a message for a while, as if the page had not found it. */
  static hide(collection: MessageCollection, key: string, ms: number): void {
    collection.#hidden.add(key);
    setTimeout(() => collection.#hidden.delete(key), ms);
  }

  get modelClass(): typeof MessageModel {
    return MessageModel;
  }

  hasUnsentMessages(): boolean {
    return this.getModelsArray().some(({ id, ack }) => id.fromMe && ack === 0);
  }

  override get(id: { toString(): string } | undefined): MessageModel | undefined {
    return id !== undefined && this.#hidden.has(id.toString()) ? undefined : super.get(id);
  }

  /** The messages from the oldest to the newest. */
  override getModelsArray(): MessageModel[] {
    return super.getModelsArray().sort((one, other) => MessageModel.orderOf(one) - MessageModel.orderOf(other));
  }
}

/** A chat as the page stores it on disk. */
export interface ChatRecord {
  readonly id: string;
  readonly unreadCount: number;
  /** The time of the last message in the chat, in seconds since 1970. */
  readonly t?: number | undefined;
  readonly tcToken?: Uint8Array | undefined;
}

export class ChatModel extends BaseModel {
  readonly id: Wid;
  readonly msgs = new MessageCollection();
  readonly mute = { expiration: 0 };
  readonly archive = false;
  readonly contact: { readonly id: Wid };
  /**
   * The token that a person's message brings. It lets the account write back under a restriction. Here it never
   * expires.
   */
  tcToken: Uint8Array | undefined;
  /** Messages are added to a chat, and sent from it, in this order. */
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
