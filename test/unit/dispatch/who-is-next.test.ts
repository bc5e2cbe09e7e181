import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { giveTimes } from '../../support/own-times.ts';
import { everyMs, quickSchedule } from '../../support/schedules.ts';
import { startCampaign, startMs } from '../../support/temporary-database.ts';

const [one, two, three, four] = ['+447700900101', '+447700900102', '+447700900103', '+447700900104'] as const;
const recife = '+5581987654321';
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
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
/** Gives the messages of a campaign times of their own, in their order. */
const dueAt = (messageIds: readonly number[], dueAtMs: readonly number[]) =>
  giveTimes(
    rig.stores,
    dueAtMs.map((atMs, place) => [messageIds[place], 'a', atMs, atMs + 10 * hourMs] as const),
  );

describe('those with times of their own', () => {
  it('go before the others of an earlier campaign, however many turns theirs has had', async () => {
    rig.dispatcher.pause('operator');
    rig.start([one, two], 'Hello');
    dueAt(rig.start([three, four], 'Reminder').messageIds, [startMs, startMs]);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(delivered()).toEqual([three, four, one, two]);
  });

  it('go in the order of their times, in whichever country they are', async () => {
    rig.dispatcher.pause('operator');
    dueAt(rig.start([one, recife], 'Reminder').messageIds, [startMs + 2 * minuteMs, startMs + minuteMs]);
    await rig.clock.pass(3 * minuteMs);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(delivered()).toEqual([recife, one]);
  });

  it('go at their time also while somebody else is asked for again later', async () => {
    rig.messenger.scripts.set(one, { lookUp: { kind: 'absent' } });
    dueAt(rig.start([one, two], 'Reminder').messageIds, [startMs, startMs + 2 * minuteMs]);
    await rig.clock.pass(minuteMs);
    const untilMs = startMs + 2 * minuteMs;
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'own_time', untilMs });
    await rig.clock.pass(minuteMs + 1_000);
    expect(delivered()).toEqual([two]);
  });

  it('are asked about after a pilot once one of them may go, and not hours before', async () => {
    rig.dispatcher.pause('operator');
    const { campaignId, messageIds } = rig.start([one, two], 'Reminder', { ...quickSchedule, pilotCount: 1 });
    dueAt(messageIds, [startMs, startMs + 2 * hourMs]);
    rig.dispatcher.resume();
    await rig.clock.pass(hourMs);
    expect([delivered(), stateOf(campaignId)]).toEqual([[one], 'running']);
    await rig.clock.pass(hourMs + minuteMs);
    expect([delivered(), stateOf(campaignId)]).toEqual([[one], 'pilot']);
  });
});

/** WhatsApp's page is not ready after the first look for that number, and ready again a moment later. */
function fallsAfterLookFor(phone: string): void {
  let hasFallen = false;
  rig.messenger.standing_ = () => {
    const falls = !hasFallen && rig.messenger.lookedUp.includes(phone);
    hasFallen ||= falls;
    return { kind: falls ? 'not_yet' : 'stands' };
  };
}

describe('who is set aside in one country', () => {
  it('does not stand before those of another who were never asked for', async () => {
    rig.dispatcher.pause('operator');
    const { messageIds } = rig.start([one, recife], 'Hello');
    rig.stores.messages.setAsideUntil(messageIds[0] ?? 0, rig.clock.nowMs() + 1_000);
    await rig.clock.pass(5_000);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(delivered()).toEqual([recife, one]);
  });

  it('has each fifth turn all the same, and still has it where the page fell meanwhile', async () => {
    rig.dispatcher.pause('operator');
    fallsAfterLookFor(one);
    const others = ['1', '2', '3', '4', '5', '6'].map((last) => `+558198765432${last}`);
    const { messageIds } = rig.start([one, ...others], 'Hello');
    rig.stores.messages.setAsideUntil(messageIds[0] ?? 0, rig.clock.nowMs() + 1_000);
    await rig.clock.pass(5_000);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(delivered()).toEqual([...others.slice(0, 4), one, ...others.slice(4)]);
  });
});

describe('the gap', () => {
  const fromTenToTwenty = { ...quickSchedule, gapMinMs: 10_000, gapMaxMs: 20_000 };
  const drawn = { random: 0 };
  const handedOverAt = (campaignId = 1) =>
    rig.stores.db
      .values<number>(
        `SELECT passed_at_ms FROM attempt JOIN message m ON m.id = message_id WHERE m.campaign_id = ? ORDER BY 1`,
        campaignId,
      )
      .map((atMs) => Math.round((atMs - startMs) / 1_000));
  beforeEach(() => {
    rig.close();
    drawn.random = 0;
    rig = makeRig({ random: () => drawn.random });
  });

  it('is drawn anew after each message, between the bounds of the campaign', async () => {
    drawn.random = 0.5;
    rig.start([one, two, three], 'Hello', fromTenToTwenty);
    await rig.clock.pass(1_000);
    drawn.random = 0.8;
    await rig.clock.pass(minuteMs);
    expect(handedOverAt()).toEqual([0, 15, 33]);
  });

  it('of the account after the turn of one campaign is drawn as well', async () => {
    drawn.random = 0.5;
    rig.dispatcher.pause('operator');
    rig.start([one], 'Hello', fromTenToTwenty);
    rig.start([two], 'Good evening', fromTenToTwenty);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect([handedOverAt(1), handedOverAt(2)]).toEqual([[0], [15]]);
  });

  it('of a campaign is kept to while others with shorter ones have turns, also after a look that nothing followed', async () => {
    drawn.random = 0.5;
    fallsAfterLookFor(two);
    rig.dispatcher.pause('operator');
    rig.start([one, two], 'Hello', fromTenToTwenty);
    const others = Array.from({ length: 40 }, (_, place) => `+4477009003${10 + place}`);
    rig.start(others, 'Good evening', everyMs(1_000));
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(handedOverAt()).toEqual([0, 30]);
  });

  it('that a restart left is kept to when the clock is put forward, and is drawn no second time', async () => {
    rig.start([one, two], 'Hello', { ...fromTenToTwenty, gapMinMs: minuteMs, gapMaxMs: 2 * minuteMs });
    await rig.clock.pass(1_000);
    drawn.random = 0.5;
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    rig.clock.jumpMs(90 * minuteMs);
    drawn.random = 0;
    rig.dispatcher.nudge();
    await rig.clock.pass(86_000);
    expect(delivered()).toEqual([one]);
    await rig.clock.pass(5_000);
    expect(delivered()).toEqual([one, two]);
  });
});

it('a turn for which WhatsApp was asked for nothing is none: the next of its campaign waits for no gap', async () => {
  rig.start([three, four], 'Good evening', everyMs(1_000));
  await rig.clock.pass(500);
  rig.dispatcher.pause('operator');
  const { messageIds } = rig.start([one, two], 'Hello {{first}}', everyMs(10 * minuteMs));
  // The text that is made for the first person is not the one that was shown.
  rig.stores.db.run(`UPDATE recipient SET cells = '["","","Other"]' WHERE phone = ?`, one);
  rig.dispatcher.resume();
  await rig.clock.pass(minuteMs);
  expect(messageIds.map(rig.status)).toEqual(['pending', 'sent']);
});

describe('the day', () => {
  it('of a daily cap is that of the campaign’s time zone', async () => {
    rig.start([one, two], 'Hello', { ...quickSchedule, timeZone: 'America/Sao_Paulo', dailyCap: 1 });
    await rig.clock.pass(15 * hourMs - minuteMs);
    expect(delivered()).toEqual([one]);
    await rig.clock.pass(2 * minuteMs);
    expect(delivered()).toEqual([one, two]);
  });

  it('of a warm-up is that of the campaign’s time zone', async () => {
    const phones = Array.from({ length: 21 }, (_, place) => `+4477009003${10 + place}`);
    rig.start(phones, 'Hello', { ...quickSchedule, timeZone: 'America/Sao_Paulo', warmUp: true });
    await rig.clock.pass(15 * hourMs - minuteMs);
    expect(delivered()).toHaveLength(20);
    await rig.clock.pass(2 * minuteMs);
    expect(delivered()).toHaveLength(21);
  });
});

it('a campaign that is started after a sleep is not overdue for that, beside one that waited through it', async () => {
  rig.start([three], 'Later', { ...quickSchedule, startAtMs: startMs + 40 * hourMs });
  await rig.clock.pass(1_000);
  rig.clock.jumpMs(3 * hourMs);
  rig.dispatcher.nudge();
  await rig.clock.pass(1_000);
  const { campaignId, messageIds } = startCampaign(rig.stores, [one]);
  rig.stores.db.run('UPDATE campaign SET started_at_ms = ? WHERE id = ?', rig.clock.nowMs(), campaignId);
  rig.dispatcher.nudge();
  await rig.clock.pass(1_000);
  expect(messageIds.map(rig.status)).toEqual(['sent']);
});

it('who was overdue since a daily cap goes once the operator has said so, also beside a campaign that waits', async () => {
  rig.start([three], 'Later', { ...quickSchedule, startAtMs: startMs + 40 * hourMs });
  const { campaignId } = rig.start([one, two], 'Hello', { ...everyMs(8_000), dailyCap: 1 });
  await rig.clock.pass(1_000);
  rig.clock.jumpMs(15 * hourMs);
  rig.dispatcher.nudge();
  await rig.clock.pass(10);
  expect(stateOf(campaignId)).toBe('overdue');
  rig.stores.campaigns.releaseOverdue(campaignId, rig.clock.nowMs());
  rig.stores.campaigns.move(campaignId, 'paused', 'running', rig.clock.nowMs());
  rig.dispatcher.nudge();
  await rig.clock.pass(minuteMs);
  expect(delivered()).toEqual([one, two]);
});
