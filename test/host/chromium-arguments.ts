// How the window's Chromium is started.
import type { BrowserOptions } from './browser.ts';

const isRoot = process.getuid?.() === 0;

/** Switches off what a browser has and an app's window does not. */
const withoutBrowser = [
  '--disable-back-forward-cache',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-component-extensions-with-background-pages',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-features=AimEnabled,HttpsUpgrades,MediaRouter,OptimizationHints,PaintHolding',
  '--disable-field-trial-config',
  '--disable-quic',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
  '--password-store=basic',
  '--use-mock-keychain',
];

/** A hidden page keeps running, and a busy page is not reported as unresponsive. */
const likeAnApp = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-hang-monitor',
  '--disable-ipc-flooding-protection',
  '--disable-renderer-backgrounding',
];

const headless = [
  '--headless',
  '--hide-scrollbars',
  '--mute-audio',
  // The pointer is a mouse, as on a desktop.
  '--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4',
  // Endless animations would keep the processor busy while nobody looks.
  '--force-prefers-reduced-motion',
];

export function chromiumArguments(profile: string, { isHeaded, hasPort }: BrowserOptions): string[] {
  return [
    ...withoutBrowser,
    ...likeAnApp,
    '--disable-dev-shm-usage',
    '--disable-gpu',
    '--force-color-profile=srgb',
    ...(isHeaded ? ['--test-type'] : headless),
    // Chromium refuses its sandbox to root.
    ...(isRoot ? ['--no-sandbox'] : []),
    `--user-data-dir=${profile}`,
    '--remote-debugging-pipe',
    ...(hasPort ? ['--remote-debugging-port=0'] : []),
    // An app window has no toolbar, whose own pages take as long to load as Chromium itself. It also leaves shortcuts
    // such as Ctrl+N to its page.
    '--app=data:text/html,',
    // Chromium's headless shell knows no app windows, and opens this page.
    ...(isHeaded ? [] : ['about:blank']),
  ];
}
