import { normalFormVersion } from '../template/text-identity.ts';

/** The subject of a fence: nobody gets anything of it twice. Fences and the ledger's lines hold each part by itself. */
export type Scope = {
  /** `campaign:` and the campaign's uid, or `text:` and the digest of the text. */
  readonly name: string;
  /** The version of the normal form in which the text was compared; 0 for a campaign. */
  readonly version: number;
  /** 0 for the text itself, n for its n-th declared repeat. */
  readonly repeat: number;
  /** The date or time it is for, where the text is planned to come again. For another occasion it is no repeat. */
  readonly occasion: string;
};

/** The scope of a campaign: nobody gets anything from it twice for one date, even if its text changes. */
export function campaignScope(uid: string, occasion = ''): Scope {
  return { name: `campaign:${uid}`, version: 0, repeat: 0, occasion };
}

/** The scope of a text in the present normal form. */
export function textScope(digest: string, repeat = 0): Scope {
  return { name: `text:${digest}`, version: normalFormVersion, repeat, occasion: '' };
}

const written = /^(?:campaign|text:(?<version>[1-9]\d*)):(?<of>[^#@]+)(?:#(?<repeat>[1-9]\d*))?(?:@(?<occasion>.+))?$/u;

/** A scope as a line of the ledger holds it: `text:1:9f86d0#2@2026-12-31`. */
export function formatScope({ name, version, repeat, occasion }: Scope): string {
  const versioned = version === 0 ? name : name.replace('text:', `text:${version}:`);
  return `${versioned}${repeat === 0 ? '' : `#${repeat}`}${occasion === '' ? '' : `@${occasion}`}`;
}

/** The scope in a line of the ledger; undefined where the text is no scope. */
export function parseScope(text: string): Scope | undefined {
  const parts = written.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { version, of, repeat = '0', occasion = '' } = parts;
  const name = version === undefined ? `campaign:${of}` : `text:${of}`;
  return { name, version: Number(version ?? 0), repeat: Number(repeat), occasion };
}
