import type { CommandResult } from '../../domain/contract.ts';
import { succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';
import { createText } from '../../domain/text/index.ts';
import type { Answer } from '../commands.ts';
import { fileFailure } from './file-failure.ts';

/** What the dialog shows to begin with. `fileName` comes without its extension. */
export type SaveRequest = { readonly fileName: string; readonly extension: string; readonly kindName: string };

export type SaveFileParts = {
  /** Whether nothing of what is saved really happened: the name of the file says so. */
  readonly isPractice: boolean;
  readonly settings: () => Settings;
  /** Null when the operator cancels the dialog. */
  readonly askWhereToSave: (request: SaveRequest) => Promise<string | null>;
  /** The window may show and open the file from now on. */
  readonly onSaved: (path: string) => void;
};

export type SavedFile = CommandResult<{ path: string } | null>;

/** Asks where to save a file and writes it there. Null when the operator cancels the dialog. */
export async function saveFile(
  { isPractice, settings, askWhereToSave, onSaved }: SaveFileParts,
  request: SaveRequest,
  write: (path: string) => Answer<{ path: string }>,
): Promise<SavedFile> {
  const { text } = createText(settings().language);
  const name = request.fileName;
  const fileName = isPractice ? text('reportFile.practiceName', { name }) : name;
  const path = await askWhereToSave({ ...request, fileName });
  if (path === null) return succeed(null);
  const saved = await write(path).catch(fileFailure);
  if (saved.ok) onSaved(path);
  return saved;
}

/** The reply of whatever writes a file. */
export async function written(path: string, writing: Promise<void>): Answer<{ path: string }> {
  await writing;
  return succeed({ path });
}
