import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../domain/state/state.ts';
import { teamRefusal } from '../../../electron/dispatch/team-reservation.ts';
import type { Reserved, TeamRefusal, TeamWish } from '../../../electron/ports.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { declareRepeat } from '../../support/team-rig.ts';

const one = '+447700900101';
const people = [one, '+447700900102', '+447700900103', '+447700900104'];
const granted: Reserved = { kind: 'granted', token: 'grant' };
let rig: Rig;
let wishes: TeamWish[];
/** The team's answer about the next person. */
let reserve: () => Reserved;
/** The team's reason at the gate against a person whom it granted. */
let refusal: TeamRefusal | null;
/** Whether the team grants anybody, as far as this computer heard. */
let isOpen: boolean;
/** Whether a message is before its gate, each time that the team was told. */
let inFlight: boolean[];
beforeEach(() => {
  wishes = [];
  reserve = () => granted;
  refusal = null;
  isOpen = true;
  inFlight = [];
  rig = makeRig({
    team: () => ({
      get isOpen() {
        return isOpen;
      },
      reserve: async (wish) => {
        wishes.push(wish);
        return reserve();
      },
      refusal: () => refusal,
      setInFlight: (is) => void inFlight.push(is),
    }),
  });
});
afterEach(() => rig.close());

/**
 * Lets one message be sent for which the team answers like this. Returns its final state, and what its history says
 * about the team.
 */
async function sendOne(said: () => Reserved): Promise<(string | undefined)[]> {
  reserve = said;
  const { messageIds } = rig.start([one]);
  await rig.clock.pass(1_000);
  const sql = `SELECT detail FROM history WHERE message_id = ? AND what = 'team'`;
  return messageIds.flatMap((id) => [rig.status(id), rig.stores.db.value<string>(sql, id)]);
}

async function queueAgain(): Promise<void> {
  rig.stores.messages.requeue([1], 'Ana', rig.clock.nowMs());
  rig.dispatcher.nudge();
  await rig.clock.pass(60_000);
}

describe('whoever the team does not grant', () => {
  it.each<[name: string, said: Reserved, becomes: string, detail: string]>([
    ['asked one of its members to stop', { kind: 'stopped' }, 'failed:do_not_contact', 'stopped'],
    ['heard from a member lately', { kind: 'heard', by: 2, atMs: 5 }, 'failed:contacted_recently', '2@5'],
    ['heard from a member that is gone', { kind: 'heard', by: null, atMs: null }, 'failed:contacted_recently', '@'],
    ['was ended by a member, or erased', { kind: 'taken_back' }, 'failed:not_handed_over', '@'],
    ['is of a campaign that is over', { kind: 'ended' }, 'failed:not_handed_over', 'ended'],
    [
      'has it from a member',
      { kind: 'duplicate', by: 2, atMs: 5, isOwn: false, became: 'left' },
      'failed:duplicate',
      '2@5',
    ],
    [
      'is reserved by a member',
      { kind: 'duplicate', by: 2, atMs: 5, isOwn: false, became: 'reserved' },
      'failed:duplicate',
      '2@5',
    ],
    [
      'was closed by a member before its gate',
      { kind: 'duplicate', by: 2, atMs: 5, isOwn: false, became: 'closed' },
      'failed:not_handed_over',
      '2@5',
    ],
    [
      'was reserved here in an earlier run and never sent to',
      { kind: 'duplicate', by: 1, atMs: 5, isOwn: true, became: 'reserved' },
      'failed:not_handed_over',
      'own',
    ],
    [
      'was sent to from here in an earlier run',
      { kind: 'duplicate', by: 1, atMs: 5, isOwn: true, became: 'left' },
      'failed:duplicate',
      '1@5',
    ],
  ])('%s: is not sent to, and their history says why', async (_, said, becomes, detail) => {
    expect(await sendOne(() => said)).toEqual([becomes, detail]);
    expect(rig.messenger.delivered).toEqual([]);
  });

  it('is told as not sent, with the campaign that this ends, and nothing is claimed for them', async () => {
    reserve = () => ({ kind: 'stopped' });
    const { campaignId, messageIds } = rig.start([one]);
    rig.told.campaigns.length = 0;
    await rig.clock.pass(1_000);
    expect([rig.told.messages, rig.told.campaigns]).toEqual([messageIds, [campaignId]]);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
    expect([rig.stores.db.values('SELECT id FROM attempt'), inFlight]).toEqual([[], []]);
  });

  it.each([true, false])(
    'and is queued again once nothing left, is asked for as that: of its own run before %s',
    async (isOwn) => {
      const asked = (told: number) =>
        rig.stores.db.run(
          `INSERT INTO team_ask (token, team, run, message_id, campaign, fences, asked_at_ms, told)
             VALUES (?, 'team', 'run', 1, '', '[]', 0, ?)`,
          ...[randomUUID(), told],
        );
      await sendOne(() => ({ kind: 'duplicate', by: 2, atMs: 5, isOwn, became: 'closed' }));
      asked(-1);
      await queueAgain();
      expect(wishes.map(({ isAgain }) => isAgain)).toEqual([false, true]);
      // The requests made since may have been granted, but the operator does not know that yet.
      asked(0);
      await queueAgain();
      expect(wishes.at(-1)?.isAgain).toBe(isOwn);
    },
  );

  it('and is queued again where nobody was said to have them, is asked for as before', async () => {
    await sendOne(() => ({ kind: 'taken_back' }));
    await queueAgain();
    expect(wishes.map(({ isAgain }) => isAgain)).toEqual([false, false]);
  });

  it('because it does not answer: they wait, and are asked for again', async () => {
    expect(await sendOne(() => ({ kind: 'waits' }))).toEqual(['pending', undefined]);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'team' });
    reserve = () => granted;
    await rig.clock.pass(60_000);
    expect(rig.deliveries(one)).toBe(1);
  });
});

it('while the team is away WhatsApp is asked for nobody either, and it is said that the team is waited for', async () => {
  isOpen = false;
  const { messageIds } = rig.start([one]);
  await rig.clock.pass(3_600_000);
  expect([rig.messenger.lookedUp, wishes, messageIds.map(rig.status)]).toEqual([[], [], ['pending']]);
  expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'team' });
  isOpen = true;
  rig.dispatcher.nudge();
  await rig.clock.pass(1_000);
  expect(messageIds.map(rig.status)).toEqual(['sent']);
});

it('the team is asked for the campaign and the text that the claim then takes for the person', async () => {
  await sendOne(() => granted);
  expect(wishes.map(({ scopes }) => scopes.length)).toEqual([2]);
  expect(wishes[0]?.scopes).toEqual(rig.stores.fences.ofAttempt(1).scopes);
});

describe('the team is told that a message is before its gate', () => {
  it('from before the claim until the gate has answered, and not while its acknowledgement is waited for', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect([inFlight, messageIds.map(rig.status)]).toEqual([[true], ['sending']]);
    const token = rig.stores.db.value<string>('SELECT token FROM attempt') ?? '';
    const outgoing = { token, chatId: '447700900101@c.us', text: 'Hello First1', attachment: null };
    rig.messenger.reachGate(outgoing, { after: 'lost' });
    await rig.clock.pass(1_000);
    expect([inFlight, messageIds.map(rig.status)]).toEqual([[true, false], ['sending']]);
  });

  it('no more where the claim fails', async () => {
    rig.stores.claims.claim = () => {
      throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
    };
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'disk_full' });
    expect(inFlight).toEqual([true, false]);
  });
});

it.each<TeamRefusal>(['cut', 'held', 'not_running', 'not_reserved'])(
  'four in a row whom the team takes back at the gate (%s) did not leave, and are no reason to stop',
  async (why) => {
    refusal = why;
    const { messageIds } = rig.start(people);
    await rig.clock.pass(60_000);
    expect(messageIds.map(rig.status)).toEqual(Array(4).fill('failed:not_handed_over'));
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  },
);

it('whoever this computer had reserved in an earlier run is asked for as such once its operator queues them again', async () => {
  reserve = () => ({ kind: 'duplicate', by: 1, atMs: 5, isOwn: true, became: 'reserved' });
  const { campaignId, messageIds } = rig.start([one]);
  const { people: ofCampaigns } = rig.stores.campaigns;
  expect(ofCampaigns.isQueuedAgain(campaignId)).toBe(false);
  await rig.clock.pass(1_000);
  reserve = () => granted;
  expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(1);
  expect(ofCampaigns.isQueuedAgain(campaignId)).toBe(true);
  rig.dispatcher.nudge();
  await rig.clock.pass(1_000);
  const ofThisComputer = { campaign: null, person: null };
  expect(wishes).toMatchObject([
    { ...ofThisComputer, isAgain: false },
    { ...ofThisComputer, isAgain: true },
  ]);
  expect(rig.deliveries(one)).toBe(1);
});

it('who has the text from another campaign of this computer is a duplicate, before the team has heard of it, and is not asked for', async () => {
  const first = rig.start([one]).messageIds;
  await rig.clock.pass(1_000);
  reserve = () => ({ kind: 'duplicate', by: 1, atMs: 5, isOwn: true, became: 'reserved' });
  const again = rig.start([one]).messageIds;
  await rig.clock.pass(60_000);
  expect([...first, ...again].map(rig.status)).toEqual(['sent', 'failed:duplicate']);
  expect(wishes.map(({ messageId }) => messageId)).toEqual(first);
  expect(rig.deliveries(one)).toBe(1);
});

it('who got a later repeat from here is asked for in the team first, which may end what the operator would be asked about', async () => {
  rig.start([one], 'Hello');
  await rig.clock.pass(1_000);
  const first = await declareRepeat({ rig }, [one]);
  rig.stores.campaigns.move(first, 'running', 'paused', rig.clock.nowMs(), 'operator');
  await declareRepeat({ rig }, [one], 'Once more');
  await rig.clock.pass(60_000);
  expect(rig.deliveries(one)).toBe(2);
  const asked = wishes.length;
  reserve = () => ({ kind: 'duplicate', by: 2, atMs: 5, isOwn: false, became: 'left' });
  rig.stores.campaigns.move(first, 'paused', 'running', rig.clock.nowMs());
  rig.dispatcher.nudge();
  await rig.clock.pass(60_000);
  expect(wishes.slice(asked).map(({ messageId }) => rig.status(messageId))).toEqual(['failed:duplicate']);
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

describe('nobody is reserved in the team', () => {
  const another: Account = { id: '447700900119@c.us', phone: '+447700900119', name: 'Another' };
  it.each([
    ['is lost', null, 'not_linked'],
    ['is another account’s', another, 'idle'],
  ])('once the link %s, in the last moment before it would be asked', async (_, account, state) => {
    let looks = 0;
    rig.messenger.standing_ = () => {
      looks += 1;
      if (looks === 2) rig.messenger.account_ = account;
      return { kind: 'stands' };
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect([wishes, messageIds.map(rig.status), rig.dispatcher.state.kind]).toEqual([[], ['pending'], state]);
  });

  it('for a file that cannot be read: its campaign is held, as without a team', async () => {
    const file = {
      hash: 'ab'.repeat(32),
      fileName: 'map.png',
      mimeType: 'image/png',
      kind: 'image',
      bytes: 3,
    } as const;
    rig.stores.campaigns.addAttachment(file, rig.clock.nowMs());
    rig.dispatcher.pause('operator');
    const { campaignId, messageIds } = rig.start([one]);
    rig.stores.campaigns.update(campaignId, { attachmentHash: file.hash });
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect([wishes, messageIds.map(rig.status)]).toEqual([[], ['pending']]);
    expect(rig.stores.campaigns.get(campaignId)?.pauseReason).toBe('attachment_unreadable');
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });
});

it('a team that was joined since the claim lets nothing pass that it never heard of', () => {
  const team = { isOpen: true, reserve: async () => granted, refusal: () => null, setInFlight: () => undefined };
  expect(teamRefusal(team, null, [], [])).toBe('not_reserved');
  expect(teamRefusal(null, null, [], [])).toBe(null);
});
