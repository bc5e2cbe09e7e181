import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';

const people = ['+447700900101', '+447700900102', '+447700900103', '+447700900104', '+447700900105'] as const;
const [one, two, three, four, five] = people;
const minuteMs = 60_000;
const chatId = '447700900101@c.us';
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

/** Adds the messages while the queue is paused, so that a test can act before the first is taken. */
function startHeld(phones: readonly string[], text?: string) {
  rig.dispatcher.pause('operator');
  const started = rig.start(phones, text);
  rig.told.messages.length = 0;
  return { ...started, first: started.messageIds[0] ?? 0 };
}
const isFinished = (campaignId: number) => rig.stores.campaigns.get(campaignId)?.state === 'finished';
const randomOf = (index: number) => rig.messenger.delivered[index]?.random ?? '';
const history = (id: number) => rig.stores.queries.message(id)?.history ?? [];

describe('that a message changed is told', () => {
  it('when it is claimed, and again when it is sent', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { first } = startHeld([one]);
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(rig.told.messages).toEqual([first]);
    rig.told.messages.length = 0;
    rig.messenger.acknowledge(randomOf(0), chatId, 1);
    await rig.clock.pass(10);
    // Once by the acknowledgement itself, once by the end of its send.
    expect(rig.told.messages).toEqual([first, first]);
  });

  it('when nobody acknowledged it', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { first } = startHeld([one]);
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    rig.told.messages.length = 0;
    await rig.clock.pass(minuteMs);
    expect(rig.told.messages).toEqual([first]);
  });

  it('when an acknowledgement comes late, and not when the same one is repeated', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { first } = startHeld([one]);
    rig.dispatcher.resume();
    await rig.clock.pass(2 * minuteMs);
    rig.told.messages.length = 0;
    for (const ack of [0, 2, 2, 1]) rig.messenger.acknowledge(randomOf(0), chatId, ack);
    await rig.clock.pass(10);
    expect(rig.told.messages).toEqual([first]);
  });

  it('when it is rejected late', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { first } = startHeld([one]);
    rig.dispatcher.resume();
    await rig.clock.pass(2 * minuteMs);
    rig.told.messages.length = 0;
    rig.messenger.acknowledge(randomOf(0), chatId, -1);
    await rig.clock.pass(10);
    expect(rig.told.messages).toEqual([first]);
  });

  it('of no message by what WhatsApp says of a test to oneself', async () => {
    rig.messenger.scripts.set(account.phone, { after: 'lost' });
    void rig.dispatcher.sendTest('Hello', null);
    await rig.clock.pass(1_000);
    rig.messenger.acknowledge(randomOf(0), account.id, -1);
    rig.messenger.acknowledge(randomOf(0), account.id, 2);
    await rig.clock.pass(10);
    expect(rig.told.messages).toEqual([]);
  });
});

describe('a message that ends its campaign is told with it', () => {
  /** Its end, and how often it is announced: when it is set aside, at its claim, by its acknowledgement, at its end. */
  const endings: [string, number, () => void][] = [
    ['not on WhatsApp', 2, () => void rig.messenger.scripts.set(one, { lookUp: { kind: 'absent' } })],
    ['on the do-not-contact list', 1, () => rig.stores.doNotContact.add(one, '', rig.clock.nowMs())],
    ['never handed over', 2, () => void rig.messenger.scripts.set(one, { before: 'throw' })],
    ['sent', 3, () => undefined],
  ];
  it.each(endings)('%s', async (_, times, prepare) => {
    const { campaignId, first } = startHeld([one]);
    rig.told.campaigns.length = 0;
    prepare();
    rig.dispatcher.resume();
    await rig.clock.pass(11 * minuteMs);
    expect(isFinished(campaignId)).toBe(true);
    expect(rig.told.campaigns).toEqual([campaignId]);
    expect(rig.told.messages).toEqual(Array(times).fill(first));
  });

  it('found at the claim to be a duplicate, by any id that WhatsApp resolved', async () => {
    const lid = '12345678901234@lid';
    for (const phone of [one, two]) {
      const own = `${phone.slice(1)}@c.us`;
      rig.messenger.scripts.set(phone, { lookUp: { kind: 'registered', chatId: own, ids: [own, lid] } });
    }
    const { campaignId, messageIds } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'failed:duplicate']);
    expect(rig.messenger.asked).toHaveLength(1);
    expect(rig.told.messages.at(-1)).toBe(messageIds[1]);
    expect(isFinished(campaignId)).toBe(true);
  });

  it('of which the ledger says that it left and the database could not be told', async () => {
    rig.stores.attempts.pass = () => {
      throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
    };
    const { first } = startHeld([one]);
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(rig.status(first)).toBe('failed:interrupted');
    // Once at the claim, once with the doubt.
    expect(rig.told.messages).toEqual([first, first]);
  });
});

it('a claim that is refused because the campaign stands still changes nothing and tells nothing', async () => {
  const { campaignId, first } = startHeld([one]);
  rig.messenger.readChat = async () => {
    rig.stores.campaigns.move(campaignId, 'running', 'paused', rig.clock.nowMs(), 'operator');
    return [];
  };
  rig.dispatcher.resume();
  await rig.clock.pass(1_000);
  expect(rig.status(first)).toBe('pending');
  expect(rig.told.messages).toEqual([]);
});

describe('the history of a message', () => {
  it.each(['absent', 'unknown'] as const)('says what the look into the chat found: %s', async (copy) => {
    rig.messenger.scripts.set(one, { copy });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(history(messageIds[0] ?? 0)).toContainEqual(expect.objectContaining({ what: 'looked', detail: copy }));
  });
});

describe('rows of doubtful messages', () => {
  it('begin anew with each one that is acknowledged', async () => {
    for (const phone of [one, three, four]) rig.messenger.scripts.set(phone, { after: 'lost' });
    const { messageIds } = rig.start([one, two, three, four, five]);
    await rig.clock.pass(10 * minuteMs);
    const doubt = 'failed:no_confirmation';
    expect(messageIds.map(rig.status)).toEqual([doubt, 'sent', doubt, doubt, 'sent']);
  });
});

describe('after the gate opened', () => {
  it('the acknowledgement ends the send, also where the call into the page never returns', async () => {
    rig.messenger.handOver = (outgoing) => {
      rig.messenger.reachGate(outgoing);
      return new Promise(() => undefined);
    };
    rig.start([one, two]);
    await rig.clock.pass(1_000);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual([one, two]);
  });

  it('an acknowledgement of 0 ends nothing and stops nothing', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.messenger.acknowledge(randomOf(0), chatId, 0);
    await rig.clock.pass(1_000);
    expect(rig.dispatcher.state.kind).toBe('sending');
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation']);
    expect(rig.dispatcher.state.kind).toBe('idle');
  });

  it('a gate that opened in the moment of giving up leaves a doubt where no acknowledgement comes', async () => {
    rig.messenger.handOver = async (outgoing) => {
      queueMicrotask(() => queueMicrotask(() => rig.messenger.reachGate(outgoing, { after: 'lost' })));
      return { kind: 'threw', why: 'the call ended first' };
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(2 * minuteMs);
    expect(rig.deliveries(one)).toBe(1);
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation']);
  });
});

describe('a test to oneself', () => {
  it('whose gate never opened is closed, and nothing is in flight any more', async () => {
    rig.messenger.scripts.set(account.phone, { before: 'throw' });
    const outcome = rig.dispatcher.sendTest('Hello', null);
    await rig.clock.pass(1_000);
    expect(await outcome).toBe('not_sent');
    expect(rig.dispatcher.isSending).toBe(false);
    const { outcome: written, closed_at_ms } = rig.stores.db.sqlite.prepare(`SELECT * FROM attempt`).get() as Record<
      string,
      unknown
    >;
    expect([written, closed_at_ms]).toEqual(['not_sent', rig.clock.nowMs() - 1_000]);
  });
});
