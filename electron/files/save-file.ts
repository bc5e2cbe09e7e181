import type { CommandResult } from '../../domain/contract.ts';
import { succeed } from '../../domain/result.ts';

/** What the dialog shows to begin with. `fileName` comes without its extension. */
export type SaveRequest = { readonly fileName: string; readonly extension: string; readonly kindName: string };

export type SaveFileParts = {
  /** Null when the operator cancels the dialog. */
  readonly askWhereToSave: (request: SaveRequest) => Promise<string | null>;
  /** The window may show and open the file from now on. */
  readonly onSaved: (path: string) => void;
};

export type SavedFile = CommandResult<{ path: string } | null>;

/** Asks where to save a file and writes it there. Null when the operator cancels the dialog. */
export async function saveFile(
  { askWhereToSave, onSaved }: SaveFileParts,
  request: SaveRequest,
  write: (path: string) => Promise<CommandResult<{ path: string }>>,
): Promise<SavedFile> {
  const path = await askWhereToSave(request);
  if (path === null) return succeed(null);
  const saved = await write(path);
  if (saved.ok) onSaved(path);
  return saved;
}
