import type { PageWindow } from './page-types.ts';

/** Functions that run in the page while it is being linked, or has lost its link. Each is turned into text. */

/**
 * Notes that the library takes hold of the document. False where it has already. From then on it is heard whether the
 * server turns the account away for a time, and for how many seconds from now: the page keeps that nowhere, and tells it
 * anew at each of its tries.
 */
export const markDocument = (): boolean => {
  const page = window as unknown as PageWindow & { sendOnceHasInjected?: true };
  if (page.sendOnceHasInjected) return false;
  page.sendOnceHasInjected = true;
  try {
    page.require('WAWebCmd').Cmd.on('account_temporarily_banned_from_bridge', ({ banned, expire }) => {
      const endsMs = typeof expire === 'number' && expire > 0 ? Date.now() + expire * 1_000 : null;
      page.sendOnceBan = banned === true ? { endsMs } : null;
    });
  } catch {
    // A build that does not tell looks as if it had no connection.
  }
  return true;
};

/** Asks for new codes where the page has used its own up: by WhatsApp's next way, at last by loading it anew. */
export const renewCodes = (triesInVain: number): void => {
  const page = window as unknown as PageWindow;
  const ways = [
    () => page.require('WAWebBackendEventBus').BackendEventBus.triggerRefreshQR(),
    () => page.require('WAWebLaunchSocketUtils').refreshQR(),
    () => {
      const { Cmd } = page.require('WAWebCmd');
      if (!Cmd.refreshQR) throw new Error('not in this build');
      Cmd.refreshQR();
    },
  ];
  for (const way of ways.slice(triesInVain)) {
    try {
      way();
      return;
    } catch {
      // Builds differ in the ways they have.
    }
  }
  location.reload();
};

/** Ends the library's timer that asks for a new pairing code when the last one has run out. */
export const stopCodes = (): void => window.clearInterval((window as unknown as PageWindow).codeInterval);

/** Whether WhatsApp shows its "not this browser", in any language: it names a browser and its oldest version. */
export const isWalled = (): boolean => {
  const page = window as unknown as { require?: unknown };
  // biome-ignore lint/performance/useDomNodeTextContent: what is shown counts, not the text of a script.
  const shown = document.body?.innerText ?? '';
  return page.require === undefined && /Google Chrome[\s\p{Cf}]*\p{Nd}/u.test(shown);
};

/** WhatsApp's number for why it logged out, from the page's address; null where it gives none. */
export const readLogoutReason = async (): Promise<string | null> => {
  if (document.readyState !== 'complete')
    await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
  return new URLSearchParams(location.search).get('logout_reason');
};
