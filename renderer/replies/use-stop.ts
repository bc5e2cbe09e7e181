import { useState } from 'react';
import type { ReplyRow } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { useAsk } from '../ui/hooks/use-ask.ts';

/** Puts who wrote back on the do-not-contact list; the last one can be taken off again. */
export function useStop(onChanged: () => Promise<void>) {
  const ask = useAsk();
  const [stopped, setStopped] = useState<ReplyRow | null>(null);
  const stop = async (reply: ReplyRow) => {
    const note = reply.text.slice(0, limits.noteCharacters);
    if ((await ask('doNotContact:add', { phone: reply.phone, note })) === null) return;
    setStopped(reply);
    await onChanged();
  };
  const undoStop = async () => {
    if (stopped === null || (await ask('doNotContact:remove', { phone: stopped.phone })) === null) return;
    setStopped(null);
    await onChanged();
  };
  return { stopped, stop, undoStop };
}
