import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../../db/ledger/sync-folder.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { writeAtomically } from '../files/atomic-file.ts';
import { invitationOf, readInvitation } from './invitation.ts';
import type { Membership } from './owner.ts';

/**
 * This computer's membership, stored as the code that it came with, in a file of its own: it is in no backup and no
 * export. Anybody with the folder can act as that member (docs/decisions/0049).
 */
export class MembershipFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Null where this computer has no team. A failure where it had one and the file is unreadable: nothing may go. */
  read(): Result<Membership, string> | null {
    if (!existsSync(this.#path)) return null;
    try {
      const read = readInvitation(readFileSync(this.#path, 'utf8'));
      return read.ok ? succeed(read.value) : fail(read.failure);
    } catch (error) {
      return fail(error instanceof Error && 'code' in error ? String(error.code) : 'unreadable');
    }
  }

  /** The file is on the disk when this resolves. Throws the disk's errors. */
  async keep(membership: Membership): Promise<void> {
    await writeAtomically(this.#path, (file) => file.writeFile(invitationOf(membership)));
  }

  drop(): void {
    rmSync(this.#path, { force: true });
    syncFolder(dirname(this.#path));
  }
}
