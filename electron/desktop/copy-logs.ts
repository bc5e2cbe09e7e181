import { app, clipboard } from 'electron';
import { limits } from '../../domain/limits.ts';
import { lastLogLines } from './log.ts';

/** Puts the last lines of the log on the clipboard, with the versions that support asks for. Returns how many lines. */
export async function copyLogs(folder: string): Promise<number> {
  const lines = lastLogLines(folder, limits.logLinesCopied);
  const head = `SendOnce ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform} ${process.arch}`;
  await clipboard.writeText([head, ...lines].join('\n'));
  return lines.length;
}
