import type { MessageRow } from '../../domain/contract.ts';
import type { OutboxView } from './outbox-view.ts';

/** Which messages are selected: those of `ids`, or all that the filter shows but those of `ids`. */
export type Selected = { readonly isWhole: boolean; readonly ids: ReadonlySet<number> };

export const noneSelected: Selected = { isWhole: false, ids: new Set() };

/** A message that left the tab is no longer selected, nor an exception of "all". */
export function stillSelected(selected: Selected, tab: OutboxView['tab'], changed: readonly MessageRow[]): Selected {
  const gone = changed.filter((row) => row.status !== tab).map((row) => row.id);
  return without(selected, gone);
}

/** The selection without those that are gone from the list. */
export function without(selected: Selected, gone: readonly number[]): Selected {
  if (!gone.some((id) => selected.ids.has(id))) return selected;
  const ids = new Set(selected.ids);
  for (const id of gone) ids.delete(id);
  return { ...selected, ids };
}
