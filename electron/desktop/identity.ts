import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';

/** The program's id, as the installer gives it to the Start menu's shortcut. */
export const applicationId = 'app.sendonce.desktop';

type IdentifiedApp = Pick<App, 'getName' | 'isPackaged' | 'setAppUserModelId' | 'setPath'> & {
  readonly commandLine: Pick<App['commandLine'], 'hasSwitch'>;
};
type Machine = Pick<NodeJS.Process, 'platform' | 'env' | 'execPath'>;

/**
 * What Windows wants to be told before anything is opened: which shortcut the app belongs to, and that its data is this
 * computer's. By itself Electron takes the roaming folder, which company networks copy to every computer of the user:
 * the WhatsApp login would travel along, and the database would be exchanged under the app's hands.
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
 * A folder of this computer and user that no copy of the app's own folder brings along, and no other data is used with. It
 * is made when something is written there.
 */
export function folderOfComputer(app: Pick<App, 'getName' | 'getPath'>): string {
  const local = process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined;
  return join(local ?? app.getPath('appData'), `${app.getName()} on this computer`);
}

/** An AppImage has no sandbox where newer Ubuntus give it none, and does not say so. The deb has its profile. */
export function isUnsandboxed({ commandLine }: Pick<IdentifiedApp, 'commandLine'>, env: NodeJS.ProcessEnv): boolean {
  return env.APPIMAGE !== undefined && commandLine.hasSwitch('no-sandbox');
}
