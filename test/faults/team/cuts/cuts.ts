import { CuttingProxy } from '../../../support/cutting-proxy.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import type { TestPostgres } from '../../../support/postgres.ts';
import { TestTeam } from '../../../support/team.ts';
import { makeTeamRig, passUntil, type TeamRig } from '../../../support/team-rig.ts';
import { startMs } from '../../../support/temporary-database.ts';

/** Where the line is cut: at which piece, counted in both directions, and whether that piece still arrives. */
export type Cut = { readonly piece: number; readonly goesOn: boolean };
/** Null where the computer needed fewer pieces than that. */
export type CutSums = { readonly reached: number; readonly notHandedOver: number } | null;

const awayMs = 1_000;
const peopleOfCut = 2;

/**
 * Two computers have the same people. The line of one is cut once while it connects, asks for its people, sends to them
 * and reports that. Throws when somebody got the message twice, or when no computer says what became of them.
 */
export class CutOffice {
  readonly #clock = new FakeClock(startMs);
  readonly #proxy: CuttingProxy;
  readonly #computers: TeamRig[] = [];
  readonly #reached: string[] = [];
  #cuts = 0;

  private constructor(proxy: CuttingProxy) {
    this.#proxy = proxy;
  }

  static async open(server: TestPostgres): Promise<CutOffice> {
    const team = await TestTeam.make(server);
    const office = new CutOffice(await CuttingProxy.to(server.port));
    const ports = [office.#proxy.port, server.port];
    for (const [place, port] of ports.entries()) {
      const membership = await team.invite(`Computer ${place}`, 'sender');
      const address = { ...membership.address, port };
      const one = makeTeamRig({ ...membership, address }, { clock: office.#clock, countFrom: 10_000 * place });
      one.rig.messenger.onTaken = ({ phone }) => void office.#reached.push(phone);
      await one.member.poll();
      office.#computers.push(one);
    }
    return office;
  }

  async cut({ piece, goesOn }: Cut): Promise<CutSums> {
    const proxy = this.#proxy;
    const first = 10_000 + this.#cuts * peopleOfCut;
    const phones = Array.from({ length: peopleOfCut }, (_, place) => `+4477009${first + place}`);
    this.#cuts += 1;
    // It connects anew, so that a cut may fall into that too.
    proxy.cut();
    proxy.mend();
    proxy.cutAt(piece, goesOn);
    const asked = this.#computers.map(({ rig }, place) => {
      return rig.start(place === 0 ? phones : phones.toReversed(), `Cut ${this.#cuts}`).messageIds;
    });
    const ends = () => this.#computers.flatMap(({ rig }, place) => (asked[place] ?? []).map((id) => rig.status(id)));
    const isOver = () => ends().every((status) => !/pending|sending/.test(status));
    await passUntil(this.#clock, () => proxy.isCut || isOver());
    const wasCut = proxy.isCut;
    await this.#pass(awayMs);
    proxy.mend();
    await passUntil(this.#clock, isOver);
    const copies = phones.map((phone) => this.#reached.filter((one) => one === phone).length);
    const notHandedOver = ends().filter((status) => status === 'failed:not_handed_over').length;
    const reached = copies.filter((count) => count === 1).length;
    const said = `cut at piece ${piece}, which ${goesOn ? 'arrives' : 'is lost'}`;
    if (copies.some((count) => count > 1)) throw new Error(`${said}: ${copies.join(' and ')} copies`);
    if (reached + notHandedOver !== phones.length) throw new Error(`${said}: ${ends().join(', ')}`);
    return wasCut ? { reached, notHandedOver } : null;
  }

  #pass(ms: number): Promise<void> {
    const untilMs = this.#clock.monotonicMs() + ms;
    return passUntil(this.#clock, () => this.#clock.monotonicMs() >= untilMs);
  }

  async close(): Promise<void> {
    this.#proxy.cut();
    for (const { rig, stop } of this.#computers) {
      await stop();
      rig.close();
    }
    await this.#proxy.remove();
  }
}
