import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isUndecided } from '../../../domain/campaign-views.ts';
import type { CampaignSummary } from '../../../domain/contract.ts';
import { summariesOf } from '../../../electron/campaigns/read.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { copyInChat } from '../../support/fake-messenger.ts';
import { cancelAtOnce } from '../../support/temporary-database.ts';

const [one, two, three, four] = ['+447700900101', '+447700900102', '+447700900103', '+447700900104'] as const;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

describe('a copy in the chat', () => {
  const greeting = 'Happy New Year!';
  const startGreeting = (change: Parameters<typeof copyInChat>[1] = {}) => {
    rig.messenger.chats.set(one, [copyInChat(greeting, change)]);
    rig.messenger.chats.set(two, [copyInChat('happy new year')]);
    rig.messenger.chats.set(three, [copyInChat('Happy “new year”!'), copyInChat('HAPPY NEW YEAR!!')]);
    return rig.start([one, two, three, four], greeting);
  };
  const setAside = (id: number) => rig.stores.queue.setAside(id).inChat;

  it('uses nobody up: who has it waits, the others get it, and the campaign is not finished', async () => {
    const { messageIds, campaignId } = startGreeting();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending', 'sent', 'pending', 'sent']);
    expect(setAside(campaignId)).toBe(2);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('running');
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it('ends the campaign but for those who have it: nothing more is waited for until somebody decides', async () => {
    const { messageIds, campaignId } = startGreeting();
    const seen = () => summariesOf({ ...rig.stores, clock: rig.clock }, [campaignId])[0];
    await rig.clock.pass(250);
    expect(seen()?.waitForDecision).toBe(1);
    expect(seen() && isUndecided(seen() as CampaignSummary)).toBe(false);
    await rig.clock.pass(minuteMs);
    expect(seen()).toMatchObject({ state: 'running', waitForDecision: 2, expectedFinishMs: null });
    expect(seen() && isUndecided(seen() as CampaignSummary)).toBe(true);
    // Neither a lost link nor a night of sleep needs the operator.
    rig.messenger.account_ = null;
    rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
    rig.clock.jumpMs(3 * hourMs);
    rig.messenger.account_ = account;
    rig.stores.campaigns.questions.sendAgain(campaignId, 'in_chat', rig.clock.nowMs());
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(Array(4).fill('sent'));
    expect(seen()?.state).toBe('finished');
  });

  it('does not count without a tick', async () => {
    const { messageIds } = startGreeting({ ack: 0 });
    await rig.clock.pass(minuteMs);
    expect(rig.status(messageIds[0] ?? 0)).toBe('sent');
  });

  it('is left out where the operator says so, also where it is found later', async () => {
    const { messageIds, campaignId } = startGreeting();
    await rig.clock.pass(300);
    expect(rig.stores.campaigns.questions.leaveCopiesOut(campaignId)).toBe(true);
    expect(
      rig.stores.messages.leaveOut(campaignId, 'in_chat', { most: 100, who: 'operator', nowMs: rig.clock.nowMs() }),
    ).toBe(1);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:duplicate', 'sent', 'failed:duplicate', 'sent']);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
  });

  it('gets the text again where the operator says so of them; only copies since then count', async () => {
    const { messageIds, campaignId } = startGreeting();
    await rig.clock.pass(minuteMs);
    const readChat = rig.messenger.readChat.bind(rig.messenger);
    const sinceMs: (number | null)[] = [];
    rig.messenger.readChat = async (chatId, most, since) => {
      sinceMs.push(since);
      return (await readChat(chatId, most, since))?.filter(({ atMs }) => since === null || atMs >= since) ?? null;
    };
    const answeredAtMs = rig.clock.nowMs();
    expect(rig.stores.campaigns.questions.sendAgain(campaignId, 'in_chat', answeredAtMs)).toBe(true);
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(Array(4).fill('sent'));
    expect(sinceMs).toEqual([answeredAtMs, answeredAtMs]);
    expect([one, two, three, four].map(rig.deliveries)).toEqual([1, 1, 1, 1]);
  });

  it('is a duplicate where a fence of ours says the same', async () => {
    rig.start([one], greeting);
    await rig.clock.pass(minuteMs);
    const { messageIds } = startGreeting();
    await rig.clock.pass(minuteMs);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:duplicate');
  });

  it('of a cancelled campaign waits for no answer', async () => {
    const { messageIds, campaignId } = startGreeting();
    await rig.clock.pass(minuteMs);
    expect(cancelAtOnce(rig.stores.campaigns, campaignId, rig.clock.nowMs())).toBe(true);
    expect(setAside(campaignId)).toBe(0);
    expect(messageIds.map(rig.status)).toEqual(['cancelled', 'sent', 'cancelled', 'sent']);
    expect(rig.stores.campaigns.questions.sendAgain(campaignId, 'in_chat', rig.clock.nowMs())).toBe(false);
    expect(rig.stores.campaigns.questions.leaveCopiesOut(campaignId)).toBe(false);
  });
});
