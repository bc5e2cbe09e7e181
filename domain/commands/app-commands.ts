import { z } from 'zod';
import { Backup, BrowserChoices, Overview, UnsavedState } from '../app-views.ts';
import { Settings, SettingsPatch } from '../settings.ts';
import { Phone } from '../view-parts.ts';
import { Bytes, command, FileName, nothing, Path, UploadId } from './command.ts';

/** Commands about the app itself: settings, backups, and what surrounds its window. */
export const appCommands = {
  'app:overview': command(nothing, Overview),

  /** The example list for practice mode, as a text file. Refused outside practice mode. */
  'app:exampleList': command(nothing, z.object({ fileName: z.string(), text: z.string() })),

  /** Starts the app again in practice mode, or out of it. */
  'app:restart': command(z.object({ practice: z.boolean() }), nothing),

  /** Shows a saved file in its folder, or opens it with the system's program for it. */
  'desktop:showFile': command(z.object({ path: Path }), nothing),
  'desktop:openFile': command(z.object({ path: Path }), nothing),
  'desktop:openChat': command(z.object({ phone: Phone }), nothing),
  'desktop:openDataFolder': command(nothing, nothing),
  'desktop:showLogs': command(nothing, nothing),

  /** Puts the last lines of the log on the clipboard, without numbers and ids. Returns how many lines. */
  'desktop:copyLogs': command(nothing, z.object({ lines: z.int() })),

  /** Reports what the page holds unsaved: a quit waits for saving to end, and asks about unsaved changes. */
  'desktop:unsaved': command(z.object({ state: UnsavedState }), nothing),

  /** Ends the app, installs the version that lies ready and starts it. Asks first where changes would be lost. */
  'update:install': command(nothing, nothing),

  /** Opens the page where the newer version is fetched by hand. */
  'update:openPage': command(nothing, nothing),
  'settings:set': command(SettingsPatch, Settings),

  /** Lists the browsers that can run WhatsApp. A choice takes effect when WhatsApp is opened next. */
  'browser:list': command(nothing, BrowserChoices),

  /** Chooses one of the browsers found; null lets the app choose. */
  'browser:use': command(z.object({ path: Path.nullable() }), BrowserChoices),

  /** Asks for a program by the system's dialog; returns null when the operator cancels it. */
  'browser:pick': command(nothing, BrowserChoices.nullable()),

  /** Newest first. */
  'backup:list': command(nothing, z.array(Backup)),
  'backup:make': command(nothing, Backup),

  /** Returns the backups that are left. */
  'backup:delete': command(z.object({ name: FileName }), z.array(Backup)),

  /** Checks that the backup is sound, then closes the app, which puts the backup in place and starts again. */
  'backup:restore': command(z.object({ name: FileName }), nothing),
  'file:beginUpload': command(
    z.object({ fileName: FileName, bytes: z.int().min(0) }),
    z.object({ uploadId: UploadId }),
  ),
  'file:addChunk': command(z.object({ uploadId: UploadId, bytes: Bytes }), nothing),
  'file:dropUpload': command(z.object({ uploadId: UploadId }), nothing),
};
