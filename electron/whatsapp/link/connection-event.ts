import type { Account, LinkProblem } from '../../../domain/state/state.ts';

/** What becomes of one Chromium with WhatsApp's page in it. */
export type ConnectionEvent =
  | { readonly kind: 'qr'; readonly qr: string }
  /** What was shown to the phone is dead, and the next is not there yet. */
  | { readonly kind: 'used_up' }
  | { readonly kind: 'code'; readonly code: string }
  /** WhatsApp gave no code for the number. The connection goes on. */
  | { readonly kind: 'code_refused'; readonly phone: string; readonly detail: string }
  /** WhatsApp asks the phone's owner for a passkey, which only a window can take. */
  | { readonly kind: 'passkey' }
  /** The browser has opened its window. */
  | { readonly kind: 'window' }
  | { readonly kind: 'syncing'; readonly percent: number | null }
  /** `asksCheck`: before anything goes, WhatsApp wants to be shown in its own window that it is the owner. */
  | { readonly kind: 'ready'; readonly account: Account; readonly asksCheck: boolean }
  /** Whether the page has caught up has changed. */
  | { readonly kind: 'caught_up' }
  /** WhatsApp's page lost its connection and looks for it by itself. */
  | { readonly kind: 'offline' }
  /** Whether WhatsApp ended the login for good, or its page only says that it has none; and its number for why, if any. */
  | { readonly kind: 'logged_out'; readonly isForGood: boolean; readonly reason: string | null }
  /** The end of this connection. `isFinal`: the gate was tried and did not hold, which no new try mends. */
  | { readonly kind: 'lost'; readonly problem: LinkProblem; readonly detail: string; readonly isFinal: boolean };
