import { hash } from 'node:crypto';
import { assert } from '../../domain/result.ts';

const blockBytes = 64;
const hashBytes = 32;
/** Of a longer text a place of its own is made. */
const roomBytes = 4_096;
const mostBytesOfACharacter = 3;

/**
 * HMAC with SHA-256, as `createHmac` gives it, which makes a stream each time and takes twice as long: Check and a start
 * ask for some hashes of each person.
 */
export class KeyedHash {
  readonly #inner: Buffer;
  readonly #outer: Buffer;

  constructor(keyInHex: string) {
    const key = Buffer.from(keyInHex, 'hex');
    assert(key.byteLength <= blockBytes, 'a longer key is hashed first');
    this.#inner = padded(key, 0x36, roomBytes);
    this.#outer = padded(key, 0x5c, hashBytes);
  }

  /** The hash of a text, in base64 for addresses. */
  of(text: string): string {
    const most = text.length * mostBytesOfACharacter;
    const inner =
      most <= roomBytes ? this.#inner : Buffer.concat([this.#inner.subarray(0, blockBytes)], blockBytes + most);
    const written = inner.write(text, blockBytes);
    this.#outer.write(hash('sha256', inner.subarray(0, blockBytes + written), 'binary'), blockBytes, 'binary');
    return hash('sha256', this.#outer, 'base64url');
  }
}

/** The key with each of its bits turned as a byte says, to a whole block, and room for what is hashed behind it. */
function padded(key: Buffer, byte: number, room: number): Buffer {
  const block = Buffer.alloc(blockBytes + room, byte);
  for (const [place, of] of key.entries()) block[place] = of ^ byte;
  return block;
}
