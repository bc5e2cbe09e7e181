import type { Account } from '../../../domain/state/state.ts';

/**
 * What is known of one document of WhatsApp's page, which may be loaded anew at any moment. The object is the identity
 * of the document: code that asked a document something checks whether it is still the present one before trusting the
 * answer, and everything that was true of a document ends with it.
 */
export class PageDocument {
  /** The page's own name for the document, once the send gate is in it and it is ready to send. */
  readyId: string | null = null;
  account: Account | null = null;
  socketState = '';
  /** Null where the page does not say. */
  isCaughtUp: boolean | null = null;
  /** WhatsApp wants proof that the user is the account's owner: nothing goes before that. */
  asksCheck = false;
  /** Since when the page is not connected, or is connected and does not catch up, on the monotonic clock. */
  offlineSinceMs: number | null = null;
  catchingUpSinceMs: number | null = null;
  isBecomingReady = false;
  /** Since when the page is being loaded anew: nothing is sent from this document any more. */
  leavingSinceMs: number | null = null;
  /** Whether a QR code or a pairing code waits for the phone, which may take any time. */
  isOffering = false;
  /** How many times in a row new codes were asked for in vain. */
  renewals = 0;
  /** How many times in a row the page said that it has synced. */
  syncedPolls = 0;
  /** Whether the library has taken over the document since it synced. Told again, it would do half of that again. */
  isTakingOver = false;
  /** Whether the library listens to the document. It says "ready" even where it does not, and no tick would come. */
  isListening = false;
  /** The library's start of listening, while that runs and afterwards. */
  attaching: Promise<void> | null = null;

  /** The account, while the document is ready and connected, and WhatsApp asks nothing of its owner. */
  get connectedAccount(): Account | null {
    const mayGo = this.socketState === 'CONNECTED' && this.leavingSinceMs === null && !this.asksCheck;
    return mayGo ? this.account : null;
  }
}
