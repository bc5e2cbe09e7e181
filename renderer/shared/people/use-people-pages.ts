import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandResult, FailureCode } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';

type Page<Person> = { readonly people: readonly Person[]; readonly next: number | null };
type Read<Person> = Page<Person> & { readonly key: string };

/**
 * People as far as they were read, a page at a time as they come into view, and again for another `key`. The old people
 * stay until the first new ones are there. `readPage` must be the same function each time. `restMs`: how long typing
 * pauses before reading.
 */
export function usePeoplePages<Person>(
  key: string,
  readPage: (key: string, after: number | null) => Promise<CommandResult<Page<Person>>>,
  restMs = 0,
) {
  const [read, setRead] = useState<Read<Person> | null>(null);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  /** The newest reading. The result of an older one is dropped. */
  const reading = useRef<symbol | null>(null);
  const readTo = useCallback(
    async (from: Page<Person> | null, most: number) => {
      const own = Symbol();
      reading.current = own;
      let people = from?.people ?? [];
      let next = from?.next ?? null;
      const isFirst = from === null && most === limits.pageRows;
      // A page may be empty though more follow, since only so many people are looked at in one go.
      do {
        const result = await readPage(key, next);
        if (reading.current !== own) return;
        setFailure(result.ok ? null : result.failure.code);
        if (!result.ok) break;
        people = [...people, ...result.value.people];
        next = result.value.next;
        if (isFirst && people.length > 0) setRead({ key, people, next });
      } while (next !== null && people.length < most);
      reading.current = null;
      setRead({ key, people, next });
    },
    [key, readPage],
  );
  useEffect(() => {
    const timer = restMs === 0 ? undefined : setTimeout(() => void readTo(null, limits.pageRows), restMs);
    if (restMs === 0) void readTo(null, limits.pageRows);
    return () => {
      clearTimeout(timer);
      reading.current = null;
    };
  }, [readTo, restMs]);
  const onRange = useCallback(
    (_first: number, last: number) => {
      if (read?.key !== key || read.next === null || reading.current !== null) return;
      if (last > read.people.length - limits.pageRows / 2) void readTo(read, read.people.length + limits.pageRows);
    },
    [read, key, readTo],
  );
  // An action on people may end after another list was shown: then that one is read again.
  const latest = useRef({ readTo, read });
  latest.current = { readTo, read };
  const reread = useCallback(() => {
    const { current } = latest;
    return current.readTo(null, current.read?.people.length ?? limits.pageRows);
  }, []);
  return { people: read?.people ?? [], isRead: read !== null, isOld: read?.key !== key, failure, onRange, reread };
}
