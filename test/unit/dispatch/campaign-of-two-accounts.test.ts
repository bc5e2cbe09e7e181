import { afterEach, describe, expect, it } from 'vitest';
import { VerificationStore } from '../../../db/report/verification.ts';
import { summariesOf } from '../../../electron/campaigns/read.ts';
import { checkCampaign } from '../../../electron/campaigns/start.ts';
import { testToSelf } from '../../../electron/campaigns/test-to-self.ts';
import type { ChosenFile } from '../../../electron/dispatch/preparation.ts';
import { Verification } from '../../../electron/dispatch/verification.ts';
import { campaignPartsOf } from '../../support/campaign-actions.ts';
import { account, type Rig, silentLog } from '../../support/dispatch-rig.ts';
import { copyInChat } from '../../support/fake-messenger.ts';
import { everyMs, quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';
import { acknowledgesAfter, clinic, makeTwoAccounts, peopleFrom, startFrom } from '../../support/two-accounts.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const [one = '', two = '', three = '', four = ''] = peopleFrom(2001, 4);

let rig: Rig;
afterEach(() => rig.close());

describe('a campaign that is sent from two accounts', () => {
  const from = { accounts: [account.phone, clinic.phone], column: 2 };
  const twoKnown = () => {
    const { rig: made, other } = makeTwoAccounts();
    rig = made;
    const add = `INSERT INTO account (phone, name, folder) VALUES (?, ?, ?)`;
    rig.stores.db.run(add, account.phone, 'Office', '');
    rig.stores.db.run(add, clinic.phone, 'First2', 'account-2');
    return other;
  };
  const summaryOf = (id: number) => summariesOf(campaignPartsOf(rig), [id])[0];
  const accountsOf = (ids: readonly number[]) =>
    ids.map((id) => rig.stores.db.value<string>(`SELECT account FROM message WHERE id = ?`, id));

  it('fixes who writes to whom at the start: by the column, by who wrote last, else evenly, and nobody gets it twice', async () => {
    const other = twoKnown();
    startFrom(rig, clinic, [four], 'Before');
    await rig.clock.pass(minuteMs);
    const people = [one, two, three, four];
    const { messageIds, campaignId } = startFrom(rig, account, people, 'Hello {{first}}', { ...quickSchedule, from });
    rig.stores.campaigns.questions.answerLaterContacts(campaignId, 'send', rig.clock.nowMs());
    // The second row names the clinic by its name, which the fourth row knows.
    expect(accountsOf(messageIds)).toEqual([account.phone, clinic.phone, account.phone, clinic.phone]);
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual([one, three]);
    expect(other.messenger.delivered.map(({ phone }) => phone)).toEqual([four, two, four]);
  });

  it('is tried on the own number of an account that it is sent from, and not of the first one that is ready', async () => {
    const other = twoKnown();
    const listId = addList(rig.stores, [one]);
    const schedule = { ...quickSchedule, from: { accounts: [clinic.phone], column: null } };
    const id = rig.stores.campaigns.create('Campaign', schedule, rig.clock.nowMs());
    rig.stores.campaigns.update(id, { text: 'Hello {{first}}', listId });
    const linked = [account, clinic];
    const parts = {
      ...campaignPartsOf(rig),
      ready: () => linked,
      sendTest: async (text: string, file: ChosenFile, phone: string) => {
        const { dispatcher } = phone === clinic.phone ? other.dispatch : rig;
        const outcome = dispatcher.sendTest(text, file);
        await rig.clock.pass(1_000);
        return outcome;
      },
    };
    expect(await testToSelf(parts, id)).toMatchObject({ ok: true, value: { outcome: 'sent' } });
    expect([rig.messenger.delivered, other.messenger.delivered.map(({ phone }) => phone)]).toEqual([
      [],
      [clinic.phone],
    ]);
    linked.pop();
    expect(await testToSelf(parts, id)).toMatchObject({ ok: false, failure: { code: 'not_linked' } });
  });

  it('leaves those of an account that was let go waiting, and holds a campaign of which nobody else is left', async () => {
    const other = twoKnown();
    const { messageIds, campaignId } = startFrom(rig, account, [one, two, three], 'Hello {{first}}', {
      ...quickSchedule,
      from,
    });
    rig.letGo(clinic);
    await rig.clock.pass(minuteMs);
    expect([messageIds.map(rig.status), other.messenger.delivered]).toEqual([['sent', 'pending', 'sent'], []]);
    // It names the account whose messages are left, not the one that it was started from, which is here.
    const [summary] = summariesOf(campaignPartsOf(rig), [campaignId]);
    const held = { state: 'paused', pauseReason: 'other_account', strandedAccounts: [clinic.phone] };
    expect(summary).toMatchObject({ ...held, account: account.phone });
  });

  it('has the people of one that is restricted for a day wait, and sends to each of them once after its word', async () => {
    const other = twoKnown();
    rig.messenger.restriction_ = { kind: 'timelock', untilMs: null };
    const { messageIds, campaignId } = startFrom(rig, account, [one, two, three, four], 'Hello {{first}}', {
      ...quickSchedule,
      from: { ...from, column: null },
    });
    await rig.clock.pass(24 * hourMs);
    expect(messageIds.map(rig.status)).toEqual(['pending', 'sent', 'pending', 'sent']);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'restricted' });
    rig.messenger.restriction_ = null;
    await rig.clock.pass(hourMs);
    expect(rig.messenger.delivered).toEqual([]);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect([...rig.messenger.delivered, ...other.messenger.delivered].map(({ phone }) => phone).sort()).toEqual(
      [one, two, three, four].sort(),
    );
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
  });

  it('is asked about rows that name no account before it starts, and said how many are whose', async () => {
    twoKnown();
    const listId = addList(rig.stores, [one, two, three]);
    const campaignId = rig.stores.campaigns.create('Campaign', { ...quickSchedule, from }, rig.clock.nowMs());
    rig.stores.campaigns.update(campaignId, { text: 'Hello {{first}}', listId });
    const checked = async () => {
      const result = await checkCampaign(campaignPartsOf(rig), campaignId);
      return result.ok ? result.value : expect.unreachable();
    };
    const asked = await checked();
    expect(asked.failures).toEqual(['accounts_undecided']);
    expect(asked.unknownSenders).toEqual([
      { name: 'First1', people: 1 },
      { name: 'First3', people: 1 },
    ]);
    const decided = { ...quickSchedule, from: { ...from, unknown: 'as_empty' as const } };
    rig.stores.campaigns.update(campaignId, { schedule: decided });
    const { failures, senders, willSend } = await checked();
    expect(failures).toEqual([]);
    expect(senders.map(({ phone, column, evenly }) => [phone, column, evenly])).toEqual([
      [account.phone, 0, 2],
      [clinic.phone, 1, 0],
    ]);
    expect(senders.reduce((sum, { column, last, evenly }) => sum + column + last + evenly, 0)).toBe(willSend);
  });

  it('is foretold to end when the last of them is through, each with a daily limit and a warm-up of its own', async () => {
    const other = twoKnown();
    const schedule = { ...everyMs(minuteMs), dailyCap: 15, from: { ...from, column: null } };
    const { campaignId } = startFrom(rig, account, peopleFrom(3000, 80), 'Hello {{first}}', schedule);
    const foretoldMs = () => summaryOf(campaignId)?.expectedFinishMs ?? 0;
    const atStartMs = foretoldMs();
    await rig.clock.pass(hourMs);
    expect([rig.messenger.delivered.length, other.messenger.delivered.length]).toEqual([15, 15]);
    expect(foretoldMs() - atStartMs).toBeLessThan(hourMs);
    await rig.clock.pass(atStartMs - rig.clock.nowMs() + minuteMs);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
    expect(Math.abs((rig.stores.campaigns.get(campaignId)?.finishedAtMs ?? 0) - atStartMs)).toBeLessThan(minuteMs);
  });

  it('is foretold by what its own account sends besides, and not by what the first one does', async () => {
    twoKnown();
    startFrom(rig, account, [one, two], 'Beside', everyMs(minuteMs));
    const listId = addList(rig.stores, peopleFrom(3000, 20));
    const schedule = { ...everyMs(minuteMs), from: { accounts: [clinic.phone], column: null } };
    const id = rig.stores.campaigns.create('Campaign', schedule, rig.clock.nowMs());
    rig.stores.campaigns.update(id, { text: 'Hello {{first}}', listId });
    const result = await checkCampaign(campaignPartsOf(rig), id);
    const { accounts } = result.ok ? result.value : expect.unreachable();
    expect(accounts).toMatchObject([{ phone: clinic.phone, beside: [], places: [{ people: 20 }] }]);
  });

  it('lets a pilot go out from each, and no more of it than was asked for', async () => {
    const other = twoKnown();
    acknowledgesAfter(rig, rig.messenger, [one, three], 20_000);
    const schedule = { ...quickSchedule, pilotCount: 2, from };
    const { campaignId } = startFrom(rig, account, [one, two, three, four], 'Hello {{first}}', schedule);
    await rig.clock.pass(5 * minuteMs);
    expect([rig.messenger.delivered.length, other.messenger.delivered.length]).toEqual([1, 1]);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'paused', pauseReason: 'pilot' });
  });

  it('lets no pilot go beyond its number where both accounts ask WhatsApp for the last one at once', async () => {
    const other = twoKnown();
    const schedule = { ...quickSchedule, pilotCount: 1, from };
    const { campaignId, messageIds } = startFrom(rig, account, [one, two, three, four], 'Hello {{first}}', schedule);
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered.length + other.messenger.delivered.length).toBe(1);
    expect(messageIds.map(rig.status).toSorted()).toEqual(['pending', 'pending', 'pending', 'sent']);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'paused', pauseReason: 'pilot' });
  });

  it('is verified in the chats of those that are linked, and in the others once they are', async () => {
    const other = twoKnown();
    const schedule = { ...quickSchedule, from };
    const { campaignId } = startFrom(rig, account, [one, two, three], 'Hello', schedule);
    await rig.clock.pass(minuteMs);
    const delivered = [...rig.messenger.delivered, ...other.messenger.delivered];
    for (const { phone, random } of delivered)
      for (const { chats } of [rig.messenger, other.messenger]) chats.set(phone, [copyInChat('Hello', { random })]);
    const verification = new Verification({
      store: new VerificationStore(rig.stores.db),
      linked: () => rig.linked(),
      clock: rig.clock,
      log: silentLog,
      gapMs: () => 1,
      onProgress: () => undefined,
      onSecondCopy: () => undefined,
    });
    for (const [linked, done] of [
      [null, 1],
      [account, 3],
    ] as const) {
      rig.messenger.account_ = linked;
      verification.start(campaignId);
      await rig.clock.pass(minuteMs);
      expect(verification.view(campaignId)).toMatchObject({ isRunning: false, total: 3, done, once: done });
    }
  });

  it('goes on from the one while the other is held, and ends when that comes back', async () => {
    const other = twoKnown();
    rig.messenger.account_ = null;
    const { messageIds, campaignId } = startFrom(rig, account, [one, two, three], 'Hello {{first}}', {
      ...quickSchedule,
      from,
    });
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending', 'sent', 'pending']);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('running');
    rig.messenger.account_ = account;
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect([messageIds.map(rig.status), other.messenger.delivered.length]).toEqual([['sent', 'sent', 'sent'], 1]);
  });
});
