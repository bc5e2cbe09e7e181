import { app, type BrowserWindow } from 'electron';
import type { Emit } from '../../domain/contract.ts';
import type { Settings } from '../../domain/settings.ts';
import { CampaignBatches } from '../campaigns/batches.ts';
import type { CampaignCommandsParts } from '../campaigns/commands.ts';
import { systemClock as clock, timeZone } from '../clock.ts';
import { printToPdf } from '../desktop/print-to-pdf.ts';
import { askWhereToSave } from '../desktop/save-dialog.ts';
import type { SavedFiles } from '../desktop/saved-files.ts';
import type { DoNotContactCommandsParts } from '../do-not-contact/commands.ts';
import type { Attachments } from '../files/attachments.ts';
import type { SaveFileParts } from '../files/save-file.ts';
import { Uploads } from '../files/uploads.ts';
import type { ListCommandsParts } from '../lists/commands.ts';
import { ListJobs } from '../lists/list-jobs.ts';
import { PeopleIndex } from '../lists/people-index.ts';
import { Bulk } from '../messages/bulk.ts';
import type { MessageParts } from '../messages/parts.ts';
import type { Log } from '../ports.ts';
import type { ReplyParts } from '../replies/receive.ts';
import type { ReportCommandsParts } from '../reports/commands.ts';
import type { Folders } from '../storage/folders.ts';
import type { Storage } from '../storage/open-storage.ts';
import { newToken, type Stores } from '../storage/stores.ts';
import { Checks } from '../whatsapp/check/checks.ts';
import { startJob } from '../worker/jobs.ts';
import type { StartInProcess } from '../worker/process-jobs.ts';
import type { Sending } from './sending.ts';

type FeatureParts = {
  readonly storage: Storage;
  readonly stores: Stores;
  readonly sending: Sending;
  readonly attachments: Attachments;
  readonly savedFiles: SavedFiles;
  readonly folders: Folders;
  readonly workerFile: string;
  /** For what comes from outside. */
  readonly startInProcess: StartInProcess;
  readonly emit: Emit;
  readonly log: Log;
  readonly isPractice: boolean;
  readonly settings: () => Settings;
  readonly window: () => BrowserWindow | undefined;
};

/** What the commands of each feature get. */
export type Features = {
  readonly batches: CampaignBatches;
  readonly campaigns: CampaignCommandsParts;
  readonly doNotContact: DoNotContactCommandsParts;
  readonly lists: ListCommandsParts;
  readonly messages: MessageParts;
  readonly peopleIndex: PeopleIndex;
  readonly replies: ReplyParts;
  readonly reports: ReportCommandsParts;
  readonly uploads: Uploads;
  readonly checks: Checks;
};

/** Hands each feature what it needs. */
export function makeFeatures(parts: FeatureParts): Features {
  const uploads = new Uploads(parts.folders.uploads);
  const batches = new CampaignBatches();
  const { workerFile, log } = parts;
  const { searchIndex } = parts.stores;
  const peopleIndex = new PeopleIndex({ searchIndex, workerFile, database: parts.folders.database, log });
  const listJobs = listJobsOf(parts, peopleIndex);
  return {
    uploads,
    batches,
    campaigns: campaignParts(parts, uploads, batches, listJobs),
    peopleIndex,
    lists: listParts(parts, uploads, batches, listJobs),
    messages: messageParts(parts, uploads, peopleIndex),
    replies: replyParts(parts),
    reports: reportParts(parts),
    doNotContact: doNotContactParts(parts, uploads),
    checks: makeChecks(parts),
  };
}

function campaignParts(
  { storage, stores, sending, attachments, folders, workerFile, startInProcess, settings }: FeatureParts,
  uploads: Uploads,
  batches: CampaignBatches,
  listJobs: ListJobs,
): CampaignCommandsParts {
  return {
    campaigns: stores.campaigns,
    lists: stores.lists,
    texts: stores.texts,
    messages: stores.messages,
    queries: stores.queries,
    queue: stores.queue,
    batches,
    replay: stores.replay,
    personSearch: stores.personSearch,
    savedLists: stores.savedLists,
    savedTexts: stores.savedTexts,
    ledger: storage.ledger,
    newToken,
    uploads,
    listJobs,
    attachments,
    isFileWhole: (hash) => attachments.isWhole(hash),
    workerFile,
    startInProcess,
    database: folders.database,
    clock,
    settings,
    account: () => sending.session.account(),
    timeZone,
    changes: sending.changes,
    nudge: () => sending.dispatcher.nudge(),
    sendTest: (text, hash, keepsPlace) => sending.dispatcher.sendTest(text, hash, keepsPlace),
  };
}

function listJobsOf(
  { stores, folders, workerFile, startInProcess, emit }: FeatureParts,
  peopleIndex: PeopleIndex,
): ListJobs {
  return new ListJobs({
    workerFile,
    startInProcess,
    database: folders.database,
    lists: stores.lists,
    onProgress: (uploadId, rows, totalRows) => emit('list:progress', { uploadId, rows, totalRows }),
    onListed: () => void peopleIndex.run(),
  });
}

function listParts(
  { stores, sending, attachments, savedFiles, folders, workerFile, settings, isPractice, window }: FeatureParts,
  uploads: Uploads,
  batches: CampaignBatches,
  listJobs: ListJobs,
): ListCommandsParts {
  return {
    campaigns: stores.campaigns,
    lists: stores.lists,
    texts: stores.texts,
    savedLists: stores.savedLists,
    queries: stores.queries,
    queue: stores.queue,
    batches,
    isFileWhole: (hash) => attachments.isWhole(hash),
    listJobs,
    uploads,
    workerFile,
    database: folders.database,
    clock,
    settings,
    account: () => sending.session.account(),
    timeZone,
    changes: sending.changes,
    nudge: () => sending.dispatcher.nudge(),
    isPractice,
    askWhereToSave: askIn(window),
    onSaved: (path) => savedFiles.add(path),
  };
}

function messageParts(
  { stores, sending, workerFile, folders, emit }: FeatureParts,
  uploads: Uploads,
  peopleIndex: PeopleIndex,
): MessageParts {
  return {
    workerFile,
    database: folders.database,
    attachmentsFolder: folders.attachments,
    uploads,
    fences: stores.fences,
    messages: stores.messages,
    campaigns: stores.campaigns,
    lists: stores.lists,
    queries: stores.queries,
    pages: stores.pages,
    indexPeople: () => peopleIndex.run(),
    countAll: (filter) => startJob(workerFile, { kind: 'countMessages', database: folders.database, filter }).reply,
    replies: stores.replies,
    bulk: new Bulk((progress) => emit('bulk:changed', progress)),
    clock,
    changes: sending.changes,
    chatOf: (id) => stores.verification.chatOf(id),
    readChat: (chatId, most, sinceMs) => sending.session.readChat(chatId, most, sinceMs),
    nudge: () => sending.dispatcher.nudge(),
  };
}

function replyParts({ stores, sending }: FeatureParts): ReplyParts {
  return {
    conversations: stores.conversations,
    clock,
    changes: sending.changes,
  };
}

function reportParts({
  stores,
  sending,
  savedFiles,
  folders,
  workerFile,
  settings,
  isPractice,
  window,
}: FeatureParts): ReportCommandsParts {
  return {
    campaigns: stores.campaigns,
    queue: stores.queue,
    verification: sending.verification,
    workerFile,
    database: folders.database,
    clock,
    settings,
    timeZone,
    print: async (print) => {
      const shown = window();
      return shown ? printToPdf(shown, print) : null;
    },
    isPractice,
    askWhereToSave: askIn(window),
    onSaved: (path) => savedFiles.add(path),
  };
}

function doNotContactParts(
  { stores, sending, savedFiles, folders, workerFile, startInProcess, settings, isPractice, window }: FeatureParts,
  uploads: Uploads,
): DoNotContactCommandsParts {
  return {
    doNotContact: stores.doNotContact,
    replies: stores.replies,
    stops: stores.stops,
    campaigns: stores.campaigns,
    uploads,
    workerFile,
    startInProcess,
    database: folders.database,
    clock,
    settings,
    timeZone,
    changes: sending.changes,
    nudge: () => sending.dispatcher.nudge(),
    isPractice,
    askWhereToSave: askIn(window),
    onSaved: (path) => savedFiles.add(path),
  };
}

function makeChecks({ sending, savedFiles, isPractice, settings, window }: FeatureParts): Checks {
  return new Checks({
    session: sending.session,
    sendTest: (text) => sending.dispatcher.sendTest(text, null),
    settings,
    version: app.getVersion(),
    isPractice,
    clock,
    askWhereToSave: askIn(window),
    onSaved: (path) => savedFiles.add(path),
  });
}

/** Without a window there is nobody to ask. */
function askIn(window: FeatureParts['window']): SaveFileParts['askWhereToSave'] {
  return async (request) => {
    const shown = window();
    return shown ? askWhereToSave(shown, request) : null;
  };
}
