import { useCallback, useRef } from 'react';
import type { ListReport } from '../../../domain/contract.ts';
import type { ListChange } from '../../../domain/list-choices.ts';
import { call } from '../../api.ts';
import type { Work } from './use-work.ts';

/** Changes how the draft's list is read. Returns the list then; null when that did not come about. */
export type ChangeList = (change: ListChange) => Promise<ListReport | null>;

/** Changes follow each other, so that each is made on the list that the one before it left. */
export function useListChange(campaignId: number, { run }: Work): ChangeList {
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return useCallback(
    (change) => {
      const workId = crypto.randomUUID();
      const next = last.current.then(() =>
        run(workId, null, () => call('list:change', { campaignId, workId, change }), { quietly: true }),
      );
      last.current = next;
      return next;
    },
    [campaignId, run],
  );
}
