import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TeamAsks } from '../../../../db/team/asks.ts';
import { personAliases } from '../../../../domain/people/alias.ts';
import { stop, told } from '../../../../electron/team/calls.ts';
import type { Membership } from '../../../../electron/team/owner.ts';
import { campaignActionsOf } from '../../../support/campaign-actions.ts';
import { CuttingProxy } from '../../../support/cutting-proxy.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { granted } from '../../../support/granted.ts';
import type { TestPostgres } from '../../../support/postgres.ts';
import { connectionOf, type TeamHand, TestTeam } from '../../../support/team.ts';
import { campaignParts, declareRepeat, makeTeamRig, passUntil, type TeamRig } from '../../../support/team-rig.ts';
import { startMs, temporaryFolder } from '../../../support/temporary-database.ts';
import { until } from '../../../support/until.ts';
import { type Weakening, weaken, weakenedSchema } from './weakened.ts';

type Computer = {
  readonly one: TeamRig;
  readonly proxy: CuttingProxy;
  readonly messageIds: readonly number[];
  /** An image of its disk, where one was taken. */
  image: string | null;
  /** Its disk was restored, so what its operator queues again is a person's decision and not covered by a promise. */
  wasPutBack: boolean;
};

/** A message that left, its campaign, and the computer that sent it. */
type Left = { readonly phone: string; readonly atMs: number; readonly by: number; readonly campaign: string };

const campaignSql = `SELECT c.name FROM attempt a JOIN message m ON m.id = a.message_id
  JOIN campaign c ON c.id = m.campaign_id WHERE a.wa_random = ?`;
const overdueSql = `SELECT id FROM campaign WHERE state = 'paused' AND pause_reason = 'overdue'`;
const waitingSql = `SELECT count(*) FROM message WHERE status IN ('pending', 'sending')`;

const computers = 3;
export const people = 12;
const phones = Array.from({ length: people }, (_, index) => `+4477009003${String(index).padStart(2, '0')}`);
const lidOf = (phone: string) => `9${phone.slice(1)}@lid`;
/** How old an answer of the server may be at the gate, and how much later the message may pass. */
const lateMs = 10_000;
const settleTurnMs = 20_000;
/** By then a message on its way has passed its gate, or is given up. */
const drainMs = 15_000;
const turnsToSettle = 200;
/** The step by which each computer goes through the list, so that they meet. */
const strides = [1, 5, 7];

/** Three computers with one list, each on a database of its own behind a line of its own, and one real server. */
export class TeamScene {
  readonly clock = new FakeClock(startMs);
  readonly server: TestPostgres;
  readonly team: TestTeam;
  /** The team's schema where it is weakened. */
  readonly schema: string | undefined;
  readonly computers: readonly Computer[];
  readonly #hand: TeamHand;
  readonly #place: ReturnType<typeof temporaryFolder>;
  /** When each person was put on the do-not-contact list. */
  readonly #stoppedAtMs = new Map<string, number>();
  readonly #left: Left[] = [];
  /** How many messages had left when each repeat was declared, by the name of its campaign. */
  readonly #declaredAfter = new Map<string, number>();

  private constructor(parts: {
    schema: string | undefined;
    server: TestPostgres;
    team: TestTeam;
    hand: TeamHand;
    place: ReturnType<typeof temporaryFolder>;
  }) {
    this.server = parts.server;
    this.team = parts.team;
    this.schema = parts.schema;
    this.#hand = parts.hand;
    this.#place = parts.place;
    this.computers = [];
  }

  static async open(server: TestPostgres, weakening?: Weakening): Promise<TeamScene> {
    const team = await TestTeam.make(server);
    if (weakening !== undefined) await weaken(team, weakening);
    const schema = weakening === undefined ? undefined : weakenedSchema(weakening);
    const scene = new TeamScene({
      server,
      team,
      schema,
      hand: await team.join('Coordinator'),
      place: temporaryFolder(),
    });
    for (let index = 0; index < computers; index += 1) await scene.#join(index);
    return scene;
  }

  async #join(index: number): Promise<void> {
    const proxy = await CuttingProxy.to(this.server.port);
    const membership = await this.#inviteBehind(proxy);
    const folder = join(this.#place.folder, `computer-${index}`);
    const one = makeTeamRig(membership, { clock: this.clock, folder, countFrom: 10_000 * index });
    one.rig.messenger.onTaken = ({ phone, random }) => {
      const campaign = one.rig.stores.db.value<string>(campaignSql, random) ?? '';
      this.#left.push({ phone, atMs: this.clock.monotonicMs(), by: index, campaign });
    };
    for (const phone of phones) {
      const chatId = `${phone.slice(1)}@c.us`;
      one.rig.messenger.scripts.set(phone, { lookUp: { kind: 'registered', chatId, ids: [chatId, lidOf(phone)] } });
    }
    await one.member.poll();
    const own = phones.map((_, place) => phones[(place * (strides[index] ?? 1) + index) % people] ?? '');
    const { messageIds } = one.rig.start(own, 'Hello');
    (this.computers as Computer[]).push({ one, proxy, messageIds, image: null, wasPutBack: false });
  }

  async #inviteBehind({ port }: CuttingProxy): Promise<Membership> {
    const { address, ...membership } = await this.team.invite('Computer', 'sender');
    return { ...membership, address: { ...address, port } };
  }

  async pass(ms: number): Promise<void> {
    const untilMs = this.clock.monotonicMs() + ms;
    await passUntil(this.clock, () => this.clock.monotonicMs() >= untilMs);
  }

  /**
   * Ends a computer as when it is switched off, and starts it again on its disk, or on an earlier image of the disk.
   */
  async crash(computer: Computer, meanwhile: () => void = () => undefined): Promise<void> {
    computer.proxy.cut();
    await computer.one.stop();
    computer.one.rig.crash(meanwhile);
    computer.proxy.mend();
    void computer.one.member.poll();
    computer.one.rig.dispatcher.nudge();
  }

  saveDisk(computer: Computer): Promise<void> {
    const { folder } = computer.one.rig;
    return this.crash(computer, () => {
      computer.image = `${folder}-image`;
      rmSync(computer.image, { recursive: true, force: true });
      cpSync(folder, computer.image, { recursive: true });
    });
  }

  async putDiskBack(computer: Computer): Promise<void> {
    const { image } = computer;
    if (image === null) return;
    const { folder } = computer.one.rig;
    computer.wasPutBack = true;
    await this.crash(computer, () => {
      rmSync(folder, { recursive: true });
      cpSync(image, folder, { recursive: true });
    });
  }

  /** Waits until all have heard of every row. Nobody asks for more meanwhile: their clocks stand still. */
  async allHaveSeen(): Promise<void> {
    for (const { proxy } of this.computers) proxy.mend();
    await until(async () => {
      await this.coordinatorTells();
      await Promise.all(this.computers.map(({ one }) => one.member.poll()));
      const sql = 'SELECT id, newest FROM sendonce.member WHERE newest IS NOT NULL AND removed_at IS NULL';
      const rows = await this.team.sql<{ id: number; newest: string }>(sql);
      return this.computers.every(({ one }) => {
        const seen = new TeamAsks(one.rig.stores.db, this.team.team.team).seen();
        return rows.every(({ id, newest }) => seen.get(String(id)) === newest);
      });
    });
  }

  async stopContact(place: number): Promise<void> {
    const phone = phones[place % people] ?? '';
    if (!this.#stoppedAtMs.has(phone)) this.#stoppedAtMs.set(phone, this.clock.monotonicMs());
    await this.coordinatorTells();
  }

  /**
   * The coordinator's computer reports what it knows: people to stop, by number or by LID, and that it asked for
   * nobody.
   */
  async coordinatorTells(): Promise<void> {
    const connection = await connectionOf(this.#hand.membership);
    const keys = [...this.#stoppedAtMs.keys()].map((phone) => {
      const aliases = personAliases(phone, [lidOf(phone)]);
      return this.#hand.keys.stop(aliases[phones.indexOf(phone) % 2] ?? '');
    });
    const { epoch } = granted(await stop(connection, keys, false));
    granted(await told(connection, epoch));
    connection.close();
  }

  /** Its operator queues again every message that may be. */
  queueAgain({ one, messageIds, wasPutBack }: Computer): void {
    if (wasPutBack) return;
    one.rig.stores.messages.requeue(messageIds, 'operator', this.clock.nowMs());
    one.rig.dispatcher.resume();
  }

  /** Its operator declares that all get the text once more. */
  async declareRepeat({ one }: Computer): Promise<void> {
    const name = `Again ${this.#declaredAfter.size + 1}`;
    this.#declaredAfter.set(name, this.#left.length);
    await declareRepeat(one, phones, name);
    one.rig.dispatcher.resume();
  }

  /** Its operator leaves the team between two messages, where the team can be told, and joins it once more. */
  async joinAnew({ one, proxy }: Computer): Promise<void> {
    one.rig.dispatcher.pause('operator');
    await this.pass(drainMs);
    await one.member.poll();
    const left = await one.member.leave();
    if (left.ok) {
      await one.stop();
      one.enterAnew(await this.#inviteBehind(proxy));
      void one.member.poll();
    }
    one.rig.dispatcher.resume();
  }

  /** Its operator erases somebody, who is erased on the other computers with the next news. */
  async erase({ one }: Computer, place: number): Promise<void> {
    const phone = phones[place % people] ?? '';
    await campaignParts(one.rig).eraseHere(phone, one.member.erasureOf(phone));
  }

  /** Its operator cancels every other message that waits. */
  cancelSome({ one, messageIds }: Computer): void {
    const some = messageIds.filter((id) => id % 2 === 0);
    one.rig.stores.messages.cancel(some, 'operator', this.clock.nowMs());
  }

  /** What broke the promise, in words. */
  wrongs(): string[] {
    const twice = this.#left.flatMap(({ phone, by, campaign }, index) => {
      const declaredAfter = this.#declaredAfter.get(campaign) ?? 0;
      const others = this.#left.slice(declaredAfter, index).filter((other) => other.phone === phone);
      return others.map((other) => `${phone} from ${other.by} and ${by}`);
    });
    const late = this.#left.filter(
      ({ phone, atMs }) => atMs > (this.#stoppedAtMs.get(phone) ?? Number.POSITIVE_INFINITY) + lateMs,
    );
    return [...twice, ...late.map(({ phone }) => `${phone} ten seconds after a stop`)];
  }

  get leftCount(): number {
    return this.#left.length;
  }

  /** Everything stands again, and whoever is asked answers: the loops go on until nobody waits any more. */
  async settle(): Promise<void> {
    for (const { proxy } of this.computers) proxy.mend();
    const isOver = ({ one }: Computer) => one.rig.stores.db.value<number>(waitingSql) === 0;
    for (let turn = 0; !this.computers.every(isOver); turn += 1) {
      if (turn > turnsToSettle) throw new Error('somebody waits for ever');
      // A hold may come about when the last computer is back, and a pause after that.
      await this.coordinatorTells();
      for (const { one } of this.computers) await this.#goOn(one);
      await this.pass(settleTurnMs);
    }
  }

  /** Its operator lets all go on, also what a clock that was put forward has made overdue. */
  async #goOn({ rig }: TeamRig): Promise<void> {
    for (const id of rig.stores.db.values<number>(overdueSql)) granted(await campaignActionsOf(rig).resume(id));
    rig.dispatcher.resume();
  }

  async close(): Promise<void> {
    for (const { one, proxy } of this.computers) {
      proxy.cut();
      await one.stop();
      one.rig.close();
      await proxy.remove();
    }
    this.#hand.connection.close();
    this.#place.remove();
  }
}
