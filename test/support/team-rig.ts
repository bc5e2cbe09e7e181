import { randomUUID } from 'node:crypto';
import { copyFileSync, rmSync } from 'node:fs';
import { Alarms } from '../../db/alarms.ts';
import { markReturned } from '../../db/folder/returned-campaigns.ts';
import { readMeta } from '../../db/meta.ts';
import { backUp, openSecondConnection } from '../../db/open.ts';
import { erasePerson } from '../../db/people/erase-person.ts';
import { leaveTeam, TeamAsks } from '../../db/team/asks.ts';
import type { TeamErasure } from '../../db/team/erasures.ts';
import { pastSends } from '../../db/team/past.ts';
import { defaultSettings } from '../../domain/settings.ts';
import type { Account } from '../../domain/state/state.ts';
import { CampaignBatches } from '../../electron/campaigns/batches.ts';
import { finishBegun } from '../../electron/campaigns/finish-begun.ts';
import { startCampaign } from '../../electron/campaigns/start.ts';
import type { Clock } from '../../electron/ports.ts';
import { roundOf } from '../../electron/team/campaigns/rounds.ts';
import { TeamMember } from '../../electron/team/member.ts';
import type { Membership } from '../../electron/team/owner.ts';
import { untilServersAnswered } from './asked-of-servers.ts';
import { atOnce } from './at-once.ts';
import { campaignPartsOf } from './campaign-actions.ts';
import { silentChanges } from './changes.ts';
import { makeRig, type Rig, type RigOptions, silentLog } from './dispatch-rig.ts';
import type { FakeClock } from './fake-clock.ts';
import { granted } from './granted.ts';
import { quickSchedule } from './schedules.ts';
import { addList, type Stores } from './temporary-database.ts';

/** One computer of a team: the real dispatcher and the real member, on a database of its own. */
export function makeTeamRig(
  membership: Membership,
  {
    clock,
    folder,
    countFrom,
    settings = {},
    others = [],
  }: Pick<RigOptions, 'folder' | 'countFrom' | 'settings' | 'others'> & { clock: FakeClock },
) {
  const members: TeamMember[] = [];
  let present = membership;
  const rig = makeRig({
    clock,
    settings,
    others,
    ...(folder === undefined ? {} : { folder }),
    ...(countFrom === undefined ? {} : { countFrom }),
    team: (db) => {
      const member: TeamMember = new TeamMember({
        membership: present,
        clock,
        log: silentLog,
        computer: readMeta(db, 'database') ?? '',
        asks: new TeamAsks(db, present.team),
        past: (after) => pastSends(db, present.team, { after, most: 3 }),
        onNews: (here) => roundOf(campaignParts(rig), here),
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
    /** The id of its present membership, once it has heard of itself. */
    get idInTeam(): number {
      return this.member.members().find(({ isMe }) => isMe)?.id ?? 0;
    },
    /** Forgets the membership, and enters with another one by a start. */
    async enterAnew(next: Membership): Promise<void> {
      leaveTeam(rig.stores.db, clock.nowMs());
      await finishBegun({ ...campaignParts(rig), notices: rig.stores.notices });
      this.comeBack(next);
    },
    /** Enters once more after its membership was ended by others: its campaigns of the team go on. */
    comeBack(next: Membership): void {
      present = next;
      rig.crash();
    },
    /** Makes a backup of its database. Returns the file. */
    backUp: (): string => backUp(rig.stores.db.sqlite, `${rig.folder}/backups`, randomUUID(), clock.nowMs()),
    /** Puts a backup in the place of its database, as the app does. The ledger stays. */
    async putBack(backup: string): Promise<void> {
      const database = `${rig.folder}/sendonce.db`;
      await Promise.all(members.map((member) => member.stop()));
      rig.crash(() => {
        for (const companion of ['-wal', '-shm']) rmSync(database + companion, { force: true });
        copyFileSync(backup, database);
        const db = openSecondConnection(database);
        new Alarms(db).raise('restored', {}, clock.nowMs());
        markReturned(db, 'restored');
        db.close();
      });
    },
    /** Stops every member that was made by a start of this computer. */
    stop: () => Promise.all(members.map((member) => member.stop())),
  };
}

/** The parts that work on a team's campaigns, on a database, with no linked account. */
export const partsOn = (stores: Stores, clock: Clock) => ({
  ...stores,
  clock,
  log: silentLog,
  changes: silentChanges,
  batches: new CampaignBatches(() => stores.db.writeBack()),
  isFileWhole: async () => true,
  settings: () => defaultSettings(false),
  account: (): Account | null => null,
  isHere: (_phone: string): boolean => false,
  computers: () => [],
  isOfTeam: (_uid: string): boolean => true,
  timeZone: () => 'UTC',
  nudge: (): void => undefined,
  eraseHere: async (phone: string, forTeam: TeamErasure | null = null): Promise<boolean> =>
    atOnce(erasePerson(stores.db, phone, clock.nowMs(), forTeam)) !== null,
});

/** The same parts on a rig. */
export const campaignParts = ({ stores, clock, messenger, dispatcher }: Rig) => ({
  ...partsOn(stores, clock),
  account: () => messenger.account(),
  isHere: (phone: string) => phone === messenger.account()?.phone,
  nudge: () => dispatcher.nudge(),
});

export type TeamRig = ReturnType<typeof makeTeamRig>;

/** Sends the text to these people once more, as its operator declares. Returns the campaign. */
export async function declareRepeat(
  { rig }: Pick<TeamRig, 'rig'>,
  phones: readonly string[],
  name = 'Again',
): Promise<number> {
  const { campaigns } = rig.stores;
  const nowMs = rig.clock.nowMs();
  const id = campaigns.create(name, quickSchedule, nowMs);
  const answered = { contactsAnswer: 'send', contactsAnsweredAtMs: nowMs } as const;
  campaigns.update(id, { text: 'Hello', listId: addList(rig.stores, phones), repeat: 1, ...answered });
  granted(await startCampaign(campaignPartsOf(rig), id));
  return id;
}

const hourMs = 3_600_000;

/** Lets time pass on a shared clock, but only while no question to a server is open. */
export async function passUntil(clock: FakeClock, isSo: () => boolean): Promise<void> {
  for (let passed = 0; !isSo(); passed += 250) {
    if (passed > hourMs) throw new Error(`not within an hour: ${isSo}`);
    await clock.pass(250);
    await untilServersAnswered();
  }
}
