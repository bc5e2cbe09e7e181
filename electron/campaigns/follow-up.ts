import { randomUUID } from 'node:crypto';
import { refuse } from '../../domain/result.ts';
import { isSeries, withoutDates } from '../../domain/schedule/series.ts';
import type { Answer, CommandOf } from '../commands.ts';
import type { JobAsked } from '../worker/jobs.ts';
import { scheduleFromNow } from './drafts.ts';
import type { CampaignParts } from './parts.ts';
import { readDetail } from './read.ts';

export type FollowUpParts = CampaignParts & {
  readonly listJobs: {
    readonly run: (workId: string, job: JobAsked<'followUp'>) => Answer<{ listId: number }>;
  };
};

/**
 * Makes a draft for some of a campaign's people, with a list of their own. People to whom nothing was sent may get the
 * same text; the others have it, so their draft has an empty text. It goes once, not each week or year. All guards
 * hold: people who have a text are left out when the draft starts.
 */
export const followUp: CommandOf<'campaign:followUp', FollowUpParts> = async (parts, { id, group, part, name }) => {
  const { campaigns, listJobs, clock, changes } = parts;
  const source = campaigns.get(id);
  if (!source) return refuse('not_found');
  const nowMs = clock.nowMs();
  const made = await listJobs.run(randomUUID(), { kind: 'followUp', campaignId: id, group, part: part ?? null });
  if (!made.ok) return made;
  const nothing = { text: '', attachmentHash: null, attachmentName: null, keepsPlace: false };
  const { text, attachmentHash, attachmentName, keepsPlace } = group === 'not_sent' ? source : nothing;
  const { listId } = made.value;
  const draft = { text, attachmentHash, attachmentName, keepsPlace, listId, followsId: id, followsGroup: group };
  const schedule = scheduleFromNow(source.schedule, nowMs);
  // The same text is for the same dates, and not later: people whose date is over are left out.
  const isOfDates = group === 'not_sent' && !isSeries(schedule);
  const draftId = campaigns.create(name, isOfDates ? schedule : withoutDates(schedule), nowMs, draft);
  changes.campaign(draftId);
  return readDetail(parts, draftId);
};
