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

/** Has the list keep rows of one number that the column tells apart, or as before where all go at one time. */
export async function keepOccasions(draft: Draft, column: number | null): Promise<void> {
  const { id, list } = draft.detail;
  if (list === null || (list.choices.occasions ?? null) === column) return;
  await draft.flush();
  await call('list:change', {
    campaignId: id,
    workId: crypto.randomUUID(),
    change: { kind: 'occasions', column },
  });
  await draft.reread();
}
