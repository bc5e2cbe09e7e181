/** Settles its promises in the order in which they were added, as the queues of WhatsApp Web's chats do. */
export class InOrderQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Settles as the promise does, once all promises added before it are settled. */
  enqueue<Value>(promise: Promise<Value>): Promise<Value> {
    const before = this.#last;
    const result = before.then(() => promise);
    this.#last = Promise.allSettled([before, promise]);
    promise.catch(() => undefined);
    return result;
  }
}
