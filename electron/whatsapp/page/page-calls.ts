import { z } from 'zod';
import { limits } from '../../../domain/limits.ts';
import { fromJson } from '../../../domain/result.ts';
import type { Clock } from '../../ports.ts';
import type { Page } from '../client.ts';
import { type Protocol, whatsAppOrigin } from './page-guard.ts';

type Exposed = (...values: unknown[]) => unknown;

/** The functions whose answer is waited for. All others only report, and an answer would cost more than the call. */
const answeredNames: readonly string[] = ['sendOnceAsk', 'onCodeReceivedEvent', 'onLogoutEvent'];

const Call = z.object({ id: z.string().max(limits.pageWordCharacters), values: z.array(z.unknown()) });

/** Limits how often a page may call within a time. */
class CallMeter {
  readonly #clock: Clock;
  readonly #max: number;
  readonly #onFlood: () => void;
  #sinceMs: number;
  #calls = 0;

  constructor(clock: Clock, max: number, onFlood: () => void) {
    this.#clock = clock;
    this.#max = max;
    this.#onFlood = onFlood;
    this.#sinceMs = clock.monotonicMs();
  }

  takes(): boolean {
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#sinceMs > limits.pageCallsForMs) {
      this.#sinceMs = nowMs;
      this.#calls = 0;
    }
    this.#calls += 1;
    if (this.#calls === this.#max + 1) this.#onFlood();
    return this.#calls <= this.#max;
  }
}

/**
 * Gives the page functions to call, ours and the library's, only in WhatsApp's own document and not in frames of other
 * origins. A call is counted, and measured before it is read. A page that calls without end would keep the main process
 * from everything else: `onFlood` reports it, and its calls are ignored.
 */
export async function takeCalls(page: Page, protocol: Protocol, clock: Clock, onFlood: () => void): Promise<void> {
  const calls = new Map<string, { readonly call: Exposed; readonly isAnswered: boolean }>();
  const tellings = new CallMeter(clock, limits.pageCallsMax, onFlood);
  const questions = new CallMeter(clock, limits.pageQuestionsMax, onFlood);
  protocol.on('Runtime.bindingCalled', ({ name, payload }) => {
    const found = calls.get(name);
    if (!found) return;
    const { call, isAnswered } = found;
    if (!(isAnswered ? questions : tellings).takes() || payload.length > limits.pageCallCharacters) return;
    const read = Call.safeParse(fromJson(payload)).data;
    if (!read) return;
    const run = async () => call(...read.values);
    const ended = run().catch(() => null);
    if (isAnswered) ended.then((value) => page.evaluate(answerInPage, read.id, value)).catch(() => undefined);
  });
  // The bindings are in each new document only if this is enabled.
  await protocol.send('Runtime.enable');
  page.exposeFunction = async (name, call) => {
    const isAnswered = answeredNames.includes(name);
    const binding = `${name}${isAnswered ? 'Answered' : 'Told'}`;
    calls.set(binding, { call: call as Exposed, isAnswered });
    await protocol.send('Runtime.addBinding', { name: binding });
    // Not by puppeteer: it adds the script to each frame with a process of its own, and fails when one just ended.
    const source = `(${callInPage})(${[name, binding, whatsAppOrigin].map((value) => JSON.stringify(value)).join()})`;
    await protocol.send('Page.addScriptToEvaluateOnNewDocument', { source });
    await page.evaluate(callInPage, name, binding, whatsAppOrigin);
  };
}

type Callable = Record<string, unknown> & { sendOnceWaiting?: Map<string, (value: unknown) => void> };

/** Runs in each new document of the page and its frames. It is turned into text, so it uses nothing outside it. */
const callInPage = (name: string, binding: string, origin: string): void => {
  const page = window as unknown as Callable;
  const call = page[binding];
  delete page[binding];
  if (typeof call !== 'function' || window !== window.top || location.origin !== origin) return;
  page.sendOnceWaiting ??= new Map();
  const waiting = page.sendOnceWaiting;
  const isAnswered = binding.endsWith('Answered');
  page[name] = (...values: unknown[]): Promise<unknown> => {
    const id = isAnswered ? crypto.randomUUID() : '';
    return new Promise((resolve) => {
      if (isAnswered) waiting.set(id, resolve);
      else resolve(undefined);
      call(JSON.stringify({ id, values }));
    });
  };
};

const answerInPage = (id: string, value: unknown): void => {
  const { sendOnceWaiting } = window as unknown as Callable;
  sendOnceWaiting?.get(id)?.(value);
  sendOnceWaiting?.delete(id);
};
