import { useRef } from 'react';
import type { ReplyRow } from '../../domain/contract.ts';
import { useIsMac } from '../shared/control-key.ts';
import { isLetterKey } from '../ui/hooks/letter-key.ts';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useKey } from '../ui/hooks/use-key.ts';

/** What is decided on a chat besides its answer; the last decision can be taken back. */
export function useDecisions(onChanged: () => Promise<void>) {
  const ask = useAsk();
  const undo = useRef<(() => Promise<unknown>) | null>(null);
  const decide = async (done: () => Promise<unknown>, back: () => Promise<unknown>) => {
    const asked = done();
    // Kept before it is answered: taken back at once, it takes back this one and not the one before.
    undo.current = async () => (await asked) !== null && back();
    if ((await asked) !== null) await onChanged();
  };
  const setDone = ({ messageId: id }: ReplyRow, isDone: boolean) =>
    decide(
      () => ask('replies:setDone', { id, isDone }),
      () => ask('replies:setDone', { id, isDone: !isDone }),
    );
  const setLater = ({ messageId: id }: ReplyRow, isLater: boolean) =>
    decide(
      () => ask('replies:setLater', { id, isLater }),
      () => ask('replies:setLater', { id, isLater: !isLater }),
    );
  const keepUndo = (back: (() => Promise<unknown>) | null) => {
    if (back !== null) undo.current = back;
  };
  const undoLast = async () => {
    const back = undo.current;
    undo.current = null;
    if (back === null) return;
    await back();
    await onChanged();
  };
  return { setDone, setLater, keepUndo, undoLast };
}

/** In a field it takes back what was typed there. */
export function useUndoKey(undoLast: () => unknown): void {
  const isMac = useIsMac();
  useKey(
    (event) =>
      isLetterKey(event, 'z') &&
      (isMac ? event.metaKey : event.ctrlKey) &&
      !event.shiftKey &&
      !(event.target instanceof HTMLElement && event.target.closest('input, textarea') !== null),
    () => void undoLast(),
  );
}
