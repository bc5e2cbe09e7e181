import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { safeFileName } from '../files/file-name.ts';
import type { SaveRequest } from '../files/save-file.ts';

/** Asks where to save a file; null when the operator changes their mind. */
export async function askWhereToSave(window: BrowserWindow, request: SaveRequest): Promise<string | null> {
  const answer = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), `${safeFileName(request.fileName)}.${request.extension}`),
    filters: [{ name: request.kindName, extensions: [request.extension] }],
  });
  return answer.canceled || !answer.filePath ? null : answer.filePath;
}

/** Asks for a program on this computer; null when the operator changes their mind. */
export async function askForProgram(window: BrowserWindow, title: string): Promise<string | null> {
  const answer = await dialog.showOpenDialog(window, {
    title,
    defaultPath: programsFolder(),
    properties: ['openFile'],
    ...(process.platform === 'win32' ? { filters: [{ name: '.exe', extensions: ['exe'] }] } : {}),
  });
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}

function programsFolder(): string {
  if (process.platform === 'win32') return process.env.ProgramFiles ?? 'C:\\';
  return process.platform === 'darwin' ? '/Applications' : '/usr/bin';
}
