import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ByComputer } from '../../domain/schedule/sent-from.ts';
import { Attachments } from '../../electron/files/attachments.ts';
import { outcomes, progress } from '../../electron/team/calls.ts';
import { type DrawParts, drawForTeam } from '../../electron/team/campaigns/draw.ts';
import { joinCampaign } from '../../electron/team/campaigns/join.ts';
import type { RigOptions } from './dispatch-rig.ts';
import { FakeClock } from './fake-clock.ts';
import { granted } from './granted.ts';
import type { TestPostgres } from './postgres.ts';
import { quickSchedule } from './schedules.ts';
import { TestTeam } from './team.ts';
import { campaignParts, makeTeamRig, passUntil, type TeamRig } from './team-rig.ts';
import { addList, startMs, testAccount } from './temporary-database.ts';

export const phonesOf = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `+4477009${String(10_000 + index)}`);

export const partsOf = ({ rig }: TeamRig) => {
  const attachmentsFolder = rig.folder;
  const attachments = new Attachments(attachmentsFolder);
  return { ...campaignParts(rig), attachmentsFolder, attachments, onDrawn: () => undefined };
};

/** Computers of a team that send together, on one clock, and a way to query the team's database by hand. */
export async function openOffice(server: TestPostgres) {
  const clock = new FakeClock(startMs);
  const team = await TestTeam.make(server);
  const hand = await team.join('By hand');
  const rigs: TeamRig[] = [];

  async function computer(name: string, settings: RigOptions['settings'] = {}): Promise<TeamRig> {
    const one = makeTeamRig(await team.invite(name), { clock, settings, countFrom: 1_000 * rigs.length });
    rigs.push(one);
    await one.member.poll();
    return one;
  }

  async function joinIn(one: TeamRig, uid: string): Promise<number> {
    const id = granted(await joinCampaign(partsOf(one), one.member, { uid, accounts: [testAccount] }));
    await one.member.poll();
    return id;
  }

  /** Draws up a campaign on one computer, which all of these join. Returns its id in the team. */
  async function drawn(
    by: TeamRig,
    count: number,
    members: readonly TeamRig[],
    more: {
      file?: Buffer;
      name?: string;
      byComputer?: ByComputer;
      dailyCap?: number;
      onDrawn?: DrawParts['onDrawn'];
    } = {},
  ) {
    const { stores } = by.rig;
    const { name = 'All together' } = more;
    const { byComputer, dailyCap = null } = more;
    const schedule = { ...quickSchedule, dailyCap, ...(byComputer && { byComputer }) };
    const id = stores.campaigns.create(name, schedule, startMs);
    stores.campaigns.update(id, {
      text: more.name === undefined ? 'Hello {{first}}' : `${name}: {{first}}`,
      listId: addList(stores, phonesOf(count)),
    });
    if (more.file !== undefined) {
      const sum = hash('sha256', more.file);
      const file = { hash: sum, fileName: 'a.pdf', mimeType: 'application/pdf', kind: 'document' } as const;
      stores.campaigns.addAttachment({ ...file, bytes: more.file.length }, startMs);
      stores.campaigns.update(id, { attachmentHash: sum });
      writeFileSync(join(by.rig.folder, sum), more.file);
    }
    const row = stores.campaigns.get(id);
    const list = stores.lists.get(row?.listId ?? 0);
    if (row === undefined || list === undefined) throw new Error('no draft');
    const { onDrawn = () => undefined } = more;
    const put = granted(await drawForTeam({ ...partsOf(by), onDrawn }, by.member, { row, list }));
    if (byComputer === undefined && put !== count) throw new Error(`${put} of ${count} were drawn`);
    for (const one of members) await joinIn(one, row.uid);
    return row.uid;
  }

  return {
    clock,
    team,
    hand,
    computer,
    joinIn,
    drawn,
    passUntil: (isSo: () => boolean) => passUntil(clock, isSo),
    progress: async (uid: string) => granted(await progress(hand.connection, uid)),
    outcomes: async (uid: string) => granted(await outcomes(hand.connection, uid)),
    /** Lets every computer receive and report news twice: what one reports, the others receive with their next news. */
    async allHear(): Promise<void> {
      for (const one of [...rigs, ...rigs]) await one.member.poll();
    },
    async close(): Promise<void> {
      for (const { rig, stop: end } of rigs) {
        await end();
        rig.close();
      }
      hand.connection.close();
    },
  };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;

export const reached = (all: readonly TeamRig[]): string[] =>
  all.flatMap(({ rig }) => rig.messenger.delivered.map(({ phone }) => phone)).sort();
export const idOf = ({ rig }: TeamRig, uid: string): number => rig.stores.campaigns.byUid(uid)?.id ?? 0;
export const stateOf = (one: TeamRig, uid: string) => one.rig.stores.campaigns.byUid(uid)?.state;
