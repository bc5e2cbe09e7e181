import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { TeamFence } from '../../db/team/asks.ts';
import { formatScope, type Scope } from '../../domain/messages/scope.ts';
import { phoneAlias } from '../../domain/people/alias.ts';

/** The kind of a sealed value, so that no value can be put in the place of another kind. */
type SealedKind = 'team' | 'member' | 'campaign' | 'person' | 'file' | 'account' | 'outcome' | 'words' | 'erased';

const nonceBytes = 12;
const tagBytes = 16;
const formatByte = 1;

/**
 * Makes keyed hashes of people, and seals what is written about them, with the team's key. The database has neither the
 * key nor anything from which it could be guessed.
 */
export class TeamKeys {
  readonly #seal: Buffer;
  readonly #hash: Buffer;
  /** Tells whether a code is of this team. */
  readonly check: string;

  constructor(key: Buffer, team: string) {
    const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, team, `sendonce ${purpose}`, 32));
    this.#seal = derive('seal');
    this.#hash = derive('hash');
    this.check = asUuid(derive('check'));
  }

  /** The fence of a person in a scope. Its repeat is not part of it: a later repeat replaces an earlier one. */
  fence(scope: Scope, alias: string): string {
    return this.#keyed(`fence\n${formatScope({ ...scope, repeat: 0 })}\n${alias}`);
  }

  fences({ scopes, aliases }: { readonly scopes: readonly Scope[]; readonly aliases: readonly string[] }): TeamFence[] {
    return scopes.flatMap((scope) =>
      [...new Set(aliases)].map((alias) => ({ key: this.fence(scope, alias), repeat: scope.repeat })),
    );
  }

  /** The key under which a person is on the team's do-not-contact list. */
  readonly stop = (alias: string): string => this.#keyed(`stop\n${alias}`);

  /** The key under which the team knows who wrote to a person lately. */
  readonly contact = (phone: string): string => this.#keyed(`contact\n${phone}`);

  /** All keys that may block a person under their other numbers. */
  under(phones: readonly string[], scopes: readonly Scope[]): string[] {
    return phones.flatMap((phone) => {
      const alias = phoneAlias(phone);
      return [this.stop(alias), this.contact(phone), ...scopes.map((scope) => this.fence(scope, alias))];
    });
  }

  /** The key of an account, for its counts. */
  account(phone: string): string {
    return this.#keyed(`account\n${phone}`);
  }

  /** `of`: the campaign, or the person in one, that the value is about: it opens for no other. */
  seal(kind: SealedKind, text: string, of = ''): Buffer {
    return this.sealBytes(kind, Buffer.from(text), of);
  }

  sealBytes(kind: SealedKind, bytes: Buffer, of = ''): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#seal, nonce).setAAD(boundTo(kind, of));
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([Buffer.of(formatByte), nonce, cipher.getAuthTag(), sealed]);
  }

  /** The sealed value; null where it is no seal of this team, changed, or of another kind, campaign or person. */
  open(kind: SealedKind, sealed: Buffer, of = ''): string | null {
    return this.openBytes(kind, sealed, of)?.toString('utf8') ?? null;
  }

  openBytes(kind: SealedKind, sealed: Buffer, of = ''): Buffer | null {
    if (sealed[0] !== formatByte || sealed.length < 1 + nonceBytes + tagBytes) return null;
    const nonce = sealed.subarray(1, 1 + nonceBytes);
    const tag = sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes);
    const decipher = createDecipheriv('aes-256-gcm', this.#seal, nonce, { authTagLength: tagBytes });
    decipher.setAAD(boundTo(kind, of)).setAuthTag(tag);
    try {
      const opened = decipher.update(sealed.subarray(1 + nonceBytes + tagBytes));
      return Buffer.concat([opened, decipher.final()]);
    } catch {
      return null;
    }
  }

  #keyed(text: string): string {
    return asUuid(createHmac('sha256', this.#hash).update(text).digest());
  }
}

const boundTo = (kind: SealedKind, of: string): Buffer => Buffer.from(`${kind}\n${of}`);

/** The first 16 bytes, as the type that PostgreSQL stores without a length. */
function asUuid(bytes: Buffer): string {
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
