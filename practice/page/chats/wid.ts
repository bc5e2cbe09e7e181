const servers = ['c.us', 'lid', 'g.us', 'newsletter', 'broadcast'];
const loggedDigits = 4;

/** An address of WhatsApp: a person by number (`@c.us`) or by LID (`@lid`), a group, a channel. */
export class Wid {
  readonly server: string;
  readonly user: string;
  readonly _serialized: string;

  constructor(text: string, options: { readonly intentionallyUsePrivateConstructor: true }) {
    if (!options.intentionallyUsePrivateConstructor) throw new Error('wid error: the constructor is private');
    const [, user, server] = /^([\w-]+)@([a-z.]+)$/.exec(text) ?? [];
    if (user === undefined || server === undefined || !servers.includes(server))
      throw new Error('wid error: invalid wid');
    this.server = server;
    this.user = user;
    this._serialized = `${user}@${server}`;
  }

  /**
   * The form that WhatsApp Web writes into its logs. In present builds `$1` is this form, not the text of the address.
   */
  $1(): string {
    return this.user.slice(-loggedDigits);
  }

  isLid(): boolean {
    return this.server === 'lid';
  }

  isUser(): boolean {
    return this.server === 'c.us' || this.isLid();
  }

  isGroup(): boolean {
    return this.server === 'g.us';
  }

  isNewsletter(): boolean {
    return this.server === 'newsletter';
  }

  isBroadcast(): boolean {
    return this.server === 'broadcast';
  }

  isStatus(): boolean {
    return this._serialized === 'status@broadcast';
  }

  equals(other: unknown): boolean {
    return other instanceof Wid && other.toString() === this.toString();
  }

  toJid(): string {
    return this._serialized.replace('@c.us', '@s.whatsapp.net');
  }

  toLogString(): string {
    return `${this.$1()}@${this.server}`;
  }

  toString(): string {
    return this._serialized;
  }

  toJSON(): string {
    return this.toString();
  }
}

const made = new Map<string, Wid>();

/** The address with this text, always the same object. Throws when the value is no text, or the text is no address. */
export function createWid(text: string): Wid {
  const known = made.get(String(text));
  if (known) return known;
  const address = text.replace('@s.whatsapp.net', '@c.us');
  const wid = made.get(address) ?? new Wid(address, { intentionallyUsePrivateConstructor: true });
  made.set(address, wid);
  return wid;
}

/** Like `createWid`, but also takes an object that was copied from a Wid. */
export function createWidFromWidLike(value: string | { readonly _serialized: string }): Wid {
  if (value instanceof Wid) return value;
  return createWid(typeof value === 'string' ? value : value._serialized);
}

export function asUserWidOrThrow(wid: Wid): Wid {
  if (!wid.isUser()) throw new Error('asUserWidOrThrow: wid is not a user wid');
  return wid;
}
