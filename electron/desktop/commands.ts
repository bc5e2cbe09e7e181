import { shell } from 'electron';
import { toChatUser } from '../../domain/phone/phone.ts';
import { succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';
import { type Commands, doing, done } from '../commands.ts';
import { readPhone } from '../settings/read-phone.ts';
import { copyLogs } from './copy-logs.ts';
import type { SavedFiles } from './saved-files.ts';
import type { Unsaved } from './unsaved.ts';
import { openOutside } from './window.ts';

export type DesktopCommandsParts = {
  readonly savedFiles: SavedFiles;
  readonly dataFolder: string;
  readonly logsFolder: string;
  readonly settings: () => Settings;
  readonly unsaved: Unsaved;
};

/** Commands that open something outside of the app's window. */
export function desktopCommands(parts: DesktopCommandsParts): Commands<'desktop'> {
  const { savedFiles, dataFolder, logsFolder, settings, unsaved } = parts;
  return {
    'desktop:showFile': doing(({ path }) => savedFiles.show(path)),
    'desktop:openFile': doing(({ path }) => savedFiles.open(path)),
    'desktop:openChat': ({ phone }) => {
      const read = readPhone(phone, settings());
      if (!read.ok) return read;
      openOutside(`https://wa.me/${toChatUser(read.value)}`);
      return done;
    },
    'desktop:openDataFolder': doing(() => void shell.openPath(dataFolder)),
    'desktop:showLogs': doing(() => void shell.openPath(logsFolder)),
    'desktop:unsaved': doing(({ state }) => unsaved.note(state)),
    'desktop:copyLogs': async () => succeed({ lines: await copyLogs(logsFolder) }),
  };
}
