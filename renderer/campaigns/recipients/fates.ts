import { useEffect, useRef } from 'react';
import type { ListReport } from '../../../domain/contract.ts';
import { fateOf, leaveOut } from '../../../domain/lists/row-cause.ts';

/** What becomes of a row. Each row of a list has one of them. */
export const fates = ['ready', 'one_click', 'cannot_be_used', 'left_out'] as const;
export type Fate = (typeof fates)[number];

/** How many rows have each fate: together they are the whole list. */
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
 * The fate that each cause stands under, those with the most people first. What was there before stays where it was, also
 * when it is decided: what is pressed next does not jump away, and Undo stands where the decision was.
 */
export function useStablePlaces({ groups, decided }: ListReport['facts']): ReadonlyMap<string, Fate> {
  const known = useRef<ReadonlyMap<string, Fate>>(new Map());
  const now = new Map<string, Fate>();
  for (const { cause, as } of decided.toSorted((one, other) => other.count - one.count)) {
    now.set(cause, known.current.get(cause) ?? (as === leaveOut ? 'left_out' : 'ready'));
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
