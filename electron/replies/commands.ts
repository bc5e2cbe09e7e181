import { setImmediate as othersTurn } from 'node:timers/promises';
import type { SavedTexts } from '../../db/campaigns/saved-texts.ts';
import type { ReplyRow, SavedText } from '../../domain/contract.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { personalText, textSource } from '../../domain/template/personal-text.ts';
import { nameKey } from '../../domain/template/placeholder-names.ts';
import { saveText } from '../campaigns/saved-texts.ts';
import { type Commands, doing, done } from '../commands.ts';
import { withPauses } from '../worker/pause-for-others.ts';
import { type AnswerCommandParts, sendAnswer } from './answer.ts';
import type { LookThrough } from './look-through.ts';
import type { Reminders } from './reminders.ts';
import { readTalk, type TalkParts } from './talk.ts';

export type ReplyCommandsParts = TalkParts &
  AnswerCommandParts & {
    readonly reminders: Reminders;
    readonly lookThrough: LookThrough;
    readonly savedAnswers: SavedTexts;
  };

/** The commands for conversations: people who wrote back, whether they have an answer, and answers given here. */
export function replyCommands(parts: ReplyCommandsParts): Commands<'replies'> {
  const { answers, conversations, reminders, savedAnswers, inFlight, clock, changes } = parts;
  const withAnswer = (row: Omit<ReplyRow, 'answer'>): ReplyRow => ({
    ...row,
    answer: answers.of(row.messageId, inFlight()).at(-1) ?? null,
  });
  return {
    'replies:list': async ({ after, ...filter }) => {
      const rows = await withPauses(conversations.list(filter, after), () => othersTurn());
      return succeed(rows.map(withAnswer));
    },
    'replies:get': ({ id }) => {
      const row = conversations.get(id);
      return row ? succeed(withAnswer(row)) : refuse('not_found');
    },
    'replies:setDone': (word) => {
      if (!conversations.setDone(word, clock.nowMs())) return refuse('not_allowed_now');
      // If the reminder is taken back, the conversation comes back as before.
      reminders.arm();
      changes.replies();
      return done;
    },
    'replies:setAllDone': async (filter) => {
      const atMs = clock.nowMs();
      const count = await withPauses(conversations.setAllDone(filter, atMs), () => othersTurn());
      changes.replies();
      return succeed({ count, atMs });
    },
    'replies:undoAllDone': async ({ atMs }) => {
      await withPauses(conversations.undoAllDone(atMs), () => othersTurn());
      changes.replies();
      return done;
    },
    'replies:setLater': ({ id, isLater }) => {
      if (!conversations.setLater(id, isLater ? reminders.tomorrowMs() : null)) return refuse('not_allowed_now');
      reminders.arm();
      changes.replies();
      return done;
    },
    'replies:chat': async ({ id }) => {
      const talk = await readTalk(parts, id);
      return talk === null ? refuse('not_found') : succeed(talk);
    },
    'replies:saved': ({ id }) => succeed(savedFor(savedAnswers, answers.correspondent(id)?.name ?? '')),
    'replies:save': (input) => {
      const saved = saveText(savedAnswers, input, clock.nowMs());
      return saved.ok ? done : saved;
    },
    'replies:deleteSaved': doing(({ id }) => savedAnswers.delete(id)),
    'replies:answer': (input) => sendAnswer(parts, input),
  };
}

/** The saved answers as one person would get them. A placeholder stays where the name does not fill it. */
export function savedFor(saved: SavedTexts, name: string): SavedText[] {
  const list = { fields: [{ key: nameKey, index: 0 }] };
  return saved.all().map(({ text, ...kept }) => {
    return { ...kept, text: personalText(textSource({ text, attachmentHash: null }, list), [name]).shown };
  });
}
