import { readdirSync, readFileSync } from 'node:fs';
import { foldersUnder } from '../../../electron/storage/folders.ts';
import type { BuiltApp } from '../../support/built-app.ts';

/**
 * Kills the browser that runs WhatsApp, as the system does when memory is short. Only where /proc shows which process
 * it is.
 */
export function killBrowserOf(app: BuiltApp): void {
  const login = foldersUnder(app.userData, true).whatsapp;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const command = commandOf(name);
    if (command.includes(login) && !command.includes('--type=')) process.kill(Number(name), 'SIGKILL');
  }
}

function commandOf(processId: string): string {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, 'utf8');
  } catch {
    return ''; // The process has ended meanwhile.
  }
}
