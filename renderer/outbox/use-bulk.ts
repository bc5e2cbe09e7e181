import type { MessageTarget, RequeueResult } from '../../domain/contract.ts';
import { useWords } from '../text.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useToast } from '../ui/toast.tsx';

/** Cancels what still waits, and says how many that were and how many had left already. */
export function useCancelMessages(): (target: MessageTarget) => Promise<void> {
  const { text, format } = useWords();
  const ask = useAsk();
  const toast = useToast();
  return async (target) => {
    const result = await ask('message:cancel', { target });
    if (result === null) return;
    const { changed, tooLate, stopped } = result;
    const words: string[] = [text('outbox.cancelled', { count: changed, number: format.number(changed) })];
    if (tooLate > 0) words.push(text('outbox.someTooLate', { count: tooLate, number: format.number(tooLate) }));
    if (stopped) words.push(text('outbox.bulkStopped'));
    toast('good', words.join(' '));
  };
}

/** Requeues what certainly did not leave, and says who was left out for what. */
export function useRequeue(): (target: MessageTarget) => Promise<void> {
  const ask = useAsk();
  const toast = useToast();
  const wordsOf = useResultWords();
  return async (target) => {
    const result = await ask('message:requeue', { target });
    if (result !== null) toast(result.changed > 0 ? 'good' : 'bad', wordsOf(result));
  };
}

function useResultWords(): (result: RequeueResult) => string {
  const { text, format } = useWords();
  return ({ changed, doNotContact, hasText, notPossible, stopped }) => {
    const counted = (count: number) => ({ count, number: format.number(count) });
    const words: string[] = [changed === 0 ? text('outbox.noneQueued') : text('outbox.queuedAgain', counted(changed))];
    if (doNotContact > 0) words.push(text('outbox.leftOutDoNotContact', counted(doNotContact)));
    if (hasText > 0) words.push(text('outbox.leftOutHasText', counted(hasText)));
    if (notPossible > 0) words.push(text('outbox.leftOutNotPossible', counted(notPossible)));
    if (stopped) words.push(text('outbox.bulkStopped'));
    return words.join(' ');
  };
}
