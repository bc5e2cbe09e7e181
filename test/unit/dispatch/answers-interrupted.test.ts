import { cpSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backUp } from '../../../db/open.ts';
import { limits } from '../../../domain/limits.ts';
import { idAliases } from '../../../domain/people/alias.ts';
import { type AnswerDesk, chatOne, one, openAnswerDesk } from '../../support/answer-desk.ts';

let desk: AnswerDesk;
beforeEach(async () => {
  desk = await openAnswerDesk();
});
afterEach(() => desk.close());

describe('an answer', () => {
  it.each([
    ['which shows nothing new', () => undefined],
    ['which shows newer words', () => desk.reply('And where?')],
  ])('never goes where the app ends while its chat is read, %s', async (_, meanwhile) => {
    const readChat = desk.rig.messenger.readChat.bind(desk.rig.messenger);
    const seen = desk.lastSeen();
    desk.rig.messenger.readChat = async (...of) => {
      meanwhile();
      void desk.rig.dispatcher.stop();
      return readChat(...of);
    };
    desk.press({ seen });
    await desk.rig.clock.pass(2 * limits.answerWaitMs);
    expect([desk.states(), desk.answered()]).toEqual([['stopped'], 0]);
  });

  it('that waits when the app ends is closed at the next start where that could not be written', async () => {
    desk.rig.isCheckingData = true;
    desk.press();
    desk.rig.stores.attempts.close = () => {
      throw Object.assign(new Error('no space'), { code: 'SQLITE_FULL' });
    };
    await desk.rig.dispatcher.stop();
    expect(desk.states()).toEqual(['waiting']);
    desk.rig.crash();
    expect([desk.states(), desk.answered()]).toEqual([['not_sent'], 0]);
  });

  it('that waited when the app ended never goes; one that had passed is not confirmed', async () => {
    desk.rig.messenger.scripts.set(one, { before: 'hang' });
    desk.press();
    await desk.rig.clock.pass(10_000);
    desk.rig.crash();
    expect(desk.states()).toEqual(['not_sent']);
    desk.rig.messenger.scripts.set(one, { after: 'lost' });
    desk.press();
    await desk.rig.clock.pass(10_000);
    desk.rig.crash();
    expect(desk.states()).toEqual(['not_sent', 'not_confirmed']);
    desk.rig.dispatcher.nudge();
    await desk.rig.clock.pass(10 * limits.answerWaitMs);
    expect(desk.answered()).toBe(1);
    expect(desk.rig.stores.queue.nextReconcileAtMs('+447700900118')).not.toBeNull();
  });

  it('that the ledger knows and a database from before does not is not confirmed, and nothing goes again', async () => {
    desk.rig.messenger.scripts.set(one, { before: 'hang' });
    desk.press();
    await desk.rig.clock.pass(10_000);
    const backup = backUp(desk.rig.stores.db.sqlite, `${desk.rig.folder}/backups`, 'test', desk.rig.clock.nowMs());
    const order = { token: desk.token(), chatId: chatOne, text: 'At eleven.', attachment: null };
    expect(desk.rig.messenger.reachGate(order, { after: 'lost' })).toEqual({ kind: 'returned' });
    await desk.rig.clock.pass(1_000);
    desk.rig.crash(() => putBack(backup));
    expect(desk.states()).toEqual(['not_confirmed']);
    desk.rig.dispatcher.resume();
    await desk.rig.clock.pass(10 * limits.answerWaitMs);
    expect(desk.answered()).toBe(1);
  });

  it('of which a database from before knows nothing is a line of the ledger that is asked about', async () => {
    const backup = backUp(desk.rig.stores.db.sqlite, `${desk.rig.folder}/backups`, 'test', desk.rig.clock.nowMs());
    desk.press();
    await desk.rig.clock.pass(10_000);
    desk.rig.crash(() => putBack(backup));
    expect(desk.rig.recovery.hold).toMatchObject({ reason: 'ledger_ahead', count: 1 });
    expect(desk.states()).toEqual([]);
    await desk.rig.clock.pass(10 * limits.answerWaitMs);
    expect(desk.answered()).toBe(1);
  });

  it('that the ledger has and the database could not be told of is not confirmed, and is asked about', async () => {
    desk.rig.stores.attempts.pass = () => {
      throw new Error('the disk');
    };
    desk.press();
    await desk.rig.clock.pass(90_000);
    expect(desk.states()).toEqual(['not_confirmed']);
    expect(desk.answered()).toBe(0);
    expect(desk.rig.stores.db.value(`SELECT reconcile_at_ms FROM attempt WHERE kind = 'answer'`)).toBeGreaterThan(0);
  });

  it('is handed over once, also where the end of it cannot be written', async () => {
    desk.rig.messenger.scripts.set(one, { before: 'throw' });
    const { close } = desk.rig.stores.attempts;
    desk.rig.stores.attempts.close = () => {
      desk.rig.stores.attempts.close = close;
      throw Object.assign(new Error('no space'), { code: 'SQLITE_FULL' });
    };
    const handOver = vi.spyOn(desk.rig.messenger, 'handOver');
    desk.press();
    await desk.rig.clock.pass(10_000);
    desk.rig.dispatcher.resume();
    await desk.rig.clock.pass(10 * limits.answerWaitMs);
    expect(handOver).toHaveBeenCalledTimes(1);
  });

  it('that goes around the gate raises an alarm and is not confirmed; so does one that left although it was refused', async () => {
    desk.rig.messenger.scripts.set(one, { before: 'around' });
    desk.press();
    await desk.rig.clock.pass(90_000);
    expect(desk.states()).toEqual(['not_confirmed']);
    expect(desk.rig.acknowledge()).toEqual(['bypass']);
    await desk.rig.clock.pass(limits.answerSameWordsMs);
    desk.rig.messenger.scripts.set(one, { ask: { text: 'Other words' } });
    desk.press();
    await desk.rig.clock.pass(10_000);
    expect(desk.states().at(-1)).toBe('refused');
    const { random = '' } = desk.rig.messenger.asked.at(-1)?.ask.key ?? {};
    desk.rig.ackReceipt.receive({ random, remote: chatOne, fromMe: true, ack: 1 });
    expect(desk.rig.acknowledge()).toEqual(['contradiction']);
  });

  it('that leaves around the gate is known by each id of its person', async () => {
    const { db, fences } = desk.rig.stores;
    const attemptId = db.value<number>(`SELECT id FROM attempt WHERE message_id = ?`, desk.messageId) ?? 0;
    for (const scope of fences.ofAttempt(attemptId).scopes)
      for (const alias of idAliases('99@lid')) fences.take(scope, fences.hash(alias), attemptId);
    desk.rig.messenger.scripts.set(one, { before: 'hang' });
    desk.press();
    await desk.rig.clock.pass(10_000);
    desk.rig.bypass.receiveLeaving({ random: '3EBFFFF', remote: '99@lid' });
    await desk.rig.clock.pass(90_000);
    expect([desk.rig.acknowledge(), desk.states()]).toEqual([['bypass'], ['not_confirmed']]);
  });
});

/** Replaces the database by that of a backup, beside the ledger as it is. */
function putBack(backup: string): void {
  for (const end of ['-wal', '-shm']) rmSync(`${desk.rig.folder}/sendonce.db${end}`, { force: true });
  cpSync(backup, `${desk.rig.folder}/sendonce.db`);
}
