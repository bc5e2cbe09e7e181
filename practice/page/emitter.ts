/** Any function: which values a listener takes depends on the name of the event. */
export type Listener = (...values: never[]) => unknown;

/**
 * Events as the library expects them of WhatsApp Web's stores: `on`, `off` and `once`, with names separated by spaces.
 */
export class Emitter {
  readonly #listeners = new Map<string, Listener[]>();
  readonly #arrivals = new Map<string, () => void>();
  readonly #owners = new Set<Emitter>();

  /** Resolves once somebody listens to the event. */
  static whenListened(emitter: Emitter, name: string): Promise<void> {
    if (emitter.#listeners.get(name)?.length) return Promise.resolve();
    return new Promise((resolve) => emitter.#arrivals.set(name, resolve));
  }

  /** From now on every event of the emitter is triggered at `owner` too. */
  static hearAlsoAt(emitter: Emitter, owner: Emitter): void {
    emitter.#owners.add(owner);
  }

  on(names: string, listener: Listener): void {
    for (const name of names.split(' ')) {
      this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
      this.#arrivals.get(name)?.();
      this.#arrivals.delete(name);
    }
  }

  off(names: string, listener: Listener): void {
    for (const name of names.split(' ')) {
      this.#listeners.set(
        name,
        (this.#listeners.get(name) ?? []).filter((known) => known !== listener),
      );
    }
  }

  once(name: string, listener: Listener): void {
    const only = (...values: never[]): void => {
      this.off(name, only);
      listener(...values);
    };
    this.on(name, only);
  }

  trigger(name: string, ...values: unknown[]): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(...(values as never[]));
    for (const owner of this.#owners) owner.trigger(name, ...values);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A promise that never settles, for calls after which the document is about to end. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}
