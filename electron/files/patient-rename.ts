import { rename } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../../db/open.ts';

/** Options for removing files: Windows' virus scanners hold fresh ones for a moment, which blocks removing them. */
export const patientRemoval = { recursive: true, force: true, maxRetries: 10, retryDelay: 200 } as const;
const heldCodes = ['EPERM', 'EACCES', 'EBUSY'];

/** Renames a file or a folder, and waits while a virus scanner holds it. Throws the disk's errors. */
export async function renamePatiently(
  from: string,
  to: string,
  renameOnce: (from: string, to: string) => Promise<void> = rename,
): Promise<void> {
  for (let left: number = patientRemoval.maxRetries; ; left--) {
    try {
      return await renameOnce(from, to);
    } catch (error) {
      if (left === 0 || !heldCodes.includes(errorCode(error))) throw error;
      await delay(patientRemoval.retryDelay);
    }
  }
}
