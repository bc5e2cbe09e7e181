import type { TeamKind } from '../../../../domain/state/team.ts';
import { appoint, goOnWithout, rename, takeBack, told } from '../../../../electron/team/calls.ts';
import type { TeamConnection } from '../../../../electron/team/connection.ts';
import { granted } from '../../../support/granted.ts';
import { connectionOf, type TeamHand, type TestTeam } from '../../../support/team.ts';
import type { Computer } from './computer.ts';
import type { Stops } from './stops.ts';

type CoordinatorParts = {
  readonly hand: TeamHand;
  readonly team: TestTeam;
  readonly stops: Stops;
  readonly pass: (ms: number) => Promise<void>;
};

/** What the coordinator does about a computer, and what the team's database does after a long time without it. */
export class Coordinator {
  readonly #parts: CoordinatorParts;

  constructor(parts: CoordinatorParts) {
    this.#parts = parts;
  }

  /** Works with a connection of its own, since the server may have been away. */
  async connected<Value>(work: (connection: TeamConnection) => Promise<Value>): Promise<Value> {
    const connection = await connectionOf(this.#parts.hand.membership);
    const done = await work(connection);
    connection.close();
    return done;
  }

  /** Its computer reports what it knows: whom it stopped, and that it asked for nobody. */
  tells(): Promise<void> {
    const { hand, stops } = this.#parts;
    return this.connected(async (connection) => {
      const epoch = await stops.tell({ ...hand, connection });
      granted(await told(connection, epoch));
    });
  }

  /** Appoints a computer, or takes that back. */
  async appoint({ one }: Computer, kind: TeamKind): Promise<void> {
    await this.connected((connection) => appoint(connection, one.idInTeam, kind));
  }

  async rename({ one }: Computer): Promise<void> {
    const name = this.#parts.hand.keys.seal('member', 'Another name');
    await this.connected((connection) => rename(connection, one.idInTeam, name));
  }

  /** Takes people back from a computer that is not heard of for long enough. */
  async takeBack(computer: Computer): Promise<void> {
    await this.#silent(computer, () => this.connected((connection) => takeBack(connection, computer.one.idInTeam)));
  }

  /** A computer is silent, and so long after their drawing the others take its people of the team's campaigns. */
  silence(computer: Computer): Promise<void> {
    return this.#silent(computer, () =>
      this.#parts.team.sql(`UPDATE sendonce.campaign SET made_at = made_at - interval '1 hour'`),
    );
  }

  async #silent({ one, proxy }: Computer, meanwhile: () => Promise<unknown>): Promise<void> {
    const { team, pass } = this.#parts;
    proxy.cut();
    await team.sql(`UPDATE sendonce.member SET heard_at = heard_at - interval '1 hour' WHERE id = ${one.idInTeam}`);
    await meanwhile();
    await pass(15_000);
    proxy.mend();
  }

  /** A computer waits for its operator for so long that its people go to the others. */
  async standStill({ one: { rig } }: Computer): Promise<void> {
    const { team, pass } = this.#parts;
    rig.dispatcher.pause('operator');
    await pass(12_000);
    await team.sql(`UPDATE sendonce.progress SET still_at = still_at - interval '2 hours' WHERE still_at IS NOT NULL`);
    await pass(15_000);
    rig.dispatcher.resume();
  }

  /** Goes on without what the data of a computer forgot when it was put back. Returns whether it was waited for. */
  async goOnWithoutForgetful({ one: { member, idInTeam } }: Computer): Promise<boolean> {
    if (member.state.kind !== 'held' || !member.state.untold.includes(idInTeam)) return false;
    await this.connected((connection) => goOnWithout(connection, [idInTeam], member.epoch));
    return true;
  }
}
