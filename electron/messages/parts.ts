import type { Stores } from '../../db/stores.ts';
import type { TeamErasure } from '../../db/team/erasures.ts';
import type { MessageFilter } from '../../domain/contract.ts';
import type { Answer } from '../commands.ts';
import type { Uploads } from '../files/uploads.ts';
import type { Given, ReadChat } from '../ports.ts';
import type { JobThreads } from '../worker/job-threads.ts';
import type { Bulk } from './bulk.ts';

export type MessageParts = Pick<
  Stores,
  'fences' | 'messages' | 'campaigns' | 'lists' | 'queries' | 'moves' | 'queue' | 'pages' | 'replies' | 'verifications'
> &
  Given<'clock' | 'changes' | 'nudge' | 'isHere' | 'canReadOldChats' | 'indexPeople'> & {
    /** What a team is told of a person who is erased here; null without a team. */
    readonly erasureForTeam: (phone: string) => TeamErasure | null;
    /** Called when a person here erased somebody. */
    readonly onErased: () => void;
    /** How many messages a filter shows, counted in the worker. */
    readonly countAll: (filter: MessageFilter) => Answer<{ total: number }>;
    readonly threads: JobThreads;
    readonly bulk: Bulk;
    readonly attachmentsFolder: string;
    readonly uploads: Pick<Uploads, 'dropAll'>;
    readonly readChat: ReadChat;
  };
