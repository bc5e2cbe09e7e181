import type { MessageFilter, MessageRow } from '../../domain/contract.ts';
import { type Selection, useSelectionOf } from '../shared/use-selection.ts';
import { useStore } from '../store/use-store.ts';

export type MessageSelection = Selection<MessageRow, MessageFilter>;

/** The selection of a tab. It is kept while the operator reads messages. */
export function useSelection(
  filter: MessageFilter,
  rows: readonly MessageRow[],
  total: number | null,
): MessageSelection {
  const selected = useStore((store) => store.selected);
  const select = useStore((store) => store.select);
  const isSelectable = (row: MessageRow) => row.status === filter.tab;
  return useSelectionOf({ filter, rows, total, isSelectable, selected, select });
}
