import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { erasePerson } from '../../../db/people/erase-person.ts';
import { limits } from '../../../domain/limits.ts';
import { everybody } from '../../../domain/people/person-filter.ts';
import {
  type AnswerDesk,
  asks,
  chatOne,
  during,
  inChat,
  one,
  openAnswerDesk,
  taken,
} from '../../support/answer-desk.ts';
import { atOnce } from '../../support/at-once.ts';
import { knowPeople } from '../../support/make-ready.ts';

let desk: AnswerDesk;
beforeEach(async () => {
  desk = await openAnswerDesk();
});
afterEach(() => desk.close());

describe('an answer', () => {
  it('goes through the gate to who wrote, holds no fence, has its ledger line, and settles the conversation', async () => {
    const fences = () => desk.rig.stores.db.count(`SELECT count(*) FROM fence`);
    const before = fences();
    expect(desk.waits()).toBe(1);
    expect(desk.press()).toEqual(taken);
    expect(desk.states()).toEqual(['waiting']);
    await desk.rig.clock.pass(10_000);
    expect(desk.rig.messenger.delivered.at(-1)).toMatchObject({ phone: one, text: 'At eleven.' });
    expect(desk.states()).toEqual(['sent']);
    expect(fences()).toBe(before);
    expect([...desk.rig.ledger.lines()]).toHaveLength(3);
    expect(desk.waits()).toBe(0);
  });

  it('goes once, however often one press is told, and while it is on its way no other goes to that chat', async () => {
    const told = { press: 'one press'.padEnd(36, '-') };
    desk.rig.messenger.scripts.set(one, { before: 'hang' });
    expect(desk.press(told)).toEqual(taken);
    expect(desk.press(told)).toEqual(taken);
    expect(desk.press({ text: 'Another' })).toEqual(asks('one_on_its_way'));
    await desk.rig.clock.pass(limits.answerWaitMs);
    desk.rig.messenger.scripts.clear();
    expect(desk.states()).toEqual(['too_late']);
    expect(desk.press(told)).toEqual(taken);
    await desk.rig.clock.pass(10_000);
    expect(desk.states()).toEqual(['too_late']);
  });

  it('waits as long as WhatsApp catches up, and is not handed over before', async () => {
    desk.rig.messenger.isCaughtUp_ = false;
    expect(desk.press()).toEqual(taken);
    const asked = desk.rig.messenger.asked.length;
    await desk.rig.clock.pass(30_000);
    expect([desk.states(), desk.rig.messenger.asked.length - asked]).toEqual([['waiting'], 0]);
    desk.rig.messenger.isCaughtUp_ = true;
    desk.rig.dispatcher.nudge();
    await desk.rig.clock.pass(10_000);
    expect([desk.states(), desk.answered()]).toEqual([['sent'], 1]);
  });

  it('with the same words within a minute is asked about, and then goes', async () => {
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect(desk.press()).toEqual(asks('same_words'));
    expect(desk.press({ text: ' At eleven. ' })).toEqual(asks('same_words'));
    expect(desk.press({ isRepeat: true })).toEqual(taken);
    await desk.rig.clock.pass(limits.answerSameWordsMs + 10_000);
    expect(desk.answered()).toBe(2);
    expect(desk.press()).toEqual(taken);
    await desk.rig.clock.pass(10_000);
    expect(desk.answered()).toBe(3);
  });

  it('stands with what went to its person, once it may have reached them', async () => {
    knowPeople(desk.rig.stores.knownPeople);
    const { people } = desk.rig.stores.people.page(everybody, null, desk.rig.clock.nowMs());
    const person = people.find(({ phone }) => phone === one);
    const answers = () => desk.rig.stores.people.detail(person?.id ?? 0)?.sent.map((sent) => sent.answers);
    desk.press();
    expect(answers()).toEqual([[]]);
    await desk.rig.clock.pass(10_000);
    expect(answers()).toMatchObject([[{ text: 'At eleven.', isConfirmed: true }]]);
    desk.rig.messenger.scripts.set(one, { after: 'lost' });
    desk.press({ text: 'Bring a coat.' });
    await desk.rig.clock.pass(120_000);
    expect(answers()).toMatchObject([[{ text: 'Bring a coat.', isConfirmed: false }, { isConfirmed: true }]]);
  });

  it('without an acknowledgement is not confirmed, answers nobody, and heals by WhatsApp’s own record', async () => {
    desk.rig.messenger.scripts.set(one, { after: 'lost' });
    desk.press();
    await desk.rig.clock.pass(90_000);
    expect(desk.states()).toEqual(['not_confirmed']);
    expect(desk.waits()).toBe(1);
    const { random = '' } = desk.rig.messenger.delivered.at(-1) ?? {};
    desk.rig.ackReceipt.receive({ random, remote: chatOne, fromMe: true, ack: 1 });
    expect(desk.states()).toEqual(['sent']);
    expect(desk.waits()).toBe(0);
  });

  it('does not answer what they wrote after it had left, however late its acknowledgement comes', async () => {
    desk.rig.messenger.scripts.set(one, { after: 'lost' });
    desk.press();
    await desk.rig.clock.pass(10_000);
    desk.reply('And where?');
    const { random = '' } = desk.rig.messenger.delivered.at(-1) ?? {};
    desk.rig.ackReceipt.receive({ random, remote: chatOne, fromMe: true, ack: 1 });
    expect([desk.states(), desk.waits()]).toEqual([['sent'], 1]);
  });

  it('answers them once: whom the operator leaves waiting after it waits on when it is read', async () => {
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect(
      desk.rig.stores.conversations.setDone({ id: desk.messageId, isDone: false, lastAtMs: 0 }, desk.rig.clock.nowMs()),
    ).toBe(true);
    const { random = '' } = desk.rig.messenger.delivered.at(-1) ?? {};
    desk.rig.ackReceipt.receive({ random, remote: chatOne, fromMe: true, ack: 3 });
    expect(desk.waits()).toBe(1);
  });

  it('answers them also where the clock was put back since they wrote', async () => {
    desk.rig.clock.jumpMs(-3_600_000);
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect([desk.states(), desk.waits()]).toEqual([['sent'], 0]);
  });

  it('answers nobody while WhatsApp shows it before its gate, nor where that stays shut', async () => {
    desk.rig.messenger.scripts.set(
      one,
      during(() => {
        desk.rig.stores.conversations.answered([chatOne], 'before its gate', desk.rig.clock.nowMs());
        desk.rig.stores.alarms.raise('bypass', {}, desk.rig.clock.nowMs());
      }),
    );
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect([desk.states(), desk.waits()]).toEqual([['refused'], 1]);
  });

  it('waits out the gap after the last message, which is said', async () => {
    desk.press();
    await desk.rig.clock.pass(10);
    desk.press({ text: 'And then?' });
    expect(desk.rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'gap' });
    await desk.rig.clock.pass(limits.answerGapMaxMs + 1_000);
    expect(desk.states()).toEqual(['sent', 'sent']);
  });

  it('waits out that gap, and no longer, while the operator has paused or pauses meanwhile', async () => {
    desk.rig.dispatcher.pause('operator');
    desk.press();
    await desk.rig.clock.pass(10);
    desk.press({ text: 'And then?' });
    await desk.rig.clock.pass(limits.answerGapMaxMs + 1_000);
    expect(desk.states()).toEqual(['sent', 'sent']);
    desk.rig.dispatcher.resume();
    desk.press({ text: 'And where?' });
    await desk.rig.clock.pass(10);
    desk.press({ text: 'And how?' });
    await desk.rig.clock.pass(10);
    desk.rig.dispatcher.pause('operator');
    await desk.rig.clock.pass(limits.answerGapMaxMs + 1_000);
    expect(desk.states()).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  it('that waits for its page goes also where the operator lets sending go on meanwhile', async () => {
    desk.rig.dispatcher.pause('operator');
    desk.rig.messenger.standing_ = () => ({ kind: 'not_yet' });
    desk.press();
    await desk.rig.clock.pass(limits.answerGapMaxMs);
    desk.rig.dispatcher.resume();
    desk.rig.messenger.standing_ = null;
    await desk.rig.clock.pass(limits.catchUpPollMs + limits.answerGapMaxMs);
    expect([desk.states(), desk.answered()]).toEqual([['sent'], 1]);
  });

  it('that waits while an error left a message open keeps neither from going on', async () => {
    const { messages } = desk.rig.stores;
    const giveUp = messages.giveUp.bind(messages);
    messages.giveUp = () => {
      messages.giveUp = giveUp;
      throw Object.assign(new Error('no space'), { code: 'SQLITE_FULL' });
    };
    desk.rig.messenger.scripts.set('+447700900103', { before: 'hang' });
    const { messageIds } = desk.rig.start(['+447700900103', '+447700900104'], 'Second');
    await desk.rig.clock.pass(limits.answerGapMaxMs);
    desk.press();
    await desk.rig.clock.pass(limits.gateReachTextMs);
    expect([desk.states(), desk.rig.dispatcher.state.kind, messageIds.map(desk.rig.status)]).toEqual([
      ...[['waiting'], 'paused'],
      ['sending', 'pending'],
    ]);
    desk.rig.dispatcher.resume();
    await desk.rig.clock.pass(30_000);
    expect([desk.states(), messageIds.map(desk.rig.status)]).toEqual([['sent'], ['failed:not_handed_over', 'sent']]);
  });

  it('waits while the data is checked', async () => {
    desk.rig.isCheckingData = true;
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect([desk.states(), desk.answered()]).toEqual([['waiting'], 0]);
    desk.rig.isCheckingData = false;
    desk.rig.dispatcher.nudge();
    await desk.rig.clock.pass(10_000);
    expect(desk.states()).toEqual(['sent']);
  });

  it('goes where only an answer of its own stands below the words that its writer has read', async () => {
    const seen = desk.lastSeen();
    desk.press({ seen });
    await desk.rig.clock.pass(10_000);
    const random = desk.rig.messenger.asked.at(-1)?.ask.key.random ?? '';
    const shown = inChat(random, { fromMe: true, text: 'At eleven.' });
    desk.rig.messenger.chats.set(one, [...(desk.rig.messenger.chats.get(one) ?? []), shown]);
    desk.press({ seen, text: 'Bring a coat.' });
    await desk.rig.clock.pass(10_000);
    expect(desk.states()).toEqual(['sent', 'sent']);
  });

  it('goes before the campaign’s next message, and while the operator has paused', async () => {
    desk.rig.dispatcher.pause('operator');
    desk.rig.start(['+447700900103'], 'Another text');
    expect(desk.press()).toEqual(taken);
    await desk.rig.clock.pass(10_000);
    expect(desk.states()).toEqual(['sent']);
    await desk.rig.clock.pass(120_000);
    expect(desk.press({ text: 'And then?' })).toEqual(taken);
    desk.rig.dispatcher.resume();
    await desk.rig.clock.pass(120_000);
    expect(desk.rig.messenger.delivered.slice(2).map(({ text }) => text)).toEqual([
      'At eleven.',
      'And then?',
      'Another text',
    ]);
  });

  it('is not taken for a campaign’s message by an acknowledgement, nor a campaign’s for it', async () => {
    desk.rig.messenger.scripts.set(one, { after: 'lost' });
    desk.press();
    await desk.rig.clock.pass(10_000);
    const campaigns = desk.rig.messenger.delivered.find(({ phone }) => phone === one)?.random ?? '';
    desk.rig.ackReceipt.receive({ random: campaigns, remote: chatOne, fromMe: true, ack: 3 });
    expect(desk.states()).toEqual(['sending']);
    expect(desk.rig.stores.db.value(`SELECT ack FROM message WHERE id = ?`, desk.messageId)).toBe(3);
    const { random = '' } = desk.rig.messenger.delivered.at(-1) ?? {};
    desk.rig.ackReceipt.receive({ random, remote: '447700900102@c.us', fromMe: true, ack: 1 });
    expect(desk.states()).toEqual(['sending']);
    // The person is now known by a LID.
    desk.rig.ackReceipt.receive({ random, remote: '20000000000001@lid', fromMe: true, ack: 2 });
    expect(desk.states()).toEqual(['sent']);
    expect(desk.rig.stores.db.value(`SELECT ack FROM message WHERE id = ?`, desk.messageId)).toBe(3);
  });

  it('goes with its person: words, chat and key are erased, and its ledger line stays', async () => {
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect(atOnce(erasePerson(desk.rig.stores.db, one, desk.rig.clock.nowMs()))).not.toBeNull();
    expect(desk.states()).toEqual([]);
    expect(desk.press()).toMatchObject({ ok: false, failure: { code: 'not_found' } });
    const kept = desk.rig.stores.db.all(`SELECT body, chat_id, wa_key, outcome FROM attempt WHERE kind = 'answer'`);
    expect(kept).toEqual([{ body: '', chat_id: '', wa_key: '{}', outcome: 'sent' }]);
  });

  it('keeps its person from being erased while it is on its way', async () => {
    desk.rig.messenger.scripts.set(one, { before: 'hang' });
    desk.press();
    expect(atOnce(erasePerson(desk.rig.stores.db, one, desk.rig.clock.nowMs()))).toBeNull();
    await desk.rig.clock.pass(limits.answerWaitMs + 1);
    expect(atOnce(erasePerson(desk.rig.stores.db, one, desk.rig.clock.nowMs()))).not.toBeNull();
  });
});
