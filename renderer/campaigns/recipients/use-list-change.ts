import { useRef } from 'react';
import type { ListReport } from '../../../domain/contract.ts';
import type { ListChange } from '../../../domain/lists/list-choices.ts';
import { call } from '../../api.ts';
import type { Work } from './use-work.ts';

/** Changes how the draft's list is read. Returns the new list; null when the change failed. */
export type ChangeList = (change: ListChange) => Promise<ListReport | null>;

/** Makes work on the draft's list wait for the work before it: each builds on the list that the previous one left. */
type InTurn = (work: () => Promise<ListReport | null>) => Promise<ListReport | null>;

export function useListChange(
  campaignId: number,
  { run }: Work,
): { readonly change: ChangeList; readonly inTurn: InTurn } {
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const inTurn: InTurn = (work) => {
    const next = last.current.then(work);
    last.current = next;
    return next;
  };
  const change: ChangeList = (made) => {
    const workId = crypto.randomUUID();
    const ask = () => call('list:change', { campaignId, workId, change: made });
    return inTurn(() => run(workId, null, ask, true));
  };
  return { change, inTurn };
}
