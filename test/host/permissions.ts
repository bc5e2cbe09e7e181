// Electron asks the app's handler at each request for a permission; here Chromium gets the answers beforehand.
import type { Cdp } from './cdp.ts';
import { session } from './protocol.ts';
import type { HostWebContents } from './web-contents.ts';

/** Electron's name of a permission, and Chromium's descriptors for it. */
const permissions: Record<string, string[]> = {
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  geolocation: ['geolocation'],
  'idle-detection': ['idle-detection'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  notifications: ['notifications'],
  'storage-access': ['storage-access'],
  'window-management': ['window-management'],
};

/** Electron grants every permission that no handler refuses. */
async function isGranted(permission: string, contents: HostWebContents, origin: string): Promise<boolean> {
  const { permissionCheck, permissionRequest } = session.defaultSession;
  const details = { isMainFrame: true, requestingUrl: origin } as never;
  if (permissionCheck && !permissionCheck(contents as never, permission as never, origin, details)) return false;
  if (!permissionRequest) return true;
  return new Promise((answer) => permissionRequest(contents as never, permission as never, answer, details));
}

/** `origin` is the page's origin in Chromium. */
export async function applyPermissions(cdp: Cdp, contents: HostWebContents, origin: string): Promise<void> {
  const settings = Object.entries(permissions).map(async ([permission, names]) => {
    const setting = (await isGranted(permission, contents, origin)) ? 'granted' : 'denied';
    // A Chromium without one of these permissions denies it anyway.
    for (const name of names)
      await cdp.send('Browser.setPermission', { permission: { name }, setting, origin }).catch(() => undefined);
  });
  await Promise.all(settings);
}
