import { useEffect, useRef } from 'react';
import type { ListReport } from '../../../domain/contract.ts';
import { fateOf, leaveOut } from '../../../domain/lists/row-cause.ts';

/** What becomes of a row. Each row of a list has exactly one fate. */
export const fates = ['ready', 'one_click', 'cannot_be_used', 'left_out'] as const;
export type Fate = (typeof fates)[number];

/** How many rows have each fate. Together they are the whole list. */
export function countFates(list: ListReport): Readonly<Record<Fate, number>> {
  let oneClick = 0;
  for (const group of list.facts.groups) if (fateOf(group) === 'one_click') oneClick += group.count;
  return {
    ready: list.recipients,
    one_click: oneClick,
    cannot_be_used: list.cannotBeUsed - oneClick,
    left_out: list.sameNumber + list.doNotContact + list.notChosen + list.leftOut,
  };
}

/**
 * The fate under which each cause is shown, causes with the most people first. A cause keeps its place even when it is
 * decided: the next button does not move, and Undo is where the decision was made.
 */
export function useStablePlaces({ groups, decided }: ListReport['facts']): ReadonlyMap<string, Fate> {
  const known = useRef<ReadonlyMap<string, Fate>>(new Map());
  const now = new Map<string, Fate>();
  for (const { cause, as } of decided.toSorted((one, other) => other.count - one.count)) {
    // Nobody who is left out stands among those who are ready.
    const isOut = as === leaveOut || now.get(cause) === 'left_out';
    now.set(cause, known.current.get(cause) ?? (isOut ? 'left_out' : 'ready'));
  }
  for (const group of groups) now.set(group.cause, fateOf(group));
  const places = new Map<string, Fate>();
  for (const cause of [...known.current.keys(), ...now.keys()]) {
    const fate = now.get(cause);
    if (fate !== undefined) places.set(cause, fate);
  }
  useEffect(() => {
    known.current = places;
  });
  return places;
}
