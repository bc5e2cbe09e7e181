import type { z } from 'zod';
import type { Limits } from '../../../domain/limits.ts';
import type { Given } from '../../ports.ts';
import { withTimeout } from '../../timeout.ts';
import { codeOf } from './page-codes.ts';
import type { GuardedPage } from './page-guard.ts';
import { answers } from './page-words.ts';

type TimedPageParts = Given<'clock' | 'log'> & {
  /** Null before Chromium has one. */
  readonly page: () => GuardedPage | null;
  readonly limits: Limits;
};

/** WhatsApp's page, with a time limit on each call. */
export class TimedPage {
  readonly #parts: TimedPageParts;

  constructor(parts: TimedPageParts) {
    this.#parts = parts;
  }

  /** Makes a call to the page. Rejects when there is no page, or when the call fails or does not end in time. */
  call<Value>(ms: number, make: (page: GuardedPage) => Promise<Value>): Promise<Value> {
    const page = this.#parts.page();
    if (!page) return Promise.reject(new Error('there is no page'));
    return withTimeout(this.#parts.clock, ms, make(page));
  }

  /** Runs a function in the page within a time. Rejects when it fails there, or its answer has another shape. */
  async ask<Values extends unknown[], Value>(
    ms: number,
    answer: z.ZodType<Value>,
    inPage: (...values: Values) => unknown,
    ...values: Values
  ): Promise<Value> {
    const said = await this.call(ms, (page) => page.evaluate(inPage as (...given: unknown[]) => unknown, ...values));
    const read = answer.safeParse(said);
    if (!read.success) throw new Error('an answer of an unknown shape');
    return read.data;
  }

  /** Runs a function in the page whose answer is not needed. */
  tell<Values extends unknown[]>(what: string, inPage: (...values: Values) => void, ...values: Values): void {
    const { limits, log } = this.#parts;
    this.ask(limits.pageHangMs, answers.nothing, inPage, ...values).catch((error) =>
      log.warn(what, { why: codeOf(error) }),
    );
  }
}
