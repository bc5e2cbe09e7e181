import { readMeta } from '../../db/meta.ts';
import { leaveTeam, needsTeam, TeamAsks } from '../../db/team/asks.ts';
import type { TeamErasure } from '../../db/team/erasures.ts';
import { pastSends } from '../../db/team/past.ts';
import { limits } from '../../domain/limits.ts';
import type { TeamState, TeamView } from '../../domain/state/team.ts';
import { finishBegun } from '../campaigns/finish-begun.ts';
import type { Given, Team } from '../ports.ts';
import type { RoundParts } from './campaigns/rounds.ts';
import type { TeamMember } from './member.ts';
import type { MembershipFile } from './membership-file.ts';
import type { Membership } from './owner.ts';

type TeamAtWorkParts = Given<'db' | 'clock' | 'log'> & {
  readonly file: MembershipFile;
  readonly onChange: () => void;
  readonly campaigns: () => RoundParts;
  /** Called when the team is open: messages that waited for it may go on. */
  readonly onOpen: () => void;
};

/** Stands in for a member that is not there yet, or cannot be: nothing passes. */
const nobody: Team = {
  isOpen: false,
  reserve: async () => ({ kind: 'waits' }),
  refusal: () => 'cut',
  setInFlight: () => undefined,
};

/** This computer's place in a team, if it has one. The code is loaded with the first membership. */
export class TeamAtWork {
  readonly #parts: TeamAtWorkParts;
  #membership: Membership | null = null;
  #member: TeamMember | null = null;
  /** Why there is no member although there is a team. */
  #state: TeamState | null = null;
  #wasOpen = false;

  constructor(parts: TeamAtWorkParts) {
    this.#parts = parts;
  }

  /** The team as the dispatcher asks it; null without a team. */
  get port(): Team | null {
    return this.#member ?? (this.#state === null ? null : nobody);
  }

  get member(): TeamMember | null {
    return this.#member;
  }

  get membership(): Membership | null {
    return this.#membership;
  }

  get view(): TeamView | null {
    const state = this.#member?.state ?? this.#state;
    if (state === null) return null;
    const { name = '', address } = this.#membership ?? {};
    const members = this.#member?.members() ?? [];
    const gone = this.#member?.gone() ?? [];
    return { name, host: address?.host ?? '', state, kind: this.#member?.kind ?? null, members, gone };
  }

  /** Must be called before anything may be sent: from here on nothing goes without the team, if there is one. */
  begin(): void {
    const kept = this.#parts.file.read();
    if (kept === null && !needsTeam(this.#parts.db)) return;
    if (kept?.ok) {
      void this.#enter(kept.value);
      return;
    }
    // There was a team, and nobody knows with whom: sending without it might reach people twice.
    this.#parts.log.warn('the membership of the team cannot be read', { why: kept?.failure ?? 'missing' });
    this.#state = { kind: 'ended', why: 'unreadable' };
  }

  /** Stores a membership and begins it, in place of the present one. */
  async take(membership: Membership): Promise<void> {
    const { file, db, clock, campaigns } = this.#parts;
    if (this.#membership?.team !== membership.team) {
      leaveTeam(db, clock.nowMs());
      await finishBegun(campaigns());
    }
    // If the disk refuses it, everything stays as it was.
    await file.keep(membership);
    await this.stop();
    await this.#enter(membership);
  }

  /** Enters the team. What was sent before is told first. */
  async #enter(membership: Membership): Promise<void> {
    const { db, clock, log } = this.#parts;
    const nowMs = clock.nowMs();
    this.#membership = membership;
    this.#state = { kind: 'waiting', why: 'unreachable', sinceMs: nowMs, againAtMs: nowMs };
    const [{ TeamMember }, { roundOf }] = await Promise.all([import('./member.ts'), import('./campaigns/rounds.ts')]);
    if (this.#membership !== membership) return;
    this.#member = new TeamMember({
      membership,
      clock,
      log,
      computer: this.computer,
      asks: new TeamAsks(db, membership.team),
      past: (after) => pastSends(db, membership.team, { after, most: limits.teamTellBatch }),
      onChange: (state) => this.#follow(state),
      onNews: (member) => roundOf(this.#parts.campaigns(), member),
    });
    await this.#member.poll();
  }

  /** What the team is told of a person who is erased on this computer; null without a team. */
  erasureOf(phone: string): TeamErasure | null {
    return this.#member?.erasureOf(phone) ?? null;
  }

  /** Whether the team has the campaign with this uid: not if it answers without knowing it, as after a restore. */
  isOfTeam(uid: string): boolean {
    return this.#member?.state.kind !== 'open' || this.#member.campaigns.some((campaign) => campaign.uid === uid);
  }

  poll(): void {
    void this.#member?.poll();
  }

  get computer(): string {
    return readMeta(this.#parts.db, 'database') ?? '';
  }

  /** Ends the membership of this computer: nobody is asked before a message is sent. The history stays. */
  async forget(): Promise<void> {
    await this.stop();
    this.#parts.file.drop();
    const { db, clock, campaigns } = this.#parts;
    leaveTeam(db, clock.nowMs());
    await finishBegun(campaigns());
    this.#state = null;
    this.#parts.onChange();
  }

  /** Nothing passes from here on, if there was a team. */
  async stop(): Promise<void> {
    const member = this.#member;
    this.#member = null;
    this.#membership = null;
    this.#wasOpen = false;
    await member?.stop();
  }

  #follow({ kind }: TeamState): void {
    this.#parts.onChange();
    if (kind === 'open' && !this.#wasOpen) this.#parts.onOpen();
    this.#wasOpen = kind === 'open';
  }
}
