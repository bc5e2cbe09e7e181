import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import log from 'electron-log/node';
import { errorCode } from '../../db/open.ts';
import type { Log } from '../ports.ts';

/** Longer runs of digits are phone numbers or ids that hold one. No log line carries them, nor names, nor texts. */
function redact(text: string): string {
  return text
    .replaceAll(/\d(?:[\s().-]*\d){5,}/g, '‹number›')
    .replaceAll(/[^\s@]+@(?:c\.us|lid|g\.us|s\.whatsapp\.net)/g, '‹id›');
}

/** An error as its kind, code and our own places: its words may be WhatsApp's page's, with names and texts. */
function withoutWords(error: unknown): Error {
  const bare = new Error(error instanceof Error ? `${error.constructor.name} ${errorCode(error)}` : typeof error);
  const places = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => ownPlace.test(line)) : [];
  bare.stack = [bare.message, ...places].join('\n');
  return bare;
}

const ownPlace = /^ {4}at [\w.#<>[\] ]*\(?(?:file:\/\/|node:)[^\s]+:\d+:\d+\)?$/;

/** The file of now and the one before it, as the log library names them. */
const logFiles = ['main.old.log', 'main.log'] as const;

/**
 * The last lines of an installation's log. They were redacted when they were written, and are once more: what a newer
 * version knows to be private may stand in the lines of an older one. The home folder, which names the user, goes too.
 */
export function lastLogLines(folder: string, most: number): string[] {
  const lines = logFiles.flatMap((name) => linesOf(join(folder, name)));
  return lines.slice(-most).map((line) => {
    const stamp = timeStamp.exec(line)?.[0] ?? '';
    return stamp + redact(line.slice(stamp.length).replaceAll(homedir(), '~'));
  });
}

/** A line's own time is no phone number. */
const timeStamp = /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\]/;

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return []; // Not written yet.
  }
}

const logFileBytes = 5 * 1024 * 1024;

/** Writes the log file of an installation. The console is silent in the packed app, where it may be closed. */
export function openLog(folder: string, isConsole: boolean): Log {
  const logger = log.create({ logId: 'main' });
  logger.transports.file.resolvePathFn = () => join(folder, 'main.log');
  logger.transports.file.maxSize = logFileBytes;
  logger.transports.console.level = isConsole ? 'warn' : false;
  const line = (what: string, details: object = {}) => redact(`${what} ${JSON.stringify(details)}`);
  return {
    info: (what, details) => logger.info(line(what, details)),
    warn: (what, details) => logger.warn(line(what, details)),
    error: (what, error) => logger.error(redact(`${what}: ${withoutWords(error).stack}`)),
  };
}
