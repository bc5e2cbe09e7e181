import type { MessageKeyField } from '../protocol.ts';
import { createWid, type Wid, type WidLike } from './wid.ts';

/** A key as the library asks for it (`from`, `to`, `selfDir`), or by its own parts. */
type KeyParts =
  | {
      readonly from: Wid;
      readonly to: Wid;
      readonly selfDir: 'in' | 'out';
      readonly id: string;
      readonly participant?: Wid;
    }
  | { readonly remote: WidLike; readonly fromMe: boolean; readonly id: string; readonly participant?: Wid };

export interface MessageKey {
  readonly fromMe: boolean;
  readonly remote: Wid;
  readonly id: string;
  readonly participant: Wid | undefined;
  toString(): string;
}

export interface MessageKeyClass {
  new (parts: KeyParts): MessageKey;
  newId(): Promise<string>;
  fromString(text: string): MessageKey;
}

const idPrefix = '3EB0';
const idBytes = 9;

/** A fresh random part, of the length and form that WhatsApp Web gives it. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(idBytes));
  return idPrefix + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
}

/**
 * The message key's class of one build of WhatsApp Web.
 *
 * `beforeNewId` is what happens in it before a random part is given out. The text form is assigned, not defined, so that a getter put on the prototype meets the same resistance as there.
 */
export function createMessageKeyClass(field: MessageKeyField, beforeNewId: () => Promise<void>): MessageKeyClass {
  return class MsgKey implements MessageKey {
    readonly fromMe: boolean;
    readonly remote: Wid;
    readonly id: string;
    readonly participant: Wid | undefined;

    constructor(parts: KeyParts) {
      const outgoing = 'selfDir' in parts ? parts.selfDir === 'out' : parts.fromMe;
      const remote = 'selfDir' in parts ? (outgoing ? parts.to : parts.from) : parts.remote;
      this.fromMe = outgoing;
      this.remote = createWid(remote);
      this.id = parts.id;
      this.participant = parts.participant;
      (this as Record<string, unknown>)[field] = this.toString();
    }

    static async newId(): Promise<string> {
      await beforeNewId();
      return randomId();
    }

    static fromString(text: string): MessageKey {
      const [fromMe, remote, id, participant] = text.split('_');
      if (remote === undefined || id === undefined) throw new Error(`MsgKey error: invalid key: ${text}`);
      return new MsgKey({
        fromMe: fromMe === 'true',
        remote,
        id,
        ...(participant === undefined ? {} : { participant: createWid(participant) }),
      });
    }

    toString(): string {
      const participant = this.participant === undefined ? '' : `_${this.participant}`;
      return `${this.fromMe}_${this.remote}_${this.id}${participant}`;
    }
  };
}
