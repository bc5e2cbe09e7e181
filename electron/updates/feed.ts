import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { limits } from '../../domain/limits.ts';
import { plainName } from '../../domain/people/plain-name.ts';
import { fail, fromJson, type Result, succeed } from '../../domain/result.ts';
import { Language } from '../../domain/settings.ts';
import { releasedVersion } from '../../domain/state/update.ts';

const NewsLine = z.string().max(limits.updateNewsCharacters).transform(plainName);

/** What the makers of the app publish about its newest version. */
const Feed = z.object({
  version: z.string().regex(releasedVersion),
  /** The page from which it can be fetched by hand. */
  page: z.url({ protocol: /^https$/ }),
  news: z.partialRecord(Language, z.array(NewsLine).max(limits.updateNewsLines)),
  /** The SHA-512 of each file of the release, in base64, by the file's name. */
  files: z.record(z.string(), z.string()),
});
export type Feed = z.infer<typeof Feed>;

const SignedFeed = z.object({ feed: z.string(), signature: z.base64() });

/** The address of the feed, and the key whose signature is trusted. */
export type FeedSource = { readonly url: string; readonly publicKey: string };

type FeedFailure = { readonly code: 'not_https' | 'unreachable' | 'too_long' | 'not_a_feed' | 'not_signed' };

/** A feed with a valid signature of the key, an Ed25519 key in SPKI and base64. */
export function readFeed(text: string, publicKey: string): Result<Feed, FeedFailure> {
  const signed = SignedFeed.safeParse(fromJson(text));
  if (!signed.success) return fail({ code: 'not_a_feed' });
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  if (!verify(null, Buffer.from(signed.data.feed), key, Buffer.from(signed.data.signature, 'base64')))
    return fail({ code: 'not_signed' });
  const feed = Feed.safeParse(fromJson(signed.data.feed));
  return feed.success ? succeed(feed.data) : fail({ code: 'not_a_feed' });
}

/** Fetches the feed, over https only, and trusts it only by its signature. */
export async function fetchFeed(
  { url, publicKey }: FeedSource,
  request: (url: string, options: { signal: AbortSignal }) => Promise<Response>,
): Promise<Result<Feed, FeedFailure>> {
  if (!url.startsWith('https://')) return fail({ code: 'not_https' });
  try {
    const response = await request(url, { signal: AbortSignal.timeout(limits.updateFeedMs) });
    if (!response.ok) return fail({ code: 'unreachable' });
    const text = await textOf(response);
    return text === null ? fail({ code: 'too_long' }) : readFeed(text, publicKey);
  } catch {
    return fail({ code: 'unreachable' });
  }
}

/** The text of an answer; null where it is longer than any of ours, and then it is not read to its end. */
async function textOf({ body }: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > limits.updateFeedBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
