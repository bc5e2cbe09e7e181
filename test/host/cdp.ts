// Chromium's DevTools protocol over the browser's two pipes: JSON messages, each followed by a zero byte. Playwright
// could do it too, but loading it takes a seventh of the app's start, and each call passes through its many layers.
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from 'playwright-core';

/** A session with a page, or with the browser itself. Its messages have Playwright's types. */
export type Cdp = Pick<CDPSession, 'send' | 'on'>;

type Heard = {
  id?: number;
  sessionId?: string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
};
type Waiting = { method: string; answer: PromiseWithResolvers<unknown> };

const messageEnd = 0;

export class CdpConnection {
  /** The session with the browser itself. */
  readonly browser: Cdp;
  readonly #writer: Writable;
  readonly #heard = new Map<string, EventEmitter>();
  readonly #waiting = new Map<number, Waiting>();
  #pieces: Buffer[] = [];
  #lastId = 0;
  #isClosed = false;

  constructor(reader: Readable, writer: Writable) {
    this.#writer = writer;
    this.browser = this.session('');
    reader.on('data', (piece: Buffer) => this.#read(piece));
    reader.on('close', () => this.#close());
    // A browser that ends closes both pipes: the reader reports it.
    reader.on('error', () => undefined);
    writer.on('error', () => undefined);
  }

  /** The session with this id, once the browser has created it. */
  session(id: string): Cdp {
    const heard = new EventEmitter();
    this.#heard.set(id, heard);
    const session = {
      send: (method: string, params: object = {}) => this.#send(id, method, params),
      on: (event: string, listener: (params: unknown) => void) => {
        heard.on(event, listener);
        return session;
      },
    };
    return session as unknown as Cdp;
  }

  #send(sessionId: string, method: string, params: object): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new Error(`${method}: the browser has ended`));
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, { method, answer });
    this.#writer.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
    return answer.promise;
  }

  #read(piece: Buffer): void {
    let start = 0;
    for (let end = piece.indexOf(messageEnd); end >= 0; end = piece.indexOf(messageEnd, start)) {
      const whole = Buffer.concat([...this.#pieces, piece.subarray(start, end)]);
      this.#pieces = [];
      start = end + 1;
      this.#take(JSON.parse(whole.toString()) as Heard);
    }
    if (start < piece.length) this.#pieces.push(piece.subarray(start));
  }

  #take({ id, sessionId = '', method, params, result, error }: Heard): void {
    if (id === undefined) {
      if (method) this.#heard.get(sessionId)?.emit(method, params);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.answer.reject(new Error(`${waiting.method}: ${error.message}`));
    else waiting?.answer.resolve(result);
  }

  #close(): void {
    this.#isClosed = true;
    for (const { method, answer } of this.#waiting.values())
      answer.reject(new Error(`${method}: the browser has ended`));
    this.#waiting.clear();
  }
}
