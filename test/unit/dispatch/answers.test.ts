import { cpSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backUp } from '../../../db/open.ts';
import { erasePeople } from '../../../db/people/erase.ts';
import { erasePerson } from '../../../db/people/erase-person.ts';
import { limits } from '../../../domain/limits.ts';
import type { ChatMessage } from '../../../domain/messages/message-copy.ts';
import { idAliases } from '../../../domain/people/alias.ts';
import { everybody } from '../../../domain/people/person-filter.ts';
import { sendAnswer } from '../../../electron/replies/answer.ts';
import { atOnce } from '../../support/at-once.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { knowPeople } from '../../support/make-ready.ts';

const [one, two] = ['+447700900101', '+447700900102'] as const;
const chatOne = '447700900101@c.us';
let rig: Rig;
let messageId: number;
let presses = 0;

beforeEach(async () => {
  rig = makeRig();
  [messageId = 0] = rig.start([one, two]).messageIds;
  await rig.clock.pass(20_000);
  reply('When?');
});
afterEach(() => rig.close());

const inChat = (random: string, change: Partial<ChatMessage> = {}): ChatMessage => ({
  ...{ random, fromMe: false, kind: 'text', text: 'When?', ack: 0, atMs: 0 },
  ...change,
});
let replies = 0;
/** They write: the chat shows it and the app keeps it. Returns the random part of its id. */
function reply(text: string): string {
  replies += 1;
  const random = `theirs-${replies}`;
  rig.stores.replies.add({ ids: [chatOne], text, waKey: random, atMs: rig.clock.nowMs() });
  rig.messenger.chats.set(one, [...(rig.messenger.chats.get(one) ?? []), inChat(random, { text })]);
  return random;
}
const lastSeen = () => rig.messenger.chats.get(one)?.at(-1)?.random ?? null;
type Pressed = { text?: string; press?: string; seen?: string | null; isRepeat?: boolean; isAllTheSame?: boolean };
function press(pressed: Pressed = {}) {
  presses += 1;
  return sendAnswer(
    {
      answers: rig.stores.answers,
      ready: () => [rig.messenger.account()].filter((one) => one !== null),
      mayAnswer: () => rig.dispatcher.mayAnswer,
      takeAnswer: (order) => rig.dispatcher.answer(order),
      newToken: () => `answer-${presses}`.padEnd(40, '-'),
      clock: rig.clock,
      changes: { replies: () => undefined },
    },
    {
      id: messageId,
      text: 'At eleven.',
      press: `press-${presses}`.padEnd(36, '-'),
      seen: lastSeen(),
      isRepeat: false,
      isAllTheSame: false,
      ...pressed,
    },
  );
}
/** What happens while the page asks the gate. */
const during = (act: () => unknown) => ({
  ask: () => {
    act();
    return {};
  },
});
const taken = { ok: true, value: { asks: null } };
const asks = (question: string) => ({ ok: true, value: { asks: question } });
const states = () =>
  rig.stores.answers.of(messageId, [rig.dispatcher.inFlight ?? '']).map(({ state, why }) => why ?? state);
const answered = () => rig.messenger.delivered.filter(({ text }) => text === 'At eleven.').length;
const waits = () => rig.stores.conversations.waiting();

describe('an answer', () => {
  it('goes through the gate to who wrote, holds no fence, has its ledger line, and settles the conversation', async () => {
    const fences = () => rig.stores.db.count(`SELECT count(*) FROM fence`);
    const before = fences();
    expect(waits()).toBe(1);
    expect(press()).toEqual(taken);
    expect(states()).toEqual(['waiting']);
    await rig.clock.pass(10_000);
    expect(rig.messenger.delivered.at(-1)).toMatchObject({ phone: one, text: 'At eleven.' });
    expect(states()).toEqual(['sent']);
    expect(fences()).toBe(before);
    expect([...rig.ledger.lines()]).toHaveLength(3);
    expect(waits()).toBe(0);
  });

  it('goes once, however often one press is told, and while it is on its way no other goes to that chat', async () => {
    const told = { press: 'one press'.padEnd(36, '-') };
    rig.messenger.scripts.set(one, { before: 'hang' });
    expect(press(told)).toEqual(taken);
    expect(press(told)).toEqual(taken);
    expect(press({ text: 'Another' })).toEqual(asks('one_on_its_way'));
    await rig.clock.pass(limits.answerWaitMs);
    rig.messenger.scripts.clear();
    expect(states()).toEqual(['too_late']);
    expect(press(told)).toEqual(taken);
    await rig.clock.pass(10_000);
    expect(states()).toEqual(['too_late']);
  });

  it('waits as long as WhatsApp catches up, and is not handed over before', async () => {
    rig.messenger.isCaughtUp_ = false;
    expect(press()).toEqual(taken);
    const asked = rig.messenger.asked.length;
    await rig.clock.pass(30_000);
    expect([states(), rig.messenger.asked.length - asked]).toEqual([['waiting'], 0]);
    rig.messenger.isCaughtUp_ = true;
    rig.dispatcher.nudge();
    await rig.clock.pass(10_000);
    expect([states(), answered()]).toEqual([['sent'], 1]);
  });

  it('with the same words within a minute is asked about, and then goes', async () => {
    press();
    await rig.clock.pass(10_000);
    expect(press()).toEqual(asks('same_words'));
    expect(press({ text: ' At eleven. ' })).toEqual(asks('same_words'));
    expect(press({ isRepeat: true })).toEqual(taken);
    await rig.clock.pass(limits.answerSameWordsMs + 10_000);
    expect(answered()).toBe(2);
    expect(press()).toEqual(taken);
    await rig.clock.pass(10_000);
    expect(answered()).toBe(3);
  });

  it('stands with what went to its person, once it may have reached them', async () => {
    knowPeople(rig.stores.knownPeople);
    const { people } = rig.stores.people.page(everybody, null, rig.clock.nowMs());
    const person = people.find(({ phone }) => phone === one);
    const answers = () => rig.stores.people.detail(person?.id ?? 0)?.sent.map((sent) => sent.answers);
    press();
    expect(answers()).toEqual([[]]);
    await rig.clock.pass(10_000);
    expect(answers()).toMatchObject([[{ text: 'At eleven.', isConfirmed: true }]]);
    rig.messenger.scripts.set(one, { after: 'lost' });
    press({ text: 'Bring a coat.' });
    await rig.clock.pass(120_000);
    expect(answers()).toMatchObject([[{ text: 'Bring a coat.', isConfirmed: false }, { isConfirmed: true }]]);
  });

  it('does not leave while a placeholder stands in it, as in a saved answer where their name is not known', async () => {
    expect(press({ text: 'At eleven, {{first name}}.' })).toEqual(asks('placeholder'));
    expect(press({ text: 'At eleven, {{first name}}.', isRepeat: true })).toEqual(asks('placeholder'));
    await rig.clock.pass(10_000);
    expect(states()).toEqual([]);
    expect(press()).toEqual(taken);
  });

  it('is not sent where they wrote more than its writer had read, before or while it was at the gate', async () => {
    const seen = lastSeen();
    reply('Or rather, where?');
    expect(press({ seen })).toEqual(taken);
    await rig.clock.pass(10_000);
    expect(states()).toEqual(['newer_words']);
    rig.messenger.scripts.set(
      one,
      during(() => reply('Hello?')),
    );
    expect(press()).toEqual(taken);
    await rig.clock.pass(10_000);
    expect(states()).toEqual(['newer_words', 'newer_words']);
    expect(answered()).toBe(0);
  });

  it('is not sent into a chat that cannot be read, nor on a page that does not stand, and never later', async () => {
    for (const spoil of [
      () => rig.messenger.chats.set(one, null),
      () => {
        rig.messenger.standing_ = () => ({ kind: 'not_yet' });
      },
    ]) {
      const shown = rig.messenger.chats.get(one) ?? [];
      const seen = lastSeen();
      spoil();
      expect(press({ seen })).toEqual(taken);
      await rig.clock.pass(limits.answerWaitMs + 1);
      expect(states().at(-1)).toBe('too_late');
      rig.messenger.chats.set(one, shown);
      rig.messenger.standing_ = null;
      await rig.clock.pass(10 * limits.answerWaitMs);
      expect(answered()).toBe(0);
    }
  });

  it('whose call hangs before the gate is closed after two minutes, and a late call is refused', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    press();
    await rig.clock.pass(limits.answerWaitMs + 1);
    expect(states()).toEqual(['too_late']);
    const late = { token: `answer-${presses}`.padEnd(40, '-'), chatId: chatOne, text: 'At eleven.', attachment: null };
    expect(rig.messenger.reachGate(late)).toMatchObject({ kind: 'threw' });
    expect(answered()).toBe(0);
  });

  it('without an acknowledgement is not confirmed, answers nobody, and heals by WhatsApp’s own record', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    press();
    await rig.clock.pass(90_000);
    expect(states()).toEqual(['not_confirmed']);
    expect(waits()).toBe(1);
    const { random = '' } = rig.messenger.delivered.at(-1) ?? {};
    rig.ackReceipt.receive({ random, remote: chatOne, fromMe: true, ack: 1 });
    expect(states()).toEqual(['sent']);
    expect(waits()).toBe(0);
  });

  it('does not answer what they wrote after it had left, however late its acknowledgement comes', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    press();
    await rig.clock.pass(10_000);
    reply('And where?');
    const { random = '' } = rig.messenger.delivered.at(-1) ?? {};
    rig.ackReceipt.receive({ random, remote: chatOne, fromMe: true, ack: 1 });
    expect([states(), waits()]).toEqual([['sent'], 1]);
  });

  it('answers them once: whom the operator leaves waiting after it waits on when it is read', async () => {
    press();
    await rig.clock.pass(10_000);
    expect(rig.stores.conversations.setDone({ id: messageId, isDone: false, lastAtMs: 0 }, rig.clock.nowMs())).toBe(
      true,
    );
    const { random = '' } = rig.messenger.delivered.at(-1) ?? {};
    rig.ackReceipt.receive({ random, remote: chatOne, fromMe: true, ack: 3 });
    expect(waits()).toBe(1);
  });

  it('answers them also where the clock was put back since they wrote', async () => {
    rig.clock.jumpMs(-3_600_000);
    press();
    await rig.clock.pass(10_000);
    expect([states(), waits()]).toEqual([['sent'], 0]);
  });

  it('answers nobody while WhatsApp shows it before its gate, nor where that stays shut', async () => {
    rig.messenger.scripts.set(
      one,
      during(() => {
        rig.stores.conversations.answered([chatOne], 'before its gate', rig.clock.nowMs());
        rig.stores.alarms.raise('bypass', {}, rig.clock.nowMs());
      }),
    );
    press();
    await rig.clock.pass(10_000);
    expect([states(), waits()]).toEqual([['refused'], 1]);
  });

  it('waits out the gap after the last message, which is said', async () => {
    press();
    await rig.clock.pass(10);
    press({ text: 'And then?' });
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'gap' });
    await rig.clock.pass(limits.answerGapMaxMs + 1_000);
    expect(states()).toEqual(['sent', 'sent']);
  });

  it('waits out that gap, and no longer, while the operator has paused or pauses meanwhile', async () => {
    rig.dispatcher.pause('operator');
    press();
    await rig.clock.pass(10);
    press({ text: 'And then?' });
    await rig.clock.pass(limits.answerGapMaxMs + 1_000);
    expect(states()).toEqual(['sent', 'sent']);
    rig.dispatcher.resume();
    press({ text: 'And where?' });
    await rig.clock.pass(10);
    press({ text: 'And how?' });
    await rig.clock.pass(10);
    rig.dispatcher.pause('operator');
    await rig.clock.pass(limits.answerGapMaxMs + 1_000);
    expect(states()).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  it('that waits for its page goes also where the operator lets sending go on meanwhile', async () => {
    rig.dispatcher.pause('operator');
    rig.messenger.standing_ = () => ({ kind: 'not_yet' });
    press();
    await rig.clock.pass(limits.answerGapMaxMs);
    rig.dispatcher.resume();
    rig.messenger.standing_ = null;
    await rig.clock.pass(limits.catchUpPollMs + limits.answerGapMaxMs);
    expect([states(), answered()]).toEqual([['sent'], 1]);
  });

  it('that waits while an error left a message open keeps neither from going on', async () => {
    const { messages } = rig.stores;
    const giveUp = messages.giveUp.bind(messages);
    messages.giveUp = () => {
      messages.giveUp = giveUp;
      throw Object.assign(new Error('no space'), { code: 'SQLITE_FULL' });
    };
    rig.messenger.scripts.set('+447700900103', { before: 'hang' });
    const { messageIds } = rig.start(['+447700900103', '+447700900104'], 'Second');
    await rig.clock.pass(limits.answerGapMaxMs);
    press();
    await rig.clock.pass(limits.gateReachTextMs);
    expect([states(), rig.dispatcher.state.kind, messageIds.map(rig.status)]).toEqual([
      ...[['waiting'], 'paused'],
      ['sending', 'pending'],
    ]);
    rig.dispatcher.resume();
    await rig.clock.pass(30_000);
    expect([states(), messageIds.map(rig.status)]).toEqual([['sent'], ['failed:not_handed_over', 'sent']]);
  });

  it('of another account than is linked by its turn does not go', async () => {
    press();
    await rig.clock.pass(10);
    press({ text: 'And then?' });
    rig.messenger.account_ = { id: '447700900777@c.us', phone: '+447700900777', name: '' };
    await rig.clock.pass(limits.answerGapMaxMs + 1_000);
    expect(states()).toEqual(['sent', 'other_account']);
  });

  it('waits while the data is checked', async () => {
    rig.isCheckingData = true;
    press();
    await rig.clock.pass(10_000);
    expect([states(), answered()]).toEqual([['waiting'], 0]);
    rig.isCheckingData = false;
    rig.dispatcher.nudge();
    await rig.clock.pass(10_000);
    expect(states()).toEqual(['sent']);
  });

  it.each([
    ['which shows nothing new', () => undefined],
    ['which shows newer words', () => reply('And where?')],
  ])('never goes where the app ends while its chat is read, %s', async (_, meanwhile) => {
    const readChat = rig.messenger.readChat.bind(rig.messenger);
    const seen = lastSeen();
    rig.messenger.readChat = async (...of) => {
      meanwhile();
      void rig.dispatcher.stop();
      return readChat(...of);
    };
    press({ seen });
    await rig.clock.pass(2 * limits.answerWaitMs);
    expect([states(), answered()]).toEqual([['stopped'], 0]);
  });

  it('that waits when the app ends is closed at the next start where that could not be written', async () => {
    rig.isCheckingData = true;
    press();
    rig.stores.attempts.close = () => {
      throw Object.assign(new Error('no space'), { code: 'SQLITE_FULL' });
    };
    await rig.dispatcher.stop();
    expect(states()).toEqual(['waiting']);
    rig.crash();
    expect([states(), answered()]).toEqual([['not_sent'], 0]);
  });

  it('that the page puts off until its time is over does not go; an acknowledgement of it is an alarm', async () => {
    rig.messenger.scripts.set(one, { ask: { isCaughtUp: false } });
    press();
    await rig.clock.pass(2 * limits.answerWaitMs);
    expect([states(), answered()]).toEqual([['too_late'], 0]);
    const { random = '' } = rig.messenger.asked.at(-1)?.ask.key ?? {};
    rig.ackReceipt.receive({ random, remote: chatOne, fromMe: true, ack: -1 });
    expect([states(), rig.stores.alarms.open()]).toEqual([['too_late'], []]);
    rig.ackReceipt.receive({ random, remote: chatOne, fromMe: true, ack: 1 });
    expect(rig.stores.alarms.open()).toMatchObject([{ kind: 'contradiction' }]);
  });

  it('to somebody who asks to stop while it is at the gate does not go', async () => {
    const stop = { ids: [chatOne], text: 'STOP', stopWord: 'stop', waKey: null, atMs: rig.clock.nowMs() };
    rig.messenger.scripts.set(
      one,
      during(() => rig.stores.stops.add(stop)),
    );
    press();
    await rig.clock.pass(10_000);
    expect([states(), answered()]).toEqual([['do_not_contact'], 0]);
  });

  it('to somebody who shows at the gate as one who asked to stop under an id without a number does not go', async () => {
    const stop = { ids: ['99@lid'], text: 'STOP', stopWord: 'stop', waKey: null, atMs: rig.clock.nowMs() };
    rig.stores.stops.add(stop);
    const [asked] = rig.stores.stops.proposals();
    rig.stores.stops.answer(asked?.id ?? 0, 'added', rig.clock.nowMs());
    rig.messenger.scripts.set(one, { ask: { ids: [chatOne, '99@lid'] } });
    press();
    await rig.clock.pass(10_000);
    expect([states(), answered()]).toEqual([['do_not_contact'], 0]);
  });

  it('to somebody on do not contact whom the gate names by an id without a number alone does not go', async () => {
    const [three, ids] = ['+447700900103', ['447700900103@c.us', '99@lid']] as const;
    const lookUp = { kind: 'registered', chatId: ids[0], ids } as const;
    rig.messenger.scripts.set(three, { lookUp });
    [messageId = 0] = rig.start([three], 'Another text').messageIds;
    await rig.clock.pass(20_000);
    rig.stores.replies.add({ ids: [ids[0]], text: 'When?', waKey: 'theirs', atMs: rig.clock.nowMs() });
    const { ask } = during(() => rig.stores.doNotContact.add(three, '', 0));
    rig.messenger.scripts.set(three, { lookUp, ask: () => ({ ...ask(), ids: ['99@lid'] }) });
    expect(press({ seen: null })).toEqual(taken);
    await rig.clock.pass(10_000);
    expect([states(), answered()]).toEqual([['do_not_contact'], 0]);
  });

  it('goes where only an answer of its own stands below the words that its writer has read', async () => {
    const seen = lastSeen();
    press({ seen });
    await rig.clock.pass(10_000);
    const random = rig.messenger.asked.at(-1)?.ask.key.random ?? '';
    const shown = inChat(random, { fromMe: true, text: 'At eleven.' });
    rig.messenger.chats.set(one, [...(rig.messenger.chats.get(one) ?? []), shown]);
    press({ seen, text: 'Bring a coat.' });
    await rig.clock.pass(10_000);
    expect(states()).toEqual(['sent', 'sent']);
  });

  it('whose person is erased with their list by then does not go', async () => {
    const erase = () => atOnce(erasePeople(rig.stores.db, Number.MAX_SAFE_INTEGER, rig.clock.nowMs()));
    rig.messenger.scripts.set(one, during(erase));
    press();
    await rig.clock.pass(10_000);
    expect([states(), answered(), rig.dispatcher.state.kind]).toEqual([[], 0, 'idle']);
  });

  it('goes before the campaign’s next message, and while the operator has paused', async () => {
    rig.dispatcher.pause('operator');
    rig.start(['+447700900103'], 'Another text');
    expect(press()).toEqual(taken);
    await rig.clock.pass(10_000);
    expect(states()).toEqual(['sent']);
    await rig.clock.pass(120_000);
    expect(press({ text: 'And then?' })).toEqual(taken);
    rig.dispatcher.resume();
    await rig.clock.pass(120_000);
    expect(rig.messenger.delivered.slice(2).map(({ text }) => text)).toEqual([
      'At eleven.',
      'And then?',
      'Another text',
    ]);
  });

  it('is refused under an alarm, a restriction and any other pause than the operator’s', async () => {
    rig.dispatcher.pause('rejected');
    expect(press()).toMatchObject({ ok: false, failure: { code: 'not_allowed_now' } });
    rig.dispatcher.resume();
    expect(press()).toEqual(taken);
    rig.messenger.restriction_ = { kind: 'timelock', untilMs: null };
    await rig.clock.pass(10_000);
    expect(states()).toEqual(['restricted']);
    expect(press()).toMatchObject({ ok: false, failure: { code: 'not_allowed_now' } });
    rig.messenger.restriction_ = null;
    rig.dispatcher.resume();
    rig.stores.alarms.raise('bypass', {}, rig.clock.nowMs());
    expect(press()).toMatchObject({ ok: false, failure: { code: 'not_allowed_now' } });
  });

  it('that an alarm overtakes does not leave', async () => {
    rig.messenger.scripts.set(
      one,
      during(() => rig.stores.alarms.raise('bypass', {}, rig.clock.nowMs())),
    );
    press();
    await rig.clock.pass(10_000);
    expect(states()).toEqual(['refused']);
    expect(answered()).toBe(0);
  });

  it('to somebody on do not contact is asked about; whoever gets there meanwhile gets nothing', async () => {
    rig.messenger.scripts.set(
      one,
      during(() => rig.stores.doNotContact.add(one, '', 0)),
    );
    press();
    await rig.clock.pass(10_000);
    expect(states()).toEqual(['do_not_contact']);
    expect(press()).toEqual(asks('do_not_contact'));
    expect(press({ isAllTheSame: true })).toEqual(taken);
    await rig.clock.pass(10_000);
    expect(answered()).toBe(1);
  });

  it('is bound to its account and to its person', async () => {
    rig.messenger.scripts.set(one, { ask: { ids: ['447700900199@c.us'] } });
    press();
    await rig.clock.pass(10_000);
    expect(states()).toEqual(['refused']);
    const other = { id: '447700900777@c.us', phone: '+447700900777', name: '' };
    rig.messenger.scripts.set(one, {});
    press();
    rig.messenger.account_ = other;
    await rig.clock.pass(10_000);
    expect(states().at(-1)).toBe('other_account');
    expect(press()).toMatchObject({ ok: false, failure: { code: 'other_account' } });
    expect(answered()).toBe(0);
  });

  it('that waited when the app ended never goes; one that had passed is not confirmed', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    press();
    await rig.clock.pass(10_000);
    rig.crash();
    expect(states()).toEqual(['not_sent']);
    rig.messenger.scripts.set(one, { after: 'lost' });
    press();
    await rig.clock.pass(10_000);
    rig.crash();
    expect(states()).toEqual(['not_sent', 'not_confirmed']);
    rig.dispatcher.nudge();
    await rig.clock.pass(10 * limits.answerWaitMs);
    expect(answered()).toBe(1);
    expect(rig.stores.queue.nextReconcileAtMs('+447700900118')).not.toBeNull();
  });

  it('that the ledger knows and a database from before does not is not confirmed, and nothing goes again', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    press();
    await rig.clock.pass(10_000);
    const backup = backUp(rig.stores.db.sqlite, `${rig.folder}/backups`, 'test', rig.clock.nowMs());
    const order = { token: `answer-${presses}`.padEnd(40, '-'), chatId: chatOne, text: 'At eleven.', attachment: null };
    expect(rig.messenger.reachGate(order, { after: 'lost' })).toEqual({ kind: 'returned' });
    await rig.clock.pass(1_000);
    rig.crash(() => putBack(backup));
    expect(states()).toEqual(['not_confirmed']);
    rig.dispatcher.resume();
    await rig.clock.pass(10 * limits.answerWaitMs);
    expect(answered()).toBe(1);
  });

  it('of which a database from before knows nothing is a line of the ledger that is asked about', async () => {
    const backup = backUp(rig.stores.db.sqlite, `${rig.folder}/backups`, 'test', rig.clock.nowMs());
    press();
    await rig.clock.pass(10_000);
    rig.crash(() => putBack(backup));
    expect(rig.recovery.hold).toMatchObject({ reason: 'ledger_ahead', count: 1 });
    expect(states()).toEqual([]);
    await rig.clock.pass(10 * limits.answerWaitMs);
    expect(answered()).toBe(1);
  });

  it('that the ledger has and the database could not be told of is not confirmed', async () => {
    rig.stores.attempts.pass = () => {
      throw new Error('the disk');
    };
    press();
    await rig.clock.pass(90_000);
    expect(states()).toEqual(['not_confirmed']);
    expect(answered()).toBe(0);
  });

  it('is handed over once, also where the end of it cannot be written', async () => {
    rig.messenger.scripts.set(one, { before: 'throw' });
    const { close } = rig.stores.attempts;
    rig.stores.attempts.close = () => {
      rig.stores.attempts.close = close;
      throw Object.assign(new Error('no space'), { code: 'SQLITE_FULL' });
    };
    const handOver = vi.spyOn(rig.messenger, 'handOver');
    press();
    await rig.clock.pass(10_000);
    rig.dispatcher.resume();
    await rig.clock.pass(10 * limits.answerWaitMs);
    expect(handOver).toHaveBeenCalledTimes(1);
  });

  it('that goes around the gate raises an alarm and is not confirmed; so does one that left although it was refused', async () => {
    rig.messenger.scripts.set(one, { before: 'around' });
    press();
    await rig.clock.pass(90_000);
    expect(states()).toEqual(['not_confirmed']);
    expect(rig.acknowledge()).toEqual(['bypass']);
    await rig.clock.pass(limits.answerSameWordsMs);
    rig.messenger.scripts.set(one, { ask: { text: 'Other words' } });
    press();
    await rig.clock.pass(10_000);
    expect(states().at(-1)).toBe('refused');
    const { random = '' } = rig.messenger.asked.at(-1)?.ask.key ?? {};
    rig.ackReceipt.receive({ random, remote: chatOne, fromMe: true, ack: 1 });
    expect(rig.acknowledge()).toEqual(['contradiction']);
  });

  it('that leaves around the gate is known by each id of its person', async () => {
    const { db, fences } = rig.stores;
    const attemptId = db.value<number>(`SELECT id FROM attempt WHERE message_id = ?`, messageId) ?? 0;
    for (const scope of fences.ofAttempt(attemptId).scopes)
      for (const alias of idAliases('99@lid')) fences.take(scope, fences.hash(alias), attemptId);
    rig.messenger.scripts.set(one, { before: 'hang' });
    press();
    await rig.clock.pass(10_000);
    rig.bypass.receiveLeaving({ random: '3EBFFFF', remote: '99@lid' });
    await rig.clock.pass(90_000);
    expect([rig.acknowledge(), states()]).toEqual([['bypass'], ['not_confirmed']]);
  });

  it('is not taken for a campaign’s message by an acknowledgement, nor a campaign’s for it', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    press();
    await rig.clock.pass(10_000);
    const campaigns = rig.messenger.delivered.find(({ phone }) => phone === one)?.random ?? '';
    rig.ackReceipt.receive({ random: campaigns, remote: chatOne, fromMe: true, ack: 3 });
    expect(states()).toEqual(['sending']);
    expect(rig.stores.db.value(`SELECT ack FROM message WHERE id = ?`, messageId)).toBe(3);
    const { random = '' } = rig.messenger.delivered.at(-1) ?? {};
    rig.ackReceipt.receive({ random, remote: '447700900102@c.us', fromMe: true, ack: 1 });
    expect(states()).toEqual(['sending']);
    // They are known by a LID since.
    rig.ackReceipt.receive({ random, remote: '20000000000001@lid', fromMe: true, ack: 2 });
    expect(states()).toEqual(['sent']);
    expect(rig.stores.db.value(`SELECT ack FROM message WHERE id = ?`, messageId)).toBe(3);
  });

  it('goes with its person: words, chat and key are erased, and its ledger line stays', async () => {
    press();
    await rig.clock.pass(10_000);
    expect(atOnce(erasePerson(rig.stores.db, one, rig.clock.nowMs()))).not.toBeNull();
    expect(states()).toEqual([]);
    expect(press()).toMatchObject({ ok: false, failure: { code: 'not_found' } });
    const kept = rig.stores.db.all(`SELECT body, chat_id, wa_key, outcome FROM attempt WHERE kind = 'answer'`);
    expect(kept).toEqual([{ body: '', chat_id: '', wa_key: '{}', outcome: 'sent' }]);
  });

  it('keeps its person from being erased while it is on its way', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    press();
    expect(atOnce(erasePerson(rig.stores.db, one, rig.clock.nowMs()))).toBeNull();
    await rig.clock.pass(limits.answerWaitMs + 1);
    expect(atOnce(erasePerson(rig.stores.db, one, rig.clock.nowMs()))).not.toBeNull();
  });
});

/** The database of a backup in the place of the one that was used, beside the ledger as it is. */
function putBack(backup: string): void {
  for (const end of ['-wal', '-shm']) rmSync(`${rig.folder}/sendonce.db${end}`, { force: true });
  cpSync(backup, `${rig.folder}/sendonce.db`);
}
