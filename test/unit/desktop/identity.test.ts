import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applicationId, settleOnWindows } from '../../../electron/desktop/identity.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

function settle(platform: NodeJS.Platform, given: { isPackaged?: boolean; switches?: readonly string[] } = {}): object {
  const told: Record<string, string> = {};
  const app = {
    isPackaged: given.isPackaged ?? true,
    getName: () => 'SendOnce',
    setAppUserModelId: (id: string) => void Object.assign(told, { id }),
    setPath: (name: string, path: string) => void Object.assign(told, { [name]: path }),
    commandLine: { hasSwitch: (name: string) => given.switches?.includes(name) ?? false },
  };
  settleOnWindows(app, { platform, env: { LOCALAPPDATA: place.folder }, execPath: 'C:\\electron.exe' });
  return told;
}

describe('on Windows', () => {
  it('the data is in the folder of this computer, not in the one that travels with the user', () => {
    const { userData = '' } = settle('win32') as { userData?: string };
    expect(userData).toBe(join(place.folder, 'SendOnce'));
    expect(existsSync(userData)).toBe(true);
  });

  it('a data folder that was asked for is the one', () => {
    expect(settle('win32', { switches: ['user-data-dir'] })).toEqual({ id: applicationId });
  });

  it('notifications and the taskbar know the app by the id of its shortcut, which only an installed one has', () => {
    expect(settle('win32')).toMatchObject({ id: applicationId });
    expect(settle('win32', { isPackaged: false })).toMatchObject({ id: 'C:\\electron.exe' });
  });
});

it('elsewhere nothing is to be told', () => {
  expect([settle('linux'), settle('darwin')]).toEqual([{}, {}]);
});
