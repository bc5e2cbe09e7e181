import { setTimeout as delay } from 'node:timers/promises';
import { readMeta } from '../../db/meta.ts';
import { TeamAsks } from '../../db/team/asks.ts';
import { pastSends } from '../../db/team/past.ts';
import { TeamMember } from '../../electron/team/member.ts';
import type { Membership } from '../../electron/team/owner.ts';
import { makeRig, type RigOptions, silentLog } from './dispatch-rig.ts';
import type { FakeClock } from './fake-clock.ts';

/** One computer of a team: the real dispatcher and the real member, on a database of its own. */
export function makeTeamRig(
  membership: Membership,
  { clock, folder, countFrom }: Pick<RigOptions, 'folder' | 'countFrom'> & { clock: FakeClock },
) {
  const members: TeamMember[] = [];
  const rig = makeRig({
    ...{ clock, ...(folder === undefined ? {} : { folder }), ...(countFrom === undefined ? {} : { countFrom }) },
    team: (db) => {
      const member: TeamMember = new TeamMember({
        ...{ membership, clock, log: silentLog, blocked: () => [], computer: readMeta(db, 'database') ?? '' },
        asks: new TeamAsks(db, membership.team),
        past: (after) => pastSends(db, membership.team, { after, most: 3 }),
        onChange: ({ kind }) => {
          if (kind === 'open') rig.dispatcher.nudge();
        },
      });
      members.push(member);
      return member;
    },
  });
  return {
    rig,
    get member(): TeamMember {
      const member = members.at(-1);
      if (member === undefined) throw new Error('no member');
      return member;
    },
    /** Ends every member that a start of this computer made. */
    stop: () => Promise.all(members.map((member) => member.stop())),
  };
}

export type TeamRig = ReturnType<typeof makeTeamRig>;

/** Lets time pass for whoever shares the clock, with some for what is really asked of a server meanwhile. */
export async function passUntil(clock: FakeClock, isSo: () => boolean, mostMs = 3_600_000): Promise<void> {
  for (let passed = 0; !isSo(); passed += 250) {
    if (passed > mostMs) throw new Error(`not within ${mostMs} ms: ${isSo}`);
    await clock.pass(250);
    await delay(2);
  }
}
