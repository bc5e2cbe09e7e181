import { useEffect } from 'react';
import type { OwnTimesPlan } from '../../../../domain/schedule/own-times-plan.ts';
import { call } from '../../../api.ts';
import { useRead } from '../../../ui/hooks/use-read.ts';
import type { Draft } from '../../use-draft.ts';

/** When each row of the draft's list is sent. It is asked for again once a change is saved. Null until it is known. */
export function useOwnTimesPlan({ detail, saving }: Draft): OwnTimesPlan | null {
  const hasOwn = detail.schedule.own !== undefined && detail.list !== null;
  const asks = saving.state === 'saved' && hasOwn;
  const { result } = useRead('campaign:ownTimes', { id: detail.id }, { asks, version: detail });
  return hasOwn && result?.ok ? result.value : null;
}

/** Makes the list keep rows of one number that differ in the date column, and no others; also that of a new file. */
export function useOccasions({ detail: { id, schedule, list }, flush, reread }: Draft): void {
  const wanted = schedule.own?.column ?? null;
  const listId = list?.id ?? null;
  const isSo = list === null || (list.choices.occasions ?? null) === wanted;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one attempt for each list and column
  useEffect(() => {
    if (listId === null || isSo) return;
    const change = { kind: 'occasions', column: wanted } as const;
    void flush()
      .then(() => call('list:change', { campaignId: id, workId: crypto.randomUUID(), change }))
      .then(reread);
  }, [id, listId, isSo, wanted]);
}
