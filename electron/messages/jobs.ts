import type { Db } from '../../db/database.ts';
import { MessagePages } from '../../db/messages/message-pages.ts';
import { dropAttachmentsOfErased, erasePerson } from '../../db/people/erase-person.ts';
import { SearchIndex } from '../../db/search/search-index.ts';
import type { TeamErasure } from '../../db/team/erasures.ts';
import type { MessageFilter } from '../../domain/contract.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { Job, JobReply, Now, Workers } from '../worker/jobs.ts';
import { onDatabase } from '../worker/on-database.ts';
import { withPauses } from '../worker/pause-for-others.ts';

declare module '../worker/jobs.ts' {
  interface Jobs {
    /** How many messages a filter shows, without an upper limit. */
    countMessages: { job: { readonly filter: MessageFilter }; value: { total: number } };
    erasePerson: {
      job: Now & { readonly attachmentsFolder: string; readonly phone: string } & {
        readonly forTeam: TeamErasure | null;
      };
      /** Messages that were still to go and were cancelled. */
      value: { cancelled: readonly number[]; isLogClean: boolean };
    };
  }
}

export const messageWorkers = {
  countMessages: onDatabase((db, { filter }) =>
    succeed({ total: new MessagePages(db, new SearchIndex(db)).count(filter) ?? 0 }),
  ),
  erasePerson: onDatabase(eraseOne),
} satisfies Partial<Workers>;

async function eraseOne(
  db: Db,
  { phone, attachmentsFolder, forTeam, nowMs }: Job<'erasePerson'>,
): Promise<JobReply<'erasePerson'>> {
  const erased = await withPauses(erasePerson(db, phone, nowMs, forTeam));
  if (erased === null) return refuse('erasing_waits');
  dropAttachmentsOfErased(db, attachmentsFolder);
  return succeed(erased);
}
