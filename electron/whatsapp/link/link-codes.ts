import type { LinkState } from '../../../domain/state/state.ts';
import type { Given } from '../../ports.ts';
import { codeOf } from '../page/page-codes.ts';
import type { ConnectionEvent } from './connection-event.ts';

type CodeEvent = Extract<ConnectionEvent, { readonly kind: 'qr' | 'used_up' | 'code' | 'code_refused' }>;

type LinkCodesParts = Given<'clock' | 'log'> & {
  readonly state: () => LinkState;
  readonly show: (state: LinkState) => void;
  /** Asks WhatsApp for a code that is typed on the phone. `phone` is E.164. */
  readonly request: (phone: string) => void;
  /** How long a code to type is shown, in milliseconds. */
  readonly lifeMs: number;
};

/** What is offered to the phone to link by: the QR code, or a code to type. */
export class LinkCodes {
  readonly #parts: LinkCodesParts;
  /** The number to link by a typed code instead of the QR code. */
  #phone: string | null = null;
  /** Whether the present connection was asked for a code. */
  #isAsked = false;
  #cancelRenewal: () => void = () => undefined;

  constructor(parts: LinkCodesParts) {
    this.#parts = parts;
  }

  /** Whether the QR code is what is offered, and nothing else waits for the operator. */
  isByQr(): boolean {
    return this.#phone === null && this.#parts.state().phase !== 'code_refused';
  }

  chooseQr(): void {
    this.#phone = null;
  }

  chooseCode(phone: string): void {
    this.#phone = phone;
    this.#isAsked = false;
  }

  /** A new connection was asked for nothing yet. */
  noteConnection(): void {
    this.#isAsked = false;
  }

  ask(phone: string): void {
    this.#isAsked = true;
    this.#parts.show({ phase: 'code', code: null, phone });
    this.#parts.request(phone);
  }

  /** No code is renewed any more. */
  stop(): void {
    this.#cancelRenewal();
  }

  follow(event: CodeEvent): void {
    switch (event.kind) {
      case 'qr':
        this.#offer(event.qr);
        break;
      case 'used_up':
        this.#withdraw();
        break;
      case 'code':
        if (this.#phone === null) break;
        this.#parts.show({ phase: 'code', code: event.code, phone: this.#phone });
        this.#renewLater(event.code);
        break;
      case 'code_refused':
        this.#parts.log.warn('no pairing code', { why: codeOf(event.detail) });
        if (this.#phone !== event.phone) break;
        // Asked again only when the operator says so, or a wrong number would be tried for ever.
        this.#phone = null;
        this.#parts.show({ phase: 'code_refused', phone: event.phone });
    }
  }

  #offer(qr: string): void {
    const { state, show } = this.#parts;
    // A code that was refused stays said until the operator answers; QR codes keep coming meanwhile.
    if (state().phase === 'code_refused') return;
    if (this.#phone === null) show({ phase: 'qr', qr });
    else if (!this.#isAsked) this.ask(this.#phone);
  }

  /** Nothing that is dead is shown. The next QR code asks for a code to type as well. */
  #withdraw(): void {
    const { show } = this.#parts;
    const state = this.#parts.state();
    if (state.phase === 'qr') show({ phase: 'starting' });
    if (state.phase === 'code') show({ ...state, code: null });
    this.#isAsked = false;
  }

  /** WhatsApp lets a code die. Another is asked for before, and the old one is not shown meanwhile. */
  #renewLater(code: string): void {
    const { clock, lifeMs } = this.#parts;
    this.#cancelRenewal();
    this.#cancelRenewal = clock.after(lifeMs, () => {
      const state = this.#parts.state();
      if (state.phase === 'code' && state.code === code) this.ask(state.phone);
    });
  }
}
