import type { BrowserWindow } from 'electron';
import { newToken } from '../../db/stores.ts';
import { nameWithRoom } from '../../domain/people/plain-name.ts';
import { createText } from '../../domain/text/index.ts';
import { CampaignBatches } from '../campaigns/batches.ts';
import type { CampaignCommandsParts } from '../campaigns/commands.ts';
import { Draws } from '../campaigns/draws.ts';
import { FinishLater } from '../campaigns/finish-begun.ts';
import { systemClock as clock, timeZone } from '../clock.ts';
import { askWhereToSave } from '../desktop/file-dialogs.ts';
import { printToPdf } from '../desktop/print-to-pdf.ts';
import type { SavedFiles } from '../desktop/saved-files.ts';
import type { DoNotContactCommandsParts } from '../do-not-contact/commands.ts';
import { Uploads } from '../files/uploads.ts';
import type { ListCommandsParts } from '../lists/commands.ts';
import { dropUnused } from '../lists/drop-unused.ts';
import { ListJobs } from '../lists/list-jobs.ts';
import { PeopleIndex } from '../lists/people-index.ts';
import { Bulk } from '../messages/bulk.ts';
import { eraseHere } from '../messages/erase-person.ts';
import type { MessageParts } from '../messages/parts.ts';
import type { PeopleParts } from '../people/commands.ts';
import type { ReplyCommandsParts } from '../replies/commands.ts';
import { LookThrough } from '../replies/look-through.ts';
import { Reminders } from '../replies/reminders.ts';
import type { ReportCommandsParts } from '../reports/commands.ts';
import type { Folders } from '../storage/folders.ts';
import type { TeamAtWork } from '../team/at-work.ts';
import { teamReportFor } from '../team/campaigns/commands.ts';
import type { DrawParts } from '../team/campaigns/draw.ts';
import type { RoundParts } from '../team/campaigns/rounds.ts';
import type { TeamCommandsParts } from '../team/parts.ts';
import type { JobThreads } from '../worker/job-threads.ts';
import type { StartInProcess } from '../worker/process-jobs.ts';
import type { Sending, SendingParts } from './sending.ts';

type CoreParts = Pick<SendingParts, 'storage' | 'stores' | 'attachments' | 'emit' | 'settings' | 'log'> & {
  readonly sending: Sending;
  readonly team: TeamAtWork;
  readonly savedFiles: SavedFiles;
  readonly folders: Folders;
  readonly threads: JobThreads;
  readonly startInProcess: StartInProcess;
  readonly isPractice: boolean;
  readonly window: () => BrowserWindow | undefined;
};

type FeatureParts = CampaignCommandsParts &
  ListCommandsParts &
  MessageParts &
  ReplyCommandsParts &
  ReportCommandsParts &
  DoNotContactCommandsParts &
  PeopleParts &
  Pick<DrawParts, 'onDrawn'> &
  Pick<RoundParts, 'eraseHere'> &
  Omit<TeamCommandsParts, 'teamFolder'>;

/** What the commands of all features are built on. Each feature takes its part of it by its own type. */
export type Core = ReturnType<typeof makeCore>;

/** Makes what the features share, and names each thing once for all of them. */
export function makeCore(parts: CoreParts) {
  const { storage, stores, sending, attachments, folders, threads, emit } = parts;
  const peopleIndex = new PeopleIndex({ ...parts, ...stores });
  const { accounts, changes, clockDoubt } = sending;
  const talk = { ...stores, ...ofAccounts(sending), clock, changes, timeZone };
  const nudge = () => {
    accounts.nudge();
    draws.arm();
  };
  const draws: Draws = new Draws({
    ...parts,
    ...stores,
    clock,
    clockDoubt,
    changes,
    messengerOf: (phone) => accounts.of(phone)?.messenger ?? null,
    // The words around the name have less than 40 characters in each language.
    nameOf: (name) =>
      createText(parts.settings().language).text('campaign.step.name', { campaign: nameWithRoom(name, 40) }),
    nudge: () => accounts.nudge(),
  });
  const finishLater = new FinishLater(() => core, storage.db);
  const core = {
    ...parts,
    ...stores,
    clock,
    timeZone,
    newToken,
    peopleIndex,
    ledger: storage.ledger,
    attachmentsFolder: folders.attachments,
    uploads: new Uploads(folders.uploads),
    batches: new CampaignBatches(
      () => storage.db.writeBack(),
      () => finishLater.arm(),
    ),
    bulk: new Bulk((progress) => emit('bulk:changed', progress)),
    listJobs: new ListJobs({
      ...parts,
      lists: stores.lists,
      onProgress: (uploadId, rows, totalRows) => emit('list:progress', { uploadId, rows, totalRows }),
      onListed: () => void peopleIndex.run(),
    }),
    onDrawn: (id, people) => emit('teamCampaign:drawing', { id, people }),
    dropUnused: (listId) => dropUnused({ savedLists: stores.savedLists, threads }, listId),
    isFileWhole: (hash) => attachments.isWhole(hash),
    ...ofAccounts(sending),
    computers: () => parts.team.view?.members ?? [],
    everyComputer: () => [...(parts.team.view?.members ?? []), ...(parts.team.view?.gone ?? [])],
    isOfTeam: (uid) => parts.team.isOfTeam(uid),
    changes,
    nudge,
    draws,
    verification: sending.verification,
    indexPeople: () => peopleIndex.run(),
    erasureForTeam: (phone) => parts.team.erasureOf(phone),
    onErased: () => parts.team.poll(),
    eraseHere: async (phone: string): Promise<boolean> => (await eraseHere(core, phone)).ok,
    teamReport: (of) => teamReportFor({ ...stores, clock, team: parts.team }, of),
    countAll: (filter) => threads.start({ kind: 'countMessages', filter }).reply,
    reminders: new Reminders({ ...talk, log: parts.log }),
    lookThrough: new LookThrough({
      ...talk,
      log: parts.log,
      isLinked: (phone) => accounts.ready().some((one) => one.phone === phone),
      isOpen: () => storage.db.isOpen,
    }),
    pauseIfWaiting: () => {
      if (stores.queries.pendingOfItsOwn() > 0) accounts.pause('operator');
    },
    betweenMessages: (work) => accounts.betweenMessages(work),
    ...ofWindow(parts),
  } satisfies FeatureParts & { draws: Draws };
  return core;
}

function ofAccounts({ accounts }: Sending) {
  return {
    account: () => accounts.ready()[0] ?? null,
    ready: () => accounts.ready(),
    isHere: (phone) => accounts.of(phone) !== undefined,
    canReadOldChats: (phone) => accounts.canReadOldChats(phone),
    readChat: (...of) => accounts.readChat(...of),
    inFlight: () => accounts.inFlight(),
    sendTest: (text, file, phone) => accounts.sendTest(text, file, phone),
    mayAnswer: (phone) => accounts.mayAnswer(phone),
    takeAnswer: (order) => accounts.answer(order),
  } satisfies Partial<FeatureParts>;
}

/** The functions that need the window. Without a window nobody can be asked, and nothing can be printed. */
function ofWindow({ savedFiles, window }: CoreParts) {
  return {
    untilWritten: (path, writing) => savedFiles.untilWritten(path, writing),
    askWhereToSave: async (request) => {
      const shown = window();
      return shown ? askWhereToSave(shown, request) : null;
    },
    print: async (print) => {
      const shown = window();
      return shown ? printToPdf(shown, print) : null;
    },
  } satisfies Partial<FeatureParts>;
}
