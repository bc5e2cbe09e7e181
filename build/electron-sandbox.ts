// Linux: what Electron's sandbox needs of the system. Without it Electron ends by SIGTRAP and no word.
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { areNamespacesRestricted, type KernelSetting } from '../electron/whatsapp/page/namespaces.ts';

/** What must be known of the system. */
export type SandboxMachine = {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly setting?: KernelSetting;
  /** Owner and mode of a file; undefined where there is none. */
  stat(file: string): { readonly uid: number; readonly mode: number } | undefined;
};

const thisMachine: SandboxMachine = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  stat: (file) => statSync(file, { throwIfNoEntry: false }),
};

const setUidAndExecutable = 0o4755;

/**
 * The two commands that let Electron's sandbox start, where the system (Ubuntu since 23.10) gives programs that it does
 * not know no user namespaces, and Electron's helper does not belong to root; undefined where nothing is to be done. A
 * packed app needs none of it: its package sets both up.
 */
export function sandboxRemedy(electron: string, machine: SandboxMachine = thisMachine): string | undefined {
  if (machine.platform !== 'linux' || machine.isRoot || !areNamespacesRestricted(machine.setting)) return undefined;
  const helper = join(dirname(electron), 'chrome-sandbox');
  const { uid, mode = 0 } = machine.stat(helper) ?? {};
  if (uid === 0 && (mode & 0o7777) === setUidAndExecutable) return undefined;
  return [
    'This system lets Electron’s sandbox start only when its helper belongs to root. Run these two lines once:',
    `  sudo chown root:root '${helper}'`,
    `  sudo chmod 4755 '${helper}'`,
    'Without them npm run practice opens the app in practice mode.',
  ].join('\n');
}
