import { DateTime } from 'luxon';
import type { UntoldOutcome, UntoldOutcomes } from '../../../db/team/outcomes.ts';
import { limits } from '../../../domain/limits.ts';
import { type OutcomeTold, tellOutcomes } from '../calls.ts';
import type { TeamKeys } from '../keys.ts';
import { sealKnown } from './drawn.ts';
import type { TeamLink } from './link.ts';

/** Tells the team what became of its people here since it was told. What cannot be told now is with the next news. */
export async function tellOutcomesOf(untold: UntoldOutcomes, team: TeamLink): Promise<void> {
  for (let some = untold.next(limits.teamTellBatch); some.length > 0; some = untold.next(limits.teamTellBatch)) {
    const told = some.map((one) => sealedOf(team.keys, one));
    const done = await tellOutcomes(team.connection, told);
    if (!done.ok) return;
    untold.confirm(some);
  }
}

function sealedOf(keys: TeamKeys, one: UntoldOutcome): OutcomeTold {
  const { campaign, place, account, outcome, reply, known, atMs, timeZone, repliedAtMs } = one;
  const { replies, ...rest } = known;
  const day = DateTime.fromMillis(atMs, { zone: timeZone }).toFormat('yyyy-MM-dd');
  return {
    ...{ campaign, place, day, status: outcome, reply },
    account: keys.account(account),
    number: keys.seal('account', account),
    sealed: sealKnown(keys, { ...rest, replies: null, day }),
    words: replies === null ? null : keys.seal('words', replies),
    repliedAt: repliedAtMs === null ? null : new Date(repliedAtMs).toISOString(),
  };
}
