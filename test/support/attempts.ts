import type { TextHash } from '../../db/campaigns/shown-texts.ts';
import type { Db } from '../../db/database.ts';
import type { NewAttempt } from '../../db/messages/attempts.ts';
import type { ClaimRequest, Scopes } from '../../db/messages/claims.ts';
import { campaignScope, textScope } from '../../domain/messages/scope.ts';
import type { AliasHash } from '../../domain/people/alias.ts';
import { startMs, testAccount } from './temporary-database.ts';

/** A token of the length that the database demands. */
export function tokenOf(name: string): string {
  return name.padEnd(40, '-');
}

/** The id under which WhatsApp knows a number. */
export function chatOf(phone: string): string {
  return `${phone.slice(1)}@c.us`;
}

/** The hash of an alias, made without a key. */
export function hashOf(alias: string): AliasHash {
  return alias as AliasHash;
}

/** The scopes of a campaign whose text is "Hello". */
export function scopesOf(campaignUid: string): Scopes {
  return { campaign: campaignScope(campaignUid), text: textScope('hello') };
}

/** An attempt to send "Hello", with a default for each field that the test does not give. */
export function attemptOf(given: Partial<NewAttempt> & Pick<NewAttempt, 'token' | 'chatId'>): NewAttempt {
  return { account: testAccount, body: 'Hello', attachmentHash: null, nowMs: startMs, ...given };
}

/** A claim of a message that says "Hello" as it was shown, with defaults for what the test does not give. */
export function claimOf(
  { db }: { readonly db: Db },
  given: Partial<ClaimRequest> & Pick<ClaimRequest, 'messageId' | 'phone' | 'token' | 'scopes'>,
): ClaimRequest {
  const chatId = chatOf(given.phone);
  const textHash = db.value<TextHash>('SELECT text_hash FROM message WHERE id = ?', given.messageId) ?? null;
  const looked = { textHash, isInChat: false, chatsRead: [], quietDays: null };
  return { ...attemptOf({ token: given.token, chatId }), ...looked, chatId, ids: [chatId], ...given };
}
