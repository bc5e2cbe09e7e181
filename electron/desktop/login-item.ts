import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { App } from 'electron';
import { applicationId, type Machine } from './identity.ts';

type LoginApp = Pick<App, 'getName' | 'isPackaged' | 'setLoginItemSettings'>;

/** Whether the system can start this build with the computer. Practice mode never starts with it. */
export function canStartWithComputer(app: Pick<App, 'isPackaged'>, isPractice: boolean): boolean {
  return app.isPackaged && !isPractice;
}

/** Sets whether the system starts the app at login. Done at each start, since the program may have been moved. */
export function startWithComputer(
  app: LoginApp,
  wanted: boolean,
  { platform, env, execPath }: Machine = process,
): void {
  if (platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: wanted });
    return;
  }
  // Electron does not support this on Linux; the desktops agree on this file.
  const file = join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart', applicationId);
  if (wanted) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, desktopEntry(app.getName(), env.APPIMAGE ?? execPath));
  } else if (existsSync(file)) rmSync(file);
}

/** The desktop entry, with the program in quotes. Special characters are escaped for the command and the file. */
function desktopEntry(name: string, program: string): string {
  const escaped = program
    .replaceAll(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return `[Desktop Entry]\nType=Application\nName=${name}\nExec="${escaped}"\nTerminal=false\n`;
}
