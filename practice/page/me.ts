import { account } from './chats/directory.ts';
import type { Wid } from './chats/wid.ts';

/** Who the linked account is: nobody, until the page is linked. */
export class Me {
  #isLinked = false;

  link(): void {
    this.#isLinked = true;
  }

  number(): Wid | undefined {
    return this.#isLinked ? account.wid : undefined;
  }

  lid(): Wid | undefined {
    return this.#isLinked ? account.lid : undefined;
  }

  is(wid: Wid): boolean {
    return wid.equals(this.number()) || wid.equals(this.lid());
  }
}
