import type { BrowserWindow } from 'electron';
import type { Emit } from '../../domain/contract.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Broadcast } from '../broadcast.ts';
import { CampaignDesk } from '../campaigns/campaign-desk.ts';
import { TextDesk } from '../campaigns/text-desk.ts';
import { systemClock as clock, timeZone } from '../clock.ts';
import { printToPdf } from '../desktop/print-to-pdf.ts';
import { askWhereToSave, type SaveRequest } from '../desktop/save-dialog.ts';
import type { SavedFiles } from '../desktop/saved-files.ts';
import { PeopleDesk } from '../do-not-contact/people-desk.ts';
import type { Attachments } from '../files/attachments.ts';
import { FileDesk } from '../files/file-desk.ts';
import { Uploads } from '../files/uploads.ts';
import { ListDesk } from '../lists/list-desk.ts';
import { MessageDesk } from '../messages/message-desk.ts';
import { ReportDesk } from '../reports/report-desk.ts';
import type { Folders } from '../storage/folders.ts';
import type { Storage } from '../storage/open-storage.ts';
import { newToken, type Stores } from '../storage/stores.ts';
import type { Sending } from './sending.ts';

type DesksParts = {
  readonly storage: Storage;
  readonly stores: Stores;
  readonly sending: Sending;
  readonly attachments: Attachments;
  readonly savedFiles: SavedFiles;
  readonly folders: Folders;
  readonly workerFile: string;
  readonly broadcast: Broadcast;
  readonly emit: Emit;
  readonly settings: () => Settings;
  readonly window: () => BrowserWindow | undefined;
};

export type Desks = ReturnType<typeof makeDesks>;

/**
 * Wires what answers the operator: a desk for each subject, which reads and writes the stores and stirs the sending.
 */
export function makeDesks(parts: DesksParts) {
  const { stores, sending, folders, broadcast, emit, settings, attachments } = parts;
  const { doNotContact, campaigns, lists, savedLists } = stores;
  const { session, dispatcher, verification, onMessages, onCampaign } = sending;
  const nudge = () => dispatcher.nudge();
  const onManyMessages = () => broadcast.manyMessagesChanged();

  const desk = new CampaignDesk({
    ...stores,
    clock,
    settings,
    account: () => session.account(),
    timeZone,
    onCampaign,
    onManyMessages,
    nudge,
    recordExternalSends: (phones, scopes, account) => {
      const handed = { scopes, account, newToken, nowMs: clock.nowMs() };
      stores.replay.recordExternalSends(phones, handed, parts.storage.ledger);
    },
    sendTest: (text, attachmentHash) => dispatcher.sendTest(text, attachmentHash),
  });
  const uploads = new Uploads(folders.uploads);
  const filing = {
    workerFile: parts.workerFile,
    database: folders.database,
    clock,
    settings,
    timeZone,
    askWhereToSave: async (request: SaveRequest) => {
      const window = parts.window();
      return window ? askWhereToSave(window, request) : null;
    },
    onSaved: (path: string) => parts.savedFiles.add(path),
  };
  const files = new FileDesk({ ...filing, uploads, attachments, campaigns, lists, desk });
  return {
    campaigns: desk,
    texts: new TextDesk(stores.savedTexts, clock),
    uploads,
    files,
    lists: new ListDesk({
      ...filing,
      ...{ uploads, campaigns, lists, savedLists, desk },
      queries: stores.queries,
      onProgress: (uploadId, rows, totalRows) => emit('list:progress', { uploadId, rows, totalRows }),
    }),
    reports: new ReportDesk({
      ...filing,
      campaigns: desk,
      isVerifying: (id) => verification.isRunning(id),
      print: async (print) => {
        const window = parts.window();
        return window ? printToPdf(window, print) : null;
      },
    }),
    messages: new MessageDesk({
      ...stores,
      desk,
      clock,
      chatOf: (id) => stores.verification.chatOf(id),
      readChat: (chatId, most, sinceMs) => session.readChat(chatId, most, sinceMs),
      onMessages,
      onCampaign,
      onBulk: (progress) => emit('bulk:changed', progress),
      nudge,
    }),
    people: new PeopleDesk({
      doNotContact,
      replies: stores.replies,
      files,
      clock,
      settings,
      onMessages,
      onList: onManyMessages,
      onProposals: (open) => emit('proposals:changed', { open }),
    }),
  };
}
