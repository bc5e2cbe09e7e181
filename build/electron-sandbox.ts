// What Electron's sandbox needs of a Linux system. Without it Electron ends by SIGTRAP and says nothing.
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { areNamespacesRestricted, type KernelSetting } from '../electron/whatsapp/browser/namespaces.ts';

/** What must be known of the system. */
type SandboxMachine = {
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
 * The two commands that let Electron's sandbox start; undefined where none is needed. They are needed where the system
 * (Ubuntu since 23.10) denies user namespaces to programs that it does not know, and Electron's helper does not belong
 * to root. An installed app needs neither: its package sets both up.
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
