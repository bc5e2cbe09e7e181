import { errorCode } from '../../../db/open.ts';

/** Thrown at the step at which the process ends. Code that catches it can write nothing any more. */
export class Crash extends Error {}

export type Fault = { readonly kind: 'crash' | 'disk_full' | 'busy'; readonly afterSteps: number };

/** Every write, every line of the ledger and every call to WhatsApp is a step, and the app may end at each of them. */
export class Faults {
  #armed: { kind: Fault['kind']; left: number } | null = null;
  #onCrash: () => void = () => undefined;

  onCrash(end: () => void): void {
    this.#onCrash = end;
  }

  arm({ kind, afterSteps }: Fault): void {
    this.#armed = { kind, left: afterSteps };
  }

  /** A step at which another program may hold the database: the beginning of a transaction. */
  begin(): void {
    if (this.#armed?.kind !== 'busy') return;
    this.#armed.left -= 1;
    if (this.#armed.left > 0) return;
    this.#armed = null;
    throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
  }

  step(what: 'write' | 'ledger' | 'call'): void {
    if (!this.#armed || this.#armed.kind === 'busy') return;
    this.#armed.left -= 1;
    if (this.#armed.left > 0) return;
    if (this.#armed.kind === 'disk_full') {
      if (what === 'call') return;
      this.#armed = null;
      throw Object.assign(new Error('no space'), { code: what === 'ledger' ? 'ENOSPC' : 'SQLITE_FULL' });
    }
    this.#armed = null;
    this.#onCrash();
    throw new Crash('crash');
  }
}

/** Whether an error was planned by the run, and so is no fault of the app. */
export function isPlanned(error: unknown): boolean {
  return error instanceof Crash || ['SQLITE_FULL', 'ENOSPC', 'SQLITE_BUSY'].includes(errorCode(error));
}
