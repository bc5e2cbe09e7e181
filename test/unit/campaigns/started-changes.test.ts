import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Schedule } from '../../../domain/campaign.ts';
import { makeCampaignReport } from '../../../electron/reports/report.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { copyInChat } from '../../support/fake-messenger.ts';
import { granted } from '../../support/granted.ts';
import { everyMs, quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

const one = '+447700900101';
const two = '+447700900102';
const three = '+447700900103';
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const slow: Schedule = everyMs(10 * minuteMs);

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

/** Starts a campaign as the operator does, days after the last one, and lets its first message go. */
async function started(text: string, phones = [one, two, three], schedule = slow, repeat = false): Promise<number> {
  await rig.clock.pass(2 * 24 * hourMs);
  const { campaigns } = rig.stores;
  const id = campaigns.create('Volunteer Day', schedule, rig.clock.nowMs());
  campaigns.update(id, { text, listId: addList(rig.stores, phones), repeat: repeat ? 1 : 0 });
  granted(await campaign.start(id));
  await rig.clock.pass(minuteMs);
  return id;
}
/** The operator pauses, changes the text and resumes. */
async function rewrite(id: number, text: string): Promise<void> {
  granted(campaign.pause(id));
  granted(await campaign.update({ id, text }));
  granted(campaign.resume(id));
  await rig.clock.pass(hourMs);
}
const gotBy = (phone: string) =>
  rig.messenger.delivered.filter((delivery) => delivery.phone === phone).map(({ text }) => text);
const statusOf = (id: number, phone: string) => {
  const found = rig.stores.db.sqlite
    .prepare(
      `SELECT m.id FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE m.campaign_id = ? AND r.phone = ?`,
    )
    .pluck()
    .get(id, phone) as number;
  return { status: rig.status(found), history: rig.stores.queries.message(found)?.history.map(({ what }) => what) };
};

describe('another text for a started campaign', () => {
  it('goes to whoever waits and to nobody else, and their history and the report say so', async () => {
    const id = await started('Hello {{first}}');
    await rewrite(id, 'Good day {{first}}');
    expect([one, two, three].map(gotBy)).toEqual([['Hello First1'], ['Good day First2'], ['Good day First3']]);
    expect(statusOf(id, one).history).not.toContain('text_changed');
    expect(statusOf(id, two).history?.slice(0, 3)).toEqual(['created', 'text_changed', 'claimed']);
    expect(rig.stores.campaigns.get(id)?.state).toBe('finished');
    const reported = () => makeCampaignReport(rig.stores.db, id, null, rig.clock.nowMs()).message;
    expect(reported()).toMatchObject({ text: 'Good day {{first}}', wasChanged: true });
    const same = await started('See you {{first}}', [one, two]);
    expect(makeCampaignReport(rig.stores.db, same, null, rig.clock.nowMs()).message.wasChanged).toBe(false);
  });

  it('leaves the one alone that is being sent, which stays with its text whatever comes of it', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const id = await started('Hello');
    expect(statusOf(id, one).status).toBe('failed:no_confirmation');
    rig.messenger.scripts.set(two, { after: 'lost' });
    await rig.clock.pass(9 * minuteMs + 10_000);
    expect(statusOf(id, two).status).toBe('sending');
    await rewrite(id, 'Good day');
    expect(statusOf(id, two)).toMatchObject({ status: 'failed:no_confirmation' });
    expect(statusOf(id, two).history).not.toContain('text_changed');
    expect([one, two, three].map(gotBy)).toEqual([['Hello'], ['Hello'], ['Good day']]);
  });

  it.each([
    ['another text', ['New'], 'New'],
    ['the same text, which is no declared repeat any more', ['New', 'Old'], 'Old'],
  ])('is taken up while WhatsApp is asked for the next one: %s', async (_, texts, expected) => {
    const id = await started('Old', [one, two], slow, true);
    const lookUp = rig.messenger.lookUp.bind(rig.messenger);
    rig.messenger.lookUp = async (phone) => {
      rig.messenger.lookUp = lookUp;
      granted(campaign.pause(id));
      for (const text of texts) granted(await campaign.update({ id, text }));
      granted(campaign.resume(id));
      return lookUp(phone);
    };
    await rig.clock.pass(hourMs);
    expect(gotBy(two)).toEqual([expected]);
    const repeats = rig.stores.db.sqlite.prepare(
      `SELECT DISTINCT f.attempt_id FROM fence f JOIN scope s ON s.id = f.scope_id WHERE s.version > 0 AND f.repeat = 1`,
    );
    expect(repeats.all()).toHaveLength(1);
    expect(rig.stores.campaigns.get(id)?.repeat).toBe(0);
  });

  it('is not taken for one that the chat shows already, because the old one stands there', async () => {
    const id = await started('Old', [one, two]);
    const readChat = rig.messenger.readChat.bind(rig.messenger);
    rig.messenger.readChat = async () => {
      rig.messenger.readChat = readChat;
      granted(campaign.pause(id));
      granted(await campaign.update({ id, text: 'New' }));
      granted(campaign.resume(id));
      return [copyInChat('Old')];
    };
    await rig.clock.pass(hourMs);
    expect([statusOf(id, two).status, gotBy(two)]).toEqual(['sent', ['New']]);
  });

  it('reaches nobody who got that text in another campaign', async () => {
    await started('Good day', [two], quickSchedule);
    const id = await started('Hello');
    granted(campaign.pause(id));
    expect(granted(await campaign.check(id, 'Good day'))).toMatchObject({
      alreadyHasText: 1,
      willSend: 1,
      failures: [],
    });
    granted(await campaign.update({ id, text: 'Good  day' }));
    granted(campaign.resume(id));
    await rig.clock.pass(hourMs);
    expect(statusOf(id, two).status).toBe('failed:duplicate');
    expect([one, two, three].map(gotBy)).toEqual([['Hello'], ['Good day'], ['Good  day']]);
  });

  it('is no repeat because the old one was', async () => {
    await started('Good day', [two], quickSchedule);
    await started('Hello', [one, two, three], quickSchedule);
    await rig.clock.pass(minuteMs);
    const id = await started('Hello', [one, two, three], slow, true);
    await rewrite(id, 'Good day');
    expect([one, two, three].map(gotBy)).toEqual([
      ['Hello', 'Hello'],
      ['Good day', 'Hello'],
      ['Hello', 'Good day'],
    ]);
    expect(statusOf(id, two).status).toBe('failed:duplicate');
  });

  it('stays the declared repeat when only its spaces change', async () => {
    await started('Hello there', [one, two], quickSchedule);
    const id = await started('Hello there', [one, two], slow, true);
    await rewrite(id, 'Hello  there');
    expect(gotBy(two)).toEqual(['Hello there', 'Hello  there']);
  });

  it('is refused when somebody who waits would get a blank, and not for those who have theirs', async () => {
    const id = await started('Hello');
    const clear = (phone: string) =>
      rig.stores.db.sqlite.prepare(`UPDATE recipient SET cells = '["","",""]' WHERE phone = ?`).run(phone);
    granted(campaign.pause(id));
    clear(one);
    expect(granted(await campaign.check(id, 'Hi {{first}}'))).toMatchObject({ blanks: 0, failures: [], willSend: 2 });
    clear(three);
    const text = 'Hi {{first}}';
    expect(granted(await campaign.check(id, text))).toMatchObject({ blanks: 1, blankRows: [{ rowNumber: 4 }] });
    expect(await campaign.update({ id, text })).toMatchObject({ failure: { code: 'blank_placeholders' } });
    expect(rig.stores.campaigns.get(id)?.text).toBe('Hello');
    granted(await campaign.update({ id, text: 'Hi {{first|friend}}' }));
    granted(campaign.resume(id));
    await rig.clock.pass(hourMs);
    expect([one, two, three].map(gotBy)).toEqual([['Hello'], ['Hi First2'], ['Hi friend']]);
  });

  it('must suit those, too, who may be queued again', async () => {
    rig.messenger.scripts.set(one, { lookUp: { kind: 'absent' } });
    const others = Array.from({ length: 5 }, (_, index) => `+44770090011${index}`);
    const id = await started('Hello', [one, ...others]);
    await rig.clock.pass(45 * minuteMs);
    expect(statusOf(id, one).status).toBe('failed:not_on_whatsapp');
    rig.stores.db.sqlite.prepare(`UPDATE recipient SET cells = '["","",""]' WHERE phone = ?`).run(one);
    granted(campaign.pause(id));
    expect(await campaign.update({ id, text: 'Hi {{first}}' })).toMatchObject({
      failure: { code: 'blank_placeholders' },
    });
  });

  it('comes with its schedule or not at all: nobody finds one without the other', async () => {
    const id = await started('Hello');
    granted(campaign.pause(id));
    const { campaigns } = rig.stores;
    const seen: { text: string; dailyCap: number | null; granted: boolean }[] = [];
    const asked = campaign.update({ id, text: 'Good day', schedule: { ...slow, dailyCap: 5 } });
    // The operator looks at any moment in between, and cancels as soon as the new text is there.
    for (let moment = 0; moment < 100; moment += 1) {
      const row = campaigns.get(id);
      if (row?.text === 'Good day') {
        seen.push({ text: row.text, dailyCap: row.schedule.dailyCap, granted: (await campaign.cancel(id)).ok });
        break;
      }
      await Promise.resolve();
    }
    expect(seen).toEqual([{ text: 'Good day', dailyCap: 5, granted: true }]);
    granted(await asked);
    const late = { ...slow, dailyCap: 9 };
    expect(await campaign.update({ id, schedule: late })).toMatchObject({ failure: { code: 'not_allowed_now' } });
    expect(campaigns.get(id)?.schedule.dailyCap).toBe(5);
  });

  it('changes neither schedule nor name when it was cancelled while the text was checked', async () => {
    const id = await started('Hello');
    granted(campaign.pause(id));
    const asked = campaign.update({ id, name: 'Other', text: 'Good day', schedule: { ...slow, dailyCap: 5 } });
    granted(await campaign.cancel(id));
    expect(await asked).toMatchObject({ failure: { code: 'not_allowed_now' } });
    expect(rig.stores.campaigns.get(id)).toMatchObject({ name: 'Volunteer Day', text: 'Hello', schedule: slow });
  });

  it('is refused while it runs, when it is over, and when it went on meanwhile', async () => {
    const id = await started('Hello');
    const text = 'Good day';
    expect(await campaign.update({ id, text })).toMatchObject({ failure: { code: 'not_allowed_now' } });
    granted(campaign.pause(id));
    const asked = campaign.update({ id, text });
    granted(campaign.resume(id));
    expect(await asked).toMatchObject({ failure: { code: 'not_allowed_now' } });
    granted(await campaign.cancel(id));
    expect(await campaign.update({ id, text })).toMatchObject({ failure: { code: 'not_allowed_now' } });
    expect(rig.stores.campaigns.get(id)?.text).toBe('Hello');
    expect(statusOf(id, two).history).not.toContain('text_changed');
  });
});

describe('another schedule for a started campaign', () => {
  it('holds from now on: an earlier start is not asked about as if it were late', async () => {
    const id = await started('Hello', [one], { ...quickSchedule, startAtMs: rig.clock.nowMs() + 58 * hourMs });
    await rig.clock.pass(5 * hourMs);
    granted(await campaign.update({ id, schedule: quickSchedule }));
    await rig.clock.pass(minuteMs);
    expect(statusOf(id, one).status).toBe('sent');
  });

  it('can set a daily cap, hours and a pilot for what waits', async () => {
    const id = await started('Hello', [one, two, three], slow);
    granted(await campaign.update({ id, schedule: { ...slow, dailyCap: 2 } }));
    await rig.clock.pass(hourMs);
    expect(rig.messenger.delivered).toHaveLength(2);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'cap' });
    granted(await campaign.update({ id, schedule: { ...slow, pilotCount: 2 } }));
    await rig.clock.pass(hourMs);
    expect(rig.stores.campaigns.get(id)).toMatchObject({ state: 'paused', pauseReason: 'pilot' });
  });

  it('is refused when it is over; its name is not', async () => {
    const id = await started('Hello', [one]);
    expect(await campaign.update({ id, schedule: slow })).toMatchObject({ failure: { code: 'not_allowed_now' } });
    expect(granted(await campaign.update({ id, name: 'Thank you' })).name).toBe('Thank you');
  });
});

describe('a check that takes its time', () => {
  it('has nothing to say of a draft that was deleted meanwhile', async () => {
    const id = rig.stores.campaigns.create('Draft', slow, rig.clock.nowMs());
    rig.stores.campaigns.update(id, { text: 'Hello', listId: addList(rig.stores, [one]) });
    const asked = campaign.check(id);
    expect(rig.stores.campaigns.deleteDraft(id)).toBe(true);
    expect(await asked).toMatchObject({ failure: { code: 'not_found' } });
  });
});

describe('a duplicate', () => {
  it('is a draft with text and schedule, with the list where that is asked for, and no repeat', async () => {
    const schedule = { ...quickSchedule, startAtMs: rig.clock.nowMs() + minuteMs, dailyCap: 7 };
    const id = await started('Hello {{first}}', [one], schedule);
    await rig.clock.pass(hourMs);
    const copy = granted(campaign.duplicate({ id, name: 'Again', withList: true }));
    expect(copy).toMatchObject({ name: 'Again', state: 'draft', text: 'Hello {{first}}', repeat: 0, account: null });
    expect(copy.schedule).toEqual({ ...schedule, startAtMs: null });
    expect(copy.list?.recipients).toBe(1);
    expect(granted(await campaign.check(copy.id))).toMatchObject({ alreadyHasText: 1, willSend: 0 });
    expect(granted(campaign.duplicate({ id, name: 'Anew', withList: false })).list).toBeNull();
  });

  it('takes no list over whose people were erased', async () => {
    const id = await started('Hello', [one], quickSchedule);
    rig.stores.db.sqlite.prepare(`UPDATE list SET erased_at_ms = 1`).run();
    expect(campaign.duplicate({ id, name: 'Again', withList: true })).toMatchObject({
      failure: { code: 'people_erased' },
    });
  });
});
