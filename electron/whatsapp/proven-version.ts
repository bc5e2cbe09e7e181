import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

function fileOf(loginFolder: string): string {
  return join(loginFolder, 'proven-version');
}

/** Whether the gate was tried on this version of WhatsApp's page. */
export async function isProven(loginFolder: string, version: string): Promise<boolean> {
  const proven = await readFile(fileOf(loginFolder), 'utf8').catch(() => '');
  return version !== '' && proven === version;
}

export async function noteProven(loginFolder: string, version: string): Promise<void> {
  await writeFile(fileOf(loginFolder), version, { mode: 0o600 });
}
