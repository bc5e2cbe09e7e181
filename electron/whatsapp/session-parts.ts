import type { Limits } from '../../domain/limits.ts';
import type { Result } from '../../domain/result.ts';
import type { Account, LinkState } from '../../domain/state/state.ts';
import type { AckNews, GateAnswer, GateAsk, Given, IncomingMessage, Leaving, OwnMessage } from '../ports.ts';
import type { PracticePage } from '../practice.ts';
import type { BrowserIdentity } from './browser/browser-identity.ts';
import type { BrowserFailure, FetchProgress } from './browser/fetch-browser.ts';
import type { BrowserChoice } from './browser/find-browser.ts';

export type SessionParts = Given<'clock' | 'log'> & {
  /** Finds or fetches the browser, at each start. */
  readonly browser: (onProgress: FetchProgress) => Promise<Result<BrowserChoice, BrowserFailure>>;
  /** The folder that holds the login. Made readable by the user only. */
  readonly loginFolder: string;
  /** The simulated page; null drives the real WhatsApp. */
  readonly page: PracticePage | null;
  /** Judges a message at the send gate in one synchronous block. */
  readonly onGate: (ask: GateAsk) => GateAnswer;
  readonly onAck: (news: AckNews) => void;
  /** Whether a message is between its hand-over and the end of the wait for its acknowledgement, which is bounded. */
  readonly isSending: () => boolean;
  /** Called when a message somebody wrote was seen where WhatsApp encrypts it, whether it passed the gate or not. */
  readonly onLeaving: (leaving: Leaving) => void;
  readonly onLink: (state: LinkState) => void;
  /** Takes the number that was linked; returns false to refuse it, since another session of this computer has it. */
  readonly accepts: (account: Account) => boolean;
  /** Called when WhatsApp has caught up, or no longer has. */
  readonly onCaughtUp: () => void;
  readonly onIncoming: (message: IncomingMessage) => void;
  readonly onOwn: (message: OwnMessage) => void;
  /** The user agents of browsers, shared by several sessions. */
  readonly identity: Pick<BrowserIdentity, 'userAgentOf'>;
  /** Other limits than the usual ones, for tests. */
  readonly limits?: Limits;
};
