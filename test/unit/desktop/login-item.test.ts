import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { canStartWithComputer, startWithComputer } from '../../../electron/desktop/login-item.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';

const fakeApp = () => ({ getName: () => 'SendOnce', isPackaged: true, setLoginItemSettings: vi.fn() });

it('Windows and macOS are told whether to start the app with the computer', () => {
  for (const platform of ['win32', 'darwin'] as const) {
    const app = fakeApp();
    startWithComputer(app, true, { platform, env: {}, execPath: 'program' });
    startWithComputer(app, false, { platform, env: {}, execPath: 'program' });
    expect(app.setLoginItemSettings.mock.calls).toEqual([[{ openAtLogin: true }], [{ openAtLogin: false }]]);
  }
});

it('Linux is told by a file of the desktops, which names the AppImage itself and goes with the wish', () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'autostart/app.sendonce.desktop');
  const app = fakeApp();
  const env = { XDG_CONFIG_HOME: folder, APPIMAGE: '/home/a b/100% $HOME/SendOnce.AppImage' };
  startWithComputer(app, false, { platform: 'linux', env, execPath: '/tmp/.mount/sendonce' });
  startWithComputer(app, true, { platform: 'linux', env, execPath: '/tmp/.mount/sendonce' });
  expect(readFileSync(file, 'utf8')).toContain(String.raw`Exec="/home/a b/100%% \\$HOME/SendOnce.AppImage"`);
  startWithComputer(app, false, { platform: 'linux', env, execPath: '/tmp/.mount/sendonce' });
  expect(existsSync(file)).toBe(false);
  expect(app.setLoginItemSettings).not.toHaveBeenCalled();
  remove();
});

it('neither practice nor the sources are started with the computer', () => {
  expect(canStartWithComputer({ isPackaged: true }, false)).toBe(true);
  expect(canStartWithComputer({ isPackaged: true }, true)).toBe(false);
  expect(canStartWithComputer({ isPackaged: false }, false)).toBe(false);
});
