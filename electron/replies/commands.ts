import { refuse } from '../../domain/failure.ts';
import { succeed } from '../../domain/result.ts';
import { type Commands, done } from '../commands.ts';
import type { ReplyParts } from './receive.ts';

/** Who wrote back, and whether they have an answer. SendOnce writes none: that is done in WhatsApp. */
export function replyCommands({ conversations, clock, changes }: ReplyParts): Commands<'replies'> {
  return {
    'replies:list': (filter) => succeed(conversations.list(filter)),
    'replies:setDone': ({ id, isDone }) => {
      if (!conversations.setDone(id, isDone, clock.nowMs())) return refuse('not_allowed_now');
      changes.replies();
      return done;
    },
  };
}
