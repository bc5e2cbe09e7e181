import type { PageWindow } from './page-types.ts';
import type { Inspection } from './page-words.ts';

/** Runs in the page: looks at what we rely on, and changes nothing. It is turned into text, so it stands on its own. */
export const inspectPage = (names: readonly string[]): Inspection => {
  const page = window as unknown as PageWindow & { Debug?: { VERSION?: unknown } };
  const attempt = <Value>(look: () => Value, otherwise: Value): Value => {
    try {
      return look();
    } catch {
      return otherwise;
    }
  };
  type Modules = { require(name: string): Record<string, unknown> | undefined };
  const part = (name: string) => attempt(() => (page as unknown as Modules).require(name), undefined);
  const fieldOf = (id: object, text: string): string =>
    Object.entries(id).find(([, value]) => value === text)?.[0] ?? '';
  const canWrap = (name: string, member: string): boolean => {
    const owner = part(name);
    const how = owner && Object.getOwnPropertyDescriptor(owner, member);
    return how !== undefined && (how.writable === true || how.set !== undefined);
  };
  const me = attempt(() => page.require('WAWebUserPrefsMeUser').getMaybeMePnUser(), undefined);
  const random = '3EB0000000000000000000';
  const key = attempt(() => {
    const Key = part('WAWebMsgKey') as unknown as new (parts: object) => object;
    return me ? new Key({ from: me, to: me, id: random, selfDir: 'out' }) : null;
  }, null);
  const brands = (navigator as { userAgentData?: { brands?: { brand: string; version: string }[] } }).userAgentData;
  return {
    userAgent: navigator.userAgent,
    brands: (brands?.brands ?? []).map(({ brand, version }) => `${brand} ${version}`),
    version: String(page.Debug?.VERSION ?? ''),
    missing: names.filter((name) => !part(name)),
    keyField: key ? fieldOf(key, String(key)) : '',
    idField: me ? fieldOf(me, String(me)) : '',
    saysKey: key !== null && String(key).includes(random),
    saysId: me !== undefined && me !== null && /^\d+(:\d+)?@/.test(String(me)),
    canWrapSend: canWrap('WAWebSendMsgChatAction', 'addAndSendMsgToChat'),
    canWrapEncryption: canWrap('WAWebSendMsgJob', 'encryptAndSendMsg'),
    hasLid: Boolean(attempt(() => page.require('WAWebUserPrefsMeUser').getMaybeMeLidUser(), undefined)),
    standing: page.sendOnceTools?.standing() ?? null,
  };
};
