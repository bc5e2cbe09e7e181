import type { Stores } from '../../db/stores.ts';
import type { TeamErasure } from '../../db/team/erasures.ts';
import type { MessageFilter } from '../../domain/contract.ts';
import type { Answer } from '../commands.ts';
import type { Uploads } from '../files/uploads.ts';
import type { Given, ReadChat } from '../ports.ts';
import type { JobPlace } from '../worker/job-threads.ts';
import type { Bulk } from './bulk.ts';

/** What whoever works on messages needs. */
export type MessageParts = Pick<
  Stores,
  'fences' | 'messages' | 'campaigns' | 'lists' | 'queries' | 'moves' | 'queue' | 'pages' | 'replies' | 'verifications'
> &
  JobPlace &
  Given<'clock' | 'changes' | 'nudge' | 'isHere'> & {
    /** What a team is told of somebody whom a person erases here; null without a team. */
    readonly erasureForTeam: (phone: string) => TeamErasure | null;
    /** Somebody was erased by a person here. */
    readonly onErased: () => void;
    /** Whether the chats of this account could be read now, before messages that it had go from another. */
    readonly canReadOldChats: (phone: string) => Promise<boolean>;
    /** Makes new lists ready for searches. */
    readonly indexPeople: () => Promise<void>;
    /** How many messages a filter shows, counted in the worker. */
    readonly countAll: (filter: MessageFilter) => Answer<{ total: number }>;
    readonly bulk: Bulk;
    readonly attachmentsFolder: string;
    readonly uploads: Pick<Uploads, 'dropAll'>;
    readonly readChat: ReadChat;
  };
