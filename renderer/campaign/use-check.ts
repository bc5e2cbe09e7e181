import { useCallback, useEffect, useRef, useState } from 'react';
import type { CampaignCheck, FailureCode, Reply } from '../../domain/contract.ts';
import { call } from '../api.ts';
import type { Draft } from './use-draft.ts';

/** A check is only worth making once typing rests and everything is saved. */
const restMs = 250;

export type Checked = {
  readonly check: CampaignCheck | null;
  /** Why there is no check. */
  readonly failure: FailureCode | null;
  readonly again: () => Promise<void>;
};

/** What stands between a draft and its start; checked again whenever the draft has been saved. Null until it is known. */
export function useCheck(draft: Draft | null): Checked {
  const [reply, setReply] = useState<Reply<CampaignCheck> | null>(null);
  const id = draft?.detail.id ?? null;
  const isSaved = draft?.saving.state === 'saved';
  const detail = draft?.detail ?? null;

  // A check of a long list takes its time: only the newest one's answer counts.
  const newest = useRef(0);
  const again = useCallback(async () => {
    if (id === null) return;
    newest.current += 1;
    const number = newest.current;
    const answer = await call('campaign:check', { id });
    if (number === newest.current) setReply(answer);
  }, [id]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: any change of the draft asks for a new check
  useEffect(() => {
    if (!isSaved) return;
    const timer = setTimeout(again, restMs);
    return () => clearTimeout(timer);
  }, [again, isSaved, detail]);

  return { check: reply?.ok ? reply.value : null, failure: reply?.ok === false ? reply.failure.code : null, again };
}
