import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Db } from '../../db/database.ts';
import { checkBackup } from '../../db/folder/check-backup.ts';
import { packBackup } from '../../db/folder/packed-backup.ts';
import { unpackForRestore } from '../../db/folder/restore.ts';
import { problemOfLedger } from '../../db/ledger/ledger-check.ts';
import { backUp, quickCheck } from '../../db/open.ts';
import { erasePeople } from '../../db/people/erase.ts';
import { dropAttachmentsOfErased } from '../../db/people/erase-person.ts';
import { succeed } from '../../domain/result.ts';
import type { Job, Now, Workers } from '../worker/jobs.ts';
import { onDatabase } from '../worker/on-database.ts';
import { withPauses } from '../worker/pause-for-others.ts';

declare module '../worker/jobs.ts' {
  interface Jobs {
    /** SQLite's check of the file and the check of the whole fence ledger, with the problems that they found. */
    check: {
      job: { readonly ledger: string };
      value: { problem: string | null; ledgerProblem: string | null };
    };
    maintenance: {
      job: Now & {
        /** Null when no backup is due. */
        readonly backupsFolder: string | null;
        /** People of campaigns that ended before this are erased; null when nobody is to be. */
        readonly eraseBeforeMs: number | null;
        readonly attachmentsFolder: string;
      };
      value: { erased: number };
    };
    writeBack: { job: unknown; value: undefined };
    backup: { job: Now & { readonly folder: string }; value: { name: string } };
    /** Puts a checked copy of a backup beside the database. The backup may have been made to do harm. */
    copyForRestore: { job: { readonly backup: string; readonly ledger: string }; value: undefined };
    /** Checks that the rows of a database from another machine could have come about under our guards. */
    checkMoved: { job: unknown; value: undefined };
  }
}

export const storageWorkers = {
  check: onDatabase(check),
  maintenance: onDatabase(maintain),
  writeBack: onDatabase((db) => {
    db.writeBack();
    return succeed(undefined);
  }),
  backup: onDatabase((db, job) => succeed({ name: basename(backUp(db.sqlite, job.folder, 'by-hand', job.nowMs)) })),
  copyForRestore: ({ backup, ledger }, { database }) => unpackForRestore(database, backup, ledger),
  checkMoved: (_job, { database }) => checkBackup(database),
} satisfies Partial<Workers>;

function check(db: Db, { ledger }: Job<'check'>) {
  const ledgerProblem = existsSync(ledger) ? problemOfLedger(ledger) : null;
  return succeed({ problem: quickCheck(db.sqlite), ledgerProblem });
}

async function maintain(db: Db, { eraseBeforeMs, attachmentsFolder, backupsFolder, nowMs }: Job<'maintenance'>) {
  // Before the backup, which would otherwise keep for days what is to be erased.
  const erased = eraseBeforeMs === null ? 0 : await withPauses(erasePeople(db, eraseBeforeMs, nowMs));
  if (erased > 0) dropAttachmentsOfErased(db, attachmentsFolder);
  if (backupsFolder !== null) await packBackup(backUp(db.sqlite, backupsFolder, 'daily', nowMs));
  return succeed({ erased });
}
