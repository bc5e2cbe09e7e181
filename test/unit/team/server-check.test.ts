import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TeamConnection } from '../../../electron/team/connection.ts';
import { invitationOf, readInvitation } from '../../../electron/team/invitation.ts';
import { lookInto } from '../../../electron/team/joining.ts';
import { TeamOwner } from '../../../electron/team/owner.ts';
import { lookOver } from '../../../electron/team/owning.ts';
import { checkServer } from '../../../electron/team/server-check.ts';
import { certificateText } from '../../../renderer/team/certificate-text.ts';
import { type Certificate, TestAuthority } from '../../support/certificates.ts';
import { granted } from '../../support/granted.ts';
import { TestPostgres } from '../../support/postgres.ts';
import { ownerOf, TestTeam, teamFolder } from '../../support/team.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await TestPostgres.start();
});
afterAll(() => server.remove());

async function check({ host = '127.0.0.1', nowMs = Date.now() } = {}): Promise<string[]> {
  const [address, login] = ownerOf(server, 'postgres');
  const connection = granted(await TeamConnection.open(address, login));
  const { findings } = granted(await checkServer(connection, { ...address, host }, nowMs));
  connection.close();
  return findings.map(({ what, weight }) => `${weight} ${what}`);
}

async function setTo(settings: Readonly<Record<string, string>>): Promise<void> {
  await server.stop();
  server.configure(settings);
  await server.run();
}

describe('the check of a server', () => {
  it('finds nothing on one that is set as it should be', async () => {
    expect(await check()).toEqual([]);
  });

  it('says what is weak, and refuses what would not be safe', async () => {
    await setTo({ fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' });
    expect(await check()).toEqual(['refuses does_not_sync', 'refuses torn_pages', 'weak commits_without_waiting']);
    await setTo({ fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' });
    expect(await check()).toEqual([]);
  });

  it('refuses a line that others can read, but on this computer', async () => {
    expect(await check({ host: 'db.example.org' })).toEqual(['refuses not_encrypted']);
  });

  it('says that this computer’s clock is off', async () => {
    expect(await check({ nowMs: Date.now() - 3_600_000 })).toEqual(['weak clock_off']);
  });
});

describe('a connection', () => {
  const open = (changed: object, login = { user: 'owner', password: server.password }) =>
    TeamConnection.open({ ...server.address(), tls: 'none', ...changed }, login);
  const reasonOf = async (opening: ReturnType<typeof open>) => {
    const opened = await opening;
    if (opened.ok) opened.value.close();
    return opened.ok ? 'open' : opened.failure.reason;
  };

  it('says why there is none', async () => {
    expect(await reasonOf(open({ port: 1 }))).toBe('unreachable');
    expect(await reasonOf(open({ database: 'nobody' }))).toBe('no_such_database');
    expect(await reasonOf(open({}, { user: 'owner', password: 'wrong' }))).toBe('login_refused');
    // Where a certificate is required, a server without one is refused.
    expect(await reasonOf(open({ tls: 'verified' }))).toBe('not_secure');
  });

  it('tells a server that cannot be written from one that is full of connections', async () => {
    const [address, login] = ownerOf(server, 'postgres');
    // Read-only, a full disk, too many connections: with the server's own errors.
    const reasons = ['25006', '53100', '53300'].map(async (code) => {
      const connection = granted(await TeamConnection.open(address, login));
      const asked = await connection.ask(`DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '${code}'; END $$`);
      return asked.ok ? 'taken' : asked.failure.reason;
    });
    expect(await Promise.all(reasons)).toEqual(['read_only', 'read_only', 'full']);
  });
});

describe('a line that is sealed', () => {
  const authority = new TestAuthority('Office');
  const stranger = new TestAuthority('Somebody else').certificate;
  const show = async (certificate: Certificate) => {
    await server.stop();
    server.certify(certificate);
    await server.run();
  };
  const open = (host: string, of: string | undefined) => {
    const address = { ...server.address(), host, tls: 'verified', authority: of } as const;
    return TeamConnection.open(address, { user: 'owner', password: server.password });
  };
  const refusal = async (host: string, of: string | undefined) => {
    const opened = await open(host, of);
    if (opened.ok) opened.value.close();
    return opened.ok ? null : opened.failure;
  };

  it('is taken under the certificate of the server that was asked for alone', async () => {
    await show(authority.certificateFor(['127.0.0.1']));
    const connection = granted(await open('127.0.0.1', authority.certificate));
    const sealed = 'SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
    expect(granted(await connection.ask(sealed))).toMatchObject([{ ssl: true, version: 'TLSv1.3' }]);
    connection.close();

    const notSecure = (detail: RegExp) => ({ reason: 'not_secure', detail: expect.stringMatching(detail) });
    const ofAnother = /certificate/;
    expect(await refusal('127.0.0.1', stranger)).toEqual(notSecure(ofAnother));
    expect(await refusal('127.0.0.1', undefined)).toEqual(notSecure(ofAnother));
    expect(await refusal('localhost', authority.certificate)).toEqual(
      notSecure(/does not match certificate's altnames/),
    );
    await show(authority.certificateFor(['localhost', '127.0.0.1'], -1));
    expect(await refusal('localhost', authority.certificate)).toEqual(notSecure(/expired/));
  });

  it('is taken under a certificate in either form of its file, and of a file without one that is said', async () => {
    await show(authority.certificateFor(['127.0.0.1']));
    const { port } = server.address();
    const look = (file: string | Buffer) => {
      const given = certificateText(Buffer.from(file));
      const login = { user: 'owner', password: server.password };
      return lookOver({ address: `127.0.0.1:${port}/postgres`, ...login, authority: given }, Date.now());
    };
    expect(await look('')).toMatchObject({ ok: true });
    const der = new X509Certificate(authority.certificate).raw;
    for (const file of [authority.certificate, der]) {
      const connection = granted(await open('127.0.0.1', certificateText(Buffer.from(file))));
      connection.close();
      expect(await look(file)).toMatchObject({ ok: true });
    }
    for (const file of ['0', 'a key', der.subarray(0, 40), authority.certificate.slice(0, 80)])
      expect(await look(file)).toMatchObject({ ok: false, failure: { code: 'team_certificate' } });
  });

  it('holds a whole team, whose codes carry its authority', async () => {
    await show(authority.certificateFor(['127.0.0.1']));
    const [address, login] = ownerOf(server, 'sealed');
    await server.asOwner('CREATE DATABASE sealed');
    const sealed = { ...address, tls: 'verified', authority: authority.certificate } as const;
    const owner = granted(await TeamOwner.connect(sealed, login));
    const made = granted(await owner.make(teamFolder, 'Harbour', 'Office'));
    const code = invitationOf(granted(await owner.invite(made, { name: 'Ana', kind: 'sender' })));
    owner.close();
    const looked = granted(await lookInto(code, 'this computer'));
    expect(looked).toMatchObject({ host: '127.0.0.1', kind: 'sender' });
  });
});

describe('an invitation', () => {
  it('is read as it was written, with whatever a mail program does to it, and says what is wrong with it', async () => {
    const team = await TestTeam.make(server);
    const membership = await team.invite('Ana', 'sender');
    const code = invitationOf(membership);
    const wrapped = ` ${code.replaceAll(/(.{60})/g, '$1\r\n  ')} `;
    expect(readInvitation(wrapped)).toEqual({ ok: true, value: membership });
    expect(readInvitation(code.slice(0, -20))).toEqual({ ok: false, failure: 'cut_off' });
    expect(readInvitation(code.replace('.ey', '.ez'))).toEqual({ ok: false, failure: 'cut_off' });
    expect(readInvitation(code.replace('team-1', 'team-2'))).toEqual({ ok: false, failure: 'newer_app' });
    expect(readInvitation('postgres://owner@example.org/postgres')).toEqual({ ok: false, failure: 'not_a_code' });
  });
});
