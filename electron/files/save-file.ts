import type { CommandResult } from '../../domain/contract.ts';
import { succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';
import { createText } from '../../domain/text/index.ts';
import type { Answer } from '../commands.ts';
import { fileFailure } from './file-failure.ts';

/** What the dialog shows first. `fileName` has no extension. */
export type SaveRequest = { readonly fileName: string; readonly extension: string; readonly kindName: string };

export type SaveFileParts = {
  /** Whether the content comes from practice mode: the file's name then says so. */
  readonly isPractice: boolean;
  readonly settings: () => Settings;
  /** Null when the operator cancels the dialog. */
  readonly askWhereToSave: (request: SaveRequest) => Promise<string | null>;
  /** Waits for a file to be written. The app does not end before, and the window may show and open it afterwards. */
  readonly untilWritten: (path: string, writing: Answer<{ path: string }>) => Answer<{ path: string }>;
};

export type SavedFile = CommandResult<{ path: string } | null>;

/** Asks where to save a file and writes it there. Null when the operator cancels the dialog. */
export async function saveFile(
  { isPractice, settings, askWhereToSave, untilWritten }: SaveFileParts,
  request: SaveRequest,
  write: (path: string) => Answer<{ path: string }>,
): Promise<SavedFile> {
  const { text } = createText(settings().language);
  const name = request.fileName;
  const fileName = isPractice ? text('reportFile.practiceName', { name }) : name;
  const path = await askWhereToSave({ ...request, fileName });
  if (path === null) return succeed(null);
  return untilWritten(path, write(path).catch(fileFailure));
}

/** The answer to a command that writes a file. */
export async function written(path: string, writing: Promise<void>): Answer<{ path: string }> {
  await writing;
  return succeed({ path });
}
