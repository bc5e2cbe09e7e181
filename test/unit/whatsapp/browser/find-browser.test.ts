import { describe, expect, test } from 'vitest';
import {
  browserName,
  findBrowser,
  installedBrowsers,
  type Machine,
  thisMachine,
} from '../../../../electron/whatsapp/browser/find-browser.ts';

/** A machine with these files; a value is the target of a link, or `#!…` for a script's text. */
function machine(platform: NodeJS.Platform, files: Record<string, string>, env: NodeJS.ProcessEnv = {}): Machine {
  const target = (path: string): string => (files[path]?.startsWith('/') ? files[path] : path);
  return {
    platform,
    home: '/home/ana',
    env,
    exists: (path) => path in files,
    isProgram: (path) => path in files,
    realPath: target,
    scriptText: (path) => (files[path]?.startsWith('#!') ? files[path] : ''),
  };
}

describe('finding a browser', () => {
  test('prefers Chrome, then Edge, Brave and Chromium', () => {
    const all = {
      '/usr/bin/chromium': '',
      '/opt/brave.com/brave/brave': '',
      '/opt/microsoft/msedge/msedge': '',
      '/opt/google/chrome/chrome': '',
    };
    const found = [];
    for (let files: Record<string, string> = all; ; ) {
      const path = findBrowser(null, machine('linux', files))?.executablePath;
      if (path === undefined) break;
      found.push(path);
      files = Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
    }
    expect(found).toEqual(Object.keys(all).reverse());
  });

  test('looks where Windows installs for everybody and for one user', () => {
    const env = { ProgramFiles: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Users\\Ana\\AppData\\Local' };
    const chrome = 'C:\\Users\\Ana\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';
    const edge = 'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe';
    expect(findBrowser(null, machine('win32', { [chrome]: '', [edge]: '' }, env))?.executablePath).toBe(chrome);
    expect(findBrowser(null, machine('win32', { [edge]: '' }, env))).toEqual({
      executablePath: edge,
      args: ['--edge-skip-compat-layer-relaunch', '--do-not-de-elevate'],
    });
  });

  test("looks in both of a Mac's folders for applications", () => {
    const path = '/home/ana/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(findBrowser(null, machine('darwin', { [path]: '' }))).toEqual({ executablePath: path, args: [] });
  });

  test('passes over snaps, also behind the script that Ubuntu calls chromium-browser', () => {
    const files = {
      '/usr/bin/chromium': '/usr/bin/snap',
      '/usr/bin/chromium-browser': '#!/bin/sh\nexec /snap/bin/chromium "$@"',
    };
    expect(findBrowser(null, machine('linux', files))).toBeNull();
  });

  test("takes a distribution's own script", () => {
    const files = { '/usr/bin/chromium': '#!/bin/sh\nexec /usr/lib/chromium/chromium "$@"' };
    expect(findBrowser(null, machine('linux', files))?.executablePath).toBe('/usr/bin/chromium');
  });

  test('follows CHROMIUM_PATH, and to nothing else when it leads nowhere', () => {
    const files = { '/opt/google/chrome/chrome': '', '/home/ana/chrome': '' };
    const found = (path: string) => findBrowser(null, machine('linux', files, { CHROMIUM_PATH: path }));
    expect(found('/home/ana/chrome')?.executablePath).toBe('/home/ana/chrome');
    expect(found('/home/ana/gone')).toBeNull();
  });

  test('finds none where there is none', () => {
    expect(findBrowser(null, machine('linux', {}))).toBeNull();
    expect(findBrowser(null, machine('win32', {}))).toBeNull();
  });

  test('takes the one that the operator chose, and another when it is gone or confined', () => {
    const files = { '/opt/google/chrome/chrome': '', '/home/ana/vivaldi': '', '/snap/bin/brave': '/snap/brave' };
    const found = (chosen: string) => findBrowser(chosen, machine('linux', files))?.executablePath;
    expect(found('/home/ana/vivaldi')).toBe('/home/ana/vivaldi');
    expect(found('/home/ana/gone')).toBe('/opt/google/chrome/chrome');
    expect(found('/snap/bin/brave')).toBe('/opt/google/chrome/chrome');
  });

  test('lists each browser once, by the name of its maker', () => {
    const files = { '/opt/google/chrome/chrome': '', '/usr/bin/google-chrome': '', '/usr/bin/microsoft-edge': '' };
    expect(installedBrowsers(machine('linux', files))).toEqual([
      { name: 'Google Chrome', path: '/opt/google/chrome/chrome' },
      { name: 'Microsoft Edge', path: '/usr/bin/microsoft-edge' },
    ]);
    const names = [
      'C:\\Programs\\Chromium\\Application\\chrome.exe',
      '/Applications/Brave Browser.app/Contents/MacOS/Brave Browser',
      '/opt/vivaldi/vivaldi',
    ].map(browserName);
    expect(names).toEqual(['Chromium', 'Brave', 'vivaldi']);
  });

  test('can look at this machine', () => {
    expect(() => findBrowser(null, thisMachine)).not.toThrow();
  });
});
