import type { News } from '../calls.ts';
import type { TeamConnection } from '../connection.ts';
import type { TeamKeys } from '../keys.ts';

/** What those who work on the team's campaigns see of this computer's place in it. */
export type TeamLink = {
  readonly keys: TeamKeys;
  /** Null while there is none: then nothing has an answer. One that breaks is given up, and the team waits. */
  readonly connection: TeamConnection | null;
  /** As it was heard of last. */
  readonly campaigns: News['campaigns'];
  /** Who was erased elsewhere and is here yet, sealed. */
  readonly toErase: News['toErase'];
  members(): readonly {
    readonly id: number;
    readonly name: string;
    readonly isMe: boolean;
    readonly hasJoined: boolean;
    readonly heardAtMs: number | null;
  }[];
};
