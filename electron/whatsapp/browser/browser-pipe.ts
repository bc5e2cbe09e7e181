import { Readable } from 'node:stream';
import { limits } from '../../../domain/limits.ts';
import type { Browser } from '../client.ts';

/** The file descriptor on which a browser that is driven by a pipe writes. */
const pipeFromBrowser = 4;
/** About fifty short calls. */
const pieceBytes = 16 * 1024;
/**
 * The first bytes of messages that the browser sends unasked, which include everything that a page sends by itself. All
 * other messages answer ours.
 */
const unaskedStart = Buffer.from('{"method":');
const messageEnd = 0;

/** Takes a pipe's bytes in pieces; returns those of whole messages. Too long ones are left out before they are read. */
export class MessageMeter {
  #held: Buffer[] = [];
  #bytes = 0;
  #mostBytes = 0;

  take(piece: Buffer): Buffer[] {
    const whole: Buffer[] = [];
    let start = 0;
    for (let end = piece.indexOf(messageEnd); end >= 0; end = piece.indexOf(messageEnd, start)) {
      this.#hold(piece.subarray(start, end + 1));
      whole.push(...this.#held);
      this.#held = [];
      this.#bytes = 0;
      start = end + 1;
    }
    this.#hold(piece.subarray(start));
    return whole;
  }

  #hold(part: Buffer): void {
    if (part.length === 0) return;
    if (this.#bytes < unaskedStart.length) {
      const start = Buffer.concat([...this.#held, part.subarray(0, unaskedStart.length)]);
      const isUnasked = start.subarray(0, unaskedStart.length).equals(unaskedStart);
      this.#mostBytes = isUnasked ? limits.pageMessageBytes : limits.pageAnswerBytes;
    }
    this.#bytes += part.length;
    if (this.#bytes <= this.#mostBytes) this.#held.push(part);
    else this.#held = [];
  }
}

/**
 * Reads the browser's output a piece at a time, and lets everything else have its turn in between. Node would read
 * megabytes at once, and handle all calls of a page in them first. A message is measured before it is parsed.
 */
export function readInPieces(browser: Browser): void {
  const pipe = browser.process()?.stdio[pipeFromBrowser];
  if (!(pipe instanceof Readable)) return;
  const push = pipe.push.bind(pipe);
  const meter = new MessageMeter();
  pipe.push = (chunk: Buffer | null) => {
    if (chunk === null) return push(null);
    let hasRoom = true;
    for (let at = 0; at < chunk.length; at += pieceBytes)
      for (const whole of meter.take(chunk.subarray(at, at + pieceBytes))) hasRoom = push(whole);
    return hasRoom;
  };
  pipe.on('data', () => {
    pipe.pause();
    setImmediate(() => pipe.resume());
  });
}
