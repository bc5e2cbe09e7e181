import { createHash, createHmac, pbkdf2Sync, randomBytes, randomUUID } from 'node:crypto';
import { memberFunctions, teamMigrations, teamSchemaVersion } from '../../db/team/migrations.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { TeamKind } from '../../domain/state/team.ts';
import { type ConnectionFailure, type Login, type TeamAddress, TeamConnection } from './connection.ts';
import { TeamKeys } from './keys.ts';

/** All that a computer needs to be a member: what an invitation is made of. */
export type Membership = Login & {
  readonly team: string;
  /** The name of the team, as it is sealed in its database. */
  readonly name: string;
  readonly key: Buffer;
  readonly address: TeamAddress;
};

type NewMember = { readonly name: string; readonly kind: TeamKind };

export type OwnerFailure =
  | ConnectionFailure
  | {
      /**
       * `other_schema`: something else has our schema's name. `newer_schema`: a newer app made it. `has_team`,
       * `no_team`: there is one already, or none. `other_team`: not the one that was asked for.
       */
      readonly reason: 'other_schema' | 'newer_schema' | 'has_team' | 'no_team' | 'other_team';
      readonly detail: string;
    };

/** Works on the team's database by its owner's login, stored nowhere: makes the team, invites and removes members. */
export class TeamOwner {
  readonly #connection: TeamConnection;
  readonly #address: TeamAddress;

  private constructor(connection: TeamConnection, address: TeamAddress) {
    this.#connection = connection;
    this.#address = address;
  }

  static async connect(address: TeamAddress, login: Login): Promise<Result<TeamOwner, ConnectionFailure>> {
    const opened = await TeamConnection.open(address, login);
    return opened.ok ? succeed(new TeamOwner(opened.value, address)) : opened;
  }

  get connection(): TeamConnection {
    return this.#connection;
  }

  close(): void {
    this.#connection.close();
  }

  /**
   * Makes schema, team, coordinator and members' key in one transaction. Replaces a team that nobody joined. `folder`:
   * the migrations of a team's database.
   */
  async make(folder: string, name: string, computer: string): Promise<Result<Membership, OwnerFailure>> {
    const found = await this.#look();
    if (!found.ok) return found;
    const old = found.value === null ? succeed('') : await this.#unjoined(found.value);
    if (!old.ok) return old;
    const team = randomUUID();
    const key = randomBytes(32);
    const keys = new TeamKeys(key, team);
    const group = groupOf(team);
    const first = this.#newMember({ team, name, key }, { name: computer, kind: 'coordinator' });
    // Every name and value in it is ours. Statements in one text are one transaction.
    const made = await this.#connection.ask(`BEGIN;
      ${old.value}
      ${teamMigrations(folder)}
      INSERT INTO sendonce.team (id, name, key_check, version, identity)
        VALUES ('${team}', '\\x${keys.seal('team', name).toString('hex')}', '${keys.check}', ${teamSchemaVersion}, sendonce.identity());
      CREATE ROLE ${group} NOLOGIN;
      GRANT USAGE ON SCHEMA sendonce TO ${group};
      GRANT EXECUTE ON FUNCTION ${memberFunctions.map((one) => `sendonce.${one}`).join(', ')} TO ${group};
      ${first.sql}
      COMMIT`);
    return made.ok ? succeed(first.membership) : made;
  }

  /** The SQL that removes a team. Fails where somebody has joined it. */
  async #unjoined(team: string): Promise<Result<string, OwnerFailure>> {
    const asked = await this.#connection.ask<{ role: string; hasJoined: boolean }>(
      `SELECT role, joined_at IS NOT NULL AS "hasJoined" FROM sendonce.member`,
    );
    if (!asked.ok) return asked;
    if (asked.value.some(({ hasJoined }) => hasJoined)) return fail({ reason: 'has_team', detail: team });
    const roles = [...asked.value.map(({ role }) => role), groupOf(team)];
    return succeed(`DROP SCHEMA sendonce CASCADE; ${roles.map((role) => `DROP ROLE IF EXISTS ${role};`).join(' ')}`);
  }

  /** Makes a membership for one more computer, with a role of its own. */
  async invite(
    of: Pick<Membership, 'team' | 'name' | 'key'>,
    who: NewMember,
  ): Promise<Result<Membership, OwnerFailure>> {
    const known = await this.#mustBe(of.team);
    if (!known.ok) return known;
    const { sql, membership } = this.#newMember(of, who);
    const made = await this.#connection.ask(`BEGIN; ${sql} COMMIT`);
    return made.ok ? succeed(membership) : made;
  }

  #newMember(
    { team, name, key }: Pick<Membership, 'team' | 'name' | 'key'>,
    who: NewMember,
  ): { readonly sql: string; readonly membership: Membership } {
    const role = `${groupOf(team)}_${randomBytes(6).toString('hex')}`;
    const password = randomBytes(24).toString('base64url');
    const sealed = new TeamKeys(key, team).seal('member', who.name).toString('hex');
    const sql = `CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT CONNECTION LIMIT 4
        PASSWORD '${scramVerifier(password)}' IN ROLE ${groupOf(team)};
      ALTER ROLE ${role} SET synchronous_commit = 'on';
      ALTER ROLE ${role} SET statement_timeout = '4s';
      ALTER ROLE ${role} SET lock_timeout = '3s';
      ALTER ROLE ${role} SET idle_in_transaction_session_timeout = '10s';
      -- A computer that sleeps or loses its network ends nothing at the server, and four such connections would lock it out.
      ALTER ROLE ${role} SET idle_session_timeout = '5min';
      INSERT INTO sendonce.member (role, name, kind) VALUES ('${role}', '\\x${sealed}', '${who.kind}');`;
    return { sql, membership: { team, name, key, address: this.#address, user: role, password } };
  }

  /** Ends a member: its access, connections, and hold on people whom it has not reserved. Returns their number. */
  async remove(team: string, memberId: number): Promise<Result<number, OwnerFailure>> {
    const known = await this.#mustBe(team);
    if (!known.ok) return known;
    const sql = 'SELECT role, to_regrole(role::text) IS NOT NULL AS "hasAccess" FROM sendonce.member WHERE id = $1';
    const member = await this.#connection.ask<{ role: string; hasAccess: boolean }>(sql, [memberId]);
    if (!member.ok) return member;
    const [found] = member.value;
    if (found === undefined) return fail({ reason: 'no_team', detail: 'no such member' });
    const { role, hasAccess } = found;
    const removed = await this.#connection.ask<{ freed: number }>('SELECT sendonce.remove($1) AS freed', [memberId]);
    if (!removed.ok) return removed;
    const freed = removed.value[0]?.freed ?? 0;
    // Roles are not part of the database: a member who was removed before it was put back has none any more.
    if (!hasAccess) return succeed(freed);
    const ended = await this.#connection.ask(`BEGIN;
      ALTER ROLE ${role} NOLOGIN;
      -- Who is no superuser may end the connections of roles it is in.
      GRANT ${role} TO CURRENT_USER;
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${role}';
      DROP ROLE ${role};
      COMMIT`);
    return ended.ok ? succeed(freed) : ended;
  }

  async #mustBe(team: string): Promise<Result<unknown, OwnerFailure>> {
    const found = await this.#look();
    if (!found.ok) return found;
    if (found.value === null) return fail({ reason: 'no_team', detail: '' });
    return found.value === team ? found : fail({ reason: 'other_team', detail: found.value });
  }

  /** Fails with what a new team would find in its place. A team that nobody joined is not in the way. */
  async inTheWay(): Promise<Result<null, OwnerFailure>> {
    const found = await this.#look();
    if (!found.ok) return found;
    const old = found.value === null ? found : await this.#unjoined(found.value);
    return old.ok ? succeed(null) : old;
  }

  /** The id of the team in the database; null where there is none. */
  async #look(): Promise<Result<string | null, OwnerFailure>> {
    const schema = await this.#connection.ask<{ isThere: boolean; isOurs: boolean }>(
      `SELECT to_regnamespace('sendonce') IS NOT NULL AS "isThere", to_regclass('sendonce.team') IS NOT NULL AS "isOurs"`,
    );
    if (!schema.ok) return schema;
    const { isThere = false, isOurs = false } = schema.value[0] ?? {};
    if (!isThere) return succeed(null);
    if (!isOurs) return fail({ reason: 'other_schema', detail: 'sendonce' });
    const team = await this.#connection.ask<{ id: string; version: number }>('SELECT id, version FROM sendonce.team');
    if (!team.ok) return team;
    const one = team.value[0];
    if (one === undefined) return fail({ reason: 'other_schema', detail: 'sendonce.team is empty' });
    if (one.version > teamSchemaVersion) return fail({ reason: 'newer_schema', detail: String(one.version) });
    return succeed(one.id);
  }
}

/** The role that contains all members of a team: it may execute our functions. */
function groupOf(team: string): string {
  return `sendonce_${team.slice(0, 8)}`;
}

/** What a server stores of a password. Sent in its place, so that no log of the server has the password. */
function scramVerifier(password: string): string {
  const iterations = 4_096;
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
}
