import { useCallback, useEffect, useRef, useState } from 'react';
import type { CampaignDetail, CommandInput, FailureCode } from '../../domain/contract.ts';
import { call } from '../api.ts';
import { useAsk } from '../ui/hooks/use-ask.ts';

export type DraftPatch = Omit<CommandInput<'campaign:update'>, 'id'>;
export type Saving =
  | { readonly state: 'saved'; readonly atMs: number | null }
  | { readonly state: 'saving' | 'failed' };

/** A draft in the wizard: changed at once on screen, and saved by main a moment later. */
export type Draft = {
  readonly detail: CampaignDetail;
  readonly saving: Saving;
  readonly change: (patch: DraftPatch) => void;
  /** Saves unsaved changes. Returns whether everything is saved now. */
  readonly flush: () => Promise<boolean>;
  /** Takes over another command's answer about this draft. */
  readonly take: (detail: CampaignDetail) => void;
  /** Reads the draft again after something else changed it. */
  readonly reread: () => Promise<void>;
};

/** How long typing pauses before it is saved. */
const restMs = 500;

export type Opening<Opened> =
  | { readonly kind: 'opening' }
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly again: () => Promise<void> }
  | { readonly kind: 'open'; readonly opened: Opened };

/** Opens a draft and keeps it saved. */
export function useDraft(id: number): Opening<Draft> {
  const [detail, setDetail] = useState<CampaignDetail | null>(null);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const [saving, setSaving] = useState<Saving>({ state: 'saved', atMs: null });
  const ask = useAsk();
  const pending = useRef<DraftPatch>({});
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // Saves run one after another, so that an older text never overwrites a newer one.
  const last = useRef<Promise<boolean>>(Promise.resolve(true));
  const listId = useRef<number | undefined>(undefined);

  const take = useCallback((answered: CampaignDetail) => {
    // Unsaved answers were about the people of the old list.
    if (answered.list?.id !== listId.current) {
      pending.current = withoutAnswers(pending.current);
      const isNothingLeft = Object.keys(pending.current).length === 0;
      setSaving((now) => (now.state === 'failed' && isNothingLeft ? { state: 'saved', atMs: null } : now));
    }
    listId.current = answered.list?.id;
    setDetail(withPatch(answered, pending.current));
  }, []);

  const reread = useCallback(async () => {
    const result = await call('campaign:get', { id });
    setFailure(result.ok ? null : result.failure.code);
    if (result.ok) take(result.value);
  }, [id, take]);

  const save = useCallback(async () => {
    const patch = pending.current;
    if (Object.keys(patch).length === 0) return true;
    pending.current = {};
    const answer = await ask('campaign:update', { id, ...patch });
    if (answer === null) {
      // What could not be saved waits, overridden by what was typed since.
      pending.current = withLater(patch, pending.current);
      setSaving({ state: 'failed' });
      return false;
    }
    take(answer);
    // What was typed during this save is saved next.
    const isAllSaved = Object.keys(pending.current).length === 0;
    setSaving(isAllSaved ? { state: 'saved', atMs: Date.now() } : { state: 'saving' });
    return true;
  }, [id, take, ask]);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    last.current = last.current.then(save);
    return last.current;
  }, [save]);

  const change = (patch: DraftPatch) => {
    pending.current = withLater(pending.current, patch);
    setDetail((current) => current && withPatch(current, patch));
    setSaving({ state: 'saving' });
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, restMs);
  };

  useEffect(() => {
    void reread();
    return () => void flush();
  }, [reread, flush]);

  if (failure !== null) return { kind: 'failed', code: failure, again: reread };
  if (detail === null) return { kind: 'opening' };
  return { kind: 'open', opened: { detail, saving, change, flush, take, reread } };
}

/** Joins two patches. An answer in the first was about the text at that time, and does not hold for another text. */
function withLater(first: DraftPatch, later: DraftPatch): DraftPatch {
  return { ...(later.text === undefined ? first : withoutAnswers(first)), ...later };
}

/** A patch without its answers, which are about a text and its people. */
function withoutAnswers({ repeat: _, leaveBlanksOut: __, contactsAnswer: ___, ...rest }: DraftPatch): DraftPatch {
  return rest;
}

/** The draft as it will be once the patch is saved. `repeat` is left to main, which numbers repeats. */
function withPatch(detail: CampaignDetail, patch: DraftPatch): CampaignDetail {
  const { repeat: _numberedByMain, ...shown } = patch;
  const known = Object.entries(shown).filter(([, value]) => value !== undefined);
  return { ...detail, ...Object.fromEntries(known) };
}
