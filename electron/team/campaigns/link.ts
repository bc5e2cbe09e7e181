import { fail, type Result } from '../../../domain/result.ts';
import type { News } from '../calls.ts';
import type { ConnectionFailure, TeamConnection } from '../connection.ts';
import type { TeamKeys } from '../keys.ts';

/** What those who work on the team's campaigns see of this computer's place in it. */
export type TeamLink = {
  readonly keys: TeamKeys;
  /** Null while there is none. One that breaks is given up, and the team waits. */
  readonly connection: TeamConnection | null;
  /** As it was heard of last. */
  readonly campaigns: News['campaigns'];
  /** Who was erased elsewhere and is here yet, sealed. */
  readonly toErase: News['toErase'];
  members(): readonly {
    readonly id: number;
    readonly name: string;
    readonly isMe: boolean;
    readonly heardAtMs: number | null;
  }[];
};

type Answer<Value> = Promise<Result<Value, ConnectionFailure>>;

/** Asks the team's database over the connection that stands. */
export async function askTeam<Value>(
  { connection }: TeamLink,
  work: (connection: TeamConnection) => Answer<Value>,
): Answer<Value> {
  return connection === null ? fail({ reason: 'no_answer', detail: 'not connected' }) : work(connection);
}
