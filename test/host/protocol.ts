// `protocol`, `net` and `session`: what the window may load, and what its page may do.
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { recorder } from './record.ts';

type ProtocolHandler = Parameters<Electron.Protocol['handle']>[1];

class HostProtocol
  implements Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'>
{
  readonly handlers = new Map<string, ProtocolHandler>();
  readonly #privileged = new Set<string>();
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) {
      if (privileges?.bypassCSP) throw new Error('the stand-in does not bypass the Content Security Policy');
      if (privileges?.standard && privileges.secure) this.#privileged.add(scheme);
    }
  }
  handle(scheme: string, handler: ProtocolHandler): void {
    if (!app.isReady()) throw new Error('protocol.handle can only be called after app is ready');
    // The stand-in shows pages at an https origin, which would give other schemes rights that Electron denies them.
    if (!this.#privileged.has(scheme))
      throw new Error(`the stand-in serves only standard and secure schemes, not '${scheme}'`);
    if (this.handlers.has(scheme)) throw new Error(`The scheme has been registered: ${scheme}`);
    this.handlers.set(scheme, handler);
  }
  unhandle(scheme: string): void {
    this.handlers.delete(scheme);
  }
  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }
}
export const protocol = new HostProtocol();

const contentTypes: Record<string, string> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

export const net = {
  /** As in Electron, a `file:` response has the type of its extension, and a missing file rejects. */
  fetch: async (input, init) => {
    const address = typeof input === 'string' ? input : input.url;
    if (!address.startsWith('file:')) return fetch(input, init);
    const file = fileURLToPath(address);
    if (!existsSync(file) || !statSync(file).isFile()) throw new Error('net::ERR_FILE_NOT_FOUND');
    const type = contentTypes[extname(file).toLowerCase()] ?? 'application/octet-stream';
    return new Response(readFileSync(file), { headers: { 'content-type': type } });
  },
  isOnline: () => true,
  online: true,
} satisfies Pick<Electron.Net, 'fetch' | 'isOnline' | 'online'>;

type BeforeRequest = (
  details: Electron.OnBeforeRequestListenerDetails,
  answer: (response: Electron.CallbackResponse) => void,
) => void;

class HostWebRequest {
  #listener: { urls: RegExp[]; listener: BeforeRequest } | undefined;
  onBeforeRequest(...args: [BeforeRequest | null] | [Electron.WebRequestFilter, BeforeRequest | null]): void {
    const listener = args.length === 2 ? args[1] : args[0];
    const urls = args.length === 2 ? args[0].urls : ['<all_urls>'];
    this.#listener = listener ? { urls: urls.map(urlPattern), listener } : undefined;
  }
  /** The answer of the app's listener to a request; without a listener everything is allowed. */
  async verdict(details: {
    url: string;
    method: string;
    resourceType: string;
    webContentsId: number;
  }): Promise<Electron.CallbackResponse> {
    const set = this.#listener;
    if (!set?.urls.some((pattern) => pattern.test(details.url))) return {};
    return new Promise((answer) => set.listener(details as Electron.OnBeforeRequestListenerDetails, answer));
  }
}

/** Matches Chromium's patterns, but only those of a scheme, a host and a path with `*`. */
function urlPattern(pattern: string): RegExp {
  if (pattern === '<all_urls>') return /^/;
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`);
}

type PermissionRequest = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>;
type PermissionCheck = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>;

export class HostSession extends EventEmitter {
  readonly protocol = protocol;
  readonly webRequest = new HostWebRequest();
  permissionRequest: PermissionRequest | null = null;
  permissionCheck: PermissionCheck | null = null;
  setPermissionRequestHandler(handler: PermissionRequest | null): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(): void {
    recorder.call('session.setDevicePermissionHandler');
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    recorder.call('session.setSpellCheckerEnabled', enabled);
  }
  setSpellCheckerLanguages(languages: string[]): void {
    recorder.call('session.setSpellCheckerLanguages', languages);
  }
  setSpellCheckerDictionaryDownloadURL(url: string): void {
    recorder.call('session.setSpellCheckerDictionaryDownloadURL', url);
  }
}

export const session = { defaultSession: new HostSession() };
