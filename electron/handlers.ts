import { type AppCommandsParts, appCommands } from './app/commands.ts';
import { type CampaignCommandsParts, campaignCommands } from './campaigns/commands.ts';
import type { Handlers } from './commands.ts';
import { type DesktopCommandsParts, desktopCommands } from './desktop/commands.ts';
import {
  type AlarmCommandsParts,
  alarmCommands,
  dispatcherCommands,
  type NoticeCommandsParts,
  noticeCommands,
} from './dispatch/commands.ts';
import type { Dispatcher } from './dispatch/dispatcher.ts';
import { type DoNotContactCommandsParts, doNotContactCommands } from './do-not-contact/commands.ts';
import { fileCommands } from './files/commands.ts';
import type { Uploads } from './files/uploads.ts';
import { type ListCommandsParts, listCommands } from './lists/commands.ts';
import { messageCommands } from './messages/commands.ts';
import type { MessageParts } from './messages/parts.ts';
import { replyCommands } from './replies/commands.ts';
import type { ReplyParts } from './replies/receive.ts';
import { type ReportCommandsParts, reportCommands } from './reports/commands.ts';
import type { AppSettings } from './settings/app-settings.ts';
import { settingsCommands } from './settings/commands.ts';
import type { Backups } from './storage/backups.ts';
import { backupCommands } from './storage/commands.ts';
import { type UpdateCommandsParts, updateCommands } from './updates/commands.ts';
import { type WhatsAppCommandsParts, whatsAppCommands } from './whatsapp/commands.ts';

/** What each feature's commands need. */
type HandlerParts = {
  readonly app: AppCommandsParts;
  readonly backups: Backups;
  readonly campaigns: CampaignCommandsParts;
  readonly desktop: DesktopCommandsParts;
  readonly alarms: AlarmCommandsParts;
  readonly notices: NoticeCommandsParts;
  readonly dispatcher: Dispatcher;
  readonly doNotContact: DoNotContactCommandsParts;
  readonly lists: ListCommandsParts;
  readonly messages: MessageParts;
  readonly replies: ReplyParts;
  readonly reports: ReportCommandsParts;
  readonly settings: AppSettings;
  readonly updates: UpdateCommandsParts;
  readonly uploads: Uploads;
  readonly whatsApp: WhatsAppCommandsParts;
};

/** All commands of the contract. What each does is said in the folder that its prefix names. */
export function makeHandlers(parts: HandlerParts): Handlers {
  return {
    ...appCommands(parts.app),
    ...backupCommands(parts.backups),
    ...campaignCommands(parts.campaigns),
    ...desktopCommands(parts.desktop),
    ...alarmCommands(parts.alarms),
    ...noticeCommands(parts.notices),
    ...dispatcherCommands(parts.dispatcher),
    ...doNotContactCommands(parts.doNotContact),
    ...fileCommands(parts.uploads),
    ...listCommands(parts.lists),
    ...messageCommands(parts.messages),
    ...replyCommands(parts.replies),
    ...reportCommands(parts.reports),
    ...settingsCommands(parts.settings),
    ...updateCommands(parts.updates),
    ...whatsAppCommands(parts.whatsApp),
  };
}
