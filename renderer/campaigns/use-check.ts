import { useMemo } from 'react';
import { useOverview } from '../store/use-store.ts';
import { useRead } from '../ui/hooks/use-read.ts';
import type { Draft } from './use-draft.ts';

/** A check is only worth making once typing rests and everything is saved. */
const restMs = 250;

export type Checked = ReturnType<typeof useTextCheck>;

/** What stands between a draft and its start, checked at each saving and change of accounts. Null until known. */
export function useCheck({ detail, saving }: Draft): Checked {
  const isSaved = saving.state === 'saved';
  const isReady = useOverview(({ link }) => link.phase === 'ready');
  const version = useMemo(() => ({ detail, isReady }), [detail, isReady]);
  const read = useRead('campaign:check', { id: detail.id }, { asks: isSaved, version, restMs });
  return { ...checkedOf(read), isCurrent: isSaved && !read.isOld };
}

/** What stands between another text and the messages of a started campaign that wait for it; checked when typing rests. */
export function useTextCheck(id: number, text: string) {
  return checkedOf(useRead('campaign:check', { id, text }, { restMs }));
}

function checkedOf({ result, isOld, failure, again }: ReturnType<typeof useRead<'campaign:check'>>) {
  return {
    check: result?.ok ? result.value : null,
    /** Why there is no check. */
    failure,
    /** Whether it is of what stands there now. Until the next one is made, the older one is shown. */
    isCurrent: !isOld,
    again,
  };
}
