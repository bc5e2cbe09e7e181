import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fail, fromJson, type Result, succeed } from '../../domain/result.ts';
import type { Membership } from './owner.ts';

/** Tells a person who finds a code what it is, and the app which format it has. */
const prefix = 'sendonce-team-1.';
const checksumLetters = 8;

const Code = z.object({
  team: z.uuid(),
  name: z.string().min(1),
  key: z.string().regex(/^[\w-]{43}$/),
  user: z.string().min(1),
  password: z.string().min(1),
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  database: z.string().min(1),
  tls: z.enum(['verified', 'none']),
  authority: z.string().optional(),
});

/** A membership as one code, for the computer that joins. Everybody who has the code can act as that member. */
export function invitationOf({ team, name, key, user, password, address }: Membership): string {
  const body = Buffer.from(
    JSON.stringify({ team, name, key: key.toString('base64url'), user, password, ...address }),
  ).toString('base64url');
  return `${prefix}${body}.${checksumOf(body)}`;
}

/**
 * The membership in a code, ignoring spaces and line ends. `not_a_code`: something else. `cut_off`: a part is missing
 * or was changed. `newer_app`: a format that this app does not know.
 */
export function readInvitation(text: string): Result<Membership, 'not_a_code' | 'cut_off' | 'newer_app'> {
  const code = text.replaceAll(/\s/g, '');
  if (!code.startsWith(prefix)) return fail(/^sendonce-team-\d+\./.test(code) ? 'newer_app' : 'not_a_code');
  const [body = '', checksum = ''] = code.slice(prefix.length).split('.');
  if (checksum !== checksumOf(body)) return fail('cut_off');
  const read = Code.safeParse(fromJson(Buffer.from(body, 'base64url').toString('utf8')));
  if (!read.success) return fail('cut_off');
  const { team, name, key, user, password, ...address } = read.data;
  return succeed({ team, name, key: Buffer.from(key, 'base64url'), user, password, address });
}

function checksumOf(body: string): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, checksumLetters);
}
