import type { Attachment, Schedule } from '../../domain/campaign.ts';
import type { CommandInput } from '../../domain/contract.ts';
import { type AnswerParts, answerSetAside } from '../../electron/campaigns/answers.ts';
import { CampaignBatches } from '../../electron/campaigns/batches.ts';
import {
  createDraft,
  duplicateCampaign,
  setAttachment,
  setList,
  updateCampaign,
} from '../../electron/campaigns/drafts.ts';
import { countMisses, planOwnTimes } from '../../electron/campaigns/own-times.ts';
import type { CampaignParts } from '../../electron/campaigns/parts.ts';
import { previewOf, textFor } from '../../electron/campaigns/preview.ts';
import { readDetail } from '../../electron/campaigns/read.ts';
import {
  answerOverdue,
  cancelCampaign,
  pauseCampaign,
  resumeCampaign,
  resumeReturned,
} from '../../electron/campaigns/run.ts';
import { checkCampaign, startCampaign } from '../../electron/campaigns/start.ts';
import { silentChanges } from './changes.ts';
import { account, type Rig } from './dispatch-rig.ts';

export type CampaignActions = ReturnType<typeof campaignActions>;

/** The operator's actions on campaigns, with the database and the dispatcher of a rig. */
export function campaignActionsOf(rig: Rig): CampaignActions {
  return campaignActions(campaignPartsOf(rig), rig.stores);
}

export function campaignPartsOf(rig: Rig): CampaignParts {
  const { campaigns, secondSteps, lists, texts, queries, queue } = rig.stores;
  return {
    campaigns,
    secondSteps,
    lists,
    texts,
    queries,
    queue,
    batches: new CampaignBatches(() => rig.stores.db.writeBack()),
    isFileWhole: async (hash) => rig.attachments.has(hash),
    clock: rig.clock,
    settings: () => rig.settings,
    account: () => account,
    isHere: ({ length }) => length > 0,
    computers: () => [],
    isOfTeam: () => true,
    timeZone: () => 'Europe/London',
    changes: silentChanges,
    nudge: () => rig.dispatcher.nudge(),
  };
}

/** Each action by a short name, all on the same parts. */
export function campaignActions(parts: CampaignParts, stores: Pick<AnswerParts, 'messages' | 'listChanges' | 'moves'>) {
  const answering = { ...stores, ...parts, canReadOldChats: async () => false };
  return {
    create: (name: string) => createDraft(parts, name),
    get: (id: number) => readDetail(parts, id),
    update: (input: CommandInput<'campaign:update'>) => updateCampaign(parts, input),
    setList: (id: number, listId: number, isSameList = false) => setList(parts, id, listId, isSameList),
    setAttachment: (id: number, file: Pick<Attachment, 'hash' | 'fileName'> | null) => setAttachment(parts, id, file),
    duplicate: (input: CommandInput<'campaign:duplicate'>) => duplicateCampaign(parts, input),
    preview: (input: CommandInput<'campaign:preview'>) => previewOf(parts, input),
    textFor: (id: number, rowNumber: number) => textFor(parts, id, rowNumber),
    check: (id: number, text?: string) => checkCampaign(parts, id, text),
    ownTimes: (id: number) => planOwnTimes(parts, id),
    countMisses: (id: number, schedule: Schedule) => countMisses(parts, { id, schedule }),
    start: (id: number) => startCampaign(parts, id),
    pause: (id: number) => pauseCampaign(parts, id),
    resume: (id: number) => resumeCampaign(parts, id),
    resumeReturned: (count: number) => resumeReturned(parts, { count }),
    cancel: (id: number) => cancelCampaign(parts, id),
    answer: (input: CommandInput<'campaign:answer'>) => answerSetAside(answering, input),
    answerOverdue: (input: CommandInput<'campaign:overdue'>) => answerOverdue(parts, input),
  };
}
