import { describe, expect, test } from 'vitest';
import { withoutHeadless } from '../../../../electron/whatsapp/browser/browser-identity.ts';
import { browserArguments, browserEnvironment } from '../../../../electron/whatsapp/browser/launch.ts';

const chrome = { executablePath: '/opt/google/chrome/chrome', args: ['--of-chrome'] };
const noAddressBar = '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup';
const page = {
  html: '/page.html',
  version: '2.3',
  exampleList: '/example-list.csv',
  chromiumArgs: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE x'],
};

const argumentsOf = (given: Partial<Parameters<typeof browserArguments>[0]>): string[] =>
  browserArguments({ choice: chrome, page: null, userAgent: null, isRoot: false, ...given });

describe('the command line of Chromium', () => {
  test('gives the browser the name that it has with a window', () => {
    const name = withoutHeadless('Mozilla/5.0 (X11; Linux x86_64) (KHTML, like Gecko) HeadlessChrome/156.0.0.0');
    expect(argumentsOf({ userAgent: name })).toContain(
      '--user-agent=Mozilla/5.0 (X11; Linux x86_64) (KHTML, like Gecko) Chrome/156.0.0.0',
    );
  });

  test('keeps the sandbox for the real WhatsApp, also for root', () => {
    expect(argumentsOf({ isRoot: true })).toEqual(['--of-chrome', noAddressBar]);
  });

  test('keeps the sandbox in practice, except for root, who could not start it', () => {
    expect(argumentsOf({ page })).not.toContain('--no-sandbox');
    expect(argumentsOf({ page, isRoot: true })).toContain('--no-sandbox');
  });

  test('keeps practice off the network, where the page does not ask for an exception', () => {
    const shipped = { ...page, chromiumArgs: [] };
    expect(argumentsOf({ page: shipped })).toEqual([
      '--of-chrome',
      noAddressBar,
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ]);
    expect(argumentsOf({ page }).at(-1)).toBe(page.chromiumArgs[0]);
  });
});

describe('the environment of Chromium', () => {
  test("is ours without Electron's and Node's", () => {
    const environment = { HOME: '/home/ana', ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '-x', CHROME_DESKTOP: 'a' };
    expect(browserEnvironment({ ...environment, GONE: undefined })).toEqual({ HOME: '/home/ana' });
  });

  test('is without what an AppImage adds to find its own libraries', () => {
    const environment = {
      APPDIR: '/mnt/app',
      APPIMAGE: '/home/ana/SendOnce.AppImage',
      LD_LIBRARY_PATH: '/mnt/app/usr/lib',
      PATH: '/mnt/app/usr/sbin:/usr/bin',
      XDG_DATA_DIRS: '/mnt/app/share:/usr/share',
    };
    expect(browserEnvironment(environment)).toEqual({ PATH: '/usr/bin', XDG_DATA_DIRS: '/usr/share' });
  });

  test('keeps libraries that the user set outside of an AppImage', () => {
    expect(browserEnvironment({ LD_LIBRARY_PATH: '/opt/lib' })).toEqual({ LD_LIBRARY_PATH: '/opt/lib' });
  });
});
