import type { MessageRow } from '../../domain/contract.ts';
import type { Tab } from '../../domain/messages/message.ts';

/** The selected messages: those in `ids`, or with `isWhole` all that the filter shows except those in `ids`. */
export type Selected = { readonly isWhole: boolean; readonly ids: ReadonlySet<number> };

export const noneSelected: Selected = { isWhole: false, ids: new Set() };

/** The selection without messages that left the tab, which are also no longer exceptions of "all". */
export function stillSelected(selected: Selected, tab: Tab, changed: readonly MessageRow[]): Selected {
  const gone = changed.filter((row) => row.status !== tab).map((row) => row.id);
  return without(selected, gone);
}

/** The selection without rows that are gone from the list. */
export function without(selected: Selected, gone: readonly number[]): Selected {
  if (!gone.some((id) => selected.ids.has(id))) return selected;
  const ids = new Set(selected.ids);
  for (const id of gone) ids.delete(id);
  return { ...selected, ids };
}
