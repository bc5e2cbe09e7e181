import { useCallback, useEffect, useMemo, useState } from 'react';
import type { CampaignDetail, CommandResult, FailureCode } from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { useOverview } from '../../store/use-store.ts';
import type { Draft, DraftPatch } from '../use-draft.ts';

/** A started campaign with changes that nobody but this window knows of until they are saved. */
export type Changes = {
  /** The campaign as it would be, in the shape on which the wizard's parts work. */
  readonly draft: Draft;
  readonly isTextChanged: boolean;
  readonly isScheduleChanged: boolean;
  /** Sends all of it at once. A failure leaves everything as it is on the screen. */
  readonly save: () => Promise<CommandResult<CampaignDetail>>;
};

type OpeningChanges =
  | { readonly kind: 'opening' }
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly again: () => Promise<void> }
  | { readonly kind: 'open'; readonly changes: Changes };

/** Opens a started campaign to be changed. Its counts and its state stay those of now. */
export function useChanges(id: number): OpeningChanges {
  const [original, setOriginal] = useState<CampaignDetail | null>(null);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const [patch, setPatch] = useState<DraftPatch>({});
  const summary = useOverview(({ campaigns }) => campaigns.find((campaign) => campaign.id === id));
  const read = useCallback(async () => {
    const result = await call('campaign:get', { id });
    setFailure(result.ok ? null : result.failure.code);
    if (result.ok) setOriginal(result.value);
  }, [id]);
  useEffect(() => {
    void read();
  }, [read]);
  const now = useMemo(() => original && { ...original, ...summary }, [original, summary]);
  if (failure !== null) return { kind: 'failed', code: failure, again: read };
  if (now === null) return { kind: 'opening' };

  const { text = now.text, schedule = now.schedule } = patch;
  const isTextChanged = text !== now.text;
  const isScheduleChanged = JSON.stringify(schedule) !== JSON.stringify(now.schedule);
  const draft: Draft = {
    detail: { ...now, text, schedule },
    saving: { state: 'saved', atMs: null },
    change: (change) => setPatch((before) => ({ ...before, ...change })),
    flush: async () => true,
    take: setOriginal,
    reread: read,
  };
  const save = async () => {
    const changed = { ...(isTextChanged ? { text } : {}), ...(isScheduleChanged ? { schedule } : {}) };
    const result = await call('campaign:update', { id, ...changed });
    if (result.ok) {
      setOriginal(result.value);
      setPatch({});
    }
    return result;
  };
  return { kind: 'open', changes: { draft, isTextChanged, isScheduleChanged, save } };
}
