import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import log from 'electron-log/node';
import { errorCode } from '../../db/open.ts';
import type { Log } from '../ports.ts';

/** Replaces longer runs of digits, which are phone numbers or ids. No log line has these, names or texts. */
function redact(text: string): string {
  return text
    .replaceAll(/\d(?:[\s().-]*\d){5,}/g, '‹number›')
    .replaceAll(/[^\s@]+@(?:c\.us|lid|g\.us|s\.whatsapp\.net)/g, '‹id›');
}

/** Reduces an error to its kind, code and our places in the stack: its words may hold names and texts of the page. */
function withoutWords(error: unknown): Error {
  const bare = new Error(error instanceof Error ? `${error.constructor.name} ${errorCode(error)}` : typeof error);
  const places = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => ownPlace.test(line)) : [];
  bare.stack = [bare.message, ...places].join('\n');
  return bare;
}

const ownPlace = /^ {4}at [\w.#<>[\] ]*\(?(?:file:\/\/|node:)[^\s]+:\d+:\d+\)?$/;

/** The former and the current log file, under the names that the log library gives them. */
const logFiles = ['main.old.log', 'main.log'] as const;

/**
 * The last lines of an installation's log. They were redacted when they were written, and are redacted again: lines of
 * an older version may hold what a newer one knows to be private. The home folder names the user and goes too.
 */
export function lastLogLines(folder: string, most: number): string[] {
  const lines = logFiles.flatMap((name) => linesOf(join(folder, name)));
  return lines.slice(-most).map((line) => {
    const stamp = timeStamp.exec(line)?.[0] ?? '';
    return stamp + redact(line.slice(stamp.length).replaceAll(homedir(), '~'));
  });
}

/** The time at the start of a line looks like a phone number and is not redacted. */
const timeStamp = /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\]/;

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return []; // Not written yet.
  }
}

const logFileBytes = 5 * 1024 * 1024;

/** Opens the log file of an installation. The packed app does not log to the console, which may be closed there. */
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
