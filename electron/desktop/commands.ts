import { shell } from 'electron';
import { toChatUser } from '../../domain/phone/phone.ts';
import { succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';
import { type Commands, done } from '../commands.ts';
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

/** What the operator opens outside of the app's window. */
export function desktopCommands({
  savedFiles,
  dataFolder,
  logsFolder,
  settings,
  unsaved,
}: DesktopCommandsParts): Commands<'desktop'> {
  return {
    'desktop:showFile': ({ path }) => {
      savedFiles.show(path);
      return done;
    },
    'desktop:openFile': ({ path }) => {
      savedFiles.open(path);
      return done;
    },
    'desktop:openChat': ({ phone }) => {
      const read = readPhone(phone, settings());
      if (!read.ok) return read;
      openOutside(`https://wa.me/${toChatUser(read.value)}`);
      return done;
    },
    'desktop:openDataFolder': () => {
      void shell.openPath(dataFolder);
      return done;
    },
    'desktop:showLogs': () => {
      void shell.openPath(logsFolder);
      return done;
    },
    'desktop:unsaved': ({ state }) => {
      unsaved.note(state);
      return done;
    },
    'desktop:copyLogs': async () => succeed({ lines: await copyLogs(logsFolder) }),
  };
}
