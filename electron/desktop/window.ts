import { BrowserWindow, type Session, screen, shell } from 'electron';
import { limits } from '../../domain/limits.ts';
import type { Language } from '../../domain/settings.ts';
import { systemClock as clock } from '../clock.ts';
import type { Log } from '../ports.ts';
import { appOrigin } from './page-origin.ts';
import { recoverPage } from './page-recovery.ts';
import { leastSize, placeWindow, type WindowState } from './window-state.ts';

export type PageOptions = {
  readonly preload: string;
  readonly origin: string;
  readonly language: Language;
  readonly log: Log;
};
type WindowOptions = PageOptions & {
  /** The window from `openCheckingWindow`, if there was one. It becomes the app's window, unless it was closed. */
  readonly checking: BrowserWindow | null;
  readonly saved: WindowState | null;
  readonly onMoved: (state: WindowState) => void;
};

export function openWindow({ checking, saved, onMoved, ...page }: WindowOptions): BrowserWindow {
  const isOpen = checking !== null && !checking.isDestroyed();
  const window = isOpen ? checking : makeWindow(page, saved);
  if (!window.isVisible()) showOnceDrawn(window);
  reportMoves(window, onMoved);
  load(window, page)
    // The app's page must not lead back to the page of the check.
    .then(() => window.webContents.navigationHistory.clear())
    .catch((error) => page.log.error('window page', error));
  return window;
}

/** Opens the one window before there is data: its page says that the data is checked first, and asks for nothing. */
export function openCheckingWindow(page: PageOptions): BrowserWindow {
  const window = makeWindow(page, null);
  // The default menu is not this app's.
  window.removeMenu();
  showOnceDrawn(window);
  // A check may be so quick that the app's page replaces this one before it is loaded.
  load(window, page, '&checking').catch(() => undefined);
  return window;
}

function load(window: BrowserWindow, { origin, language }: PageOptions, more = ''): Promise<void> {
  return window.loadURL(`${origin}/index.html?language=${language}${more}`);
}

/** A window without a page yet: sandboxed, isolated, and unable to go anywhere but the app's own page. */
function makeWindow({ preload, origin, log }: PageOptions, saved: WindowState | null): BrowserWindow {
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...placeWindow(saved, workAreas),
    minWidth: leastSize.width,
    minHeight: leastSize.height,
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
  if (saved?.isMaximised) window.maximize();
  window.webContents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  window.webContents.on('will-navigate', (event) => {
    // A dev server loads its page anew after some changes.
    const isReload = origin !== appOrigin && new URL(event.url).origin === origin;
    if (!isReload) event.preventDefault();
  });
  recoverPage(window.webContents, clock, log);
  return window;
}

/** Shows the window once drawn. On Wayland Electron may not report that: then once its page loaded, or failed to. */
function showOnceDrawn(window: BrowserWindow): void {
  let isShown = false;
  const show = () => {
    if (!isShown && !window.isDestroyed()) window.show();
    isShown = true;
  };
  window.once('ready-to-show', show);
  window.webContents.once('did-finish-load', show);
  window.webContents.once('did-fail-load', show);
}

/** The place of the window; null while it cannot be told. */
export function stateOf(window: BrowserWindow): WindowState | null {
  if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return null;
  return { bounds: window.getNormalBounds(), isMaximised: window.isMaximized() };
}

function reportMoves(window: BrowserWindow, onMoved: (state: WindowState) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const report = () => {
    const state = stateOf(window);
    if (state) onMoved(state);
  };
  const reportSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(report, limits.windowRestMs);
  };
  window.on('resize', reportSoon);
  window.on('move', reportSoon);
  window.on('maximize', reportSoon);
  window.on('unmaximize', reportSoon);
  window.on('closed', () => clearTimeout(timer));
}

/** The only permission that the page needs: to write a number or code to the clipboard. Reading is another one. */
const permitted = 'clipboard-sanitized-write';

/** Denies every other permission: camera, location, notifications of the page and the like. */
export function limitPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === permitted));
  session.setPermissionCheckHandler((_contents, permission) => permission === permitted);
}

/** Limits requests to the page's own origin; with a dev server, also to its other schemes. */
export function limitRequests(session: Session, origin: string): void {
  if (origin !== appOrigin) return;
  session.webRequest.onBeforeRequest(({ url, webContentsId }, answer) => {
    const isOwn = [`${origin}/`, 'data:', `blob:${origin}/`].some((start) => url.startsWith(start));
    const isOfMain = webContentsId === undefined && url.startsWith('file:');
    answer({ cancel: !isOwn && !isOfMain });
  });
}

const outsideHosts = new Set(['wa.me', 'web.whatsapp.com']);

/** Opens a chat in the system's browser, where there is one. Ignores anything but the listed hosts over https. */
export function openOutside(address: string): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === 'https:' && outsideHosts.has(url.hostname)) shell.openExternal(url.href).catch(() => undefined);
}
