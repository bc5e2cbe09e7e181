import { limits } from '../domain/limits.ts';
import type { Clock } from './ports.ts';

type InOrderParts<Item> = {
  readonly clock: Pick<Clock, 'after'>;
  /** How many items that could not be stored yet are kept. Further ones are dropped. */
  readonly most: number;
  /** Stores an item. Returns false where that is not possible yet: it is tried again after a while. */
  readonly write: (item: Item) => boolean;
};

/** Stores items from outside in the order in which they came: each one waits for the one before it. */
export class InOrder<Item> {
  readonly #parts: InOrderParts<Item>;
  readonly #kept: Item[] = [];

  constructor(parts: InOrderParts<Item>) {
    this.#parts = parts;
  }

  get isEmpty(): boolean {
    return this.#kept.length === 0;
  }

  add(item: Item): void {
    if (this.#kept.length >= this.#parts.most) return;
    this.#kept.push(item);
    if (this.#kept.length === 1) this.#writeAll();
  }

  #writeAll(): void {
    for (let item = this.#kept[0]; item !== undefined; item = this.#kept[0]) {
      try {
        if (!this.#parts.write(item)) {
          this.#writeLater();
          return;
        }
      } catch (error) {
        // The reason is unknown, so it is not tried again. The items after it go on.
        this.#kept.shift();
        this.#writeLater();
        throw error;
      }
      this.#kept.shift();
    }
  }

  #writeLater(): void {
    this.#parts.clock.after(limits.busyAgainMs, () => this.#writeAll());
  }
}
