import { sendAnswer } from '../../../electron/replies/answer.ts';
import type { AppProcess } from './app-process.ts';
import { book, type Entry } from './people.ts';
import type { Command } from './plan.ts';
import { idsOf } from './stops.ts';
import type { SimulatedWhatsApp } from './whatsapp.ts';

/** A person writes back. The chat shows it, whether or not the app runs to hear of it. */
export function writeBack(app: AppProcess, whatsapp: SimulatedWhatsApp, entry: Entry): void {
  const random = whatsapp.hear(entry.chatId);
  app.stores.replies.add({ ids: idsOf(entry), text: 'When?', waKey: random, atMs: app.nowMs() });
}

/**
 * The operator answers a person who wrote back. Each press has its own words, so a person who gets the same words twice
 * got one press twice. A repeated report is either the same press again or another press with the same words, as a
 * double press makes.
 */
export function answer(
  app: AppProcess,
  whatsapp: SimulatedWhatsApp,
  { which, isToldTwice, hasRead }: Extract<Command, { do: 'answer' }>,
): void {
  const { answers, db } = app.stores;
  const ids = db.values<number>(`SELECT message_id FROM conversation ORDER BY message_id`);
  const id = ids[which % Math.max(1, ids.length)];
  const to = id === undefined ? undefined : answers.correspondent(id);
  if (id === undefined || !to) return;
  const number = whatsapp.pressed.size + 1;
  const seen = hasRead ? whatsapp.lastIn(to.chatId, to.account) : null;
  const parts = {
    answers,
    ready: () => app.accounts.ready(),
    mayAnswer: (phone: string) => app.accounts.mayAnswer(phone),
    takeAnswer: (order: Parameters<typeof app.accounts.answer>[0]) => {
      whatsapp.pressed.set(order.token, {
        process: app,
        atMs: app.monotonicMs(),
        heard: whatsapp.heard.get(order.chatId)?.length ?? 0,
      });
      app.accounts.answer(order);
    },
    newToken: () => app.newToken(),
    clock: {
      nowMs: () => app.nowMs(),
      monotonicMs: () => app.monotonicMs(),
      bootedAtMs: () => 0,
      after: () => () => undefined,
    },
    changes: { replies: () => undefined },
  };
  const pressOf = (times: number) => `press-${number}-${which % 2 === 0 ? 1 : times}`.padEnd(36, '-');
  for (let times = 1; times <= (isToldTwice ? 2 : 1); times += 1)
    sendAnswer(parts, {
      id,
      text: `Answer ${number}`,
      press: pressOf(times),
      seen,
      isRepeat: false,
      isAllTheSame: false,
    });
}

/** The person that a number in a command refers to. */
export const entryAt = (which: number): Entry | undefined => book[which % book.length];
