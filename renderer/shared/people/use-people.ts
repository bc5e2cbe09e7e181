import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandOutput, FailureCode } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import type { PersonRow } from '../../../domain/people/people-views.ts';
import type { PersonFilter, PersonSort } from '../../../domain/people/person-filter.ts';
import { call } from '../../api.ts';
import { useRead } from '../../ui/hooks/use-read.ts';

/** Typing is quicker than counting a million. */
const countAfterMs = 120;
const askAgainMs = 1_000;

export type PeopleChoices = CommandOutput<'people:choices'>;

/** What filters are made of; null until it is known. Asked for again as long as lists are still being read. */
export function usePeopleChoices() {
  const { shown: choices, again: reread } = useRead('people:choices', undefined);
  useEffect(() => {
    if (choices?.isWhole !== false) return;
    const timer = setTimeout(() => void reread(), askAgainMs);
    return () => clearTimeout(timer);
  }, [choices, reread]);
  return { choices, reread };
}

type Counts = {
  /** Null until they are counted. */
  readonly totals: readonly number[] | null;
  /** Of a filter that takes long, how many were found until now. */
  readonly soFar: number | null;
  /** Counts once more, where that failed. */
  readonly again: (() => void) | null;
};
const notCounted: Counts = { totals: null, soFar: null, again: null };

/** How many people fit each of some filters. `version`: another one counts anew. */
export function useCounts(filters: readonly PersonFilter[], version: number): Counts {
  const [tries, setTries] = useState(0);
  const key = JSON.stringify([filters, version, tries]);
  const [counted, setCounted] = useState<{ readonly key: string; readonly counts: Counts } | null>(null);
  useEffect(() => {
    const [asked] = JSON.parse(key) as [PersonFilter[]];
    if (asked.length === 0) return;
    let isOver = false;
    let isAsked = false;
    const show = (counts: Partial<Counts>) => setCounted({ key, counts: { ...notCounted, ...counts } });
    const workId = crypto.randomUUID();
    const stopListening = window.sendonce.events['list:progress'](
      ({ uploadId, rows }) => uploadId === workId && !isOver && show({ soFar: rows }),
    );
    const isTyped = asked.some(({ search, conditions }) => search !== '' || conditions.some((one) => 'word' in one));
    const timer = setTimeout(
      async () => {
        isAsked = true;
        const result = await call('people:count', { filters: asked, workId });
        isAsked = false;
        if (!isOver) show(result.ok ? result.value : { again: () => setTries((before) => before + 1) });
      },
      isTyped ? countAfterMs : 0,
    );
    return () => {
      isOver = true;
      stopListening();
      clearTimeout(timer);
      // Nobody waits for these any more.
      if (isAsked) void call('list:cancelImport', { uploadId: workId });
    };
  }, [key]);
  return counted?.key === key ? counted.counts : notCounted;
}

type Read = { readonly key: string; readonly people: readonly PersonRow[]; readonly next: number | null };

/** The people of a filter as far as they were looked at. What was shown stays until the first of the others are there. */
export function usePeople(filter: PersonFilter, sort: PersonSort) {
  const key = JSON.stringify({ filter, sort });
  const [read, setRead] = useState<Read | null>(null);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  /** The newest reading: what an older one brings is not of now, and is dropped. */
  const reading = useRef<symbol | null>(null);
  const readTo = useCallback(
    async (from: Read | null, most: number) => {
      const asked: { filter: PersonFilter; sort: PersonSort } = JSON.parse(key);
      const own = Symbol();
      reading.current = own;
      let people = from?.people ?? [];
      let next = from?.next ?? null;
      const isFirst = from === null && most === limits.pageRows;
      // A page may have nobody though others follow: so many are looked at in one go.
      do {
        const result = await call('people:page', { ...asked, after: next });
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
    [key],
  );
  useEffect(() => {
    void readTo(null, limits.pageRows);
    return () => {
      reading.current = null;
    };
  }, [readTo]);
  const onRange = useCallback(
    (_first: number, last: number) => {
      if (read?.key !== key || read.next === null || reading.current !== null) return;
      if (last > read.people.length - limits.pageRows / 2) void readTo(read, read.people.length + limits.pageRows);
    },
    [read, key, readTo],
  );
  // What is done to people may end once another filter is shown: that one is read then.
  const latest = useRef({ readTo, read });
  latest.current = { readTo, read };
  const reread = useCallback(() => {
    const { current } = latest;
    return current.readTo(null, current.read?.people.length ?? limits.pageRows);
  }, []);
  return { key, people: read?.people ?? [], isRead: read !== null, isOld: read?.key !== key, failure, onRange, reread };
}
