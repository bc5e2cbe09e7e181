import { useMemo } from 'react';
import { useOverview } from '../store/use-store.ts';
import { useRead } from '../ui/hooks/use-read.ts';
import type { Draft } from './use-draft.ts';

/** A check is useful only when typing has paused and everything is saved. */
const restMs = 250;

export type Checked = ReturnType<typeof useTextCheck>;

/** What prevents a draft's start, checked after each save, and when WhatsApp is connected or lost. */
export function useCheck({ detail, saving }: Draft): Checked {
  const isSaved = saving.state === 'saved';
  const isReady = useOverview(({ link }) => link.phase === 'ready');
  const version = useMemo(() => ({ detail, isReady }), [detail, isReady]);
  const read = useRead('campaign:check', { id: detail.id }, { asks: isSaved, version, restMs });
  return { ...checkedOf(read), isCurrent: isSaved && !read.isOld };
}

/** What prevents a new text for a started campaign's waiting messages. It is checked when typing pauses. */
export function useTextCheck(id: number, text: string) {
  return checkedOf(useRead('campaign:check', { id, text }, { restMs }));
}

function checkedOf({ result, isOld, failure, again }: ReturnType<typeof useRead<'campaign:check'>>) {
  return {
    check: result?.ok ? result.value : null,
    failure,
    /** Whether the check is of the present text. Until the next one is made, the older one is shown. */
    isCurrent: !isOld,
    again,
  };
}
