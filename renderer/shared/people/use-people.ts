import { useEffect, useState } from 'react';
import type { CommandOutput } from '../../../domain/contract.ts';
import type { PersonFilter, PersonSort } from '../../../domain/people/person-filter.ts';
import { call } from '../../api.ts';
import { useRead } from '../../ui/hooks/use-read.ts';
import { usePeoplePages } from './use-people-pages.ts';

/** Typing is faster than counting a million. */
const countAfterMs = 120;
const askAgainMs = 1_000;

export type PeopleChoices = CommandOutput<'people:choices'>;

/** What filters can be made of; null until it is known. Asked for again while lists are still being read. */
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
  /** For a slow filter: how many were found so far. */
  readonly soFar: number | null;
  /** Counts again after a failure; null otherwise. */
  readonly again: (() => void) | null;
};
const notCounted: Counts = { totals: null, soFar: null, again: null };

/** How many people fit each of several filters. A new `version` counts again; the old numbers stay until then. */
export function useCounts(filters: readonly PersonFilter[], version: number): Counts {
  const [tries, setTries] = useState(0);
  const key = JSON.stringify(filters);
  const [counted, setCounted] = useState<{ readonly key: string; readonly counts: Counts } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version or try is a reason to count again
  useEffect(() => {
    const asked = JSON.parse(key) as PersonFilter[];
    if (asked.length === 0) return;
    let isOver = false;
    let isAsked = false;
    const show = (counts: Partial<Counts>) =>
      setCounted((last) => ({
        key,
        counts: { ...(last?.key === key ? last.counts : notCounted), again: null, ...counts },
      }));
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
        if (!isOver)
          show(
            result.ok
              ? { ...result.value, soFar: null }
              : { ...notCounted, again: () => setTries((before) => before + 1) },
          );
      },
      isTyped ? countAfterMs : 0,
    );
    return () => {
      isOver = true;
      stopListening();
      clearTimeout(timer);
      // Nobody waits for these numbers any more.
      if (isAsked) void call('list:cancelImport', { uploadId: workId });
    };
  }, [key, version, tries]);
  return counted?.key === key ? counted.counts : notCounted;
}

export function usePeople(filter: PersonFilter, sort: PersonSort) {
  const key = JSON.stringify({ filter, sort });
  return { key, ...usePeoplePages(key, readPeople) };
}

const readPeople = (key: string, after: number | null) => call('people:page', { ...JSON.parse(key), after });
