import { limits } from '../../domain/limits.ts';
import { assert, type Result, succeed } from '../../domain/result.ts';
import type { ServerCheck, ServerFinding } from '../../domain/state/team.ts';
import { isOnThisComputer } from './address.ts';
import type { ConnectionFailure, TeamAddress, TeamConnection } from './connection.ts';

const oldest = 140_000;

type Facts = {
  readonly version: number;
  readonly words: string;
  readonly fsync: string;
  readonly fullPages: string;
  readonly commit: string;
  readonly isStandby: boolean;
  readonly standbys: number;
  readonly waitsFor: string;
  readonly hasSchema: boolean;
  readonly mayMakeSchemas: boolean;
  readonly mayMakeRoles: boolean;
  readonly nowMs: number;
};

const factsSql = `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS words, current_setting('fsync') AS fsync,
  current_setting('full_page_writes') AS "fullPages", current_setting('synchronous_commit') AS commit,
  pg_is_in_recovery() AS "isStandby", (SELECT count(*)::int FROM pg_stat_replication) AS standbys,
  current_setting('synchronous_standby_names') AS "waitsFor", to_regnamespace('sendonce') IS NOT NULL AS "hasSchema",
  has_database_privilege(current_database(), 'CREATE') AS "mayMakeSchemas",
  (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS "mayMakeRoles", (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"`;

/** Checks a server before a team is made on it. Returns what it lacks, the most serious first. */
export async function checkServer(
  connection: TeamConnection,
  address: TeamAddress,
  nowMs: number,
): Promise<Result<ServerCheck, ConnectionFailure>> {
  const asked = await connection.ask<Facts>(factsSql);
  if (!asked.ok) return asked;
  const [facts] = asked.value;
  assert(facts !== undefined, 'a SELECT without FROM has one row');
  const isPooled = await isThroughPooler(connection);
  // This comes last: if the user may not ask for it, the connection is over.
  const identity = await connection.ask(
    `SELECT system_identifier, pg_walfile_name(pg_current_wal_lsn()) FROM pg_control_system()`,
  );
  const refuses = (what: ServerFinding['what'], isSo: boolean, detail: string) =>
    isSo ? [{ what, weight: 'refuses', detail } as const] : [];
  const weak = (what: ServerFinding['what'], isSo: boolean, detail: string) =>
    isSo ? [{ what, weight: 'weak', detail } as const] : [];
  const { host } = address;
  const isHere = isOnThisComputer(host);
  const clockOffMs = Math.round(facts.nowMs - nowMs);
  const findings: ServerFinding[] = [
    ...refuses('too_old', facts.version < oldest, facts.words),
    ...refuses('is_a_standby', facts.isStandby, 'pg_is_in_recovery'),
    ...refuses('does_not_sync', facts.fsync !== 'on', `fsync = ${facts.fsync}`),
    ...refuses('torn_pages', facts.fullPages !== 'on', `full_page_writes = ${facts.fullPages}`),
    ...refuses('not_encrypted', address.tls === 'none' && !isHere, host),
    ...refuses('no_schema_right', !facts.mayMakeSchemas && !facts.hasSchema, 'GRANT CREATE ON DATABASE'),
    ...refuses('no_role_right', !facts.mayMakeRoles, 'CREATEROLE'),
    ...weak('identity_unknown', !identity.ok && !facts.isStandby, identity.ok ? '' : identity.failure.detail),
    ...weak('standby_not_waited_for', facts.standbys > 0 && facts.waitsFor === '', 'synchronous_standby_names'),
    ...weak('pooled', isPooled, 'SET'),
    ...weak('commits_without_waiting', ['off', 'local'].includes(facts.commit), `synchronous_commit = ${facts.commit}`),
    ...weak('clock_off', Math.abs(clockOffMs) > limits.teamClockOffMs, new Date(facts.nowMs).toISOString()),
  ];
  return succeed({ host, isHere, version: facts.words, clockOffMs, findings });
}

/** Whether a pooler in between gives each transaction any free connection: one's settings are missing in the next. */
async function isThroughPooler(connection: TeamConnection): Promise<boolean> {
  const of = async () => await connection.ask<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const seen = [await of(), await of(), await of()];
  const pids = new Set(seen.flatMap((one) => (one.ok ? one.value.map(({ pid }) => pid) : [])));
  return pids.size > 1;
}
