import { useCallback, useEffect, useRef, useState } from 'react';
import type { CampaignCheck, CampaignDetail, FailureCode, Reply } from '../../domain/contract.ts';
import { call } from '../api.ts';
import type { Draft } from './use-draft.ts';

/** A check is only worth making once typing rests and everything is saved. */
const restMs = 250;

export type Checked = {
  readonly check: CampaignCheck | null;
  /** Why there is no check. */
  readonly failure: FailureCode | null;
  /** Whether it is of the draft as it stands now. Until the next one is made, the older one is shown. */
  readonly isCurrent: boolean;
  readonly again: () => Promise<void>;
};

/** What stands between a draft and its start; checked again whenever the draft has been saved. Null until it is known. */
export function useCheck(draft: Draft | null): Checked {
  const [made, setMade] = useState<Made | null>(null);
  const id = draft?.detail.id ?? null;
  const isSaved = draft?.saving.state === 'saved';
  const detail = draft?.detail ?? null;

  // A check of a long list takes its time: only the newest one's answer counts.
  const newest = useRef(0);
  const shown = useRef(detail);
  shown.current = detail;
  const again = useCallback(async () => {
    if (id === null) return;
    newest.current += 1;
    const number = newest.current;
    const of = shown.current;
    const reply = await call('campaign:check', { id });
    if (number === newest.current) setMade({ of, reply });
  }, [id]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: any change of the draft asks for a new check
  useEffect(() => {
    if (!isSaved) return;
    const timer = setTimeout(again, restMs);
    return () => clearTimeout(timer);
  }, [again, isSaved, detail]);

  const reply = made?.reply ?? null;
  return {
    check: reply?.ok ? reply.value : null,
    failure: reply?.ok === false ? reply.failure.code : null,
    isCurrent: isSaved && made !== null && made.of === detail,
    again,
  };
}

/** An answer, and the draft as it stood when it was asked for. */
type Made = { readonly of: CampaignDetail | null; readonly reply: Reply<CampaignCheck> };
