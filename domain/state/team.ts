import { z } from 'zod';

/** Why the team's database gives nothing at the moment. All of it may pass by itself, so it is asked again. */
const teamWaits = [
  'unreachable',
  'no_answer',
  'starting',
  'full',
  'login_refused',
  'no_such_database',
  'no_postgres',
  'not_secure',
  'not_allowed',
  'failed',
] as const;

/**
 * How this computer stands with its team. Only `open` sends.
 *
 * `waiting`: its database does not answer; asked again at `againAtMs`. `telling`: it is told what this computer ever asked
 * for, after joining or a hold. `held`: the database was put back, and these have not told yet. `ended`: this computer is
 * no member any more, or the address is another team's, or of a newer app.
 */
export const TeamState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  z.object({ kind: z.literal('waiting'), why: z.enum(teamWaits), sinceMs: z.int(), againAtMs: z.int() }),
  z.object({ kind: z.literal('telling') }),
  z.object({ kind: z.literal('held'), why: z.enum(['other_database', 'row_gone']), untold: z.array(z.int()) }),
  z.object({ kind: z.literal('ended'), why: z.enum(['removed', 'other_team', 'newer_app']) }),
]);
export type TeamState = z.infer<typeof TeamState>;
