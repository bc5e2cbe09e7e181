import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CommandInput } from '../../../domain/contract.ts';
import { fail } from '../../../domain/result.ts';
import { readAddress } from '../../../electron/team/address.ts';
import { TeamConnection } from '../../../electron/team/connection.ts';
import { TestAuthority } from '../../support/certificates.ts';
import { CuttingProxy } from '../../support/cutting-proxy.ts';
import { granted } from '../../support/granted.ts';
import { TestPooler } from '../../support/pooler.ts';
import { TestPostgres } from '../../support/postgres.ts';
import { ask, fencesOf } from '../../support/team.ts';
import { makeTeamDesk, ownedDatabase, type TeamDesk } from '../../support/team-desk.ts';
import { makeStores } from '../../support/temporary-database.ts';
import { until } from '../../support/until.ts';

let server: TestPostgres;
const desks: TeamDesk[] = [];
beforeAll(async () => {
  server = await TestPostgres.start();
});
afterEach(async () => {
  await Promise.all(desks.splice(0).map((desk) => desk.remove()));
});
afterAll(() => server.remove());

function desk(): TeamDesk {
  const made = makeTeamDesk();
  desks.push(made);
  return made;
}

const harbour = { name: 'Harbour team', computer: 'Office PC', takesOnWeak: false };

/** A team that the first of the desks has made. */
async function madeTeam() {
  const office = desk();
  const { owner, login, database } = await ownedDatabase(server);
  granted(await office.changes.make({ ...owner, ...harbour }));
  const invite = async (name = 'Hall laptop', kind: 'sender' | 'coordinator' = 'sender') =>
    granted(await office.changes.invite({ ...login, name, kind })).code;
  return { office, owner, login, database, invite };
}

const joined = async (code: string) => {
  const hall = desk();
  granted(await hall.changes.join({ code, computer: 'Hall laptop' }));
  return hall;
};
const codeOf = (refused: { ok: boolean; failure?: { code: string } }) => refused.failure?.code ?? 'done';

describe('a team', () => {
  it('is made, joined, renamed, appointed and left by what its computers are asked', async () => {
    const { office, login, invite } = await madeTeam();
    expect(office.team.view).toMatchObject({ name: 'Harbour team', kind: 'coordinator', state: { kind: 'open' } });
    const code = await invite();
    expect(office.team.view?.members).toMatchObject([
      { name: 'Office PC', isMe: true, hasJoined: true },
      { name: 'Hall laptop', hasJoined: false, kind: 'sender' },
    ]);
    const hall = desk();
    expect(granted(await hall.changes.readCode(code))).toMatchObject({ name: 'Harbour team', kind: 'sender' });
    granted(await hall.changes.join({ code, computer: 'Laptop of the hall' }));
    const { id = 0 } = hall.team.view?.members.find(({ isMe }) => isMe) ?? {};
    expect(codeOf(await hall.changes.rename(1, 'Mine'))).toBe('team_not_coordinator');
    expect(codeOf(await office.changes.appoint(1, 'sender'))).toBe('team_last_coordinator');
    granted(await office.changes.appoint(id, 'coordinator'));
    granted(await office.changes.rename(id, 'Hall'));
    expect(office.team.view?.members).toMatchObject([{}, { name: 'Hall', hasJoined: true, kind: 'coordinator' }]);
    granted(await hall.changes.leave(false));
    expect(hall.team.view).toBeNull();
    expect(hall.team.port).toBeNull();
    expect(hall.told).toContain('paused');
    await office.changes.tryNow();
    expect(office.team.view?.members).toHaveLength(1);
    expect(office.team.view?.gone).toEqual([{ id, name: 'Hall', isBack: false }]);
    expect(codeOf(await office.changes.remove({ ...login, password: 'wrong', id: 1 }))).toBe('team_login_refused');
  });

  it('hears from a computer that leaves it whom nobody is to contact, as of the last moment', async () => {
    const { database, invite } = await madeTeam();
    const hall = await joined(await invite());
    makeStores(hall.db).doNotContact.add('+447700900355', '', Date.now());
    granted(await hall.changes.leave(false));
    expect(await server.asOwner('SELECT FROM sendonce.stop', [], database)).not.toEqual([]);
  });

  it('is left once whatever stands before its gate has gone', async () => {
    const { invite } = await madeTeam();
    const hall = await joined(await invite());
    const gate = Promise.withResolvers<void>();
    const passes = hall.together.beforeGate(() => gate.promise);
    const leaving = hall.changes.leave(false);
    // Questions over its one connection are answered in turn.
    for (let asked = 0; asked < 3; asked += 1) await hall.changes.tryNow();
    expect(hall.team.view?.state.kind).toBe('open');
    gate.resolve();
    await passes;
    granted(await leaving);
    expect(hall.team.view).toBeNull();
  });

  it('is one for a computer: a second is refused, by making and by joining', async () => {
    const { office, owner } = await madeTeam();
    const other = await madeTeam();
    expect(codeOf(await office.changes.join({ code: await other.invite(), computer: 'Office' }))).toBe('team_already');
    expect(codeOf(await office.changes.make({ ...owner, ...harbour }))).toBe('team_already');
  });

  it('is gone on with after a restart, and its membership lies where others cannot read it', async () => {
    const { office, login } = await madeTeam();
    if (process.platform !== 'win32') expect(statSync(office.membershipFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(office.membershipFile, 'utf8')).not.toContain(login.password);
    await office.restart();
    expect(await office.team.port?.reserve({} as never)).toEqual({ kind: 'waits' });
    await until(() => office.team.view?.state.kind === 'open');
  });
});

describe('a computer that was removed', () => {
  it('is still there where the database has just lost what it sent: nobody else could tell that', async () => {
    const { office, login, database, invite } = await madeTeam();
    const hall = await joined(await invite());
    const connection = hall.team.member?.connection;
    if (!connection) throw new Error('not connected');
    const { member = 0 } = await ask({ connection }, fencesOf('Ada'));
    await office.changes.tryNow();
    await server.asOwner(
      'SET session_replication_role = replica; DELETE FROM sendonce.fence; DELETE FROM sendonce.reservation',
      ...([[], database] as const),
    );
    // Whoever gets no answer as a member cannot notice either.
    const { user = '' } = office.team.membership ?? {};
    await server.asOwner(`ALTER ROLE ${user} NOLOGIN`, [], database);
    await server.asOwner('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [user], database);
    expect(codeOf(await office.changes.remove({ ...login, id: member ?? 0 }))).toBe('team_no_answer');
    await server.asOwner(`ALTER ROLE ${user} LOGIN`, [], database);
    expect(codeOf(await office.changes.remove({ ...login, id: member ?? 0 }))).toBe('team_held');
  });

  it('joins anew with another code as it is, without leaving first, also after it was away', async () => {
    const { office, login, invite } = await madeTeam();
    const hall = await joined(await invite());
    const id = office.team.view?.members.find(({ isMe }) => !isMe)?.id ?? 0;
    granted(await office.changes.remove({ ...login, id }));
    // An invitation that nobody accepted is mentioned to no computer.
    await invite('Nobody');
    granted(await office.changes.remove({ ...login, id: office.team.view?.members.at(-1)?.id ?? 0 }));
    await hall.restart();
    await until(() => hall.team.view?.state.kind === 'waiting' && hall.team.view.state.why === 'login_refused');
    granted(await hall.changes.join({ code: await invite('Hall again'), computer: 'Hall laptop' }));
    await until(() => hall.team.view?.state.kind === 'open');
    expect(hall.team.view?.members.map(({ name, isMe }) => [name, isMe])).toEqual([
      ['Office PC', false],
      ['Hall laptop', true],
    ]);
    expect(hall.team.view?.gone).toEqual([{ id, name: 'Hall laptop', isBack: true }]);
  });
});

describe('a membership that is lost or damaged', () => {
  it('holds everything, and says so, until its computer joins anew or leaves', async () => {
    const { office, invite } = await madeTeam();
    const code = await invite('Office again', 'coordinator');
    for (const meanwhile of [
      () => rmSync(office.membershipFile),
      () => writeFileSync(office.membershipFile, 'sendonce-team-1.eyJ0.short'),
    ]) {
      await office.restart(meanwhile);
      expect(office.team.view?.state).toEqual({ kind: 'ended', why: 'unreadable' });
      expect(await office.team.port?.reserve({} as never)).toEqual({ kind: 'waits' });
      expect(office.team.port?.refusal('token', [], [])).toBe('cut');
    }
    granted(await office.changes.join({ code, computer: 'Office PC' }));
    // On a busy machine the first news may take longer than their time, and are asked for again.
    await until(() => office.team.view?.state.kind === 'open');
    await office.restart(() => rmSync(office.membershipFile));
    granted(await office.changes.leave(false));
    expect(office.team.port).toBeNull();
  });
});

describe('a code', () => {
  it('is one computer’s: another that tries it is refused, and the first may use it again', async () => {
    const { invite } = await madeTeam();
    const code = await invite();
    const hall = await joined(code);
    const clinic = desk();
    expect(codeOf(await clinic.changes.readCode(code))).toBe('team_code_used');
    expect(codeOf(await clinic.changes.join({ code, computer: 'Clinic' }))).toBe('team_code_used');
    expect(clinic.team.view).toBeNull();
    // Its file was copied all the same, by hand.
    cpSync(hall.membershipFile, clinic.membershipFile);
    await clinic.restart();
    await until(() => clinic.team.view?.state.kind === 'ended');
    expect(clinic.team.view?.state).toEqual({ kind: 'ended', why: 'other_computer' });
    await hall.restart(() => rmSync(hall.membershipFile));
    granted(await hall.changes.join({ code, computer: 'Hall laptop' }));
  });

  it('that is wrong, cut off, withdrawn or of a role that may too much is refused in its own words', async () => {
    const { office, login, database, invite } = await madeTeam();
    const code = await invite();
    const hall = desk();
    expect(codeOf(await hall.changes.readCode('hello'))).toBe('team_no_code');
    expect(codeOf(await hall.changes.readCode(code.slice(0, -9)))).toBe('team_code_cut_off');
    const [{ role } = { role: '' }] = await server.asOwner<{ role: string }>(
      ...(['SELECT role FROM sendonce.member ORDER BY id DESC LIMIT 1', [], database] as const),
    );
    await server.asOwner(`GRANT USAGE ON SCHEMA sendonce TO ${role}`, [], database);
    await server.asOwner(`GRANT UPDATE ON sendonce.fence TO ${role}`, [], database);
    expect(codeOf(await hall.changes.join({ code, computer: 'Hall' }))).toBe('team_rights');
    await server.asOwner(`REVOKE ALL ON sendonce.fence FROM ${role}`, [], database);
    await server.asOwner(`REVOKE USAGE ON SCHEMA sendonce FROM ${role}`, [], database);
    const invited = office.team.view?.members.find(({ hasJoined }) => !hasJoined);
    granted(await office.changes.remove({ ...login, id: invited?.id ?? 0 }));
    expect(codeOf(await hall.changes.join({ code, computer: 'Hall' }))).toBe('team_code_ended');
    expect(hall.team.view).toBeNull();
  });
});

describe('a database', () => {
  const found = async (owner: CommandInput<'team:check'>) => {
    const looked = await desk().changes.check(owner);
    return looked.ok ? looked.value.findings.map(({ what }) => what) : looked.failure.code;
  };
  const check = async (change: object) => found({ ...(await ownedDatabase(server)).owner, ...change });

  it('that is none, or is not there, is said to be so', async () => {
    const web = createServer((_request, response) => response.end('hello'));
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    const { port } = web.address() as AddressInfo;
    expect(await check({ address: `127.0.0.1:${port}` })).toBe('team_no_postgres');
    web.close();
    expect(await check({ address: 'https://example.org/' })).toBe('team_address');
    expect(await check({ address: '127.0.0.1:1/team' })).toBe('team_unreachable');
    expect(await check({ address: `127.0.0.1:${server.port}/nobody` })).toBe('team_no_such_database');
    expect(await check({ password: 'wrong' })).toBe('team_login_refused');
    expect(await check({})).toEqual([]);
  });

  it('that is a standby gets no team, and those of a team wait until it may be written again', async () => {
    const { office, owner, login, invite } = await madeTeam();
    const hall = await joined(await invite());
    const code = await invite('Garage');
    const fresh = await ownedDatabase(server);
    await server.standBy(true);
    expect(await found(fresh.owner)).toEqual(['is_a_standby']);
    expect(await desk().changes.make({ ...fresh.owner, ...harbour })).toMatchObject({
      failure: { code: 'team_server', detail: 'is_a_standby' },
    });
    for (const one of [office, hall]) {
      await one.changes.tryNow();
      expect(one.team.view?.state).toMatchObject({ kind: 'waiting', why: 'read_only' });
    }
    expect(codeOf(await office.changes.invite({ ...login, name: 'Late', kind: 'sender' }))).toBe('team_read_only');
    expect(codeOf(await desk().changes.join({ code, computer: 'Garage' }))).toBe('team_read_only');
    expect(await found(owner)).toEqual(['is_a_standby']);

    await server.standBy(false);
    await until(async () => {
      await hall.changes.tryNow();
      return hall.team.view?.state.kind === 'open';
    });
    expect(codeOf(await desk().changes.join({ code, computer: 'Garage' }))).toBe('done');
  });

  it('behind a pooler that refuses parameters at the start, and hands each transaction to another connection, is a team’s', async () => {
    const { owner, login, database } = await ownedDatabase(server);
    // A pooler has logins of its own.
    const hba = join(server.data, 'pg_hba.conf');
    writeFileSync(hba, `host ${database} all 127.0.0.1/32 trust\n${readFileSync(hba, 'utf8')}`);
    await server.asOwner('SELECT pg_reload_conf()');
    const pooler = await TestPooler.to(server.port);
    const strict = new pg.Client({
      host: '127.0.0.1',
      port: pooler.port,
      database,
      ...login,
      statement_timeout: 1_000,
    });
    await expect(strict.connect()).rejects.toThrow('unsupported startup parameter: statement_timeout');

    const pooled = { ...owner, address: `127.0.0.1:${pooler.port}/${database}` };
    expect(await found(pooled)).toEqual(['pooled']);
    const office = desk();
    granted(await office.changes.make({ ...pooled, ...harbour, takesOnWeak: true }));
    const { code } = granted(await office.changes.invite({ ...login, name: 'Hall', kind: 'sender' }));
    const hall = await joined(code);
    await until(() => [office, hall].every(({ team }) => team.view?.state.kind === 'open'));
    const connections = [office, hall].flatMap(({ team }) => team.member?.connection ?? []);
    const answers = await Promise.all(connections.map((connection) => ask({ connection }, fencesOf('pooled'))));
    expect(answers.map(({ result }) => result).sort()).toEqual(['duplicate', 'granted']);
    await pooler.remove();
  });

  it('that has a team, or something else of our name, is refused before anything is made', async () => {
    const { owner } = await madeTeam();
    expect(await check(owner)).toEqual(['has_team']);
    expect(codeOf(await desk().changes.make({ ...owner, ...harbour }))).toBe('team_has_team');
    const taken = await ownedDatabase(server);
    await server.asOwner('CREATE SCHEMA sendonce', [], taken.database);
    expect(await check(taken.owner)).toEqual(['other_schema']);
    expect(codeOf(await desk().changes.make({ ...taken.owner, ...harbour }))).toBe('team_server');
  });

  it('may be anybody’s who may make tables and roles in it; with less it is refused', async () => {
    const { database, owner } = await ownedDatabase(server);
    await server.asOwner(`CREATE ROLE plain LOGIN PASSWORD 'plain'`);
    const login = { user: 'plain', password: 'plain' };
    expect(await check({ ...owner, ...login })).toEqual(['no_schema_right', 'no_role_right']);
    await server.asOwner(`ALTER ROLE plain CREATEROLE; ALTER DATABASE ${database} OWNER TO plain`);
    const office = desk();
    granted(await office.changes.make({ ...owner, ...login, ...harbour }));
    const { code } = granted(await office.changes.invite({ ...login, name: 'Hall', kind: 'sender' }));
    const hall = await joined(code);
    const { id = 0 } = hall.team.view?.members.find(({ isMe }) => isMe) ?? {};
    granted(await office.changes.remove({ ...login, id }));
    await hall.changes.tryNow();
    expect(hall.team.view?.state).toMatchObject({ kind: 'waiting', why: 'login_refused' });
    granted(await hall.changes.leave(true));
    expect(hall.team.port).toBeNull();
  });

  it('in which a team was made whose answer was lost is made one anew', async () => {
    const { owner, database } = await ownedDatabase(server);
    const lost = desk();
    granted(await lost.changes.make({ ...owner, ...harbour }));
    // As if the COMMIT had reached the server and its answer nobody.
    await server.asOwner('ALTER TABLE sendonce.member DISABLE TRIGGER holds', [], database);
    await server.asOwner('UPDATE sendonce.member SET joined_at = NULL, computer = NULL', [], database);
    const office = desk();
    granted(await office.changes.make({ ...owner, ...harbour }));
    expect(office.team.view?.state.kind).toBe('open');
    await lost.changes.tryNow();
    expect(lost.team.view?.state.kind).not.toBe('open');
  });
});

describe('a computer whose team’s database is at another address', () => {
  it('goes on once that is said, also after its next start, and with no other database', async () => {
    const office = desk();
    const { owner, database } = await ownedDatabase(server);
    const line = await CuttingProxy.to(server.port);
    granted(await office.changes.make({ ...owner, ...harbour, address: `127.0.0.1:${line.port}/${database}` }));
    line.cut();
    await office.changes.tryNow();
    expect(office.team.view?.state.kind).toBe('waiting');
    const { owner: other } = await madeTeam();
    expect(codeOf(await office.changes.move({ address: 'https://example.org' }))).toBe('team_address');
    expect(codeOf(await office.changes.move({ address: owner.address, authority: 'none' }))).toBe('team_certificate');
    expect(codeOf(await office.changes.move({ address: '' }))).toBe('team_no_answer');
    expect(codeOf(await office.changes.move({ address: other.address }))).toBe('team_not_allowed');
    // A failed write changes nothing, and can be tried again.
    rmSync(office.membershipFile);
    mkdirSync(office.membershipFile);
    await expect(office.changes.move({ address: owner.address })).rejects.toThrow();
    rmSync(office.membershipFile, { recursive: true });
    expect(office.team.view?.state.kind).toBe('waiting');
    expect(office.team.member).not.toBeNull();
    // Only the computer's address in the office has changed.
    const host = owner.address.replace(/\/.*/, '');
    granted(await office.changes.move({ address: host }));
    expect(office.team.view?.state.kind).toBe('open');
    await office.restart();
    await until(() => office.team.view?.state.kind === 'open');
    await line.remove();
  });

  it('goes on under a certificate that everybody knows in the place of its own, where none is chosen', async () => {
    const { office, database } = await madeTeam();
    const own = new TestAuthority('Office').certificate;
    const open = TeamConnection.open.bind(TeamConnection);
    let shown: string | undefined = own;
    vi.spyOn(TeamConnection, 'open').mockImplementation(async ({ authority }, login) =>
      authority === shown
        ? open({ ...server.address(database), tls: 'none' }, login)
        : fail({ reason: 'not_secure', detail: 'certificate' }),
    );
    expect(codeOf(await office.changes.move({ address: 'db.example.org' }))).toBe('team_not_secure');
    granted(await office.changes.move({ address: 'db.example.org', authority: own }));
    granted(await office.changes.move({ address: '' }));
    expect(office.team.membership?.address.authority).toBe(own);
    shown = undefined;
    granted(await office.changes.move({ address: '' }));
    expect(office.team.membership?.address).toMatchObject({ host: 'db.example.org', tls: 'verified' });
    expect(office.team.membership?.address.authority).toBeUndefined();
    vi.restoreAllMocks();
  });
});

describe('an address', () => {
  it.each([
    ['db.example.org:6432/team', 'db.example.org 6432 team verified'],
    ['db.example.org', 'db.example.org 5432 postgres verified'],
    ['postgres://me:a%40b@db.example.org/team?sslmode=require', 'db.example.org 5432 team verified me a@b'],
    ['postgresql://localhost:5433/team', 'localhost 5433 team none'],
    ['[::1]:5432/team', '::1 5432 team none'],
  ])('%s is read as providers write it', (written, wanted) => {
    const read = readAddress(written, undefined);
    const { host, port, database, tls } = read?.address ?? {};
    const all = [host, port, database, tls, read?.user, read?.password];
    expect(all.filter((part) => part !== '').join(' ')).toBe(wanted);
  });

  it.each(['', 'https://example.org', 'two words', 'a:b:c'])('%s is none', (written) => {
    expect(readAddress(written, undefined)).toBeNull();
  });
});

describe('what was sent before a computer joined', () => {
  it('is told also where a backup from before takes the place of the database', async () => {
    const { invite } = await madeTeam();
    const hall = desk();
    await hall.restart(() => cpSync(join(hall.folder, 'sendonce.db'), join(hall.folder, 'before.db')));
    granted(await hall.changes.join({ code: await invite(), computer: 'Hall' }));
    await hall.restart(() => cpSync(join(hall.folder, 'before.db'), join(hall.folder, 'sendonce.db')));
    expect(hall.team.port).not.toBeNull();
    await until(() => hall.team.view?.state.kind === 'open');
  });
});
