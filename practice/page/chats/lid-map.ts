import type { Database } from '../database.ts';
import { account, digitsOf, lidOf, numberWidOf } from './directory.ts';
import type { Wid } from './wid.ts';

const lidsKey = 'lids';

/** The pairs of number and LID that the client has learned. They outlive the document. */
export class LidMap {
  readonly #database: Database;
  #known = new Set<string>([account.wid.user]);

  constructor(database: Database) {
    this.#database = database;
  }

  async start(): Promise<void> {
    const known: string[] | undefined = await this.#database.read('state', (store) => store.get(lidsKey));
    for (const digits of known ?? []) this.#known.add(digits);
  }

  async learn(wid: Wid): Promise<void> {
    if (this.#known.has(digitsOf(wid))) return;
    this.#known.add(digitsOf(wid));
    await this.#database.write(['state'], (store) => store('state').put([...this.#known], lidsKey));
  }

  /** The LID of a number, where it is known. */
  lidOf(wid: Wid): Wid | undefined {
    return this.#known.has(digitsOf(wid)) ? lidOf(digitsOf(wid)) : undefined;
  }

  /** The number of a LID, where it is known. */
  numberOf(wid: Wid): Wid | undefined {
    return this.#known.has(digitsOf(wid)) ? numberWidOf(wid) : undefined;
  }
}
