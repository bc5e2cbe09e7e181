import type { LinkState } from '../../../domain/state/state.ts';
import type { Given } from '../../ports.ts';
import { codeOf } from '../page/page-codes.ts';
import type { ConnectionEvent } from './connection-event.ts';

type CodeEvent = Extract<ConnectionEvent, { readonly kind: 'qr' | 'used_up' | 'code' | 'code_refused' }>;

type LinkCodesParts = Given<'clock' | 'log'> & {
  readonly state: () => LinkState;
  readonly show: (state: LinkState) => void;
  /** Asks WhatsApp for a code to type on the phone. `phone` is E.164. */
  readonly request: (phone: string) => void;
  /** How long a code to type is shown, in milliseconds. */
  readonly lifeMs: number;
};

/** What the phone is offered to link by: the QR code, or a code to type. */
export class LinkCodes {
  readonly #parts: LinkCodesParts;
  /** The number that links by a typed code instead of the QR code. */
  #phone: string | null = null;
  /** Whether the present connection was asked for a code. */
  #isAsked = false;
  #cancelRenewal: () => void = () => undefined;

  constructor(parts: LinkCodesParts) {
    this.#parts = parts;
  }

  /** Whether the QR code is offered, and nothing else waits for the operator. */
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

  /** A new connection: no code was asked for in it yet. */
  noteConnection(): void {
    this.#isAsked = false;
  }

  ask(phone: string): void {
    this.#isAsked = true;
    this.#parts.show({ phase: 'code', code: null, phone });
    this.#parts.request(phone);
  }

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
        // It is asked again only when the operator says so; otherwise a wrong number would be tried for ever.
        this.#phone = null;
        this.#parts.show({ phase: 'code_refused', phone: event.phone });
    }
  }

  #offer(qr: string): void {
    const { state, show } = this.#parts;
    // A refused code stays shown until the operator answers; QR codes keep coming meanwhile.
    if (state().phase === 'code_refused') return;
    if (this.#phone === null) show({ phase: 'qr', qr });
    else if (!this.#isAsked) this.ask(this.#phone);
  }

  /** Withdraws an expired code. The next QR code also asks for a code to type. */
  #withdraw(): void {
    const { show } = this.#parts;
    const state = this.#parts.state();
    if (state.phase === 'qr') show({ phase: 'starting' });
    if (state.phase === 'code') show({ ...state, code: null });
    this.#isAsked = false;
  }

  /** Renews a code before WhatsApp lets it expire, and does not show the old one meanwhile. */
  #renewLater(code: string): void {
    const { clock, lifeMs } = this.#parts;
    this.#cancelRenewal();
    this.#cancelRenewal = clock.after(lifeMs, () => {
      const state = this.#parts.state();
      if (state.phase === 'code' && state.code === code) this.ask(state.phone);
    });
  }
}
