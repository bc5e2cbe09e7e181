import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installGate } from './page/gate-in-page.ts';
import { installTools } from './page/tools-in-page.ts';

/** The hash of the code put into the page: another gate must be tried on known versions of WhatsApp again. */
const gateHash = createHash('sha256').update(`${installTools}${installGate}`).digest('hex');

function fileOf(loginFolder: string): string {
  return join(loginFolder, 'proven-version');
}

function stampOf(version: string): string {
  return `${version} ${gateHash}`;
}

/** Whether this gate was tried on this version of WhatsApp's page. */
export async function isProven(loginFolder: string, version: string): Promise<boolean> {
  const proven = await readFile(fileOf(loginFolder), 'utf8').catch(() => '');
  return version !== '' && proven === stampOf(version);
}

/** Stores that this gate held on the version: it is not tried on it again. */
export async function noteProven(loginFolder: string, version: string): Promise<void> {
  await writeFile(fileOf(loginFolder), stampOf(version), { mode: 0o600 });
}
