import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assert } from '../../../domain/result.ts';
import { templateScope } from '../../../electron/dispatch/text-scope.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList, startAtOnce, testAccount } from '../../support/temporary-database.ts';

const one = '+447700900101';
const two = '+447700900102';
const text = 'Happy New Year, {{first}}!';
const minuteMs = 60_000;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

/** WhatsApp resolves all these numbers to the same person. */
function resolveTo(id: string, phones: readonly string[]): void {
  for (const phone of phones)
    rig.messenger.scripts.set(phone, { lookUp: { kind: 'registered', chatId: id, ids: [id] }, ask: { ids: [id] } });
}

describe('the same person', () => {
  it.each([
    ['a Brazilian number with and without its ninth digit', '+5511987654321', '+551187654321', '551187654321@c.us'],
    ['an Argentine number with and without its 9', '+5491123456789', '+541123456789', '5491123456789@c.us'],
    ['a Mexican number with and without its 1', '+5215512345678', '+525512345678', '5215512345678@c.us'],
    ['two numbers behind one LID', one, two, '12345678901234@lid'],
  ])('row 26: under %s gets one message', async (_, phone, twin, id) => {
    resolveTo(id, [phone, twin]);
    const { messageIds } = rig.start([phone, twin], text);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'failed:duplicate']);
    expect(rig.messenger.delivered).toHaveLength(1);
  });

  it('row 28: whose LID has changed is still fenced by the number', async () => {
    resolveTo('11111111111111@lid', [one]);
    rig.start([one], text);
    await rig.clock.pass(minuteMs);
    resolveTo('22222222222222@lid', [one]);
    const { messageIds } = rig.start([one], text);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:duplicate']);
    expect(rig.messenger.delivered).toHaveLength(1);
  });
});

describe('the operator', () => {
  it('row 24: who starts a campaign twice in a moment starts it once', async () => {
    rig.messenger.account_ = null;
    const { campaignId, messageIds } = rig.start([one, two], text);
    const again = { campaignId, account: testAccount, textScope: null, nowMs: rig.clock.nowMs() };
    expect(() => startAtOnce(rig.stores.campaigns, again)).toThrow('only a draft is started');
    const count = rig.stores.db.sqlite.prepare('SELECT count(*) FROM message').pluck().get();
    expect([count, messageIds.length]).toEqual([2, 2]);
    rig.messenger.account_ = account;
    for (let click = 0; click < 5; click += 1) rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual([one, two]);
  });

  it('row 25: who imports the same people again and starts the same text is shown who has it, and nobody is queued', async () => {
    rig.start([one, two], text);
    await rig.clock.pass(minuteMs);
    const campaignId = rig.stores.campaigns.create('Again', quickSchedule, rig.clock.nowMs());
    rig.stores.campaigns.update(campaignId, { text, listId: addList(rig.stores, [one, two, '+447700900103']) });
    const textScope = templateScope({ text, attachmentHash: null, repeat: 0 });
    const campaign = rig.stores.campaigns.get(campaignId);
    assert(campaign, 'it was made just now');
    const skipped = rig.stores.campaigns.people.skipped(campaign, textScope, { after: 0, until: 10 });
    expect([...skipped.values()].map(({ reason }) => reason)).toEqual(['already_has_text', 'already_has_text']);
    startAtOnce(rig.stores.campaigns, { campaignId, account: testAccount, textScope, nowMs: rig.clock.nowMs() });
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual([one, two, '+447700900103']);
  });
});
