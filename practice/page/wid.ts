/** An address of WhatsApp: a person by number (`@c.us`) or by LID (`@lid`), a group, a channel. */
export class Wid {
  readonly server: string;
  readonly user: string;
  readonly _serialized: string;

  constructor(user: string, server: string) {
    this.user = user;
    this.server = server;
    this._serialized = `${user}@${server}`;
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

  equals(other: { readonly _serialized: string } | undefined): boolean {
    return other?._serialized === this._serialized;
  }

  toJid(): string {
    return this._serialized.replace('@c.us', '@s.whatsapp.net');
  }

  toString(): string {
    return this._serialized;
  }
}

/** Text, or something that once was a Wid and has been through JSON. */
export type WidLike = string | { readonly _serialized: string };

/** Throws when the text is no address, as WhatsApp Web does. */
export function createWid(value: WidLike): Wid {
  const text = typeof value === 'string' ? value : value._serialized;
  const parts = /^([\w-]+)@(c\.us|lid|g\.us|newsletter|broadcast)$/.exec(text);
  const [, user, server] = parts ?? [];
  if (user === undefined || server === undefined) throw new Error(`wid error: invalid wid: ${text}`);
  return new Wid(user, server);
}

export function asUserWidOrThrow(wid: Wid): Wid {
  if (!wid.isUser()) throw new Error(`wid error: not a user: ${wid}`);
  return wid;
}
