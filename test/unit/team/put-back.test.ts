import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamOutcomes } from '../../../db/team/asks.ts';
import {
  addFilePiece,
  addPeople,
  draw,
  goOnWithout,
  leave,
  news,
  stop,
  tell,
  told,
} from '../../../electron/team/calls.ts';
import { granted } from '../../support/granted.ts';
import { TestPostgres } from '../../support/postgres.ts';
import { ask, connectionOf, fencesOf, type TeamHand, TestTeam } from '../../support/team.ts';
import { until } from '../../support/until.ts';

let server: TestPostgres;
let team: TestTeam;
let ana: TeamHand;
let ben: TeamHand;
beforeAll(async () => {
  // The worst settings that a server can have while it still syncs: a write reaches the disk ten seconds later.
  server = await TestPostgres.start({
    synchronous_commit: 'off',
    wal_writer_delay: '10s',
    wal_writer_flush_after: '1GB',
  });
  team = await TestTeam.make(server);
  ana = await team.join('Ana');
  ben = await team.join('Ben', 'sender');
});
afterAll(() => server.remove());

/** New connections after the server was away, before they reported anything. */
async function reconnect(): Promise<void> {
  [ana, ben] = [await enter(ana), await enter(ben)];
}

async function enter({ membership, ...hand }: TeamHand): Promise<TeamHand> {
  return { ...hand, membership, connection: await connectionOf(membership) };
}

const row = (token: string, name: string) => ({
  token,
  outcome: teamOutcomes.sent,
  atMs: Date.UTC(2026, 2, 3),
  campaign: null,
  fences: fencesOf(name),
});
const state = async ({ connection }: TeamHand) => granted(await news(connection, [], null));

/** Both report all that they ever asked for, and the team continues. */
async function tellAll(anas: ReturnType<typeof row>[]): Promise<void> {
  const { epoch } = await state(ana);
  granted(await tell(ana.connection, anas, []));
  expect(granted(await told(ana.connection, epoch)).said).toBe('held');
  granted(await tell(ben.connection, [], []));
  expect(granted(await told(ben.connection, epoch)).said).toBe('open');
}

describe('what is reserved', () => {
  it('is on the disk when its answer comes, also on a server that commits without waiting', async () => {
    const token = randomUUID();
    await ask(ana, fencesOf('durable'), { token });
    const bare = randomUUID();
    await team.sql('INSERT INTO sendonce.stop VALUES ($1, $2, false, pg_current_xact_id())', [bare, ana.id]);
    await server.stop('immediate');
    await server.run();
    expect(await team.sql('SELECT FROM sendonce.reservation WHERE token = $1', [token])).toHaveLength(1);
    // Shows that the server has these settings.
    expect(await team.sql('SELECT FROM sendonce.stop WHERE key = $1', [bare])).toHaveLength(0);
    await reconnect();
    expect(await ask(ben, fencesOf('durable'))).toMatchObject({ said: 'open', result: 'duplicate', by: ana.id });
  });
});

describe('a database that was put back', () => {
  it('from a dump into the same server is held by whoever asks first, until all have told', async () => {
    const before = await team.dump();
    const token = randomUUID();
    await ask(ana, fencesOf('lost with the dump'), { token });
    await team.restore(before);
    const first = await ask(ben, fencesOf('lost with the dump'));
    expect(first).toMatchObject({ said: 'tell' });
    expect(await state(ana)).toMatchObject({ said: 'tell', held: 'other_database' });
    await tellAll([row(token, 'lost with the dump')]);
    expect(await ask(ben, fencesOf('lost with the dump'))).toMatchObject({
      said: 'open',
      result: 'duplicate',
      by: ana.id,
    });
  });

  it('as a replica that became a server of its own is held: its timeline is another', async () => {
    const image = await server.image('promoted');
    await reconnect();
    const token = randomUUID();
    await ask(ana, fencesOf('lost with the replica'), { token });
    await server.putBack(image, { promoted: true });
    await reconnect();
    expect(await ask(ben, fencesOf('lost with the replica'))).toMatchObject({ said: 'tell' });
    await tellAll([row(token, 'lost with the replica')]);
    expect(await ask(ben, fencesOf('lost with the replica'))).toMatchObject({ result: 'duplicate' });
  });

  it('as an image of its disk is held by whoever misses a row that they saw', async () => {
    const image = await server.image('image');
    await reconnect();
    const token = randomUUID();
    await ask(ana, fencesOf('lost with the image'), { token });
    await server.putBack(image);
    await reconnect();
    expect(await ask(ben, fencesOf('somebody else'), { seen: [token] })).toMatchObject({ said: 'tell' });
    expect(await state(ana)).toMatchObject({ said: 'tell', held: 'row_gone' });
    await tellAll([row(token, 'lost with the image')]);
    expect(await ask(ben, fencesOf('lost with the image'), { seen: [token] })).toMatchObject({
      said: 'open',
      result: 'duplicate',
    });
  });

  it('as an image of its disk again is held again: what was told of the first time is missed', async () => {
    const image = await server.image('twice');
    await reconnect();
    const token = randomUUID();
    await ask(ana, fencesOf('lost twice'), { token });
    await server.putBack(image);
    await reconnect();
    expect(await ask(ben, fencesOf('anybody'), { seen: [token] })).toMatchObject({ said: 'tell' });
    const image2 = await server.image('twice-again');
    await reconnect();
    await tellAll([row(token, 'lost twice')]);
    const { members } = await state(ben);
    const seen = members.flatMap(({ newest }) => newest ?? []);
    expect(seen).toContain(token);
    await server.putBack(image2);
    await reconnect();
    expect(await ask(ben, fencesOf('lost twice'), { seen })).toMatchObject({ said: 'tell' });
    await tellAll([row(token, 'lost twice')]);
  });

  it('is told by two at once: what left goes before what did not, whoever of them is first', async () => {
    await team.restore(await team.dump());
    const { epoch } = await state(ana);
    const never = { ...row(randomUUID(), 'told by two at once'), outcome: teamOutcomes.reserved };
    granted(await ana.connection.ask('BEGIN'));
    granted(await tell(ana.connection, [never], []));
    const bens = tell(ben.connection, [row(randomUUID(), 'told by two at once')], []);
    await until(async () => (await team.sql(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'`)).length > 0);
    granted(await ana.connection.ask('COMMIT'));
    granted(await bens);
    granted(await told(ana.connection, epoch));
    expect(granted(await told(ben.connection, epoch))).toMatchObject({ said: 'open' });
    expect(await ask(ana, never.fences, { token: never.token })).toMatchObject({ result: 'duplicate', by: ben.id });
  });

  it.each(['first', 'last'])('stands before a repeat that was only asked for, told %s', async (when) => {
    await team.restore(await team.dump());
    const { epoch } = await state(ana);
    const repeat = fencesOf(`asked for ${when}`).map((fence) => ({ ...fence, repeat: 1 }));
    const asked = { ...row(randomUUID(), ''), outcome: teamOutcomes.reserved, fences: repeat };
    const tellAsked = async () => granted(await tell(ana.connection, [asked], []));
    if (when === 'first') await tellAsked();
    granted(await tell(ben.connection, [row(randomUUID(), `asked for ${when}`)], []));
    if (when === 'last') await tellAsked();
    for (const { connection } of [ana, ben]) granted(await told(connection, epoch));
    expect(await ask(ana, repeat, { token: asked.token })).toMatchObject({ result: 'duplicate', by: ben.id });
  });

  it('may go on without who is away, by a coordinator’s word and not by removing them; that one has still to tell before it asks', async () => {
    const cleo = await team.join('Cleo', 'sender');
    const removed = () => team.asOwner((owner) => owner.remove(team.team.team, cleo.id));
    await team.invite('Dan', 'sender');
    const invited = (await state(ana)).members.find(({ hasJoined }) => !hasJoined)?.id ?? 0;
    const before = await team.dump();
    await team.restore(before);
    // Nobody knows yet which people only they had reached: the team would continue, and reach them again.
    await expect(removed()).rejects.toThrow('held');
    // Whoever was invited and has not joined reached nobody.
    expect(await team.asOwner((owner) => owner.remove(team.team.team, invited))).toBe(0);
    const { epoch } = await state(ana);
    expect(granted(await told(ana.connection, epoch))).toMatchObject({ said: 'held' });
    await expect(removed()).rejects.toThrow('held');
    expect(await leave(cleo.connection)).toMatchObject({ failure: { reason: 'held' } });
    expect(await goOnWithout(ben.connection, [ana.id], epoch)).toMatchObject({
      failure: { reason: 'not_coordinator' },
    });
    // A word about an earlier hold says nothing about this one.
    const away = [ben.id, cleo.id];
    expect(granted(await goOnWithout(ana.connection, away, epoch - 1))).toMatchObject({ said: 'held' });
    expect(granted(await goOnWithout(ana.connection, away, epoch))).toMatchObject({ said: 'open', held: null });
    expect(await removed()).toBe(0);
    cleo.connection.close();
    expect(await ask(ana, fencesOf('goes on'))).toMatchObject({ result: 'granted' });
    expect(await ask(ben, fencesOf('not yet'))).toMatchObject({ said: 'tell' });
    expect(granted(await told(ben.connection, epoch))).toMatchObject({ said: 'open' });
    expect(await ask(ben, fencesOf('not yet'))).toMatchObject({ result: 'granted' });
    // As of before their removal, they are a member again, but cannot report any more: their access is gone.
    await team.restore(before);
    const again = (await state(ana)).epoch;
    expect(granted(await goOnWithout(ana.connection, [ana.id, ...away], again))).toMatchObject({ held: null });
    expect(await removed()).toBe(0);
    expect((await state(ana)).members.map(({ id }) => id)).not.toContain(cleo.id);
  });

  it('twice needs to be told twice: what was told of the first, on a line that held, counts for that alone', async () => {
    const before = await team.dump();
    await team.restore(before);
    const { epoch } = await state(ana);
    await team.restore(before);
    expect(granted(await told(ana.connection, epoch)).said).toBe('tell');
    await tellAll([]);
  });

  it('gives numbers beyond all that were noted before, so that no repeat follows what was told again', async () => {
    const before = await team.dump();
    const { number: repeatAfter } = await state(ana);
    await team.restore(before);
    await tellAll([row(randomUUID(), 'told again')]);
    const repeat = fencesOf('told again').map((fence) => ({ ...fence, repeat: 1 }));
    expect(await ask(ben, repeat, { repeatAfter })).toMatchObject({ result: 'duplicate' });
  });
});

describe('the folder of the database', () => {
  it('holds no number, no name, no text and no file, in no file of it', async () => {
    const words = ['+447700900118', '447700900118', 'Siobhán Nowak', 'Vote on Thursday'];
    const campaign = randomUUID();
    granted(await draw(ana.connection, campaign, ana.keys.seal('campaign', words.join(' '))));
    const person = { place: 2, sealed: ana.keys.seal('person', words.join(' ')), sender: null };
    granted(await addPeople(ana.connection, campaign, [person]));
    granted(await addFilePiece(ana.connection, campaign, 0, ana.keys.sealBytes('file', Buffer.from(words.join(' ')))));
    granted(await stop(ana.connection, [ana.keys.stop(`phone:${words[0]}`)], false));
    const scope = { name: 'text:9f86d0', version: 1, repeat: 0, occasion: '' };
    await ask(ana, [{ key: ana.keys.fence(scope, `phone:${words[0]}`), repeat: 0 }]);
    await team.invite('Siobhán Nowak');
    await server.stop();
    const files = readdirSync(server.data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const hits = files.flatMap((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      return words.filter((word) => bytes.includes(word)).map((word) => `${entry.name}: ${word}`);
    });
    expect(files.length).toBeGreaterThan(900);
    expect(hits).toEqual([]);
    // The control: where it is there, the search finds it.
    expect(
      files.some((entry) =>
        readFileSync(join(entry.parentPath, entry.name)).includes(campaign.replaceAll('-', ''), 0, 'hex'),
      ),
    ).toBe(true);
  });
});
