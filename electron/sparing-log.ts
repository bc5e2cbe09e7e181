import { limits } from '../domain/limits.ts';
import type { Clock, Log } from './ports.ts';

type Written = { atMs: number; leftOut: number };

/**
 * A log for what WhatsApp's page can bring about as often as it likes: of each kind one line a minute, which says how many
 * were left out before it. A page that calls without end would else roll all that came before out of the log. What a line
 * says in words makes its kind, since those are our own; its numbers do not.
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
