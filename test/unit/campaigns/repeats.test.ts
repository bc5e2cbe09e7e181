import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Schedule } from '../../../domain/campaign.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { copyInChat } from '../../support/fake-messenger.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

const people = Array.from({ length: 10 }, (_, index) => `+4477009001${String(index).padStart(2, '0')}`);
const [one = '', two = '', three = ''] = people;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const weekMs = 7 * 24 * hourMs;
const text = 'See you on Saturday';
/** One in ten minutes. */
const slow: Schedule = { ...quickSchedule, gapMinMs: 10 * minuteMs, gapMaxMs: 10 * minuteMs };

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

type Wanted = { readonly phones: readonly string[]; readonly repeat?: boolean; readonly schedule?: Schedule };
async function start({ phones, repeat = false, schedule = quickSchedule }: Wanted): Promise<number> {
  const { campaigns } = rig.stores;
  const id = campaigns.create('Campaign', schedule, rig.clock.nowMs());
  campaigns.update(id, { text, listId: addList(rig.stores, phones) });
  granted(await campaign.update({ id, repeat, contactsAnswer: 'send' }));
  granted(await campaign.start(id));
  return id;
}
const answer = (id: number, about: 'in_chat' | 'got_meanwhile', given: 'send' | 'leave_out') =>
  campaign.answer({ id, about, answer: given });
const statuses = (id: number) =>
  rig.stores.db.values<number>(`SELECT id FROM message WHERE campaign_id = ? ORDER BY id`, id).map(rig.status);
const got = () => people.map(rig.deliveries);
const times = (count: number) => Array(people.length).fill(count);
const setAside = (id: number) => rig.stores.queue.setAside(id).gotMeanwhile;

describe('"send it again to these people"', () => {
  /** The first person's chat has the text, of which this app knows nothing. */
  async function asked(schedule = slow): Promise<number> {
    rig.messenger.chats.set(one, [copyInChat(text)]);
    const id = await start({ phones: [one, two, three], schedule });
    await rig.clock.pass(minuteMs);
    expect(rig.stores.queue.setAside(id).inChat).toBe(1);
    return id;
  }

  it('is an answer for them: whoever else just got it from another campaign does not get it again', async () => {
    const id = await asked();
    await start({ phones: [three] });
    await rig.clock.pass(minuteMs);
    expect(rig.deliveries(three)).toBe(1);
    granted(await answer(id, 'in_chat', 'send'));
    await rig.clock.pass(hourMs);
    expect(statuses(id)).toEqual(['sent', 'sent', 'failed:duplicate']);
    expect([one, two, three].map(rig.deliveries)).toEqual([1, 1, 1]);
  });

  it('and who gets it from another campaign after the answer is asked about once more', async () => {
    const id = await asked();
    granted(await answer(id, 'in_chat', 'send'));
    rig.messenger.chats.set(one, []);
    await start({ phones: [one] });
    await rig.clock.pass(hourMs);
    expect(rig.deliveries(one)).toBe(1);
    expect(setAside(id)).toBe(1);
    granted(await answer(id, 'got_meanwhile', 'leave_out'));
    expect(statuses(id)).toEqual(['failed:duplicate', 'sent', 'sent']);
    expect(rig.stores.campaigns.get(id)?.state).toBe('finished');
  });

  it('is none for another text of the campaign', async () => {
    const id = await asked();
    rig.dispatcher.pause('operator');
    granted(await answer(id, 'in_chat', 'send'));
    granted(campaign.pause(id));
    granted(await campaign.update({ id, text: 'See you on Sunday' }));
    expect(rig.stores.db.values(`SELECT repeat FROM message WHERE campaign_id = ?`, id)).toEqual([null, null, null]);
  });
});

describe('a declared repeat', () => {
  it('goes to whoever had the text before it was declared', async () => {
    await start({ phones: people });
    await rig.clock.pass(minuteMs);
    await start({ phones: people, repeat: true });
    await rig.clock.pass(minuteMs);
    expect(got()).toEqual(times(2));
  });

  it.each([
    ['runs beside it', () => undefined],
    ['runs beside it and the clock is put back by two hours', () => rig.clock.jumpMs(-2 * hourMs)],
  ])('sends nobody what its unfinished original sent since, which %s', async (_, jump) => {
    const original = await start({
      phones: people,
      schedule: { ...quickSchedule, gapMinMs: 40_000, gapMaxMs: 40_000 },
    });
    await rig.clock.pass(minuteMs);
    const before = got();
    jump();
    const repeat = await start({ phones: people, repeat: true, schedule: slow });
    await rig.clock.pass(3 * hourMs);
    // People who had it at the declaration get the repeat; everybody else has it once, from either campaign.
    expect(got()).toEqual(before.map((count) => count + 1));
    expect(before.filter((count) => count === 0).length).toBeGreaterThan(3);
    expect(statuses(repeat)).not.toContain('failed:duplicate');
    expect(setAside(repeat) + statuses(original).filter((said) => said === 'failed:duplicate').length).toBe(
      before.filter((count) => count === 0).length,
    );
  });

  it('sends nobody what was before its gate when it was declared', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    await start({ phones: [one, two] });
    await rig.clock.pass(1_000);
    const repeat = await start({ phones: [one, two], repeat: true });
    const declared = `SELECT repeat_after FROM campaign WHERE id = ?`;
    expect([rig.stores.db.value(declared, repeat), rig.stores.db.value(`SELECT max(id) FROM attempt`)]).toEqual([0, 1]);
  });

  it('has a number of its own, also beside those that were declared for people, or that only a fence knows', async () => {
    const { campaigns, db } = rig.stores;
    await start({ phones: [one] });
    await rig.clock.pass(minuteMs);
    const first = await start({ phones: [one], repeat: true });
    const second = await start({ phones: [one], repeat: true });
    expect([first, second].map((id) => campaigns.get(id)?.repeat)).toEqual([1, 2]);
    await rig.clock.pass(minuteMs);
    granted(await answer(second, 'got_meanwhile', 'send'));
    expect(db.value(`SELECT repeat FROM message WHERE campaign_id = ?`, second)).toBe(3);
    expect(campaigns.nextRepeat()).toBe(4);
    await rig.clock.pass(minuteMs);
    expect(rig.deliveries(one)).toBe(3);
    db.sqlite.exec(`DROP TRIGGER campaign_repeat_is_declared_at_start; DROP TRIGGER message_repeat_is_an_answer;
      UPDATE campaign SET repeat = 0, repeat_after = 0; UPDATE message SET repeat = NULL, repeat_after = NULL, repeat_at_ms = NULL`);
    expect(campaigns.nextRepeat()).toBe(4);
  });
});

describe('dates of a week, prepared in one evening', () => {
  it('lose nobody: each date asks once, for everybody, and the answer is for all of them', async () => {
    const dates: number[] = [];
    for (const week of [1, 2, 3]) {
      const schedule = { ...quickSchedule, startAtMs: rig.clock.nowMs() + week * weekMs };
      dates.push(await start({ phones: people, repeat: week > 1, schedule }));
    }
    for (const [index, id] of dates.entries()) {
      await rig.clock.pass(weekMs + hourMs);
      if (index > 0) {
        expect(got()).toEqual(times(index));
        expect(setAside(id)).toBe(people.length);
        granted(await answer(id, 'got_meanwhile', 'send'));
        await rig.clock.pass(hourMs);
      }
      expect(got()).toEqual(times(index + 1));
    }
    expect(dates.flatMap(statuses)).toEqual(Array(3 * people.length).fill('sent'));
  });
});
