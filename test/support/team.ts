import { hash, randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { TeamFence } from '../../db/team/asks.ts';
import { memberFunctions, teamMigrations } from '../../db/team/migrations.ts';
import type { Result } from '../../domain/result.ts';
import type { TeamKind } from '../../domain/state/team.ts';
import { type ReserveRequest, reserve, told } from '../../electron/team/calls.ts';
import { TeamConnection } from '../../electron/team/connection.ts';
import { TeamKeys } from '../../electron/team/keys.ts';
import { type Membership, type OwnerFailure, TeamOwner } from '../../electron/team/owner.ts';
import { granted } from './granted.ts';
import type { TestPostgres } from './postgres.ts';
import { until } from './until.ts';

export const teamFolder = resolve(join(import.meta.dirname, '../../db/team'));

/** A member that a test drives: its membership and a connection of its own. */
export type TeamHand = {
  readonly membership: Membership;
  readonly keys: TeamKeys;
  readonly id: number;
  readonly connection: TeamConnection;
};

const tables = [
  ...['team', 'member', 'campaign', 'file', 'reservation', 'fence', 'person', 'stop', 'progress'],
  ...['account', 'outcome', 'outcome_sum', 'erasure', 'to_erase'],
];
type TeamDump = readonly (readonly [table: string, file: string])[];

/** A team in a database of its own on the test's server. */
export class TestTeam {
  readonly server: TestPostgres;
  readonly database: string;
  readonly team: Pick<Membership, 'team' | 'name' | 'key'>;

  /** For a team that is in the database already; `make` makes a new one. */
  constructor(server: TestPostgres, database: string, team: TestTeam['team']) {
    this.server = server;
    this.database = database;
    this.team = team;
  }

  static async make(server: TestPostgres): Promise<TestTeam> {
    const database = `team_${randomUUID().replaceAll('-', '')}`;
    // Copied as files: through the log it takes half as much again of the processor.
    await server.asOwner(`CREATE DATABASE ${database} STRATEGY file_copy`);
    const team = await asTeamOwner(server, database, (owner) => owner.make(teamFolder, 'Harbour', 'Office'));
    return new TestTeam(server, database, team);
  }

  /** Does work as the owner of the database, in a connection of its own. */
  asOwner<Value>(work: (owner: TeamOwner) => Promise<Result<Value, OwnerFailure>>): Promise<Value> {
    return asTeamOwner(this.server, this.database, work);
  }

  /** Runs SQL in the team's database as the owner of the server. */
  sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.server.asOwner<Row>(text, values, this.database);
  }

  async invite(name: string, kind: TeamKind = 'coordinator'): Promise<Membership> {
    return this.asOwner((owner) => owner.invite(this.team, { name, kind }));
  }

  /** The content of the tables in the format of COPY, as in a dump. */
  async dump(): Promise<TeamDump> {
    const files = tables.map((table) => [table, join(this.server.data, `${table}-${randomUUID()}`)] as const);
    const copies = files.map(([table, file]) => `COPY sendonce.${table} TO '${file}';`);
    // All tables in one snapshot, since members go on asking meanwhile.
    await this.sql(`BEGIN ISOLATION LEVEL REPEATABLE READ; ${copies.join('\n')} COMMIT`);
    return files;
  }

  /** Replaces the tables' content by a dump as pg_restore does: first the data, then triggers and sequences. */
  async restore(dump: TeamDump, schema = teamMigrations(teamFolder)): Promise<void> {
    const group = `sendonce_${this.team.team.slice(0, 8)}`;
    const loads = dump.map(([table, file]) => `COPY sendonce.${table} FROM '${file}';`);
    const sql = `BEGIN; DROP SCHEMA sendonce CASCADE; ${schema}
      SET session_replication_role = replica; ${loads.join('\n')}
      SELECT setval('sendonce.numbers', greatest(1, max(number))) FROM sendonce.reservation;
      SELECT setval('sendonce.member_id_seq', max(id)) FROM sendonce.member;
      SELECT setval('sendonce.campaign_id_seq', greatest(1, max(id))) FROM sendonce.campaign;
      SELECT setval('sendonce.erasure_id_seq', greatest(1, max(id))) FROM sendonce.erasure;
      GRANT USAGE ON SCHEMA sendonce TO ${group};
      GRANT EXECUTE ON FUNCTION ${memberFunctions.map((name) => `sendonce.${name}`).join(', ')} TO ${group}; COMMIT`;
    // Members go on asking meanwhile; where that ends in a deadlock, it is tried again.
    await until(() =>
      this.sql(sql).then(
        () => true,
        (error: Error & { readonly code?: string }) => {
          if (error.code !== '40P01') throw error;
          return false;
        },
      ),
    );
  }

  /** A member who has joined and reported its past, which is empty. */
  async join(name: string, kind: TeamKind = 'coordinator'): Promise<TeamHand> {
    return this.enter(await this.invite(name, kind));
  }

  /** A connection for a membership. If the member has reported its past, it may ask from the start. */
  async enter(membership: Membership): Promise<TeamHand> {
    const connection = await connectionOf(membership);
    const [{ epoch } = { epoch: 0 }] = await this.sql<{ epoch: number }>('SELECT epoch FROM sendonce.team');
    const { member = 0 } = granted(await told(connection, epoch));
    return { membership, keys: new TeamKeys(membership.key, membership.team), id: member, connection };
  }
}

async function asTeamOwner<Value>(
  server: TestPostgres,
  database: string,
  work: (owner: TeamOwner) => Promise<Result<Value, OwnerFailure>>,
): Promise<Value> {
  const owner = granted(await TeamOwner.connect(...ownerOf(server, database)));
  try {
    return granted(await work(owner));
  } finally {
    owner.close();
  }
}

export async function connectionOf(membership: Membership): Promise<TeamConnection> {
  return granted(await TeamConnection.open(membership.address, membership));
}

export function ownerOf(server: TestPostgres, database: string) {
  return [
    { ...server.address(database), tls: 'none' },
    { user: 'owner', password: server.password },
  ] as const;
}

/** Runs `sql` under a login. Returns the code of the refusal, or '' where it was accepted. */
export async function refusalOf(client: pg.Client, sql: string): Promise<string> {
  try {
    await client.query(sql);
    return '';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/** A connection to the team's database under a login. */
export async function psql(
  { server, database }: TestTeam,
  login: { user: string; password: string },
): Promise<pg.Client> {
  const client = new pg.Client({ ...server.address(database), ...login });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** A person's fences, under names that are readable in a test. */
export const fencesOf = (...names: readonly string[]): TeamFence[] =>
  names.map((name) => ({ key: uuidOf(name), repeat: 0 }));

/** A uuid that is always the same for the same name. */
export function uuidOf(name: string): string {
  return hash('sha256', name)
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Asks for fences under a fresh token, unless another is given. */
export async function ask(
  { connection }: Pick<TeamHand, 'connection'>,
  fences: readonly TeamFence[],
  more: Partial<ReserveRequest> = {},
) {
  const plain = {
    repeatAfter: 0,
    stops: [],
    seen: [],
    campaign: null,
    person: null,
    isAgain: false,
    contact: randomUUID(),
    heard: [],
    quietMs: null,
    also: [],
  };
  return granted(await reserve(connection, { token: randomUUID(), fences, ...plain, ...more }));
}
