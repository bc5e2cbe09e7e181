import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandOutput, CommandResult } from '../../domain/contract.ts';
import { succeed } from '../../domain/result.ts';
import { call } from '../api.ts';

export type Entry = CommandOutput<'doNotContact:list'>['entries'][number];

/** The whole do-not-contact list, the oldest entry first; null until it is read, or if it cannot be. */
export function useBlocked() {
  const [result, setResult] = useState<CommandResult<readonly Entry[]> | null>(null);
  const newest = useRef(0);
  const reread = useCallback(async () => {
    newest.current += 1;
    const number = newest.current;
    const all = await readAll();
    // A reading that was begun later has overtaken this one.
    if (number === newest.current) setResult(all);
  }, []);
  useEffect(() => void reread(), [reread]);
  return {
    entries: result?.ok ? result.value : null,
    failure: result === null || result.ok ? null : result.failure.code,
    reread,
  };
}

/** Reads page by page, so that main can do other things between pages of a list of a hundred thousand. */
async function readAll(): Promise<CommandResult<readonly Entry[]>> {
  const all: Entry[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: CommandResult<CommandOutput<'doNotContact:list'>> = await call('doNotContact:list', { after });
    if (!page.ok) return page;
    all.push(...page.value.entries);
    after = page.value.next;
  }
  return succeed(all.sort((one, other) => one.addedAtMs - other.addedAtMs));
}
