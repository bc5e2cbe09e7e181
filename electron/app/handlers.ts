import { accountCommands } from '../accounts/commands.ts';
import { campaignCommands } from '../campaigns/commands.ts';
import type { Handlers } from '../commands.ts';
import { type DesktopCommandsParts, desktopCommands } from '../desktop/commands.ts';
import { alarmCommands, dispatcherCommands, noticeCommands } from '../dispatch/commands.ts';
import { doNotContactCommands } from '../do-not-contact/commands.ts';
import { fileCommands } from '../files/commands.ts';
import { listCommands } from '../lists/commands.ts';
import { messageCommands } from '../messages/commands.ts';
import { peopleCommands } from '../people/commands.ts';
import { replyCommands } from '../replies/commands.ts';
import { reportCommands } from '../reports/commands.ts';
import type { AppSettings } from '../settings/app-settings.ts';
import { settingsCommands } from '../settings/commands.ts';
import type { Backups } from '../storage/backups.ts';
import { backupCommands } from '../storage/commands.ts';
import { teamCampaignCommands } from '../team/campaigns/commands.ts';
import { teamCommands } from '../team/commands.ts';
import type { TeamCommandsParts } from '../team/parts.ts';
import { type UpdateCommandsParts, updateCommands } from '../updates/commands.ts';
import { type WhatsAppCommandsParts, whatsAppCommands } from '../whatsapp/commands.ts';
import { type AppCommandsParts, appCommands } from './commands.ts';
import type { Core } from './core.ts';

/** What the commands of only one feature need. */
type HandlerParts = {
  readonly app: AppCommandsParts;
  readonly backups: Backups;
  readonly desktop: DesktopCommandsParts;
  readonly settings: AppSettings;
  readonly team: Pick<TeamCommandsParts, 'teamFolder'>;
  readonly updates: UpdateCommandsParts;
  readonly whatsApp: WhatsAppCommandsParts;
};

/** All commands of the contract. Each is implemented in the folder that its prefix names. */
export function makeHandlers(core: Core, parts: HandlerParts): Handlers {
  return {
    ...accountCommands(core.sending),
    ...appCommands(parts.app),
    ...backupCommands(parts.backups),
    ...campaignCommands(core),
    ...desktopCommands(parts.desktop),
    ...alarmCommands({ ...core, onAlarms: core.sending.tellAlarms }),
    ...noticeCommands(core),
    ...dispatcherCommands(core.sending.accounts),
    ...doNotContactCommands(core),
    ...fileCommands(core.uploads),
    ...listCommands(core),
    ...messageCommands(core),
    ...peopleCommands(core),
    ...replyCommands(core),
    ...reportCommands(core),
    ...settingsCommands(parts.settings),
    ...teamCampaignCommands(core),
    ...teamCommands({ ...core, ...parts.team }),
    ...updateCommands(parts.updates),
    ...whatsAppCommands(parts.whatsApp),
  };
}
