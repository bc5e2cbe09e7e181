import { direct, progress } from '../../../../electron/team/calls.ts';
import { isOver } from '../../../../electron/team/campaigns/rounds.ts';
import { TeamCampaigns } from '../../../../electron/team/campaigns/team-campaigns.ts';
import type { TeamConnection } from '../../../../electron/team/connection.ts';
import type { FakeClock } from '../../../support/fake-clock.ts';
import { granted } from '../../../support/granted.ts';
import { quickSchedule } from '../../../support/schedules.ts';
import { partsOf } from '../../../support/team-office.ts';
import type { TeamRig } from '../../../support/team-rig.ts';
import { addList, testAccount } from '../../../support/temporary-database.ts';

/** What a coordinator says of a campaign; nothing where it is undefined. */
export type Direction = Parameters<typeof direct>[2] | undefined;

/** The campaigns of the team in a run: each has a text of its own and goes to everybody. */
export class Together {
  readonly #clock: FakeClock;
  readonly #phones: readonly string[];
  /** Those that the team's database certainly knows. */
  readonly #drawn = new Set<string>();
  readonly #cancelledAtMs = new Map<string, number>();
  #texts = 0;

  constructor(clock: FakeClock, phones: readonly string[]) {
    this.#clock = clock;
    this.#phones = phones;
  }

  /** When a coordinator cancelled a campaign; later than anything for all others. */
  cancelledAtMs(uid: string): number {
    return this.#cancelledAtMs.get(uid) ?? Number.POSITIVE_INFINITY;
  }

  /** An operator starts a campaign with the team. Only a coordinator may. */
  async draw(one: TeamRig): Promise<void> {
    const { rig, member } = one;
    const { campaigns } = rig.stores;
    const nowMs = this.#clock.nowMs();
    this.#texts += 1;
    const text = `Together ${this.#texts}`;
    const id = campaigns.create(text, quickSchedule, nowMs);
    const answered = { contactsAnswer: 'send', contactsAnsweredAtMs: nowMs } as const;
    campaigns.update(id, { text, listId: addList(rig.stores, this.#phones), ...answered });
    const started = await new TeamCampaigns(partsOf(one)).start(member, id);
    if (started.ok) this.#drawn.add(campaigns.get(id)?.uid ?? '');
  }

  /** An operator takes part in every campaign of the team that is offered. */
  async join(one: TeamRig): Promise<void> {
    const { member } = one;
    const actions = new TeamCampaigns(partsOf(one));
    for (const { uid, state } of member.campaigns)
      if (state !== 'cancelled') await actions.join(member, { uid, accounts: [testAccount] });
  }

  /** Coordinators decide about the newest campaign at once. */
  async directNewest(computers: readonly TeamRig[], directions: readonly Direction[]): Promise<void> {
    const uid = [...this.#drawn].at(-1);
    if (uid === undefined) return;
    const saying = async ({ member }: TeamRig, said: Direction) => {
      if (said === undefined) return;
      const done = await direct(member.connection, uid, said);
      if (done.ok && done.value && said === 'cancelled') this.#cancelledAtMs.set(uid, this.#clock.monotonicMs());
    };
    await Promise.all(computers.map((computer, place) => saying(computer, directions[place])));
  }

  /**
   * The team's database is put back: what coordinators had said is lost where no computer had heard it, and of a
   * campaign that was over nobody tells again who was left out before anybody was asked for them.
   */
  databaseGoes(): void {
    this.#cancelledAtMs.clear();
    this.#drawn.clear();
  }

  /**
   * Lets all held campaigns run that these computers know. Returns those in which somebody is still to be sent to, with
   * their counts.
   */
  async open(connection: TeamConnection, computers: readonly TeamRig[]): Promise<string[]> {
    const open: string[] = [];
    for (const { uid, state } of computers.flatMap(({ member }) => member.campaigns))
      if (state === 'paused') await direct(connection, uid, 'running');
    for (const uid of this.#drawn) {
      const asked = granted(await progress(connection, uid));
      if (asked !== null && asked.state !== 'cancelled' && !isOver(asked)) open.push(JSON.stringify(asked));
    }
    return open;
  }
}
