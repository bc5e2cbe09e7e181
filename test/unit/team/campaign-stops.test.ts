import { describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { phonesOf } from '../../support/team-office.ts';
import type { TeamRig } from '../../support/team-rig.ts';
import { startMs } from '../../support/temporary-database.ts';
import { officeForEachTest } from './office-for-each-test.ts';

const office = officeForEachTest();

describe('a campaign of the team', () => {
  it('reaches nobody who asked one of the computers to be left alone, until that one lets them back in', async () => {
    const all = [await office.computer('Ana'), await office.computer('Ben')];
    const [ana, ben] = all as [TeamRig, TeamRig];
    const [stopped = '', other = ''] = phonesOf(2);
    ana.rig.stores.doNotContact.add(stopped, '', startMs);
    await ana.member.poll();
    const first = ben.rig.start([stopped], 'Hello to one');
    await office.passUntil(() => ben.rig.status(first.messageIds[0] ?? 0) !== 'pending');
    expect(ben.rig.status(first.messageIds[0] ?? 0)).toBe('failed:do_not_contact');
    ana.rig.stores.doNotContact.remove(stopped);
    await ana.member.poll();
    const second = ben.rig.start([stopped, other], 'Hello to both');
    await office.passUntil(() => second.messageIds.every((id) => ben.rig.status(id) === 'sent'));
  });

  it('reaches whom a computer let back in, also where the database was put back to before that; what was said by others or since stands', async () => {
    const all = [await office.computer('Ana'), await office.computer('Ben')];
    const [ana, ben] = all as [TeamRig, TeamRig];
    const [one = '', ofBen = '', since = ''] = phonesOf(3);
    for (const phone of [one, ofBen, since]) ana.rig.stores.doNotContact.add(phone, '', startMs);
    ben.rig.stores.doNotContact.add(ofBen, '', startMs);
    await office.allHear();
    const before = await office.team.dump();
    // The server's clock is the real one, and this computer's is months off.
    const nowMs = office.clock.nowMs();
    for (const phone of [one, ofBen]) ana.rig.stores.doNotContact.letBackIn(phone, nowMs + 60_000);
    // This computer's data was restored too, and has forgotten that they asked once more.
    ana.rig.stores.doNotContact.letBackIn(since, nowMs - 60_000);
    await office.allHear();
    await office.team.restore(before);
    await office.allHear();
    await office.team.enter(office.hand.membership);
    await office.allHear();
    const { messageIds } = ana.rig.start([one, ofBen, since], 'Hello again');
    await office.passUntil(() => messageIds.every((id) => ana.rig.status(id) !== 'pending'));
    expect(messageIds.map((id) => ana.rig.status(id))).toEqual([
      'sent',
      'failed:do_not_contact',
      'failed:do_not_contact',
    ]);
  });

  it('reaches nobody who asked another computer to be left alone, in whichever spelling of their number', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    ana.rig.stores.doNotContact.add('+5511987654321', '', startMs);
    await office.allHear();
    const { messageIds } = ben.rig.start(['+551187654321'], 'Hello');
    await office.passUntil(() => messageIds.every((id) => ben.rig.status(id) !== 'pending'));
    expect(messageIds.map((id) => ben.rig.status(id))).toEqual(['failed:do_not_contact']);
    ana.rig.stores.doNotContact.remove('+551187654321');
    await office.allHear();
    const second = ben.rig.start(['+551187654321'], 'Hello again');
    await office.passUntil(() => second.messageIds.every((id) => ben.rig.status(id) === 'sent'));
  });

  it('hears of however many are on do not contact, a part at a time, and after that of whom it changes', async () => {
    const [ana, hand] = [await office.computer('Ana'), office.hand];
    await office.team.sql(`CREATE TABLE public.asked (stops integer);
      ALTER FUNCTION sendonce.stop(uuid[], boolean) RENAME TO stop_all;
      CREATE FUNCTION sendonce.stop(p_keys uuid[], p_is_lifted boolean) RETURNS jsonb LANGUAGE sql SECURITY DEFINER AS
        'INSERT INTO public.asked VALUES (cardinality(p_keys)); SELECT sendonce.stop_all(p_keys, p_is_lifted)'`);
    const asked = async () => {
      const rows = await office.team.sql<{ stops: number }>(`SELECT stops FROM public.asked ORDER BY stops DESC`);
      await office.team.sql(`TRUNCATE public.asked`);
      return rows.map(({ stops }) => stops);
    };
    const many = phonesOf(limits.teamStopBatch * 2 + 10);
    ana.rig.stores.doNotContact.addAll(
      many.map((phone) => ({ phone, note: '' })),
      startMs,
    );
    await ana.member.poll();
    const inParts = [limits.teamStopBatch, limits.teamStopBatch, 10];
    expect(await asked()).toEqual(inParts);
    ana.rig.stores.doNotContact.remove(many[0] ?? '');
    ana.rig.stores.doNotContact.add('+447700900118', '', startMs);
    await ana.member.poll();
    await ana.member.poll();
    expect(await asked()).toEqual([1, 1]);
    await office.team.sql(`UPDATE sendonce.team SET epoch = epoch + 1, held_why = 'row_gone', held_at = now()`);
    await ana.member.poll();
    expect(await asked()).toEqual(inParts);
    hand.connection.close();
  });

  it('reaches nobody who is on do not contact, also where telling of them failed at first', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const [stopped = ''] = phonesOf(1);
    await office.allHear();
    ana.rig.stores.doNotContact.add(stopped, '', startMs);
    await office.team.sql('ALTER FUNCTION sendonce.stop(uuid[], boolean) RENAME TO away');
    await office.allHear();
    await office.team.sql('ALTER FUNCTION sendonce.away(uuid[], boolean) RENAME TO stop');
    await office.allHear();
    const { messageIds } = ben.rig.start([stopped], 'Hello');
    await office.passUntil(() => messageIds.every((id) => ben.rig.status(id) !== 'pending'));
    expect(messageIds.map((id) => ben.rig.status(id))).toEqual(['failed:do_not_contact']);
  });

  it('reaches who was let back in while the team did not answer, also where the app was started anew before it did', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const [stopped = ''] = phonesOf(1);
    ana.rig.stores.doNotContact.add(stopped, '', startMs);
    await office.allHear();
    await ana.stop();
    ana.rig.stores.doNotContact.remove(stopped);
    ana.rig.crash();
    await ana.member.poll();
    await office.allHear();
    const { messageIds } = ben.rig.start([stopped], 'Hello again');
    await office.passUntil(() => messageIds.every((id) => ben.rig.status(id) === 'sent'));
  });

  it('leaves in peace whoever another computer wrote to within the quiet days, and says who', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben', { quietDays: 3 })];
    const [heard = '', other = ''] = phonesOf(2);
    const first = ana.rig.start([heard], 'Hello');
    await office.passUntil(() => ana.rig.status(first.messageIds[0] ?? 0) === 'sent');
    const second = ben.rig.start([heard, other], 'Something else');
    const [held = 0, free = 0] = second.messageIds;
    await office.passUntil(() =>
      [held, free].every((id) => ben.rig.status(id) !== 'pending' && ben.rig.status(id) !== 'sending'),
    );
    expect([ben.rig.status(held), ben.rig.status(free)]).toEqual(['failed:contacted_recently', 'sent']);
    const anas = ana.member.members().find(({ isMe }) => isMe)?.id;
    const said = `SELECT detail FROM history WHERE what = 'team' AND message_id = ?`;
    expect(ben.rig.stores.db.value<string>(said, held)?.split('@')[0]).toBe(String(anas));
  });

  it('keeps whoever two computers must not write to from both, until each has let them back in', async () => {
    const [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
    const [stopped = ''] = phonesOf(1);
    for (const { rig } of [ana, ben]) rig.stores.doNotContact.add(stopped, '', startMs);
    await office.allHear();
    ana.rig.stores.doNotContact.remove(stopped);
    await office.allHear();
    const cleo = await office.computer('Cleo');
    const first = cleo.rig.start([stopped], 'Hello');
    await office.passUntil(() => cleo.rig.status(first.messageIds[0] ?? 0) === 'failed:do_not_contact');
    ben.rig.stores.doNotContact.remove(stopped);
    await office.allHear();
    const second = cleo.rig.start([stopped], 'Hello again');
    await office.passUntil(() => cleo.rig.status(second.messageIds[0] ?? 0) === 'sent');
  });
});
