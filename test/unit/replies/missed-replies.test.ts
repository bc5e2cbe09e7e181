import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { erasePerson } from '../../../db/people/erase-person.ts';
import { limits } from '../../../domain/limits.ts';
import type { ChatMessage } from '../../../domain/messages/message-copy.ts';
import { receiveReply } from '../../../electron/do-not-contact/stop-proposals.ts';
import { MissedReplies } from '../../../electron/replies/missed-replies.ts';
import { wait } from '../../../electron/timeout.ts';
import { atOnce } from '../../support/at-once.ts';
import { silentChanges } from '../../support/changes.ts';
import { account, makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { startCampaign } from '../../support/temporary-database.ts';

const ada = '+447700900101';
const chatOf = (phone: string) => `${phone.slice(1)}@c.us`;
const minuteMs = 60_000;

let rig: Rig;
let missed: MissedReplies;
/** When the last message of each chat was written; null where the page cannot be asked. */
let chats: Map<string, number> | null;
let heard: number;
let asked: number[];
let canReadTicks: boolean;
/** Whether everything that was received is written down. */
let isWritten: boolean;
/** How long it takes to read a chat. */
let readMs: number;
/** The most messages that were received before others had their turn. */
let mostAtOnce: number;
beforeEach(() => {
  rig = makeRig();
  [chats, heard, asked, canReadTicks, isWritten, readMs, mostAtOnce] = [new Map(), 0, [], true, true, 0, 0];
  missed = listening();
});
afterEach(() => rig.close());

function listening(): MissedReplies {
  const { clock, stores, messenger, settings } = rig;
  let atOnceNow = 0;
  return new MissedReplies({
    db: stores.db,
    clock,
    log: silentLog,
    onHeard: () => {
      heard += 1;
    },
    messenger: {
      account: () => messenger.account(),
      isCaughtUp: () => messenger.isCaughtUp(),
      readChat: async (id, most, sinceMs) => {
        if (readMs > 0) await wait(clock, readMs);
        const lines = await messenger.readChat(id, most, sinceMs);
        return lines?.filter(({ atMs }) => atMs >= (sinceMs ?? 0)) ?? null;
      },
    },
    activeChats: async (sinceMs) => {
      asked.push(sinceMs);
      return chats === null ? null : [...chats].flatMap(([id, atMs]) => (atMs >= sinceMs ? id : []));
    },
    readTicks: async () => canReadTicks,
    isWritten: () => isWritten,
    idsOf: async (id) => [id],
    receive: (message) => {
      atOnceNow += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnceNow);
      setImmediate(() => {
        atOnceNow = 0;
      });
      receiveReply(
        { ...stores, clock, settings: () => settings, changes: silentChanges, nudge: () => undefined },
        message,
      );
    },
  });
}

/** Connects and reads what was missed. The connection before was lost `awayMs` ago. */
async function connect(awayMs = 0): Promise<void> {
  missed.end();
  await rig.clock.pass(awayMs);
  await begin();
}
/** The app ends as in a power cut, and starts again. */
async function startAgain(): Promise<void> {
  missed = listening();
  await begin();
}
async function begin(): Promise<void> {
  missed.begin();
  await expect.poll(() => missed.isHeard).toBe(true);
}
/** The people write while the app does not listen. */
function write(phone: string, text: string, change: Partial<ChatMessage> = {}): void {
  const atMs = rig.clock.nowMs();
  const line = { random: `${phone} ${text}`, fromMe: false, kind: 'text', text, ack: 0, atMs, ...change } as const;
  chats?.set(chatOf(phone), atMs);
  rig.messenger.chats.set(phone, [...(rig.messenger.chats.get(phone) ?? []), line]);
}
const stops = () => rig.stores.stops.proposals().map(({ phone, text }) => [phone, text]);
const replies = () => rig.stores.db.all(`SELECT text, written_at_ms AS atMs FROM reply ORDER BY id`);

describe('what people write while nobody listens', () => {
  it('is known once WhatsApp is ready again: a stop to decide on, and a reply with the time at which it was written', async () => {
    await connect();
    startCampaign(rig.stores, [ada], 'Hello', quickSchedule);
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    missed.end();
    await rig.clock.pass(60 * minuteMs);
    const atMs = rig.clock.nowMs();
    write(ada, 'Please STOP');
    await connect(8 * 60 * minuteMs);
    expect(stops()).toEqual([[ada, 'Please STOP']]);
    expect(replies()).toEqual([{ text: 'Please STOP', atMs }]);
  });

  it('is known of a sleep whose connection did not outlive it, which is noticed only afterwards', async () => {
    await connect();
    await rig.clock.pass(60 * minuteMs);
    rig.clock.sleepMs(60 * minuteMs);
    write(ada, 'stop');
    rig.clock.sleepMs(8 * 60 * minuteMs);
    await rig.clock.pass(minuteMs);
    await connect(minuteMs);
    expect(stops()).toEqual([[ada, 'stop']]);
  });

  it('is no reply to a message that was sent after it', async () => {
    await connect();
    write(ada, 'Who is this?');
    startCampaign(rig.stores, [ada], 'Hello', quickSchedule);
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    write(ada, 'Hello', { fromMe: true, random: rig.messenger.delivered[0]?.random ?? '' });
    await connect(minuteMs);
    expect(replies()).toEqual([]);
    write(ada, 'Thanks!');
    await connect(minuteMs);
    expect(replies()).toMatchObject([{ text: 'Thanks!' }]);
  });

  it('counts once, however often it is read', async () => {
    await connect();
    write(ada, 'stop');
    await connect(minuteMs);
    rig.stores.stops.answer(rig.stores.stops.proposals()[0]?.id ?? 0, 'dismissed', rig.clock.nowMs());
    await connect(minuteMs);
    expect(stops()).toEqual([]);
  });

  it('is what they wrote: no notes, nothing of ours, and nothing from before the account was linked here', async () => {
    write(ada, 'stop', { random: 'long ago' });
    await connect();
    expect(asked).toEqual([]);
    await rig.clock.pass(60 * minuteMs);
    write(ada, 'stop', { fromMe: true, random: 'ours' });
    write(ada, 'stop', { kind: 'other', random: 'a note' });
    write(ada, '', { random: 'empty' });
    await connect(minuteMs);
    expect(asked).toHaveLength(1);
    expect(stops()).toEqual([]);
    write(ada, 'stop', { random: 'theirs' });
    await connect(minuteMs);
    expect(stops()).toEqual([[ada, 'stop']]);
  });

  it('is waited for until WhatsApp has caught up', async () => {
    rig.messenger.isCaughtUp_ = false;
    missed.begin();
    await rig.clock.pass(minuteMs);
    expect([missed.isHeard, heard]).toEqual([false, 0]);
    rig.messenger.isCaughtUp_ = true;
    missed.begin();
    await expect.poll(() => heard).toBe(1);
    expect(missed.isHeard).toBe(true);
  });

  it('is not waited for where WhatsApp’s page does not say whether it has caught up', async () => {
    rig.messenger.isCaughtUp_ = null;
    await connect();
    expect(heard).toBe(1);
  });

  it('is read once for a connection, however often that is said to be ready, and nothing is left running behind it', async () => {
    await connect();
    missed.end();
    expect(rig.clock.armed).toBe(0);
    missed.begin();
    missed.begin();
    await expect.poll(() => heard).toBe(2);
    missed.begin();
    await rig.clock.pass(minuteMs);
    expect([heard, asked.length, rig.clock.armed]).toEqual([2, 1, 1]);
  });

  it('is known of each account, whichever was connected last', async () => {
    await connect();
    await rig.clock.pass(minuteMs);
    missed.end();
    rig.messenger.account_ = { ...account, phone: '+447700900119' };
    await startAgain();
    missed.end();
    rig.messenger.account_ = account;
    write(ada, 'stop');
    await startAgain();
    expect(stops()).toEqual([[ada, 'stop']]);
  });

  it('is known also where the clock was put back meanwhile', async () => {
    await connect();
    await rig.clock.pass(60 * minuteMs);
    missed.end();
    rig.clock.jumpMs(-50 * minuteMs);
    write(ada, 'stop');
    await connect(minuteMs);
    expect(stops()).toEqual([[ada, 'stop']]);
  });

  it('that cannot be read keeps nobody from being sent to, and is read by the next connection', async () => {
    await connect();
    const lostMs = rig.clock.nowMs();
    write(ada, 'stop');
    const shown = chats;
    chats = null;
    await connect(minuteMs);
    expect(stops()).toEqual([]);
    chats = shown;
    rig.messenger.scripts.set(ada, { copy: 'unknown' });
    await connect(60 * minuteMs);
    rig.messenger.scripts.clear();
    const { readChat } = rig.messenger;
    rig.messenger.readChat = async () => {
      throw new Error('the page is gone');
    };
    await connect(60 * minuteMs);
    rig.messenger.readChat = readChat;
    await connect(60 * minuteMs);
    expect(stops()).toEqual([[ada, 'stop']]);
    expect(new Set(asked)).toEqual(new Set([lostMs - limits.verifyMarginMs]));
  });

  it('that cannot be read at first is tried again while the connection stands, and others are sent to', async () => {
    await connect();
    await rig.clock.pass(60 * minuteMs);
    write(ada, 'stop');
    write('+447700900102', 'stop');
    rig.messenger.scripts.set(ada, { copy: 'unknown' });
    await connect(minuteMs);
    expect(stops()).toEqual([['+447700900102', 'stop']]);
    rig.messenger.scripts.clear();
    const shown = chats;
    chats = null;
    await rig.clock.pass(limits.missedAgainMs + minuteMs);
    expect(stops()).toHaveLength(2);
    await connect(minuteMs);
    chats = shown;
    write('+447700900103', 'stop');
    await rig.clock.pass(limits.missedAgainMs + minuteMs);
    expect(stops()).toHaveLength(3);
    expect(heard).toBe(5);
  });

  it('is read on where it takes long, while others are sent to', async () => {
    await connect();
    const phones = Array.from({ length: 20 }, (_, place) => `+4477009001${place + 10}`);
    for (const phone of phones) write(phone, 'stop');
    missed.end();
    missed = listening();
    readMs = minuteMs;
    missed.begin();
    await rig.clock.pass(limits.catchUpMaxMs - minuteMs);
    expect([missed.isHeard, heard]).toEqual([false, 1]);
    await rig.clock.pass(minuteMs);
    expect([missed.isHeard, heard]).toEqual([true, 2]);
    await rig.clock.pass(30 * minuteMs);
    // The messages come once more, and now the app looks for people who were answered on the phone meanwhile.
    expect([heard, stops().length]).toEqual([3, phones.length]);
    await connect(minuteMs);
    expect(asked.at(-1)).toBeGreaterThan(rig.clock.nowMs() - 2 * minuteMs - limits.verifyMarginMs);
  });

  it('is read also where the ticks cannot be, from the first connection on', async () => {
    canReadTicks = false;
    await connect();
    await rig.clock.pass(60 * minuteMs);
    write(ada, 'stop');
    await connect(60 * minuteMs);
    expect(stops()).toEqual([[ada, 'stop']]);
  });

  it('is read from shortly before a crash on, however long somebody had listened', async () => {
    await connect();
    await rig.clock.pass(8 * 60 * minuteMs);
    const crashedMs = rig.clock.nowMs();
    await startAgain();
    expect(asked.at(-1)).toBeGreaterThan(crashedMs - 2 * limits.verifyMarginMs - minuteMs);
  });

  it('is read no further while what was received waits to be written down: more than is kept would be dropped', async () => {
    await connect();
    await rig.clock.pass(60 * minuteMs);
    missed.end();
    for (const last of [1, 2, 3]) write(`+44770090011${last}`, 'stop');
    isWritten = false;
    missed.begin();
    await rig.clock.pass(minuteMs);
    expect([stops().length, missed.isHeard]).toEqual([1, false]);
    isWritten = true;
    await rig.clock.pass(minuteMs);
    expect([stops().length, missed.isHeard]).toEqual([3, true]);
  });

  it('is read again where it was not written down when the connection or the app ended', async () => {
    await connect();
    const lostMs = rig.clock.nowMs();
    write(ada, 'stop');
    isWritten = false;
    await connect(60 * minuteMs);
    await rig.clock.pass(60 * minuteMs);
    await connect(60 * minuteMs);
    expect(asked).toEqual([lostMs, lostMs].map((ms) => ms - limits.verifyMarginMs));
    isWritten = true;
    await connect(60 * minuteMs);
    expect(asked.at(-1)).toBeGreaterThan(lostMs);
  });

  it('is read again where more chats were written in than the page tells of', async () => {
    await connect();
    const lostMs = rig.clock.nowMs();
    for (let count = 0; count < limits.missedChatsRead; count += 1) chats?.set(`${count}@c.us`, lostMs);
    await connect(60 * minuteMs);
    await connect(60 * minuteMs);
    expect(asked).toEqual([lostMs, lostMs].map((ms) => ms - limits.verifyMarginMs));
  });

  it('is taken in a message at a time, however many somebody wrote: others have their turn', async () => {
    await connect();
    await rig.clock.pass(60 * minuteMs);
    const written = Array.from({ length: 150 }, (_, place) => `stop ${place}`);
    for (const text of written) write(ada, text);
    await connect(minuteMs);
    expect(stops()).toEqual([[ada, written.at(-1)]]);
    expect(mostAtOnce).toBe(1);
  });

  it('says nothing anew of somebody who was erased since', async () => {
    await connect();
    await rig.clock.pass(60 * minuteMs);
    write(ada, 'stop');
    await connect(minuteMs);
    expect(stops()).toEqual([[ada, 'stop']]);
    atOnce(erasePerson(rig.stores.db, ada, rig.clock.nowMs()));
    await connect(minuteMs);
    expect(stops()).toEqual([]);
  });

  it('is read of a connection that stands alone', async () => {
    await connect();
    write(ada, 'stop');
    missed.end();
    missed = listening();
    missed.begin();
    missed.end();
    await rig.clock.pass(minuteMs);
    expect([missed.isHeard, heard, stops()]).toEqual([false, 1, []]);
  });
});
