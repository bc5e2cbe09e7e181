import type { Log } from '../../ports.ts';
import type { Page } from '../client.ts';

/** The one place where the gate, our tools and the hand-over work. In practice the folder's page answers for it. */
export const whatsAppOrigin = 'https://web.whatsapp.com';

export type Protocol = Awaited<ReturnType<Page['createCDPSession']>>;
type Frame = { readonly url: string; readonly parentId?: string; readonly unreachableUrl?: string };
type Call = (...values: never[]) => unknown;

/** What is used of the page; whoever has only this cannot speak to another place than WhatsApp. */
export type GuardedPage = Pick<Page, 'evaluate' | 'exposeFunction'>;

/** Whether the document of a main frame is WhatsApp's, or the browser's own in its place while it is out of reach. */
export function isAtWhatsApp({ url, unreachableUrl }: Frame): boolean {
  return (unreachableUrl ?? url).startsWith(`${whatsAppOrigin}/`);
}

/** Stops each navigation of the main frame, redirects too, that leads away from WhatsApp. The document stays. */
export async function keepAtWhatsApp(protocol: Protocol, log: Log): Promise<void> {
  const { frameTree } = await protocol.send('Page.getFrameTree');
  protocol.on('Fetch.requestPaused', ({ requestId, frameId, request }) => {
    const isAway = frameId === frameTree.frame.id && !isAtWhatsApp(request);
    if (isAway) log.warn('a navigation away from WhatsApp was stopped');
    const answered = isAway
      ? protocol.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      : protocol.send('Fetch.continueRequest', { requestId });
    // The browser has ended, or the page gave the navigation up itself.
    answered.catch(() => undefined);
  });
  await protocol.send('Fetch.enable', { patterns: [{ resourceType: 'Document' }] });
}

/**
 * The page, of which each call looks once more where it has arrived, in the very document: a stopped navigation is the
 * rule, and this holds where one was not. What is handed to the call stays unread in any other place.
 */
export function onlyAtWhatsApp(page: Page): GuardedPage {
  const guarded = {
    evaluate: (call: Call, ...values: never[]) => page.evaluate(guardedCall(call), ...values),
    exposeFunction: page.exposeFunction.bind(page),
  };
  return guarded as GuardedPage;
}

/** The call as a text that puppeteer sends to the page. There the origin of a document cannot be put on. */
function guardedCall(call: Call): Call {
  const text = `return async (...values) => {
    if (location.origin !== '${whatsAppOrigin}') throw new Error('the page is not at WhatsApp');
    return (${call.toString()})(...values);
  }`;
  return new Function(text)() as Call;
}
