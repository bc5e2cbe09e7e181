import { beforeEach, describe, expect, it } from 'vitest';
import type { TeamRig } from '../../support/team-rig.ts';
import { startMs } from '../../support/temporary-database.ts';
import { officeForEachTest } from './office-for-each-test.ts';

const phone = '+447700900101';
const chatId = '447700900101@c.us';
const lid = '998877665544@lid';

const office = officeForEachTest();
let ana: TeamRig;
let ben: TeamRig;
beforeEach(async () => {
  [ana, ben] = [await office.computer('Ana'), await office.computer('Ben')];
});

const asksToStop = ({ rig }: TeamRig) =>
  rig.stores.stops.add({ ids: [lid], text: 'Stop', stopWord: 'stop', waKey: 'stop', atMs: rig.clock.nowMs() });
const openStop = ({ rig }: TeamRig) => rig.stores.stops.proposals()[0]?.id ?? 0;
const answer = (one: TeamRig, how: 'added' | 'dismissed', atMs = startMs) =>
  one.rig.stores.stops.answer(openStop(one), how, atMs);
const learnsAtLook = ({ rig }: TeamRig) =>
  rig.messenger.scripts.set(phone, { lookUp: { kind: 'registered', chatId, ids: [chatId, lid] } });

/** The result of a message to the person on Ben's computer. */
async function outcomeOnBen(text = 'Hello'): Promise<string> {
  const [id = 0] = ben.rig.start([phone], text).messageIds;
  await office.passUntil(() => !['pending', 'sending'].includes(ben.rig.status(id)));
  return ben.rig.status(id);
}

describe('whoever asks one computer to stop under an id whose number it does not know', () => {
  it('gets nothing from another that learns the id before it claims, until the first lets them be written to', async () => {
    learnsAtLook(ben);
    asksToStop(ana);
    await office.allHear();
    expect(await outcomeOnBen()).toBe('failed:do_not_contact');
    answer(ana, 'dismissed');
    await office.allHear();
    expect(await outcomeOnBen('Hello again')).toBe('sent');
  });

  it('gets nothing from one to which the id shows only at the gate', async () => {
    ben.rig.messenger.scripts.set(phone, { ask: { ids: [chatId, lid] } });
    asksToStop(ana);
    await office.allHear();
    expect(await outcomeOnBen()).toBe('failed:do_not_contact');
    expect(ben.rig.messenger.asked.map(({ answer: said }) => said)).toMatchObject([{ why: 'do_not_contact' }]);
  });

  it('stays stopped once that is confirmed, also where the database of the team is put back to before', async () => {
    learnsAtLook(ben);
    const before = await office.team.dump();
    asksToStop(ana);
    answer(ana, 'added');
    await office.team.restore(before);
    await office.allHear();
    await office.team.enter(office.hand.membership);
    await office.allHear();
    expect(await outcomeOnBen()).toBe('failed:do_not_contact');
  });

  it('is written to again where that was said before the database was put back to before it', async () => {
    learnsAtLook(ben);
    asksToStop(ana);
    await office.allHear();
    const before = await office.team.dump();
    // The server's clock is the real one, and this computer's is months off.
    answer(ana, 'dismissed', office.clock.nowMs() + 60_000);
    await office.allHear();
    await office.team.restore(before);
    await office.allHear();
    await office.team.enter(office.hand.membership);
    await office.allHear();
    expect(await outcomeOnBen()).toBe('sent');
  });

  it('is asked about once more where the answer is taken back, and stopped for that long', async () => {
    learnsAtLook(ben);
    asksToStop(ana);
    const id = openStop(ana);
    answer(ana, 'dismissed');
    await office.allHear();
    ana.rig.stores.stops.reopen(id);
    await office.allHear();
    expect(await outcomeOnBen()).toBe('failed:do_not_contact');
  });

  it('stands in the database of the team as a keyed hash alone', async () => {
    asksToStop(ana);
    await office.allHear();
    expect(await office.team.sql('SELECT key FROM sendonce.stop')).toEqual([
      { key: ana.member.keys.stop(`id:${lid}`) },
    ]);
  });
});
