import type { MessageKeyField } from '../../protocol.ts';
import type { Me } from '../me.ts';
import { createWidFromWidLike, Wid } from './wid.ts';

/** A key as the library asks for it (`from`, `to`, `selfDir`), or by its own parts. */
type KeyParts =
  | {
      readonly from: Wid;
      readonly to: Wid;
      readonly selfDir?: 'in' | 'out';
      readonly id: string;
      readonly participant?: Wid | undefined;
    }
  | { readonly remote: Wid; readonly fromMe: boolean; readonly id: string; readonly participant?: Wid | undefined };

export interface MessageKey {
  readonly fromMe?: boolean;
  readonly remote: Wid;
  readonly id: string;
  readonly self?: 'in' | 'out';
  readonly participant?: Wid;
  toString(): string;
}

export interface MessageKeyClass {
  new (parts: KeyParts): MessageKey;
  newId(): Promise<string>;
  newId_DEPRECATED(): string;
  fromString(text: string): MessageKey;
}

const idPrefix = '3EB0';
const idBytes = 9;
const noteIdBytes = 8;

/** A fresh random part of a key, of the length and form that WhatsApp Web uses. */
export function randomId(bytes = idBytes): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return idPrefix + Array.from(random, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
}

/**
 * The class of message keys, as in one build of WhatsApp Web.
 *
 * `beforeNewId` runs before a random part is given out. The text form is assigned, not defined, so that a getter on the
 * prototype meets the same resistance as in WhatsApp Web.
 */
export function createMessageKeyClass(
  field: MessageKeyField,
  me: Me,
  beforeNewId: () => Promise<void>,
): MessageKeyClass {
  return class MsgKey implements MessageKey {
    declare readonly fromMe?: boolean;
    declare readonly remote: Wid;
    declare readonly id: string;
    declare readonly self?: 'in' | 'out';
    declare readonly participant?: Wid;

    constructor(parts: KeyParts) {
      if (!me.number()) throw new Error('MsgKey error: me is undefined');
      const addresses = 'from' in parts ? [parts.from, parts.to] : [parts.remote];
      const { id, participant } = parts;
      if (![...addresses, ...(participant ? [participant] : [])].every((wid) => wid instanceof Wid))
        throw new Error('MsgKey error: something is not a wid');
      const { fromMe, remote, self } = 'from' in parts ? directionOf(parts, me) : ownDirection(parts, me);
      if (fromMe !== undefined) this.fromMe = fromMe;
      if (remote) this.remote = remote;
      if (id) this.id = id;
      if (self !== undefined) this.self = self;
      if (participant !== undefined) this.participant = participant;
      const ending = [self, participant].filter((part) => part !== undefined);
      (this as Record<string, unknown>)[field] = [this.fromMe, this.remote, this.id, ...ending].join('_');
    }

    static async newId(): Promise<string> {
      await beforeNewId();
      return randomId();
    }

    static newId_DEPRECATED(): string {
      return randomId(noteIdBytes);
    }

    static fromString(text: string): MessageKey {
      const [fromMe, remote = '', id = '', ...more] = text.split('_');
      const participant = more.find((part) => part !== 'in' && part !== 'out');
      return new MsgKey({
        fromMe: fromMe === 'true',
        remote: createWidFromWidLike(remote),
        id,
        participant: participant === undefined ? undefined : createWidFromWidLike(participant),
      });
    }

    equals(other: unknown): boolean {
      return other instanceof MsgKey && other.toString() === this.toString();
    }

    toString(): string {
      return String((this as Record<string, unknown>)[field]);
    }
  };
}

type Direction = {
  readonly fromMe: boolean | undefined;
  readonly remote: Wid | undefined;
  readonly self: 'in' | 'out' | undefined;
};

/** A message goes out where `from` is this account. Only for a message to ourselves does `selfDir` decide. */
function directionOf(parts: Extract<KeyParts, { from: Wid }>, me: Me): Direction {
  const { from, to, selfDir } = parts;
  const self = from.equals(to) ? selfDir : undefined;
  if (me.is(from)) return { fromMe: self === undefined || self === 'out', remote: to, self };
  if (me.is(to)) return { fromMe: false, remote: from, self };
  return { fromMe: undefined, remote: undefined, self };
}

function ownDirection(parts: Exclude<KeyParts, { from: Wid }>, me: Me): Direction {
  const { fromMe, remote } = parts;
  return { fromMe, remote, self: me.is(remote) ? (fromMe ? 'out' : 'in') : undefined };
}
