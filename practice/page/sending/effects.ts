import type { PracticeSettings } from '../../protocol.ts';
import type { MessageModel } from '../chats/models.ts';
import { type Connection, reload } from '../connection.ts';
import { never, pause } from '../emitter.ts';
import type { Journal } from '../journal.ts';
import type { AfterTaken } from '../scenarios.ts';

const crashDepth = 10_000;

/** The code that WhatsApp puts into the page's address when it has locked the account. */
const accountLocked = '3';

/** After these effects the page is still there, so its journal may be delivered later. */
const pageStays: ReadonlySet<AfterTaken> = new Set(['connection_lost', 'slow_catch_up', 'freeze', 'copy_around']);

/** The effects of a scenario on the whole page. */
export function createEffects(
  connection: Connection,
  journal: Journal,
  settings: PracticeSettings,
  sendCopy: (model: MessageModel) => Promise<unknown>,
): (effect: AfterTaken, model: MessageModel) => Promise<void> {
  const loseFor = (catchUpMs: number | null): void => {
    connection.lose();
    void pause(settings.offlineMs).then(() => connection.reconnect(catchUpMs));
  };
  const logOut = (reason?: string): Promise<never> => {
    void connection.logOut('phone', reason);
    return never();
  };
  const effects: Readonly<Record<AfterTaken, (model: MessageModel) => unknown>> = {
    connection_lost: () => loseFor(settings.catchUpMs),
    slow_catch_up: () => loseFor(settings.slowCatchUpMs),
    conflict: () => connection.block('CONFLICT'),
    terms_block: () => connection.block('TOS_BLOCK'),
    proxy_block: () => connection.block('PROXYBLOCK'),
    old_version: () => connection.block('DEPRECATED_VERSION'),
    reload: () => {
      reload();
      return never();
    },
    logout: () => logOut(),
    account_locked: () => logOut(accountLocked),
    freeze: () => blockFor(settings.freezeMs),
    crash,
    endless_loop: () => blockFor(Number.POSITIVE_INFINITY),
    copy_around: sendCopy,
  };
  return async (effect, model) => {
    // Only where there is no later chance: an acknowledgement may arrive during the wait.
    if (!pageStays.has(effect)) await journal.flush();
    await effects[effect](model);
  };
}

/** Blocks the page's only thread: no timer, message or call runs meanwhile. */
export function blockFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Nests elements deeper than the layout engine's stack allows, which ends the renderer's process within seconds. */
export function crash(): void {
  let nested = document.createElement('div');
  for (let depth = 0; depth < crashDepth; depth++) {
    const outer = document.createElement('div');
    outer.append(nested);
    nested = outer;
  }
  document.body.append(nested);
  nested.getBoundingClientRect();
}
