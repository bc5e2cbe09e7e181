import { isIPv6 } from 'node:net';
import type { CommandInput, CommandOutput } from '../../domain/contract.ts';
import type { Failure } from '../../domain/failure.ts';
import { type Result, refuse } from '../../domain/result.ts';
import { isNoMember, type TeamKind } from '../../domain/state/team.ts';
import { type Answer, done } from '../commands.ts';
import { appoint, goOnWithout, rename } from './calls.ts';
import type { ConnectionFailure } from './connection.ts';
import { enter } from './enter.ts';
import { joinAs, joinWith, lookInto } from './joining.ts';
import { TeamKeys } from './keys.ts';
import type { TeamMember } from './member.ts';
import type { Membership } from './owner.ts';
import { addressOf, inviteInto, lookOver, makeTeam, removeFrom } from './owning.ts';
import type { TeamCommandsParts } from './parts.ts';
import { refuseFor } from './why.ts';

type Changing = Answer<undefined>;

/** What a person changes about this computer's team, one change at a time. */
export class TeamChanges {
  readonly #parts: TeamCommandsParts;
  #isChanging = false;

  constructor(parts: TeamCommandsParts) {
    this.#parts = parts;
  }

  check(owner: CommandInput<'team:check'>) {
    return lookOver(owner, this.#parts.clock.nowMs());
  }

  make({ name, computer, takesOnWeak, ...owner }: CommandInput<'team:make'>): Changing {
    const { team, clock, teamFolder: folder } = this.#parts;
    return this.#begin(async () => {
      const wanted = { name, computer, takesOnWeak };
      const made = await makeTeam(owner, { folder, nowMs: clock.nowMs() }, wanted);
      return made.ok ? joinAs(made.value, team.computer, computer) : made;
    });
  }

  readCode(code: string) {
    return lookInto(code, this.#parts.team.computer);
  }

  join({ code, computer }: CommandInput<'team:join'>): Changing {
    return this.#begin(() => joinWith(code, this.#parts.team.computer, computer));
  }

  /** Puts this computer into a team, if it has none that is still valid. */
  #begin(membershipOf: () => Promise<Result<Membership, Failure>>): Changing {
    const { team } = this.#parts;
    return this.#alone(async () => {
      if (team.view !== null && !isNoMember(team.view.state)) return refuse('team_already', team.view.name);
      const made = await membershipOf();
      if (!made.ok) return made;
      await team.take(made.value);
      return done;
    });
  }

  async invite({ name, kind, ...login }: CommandInput<'team:invite'>): Answer<CommandOutput<'team:invite'>> {
    const { membership } = this.#parts.team;
    if (membership === null) return refuse('not_allowed_now');
    const invited = await inviteInto(membership, login, { name, kind });
    if (invited.ok) await this.tryNow();
    return invited;
  }

  async remove({ id, ...login }: CommandInput<'team:remove'>): Answer<CommandOutput<'team:remove'>> {
    const { team } = this.#parts;
    const { membership } = team;
    if (membership === null) return refuse('not_allowed_now');
    // Only who saw rows that a restore has lost can notice that, and after its removal a computer tells nobody of them.
    await this.tryNow();
    if (team.view?.state.kind === 'waiting') return refuse('team_no_answer');
    const removed = await removeFrom(membership, login, id);
    if (removed.ok) await this.tryNow();
    return removed;
  }

  /**
   * Leaves the team: people whom this computer held and had not reserved go back, and a message on its way to its gate
   * goes first. `isUntold`: leave even if the team cannot be told.
   */
  leave(isUntold: boolean): Changing {
    return this.#alone(() => this.#parts.betweenMessages(() => this.#leave(isUntold)));
  }

  async #leave(isUntold: boolean): Changing {
    const { team, pauseIfWaiting } = this.#parts;
    if (team.view === null) return refuse('not_found');
    if (team.view.state.kind !== 'ended' && !isUntold) {
      // Later nobody tells the others whom this computer wrote to and who asked to stop.
      await this.tryNow();
      if (team.member === null) return refuse('team_no_answer');
      const left = await team.member.leave();
      if (!left.ok) return refuseFor(left.failure);
    }
    pauseIfWaiting();
    await team.forget();
    return done;
  }

  rename(id: number, name: string): Changing {
    const question: Question = ({ connection, keys }) => rename(connection, id, keys.seal('member', name));
    return this.#ask(question, 'team_not_coordinator');
  }

  appoint(id: number, kind: TeamKind): Changing {
    return this.#ask(({ connection }) => appoint(connection, id, kind), 'team_last_coordinator');
  }

  goOnWithout(ids: readonly number[]): Changing {
    return this.#ask(({ connection, epoch }) => goOnWithout(connection, ids, epoch), 'team_not_coordinator');
  }

  /** Sets another address or certificate for the team's database, which must know this computer. */
  move({ address, authority }: CommandInput<'team:move'>): Changing {
    return this.#alone(async () => {
      const before = this.#parts.team.membership?.address.authority;
      const moved = await this.#moveTo(address, authority || before);
      // If no certificate is chosen, the server may have one by now that everybody accepts.
      const isOther = !moved.ok && moved.failure.code === 'team_not_secure' && !authority && before !== undefined;
      return isOther ? this.#moveTo(address, undefined) : moved;
    });
  }

  async #moveTo(address: string, authority: string | undefined): Changing {
    const { team } = this.#parts;
    const { membership } = team;
    if (membership === null) return refuse('not_allowed_now');
    const { host, ...before } = membership.address;
    const written = address || (isIPv6(host) ? `[${host}]` : host);
    const read = addressOf(written, authority, before);
    if (!read.ok) return read;
    const moved = { ...membership, address: read.value.address };
    const entered = await enter(moved, new TeamKeys(membership.key, membership.team), team.computer);
    if (!entered.ok) return 'ended' in entered.failure ? refuse('team_other_team') : refuseFor(entered.failure);
    entered.value.close();
    await team.take(moved);
    return done;
  }

  async tryNow(): Changing {
    const { member } = this.#parts.team;
    // News that are arriving now may have been asked for before the change.
    await member?.poll();
    await member?.poll();
    return done;
  }

  async #ask(question: Question, whenFalse: 'team_not_coordinator' | 'team_last_coordinator'): Changing {
    const { member } = this.#parts.team;
    if (member === null) return refuse('team_no_answer');
    const asked = await question(member);
    if (!asked.ok) return refuseFor(asked.failure);
    return asked.value === false ? refuse(whenFalse) : this.tryNow();
  }

  async #alone(work: () => Changing): Changing {
    if (this.#isChanging) return refuse('not_allowed_now');
    this.#isChanging = true;
    try {
      return await work();
    } finally {
      this.#isChanging = false;
    }
  }
}

type Question = (member: TeamMember) => Promise<Result<unknown, ConnectionFailure>>;
