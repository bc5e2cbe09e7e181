import type { PracticeSettings } from '../protocol.ts';
import { randomId } from './chats/message-key.ts';

/** WhatsApp gives a page six codes. The first is shown three times as long as each of the others. */
const refsGiven = 6;
const firstRefFactor = 3;
const codeLetters = 'ABCDEFGHJKLMNPQRSTVWXYZ123456789';
const codeLength = 8;

/** How the page links. `SHORTCAKE_PASSKEY`: the server asks for a passkey after the code. */
type PairingType = 'QR_CODE' | 'ALT_DEVICE_LINKING' | 'SHORTCAKE_PASSKEY';
type OnRef = (ref: string, ttlMs: number) => void;

/** The codes that the page offers: a series of QR codes, or a pairing code to type on the phone. */
export class LinkOffer {
  readonly #settings: PracticeSettings;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isQrAlive = false;
  #codeDiesAtMs = 0;
  #isReadyForCode = false;
  #pairingType: PairingType = 'QR_CODE';

  constructor(settings: PracticeSettings) {
    this.#settings = settings;
  }

  /** Shows a new set of codes one after the other. Calls `onUsedUp` when the last one has run out. */
  begin(onRef: OnRef, onUsedUp: () => void): void {
    this.stop();
    this.#isQrAlive = true;
    const show = (left: number): void => {
      if (left === 0) {
        this.#isQrAlive = false;
        onUsedUp();
        return;
      }
      const ttlMs = this.#settings.refRefreshMs * (left === refsGiven ? firstRefFactor : 1);
      this.#timer = setTimeout(() => show(left - 1), ttlMs);
      onRef(`2@${randomId()}${randomId()}`, ttlMs);
    };
    show(refsGiven);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#isQrAlive = false;
  }

  /** Whether the phone would still accept a code that is shown. */
  isAlive(): boolean {
    return this.#isQrAlive || Date.now() < this.#codeDiesAtMs;
  }

  get pairingType(): PairingType {
    return this.#pairingType;
  }

  prepareForCode(): void {
    this.#isReadyForCode = true;
    this.#pairingType = 'ALT_DEVICE_LINKING';
  }

  prepareForQr(): void {
    this.#isReadyForCode = false;
    this.#codeDiesAtMs = 0;
    this.#pairingType = 'QR_CODE';
  }

  /** Asks for a passkey. The codes go on and run out in their time; a new set of codes withdraws the question. */
  askPasskey(): void {
    this.#pairingType = 'SHORTCAKE_PASSKEY';
  }

  /** A code to type on the phone, the same one until it runs out. A number that ends in 0000 gets none. */
  code(phone: string): string {
    if (!this.#isReadyForCode) throw new Error('alt pairing: not initialized');
    this.#isReadyForCode = false;
    if (phone.endsWith('0000')) throw new Error('IQErrorBadRequest');
    this.#codeDiesAtMs = Date.now() + this.#settings.pairingCodeMs;
    const numbers = crypto.getRandomValues(new Uint8Array(codeLength));
    return Array.from(numbers, (number) => codeLetters[number % codeLetters.length]).join('');
  }
}
