import type { CommandOutput, CommandResult } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { isErased } from '../../domain/people/erased.ts';
import { succeed } from '../../domain/result.ts';
import { startJob } from '../worker/jobs.ts';
import { afterChange } from './many.ts';
import type { MessageParts } from './parts.ts';

/**
 * Erases the person of a message from everything that the app keeps. Refused while a message is on its way to them
 * or a list is being read. */
export async function erasePersonOf(
  parts: Pick<
    MessageParts,
    | 'queries'
    | 'workerFile'
    | 'database'
    | 'attachmentsFolder'
    | 'uploads'
    | 'campaigns'
    | 'clock'
    | 'changes'
    | 'nudge'
  >,
  id: number,
): Promise<CommandResult<CommandOutput<'message:erasePerson'>>> {
  const { queries, workerFile, database, attachmentsFolder, uploads, clock, changes } = parts;
  const found = queries.message(id);
  if (!found) return refuse('not_found');
  const { phone } = found;
  if (isErased(phone)) return refuse('people_erased');
  const job = { kind: 'erasePerson', database, attachmentsFolder, phone, nowMs: clock.nowMs() } as const;
  const { reply } = startJob(workerFile, job);
  const erased = await reply;
  if (!erased.ok) return erased;
  // The files that lists were read from are kept while their drafts are worked on.
  uploads.dropAll();
  afterChange(parts, erased.value.cancelled);
  changes.manyMessages();
  return succeed({ isLogClean: erased.value.isLogClean });
}
