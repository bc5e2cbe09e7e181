// Chromium does not know the app's own scheme, so the stand-in shows app://bundle/x as https://bundle.app.host.test/x:
// a real, secure origin of its own, on which CSP, localStorage and fetch behave as on the app's.

const suffix = '.host.test';
const outerPattern = /^https:\/\/([^/]+)\.([a-z][a-z0-9+-]*)\.host\.test(\/.*)?$/;

/** Every address that the window may request on behalf of one of the app's own schemes. */
export const hostedAddress = /^https:\/\/[^/]+\.host\.test(\/|$)/;

/** The address in Chromium; only `schemes` are mapped, any other address stays unchanged. */
export function outerAddress(address: string, schemes: Iterable<string>): string {
  const url = new URL(address);
  const scheme = url.protocol.slice(0, -1);
  if (![...schemes].includes(scheme)) return address;
  return `https://${url.host}.${scheme}${suffix}${url.pathname || '/'}${url.search}${url.hash}`;
}

/** The address in the app. */
export function innerAddress(address: string): string {
  const match = outerPattern.exec(address);
  return match ? `${match[2]}://${match[1]}${match[3] ?? '/'}` : address;
}

/** The origin of an address in the app. Node's URL gives `null` for schemes that it does not know. */
export function innerOrigin(address: string): string {
  return innerAddress(address).split('/').slice(0, 3).join('/');
}
