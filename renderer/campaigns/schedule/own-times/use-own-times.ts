import { useEffect, useRef, useState } from 'react';
import type { OwnTimesPlan } from '../../../../domain/schedule/own-times-plan.ts';
import { call } from '../../../api.ts';
import type { Draft } from '../../use-draft.ts';

/** When each row of the draft's list goes, asked anew once what it is made from is saved. Null until it is known. */
export function useOwnTimesPlan(draft: Draft): OwnTimesPlan | null {
  const { id, schedule, list } = draft.detail;
  const [plan, setPlan] = useState<OwnTimesPlan | null>(null);
  const newest = useRef(0);
  const isSaved = draft.saving.state === 'saved';
  const hasOwn = schedule.own !== undefined && list !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: any change of schedule or list asks for a new plan
  useEffect(() => {
    if (!isSaved || !hasOwn) return;
    newest.current += 1;
    const number = newest.current;
    // An older answer of a long list says nothing of what stands there now.
    void call('campaign:ownTimes', { id }).then((result) => {
      if (number === newest.current) setPlan(result.ok ? result.value : null);
    });
  }, [id, isSaved, hasOwn, schedule, list]);
  return hasOwn ? plan : null;
}

/**
 * Has the list keep rows of one number that the column of dates tells apart, and as before where all go at one time: also
 * where another file was taken in since.
 */
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
