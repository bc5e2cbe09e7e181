import { beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import type { ChatMessage } from '../../../domain/messages/message-copy.ts';
import { savedFor } from '../../../electron/replies/commands.ts';
import { LookThrough } from '../../../electron/replies/look-through.ts';
import { Reminders } from '../../../electron/replies/reminders.ts';
import { readTalk } from '../../../electron/replies/talk.ts';
import { atOnce } from '../../support/at-once.ts';
import { silentChanges } from '../../support/changes.ts';
import { makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';

const [one, two] = ['+447700900101', '+447700900102'] as const;
const chatOf = (phone: string) => `${phone.slice(1)}@c.us`;
let rig: Rig;
let ids: readonly number[];
let told = 0;
const parts = () => ({
  conversations: rig.stores.conversations,
  answers: rig.stores.answers,
  replies: rig.stores.replies,
  people: rig.stores.people,
  readChat: (chatId: string, most: number) => rig.messenger.readChat(chatId, most, null),
  inFlight: () => [rig.dispatcher.inFlight ?? ''],
  clock: rig.clock,
  changes: {
    ...silentChanges,
    replies: () => {
      told += 1;
    },
  },
});

beforeEach(async () => {
  rig = makeRig();
  told = 0;
  ids = rig.start([one, two]).messageIds;
  await rig.clock.pass(20_000);
  return () => rig.close();
});

const line = (random: string, fromMe: boolean, change: Partial<ChatMessage> = {}): ChatMessage => ({
  random,
  fromMe,
  kind: 'text',
  text: random,
  ack: fromMe ? 1 : 0,
  atMs: 0,
  ...change,
});
function hear(phone: string, random: string): ChatMessage {
  rig.stores.replies.add({ ids: [chatOf(phone)], text: random, waKey: random, atMs: rig.clock.nowMs() });
  return line(random, false);
}
const waits = () =>
  atOnce(
    rig.stores.conversations.list({ campaignId: null, account: null, search: '', group: 'waiting', order: 'longest' }),
  ).length;
const campaigns = () => rig.messenger.delivered[0]?.random ?? '';

describe('what was answered on the phone', () => {
  const cases: readonly [string, (theirs: ChatMessage) => ChatMessage[], number][] = [
    ['their last word stands open', (theirs) => [line(campaigns(), true), theirs], 1],
    ['a word of ours behind it answers', (theirs) => [theirs, line('by hand', true)], 0],
    ['what a campaign sent is no answer', (theirs) => [theirs, line(campaigns(), true)], 1],
    ['what WhatsApp has not taken answers nobody', (theirs) => [theirs, line('by hand', true, { ack: 0 })], 1],
    ['they wrote again', (theirs) => [line('before', false), line('by hand', true), theirs], 1],
    ['a chat that lacks their newest word says nothing', () => [line('older', false), line('by hand', true)], 1],
  ];
  it.each(cases)('%s', async (_, lines, left) => {
    const theirs = hear(one, 'theirs');
    rig.messenger.chats.set(one, lines(theirs));
    const look = new LookThrough({ ...parts(), log: silentLog, isLinked: () => true, isOpen: () => true });
    look.begin();
    look.begin();
    await rig.clock.pass(10_000);
    expect(waits()).toBe(left);
    expect(told).toBe(1 - left);
  });

  it('answers also where the clock was put back since they wrote', async () => {
    for (const [place, phone] of [one, two].entries()) rig.messenger.chats.set(phone, [hear(phone, `theirs ${place}`)]);
    rig.clock.jumpMs(-3_600_000);
    rig.stores.conversations.answered([chatOf(one)], 'by hand', rig.clock.nowMs());
    expect(waits()).toBe(1);
    rig.messenger.chats.set(two, [...(rig.messenger.chats.get(two) ?? []), line('by hand too', true)]);
    await readTalk(parts(), ids[1] ?? 0);
    expect(waits()).toBe(0);
  });

  it('is looked for no longer once the app has ended', async () => {
    const failures: unknown[] = [];
    const log = { ...silentLog, error: (_: string, error: unknown) => void failures.push(error) };
    hear(one, 'theirs');
    let isOpen = true;
    const { answers } = parts();
    const ended = {
      correspondent: (id: number) => {
        if (!isOpen) throw new Error('the database is closed');
        return answers.correspondent(id);
      },
    };
    new LookThrough({
      ...parts(),
      answers: Object.assign(Object.create(answers), ended),
      log,
      isLinked: () => true,
      isOpen: () => isOpen,
    }).begin();
    isOpen = false;
    await rig.clock.pass(10_000);
    expect(failures).toEqual([]);
  });

  it('is not looked for without a link, and a chat that cannot be read changes nothing', async () => {
    hear(one, 'theirs');
    rig.messenger.chats.set(one, null);
    for (const isLinked of [true, false]) {
      new LookThrough({ ...parts(), log: silentLog, isLinked: () => isLinked, isOpen: () => true }).begin();
      await rig.clock.pass(10_000);
    }
    expect(waits()).toBe(1);
  });
});

describe('a chat that is opened', () => {
  it('has WhatsApp’s lines, says who wrote each, and names the last one that is read', async () => {
    const theirs = hear(one, 'theirs');
    rig.messenger.chats.set(one, [
      line(campaigns(), true),
      theirs,
      line('by hand', true),
      line('', false, { kind: 'voice', text: '' }),
      line('last', false, { kind: 'place', text: '' }),
    ]);
    const talk = await readTalk(parts(), ids[0] ?? 0);
    expect(talk).toMatchObject({ isRead: true, seen: 'last', isStopped: false, unsent: null });
    expect(talk?.lines.map(({ kind, campaign, answer }) => [kind, campaign !== null, answer])).toEqual([
      ['text', true, null],
      ['text', false, null],
      ['text', false, null],
      ['voice', false, null],
      ['place', false, null],
    ]);
    expect(new Set(talk?.lines.map(({ key }) => key)).size).toBe(5);
  });

  it('names its person and their tags, once their list was taken in', async () => {
    hear(one, 'theirs');
    expect((await readTalk(parts(), ids[0] ?? 0))?.person).toBeNull();
    const { knownPeople, tags } = rig.stores;
    for (const listId of knownPeople.missing()) for (const _ of knownPeople.take(listId));
    const person = (await readTalk(parts(), ids[0] ?? 0))?.person;
    tags.give(tags.named('volunteer'), [person?.id ?? 0]);
    expect((await readTalk(parts(), ids[0] ?? 0))?.person).toEqual({ id: person?.id, tags: ['volunteer'] });
  });

  it('shows what is kept where WhatsApp cannot be asked, when nothing is known to be read, or answers with an empty chat', async () => {
    hear(one, 'theirs');
    rig.messenger.chats.set(one, null);
    const talk = await readTalk(parts(), ids[0] ?? 0);
    expect(talk).toMatchObject({ isRead: false, seen: null });
    expect(talk?.lines.map(({ text }) => text)).toEqual(['theirs']);
    // In a chat that was cleared, nothing is newer than what it shows.
    rig.messenger.chats.set(one, []);
    expect(await readTalk(parts(), ids[0] ?? 0)).toMatchObject({
      isRead: true,
      seen: null,
      lines: [{ text: 'theirs' }],
    });
    expect(await readTalk(parts(), 999)).toBeNull();
  });
});

describe('who is put off', () => {
  const reminders = () => new Reminders({ ...parts(), timeZone: () => 'Europe/London', log: silentLog });

  it('comes back at nine the next day by this computer’s clock, counted again, and told', async () => {
    hear(one, 'theirs');
    const remind = reminders();
    const atMs = remind.tomorrowMs();
    expect(new Date(atMs).getHours() + new Date(atMs).getTimezoneOffset() / 60).toBe(9);
    expect(atMs - rig.clock.nowMs()).toBeGreaterThan(0);
    expect(atMs - rig.clock.nowMs()).toBeLessThan(limits.remindAtMostMs);
    expect(rig.stores.conversations.setLater(ids[0] ?? 0, atMs)).toBe(true);
    remind.arm();
    expect([waits(), rig.stores.conversations.waiting()]).toEqual([0, 0]);
    await rig.clock.pass(atMs - rig.clock.nowMs() + limits.clockCheckMs);
    expect([waits(), rig.stores.conversations.waiting(), told]).toEqual([1, 1, 1]);
    remind.stop();
  });

  it('comes back a minute later where another program writes to the data then', async () => {
    hear(one, 'theirs');
    const remind = reminders();
    const atMs = remind.tomorrowMs();
    rig.stores.conversations.setLater(ids[0] ?? 0, atMs);
    remind.arm();
    const { remind: write } = rig.stores.conversations;
    rig.stores.conversations.remind = () => {
      throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    };
    await rig.clock.pass(atMs - rig.clock.nowMs() + limits.clockCheckMs);
    rig.stores.conversations.remind = write;
    expect(waits()).toBe(0);
    await rig.clock.pass(limits.clockCheckMs);
    expect(waits()).toBe(1);
    remind.stop();
  });

  it('comes back also where the disk cannot be read for a while', async () => {
    hear(one, 'theirs');
    const { conversations } = rig.stores;
    const remind = reminders();
    const atMs = remind.tomorrowMs();
    conversations.setLater(ids[0] ?? 0, atMs);
    const { nextReminderMs: read } = conversations;
    conversations.nextReminderMs = () => {
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_READ' });
    };
    remind.arm();
    conversations.nextReminderMs = read;
    await rig.clock.pass(atMs - rig.clock.nowMs() + limits.clockCheckMs);
    expect(waits()).toBe(1);
    remind.stop();
  });

  it('comes back at once when they write, and where the clock was put back by days', () => {
    hear(one, 'theirs');
    hear(two, 'theirs too');
    const { conversations } = rig.stores;
    const remind = reminders();
    for (const id of ids) conversations.setLater(id, remind.tomorrowMs());
    hear(one, 'theirs again');
    expect(waits()).toBe(1);
    rig.clock.jumpMs(-3 * 24 * 3_600_000);
    remind.arm();
    expect(waits()).toBe(2);
    expect(conversations.setLater(999, 1)).toBe(false);
    remind.stop();
  });
});

it('fills a kept answer with the first name, and leaves a placeholder that nothing fills', () => {
  const { savedAnswers } = rig.stores;
  savedAnswers.add('Parking', 'Hi {{first name}}, behind the library. {{code}}', 1);
  const texts = (name: string) => savedFor(savedAnswers, name).map(({ text }) => text);
  expect(texts('NAIR, PRIYA')).toEqual(['Hi Priya, behind the library. {{code}}']);
  expect(texts('')).toEqual(['Hi {{first name}}, behind the library. {{code}}']);
});
