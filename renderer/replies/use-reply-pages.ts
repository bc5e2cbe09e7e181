import { useLayoutEffect, useRef, useState } from 'react';
import type { EventName, ReplyFilter, ReplyPlace, ReplyRow } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { useRead } from '../ui/hooks/use-read.ts';

export type ReplyPages = {
  /** The page that is shown, from 1. */
  readonly number: number;
  readonly isLast: boolean;
  readonly turn: (by: 1 | -1) => void;
};

/**
 * The list is read a page at a time, each from behind the last row of the page before, so that whoever is decided about
 * moves nobody to another page unseen. Another filter begins with its first page.
 */
export function useReplyPages(filter: ReplyFilter) {
  const of = JSON.stringify(filter);
  const [turned, setTurned] = useState<{ readonly of: string; readonly afters: readonly ReplyPlace[] }>();
  const afters = turned?.of === of ? turned.afters : [];
  const read = useRead('replies:list', { ...filter, after: afters.at(-1) ?? null }, { events });
  const { shown, value, failure, again } = read;
  const rows = shown?.slice(0, limits.repliesShown) ?? null;
  const isTurning = useRef(false);
  // Reading goes on at the top of the new page. Its pressed button may be gone.
  useLayoutEffect(() => {
    if (!isTurning.current || value === null) return;
    isTurning.current = false;
    const list = document.querySelector('.reply-list');
    list?.closest('.scroll')?.scrollTo({ top: 0 });
    list?.querySelector<HTMLElement>('.reply-open')?.focus();
  }, [value]);
  const turn = (by: 1 | -1) => {
    const last = rows?.at(-1);
    const next = by === -1 ? afters.slice(0, -1) : last && [...afters, placeOf(last)];
    // The rows may still be those of another page.
    if (value === null || next === undefined) return;
    isTurning.current = true;
    setTurned({ of, afters: next });
  };
  const isLast = shown === null || shown.length <= limits.repliesShown;
  const pages: ReplyPages = { number: afters.length + 1, isLast, turn };
  return { rows, pages, failure, again };
}

const events: readonly EventName[] = ['replies:changed'];

function placeOf({ messageId, lastAtMs, waitsSinceMs, remindAtMs }: ReplyRow): ReplyPlace {
  return { messageId, lastAtMs, waitsSinceMs, remindAtMs };
}
