// The requests of a page: the app's listener is asked about each, and the app's handlers answer its own schemes.
import { hostedAddress, innerAddress } from './addresses.ts';
import type { Cdp } from './cdp.ts';
import { type HostSession, protocol } from './protocol.ts';

export type PageRequests = {
  readonly session: HostSession;
  readonly webContentsId: number;
  readonly mainFrameId: string;
  /** Whether the app has refused this navigation of the page's main frame. */
  readonly isRefused: (outer: string) => boolean;
};
type Asked = {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: { url: string; method: string; headers: Record<string, string>; postData?: string };
};

/** From now on no request of the page reaches a network unless the listener allows it. */
export async function answerRequests(cdp: Cdp, page: PageRequests): Promise<void> {
  // A page that is gone needs no answer.
  cdp.on('Fetch.requestPaused', (asked) => void answer(cdp, page, asked).catch(() => undefined));
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}

async function answer(cdp: Cdp, page: PageRequests, asked: Asked): Promise<unknown> {
  const { requestId, request, frameId } = asked;
  const isMain = asked.resourceType === 'Document' && frameId === page.mainFrameId;
  if (isMain && page.isRefused(request.url))
    return cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
  const verdict = await page.session.webRequest.verdict({
    url: innerAddress(request.url),
    method: request.method,
    resourceType: isMain ? 'mainFrame' : asked.resourceType.toLowerCase(),
    webContentsId: page.webContentsId,
  });
  if (verdict.cancel) return cdp.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  if (!hostedAddress.test(request.url)) return cdp.send('Fetch.continueRequest', { requestId });
  try {
    const response = await handled(request);
    return await cdp.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  } catch (error) {
    process.stderr.write(`[stand-in] ${innerAddress(request.url)}: ${error}\n`);
    return cdp.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
  }
}

/** The response of the app's handler for the scheme. */
async function handled({ url: outer, method, headers, postData }: Asked['request']): Promise<Response> {
  const url = innerAddress(outer);
  const handler = protocol.handlers.get(new URL(url).protocol.slice(0, -1));
  if (!handler) throw new Error('net::ERR_UNKNOWN_URL_SCHEME');
  const request = new Request(url, { method, headers, body: postData ?? null });
  return handler(request as unknown as Parameters<typeof handler>[0]);
}
