import { useCallback, useEffect, useRef } from 'react';
import type { CampaignDetail } from '../../../../domain/contract.ts';
import type { Condition } from '../../../../domain/people/person-filter.ts';
import { call } from '../../../api.ts';
import { useOverview } from '../../../store/use-store.ts';
import { useListChange } from '../use-list-change.ts';
import { useWork, type Work } from '../use-work.ts';
import { useOpenFile } from './use-open-file.ts';

export type Import = ReturnType<typeof useImport>;

/** The ways in which a draft gets its list: from a file, with corrected rows, from a saved list, from known people. */
export function useImport(
  { detail, reread }: { detail: CampaignDetail; reread: () => Promise<void> },
  usualCountry: string,
) {
  const work = useWork(reread);
  const { takeIn, run, phase, stop } = work;
  const campaignId = detail.id;
  const listChange = useListChange(campaignId, work);
  const { change, inTurn } = listChange;
  const { letGo, ...open } = useOpenFile(detail, usualCountry, work, listChange);
  useListThatComes(detail, work, reread);

  /** Adds corrected rows to the draft's list. Returns how many recipients were added; null when none were. */
  const addCorrected = async (corrected: File) => {
    const { list } = detail;
    const taken = await takeIn(corrected, async (uploadId) => ({ ok: true, value: uploadId }));
    if (taken === null) return null;
    const { uploadId } = taken;
    const ask = () => call('list:addCorrected', { campaignId, uploadId });
    const made = await inTurn(() => run(uploadId, list?.rows ?? null, ask));
    if (made === null) return null;
    letGo();
    return made.recipients - (list?.recipients ?? 0);
  };

  const takeSaved = async (id: number) => {
    const workId = crypto.randomUUID();
    const made = await run(workId, null, () => call('list:useSaved', { campaignId, id, workId }));
    if (made !== null) letGo();
  };

  const takePeople = async (conditions: Condition[], usesOld = false) => {
    const workId = crypto.randomUUID();
    const made = await run(workId, null, () => call('list:ofPeople', { campaignId, conditions, usesOld, workId }));
    if (made !== null) letGo();
  };

  return { ...open, phase, stop, change, addCorrected, takeSaved, takePeople };
}

/** Reading a list goes on when its draft is left. This follows such a reading until the list is there. */
function useListThatComes({ id, list }: CampaignDetail, work: Work, reread: () => Promise<void>): void {
  const { phase, follow, unfollow } = work;
  const campaign = useOverview(({ campaigns }) => campaigns.find((one) => one.id === id));
  const seen = useRef(campaign);
  const followed = useRef<string | null>(null);
  const isIdle = useRef(true);
  isIdle.current = phase.kind === 'idle';
  const isAwaited = list === null && phase.kind === 'idle';
  const look = useCallback(async () => {
    const found = await call('list:underWay', { campaignId: id });
    const workId = found.ok ? found.value.workId : null;
    const before = followed.current;
    if (before === workId) return;
    // Work that was begun on this screen meanwhile is followed by the code that began it.
    if (before === null && isIdle.current && workId !== null) {
      followed.current = workId;
      follow(workId);
    } else if (before !== null) {
      followed.current = null;
      await reread();
      unfollow(before);
    }
  }, [id, follow, unfollow, reread]);
  useEffect(() => void look(), [look]);
  useEffect(() => {
    if (seen.current === campaign) return;
    seen.current = campaign;
    if (followed.current !== null) void look();
    else if (isAwaited) void reread();
  }, [campaign, isAwaited, look, reread]);
}
