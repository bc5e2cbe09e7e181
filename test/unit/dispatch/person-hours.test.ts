import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Schedule } from '../../../domain/campaign.ts';
import { limits } from '../../../domain/limits.ts';
import { campaignScope, textScope } from '../../../domain/messages/scope.ts';
import { claimOf, tokenOf } from '../../support/attempts.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { everyMs } from '../../support/schedules.ts';
import { startMs } from '../../support/temporary-database.ts';

const [london, leith] = ['+447700900101', '+447700900102'] as const;
const [recife, manaus] = ['+5581987654321', '+5592987654321'] as const;
const [tokyo, delhi] = ['+819012345678', '+919812345678'] as const;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** 3 March 2026, 12:00 in London: 9:00 in Recife, 8:00 in Manaus and 7:00 in Acre; 17:30 in Delhi; 21:00 in Tokyo. */
const noonMs = startMs;
const days = [1, 2, 3, 4, 5, 6, 7];
const window = { days, fromMinute: 9 * 60, toMinute: 20 * 60, perPerson: true };
const own: Schedule = { ...everyMs(8_000), window };

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const delivered = () => rig.messenger.delivered.map(({ phone }) => phone);
const stateOf = (campaignId: number) => {
  const campaign = rig.stores.campaigns.get(campaignId);
  return campaign?.state === 'paused' ? campaign.pauseReason : campaign?.state;
};

describe('a campaign in each person’s own hours', () => {
  it('sends to whose hours are open, and waits for the first of the others to open, saying where', async () => {
    const { campaignId } = rig.start([tokyo, recife, london, manaus, leith], 'Hello', own);
    await rig.clock.pass(hourMs / 2);
    expect(delivered()).toEqual([london, leith, recife]);
    expect(rig.dispatcher.state).toMatchObject({
      kind: 'waiting',
      why: 'window',
      untilMs: noonMs + hourMs,
      country: 'BR',
      campaignId,
    });
    await rig.clock.pass(2 * hourMs);
    expect(delivered()).toEqual([london, leith, recife, manaus]);
    expect(rig.dispatcher.state).toMatchObject({ why: 'window', untilMs: noonMs + 12 * hourMs, country: 'JP' });
    await rig.clock.pass(12 * hourMs);
    expect(delivered()).toEqual([london, leith, recife, manaus, tokyo]);
    expect(stateOf(campaignId)).toBe('finished');
  });

  it('sends first to those whose hours end first, and of these in the order of the list', async () => {
    rig.start([london, leith, delhi], 'Hello', own);
    await rig.clock.pass(minuteMs);
    expect(delivered()).toEqual([delhi, london, leith]);
  });

  it('says of no country whose hours it waits for where they are its own', async () => {
    const byClock = { ...window, fromMinute: 15 * 60, withoutHours: 'campaign' as const };
    rig.start(['+883510012345'], 'Hello', { ...own, window: byClock });
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ why: 'window', untilMs: noonMs + 3 * hourMs, country: null });
  });

  it('asks again for a silent number in its person’s hours alone, and sends to the others meanwhile', async () => {
    rig.clock.jumpMs(8 * hourMs - 5 * minuteMs);
    rig.dispatcher.pause('operator');
    const { messageIds } = rig.start([london, recife], 'Hello', own);
    const [inLondon, inRecife] = messageIds;
    rig.stores.messages.setAsideUntil(inLondon ?? 0, rig.clock.nowMs() + limits.lookAgainMs - 1_000);
    rig.stores.messages.setAsideUntil(inRecife ?? 0, rig.clock.nowMs() + limits.lookAgainMs);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'asks_again' });
    await rig.clock.pass(hourMs);
    expect(delivered()).toEqual([recife]);
    expect(rig.dispatcher.state).toMatchObject({ why: 'window', country: 'GB' });
    await rig.clock.pass(13 * hourMs);
    expect(delivered()).toEqual([recife, london]);
  });

  it('asks for the silent numbers of all open countries in the order in which their time comes', async () => {
    rig.clock.jumpMs(4 * hourMs);
    rig.dispatcher.pause('operator');
    const { messageIds } = rig.start([london, recife], 'Hello', own);
    const [inLondon, inRecife] = messageIds;
    rig.stores.messages.setAsideUntil(inLondon ?? 0, rig.clock.nowMs() + 1_000);
    rig.stores.messages.setAsideUntil(inRecife ?? 0, rig.clock.nowMs() + 2_000);
    rig.clock.jumpMs(5_000);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(delivered()).toEqual([london, recife]);
  });

  it('calls nobody overdue whose hours were closed while the computer slept', async () => {
    const { campaignId } = rig.start([london, tokyo], 'Hello', own);
    await rig.clock.pass(minuteMs);
    expect(delivered()).toEqual([london]);
    rig.clock.jumpMs(11 * hourMs);
    rig.dispatcher.nudge();
    await rig.clock.pass(10);
    expect(stateOf(campaignId)).toBe('running');
    // Tokyo's hours began an hour after the computer woke, and now it sleeps over their beginning.
    rig.clock.jumpMs(5 * hourMs);
    rig.dispatcher.nudge();
    await rig.clock.pass(10);
    expect(stateOf(campaignId)).toBe('overdue');
  });

  it('follows a change of its hours while it runs', async () => {
    const { campaignId } = rig.start([manaus], 'Hello', own);
    await rig.clock.pass(minuteMs);
    expect(delivered()).toEqual([]);
    const schedule = { ...own, window: { ...window, perPerson: false } };
    expect(rig.stores.campaigns.changeStarted(campaignId, { schedule }, 'operator', rig.clock.nowMs())).toBe(true);
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(delivered()).toEqual([manaus]);
  });

  it('writes to nobody of whom no hours are known, and to the others all the same', async () => {
    const vladivostok = '+79141234567';
    const office = { ...window, fromMinute: 10 * 60, toMinute: 19 * 60 };
    const { campaignId } = rig.start([vladivostok, london, '+883510012345'], 'Hello', { ...own, window: office });
    await rig.clock.pass(15 * 24 * hourMs);
    expect(delivered()).toEqual([london]);
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
    const schedule = { ...own, window: { ...office, withoutHours: 'campaign' as const } };
    expect(rig.stores.campaigns.changeStarted(campaignId, { schedule }, 'operator', rig.clock.nowMs())).toBe(true);
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(delivered()).toEqual([london, vladivostok, '+883510012345']);
  });

  it('keeps their hours on the day when their clocks change and ours do not', async () => {
    // In New York the clocks go forward on 8 March 2026, in London on the 29th.
    rig.clock.jumpMs(Date.UTC(2026, 2, 8, 12) - noonMs);
    const toronto = '+14165550123';
    rig.start(['+819012345678', toronto], 'Hello', { ...own, window: { ...window, fromMinute: 11 * 60 } });
    await rig.clock.pass(minuteMs);
    // Toronto's 11:00 is at 15:00 since its clocks went forward.
    expect(rig.dispatcher.state).toMatchObject({ why: 'window', untilMs: Date.UTC(2026, 2, 8, 15), country: 'CA' });
  });
});

describe('a claim', () => {
  it('is refused outside the hours of its person, and the message waits as it was', async () => {
    rig.dispatcher.pause('operator');
    const { messageIds, campaignId } = rig.start([manaus], 'Hello', own);
    const messageId = messageIds[0] ?? 0;
    const uid = rig.stores.campaigns.get(campaignId)?.uid ?? '';
    const claimAt = (nowMs: number) =>
      rig.stores.claims.claim(
        claimOf(rig.stores, {
          messageId,
          phone: manaus,
          token: tokenOf('token-1'),
          nowMs,
          scopes: { campaign: campaignScope(uid), text: textScope('hello') },
        }),
      );
    expect(claimAt(noonMs)).toBe('outside_hours');
    expect(claimAt(noonMs + hourMs - 1)).toBe('outside_hours');
    expect(rig.status(messageId)).toBe('pending');
    expect(claimAt(noonMs + hourMs)).toBe('claimed');
  });

  it('is not made where the hours ended during the look, and the message goes when they open again', async () => {
    const untilMs = noonMs + 8 * hourMs;
    rig.clock.jumpMs(8 * hourMs - 1_000);
    const { lookUp } = rig.messenger;
    rig.messenger.lookUp = async (phone) => {
      rig.clock.jumpMs(2_000);
      return lookUp.call(rig.messenger, phone);
    };
    const { messageIds } = rig.start([london], 'Hello', own);
    await rig.clock.pass(minuteMs);
    expect(delivered()).toEqual([]);
    expect(rig.told.messages).toEqual([]);
    expect(rig.dispatcher.state).toMatchObject({ why: 'window', untilMs: untilMs + 13 * hourMs, country: 'GB' });
    await rig.clock.pass(14 * hourMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });
});

describe('the gate', () => {
  const claimedJustBeforeTheEnd = (askedAfterMs: number) => {
    rig.clock.jumpMs(8 * hourMs - 1_000);
    rig.messenger.scripts.set(london, {
      ask: () => {
        rig.clock.sleepMs(askedAfterMs);
        return { askedAtMs: rig.clock.nowMs() };
      },
    });
    return rig.start([london], 'Hello', own).messageIds;
  };

  it('lets nothing out in the night where the computer slept between the claim and the gate, which counts against nobody', async () => {
    const messageIds = claimedJustBeforeTheEnd(6 * hourMs);
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.asked.map(({ answer }) => answer)).toEqual([{ go: false, why: 'outside_hours' }]);
    expect([delivered(), messageIds.map(rig.status)]).toEqual([[], ['failed:missed']]);
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it('lets out what was on its way when the hours ended', async () => {
    const messageIds = claimedJustBeforeTheEnd(5_000);
    await rig.clock.pass(minuteMs);
    expect([delivered(), messageIds.map(rig.status)]).toEqual([[london], ['sent']]);
  });
});
