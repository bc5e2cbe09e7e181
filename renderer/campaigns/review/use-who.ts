import { useCallback, useEffect, useRef, useState } from 'react';
import type { CheckedGroup, CheckedPerson, FailureCode } from '../../../domain/contract.ts';
import { call } from '../../api.ts';

type Asked = { readonly campaignId: number; readonly group: CheckedGroup; readonly search: string };
type Read = {
  /** The search that they were found by; null as long as nothing was read. */
  readonly of: string | null;
  readonly people: readonly CheckedPerson[];
  /** The row of the file after which the next page begins; null where there is none. */
  readonly next: number | null;
};

/** How long typing rests before it is looked for: each look may go through the whole list. */
const restMs = 200;
/** The next page is read when the end is so near, in rows. */
const nearRows = 40;

/** The people of a group, read a page at a time as they come into sight. */
export function useWho({ campaignId, group, search }: Asked) {
  const [read, setRead] = useState<Read>({ of: null, people: [], next: null });
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const newest = useRef(0);
  const pageAsked = useRef<number | null>(null);
  const named = JSON.stringify(group);
  const readAfter = useCallback(
    async (after: number, known: readonly CheckedPerson[]) => {
      newest.current += 1;
      const number = newest.current;
      const result = await call('campaign:checkedPeople', { id: campaignId, group: JSON.parse(named), search, after });
      if (number !== newest.current) return;
      pageAsked.current = null;
      setFailure(result.ok ? null : result.failure.code);
      if (!result.ok) return;
      const { people, next } = result.value;
      setRead({ of: search, people: [...known, ...people], next });
    },
    [campaignId, named, search],
  );
  const again = useCallback(() => readAfter(0, []), [readAfter]);
  useEffect(() => {
    const timer = setTimeout(again, search === '' ? 0 : restMs);
    return () => clearTimeout(timer);
  }, [again, search]);
  const onRange = useCallback(
    (_first: number, last: number) => {
      const { next, people, of } = read;
      if (next === null || of !== search || pageAsked.current === next || last < people.length - nearRows) return;
      pageAsked.current = next;
      void readAfter(next, people);
    },
    [read, readAfter, search],
  );
  return { people: read.people, failure, isReading: read.of !== search && failure === null, again, onRange };
}
