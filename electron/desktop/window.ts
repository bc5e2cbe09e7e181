import { BrowserWindow, type Session, shell } from 'electron';
import { appOrigin } from './app-protocol.ts';

/** Opens the one window: sandboxed, isolated, and unable to go anywhere but the app's own page. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'SendOnce',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}

/** No page of the app ever needs a permission: camera, place, notifications of the page and the like. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
}

const outsideHosts = new Set(['wa.me', 'web.whatsapp.com']);

/** Opens a chat in the system's browser; anything but the listed hosts over https is ignored. */
export function openOutside(address: string): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === 'https:' && outsideHosts.has(url.hostname)) void shell.openExternal(url.href);
}
