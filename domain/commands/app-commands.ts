import { z } from 'zod';
import { Backup, BrowserChoices, Overview, UnsavedState } from '../app-views.ts';
import { Settings, SettingsPatch } from '../settings.ts';
import { Phone } from '../view-parts.ts';
import { Bytes, command, FileName, nothing, Path, UploadId } from './command.ts';

/** The app itself, its settings, copies and what stands around its window. */
export const appCommands = {
  'app:overview': command(nothing, Overview),

  /** The list that practice mode is tried with, as a text file. Refused outside practice mode. */
  'app:exampleList': command(nothing, z.object({ fileName: z.string(), text: z.string() })),

  /** Starts the app again in practice mode, or out of it. */
  'app:restart': command(z.object({ practice: z.boolean() }), nothing),

  /** Shows a file that was saved in its folder, or opens it with the program that the system has for it. */
  'desktop:showFile': command(z.object({ path: Path }), nothing),
  'desktop:openFile': command(z.object({ path: Path }), nothing),
  'desktop:openChat': command(z.object({ phone: Phone }), nothing),
  'desktop:openDataFolder': command(nothing, nothing),
  'desktop:showLogs': command(nothing, nothing),

  /** Puts the last lines of the log on the clipboard, without numbers and ids. Returns how many lines. */
  'desktop:copyLogs': command(nothing, z.object({ lines: z.int() })),

  /** The page says what it holds that is saved nowhere: a quit waits for what is being saved, and asks about the rest. */
  'desktop:unsaved': command(z.object({ state: UnsavedState }), nothing),

  /** Ends the app, installs the version that lies ready and starts it. Asks first where changes would be lost. */
  'update:install': command(nothing, nothing),

  /** Opens the page where the newer version is fetched by hand. */
  'update:openPage': command(nothing, nothing),
  'settings:set': command(SettingsPatch, Settings),

  /** Which browser runs WhatsApp. A choice counts when WhatsApp is opened the next time. */
  'browser:list': command(nothing, BrowserChoices),

  /** One of those that were found; null lets the app choose by itself. */
  'browser:use': command(z.object({ path: Path.nullable() }), BrowserChoices),

  /** Asks for a program by the system's dialog; returns null when the operator cancels it. */
  'browser:pick': command(nothing, BrowserChoices.nullable()),

  /** Newest first. */
  'backup:list': command(nothing, z.array(Backup)),
  'backup:make': command(nothing, Backup),

  /** Returns those that are left. */
  'backup:delete': command(z.object({ name: FileName }), z.array(Backup)),

  /** Looks whether the backup is sound, then closes the app, which puts it in place and starts again. */
  'backup:restore': command(z.object({ name: FileName }), nothing),
  'file:beginUpload': command(
    z.object({ fileName: FileName, bytes: z.int().min(0) }),
    z.object({ uploadId: UploadId }),
  ),
  'file:addChunk': command(z.object({ uploadId: UploadId, bytes: Bytes }), nothing),
  'file:dropUpload': command(z.object({ uploadId: UploadId }), nothing),
};
