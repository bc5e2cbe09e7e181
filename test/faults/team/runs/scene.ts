import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TeamAsks } from '../../../../db/team/asks.ts';
import { personAliases } from '../../../../domain/people/alias.ts';
import type { TeamKind } from '../../../../domain/state/team.ts';
import { appoint, rename, stop, takeBack, told } from '../../../../electron/team/calls.ts';
import type { TeamConnection } from '../../../../electron/team/connection.ts';
import type { Membership } from '../../../../electron/team/owner.ts';
import { campaignActions, campaignActionsOf, campaignPartsOf } from '../../../support/campaign-actions.ts';
import { CuttingProxy } from '../../../support/cutting-proxy.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { granted } from '../../../support/granted.ts';
import type { TestPostgres } from '../../../support/postgres.ts';
import { connectionOf, type TeamHand, TestTeam } from '../../../support/team.ts';
import { campaignParts, declareRepeat, makeTeamRig, passUntil, type TeamRig } from '../../../support/team-rig.ts';
import { startMs, temporaryFolder } from '../../../support/temporary-database.ts';
import { until } from '../../../support/until.ts';
import { type Direction, Together } from './together.ts';
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

/** A message that left, its campaign and text, and the computer that sent it. */
type Left = Sent & { readonly phone: string; readonly atMs: number; readonly by: number };
type Sent = { readonly campaign: string; readonly uid: string; readonly text: string };

const campaignSql = `SELECT c.name AS campaign, c.uid, c.text FROM attempt a JOIN message m ON m.id = a.message_id
  JOIN campaign c ON c.id = m.campaign_id WHERE a.wa_random = ?`;
const overdueSql = `SELECT id FROM campaign WHERE state = 'paused' AND pause_reason = 'overdue'`;
const lostSql = `SELECT id FROM campaign WHERE state = 'paused' AND pause_reason = 'team_lost'`;
const askedSql = `SELECT DISTINCT campaign_id AS id, set_aside AS about FROM message WHERE set_aside IN ('contacted', 'got_meanwhile')`;
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
const turnsToSettle = 100;
/** The step by which each computer goes through the list, so that they meet. */
const strides = [1, 5, 7];

/** Whether the team's database does not know a computer any more: its operator has to join anew. */
function isNoMember({ member: { state } }: TeamRig): boolean {
  return state.kind === 'ended' || (state.kind === 'waiting' && state.why === 'login_refused');
}

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
  readonly together = new Together(this.clock, phones);

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
    const membership = await this.#inviteBehind(proxy, index === 0 ? 'sender' : 'coordinator');
    const folder = join(this.#place.folder, `computer-${index}`);
    const one = makeTeamRig(membership, { clock: this.clock, folder, countFrom: 10_000 * index });
    one.rig.messenger.onTaken = ({ phone, random }) => {
      const sent = one.rig.stores.db.get<Sent>(campaignSql, random) ?? { campaign: '', uid: '', text: '' };
      this.#left.push({ ...sent, phone, atMs: this.clock.monotonicMs(), by: index });
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

  async #inviteBehind({ port }: CuttingProxy, kind: TeamKind = 'sender'): Promise<Membership> {
    const { address, ...membership } = await this.team.invite('Computer', kind);
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
        if (isNoMember(one)) return true;
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

  /** A campaign of the team in which all take part from the beginning. */
  async beginTogether(): Promise<void> {
    const all = this.computers.map(({ one }) => one);
    for (const one of all.slice(-1)) await this.together.draw(one);
    for (const one of all) {
      await one.member.poll();
      await this.together.join(one);
    }
  }

  directNewest(directions: readonly Direction[]): Promise<void> {
    return this.together.directNewest(
      this.computers.map(({ one }) => one),
      directions,
    );
  }

  /** The coordinator appoints a computer, or takes that back, or gives it another name. */
  async appoint(computer: Computer, kind: TeamKind): Promise<void> {
    await this.#asCoordinator(computer, (connection, id) => appoint(connection, id, kind));
  }

  async rename(computer: Computer): Promise<void> {
    const name = this.#hand.keys.seal('member', 'Another name');
    await this.#asCoordinator(computer, (connection, id) => rename(connection, id, name));
  }

  /** The coordinator takes people back from a computer that is not heard of for long enough. */
  async takeBack(computer: Computer): Promise<void> {
    computer.proxy.cut();
    await this.#asCoordinator(computer, async (connection, id) => {
      await this.team.sql(`UPDATE sendonce.member SET heard_at = heard_at - interval '1 hour' WHERE id = ${id}`);
      return takeBack(connection, id);
    });
    await this.pass(15_000);
    computer.proxy.mend();
  }

  /** From another computer, which looks at the database before, the owner ends a computer's membership. */
  async remove(computer: Computer): Promise<void> {
    const id = this.#idOf(computer.one);
    for (const { one } of this.computers) if (one !== computer.one) await one.member.poll();
    await this.team.asOwner((owner) => owner.remove(this.team.team.team, id)).catch(() => undefined);
  }

  #idOf({ member }: TeamRig): number {
    return member.members().find(({ isMe }) => isMe)?.id ?? 0;
  }

  async #asCoordinator(
    { one }: Computer,
    act: (connection: TeamConnection, id: number) => Promise<unknown>,
  ): Promise<void> {
    const connection = await connectionOf(this.#hand.membership);
    await act(connection, this.#idOf(one));
    connection.close();
  }

  /** Its operator leaves the team between two messages, where the team can be told, and joins it once more. */
  async joinAnew({ one, proxy }: Computer): Promise<void> {
    one.rig.dispatcher.pause('operator');
    await this.pass(drainMs);
    await one.member.poll();
    const left = await one.member.leave();
    if (left.ok || isNoMember(one)) {
      await one.stop();
      const membership = await this.#inviteBehind(proxy);
      if (left.ok) await one.enterAnew(membership);
      else one.comeBack(membership);
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
    const twice = this.#left.flatMap(({ phone, by, campaign, text }, index) => {
      const declaredAfter = this.#declaredAfter.get(campaign) ?? 0;
      const others = this.#left
        .slice(declaredAfter, index)
        .filter((other) => other.phone === phone && other.text === text);
      return others.map((other) => `${phone} from ${other.by} and ${by}`);
    });
    const late = this.#left.filter(
      ({ phone, atMs }) => atMs > (this.#stoppedAtMs.get(phone) ?? Number.POSITIVE_INFINITY) + lateMs,
    );
    const cancelled = this.#left.filter(({ uid, atMs }) => atMs > this.together.cancelledAtMs(uid) + lateMs);
    return [
      ...twice,
      ...late.map(({ phone }) => `${phone} ten seconds after a stop`),
      ...cancelled.map(({ phone }) => `${phone} ten seconds after a cancel`),
    ];
  }

  get leftCount(): number {
    return this.#left.length;
  }

  /** Everything stands again, and whoever is asked answers: the loops go on until nobody waits any more. */
  async settle(): Promise<void> {
    for (const { proxy } of this.computers) proxy.mend();
    for (let turn = 0; !(await this.#isOver()); turn += 1) {
      if (turn > turnsToSettle) throw new Error(`somebody waits for ever: ${await this.#whoWaits()}`);
      // A hold may come about when the last computer is back, and a pause after that.
      await this.coordinatorTells();
      for (const computer of this.computers) await this.#goOn(computer);
      await this.pass(settleTurnMs);
    }
  }

  async #isOver(): Promise<boolean> {
    const open = await this.#open();
    return open.length === 0 && this.computers.every(({ one }) => one.rig.stores.db.value<number>(waitingSql) === 0);
  }

  async #open(): Promise<string[]> {
    const connection = await connectionOf(this.#hand.membership);
    const open = await this.together.open(connection);
    connection.close();
    return open;
  }

  async #whoWaits(): Promise<string> {
    const all = this.computers.map(({ one }) =>
      JSON.stringify([
        one.member.state,
        one.rig.dispatcher.state,
        one.rig.stores.db.all(
          `SELECT c.name, c.state, c.pause_reason AS pause, c.team, m.status, m.set_aside AS aside, count(*) AS n FROM message m
           JOIN campaign c ON c.id = m.campaign_id GROUP BY 1, 2, 3, 4, 5, 6`,
        ),
      ]),
    );
    return [...(await this.#open()), ...all].join('; ');
  }

  /** Its operator lets all go on, also what a clock that was put forward has made overdue. */
  async #goOn(computer: Computer): Promise<void> {
    const { one } = computer;
    const { rig } = one;
    if (isNoMember(one)) await this.joinAnew(computer);
    await this.together.join(one);
    const actions = campaignActionsOf(rig);
    for (const id of rig.stores.db.values<number>(overdueSql)) granted(await actions.resume(id));
    const lost = campaignActions({ ...campaignPartsOf(rig), isOfTeam: () => false }, rig.stores);
    for (const id of rig.stores.db.values<number>(lostSql)) granted(await lost.cancel(id));
    for (const { id, about } of rig.stores.db.all<{ id: number; about: 'contacted' | 'got_meanwhile' }>(askedSql))
      await actions.answer({ id, about, answer: about === 'contacted' ? 'send' : 'leave_out' });
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
