import type { MessageTarget, RequeueResult } from '../../domain/contract.ts';
import { useText } from '../text.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useToast } from '../ui/toast.tsx';

/** Cancels messages that still wait, and says how many they were and how many had left already. */
export function useCancelMessages(): (target: MessageTarget) => Promise<void> {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  return async (target) => {
    const result = await ask('message:cancel', { target });
    if (result === null) return;
    const { changed, tooLate, stopped } = result;
    const words: string[] = [text('outbox.cancelled', { count: changed })];
    if (tooLate > 0) words.push(text('outbox.someTooLate', { count: tooLate }));
    if (stopped) words.push(text('outbox.bulkStopped'));
    toast('good', words.join(' '));
  };
}

/** Queues messages again that certainly did not leave, and says how many were left out for which reason. */
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
  const text = useText();
  return ({ changed, doNotContact, hasText, notPossible, stopped }) => {
    const words: string[] = [
      changed === 0 ? text('outbox.noneQueued') : text('outbox.queuedAgain', { count: changed }),
    ];
    if (doNotContact > 0) words.push(text('outbox.leftOutDoNotContact', { count: doNotContact }));
    if (hasText > 0) words.push(text('outbox.leftOutHasText', { count: hasText }));
    if (notPossible > 0) words.push(text('outbox.leftOutNotPossible', { count: notPossible }));
    if (stopped) words.push(text('outbox.bulkStopped'));
    return words.join(' ');
  };
}
