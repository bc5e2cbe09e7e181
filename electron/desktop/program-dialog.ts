import { type BrowserWindow, dialog } from 'electron';

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
