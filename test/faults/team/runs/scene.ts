import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TeamAsks } from '../../../../db/team/asks.ts';
import type { TeamKind } from '../../../../domain/state/team.ts';
import type { Membership } from '../../../../electron/team/owner.ts';
import { campaignActions, campaignActionsOf, campaignPartsOf } from '../../../support/campaign-actions.ts';
import { CuttingProxy } from '../../../support/cutting-proxy.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { granted } from '../../../support/granted.ts';
import type { TestPostgres } from '../../../support/postgres.ts';
import { type TeamHand, TestTeam } from '../../../support/team.ts';
import { campaignParts, declareRepeat, makeTeamRig, passUntil, type TeamRig } from '../../../support/team-rig.ts';
import { startMs, temporaryFolder } from '../../../support/temporary-database.ts';
import { until } from '../../../support/until.ts';
import { type Computer, goWithoutOffice, linkOffice, OwnClock } from './computer.ts';
import { Coordinator } from './coordinator.ts';
import { lateMs, Stops } from './stops.ts';
import { type Direction, Together } from './together.ts';
import { untruths } from './truth.ts';
import { type Weakening, weaken, weakenedSchema } from './weakened.ts';

/** A message that left, its campaign and text, and the computer that sent it. */
type Left = Sent & {
  readonly phone: string;
  readonly atMs: number;
  readonly by: number;
  /** Nobody knows of it any more, as far as anybody can notice. */
  isForgotten: boolean;
};
type Sent = { readonly campaign: string; readonly uid: string; readonly text: string };

const campaignSql = `SELECT c.name AS campaign, c.uid, c.text FROM attempt a JOIN message m ON m.id = a.message_id
  JOIN campaign c ON c.id = m.campaign_id WHERE a.wa_random = ?`;
const pausedSql = `SELECT id FROM campaign WHERE state = 'paused' AND pause_reason IN ('overdue', 'other_account')`;
const lostSql = `SELECT id FROM campaign WHERE state = 'paused' AND pause_reason = 'team_lost'`;
const askedSql = `SELECT DISTINCT campaign_id AS id, set_aside AS about FROM message WHERE set_aside IN ('contacted', 'got_meanwhile')`;
const failedSql = `SELECT id FROM message WHERE status = 'failed'`;
const everyOtherSql = `SELECT id FROM message WHERE status = 'pending' AND id % 2 = 0`;
const waitingSql = `SELECT count(*) FROM message WHERE status IN ('pending', 'sending')`;

const computers = 3;
export const people = 12;
const phones = Array.from({ length: people }, (_, index) => `+4477009003${String(index).padStart(2, '0')}`);
const lidOf = (phone: string) => `9${phone.slice(1)}@lid`;
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
  readonly stops = new Stops(lidOf);
  readonly #left: Left[] = [];
  /** How many messages had left when each repeat was declared, by the name of its campaign. */
  readonly #declaredAfter = new Map<string, number>();
  readonly together = new Together(this.clock, phones);
  readonly coordinator: Coordinator;
  #lists = 0;
  #databaseWent = false;

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
    this.coordinator = new Coordinator({ ...parts, stops: this.stops, pass: (ms) => this.pass(ms) });
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
    for (const first of scene.computers.slice(0, 1)) linkOffice(scene.computers, first);
    return scene;
  }

  async #join(index: number): Promise<void> {
    const proxy = await CuttingProxy.to(this.server.port);
    const membership = await this.#inviteBehind(proxy, index === 0 ? 'sender' : 'coordinator');
    const folder = join(this.#place.folder, `computer-${index}`);
    const clock = new OwnClock(this.clock);
    const one = makeTeamRig(membership, { clock, folder, countFrom: 10_000 * index, others: [null] });
    for (const messenger of [one.rig.messenger, ...one.rig.others.map((other) => other.messenger)]) {
      messenger.onTaken = ({ phone, random }) => {
        const sent = one.rig.stores.db.get<Sent>(campaignSql, random) ?? { campaign: '', uid: '', text: '' };
        this.#left.push({ ...sent, phone, atMs: this.clock.monotonicMs(), by: index, isForgotten: false });
      };
      for (const phone of phones) {
        const chatId = `${phone.slice(1)}@c.us`;
        messenger.scripts.set(phone, { lookUp: { kind: 'registered', chatId, ids: [chatId, lidOf(phone)] } });
      }
    }
    await one.member.poll();
    const own = phones.map((_, place) => phones[(place * (strides[index] ?? 1) + index) % people] ?? '');
    one.rig.start(own, 'Hello');
    (this.computers as Computer[]).push({
      ...{ one, proxy, clock },
      ...{ image: null, wasPutBack: false, backup: null },
    });
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
    this.stops.forgetOf(computer);
    if (this.#databaseWent) this.#forget(computer);
    await this.crash(computer, () => {
      rmSync(folder, { recursive: true });
      cpSync(image, folder, { recursive: true });
    });
  }

  /** Its database is backed up, and the team's at the same moment. */
  async backUp(computer: Computer): Promise<void> {
    computer.backup = { file: computer.one.backUp(), dump: await this.team.dump() };
  }

  /** A backup takes the place of its database, before or after the team's own goes back to that moment. */
  async putBackupBack(computer: Computer, team: 'stays' | 'first' | 'then'): Promise<void> {
    const { backup, one, proxy } = computer;
    if (backup === null) return;
    const restore = () => this.putDumpBack(backup.dump);
    if (team === 'first') await restore();
    this.stops.forgetOf(computer);
    proxy.cut();
    await one.putBack(backup.file);
    proxy.mend();
    if (team === 'then') await restore();
    void one.member.poll();
  }

  /** What is from before a computer joined is of another team. */
  async backUpAll(): Promise<void> {
    for (const computer of this.computers) await this.backUp(computer);
  }

  async putDumpBack(dump: Awaited<ReturnType<TestTeam['dump']>>): Promise<void> {
    this.databaseGoes();
    await this.team.restore(dump, this.schema);
  }

  /** The team's database is put back: nobody knows any more of what left from a disk that was put back as well. */
  databaseGoes(): void {
    this.#databaseWent = true;
    for (const computer of this.computers) if (computer.wasPutBack) this.#forget(computer);
    this.together.databaseGoes();
  }

  /** Where the team is held, the coordinator tells what they know, and goes on without whoever no longer knows. */
  async #coordinatorGoesOn(): Promise<void> {
    await this.coordinator.tells();
    for (const computer of this.computers)
      if (await this.coordinator.goOnWithoutForgetful(computer)) this.#forget(computer);
  }

  #forget(computer: Computer): void {
    const by = this.computers.indexOf(computer);
    for (const left of this.#left) if (left.by === by) left.isForgotten = true;
  }

  /** Waits until all have heard of every row. Nobody asks for more meanwhile: their clocks stand still. */
  async allHaveSeen(): Promise<void> {
    for (const { proxy } of this.computers) proxy.mend();
    await until(async () => {
      await this.#coordinatorGoesOn();
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

  /** Somebody is stopped by the coordinator, or by the operator of a computer. */
  async stopContact(place: number, by: Computer | null = null): Promise<void> {
    const phone = phones[place % people] ?? '';
    if (by !== null) return this.stops.byOperator(by, phone);
    this.stops.byCoordinator(phone, this.clock.monotonicMs());
    await this.coordinator.tells();
  }

  /** Its operator queues again every message that may be. */
  queueAgain({ one: { rig }, wasPutBack }: Computer): void {
    if (wasPutBack) return;
    rig.stores.messages.requeue(rig.stores.db.values<number>(failedSql), 'operator', rig.clock.nowMs());
    rig.dispatcher.resume();
  }

  /** Its operator starts a list of its own. Three such lists in turn have one text, mostly on several computers. */
  startList({ one: { rig } }: Computer): void {
    rig.start(phones, `List ${Math.floor(this.#lists / 3)}`);
    this.#lists += 1;
    rig.dispatcher.resume();
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

  /** From another computer, which looks at the database before, the owner ends a computer's membership. */
  async remove(computer: Computer): Promise<void> {
    const id = computer.one.idInTeam;
    for (const { one } of this.computers) if (one !== computer.one) await one.member.poll();
    await this.team.asOwner((owner) => owner.remove(this.team.team.team, id)).catch(() => undefined);
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
  cancelSome({ one: { rig } }: Computer): void {
    rig.stores.messages.cancel(rig.stores.db.values<number>(everyOtherSql), 'operator', rig.clock.nowMs());
  }

  /** What broke the promise, in words. */
  wrongs(): string[] {
    const twice = this.#left.flatMap(({ phone, by, campaign, text }, index) => {
      const declaredAfter = this.#declaredAfter.get(campaign) ?? 0;
      const others = this.#left
        .slice(declaredAfter, index)
        .filter((other) => other.phone === phone && other.text === text && !other.isForgotten);
      return others.map((other) => `${phone} from ${other.by} and ${by}`);
    });
    const late = this.#left.filter(({ phone, atMs }) => this.stops.isLate(phone, atMs));
    const cancelled = this.#left.filter(({ uid, atMs }) => atMs > this.together.cancelledAtMs(uid) + lateMs);
    return [
      ...twice,
      ...late.map(({ phone }) => `${phone} ten seconds after a stop`),
      ...cancelled.map(({ phone }) => `${phone} ten seconds after a cancel`),
    ];
  }

  /** What is said in the end that is not so, once all was told. */
  async untruths(): Promise<string[]> {
    for (const { one } of [...this.computers, ...this.computers]) await one.member.poll();
    return untruths(this.team, this.computers, this.#left);
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
      await this.#coordinatorGoesOn();
      for (const computer of this.computers) await this.#goOn(computer);
      await this.pass(settleTurnMs);
    }
  }

  async #isOver(): Promise<boolean> {
    const open = await this.#open();
    return open.length === 0 && this.computers.every(({ one }) => one.rig.stores.db.value<number>(waitingSql) === 0);
  }

  #open(): Promise<string[]> {
    const all = this.computers.map(({ one }) => one);
    return this.coordinator.connected((connection) => this.together.open(connection, all));
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
    rig.acknowledge();
    goWithoutOffice(computer);
    granted(await actions.resumeReturned(rig.stores.campaigns.returned().length));
    for (const id of rig.stores.db.values<number>(pausedSql)) granted(await actions.resume(id));
    const lost = campaignActions({ ...campaignPartsOf(rig), isOfTeam: () => false }, rig.stores);
    for (const id of rig.stores.db.values<number>(lostSql)) granted(await lost.cancel(id));
    for (const { id, about } of rig.stores.db.all<{ id: number; about: 'contacted' | 'got_meanwhile' }>(askedSql))
      await actions.answer({ id, about, answer: about === 'contacted' ? 'send' : 'leave_out' });
    for (const { dispatcher } of [rig, ...rig.others.flatMap(({ dispatch }) => dispatch ?? [])]) dispatcher.resume();
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
