import type { Stores } from '../../db/stores.ts';
import type { CommandOutput, CommandResult } from '../../domain/contract.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { type Answer, type CommandOf, type Commands, done } from '../commands.ts';
import type { Attachments } from '../files/attachments.ts';
import type { Uploads } from '../files/uploads.ts';
import type { Given } from '../ports.ts';
import type { StartInProcess } from '../worker/process-jobs.ts';
import { type AnswerParts, answerSetAside } from './answers.ts';
import { checkedPeople } from './checked-people.ts';
import { createDraft, duplicateCampaign, setAttachment, updateCampaign } from './drafts.ts';
import { type ExternalSendsParts, importReport } from './external-sends.ts';
import { type FollowUpParts, followUp } from './follow-up.ts';
import { countMisses, pendingDays, planOwnTimes } from './own-times.ts';
import type { CampaignParts } from './parts.ts';
import { findPerson, previewOf } from './preview.ts';
import { readDetail } from './read.ts';
import { answerOverdue, cancelCampaign, pauseCampaign, resumeCampaign, resumeReturned } from './run.ts';
import { renameText, saveText } from './saved-texts.ts';
import { checkCampaign, startCampaign } from './start.ts';
import { type SendTest, testToSelf } from './test-to-self.ts';

export type CampaignCommandsParts = CampaignParts &
  ExternalSendsParts &
  FollowUpParts &
  AnswerParts &
  Pick<Stores, 'savedTexts' | 'personSearch'> &
  Given<'ready' | 'indexPeople'> & {
    readonly uploads: Uploads;
    readonly startInProcess: StartInProcess;
    readonly isPractice: boolean;
    readonly attachments: Attachments;
    readonly sendTest: SendTest;
    readonly dropUnused: (listId: number) => void;
  };

/** The operator's commands for campaigns: drafts, checks, start, pause, resume, cancel, and saved texts. */
export function campaignCommands(parts: CampaignCommandsParts): Commands<'campaign'> {
  return { ...draftCommands(parts), ...runCommands(parts), ...savedTextCommands(parts) };
}

function draftCommands(parts: CampaignCommandsParts) {
  return {
    'campaign:create': ({ name }) => createDraft(parts, name),
    'campaign:get': ({ id }) => readDetail(parts, id),
    'campaign:update': (input) => updateCampaign(parts, input),
    'campaign:attach': (input) => attach(parts, input),
    'campaign:detach': ({ id }) => setAttachment(parts, id, null),
    'campaign:picture': ({ id }) => readPicture(parts, id),
    'campaign:duplicate': (input) => duplicateCampaign(parts, input),
    'campaign:followUp': (input) => followUp(parts, input),
    'campaign:deleteDraft': ({ id }) => deleteDraft(parts, id),
    'campaign:preview': (input) => previewOf(parts, input),
    'campaign:findPerson': (input) => {
      void parts.indexPeople();
      return succeed(findPerson(parts, input));
    },
    'campaign:check': ({ id, text }) => checkCampaign(parts, id, text),
    'campaign:ownTimes': ({ id }) => planOwnTimes(parts, id),
    'campaign:wouldMiss': async (input) => succeed(await countMisses(parts, input)),
    'campaign:days': ({ id }) => succeed(pendingDays(parts, id)),
    'campaign:checkedPeople': (input) => checkedPeople(parts, input),
    'campaign:importReport': (input) => importReport(parts, input),
    'campaign:testToSelf': ({ id }) => testToSelf(parts, id),
  } satisfies Partial<Commands<'campaign'>>;
}

function runCommands(parts: CampaignCommandsParts) {
  return {
    'campaign:start': ({ id }) => start(parts, id),
    'campaign:pause': ({ id }) => pauseCampaign(parts, id),
    'campaign:resume': ({ id }) => resumeCampaign(parts, id),
    'campaign:resumeReturned': (input) => resumeReturned(parts, input),
    'campaign:cancel': ({ id }) => cancelCampaign(parts, id),
    'campaign:overdue': (input) => answerOverdue(parts, input),
    'campaign:answer': (input) => answerSetAside(parts, input),
  } satisfies Partial<Commands<'campaign'>>;
}

function savedTextCommands({ savedTexts, clock }: CampaignCommandsParts) {
  return {
    'campaign:savedTexts': () => succeed(savedTexts.all()),
    'campaign:saveText': (input) => saveText(savedTexts, input, clock.nowMs()),
    'campaign:renameText': (input) => renameText(savedTexts, input),
    'campaign:deleteText': ({ id }) => {
      savedTexts.delete(id);
      return succeed(savedTexts.all());
    },
  } satisfies Partial<Commands<'campaign'>>;
}

/** The imported file of a frozen list is not needed any more. */
async function start(parts: CampaignCommandsParts, id: number): ReturnType<typeof startCampaign> {
  const started = await startCampaign(parts, id);
  if (parts.campaigns.get(id)?.state !== 'draft') parts.uploads.dropOf(id);
  if (started.ok) void parts.indexPeople();
  return started;
}

function deleteDraft(parts: CampaignCommandsParts, id: number): CommandResult<undefined> {
  const listId = parts.campaigns.get(id)?.listId ?? null;
  if (!parts.campaigns.deleteDraft(id)) return refuse('not_allowed_now');
  if (listId !== null) parts.dropUnused(listId);
  parts.uploads.dropOf(id);
  return done;
}

const attach: CommandOf<'campaign:attach', CampaignCommandsParts> = async (parts, { id, uploadId, mimeType }) => {
  const { uploads, attachments, campaigns, clock } = parts;
  const upload = uploads.get(uploadId);
  if (!upload) return refuse('not_found');
  const taken = await attachments.take(upload, mimeType);
  uploads.drop(uploadId);
  if (!taken.ok) return taken;
  campaigns.addAttachment(taken.value, clock.nowMs());
  return setAttachment(parts, id, taken.value);
};

/** The attached picture as a data URL, and whether the attachment contains a place. No file counts as no picture. */
async function readPicture(
  { attachments, campaigns }: CampaignCommandsParts,
  campaignId: number,
): Answer<CommandOutput<'campaign:picture'>> {
  const campaign = campaigns.get(campaignId);
  if (!campaign) return refuse('not_found');
  const file = campaigns.attachmentOf(campaign);
  if (file === null) return succeed(null);
  if (file.kind !== 'image')
    return succeed({ url: null, hasPlace: await attachments.saysPlace(file).catch(() => false) });
  const read = await attachments.read(file, { keepsPlace: false }).catch(() => null);
  if (read === null) return succeed(null);
  return succeed({ url: `data:${read.mimeType};base64,${read.base64}`, hasPlace: read.sentHash !== undefined });
}
