import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { campaignScope, textScope } from '../../../domain/messages/scope.ts';
import { messageScope, type TextIdentity } from '../../../electron/dispatch/text-scope.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList, cancelAtOnce, startAtOnce } from '../../support/temporary-database.ts';

const long = '+5511987654321';
const short = '+551187654321';
const minuteMs = 60_000;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const identity = { text: 'Hello {{first}}', attachmentHash: null, repeat: 0 };
const tokenOf = () => rig.stores.db.sqlite.prepare('SELECT token FROM attempt ORDER BY id').pluck().get() as string;

/** Imports a report, as the campaign desk does. */
const textOf = (of: TextIdentity) => messageScope(of, '');

function report(phones: readonly string[], scopes = [textOf(identity)]) {
  let tokens = 0;
  const newToken = () => {
    tokens += 1;
    return `external-${tokens}`.padEnd(40, '-');
  };
  const handed = { scopes, account: account.phone, newToken, nowMs: rig.clock.nowMs() };
  return rig.stores.replay.recordExternalSends(phones, handed, rig.ledger);
}

/** A message on its way: claimed, and its call into the page hangs before the gate. */
async function underWay(phone: string, others: readonly string[] = []) {
  rig.messenger.scripts.set(phone, { before: 'hang' });
  const { messageIds, campaignId } = rig.start([phone, ...others]);
  await rig.clock.pass(1_000);
  const [id = 0] = messageIds;
  expect(rig.status(id)).toBe('sending');
  const chatId = `${phone.slice(1)}@c.us`;
  const outgoing = { token: tokenOf(), chatId, text: 'Hello First1', attachment: null };
  return { id, campaignId, reachGate: () => rig.messenger.reachGate(outgoing) };
}

/** Sends the text to the person once more, as its operator declares. */
function startRepeat(phone: string): void {
  const { campaigns } = rig.stores;
  const nowMs = rig.clock.nowMs();
  const campaignId = campaigns.create('Again', quickSchedule, nowMs);
  const answered = { contactsAnswer: 'send', contactsAnsweredAtMs: nowMs } as const;
  campaigns.update(campaignId, { text: identity.text, repeat: 1, listId: addList(rig.stores, [phone]), ...answered });
  startAtOnce(campaigns, { campaignId, account: account.phone, textScope: textOf({ ...identity, repeat: 1 }), nowMs });
  rig.dispatcher.nudge();
}

describe('the report of another computer, while a message is on its way to the gate', () => {
  it.each([
    ['as it is written', long],
    ['in its other spelling', short],
  ])('shuts the gate before the person, named %s', async (_how, named) => {
    const { id, reachGate } = await underWay(long);
    expect(report([named])).toBe(1);
    expect(rig.status(id)).toBe('failed:duplicate');
    reachGate();
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.asked[0]?.answer).toEqual({ go: false, why: 'attempt_closed' });
    expect(rig.deliveries(long)).toBe(0);
    expect(rig.status(id)).toBe('failed:duplicate');
    expect(rig.dispatcher.state.kind).toBe('idle');
  });

  it('is there for good: what was stopped is not queued again, and no other campaign sends the text', async () => {
    const { id } = await underWay(long);
    report([long]);
    await rig.clock.pass(minuteMs);
    expect(rig.stores.messages.requeue([id], 'operator', rig.clock.nowMs())).toBe(0);
    rig.messenger.scripts.clear();
    const { messageIds } = rig.start([long, short]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:duplicate', 'failed:duplicate']);
    expect(rig.messenger.delivered).toEqual([]);
  });

  it('says cancelled of a message whose campaign was cancelled meanwhile', async () => {
    const { id, campaignId } = await underWay(long);
    cancelAtOnce(rig.stores.campaigns, campaignId, rig.clock.nowMs());
    report([long]);
    expect(rig.status(id)).toBe('cancelled');
  });

  it('stops nobody when the app ends between the ledger and the database, and nobody gets it after the start', async () => {
    // Another person waits, so that the campaign is not over.
    const { id } = await underWay(long, ['+447700900199']);
    const { appendAll } = rig.ledger;
    rig.ledger.appendAll = (lines) => {
      appendAll.call(rig.ledger, lines);
      throw new Error('the process ends here');
    };
    expect(() => report([short])).toThrow('ends here');
    expect(rig.status(id)).toBe('sending');
    rig.crash();
    expect(rig.status(id)).toBe('failed:not_handed_over');
    rig.messenger.scripts.clear();
    rig.stores.messages.requeue([id], 'operator', rig.clock.nowMs());
    expect(rig.acknowledge()).toEqual(['ledger_ahead']);
    await rig.clock.pass(minuteMs);
    expect(rig.status(id)).toBe('failed:duplicate');
    expect(rig.deliveries(long)).toBe(0);
  });

  it('leaves a declared repeat alone, and is there for good also where that did not leave', async () => {
    rig.messenger.scripts.set(long, { before: 'hang' });
    startRepeat(long);
    await rig.clock.pass(1_000);
    expect(report([short])).toBe(1);
    expect(rig.status(1)).toBe('sending');
    await rig.clock.pass(minuteMs);
    rig.messenger.scripts.clear();
    const { messageIds } = rig.start([long]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:duplicate']);
    expect(rig.messenger.delivered).toEqual([]);
  });

  it('leaves a message alone that the ledger says has left', async () => {
    rig.stores.attempts.pass = () => {
      report([long]);
      throw Object.assign(new Error('no space'), { code: 'SQLITE_FULL' });
    };
    const { messageIds } = rig.start([long]);
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['failed:interrupted']);
  });
});

describe('the report of another computer', () => {
  it('counts for every spelling also of a person who had the text from here', async () => {
    const { messageIds } = rig.start([short]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
    expect(report([short])).toBe(1);
    expect(report([short, long])).toBe(0);
    const again = rig.start([long]);
    await rig.clock.pass(minuteMs);
    expect(again.messageIds.map(rig.status)).toEqual(['failed:duplicate']);
  });

  it('of a declared repeat counts also for a person who had the text before it', async () => {
    const phone = '+447700900101';
    rig.start([phone]);
    await rig.clock.pass(minuteMs);
    expect(report([phone], [textOf({ ...identity, repeat: 1 })])).toBe(1);
    startRepeat(phone);
    await rig.clock.pass(minuteMs);
    expect(rig.deliveries(phone)).toBe(1);
  });

  it('names a person once who stands in it under two spellings', () => {
    expect(report([short, long])).toBe(1);
    expect([...rig.ledger.lines()]).toHaveLength(1);
  });

  it('holds for its campaign whatever becomes of the text, and whichever number a repeat gets', async () => {
    const { campaigns } = rig.stores;
    const { messageIds, campaignId } = rig.start([long, '+447700900102']);
    report([long], [textScope('of-before'), campaignScope(campaigns.get(campaignId)?.uid ?? '')]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:duplicate', 'sent']);
  });
});
