import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamOutcomes } from '../../../db/team/asks.ts';
import { memberFunctions } from '../../../db/team/migrations.ts';
import { about, leave, news, tell } from '../../../electron/team/calls.ts';
import { TeamConnection } from '../../../electron/team/connection.ts';
import { TeamOwner } from '../../../electron/team/owner.ts';
import { granted } from '../../support/granted.ts';
import { TestPostgres } from '../../support/postgres.ts';
import { ask, fencesOf, ownerOf, psql, refusalOf, type TeamHand, TestTeam, teamFolder } from '../../support/team.ts';

let server: TestPostgres;
let team: TestTeam;
let ana: TeamHand;
let member: pg.Client;
let owner: pg.Client;
beforeAll(async () => {
  server = await TestPostgres.start();
  team = await TestTeam.make(server);
  ana = await team.join('Ana');
  await ask(ana, fencesOf('Kim'));
  member = await psql(team, { user: ana.membership.user, password: ana.membership.password });
  owner = await psql(team, { user: 'owner', password: server.password });
});
afterAll(async () => {
  ana.connection.close();
  await member.end();
  await owner.end();
  await server.remove();
});

const tables = [
  'team',
  'member',
  'campaign',
  'reservation',
  'fence',
  'person',
  'stop',
  'progress',
  'account',
  'outcome',
];

describe('a member’s role in psql', () => {
  it.each(tables)('may not read, write or empty %s', async (table) => {
    for (const sql of [
      `SELECT * FROM sendonce.${table}`,
      `INSERT INTO sendonce.${table} DEFAULT VALUES`,
      `DELETE FROM sendonce.${table}`,
      `TRUNCATE sendonce.${table}`,
      `COPY sendonce.${table} TO STDOUT`,
      `ALTER TABLE sendonce.${table} DISABLE TRIGGER ALL`,
      `DROP TABLE sendonce.${table}`,
    ])
      expect([sql, await refusalOf(member, sql)]).toEqual([sql, '42501']);
  });

  it.each([
    `UPDATE sendonce.fence SET number = 99`,
    `UPDATE sendonce.member SET kind = 'coordinator'`,
    `SELECT nextval('sendonce.numbers')`,
    `SELECT setval('sendonce.numbers', 1)`,
    `SELECT sendonce.remove(1)`,
    `SELECT sendonce.free(1)`,
    `SELECT sendonce.count(1, 1, 0::smallint, 1::smallint, 1)`,
    `SELECT * FROM sendonce.standing('{}')`,
    `CREATE TABLE sendonce.mine ()`,
    `CREATE OR REPLACE FUNCTION sendonce.identity() RETURNS text LANGUAGE sql AS 'SELECT 1::text'`,
    `CREATE ROLE another`,
    `ALTER ROLE owner PASSWORD 'mine'`,
    `SET SESSION AUTHORIZATION owner`,
    `SET ROLE owner`,
    `CREATE DATABASE mine`,
    `SELECT pg_read_file('postgresql.conf')`,
    `COPY (SELECT 1) TO PROGRAM 'true'`,
  ])('may not: %s', async (sql) => {
    expect(await refusalOf(member, sql)).toBe('42501');
  });

  it('is the role that logged in, whatever it sets', async () => {
    const other = await team.join('Eve', 'sender');
    await member.query(`SET ROLE ${ana.membership.user}`);
    expect(await refusalOf(member, `SET SESSION AUTHORIZATION ${other.membership.user}`)).toBe('42501');
    other.connection.close();
  });

  it('cannot put a table or a type of its own in the way of a function', async () => {
    const mine = await psql(team, { user: ana.membership.user, password: ana.membership.password });
    await mine.query('CREATE TEMP TABLE stop (key uuid, is_lifted boolean)');
    await mine.query('CREATE DOMAIN pg_temp.jsonb AS text');
    await mine.query(`SELECT sendonce.stop(ARRAY['${randomUUID()}']::uuid[], false)`);
    expect((await mine.query('SELECT FROM pg_temp.stop')).rows).toEqual([]);
    await mine.end();
  });

  it('has the functions of a member, and no more', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT proname AS name FROM pg_proc WHERE pronamespace = 'sendonce'::regnamespace AND has_function_privilege($1, oid, 'EXECUTE') ORDER BY 1`,
      [ana.membership.user],
    );
    expect(rows.map(({ name }) => name)).toEqual([...memberFunctions]);
    const open = `SELECT FROM pg_proc WHERE pronamespace = 'sendonce'::regnamespace AND has_function_privilege('public', oid, 'EXECUTE')`;
    expect((await owner.query(open)).rows).toEqual([]);
  });

  it('commits durably and ends by itself what takes too long or is not heard of, without a word at the start', async () => {
    const { rows } = await member.query(
      `SELECT current_setting('synchronous_commit') AS commit, current_setting('statement_timeout') AS statement,
        current_setting('lock_timeout') AS lock, current_setting('idle_session_timeout') AS idle`,
    );
    // News are asked for every ten seconds: a member that is silent for longer is asleep, or its line is lost.
    expect(rows).toEqual([{ commit: 'on', statement: '4s', lock: '3s', idle: '5min' }]);
  });
});

describe('the owner in psql', () => {
  it.each([
    ...['team', 'member', 'campaign', 'reservation', 'fence', 'stop'].flatMap((table) => [
      `DELETE FROM sendonce.${table}`,
      `TRUNCATE sendonce.${table} CASCADE`,
    ]),
    `UPDATE sendonce.fence SET key = gen_random_uuid()`,
    `UPDATE sendonce.fence SET number = number + 1000`,
    `UPDATE sendonce.reservation SET member = member + 1`,
    `UPDATE sendonce.reservation SET outcome = 1`,
    `UPDATE sendonce.reservation SET outcome = 4, at = now()`,
    `UPDATE sendonce.reservation SET outcome = 4, place = 7`,
    `UPDATE sendonce.reservation SET outcome = 4, contact = gen_random_uuid()`,
    `UPDATE sendonce.reservation SET token = gen_random_uuid()`,
    `UPDATE sendonce.member SET told_epoch = 0`,
    `UPDATE sendonce.member SET excused_epoch = -1`,
    `UPDATE sendonce.member SET role = role || '2'`,
    `UPDATE sendonce.team SET identity = 'mine'`,
    `UPDATE sendonce.team SET epoch = 0`,
    `UPDATE sendonce.team SET key_check = gen_random_uuid()`,
    `UPDATE sendonce.team SET id = gen_random_uuid()`,
  ])('is stopped: %s', async (sql) => {
    expect(await refusalOf(owner, sql)).toBe('SO002');
  });

  it('is stopped from ending a hold, and from changing what was drawn, whose a membership is, or what is over', async () => {
    const campaign = (state: string) =>
      `INSERT INTO sendonce.campaign (uid, sealed, state, made_by) VALUES (gen_random_uuid(), '', '${state}', ${ana.id})`;
    const held = `UPDATE sendonce.team SET held_why = 'row_gone', held_at = now(), epoch = epoch + 1`;
    for (const [first, then] of [
      [held, `UPDATE sendonce.team SET held_why = NULL, held_at = NULL`],
      [`UPDATE sendonce.member SET removed_at = now()`, `UPDATE sendonce.member SET removed_at = NULL`],
      [
        `UPDATE sendonce.member SET computer = gen_random_uuid()`,
        `UPDATE sendonce.member SET computer = gen_random_uuid()`,
      ],
      [campaign('cancelled'), `UPDATE sendonce.campaign SET state = 'running' WHERE state = 'cancelled'`],
      [campaign('running'), `UPDATE sendonce.campaign SET state = 'drawing' WHERE state = 'running'`],
      [campaign('running'), `UPDATE sendonce.campaign SET sealed = '2' WHERE state = 'running'`],
      [campaign('running'), `UPDATE sendonce.campaign SET people = 2 WHERE state = 'running'`],
    ] as const) {
      await owner.query('BEGIN');
      expect(await refusalOf(owner, first)).toBe('');
      expect([then, await refusalOf(owner, then)]).toEqual([then, 'SO002']);
      await owner.query('ROLLBACK');
    }
  });
});

describe('a member who goes', () => {
  it('loses the access, its connection and whom it had not reserved; what it sent stays before everybody', async () => {
    const eve = await team.join('Eva', 'sender');
    const token = randomUUID();
    await ask(eve, fencesOf('Lou'), { token });
    granted(
      await tell(eve.connection, [{ token, outcome: teamOutcomes.sent, atMs: 0, campaign: null, fences: [] }], []),
    );
    await team.asOwner((one) => one.remove(team.team.team, eve.id));
    expect((await news(eve.connection, [], null)).ok).toBe(false);
    const again = await TeamConnection.open(eve.membership.address, eve.membership);
    expect(again).toMatchObject({ ok: false, failure: { reason: 'login_refused' } });
    expect(await ask(ana, fencesOf('Lou'))).toMatchObject({
      result: 'duplicate',
      by: eve.id,
      outcome: teamOutcomes.sent,
    });
  });

  it('by itself is told so from then on', async () => {
    const una = await team.join('Una', 'sender');
    expect(granted(await leave(una.connection))).toBe(0);
    expect(granted(await news(una.connection, [], null))).toMatchObject({ said: 'removed' });
    expect(await ask(una, fencesOf('nobody'))).toMatchObject({ said: 'removed' });
    una.connection.close();
  });
});

describe('a database', () => {
  it('says which team it is of, under the key of that team', async () => {
    const said = { team: team.team.team, keyCheck: ana.keys.check, version: 1, isMember: true };
    expect(granted(await about(ana.connection))).toMatchObject({ ...said, mayTooMuch: false });
  });

  const open = async (database: string) => granted(await TeamOwner.connect(...ownerOf(server, database)));

  it('that has a team is not made one again, and one that serves somebody else keeps all that is theirs', async () => {
    const again = await open(team.database);
    expect(await again.make(teamFolder, 'Harbour', 'Office')).toMatchObject({
      ok: false,
      failure: { reason: 'has_team' },
    });
    again.close();
    await server.asOwner('CREATE DATABASE theirs');
    await server.asOwner('CREATE TABLE public.fence (id int); CREATE SCHEMA sales', [], 'theirs');
    const shared = await open('theirs');
    expect((await shared.make(teamFolder, 'Harbour', 'Office')).ok).toBe(true);
    shared.close();
    const sql = `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'sendonce')`;
    expect(await server.asOwner(sql, [], 'theirs')).toEqual([{ name: 'public.fence' }]);
  });

  it('with another’s schema of our name, or one from a newer app, is refused', async () => {
    await server.asOwner('CREATE DATABASE taken');
    await server.asOwner('CREATE SCHEMA sendonce', [], 'taken');
    const taken = await open('taken');
    expect(await taken.make(teamFolder, 'Harbour', 'Office')).toMatchObject({
      ok: false,
      failure: { reason: 'other_schema' },
    });
    taken.close();
    await server.asOwner('CREATE DATABASE future');
    const first = await open('future');
    const made = granted(await first.make(teamFolder, 'Harbour', 'Office'));
    await server.asOwner('UPDATE sendonce.team SET version = version + 1', [], 'future');
    expect(await first.invite(made, { name: 'Ana', kind: 'sender' })).toMatchObject({
      failure: { reason: 'newer_schema' },
    });
    first.close();
  });
});
