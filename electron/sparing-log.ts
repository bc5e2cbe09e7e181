import { limits } from '../domain/limits.ts';
import type { Clock, Log } from './ports.ts';

type Written = { atMs: number; leftOut: number };

/**
 * A log for events that WhatsApp's page can cause as often as it likes: at most one line a minute of each kind, which
 * says how many lines were left out before it. Otherwise a page that calls without end would push everything else out
 * of the log. The kind is the fixed part of the line, which is our own words, without its numbers.
 */
export function sparingLog(log: Log, clock: Clock): Log {
  const kinds = new Map<string, Written>();
  const write = (kind: string, line: (leftOut: { leftOut?: number }) => void): void => {
    const [nowMs, last] = [clock.monotonicMs(), kinds.get(kind)];
    if (last && nowMs - last.atMs < limits.logKindEveryMs) last.leftOut += 1;
    else {
      kinds.set(kind, { atMs: nowMs, leftOut: 0 });
      line(last && last.leftOut > 0 ? { leftOut: last.leftOut } : {});
    }
  };
  type Details = Parameters<Log['info']>[1];
  const kindOf = (what: string, details: Details) =>
    [what, ...Object.values(details ?? {}).filter((value) => typeof value === 'string')].join('\n');
  const sparing =
    (level: 'info' | 'warn') =>
    (what: string, details?: Details): void =>
      write(`${level} ${kindOf(what, details)}`, (leftOut) => log[level](what, { ...details, ...leftOut }));
  return {
    info: sparing('info'),
    warn: sparing('warn'),
    error: (what, error) => write(`error ${what}`, () => log.error(what, error)),
  };
}
