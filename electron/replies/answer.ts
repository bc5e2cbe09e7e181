import type { Stores } from '../../db/stores.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { hasPlaceholder, showsNothing } from '../../domain/template/template.ts';
import type { QuickCommandOf } from '../commands.ts';
import type { AnswerOrder } from '../dispatch/answers.ts';
import type { Changes, Given } from '../ports.ts';

export type AnswerCommandParts = Pick<Stores, 'answers'> &
  Given<'clock' | 'newToken' | 'ready'> & {
    /** Whether there is no alarm, and the account is paused only by the operator, only for new chats, or not at all. */
    readonly mayAnswer: (phone: string) => boolean;
    readonly takeAnswer: (order: AnswerOrder) => void;
    readonly changes: Pick<Changes, 'replies'>;
  };

/**
 * Handles a press of Send. The result comes with the conversation: within two minutes the answer has passed the gate,
 * or its words are back in their box. Returns the question that has to be answered first, null where there is none.
 */
export const sendAnswer: QuickCommandOf<'replies:answer', AnswerCommandParts> = (
  { answers, ready, mayAnswer, takeAnswer, newToken, clock, changes },
  { id, text, seen, ...said },
) => {
  const to = answers.correspondent(id);
  if (!to) return refuse('not_found');
  const linked = ready();
  if (linked.length === 0) return refuse('not_linked');
  // An answer leaves from the account that the person wrote to.
  if (!linked.some(({ phone }) => phone === to.account)) return refuse('other_account');
  if (!mayAnswer(to.account)) return refuse('not_allowed_now');
  const words = text.trim();
  if (showsNothing(words)) return refuse('empty_text');
  // A saved answer keeps its placeholder where nothing fills it, and nobody should get that.
  if (hasPlaceholder(words)) return succeed({ asks: 'placeholder' });
  const token = newToken();
  const opened = answers.open({ ...said, messageId: id, token, text: words, nowMs: clock.nowMs() });
  if (opened === 'not_found') return refuse('not_found');
  if (opened === 'known') return succeed({ asks: null });
  if (opened !== 'opened') return succeed({ asks: opened });
  takeAnswer({ token, account: to.account, chatId: to.chatId, text: words, seen });
  changes.replies();
  return succeed({ asks: null });
};
