import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';

/** The program's id, which the installer also gives to the shortcut in the Start menu. */
export const applicationId = 'app.sendonce.desktop';

type IdentifiedApp = Pick<App, 'getName' | 'isPackaged' | 'setAppUserModelId' | 'setPath'> & {
  readonly commandLine: Pick<App['commandLine'], 'hasSwitch'>;
};
export type Machine = Pick<NodeJS.Process, 'platform' | 'env' | 'execPath'>;

/**
 * Tells Windows, before anything is opened, which shortcut the app belongs to, and keeps its data on this computer. By
 * default Electron uses the roaming folder, which company networks copy to every computer of the user: the WhatsApp
 * login would go along, and the database would be replaced while the app uses it.
 */
export function settleOnWindows(app: IdentifiedApp, { platform, env, execPath }: Machine = process): void {
  if (platform !== 'win32') return;
  app.setAppUserModelId(app.isPackaged ? applicationId : execPath);
  if (!env.LOCALAPPDATA || app.commandLine.hasSwitch('user-data-dir')) return;
  const folder = join(env.LOCALAPPDATA, app.getName());
  mkdirSync(folder, { recursive: true });
  app.setPath('userData', folder);
}

/**
 * A folder of this computer and user. No copy of the app's own folder contains it, and no other data folder uses it. It
 * is made when something is first written there.
 */
export function folderOfComputer(app: Pick<App, 'getName' | 'getPath'>): string {
  const local = process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined;
  return join(local ?? app.getPath('appData'), `${app.getName()} on this computer`);
}

/** Whether an AppImage runs without a sandbox: newer Ubuntus silently give it none. The deb has a profile for it. */
export function isUnsandboxed({ commandLine }: Pick<IdentifiedApp, 'commandLine'>, env: NodeJS.ProcessEnv): boolean {
  return env.APPIMAGE !== undefined && commandLine.hasSwitch('no-sandbox');
}
