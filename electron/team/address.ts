import type { TeamAddress } from './connection.ts';

/** Whether a server is on this computer: nobody else can read the connection, which need not be encrypted. */
export const isOnThisComputer = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);

export type WrittenAddress = {
  readonly address: TeamAddress;
  /** The user in a provider's address; empty where the address has none. */
  readonly user: string;
  readonly password: string;
};

const usual = { port: 5432, database: 'postgres' };

/**
 * An address as providers show it: `postgres://user:password@host:5432/name`, with any parameters, or `host:5432/name`.
 * Null where it is neither. The connection is encrypted and its certificate checked, unless the server is on this
 * computer. A missing database name or port is taken from `before`.
 */
export function readAddress(written: string, authority: string | undefined, before = usual): WrittenAddress | null {
  const plain = written.trim();
  const isUrl = /^postgres(ql)?:\/\//i.test(plain);
  if (!isUrl && /^[a-z][a-z\d+.-]*:\/\//i.test(plain)) return null;
  const url = URL.parse(isUrl ? plain.replace(/^[a-z]+/i, 'postgres') : `postgres://${plain}`);
  if (url === null || url.hostname === '' || /[\s,]/.test(plain)) return null;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const database = decode(url.pathname.slice(1));
  const address = {
    host,
    port: Number(url.port || (database === '' ? before : usual).port),
    database: database || before.database,
    tls: isOnThisComputer(host) ? ('none' as const) : ('verified' as const),
    ...(authority === undefined || authority === '' ? {} : { authority }),
  };
  return { address, user: decode(url.username), password: decode(url.password) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
