import { join } from 'node:path';
import { type Limits, limits } from '../../domain/limits.ts';
import { systemClock } from '../../electron/clock.ts';
import type { GateAnswer, Log } from '../../electron/ports.ts';
import type { PracticePage } from '../../electron/practice.ts';
import { BrowserIdentity } from '../../electron/whatsapp/browser/browser-identity.ts';
import { findOrFetchBrowser } from '../../electron/whatsapp/browser/fetch-browser.ts';
import { WhatsAppSession } from '../../electron/whatsapp/session.ts';
import type { SessionParts } from '../../electron/whatsapp/session-parts.ts';
import type { Checked } from './types.ts';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

type CheckedOptions = {
  readonly loginFolder: string;
  readonly page: PracticePage | null;
  readonly limits?: Partial<Limits>;
  readonly identity?: SessionParts['identity'];
  readonly onLink?: SessionParts['onLink'];
};

export const refuse = (): GateAnswer => ({ go: false, why: 'unknown_attempt' });

/** The app's own session, which records every event. Its gate refuses every message unless a step sets `judge`. */
export function makeChecked({ loginFolder, page, onLink, ...options }: CheckedOptions): Checked {
  const checked: Checked = {
    session: new WhatsAppSession({
      browser: (onProgress) => findOrFetchBrowser(null, join(loginFolder, 'browser'), onProgress),
      loginFolder,
      page,
      onGate: (ask) => {
        checked.asks.push(ask);
        return checked.judge(ask);
      },
      onAck: (news) => checked.acks.push(news),
      isSending: () => false,
      onLeaving: (leaving) => checked.leavings.push(leaving),
      onLink: (state) => onLink?.(state),
      accepts: () => true,
      onCaughtUp: () => undefined,
      onIncoming: () => undefined,
      onOwn: () => undefined,
      clock: systemClock,
      log: silent,
      limits: { ...limits, ...options.limits },
      identity: options.identity ?? new BrowserIdentity(),
    }),
    asks: [],
    acks: [],
    leavings: [],
    judge: refuse,
  };
  return checked;
}
