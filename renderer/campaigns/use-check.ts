import { useCallback, useEffect, useRef, useState } from 'react';
import type { CampaignCheck, CampaignDetail, CommandResult } from '../../domain/contract.ts';
import { call } from '../api.ts';
import type { Draft } from './use-draft.ts';

/** A check is only worth making once typing rests and everything is saved. */
const restMs = 250;

export type Checked = ReturnType<typeof useAsked>;

/** What stands between a draft and its start; checked again whenever the draft has been saved. Null until it is known. */
export function useCheck(draft: Draft): Checked {
  const { detail, saving } = draft;
  const isSaved = saving.state === 'saved';
  const checked = useAsked(detail.id, undefined, detail);
  const { again } = checked;
  // biome-ignore lint/correctness/useExhaustiveDependencies: any change of the draft asks for a new check
  useEffect(() => {
    if (!isSaved) return;
    const timer = setTimeout(again, restMs);
    return () => clearTimeout(timer);
  }, [again, isSaved, detail]);
  return { ...checked, isCurrent: isSaved && checked.isCurrent };
}

/** What stands between another text and the messages of a started campaign that wait for it; checked when typing rests. */
export function useTextCheck(id: number, text: string): Checked {
  const checked = useAsked(id, text, text);
  const { again } = checked;
  useEffect(() => {
    const timer = setTimeout(again, restMs);
    return () => clearTimeout(timer);
  }, [again]);
  return checked;
}

function useAsked(id: number, text: string | undefined, of: CampaignDetail | string) {
  const [made, setMade] = useState<Made | null>(null);
  // A check of a long list takes its time: only the newest one's answer counts.
  const newest = useRef(0);
  const shown = useRef(of);
  shown.current = of;
  const again = useCallback(async () => {
    newest.current += 1;
    const number = newest.current;
    const askedOf = shown.current;
    const result = await call('campaign:check', text === undefined ? { id } : { id, text });
    if (number === newest.current) setMade({ of: askedOf, result });
  }, [id, text]);
  const result = made?.result ?? null;
  return {
    check: result?.ok ? result.value : null,
    /** Why there is no check. */
    failure: result?.ok === false ? result.failure.code : null,
    /** Whether it is of what stands there now. Until the next one is made, the older one is shown. */
    isCurrent: made !== null && made.of === of,
    again,
  };
}

/** An answer, and the draft or the text as it stood when it was asked for. */
type Made = { readonly of: CampaignDetail | string; readonly result: CommandResult<CampaignCheck> };
