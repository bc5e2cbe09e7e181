import { Emitter } from './emitter.ts';
import type { MessageKey } from './message-key.ts';
import type { Wid } from './wid.ts';

/** What the page keeps of a message between two starts. */
export interface MessageRecord {
  /** The key's text form. */
  readonly key: string;
  readonly chat: string;
  /** Microseconds, ascending within the page: `t` has seconds only. */
  readonly order: number;
  readonly ack: number;
  /** What the model shows besides its key and addresses. */
  readonly content: MessageContent;
}

export interface MessageContent {
  readonly type: string;
  /** Seconds since 1970. */
  readonly t: number;
  readonly body?: string | undefined;
  readonly caption?: string | undefined;
  readonly mimetype?: string | undefined;
  readonly filename?: string | undefined;
  readonly filehash?: string | undefined;
  readonly size?: number | undefined;
  readonly directPath?: string | undefined;
  readonly mediaKey?: string | undefined;
}

type Attributes = { readonly id: MessageKey; readonly ack?: number; readonly [name: string]: unknown };

/** Blobs and the like: of use in the page, of no use to anybody outside. */
const notSerialized = new Set(['mediaBlob', 'mediaObject', 'local', 'order']);

/** A message in memory. Its attributes are its own fields; a change of one is an event here and in its collections. */
export class MessageModel extends Emitter {
  readonly id: MessageKey;
  ack: number;
  readonly order: number;
  readonly from?: Wid;
  readonly to?: Wid;
  readonly #owners = new Set<Emitter>();

  constructor(attributes: Attributes, order = nextOrder()) {
    super();
    Object.assign(this, attributes);
    this.id = attributes.id;
    this.ack = attributes.ack ?? 0;
    this.order = order;
  }

  get content(): MessageContent {
    return this as unknown as MessageContent;
  }

  get isNotification(): boolean {
    return false;
  }

  belongTo(owner: Emitter): void {
    this.#owners.add(owner);
  }

  override trigger(name: string, ...values: unknown[]): void {
    super.trigger(name, ...values);
    for (const owner of this.#owners) owner.trigger(name, ...values);
  }

  /** Announces the acknowledgement to every listener, whatever it was before. */
  showAck(ack: number): void {
    const before = this.ack;
    this.ack = ack;
    this.trigger('change:ack', this, ack, before);
    this.trigger('change', this);
  }

  serialize(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this).filter(([name]) => !notSerialized.has(name)));
  }

  toJSON(): Record<string, unknown> {
    return this.serialize();
  }
}

const microsecondsPerMs = 1_000;

function nextOrder(): number {
  return Math.round((performance.timeOrigin + performance.now()) * microsecondsPerMs);
}

/** Models by the text form of their id, with the events of all of them. */
export class Collection<Model extends Emitter & { readonly id: { toString(): string } }> extends Emitter {
  readonly #models = new Map<string, Model>();

  /** What the library and the app see. */
  get(id: { toString(): string } | undefined): Model | undefined {
    return id === undefined ? undefined : this.known(id);
  }

  /** What is really there. */
  known(id: { toString(): string }): Model | undefined {
    return this.#models.get(id.toString());
  }

  /** Adds the model, or gives back the one that is there already. */
  add(model: Model): Model {
    const known = this.known(model.id);
    if (known) return known;
    this.#models.set(model.id.toString(), model);
    this.trigger('add', model);
    return model;
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
  readonly modelClass = MessageModel;
  readonly #hidden = new Set<string>();

  /** Lets the page miss a message that is there, for a while. */
  hide(key: string, ms: number): void {
    this.#hidden.add(key);
    setTimeout(() => this.#hidden.delete(key), ms);
  }

  override get(id: { toString(): string } | undefined): MessageModel | undefined {
    return id !== undefined && this.#hidden.has(id.toString()) ? undefined : super.get(id);
  }

  override add(model: MessageModel): MessageModel {
    model.belongTo(this);
    return super.add(model);
  }

  /** The messages from the oldest to the newest. */
  override getModelsArray(): MessageModel[] {
    return super.getModelsArray().sort((one, other) => one.order - other.order);
  }
}

/** What the page keeps of a chat between two starts. */
export interface ChatRecord {
  readonly id: string;
  readonly unreadCount: number;
}

export class ChatModel extends Emitter {
  readonly id: Wid;
  readonly msgs = new MessageCollection();
  readonly mute = { expiration: 0 };
  readonly archive = false;
  unreadCount: number;
  t: number | undefined;

  readonly #owner: Emitter;

  constructor(owner: Emitter, id: Wid, unreadCount = 0) {
    super();
    this.#owner = owner;
    this.id = id;
    this.unreadCount = unreadCount;
  }

  setUnreadCount(count: number): void {
    const before = this.unreadCount;
    this.unreadCount = count;
    if (count !== before) this.#owner.trigger('change:unreadCount', this, count, before);
  }

  get formattedTitle(): string {
    return `+${this.id.user}`;
  }

  serialize(): Record<string, unknown> {
    return {
      id: this.id,
      t: this.t,
      unreadCount: this.unreadCount,
      archive: this.archive,
      formattedTitle: this.formattedTitle,
    };
  }

  toJSON(): Record<string, unknown> {
    return this.serialize();
  }
}
