import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { erasePeople } from '../../../db/people/erase.ts';
import { limits } from '../../../domain/limits.ts';
import { type AnswerDesk, asks, chatOne, during, one, openAnswerDesk, taken } from '../../support/answer-desk.ts';
import { atOnce } from '../../support/at-once.ts';

let desk: AnswerDesk;
beforeEach(async () => {
  desk = await openAnswerDesk();
});
afterEach(() => desk.close());

describe('an answer', () => {
  it('does not leave while a placeholder stands in it, as in a saved answer where their name is not known', async () => {
    expect(desk.press({ text: 'At eleven, {{first name}}.' })).toEqual(asks('placeholder'));
    expect(desk.press({ text: 'At eleven, {{first name}}.', isRepeat: true })).toEqual(asks('placeholder'));
    await desk.rig.clock.pass(10_000);
    expect(desk.states()).toEqual([]);
    expect(desk.press()).toEqual(taken);
  });

  it('is not sent where they wrote more than its writer had read, before or while it was at the gate', async () => {
    const seen = desk.lastSeen();
    desk.reply('Or rather, where?');
    expect(desk.press({ seen })).toEqual(taken);
    await desk.rig.clock.pass(10_000);
    expect(desk.states()).toEqual(['newer_words']);
    desk.rig.messenger.scripts.set(
      one,
      during(() => desk.reply('Hello?')),
    );
    expect(desk.press()).toEqual(taken);
    await desk.rig.clock.pass(10_000);
    expect(desk.states()).toEqual(['newer_words', 'newer_words']);
    expect(desk.answered()).toBe(0);
  });

  it('is not sent into a chat that cannot be read, nor on a page that does not stand, and never later', async () => {
    for (const spoil of [
      () => desk.rig.messenger.chats.set(one, null),
      () => {
        desk.rig.messenger.standing_ = () => ({ kind: 'not_yet' });
      },
    ]) {
      const shown = desk.rig.messenger.chats.get(one) ?? [];
      const seen = desk.lastSeen();
      spoil();
      expect(desk.press({ seen })).toEqual(taken);
      await desk.rig.clock.pass(limits.answerWaitMs + 1);
      expect(desk.states().at(-1)).toBe('too_late');
      desk.rig.messenger.chats.set(one, shown);
      desk.rig.messenger.standing_ = null;
      await desk.rig.clock.pass(10 * limits.answerWaitMs);
      expect(desk.answered()).toBe(0);
    }
  });

  it('to somebody whom the account has blocked does not leave, and that is why', async () => {
    desk.rig.messenger.scripts.set(one, { before: 'blocked' });
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect([desk.states(), desk.answered()]).toEqual([['blocked_in_whatsapp'], 0]);
  });

  it('whose call hangs before the gate is closed after two minutes, and a late call is refused', async () => {
    desk.rig.messenger.scripts.set(one, { before: 'hang' });
    desk.press();
    await desk.rig.clock.pass(limits.answerWaitMs + 1);
    expect(desk.states()).toEqual(['too_late']);
    const late = { token: desk.token(), chatId: chatOne, text: 'At eleven.', attachment: null };
    expect(desk.rig.messenger.reachGate(late)).toMatchObject({ kind: 'threw' });
    expect(desk.answered()).toBe(0);
  });

  it('of another account than is linked by its turn does not go', async () => {
    desk.press();
    await desk.rig.clock.pass(10);
    desk.press({ text: 'And then?' });
    desk.rig.messenger.account_ = { id: '447700900777@c.us', phone: '+447700900777', name: '' };
    await desk.rig.clock.pass(limits.answerGapMaxMs + 1_000);
    expect(desk.states()).toEqual(['sent', 'other_account']);
  });

  it('that the page puts off until its time is over does not go; an acknowledgement of it is an alarm', async () => {
    desk.rig.messenger.scripts.set(one, { ask: { isCaughtUp: false } });
    desk.press();
    await desk.rig.clock.pass(2 * limits.answerWaitMs);
    expect([desk.states(), desk.answered()]).toEqual([['too_late'], 0]);
    const { random = '' } = desk.rig.messenger.asked.at(-1)?.ask.key ?? {};
    desk.rig.ackReceipt.receive({ random, remote: chatOne, fromMe: true, ack: -1 });
    expect([desk.states(), desk.rig.stores.alarms.open()]).toEqual([['too_late'], []]);
    desk.rig.ackReceipt.receive({ random, remote: chatOne, fromMe: true, ack: 1 });
    expect(desk.rig.stores.alarms.open()).toMatchObject([{ kind: 'contradiction' }]);
  });

  it('to somebody who asks to stop while it is at the gate does not go', async () => {
    const stop = { ids: [chatOne], text: 'STOP', stopWord: 'stop', waKey: null, atMs: desk.rig.clock.nowMs() };
    desk.rig.messenger.scripts.set(
      one,
      during(() => desk.rig.stores.stops.add(stop)),
    );
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect([desk.states(), desk.answered()]).toEqual([['do_not_contact'], 0]);
  });

  it('to somebody who shows at the gate as one who asked to stop under an id without a number does not go', async () => {
    const stop = { ids: ['99@lid'], text: 'STOP', stopWord: 'stop', waKey: null, atMs: desk.rig.clock.nowMs() };
    desk.rig.stores.stops.add(stop);
    const [asked] = desk.rig.stores.stops.proposals();
    desk.rig.stores.stops.answer(asked?.id ?? 0, 'added', desk.rig.clock.nowMs());
    desk.rig.messenger.scripts.set(one, { ask: { ids: [chatOne, '99@lid'] } });
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect([desk.states(), desk.answered()]).toEqual([['do_not_contact'], 0]);
  });

  it('to somebody on do not contact whom the gate names by an id without a number alone does not go', async () => {
    const [three, ids] = ['+447700900103', ['447700900103@c.us', '99@lid']] as const;
    const lookUp = { kind: 'registered', chatId: ids[0], ids } as const;
    desk.rig.messenger.scripts.set(three, { lookUp });
    const [other = 0] = desk.rig.start([three], 'Another text').messageIds;
    await desk.rig.clock.pass(20_000);
    desk.rig.stores.replies.add({ ids: [ids[0]], text: 'When?', waKey: 'theirs', atMs: desk.rig.clock.nowMs() });
    const { ask } = during(() => desk.rig.stores.doNotContact.add(three, '', 0));
    desk.rig.messenger.scripts.set(three, { lookUp, ask: () => ({ ...ask(), ids: ['99@lid'] }) });
    expect(desk.press({ seen: null }, other)).toEqual(taken);
    await desk.rig.clock.pass(10_000);
    expect([desk.states(other), desk.answered()]).toEqual([['do_not_contact'], 0]);
  });

  it('whose person is erased with their list by then does not go', async () => {
    const erase = () => atOnce(erasePeople(desk.rig.stores.db, Number.MAX_SAFE_INTEGER, desk.rig.clock.nowMs()));
    desk.rig.messenger.scripts.set(one, during(erase));
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect([desk.states(), desk.answered(), desk.rig.dispatcher.state.kind]).toEqual([[], 0, 'idle']);
  });

  it('is refused under an alarm and any other pause than the operator’s; a restriction is asked about that chat', async () => {
    desk.rig.dispatcher.pause('rejected');
    expect(desk.press()).toMatchObject({ ok: false, failure: { code: 'not_allowed_now' } });
    desk.rig.dispatcher.resume();
    expect(desk.press()).toEqual(taken);
    desk.rig.messenger.restriction_ = { kind: 'timelock', untilMs: null };
    await desk.rig.clock.pass(10_000);
    expect(desk.states()).toEqual(['restricted']);
    expect(desk.rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'restricted' });
    desk.rig.messenger.openChat = chatOne;
    expect(desk.press()).toEqual(taken);
    await desk.rig.clock.pass(10_000);
    expect([desk.states(), desk.answered()]).toEqual([['restricted', 'sent'], 1]);
    expect(desk.rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'restricted' });
    desk.rig.messenger.restriction_ = null;
    desk.rig.dispatcher.resume();
    desk.rig.stores.alarms.raise('bypass', {}, desk.rig.clock.nowMs());
    expect(desk.press()).toMatchObject({ ok: false, failure: { code: 'not_allowed_now' } });
  });

  it('that an alarm overtakes does not leave', async () => {
    desk.rig.messenger.scripts.set(
      one,
      during(() => desk.rig.stores.alarms.raise('bypass', {}, desk.rig.clock.nowMs())),
    );
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect(desk.states()).toEqual(['refused']);
    expect(desk.answered()).toBe(0);
  });

  it('to somebody on do not contact is asked about; whoever gets there meanwhile gets nothing', async () => {
    desk.rig.messenger.scripts.set(
      one,
      during(() => desk.rig.stores.doNotContact.add(one, '', 0)),
    );
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect(desk.states()).toEqual(['do_not_contact']);
    expect(desk.press()).toEqual(asks('do_not_contact'));
    expect(desk.press({ isAllTheSame: true })).toEqual(taken);
    await desk.rig.clock.pass(10_000);
    expect(desk.answered()).toBe(1);
  });

  it('is bound to its account and to its person', async () => {
    desk.rig.messenger.scripts.set(one, { ask: { ids: ['447700900199@c.us'] } });
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect(desk.states()).toEqual(['refused']);
    const other = { id: '447700900777@c.us', phone: '+447700900777', name: '' };
    desk.rig.messenger.scripts.set(one, {});
    desk.press();
    desk.rig.messenger.account_ = other;
    await desk.rig.clock.pass(10_000);
    expect(desk.states().at(-1)).toBe('other_account');
    expect(desk.press()).toMatchObject({ ok: false, failure: { code: 'other_account' } });
    expect(desk.answered()).toBe(0);
  });
});
