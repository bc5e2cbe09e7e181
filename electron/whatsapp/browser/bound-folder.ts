import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const markerName = 'computer';

/**
 * Empties a folder that another computer has filled, as where a whole home was copied: programs in it are not started. What
 * this computer fetches into it from now on stays.
 */
export function bindToComputer(folder: string, computer: string): void {
  const marker = join(folder, markerName);
  if (textOf(marker) === computer) return;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(marker, computer, { mode: 0o600 });
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
