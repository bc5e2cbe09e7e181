import { join } from 'node:path';
import log from 'electron-log/node';
import type { Log } from '../dispatch/ports.ts';

/** Longer runs of digits are phone numbers or ids that hold one. No log line carries them, nor names, nor texts. */
export function redact(text: string): string {
  return text
    .replaceAll(/\d(?:[\s().-]*\d){5,}/g, '‹number›')
    .replaceAll(/[^\s@]+@(?:c\.us|lid|g\.us|s\.whatsapp\.net)/g, '‹id›');
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
    error: (what, error) =>
      logger.error(redact(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)),
  };
}
