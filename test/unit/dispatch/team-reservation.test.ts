import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { teamRefusal } from '../../../electron/dispatch/team-reservation.ts';
import type { Reserved, TeamWish } from '../../../electron/ports.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';

const one = '+447700900101';
const granted: Reserved = { kind: 'granted', token: 'grant' };
let rig: Rig;
let wishes: TeamWish[];
/** What the team says of the next person. */
let reserve: () => Reserved;
beforeEach(() => {
  wishes = [];
  reserve = () => granted;
  rig = makeRig({
    team: () => ({
      reserve: async (wish) => {
        wishes.push(wish);
        return reserve();
      },
      refusal: () => null,
      setInFlight: () => undefined,
    }),
  });
});
afterEach(() => rig.close());

/** Lets one message be sent for whom the team says so. Returns what became of it, and what its history says of the team. */
async function sendOne(said: () => Reserved): Promise<(string | undefined)[]> {
  reserve = said;
  const { messageIds } = rig.start([one]);
  await rig.clock.pass(1_000);
  const sql = `SELECT detail FROM history WHERE message_id = ? AND what = 'team'`;
  return messageIds.flatMap((id) => [rig.status(id), rig.stores.db.value<string>(sql, id)]);
}

describe('whoever the team does not grant', () => {
  it.each<[name: string, said: Reserved, becomes: string, detail: string]>([
    ['asked one of its members to stop', { kind: 'stopped' }, 'failed:do_not_contact', 'stopped'],
    ['heard from a member lately', { kind: 'heard', by: 2, atMs: 5 }, 'failed:contacted_recently', '2@5'],
    ['heard from a member that is gone', { kind: 'heard', by: null, atMs: null }, 'failed:contacted_recently', '@'],
    ['is somebody else’s by now', { kind: 'taken_back' }, 'failed:duplicate', '@'],
    ['is of a campaign that is over', { kind: 'ended' }, 'failed:not_handed_over', 'ended'],
    [
      'has it from a member',
      { kind: 'duplicate', by: 2, atMs: 5, isOwn: false, hasLeft: true },
      'failed:duplicate',
      '2@5',
    ],
    [
      'was reserved here in an earlier run and never sent to',
      { kind: 'duplicate', by: 1, atMs: 5, isOwn: true, hasLeft: false },
      'failed:not_handed_over',
      'own',
    ],
    [
      'was sent to from here in an earlier run',
      { kind: 'duplicate', by: 1, atMs: 5, isOwn: true, hasLeft: true },
      'failed:duplicate',
      '1@5',
    ],
  ])('%s: is not sent to, and their history says why', async (_, said, becomes, detail) => {
    expect(await sendOne(() => said)).toEqual([becomes, detail]);
    expect(rig.messenger.delivered).toEqual([]);
  });

  it('because it does not answer: they wait, and are asked for again', async () => {
    expect(await sendOne(() => ({ kind: 'waits' }))).toEqual(['pending', undefined]);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'team' });
    reserve = () => granted;
    await rig.clock.pass(60_000);
    expect(rig.deliveries(one)).toBe(1);
  });
});

describe('while the team is asked', () => {
  it('the page may stop standing: nothing is claimed, and it goes once it stands again', async () => {
    const said = await sendOne(() => {
      rig.messenger.isCaughtUp_ = false;
      return granted;
    });
    expect(said[0]).toBe('pending');
    rig.messenger.isCaughtUp_ = true;
    reserve = () => granted;
    await rig.clock.pass(60_000);
    expect(rig.deliveries(one)).toBe(1);
  });

  it('the operator may take the message out: nothing is said of it besides', async () => {
    const said = await sendOne(() => {
      const [id = 0] = rig.stores.db.values<number>(`SELECT id FROM message`);
      rig.stores.messages.cancel([id], 'operator', rig.clock.nowMs());
      return { kind: 'stopped' };
    });
    expect(said).toEqual(['cancelled', undefined]);
  });
});

it('nobody is asked for in the team once the operator pauses, while WhatsApp is asked for them', async () => {
  const lookUp = rig.messenger.lookUp.bind(rig.messenger);
  rig.messenger.lookUp = (phone) => {
    rig.dispatcher.pause('operator');
    return lookUp(phone);
  };
  const { messageIds } = rig.start([one]);
  await rig.clock.pass(1_000);
  expect([wishes, messageIds.map(rig.status)]).toEqual([[], ['pending']]);
});

it('a team that was joined since the claim lets nothing pass that it never heard of', () => {
  const team = { reserve: async () => granted, refusal: () => null, setInFlight: () => undefined };
  expect(teamRefusal(team, null, [], [])).toBe('not_reserved');
  expect(teamRefusal(null, null, [], [])).toBe(null);
});
