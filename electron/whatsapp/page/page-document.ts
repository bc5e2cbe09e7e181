import type { Account } from '../../../domain/state/state.ts';

/**
 * What is known of one document of WhatsApp's page, which may be loaded anew at any moment. The object is the document's
 * identity: whoever asked a document something looks whether it is still the present one before believing the answer,
 * and with a document goes all that was true of it.
 */
export class PageDocument {
  /** The page's own name for the document, once the send gate stands there and it is ready to send. */
  readyId: string | null = null;
  account: Account | null = null;
  socketState = '';
  /** Null where the page does not say. */
  isCaughtUp: boolean | null = null;
  /** WhatsApp wants to be shown that it is the account's owner: nothing goes before that. */
  asksCheck = false;
  /** Since when it has no connection, or has one and does not catch up, on the monotonic clock. */
  offlineSinceMs: number | null = null;
  catchingUpSinceMs: number | null = null;
  isBecomingReady = false;
  /** Since when the page is being loaded anew: nothing is sent from this document any more. */
  leavingSinceMs: number | null = null;
  /** A QR code or a pairing code waits for the phone: that may take as long as it likes. */
  isOffering = false;
  /** How often in a row new codes were asked for in vain. */
  renewals = 0;
  /** How often in a row the page said that it has synced. */
  syncedPolls = 0;
  /** Whether the library is at work on the document since it has synced. Told a second time, it would do half of it. */
  isTakingOver = false;
  /** Whether the library listens to the document. It says "ready" also where it does not, and then no tick would come. */
  isListening = false;
  /** The library's own beginning to listen, while that goes on or is over. */
  attaching: Promise<void> | null = null;

  /** The account, while the document is ready and connected, and nothing is asked of its owner. */
  get connectedAccount(): Account | null {
    const mayGo = this.socketState === 'CONNECTED' && this.leavingSinceMs === null && !this.asksCheck;
    return mayGo ? this.account : null;
  }
}
