import { useEffect, useRef, useState } from 'react';
import type { CommandOutput } from '../../../domain/contract.ts';
import { call } from '../../api.ts';

type Match = NonNullable<CommandOutput<'campaign:findPerson'>>;

/** How long typing rests before somebody is looked for. */
const restMs = 150;

/** A search through the people of a campaign's list. What is found is shown at once; null while nothing is asked. */
export function usePersonSearch(campaignId: number, listId: number, onIndex: (index: number) => void) {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Match | 'nobody' | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Results come in the order in which they were asked for, but only the newest question counts.
  const asked = useRef(0);
  // Of another list nothing is known yet.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is the reason
  useEffect(() => {
    setFound(null);
    return () => clearTimeout(timer.current);
  }, [listId]);

  const find = async (search: string, match: number) => {
    clearTimeout(timer.current);
    asked.current += 1;
    const question = asked.current;
    const result = await call('campaign:findPerson', { id: campaignId, search, match });
    if (question !== asked.current) return;
    const next = result.ok ? result.value : null;
    setFound(next ?? 'nobody');
    if (next !== null) onIndex(next.index);
  };
  const type = (search: string) => {
    setTyped(search);
    clearTimeout(timer.current);
    asked.current += 1;
    if (search.trim() === '') setFound(null);
    else timer.current = setTimeout(() => void find(search, 0), restMs);
  };
  /** To the next match (1) or the one before (-1), past the ends to the other end. */
  const go = (step: 1 | -1) => {
    if (typed.trim() === '') return;
    if (found === null || found === 'nobody') void find(typed, 0);
    else void find(typed, (found.match + step + found.matches) % found.matches);
  };
  return { typed, type, found, go };
}
