/** Gives out the results of what it is given in the order in which it was given them, as WhatsApp Web's chats do. */
export class InOrderQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves, or rejects, with what the promise does, once all before it are settled. */
  enqueue<Value>(promise: Promise<Value>): Promise<Value> {
    const before = this.#last;
    const result = before.then(() => promise);
    this.#last = Promise.allSettled([before, promise]);
    promise.catch(() => undefined);
    return result;
  }
}
