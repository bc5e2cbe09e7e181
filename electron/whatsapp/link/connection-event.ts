import type { Account, LinkProblem } from '../../../domain/state/state.ts';

/** The events of one Chromium with WhatsApp's page. */
export type ConnectionEvent =
  | { readonly kind: 'qr'; readonly qr: string }
  /** The code that was shown to the phone has expired, and the next is not there yet. */
  | { readonly kind: 'used_up' }
  | { readonly kind: 'code'; readonly code: string }
  /** WhatsApp gave no code for the number. The connection goes on. */
  | { readonly kind: 'code_refused'; readonly phone: string; readonly detail: string }
  /** WhatsApp asks the phone's owner for a passkey, which only a window can take. */
  | { readonly kind: 'passkey' }
  /** The browser has opened its window. */
  | { readonly kind: 'window' }
  | { readonly kind: 'syncing'; readonly percent: number | null }
  /** `asksCheck`: before anything can be sent, WhatsApp wants proof, in its own window, that the user is the owner. */
  | { readonly kind: 'ready'; readonly account: Account; readonly asksCheck: boolean }
  /** The page has caught up, or no longer is. */
  | { readonly kind: 'caught_up' }
  /** WhatsApp's page lost its connection and tries to get it back by itself. */
  | { readonly kind: 'offline' }
  /** The login is gone: for good by WhatsApp, or its page only says so. `reason`: WhatsApp's number for why. */
  | { readonly kind: 'logged_out'; readonly isForGood: boolean; readonly reason: string | null }
  /** The connection has ended. `isFinal`: the gate was tried and did not hold, which trying again does not change. */
  | { readonly kind: 'lost'; readonly problem: LinkProblem; readonly detail: string; readonly isFinal: boolean };
