import { useRef, useState } from 'react';
import type { AnswerQuestion } from '../../domain/people/answer.ts';
import { useStore } from '../store/use-store.ts';
import { useAsk } from '../ui/hooks/use-ask.ts';

/** Within this the next press is the same one: a double click, a key that bounces. */
const deadMs = 500;

type Allowed = { readonly isRepeat?: boolean; readonly isAllTheSame?: boolean };

/** What is being written to one person, and its one press of Send. */
export function useAnswer(messageId: number, unsent: string | null, onTaken: () => void) {
  const ask = useAsk();
  const words = useStore(({ answers }) => answers[messageId]) ?? unsent ?? '';
  const keep = useStore(({ keepAnswer }) => keepAnswer);
  const [asks, setAsks] = useState<AnswerQuestion | null>(null);
  const pressedAt = useRef(Number.NEGATIVE_INFINITY);
  // The same until it was taken, however often it is told.
  const press = useRef(crypto.randomUUID());
  const write = (text: string) => {
    setAsks(null);
    keep(messageId, text);
  };
  const send = async (seen: string | null, allowed: Allowed) => {
    if (words.trim() === '' || performance.now() - pressedAt.current < deadMs) return;
    pressedAt.current = performance.now();
    const { isRepeat = false, isAllTheSame = false } = allowed;
    const said = { id: messageId, text: words, press: press.current, seen, isRepeat, isAllTheSame };
    const answer = await ask('replies:answer', said);
    if (answer === null) return;
    setAsks(answer.asks);
    if (answer.asks !== null) return;
    press.current = crypto.randomUUID();
    keep(messageId, null);
    onTaken();
  };
  return { words, write, send, asks, dropQuestion: () => setAsks(null) };
}
