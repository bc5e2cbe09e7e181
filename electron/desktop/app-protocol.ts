import { isAbsolute, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { net, protocol } from 'electron';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // No text becomes a script or a part of the page: no policy that would allow that can be created.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Must run before the app is ready, once. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built renderer, and nothing outside its folder. */
export function serveApp(rendererFolder: string): void {
  protocol.handle('app', async (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname);
    const file = join(rendererFolder, path === '/' ? 'index.html' : `.${path}`);
    const inside = relative(rendererFolder, file);
    if (inside.startsWith('..') || isAbsolute(inside)) return new Response('', { status: 403 });
    try {
      const response = await net.fetch(pathToFileURL(file).href);
      const headers = new Headers(response.headers);
      headers.set('content-security-policy', contentSecurityPolicy);
      headers.set('x-content-type-options', 'nosniff');
      return new Response(response.body, { status: response.status, headers });
    } catch {
      return new Response('', { status: 404 });
    }
  });
}
