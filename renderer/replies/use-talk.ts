import { useCallback, useEffect, useRef, useState } from 'react';
import type { Talk } from '../../domain/people/talk.ts';
import { call } from '../api.ts';

/** A chat that could not be read is asked for again after this. */
const againMs = 5_000;

/** The chat with somebody who wrote back, read again with each change. Null until it was read. */
export function useTalk(messageId: number): { readonly talk: Talk | null; readonly again: () => Promise<void> } {
  const [talk, setTalk] = useState<Talk | null>(null);
  const newest = useRef(0);
  const again = useCallback(async () => {
    newest.current += 1;
    const number = newest.current;
    const result = await call('replies:chat', { id: messageId });
    if (number === newest.current && result.ok) setTalk(result.value);
  }, [messageId]);
  useEffect(() => {
    void again();
    const stops = [
      window.sendonce.events['replies:changed'](() => void again()),
      window.sendonce.events['link:changed'](() => void again()),
    ];
    return () => {
      newest.current += 1;
      for (const stop of stops) stop();
    };
  }, [again]);
  const isRead = talk?.isRead;
  useEffect(() => {
    if (isRead !== false) return;
    const timer = setInterval(() => void again(), againMs);
    return () => clearInterval(timer);
  }, [isRead, again]);
  return { talk, again };
}
