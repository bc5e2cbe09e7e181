import type { MessageFilter, MessageRow } from '../../domain/contract.ts';
import { type Selection, useSelectionOf } from '../shared/use-selection.ts';
import { useStore } from '../store/use-store.ts';
import { isLetterKey } from '../ui/hooks/letter-key.ts';
import { useKey } from '../ui/hooks/use-key.ts';

export type MessageSelection = Selection<MessageRow, MessageFilter>;

/** What is selected of a tab, kept while the operator looks at its messages. */
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

/** Ctrl A selects all that the filter shows. Esc closes the panel first, then lets go of the selection. */
export function useSelectionKeys(selection: MessageSelection, canSelect = true): void {
  const select = useStore((store) => store.select);
  const isPanelOpen = useStore((store) => store.openMessageId !== null);
  useKey(
    (event) => canSelect && (event.ctrlKey || event.metaKey) && isLetterKey(event, 'a') && !isTyping(event.target),
    () => select({ isWhole: true, ids: new Set() }),
  );
  useKey((event) => event.key === 'Escape' && !isPanelOpen && selection.isAny, selection.clear);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
