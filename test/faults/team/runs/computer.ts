import type { Account } from '../../../../domain/state/state.ts';
import type { CuttingProxy } from '../../../support/cutting-proxy.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import type { TestTeam } from '../../../support/team.ts';
import type { TeamRig } from '../../../support/team-rig.ts';
import { testAccount } from '../../../support/temporary-database.ts';

export type Computer = {
  readonly one: TeamRig;
  readonly proxy: CuttingProxy;
  readonly clock: OwnClock;
  /** An image of its disk, where one was taken. */
  image: string | null;
  /** Its disk was restored, so what its operator queues again is a person's decision and not covered by a promise. */
  wasPutBack: boolean;
  /** A backup of its database, and a dump of the team's from the same moment. */
  backup: { readonly file: string; readonly dump: Awaited<ReturnType<TestTeam['dump']>> } | null;
};

/** The clock of one computer: it goes as fast as that of all, and shows another time. */
export class OwnClock extends FakeClock {
  readonly #shared: FakeClock;
  #aheadMs = 0;

  constructor(shared: FakeClock) {
    super(0);
    this.#shared = shared;
  }

  override nowMs(): number {
    return this.#shared.nowMs() + this.#aheadMs;
  }

  override monotonicMs(): number {
    return this.#shared.monotonicMs();
  }

  override bootedAtMs(): number {
    return this.#shared.bootedAtMs() + this.#aheadMs;
  }

  override after(delayMs: number, call: () => void): () => void {
    return this.#shared.after(delayMs, call);
  }

  override jumpMs(byMs: number): void {
    this.#aheadMs += byMs;
  }
}

/** The second account, which one computer has at a time. */
export const officeAccount: Account = { id: '447700900121@c.us', phone: '+447700900121', name: 'Office' };

const waitsOf = `SELECT id FROM message WHERE status = 'pending' AND account = ? AND id % ? = 0`;

/** Its operator lets every `nth` message that waits for one account go from another, whose chat with them is not read. */
function move({ rig }: TeamRig, from: string, to: string, nth: number): void {
  const ids = rig.stores.db.values<number>(waitsOf, from, nth);
  rig.stores.moves.move(
    ids.map((id) => ({ id, to, unread: [from] })),
    'operator',
    rig.clock.nowMs(),
  );
  for (const { dispatcher } of [rig, ...rig.others.flatMap(({ dispatch }) => dispatch ?? [])]) dispatcher.nudge();
}

/** What waits for the account of the office goes from the computer's own where that is linked elsewhere by now. */
export function goWithoutOffice({ one }: Computer): void {
  if (one.rig.others[0]?.account === null) move(one, officeAccount.phone, testAccount, 1);
}

/** The account of the office is linked to one computer, where every other message goes from it, and to no other. */
export function linkOffice(computers: readonly Computer[], to: Computer): void {
  for (const computer of computers) {
    const [office] = computer.one.rig.others;
    if (office === undefined) continue;
    office.account = computer === to ? officeAccount : null;
    office.messenger.account_ = office.account;
    goWithoutOffice(computer);
  }
  move(to.one, testAccount, officeAccount.phone, 2);
}
