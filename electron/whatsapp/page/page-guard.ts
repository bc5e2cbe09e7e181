import type { Log } from '../../ports.ts';
import type { Page } from '../client.ts';

/** The one origin where gate, tools and hand-over work. In practice mode the practice page answers for it. */
export const whatsAppOrigin = 'https://web.whatsapp.com';

export type Protocol = Awaited<ReturnType<Page['createCDPSession']>>;
type Frame = { readonly url: string; readonly parentId?: string; readonly unreachableUrl?: string };
type Call = (...values: never[]) => unknown;

/** The part of the page that is used: with only this, code cannot call a page of another origin than WhatsApp's. */
export type GuardedPage = Pick<Page, 'evaluate' | 'exposeFunction'>;

/** Whether the document of a main frame is WhatsApp's, or the browser's own error page in its place. */
export function isAtWhatsApp({ url, unreachableUrl }: Frame): boolean {
  return (unreachableUrl ?? url).startsWith(`${whatsAppOrigin}/`);
}

/** Stops each navigation of the main frame, also redirects, that leads away from WhatsApp. The document stays. */
export async function keepAtWhatsApp(protocol: Protocol, log: Log): Promise<void> {
  const { frameTree } = await protocol.send('Page.getFrameTree');
  protocol.on('Fetch.requestPaused', ({ requestId, frameId, request }) => {
    const isAway = frameId === frameTree.frame.id && !isAtWhatsApp(request);
    if (isAway) log.warn('a navigation away from WhatsApp was stopped');
    const answered = isAway
      ? protocol.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      : protocol.send('Fetch.continueRequest', { requestId });
    // The browser has ended, or the page cancelled the navigation itself.
    answered.catch(() => undefined);
  });
  await protocol.send('Fetch.enable', { patterns: [{ resourceType: 'Document' }] });
}

/**
 * The page, with a check in each call, inside the document itself, that it is WhatsApp's. Navigations away are stopped
 * already; this holds if one was not. On any other origin the call's values stay unread.
 */
export function onlyAtWhatsApp(page: Page): GuardedPage {
  const guarded = {
    evaluate: (call: Call, ...values: never[]) => page.evaluate(guardedCall(call), ...values),
    exposeFunction: page.exposeFunction.bind(page),
  };
  return guarded as GuardedPage;
}

/** The call as a text that puppeteer sends to the page. A document cannot fake its origin there. */
function guardedCall(call: Call): Call {
  const text = `return async (...values) => {
    if (location.origin !== '${whatsAppOrigin}') throw new Error('the page is not at WhatsApp');
    return (${call.toString()})(...values);
  }`;
  return new Function(text)() as Call;
}
