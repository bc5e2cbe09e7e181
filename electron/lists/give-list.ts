import type { ListReport } from '../../domain/contract.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { createText } from '../../domain/text/index.ts';
import { setList } from '../campaigns/drafts.ts';
import { nameByFile } from '../campaigns/name-by-file.ts';
import type { CampaignParts } from '../campaigns/parts.ts';
import type { Answer, CommandOf } from '../commands.ts';
import type { Uploads } from '../files/uploads.ts';
import { countryOf } from '../settings/read-phone.ts';
import type { JobAsked } from '../worker/jobs.ts';
import { type DropUnusedParts, dropUnused } from './drop-unused.ts';
import type { ListJobKind, ListJobs } from './list-jobs.ts';

export type GiveListParts = CampaignParts &
  DropUnusedParts & {
    readonly uploads: Uploads;
    readonly listJobs: ListJobs;
  };

type GivenJob = JobAsked<Exclude<ListJobKind, 'saveList' | 'followUp'>>;

export const importIntoDraft: CommandOf<'list:import', GiveListParts> = async (
  parts,
  { campaignId, uploadId, ...chosen },
) => {
  const { uploads, settings, campaigns, changes, listJobs } = parts;
  const upload = uploads.get(uploadId);
  if (!upload) return refuse('not_found');
  const { language } = settings();
  const job = { kind: 'import', ...upload, ...chosen, language } as const;
  const before = parts.lists.get(campaigns.get(campaignId)?.listId ?? 0)?.fileName ?? null;
  const given = await giveList(parts, campaignId, uploadId, job);
  // If another list was chosen meanwhile, this file is no longer needed.
  if (!given.ok && !listJobs.isWanted(campaignId, uploadId)) uploads.dropUnneeded(uploadId);
  if (!given.ok) return given;
  uploads.keepFor(campaignId, uploadId);
  const name = nameByFile(campaigns.get(campaignId)?.name ?? '', { before, now: upload.fileName });
  if (name !== null) campaigns.update(campaignId, { name });
  if (name !== null) changes.campaign(campaignId);
  return given;
};

/** Makes the draft's list anew, with corrected rows. */
export const addCorrected: CommandOf<'list:addCorrected', GiveListParts> = async (parts, { campaignId, uploadId }) => {
  const { uploads, campaigns } = parts;
  const upload = uploads.get(uploadId);
  const listId = campaigns.get(campaignId)?.listId;
  if (!upload || !listId) return refuse('not_found');
  const given = await giveList(parts, campaignId, uploadId, { kind: 'correct', listId, ...upload });
  uploads.drop(uploadId);
  if (given.ok) uploads.dropOf(campaignId);
  return given;
};

/** Gives the draft a saved list. Its former file is no longer needed then. */
export const takeSaved: CommandOf<'list:useSaved', GiveListParts> = async (parts, { campaignId, id, workId }) => {
  const given = await giveList(parts, campaignId, workId, { kind: 'savedList', savedListId: id });
  if (given.ok) parts.uploads.dropOf(campaignId);
  return given;
};

/** Gives the draft a list of the people who fit conditions now. Its former file is no longer needed then. */
export const takePeople: CommandOf<'list:ofPeople', GiveListParts> = async (
  parts,
  { campaignId, conditions, usesOld, workId },
) => {
  const { uploads, settings } = parts;
  const { text } = createText(settings().language);
  const headers: [string, string] = [text('doNotContact.name'), text('doNotContact.phone')];
  const country = countryOf(settings());
  const words = { fileName: text('people.title'), headers, usesOld };
  const job = { kind: 'audience', conditions, country, ...words } as const;
  const given = await giveList(parts, campaignId, workId, job);
  if (given.ok) uploads.dropOf(campaignId);
  return given;
};

/** Adds the rows of a further sheet of the file that the draft's list came from. */
export const addFurtherSheet: CommandOf<'list:addSheet', GiveListParts> = async (
  parts,
  { campaignId, uploadId, ...sheets },
) => {
  const { uploads, campaigns, settings } = parts;
  const upload = uploads.get(uploadId);
  const listId = campaigns.get(campaignId)?.listId;
  if (!upload || !listId) return refuse('not_found');
  const { language } = settings();
  return giveList(parts, campaignId, uploadId, { kind: 'addSheet', listId, ...sheets, ...upload, language });
};

/** Reads the draft's list in another way, or with one more decision. */
export const changeDraftList: CommandOf<'list:change', GiveListParts> = async (
  parts,
  { campaignId, workId, change },
) => {
  const listId = parts.campaigns.get(campaignId)?.listId;
  if (!listId) return refuse('not_found');
  return giveList(parts, campaignId, workId, { kind: 'change', listId, change });
};

/** Whether only the choice of rows has changed, and not how they are read. */
export function isOfSameRows(job: GivenJob): boolean {
  return job.kind === 'change' && job.change.kind !== 'mapping' && job.change.kind !== 'country';
}

/**
 * Makes a list and gives it to the draft, in place of its former one. If the new list was made from another list and
 * the draft has a third one by then, it is dropped: it would undo the change in between. Any other new list is dropped
 * if a later choice replaced it.
 */
async function giveList(parts: GiveListParts, campaignId: number, workId: string, job: GivenJob): Answer<ListReport> {
  const { campaigns, queries, listJobs, changes } = parts;
  const listNow = () => campaigns.get(campaignId)?.listId ?? null;
  const isWanted = 'listId' in job ? () => job.listId === listNow() : listJobs.want(campaignId, workId);
  const made = await listJobs.run(workId, job);
  // A person who left the draft and came back gets the result by this, since they wait for no answer.
  if (!made.ok) changes.campaign(campaignId);
  if (!made.ok) return made;
  const { listId } = made.value;
  const before = listNow();
  const given = isWanted() ? setList(parts, campaignId, listId, isOfSameRows(job)) : refuse('cancelled');
  const unused = given.ok ? before : listId;
  if (unused !== null) dropUnused(parts, unused);
  if (!given.ok) return given;
  const report = queries.list(listId);
  return report ? succeed(report) : refuse('not_found');
}
