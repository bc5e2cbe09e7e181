import { limits } from '../../domain/limits.ts';
import { type Result, succeed } from '../../domain/result.ts';
import type { ConnectionFailure, TeamAddress, TeamConnection } from './connection.ts';

/**
 * What a server lacks. `refuses`: a team would not be safe on it. `weak`: it would be, but for what is said. The detail is
 * PostgreSQL's own word.
 */
type ServerFinding = {
  readonly what:
    | 'too_old'
    | 'does_not_sync'
    | 'torn_pages'
    | 'is_a_standby'
    | 'pooled'
    | 'commits_without_waiting'
    | 'standby_not_waited_for'
    | 'identity_unknown'
    | 'not_encrypted'
    | 'clock_off';
  readonly weight: 'refuses' | 'weak';
  readonly detail: string;
};

const oldest = 140_000;
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

type Facts = {
  readonly version: number;
  readonly words: string;
  readonly fsync: string;
  readonly fullPages: string;
  readonly commit: string;
  readonly isStandby: boolean;
  readonly standbys: number;
  readonly waitsFor: string;
  readonly nowMs: number;
};

const factsSql = `SELECT current_setting('server_version_num')::int AS version, version() AS words, current_setting('fsync') AS fsync,
  current_setting('full_page_writes') AS "fullPages", current_setting('synchronous_commit') AS commit,
  pg_is_in_recovery() AS "isStandby", (SELECT count(*)::int FROM pg_stat_replication) AS standbys,
  current_setting('synchronous_standby_names') AS "waitsFor", (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"`;

/** Looks a server over before a team is made on it. What it lacks, the gravest first. */
export async function checkServer(
  connection: TeamConnection,
  address: TeamAddress,
  nowMs: number,
): Promise<Result<readonly ServerFinding[], ConnectionFailure>> {
  const asked = await connection.ask<Facts>(factsSql);
  if (!asked.ok) return asked;
  const [facts] = asked.value;
  if (facts === undefined) return succeed([]);
  const isPooled = await isThroughPooler(connection);
  // Last: who may not ask for it has a connection that is over.
  const identity = await connection.ask(
    `SELECT system_identifier, pg_walfile_name(pg_current_wal_lsn()) FROM pg_control_system()`,
  );
  const refuses = (what: ServerFinding['what'], isSo: boolean, detail: string) =>
    isSo ? [{ what, weight: 'refuses', detail } as const] : [];
  const weak = (what: ServerFinding['what'], isSo: boolean, detail: string) =>
    isSo ? [{ what, weight: 'weak', detail } as const] : [];
  return succeed([
    ...refuses('too_old', facts.version < oldest, facts.words),
    ...refuses('is_a_standby', facts.isStandby, 'pg_is_in_recovery'),
    ...refuses('does_not_sync', facts.fsync !== 'on', `fsync = ${facts.fsync}`),
    ...refuses('torn_pages', facts.fullPages !== 'on', `full_page_writes = ${facts.fullPages}`),
    ...refuses('not_encrypted', address.tls === 'none' && !loopback.test(address.host), address.host),
    ...weak('identity_unknown', !identity.ok && !facts.isStandby, identity.ok ? '' : identity.failure.detail),
    ...weak('standby_not_waited_for', facts.standbys > 0 && facts.waitsFor === '', 'synchronous_standby_names'),
    ...weak('pooled', isPooled, 'SET'),
    ...weak('commits_without_waiting', ['off', 'local'].includes(facts.commit), `synchronous_commit = ${facts.commit}`),
    ...weak('clock_off', Math.abs(facts.nowMs - nowMs) > limits.teamClockOffMs, new Date(facts.nowMs).toISOString()),
  ]);
}

/** A pooler hands each transaction to whatever connection is free: what one of them set is not there in the next. */
async function isThroughPooler(connection: TeamConnection): Promise<boolean> {
  const of = async () => await connection.ask<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const seen = [await of(), await of(), await of()];
  const pids = new Set(seen.flatMap((one) => (one.ok ? one.value.map(({ pid }) => pid) : [])));
  return pids.size > 1;
}
