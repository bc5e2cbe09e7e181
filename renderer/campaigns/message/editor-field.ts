import { useCallback, useMemo, useRef } from 'react';
import type { Replacement, Selection } from './template-edit.ts';

/** The field in which the message is written, for everything that changes the text beside typing. */
export type EditorField = ReturnType<typeof useEditorField>;

/** Changes go through the field as typing does, so that its own undo takes each back. */
export function useEditorField(onChange: (text: string) => void) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const latest = useRef(onChange);
  latest.current = onChange;
  /** Makes one change at the caret or to the selection. */
  const edit = useCallback((make: (selection: Selection) => Replacement | null): void => {
    const area = ref.current;
    if (area === null) return;
    const change = make({ text: area.value, start: area.selectionStart, end: area.selectionEnd });
    if (change !== null) replace(area, change, latest.current);
  }, []);
  /** Puts a whole new text in place of the one that is there. */
  const rewrite = useCallback((text: string) => edit((selection) => difference(selection.text, text)), [edit]);
  return useMemo(() => ({ ref, edit, rewrite }), [edit, rewrite]);
}

function replace(area: HTMLTextAreaElement, change: Replacement, onChange: (text: string) => void): void {
  area.focus();
  area.setSelectionRange(change.from, change.to);
  const isNothing = change.from === change.to && change.inserted === '';
  const [command, words] =
    change.inserted === '' ? (['delete', ''] as const) : (['insertText', change.inserted] as const);
  // What is typed goes to whatever has the focus: a dialog that is still closing may keep it.
  const hasFocus = document.activeElement === area;
  const typed = isNothing || (hasFocus && (document.execCommand?.(command, false, words) ?? false));
  if (!typed) {
    area.setRangeText(change.inserted, change.from, change.to, 'end');
    onChange(area.value);
  }
  area.setSelectionRange(change.start, change.end);
}

/** The smallest stretch that must be replaced to make one text of another; what is new ends before the caret. */
export function difference(before: string, after: string): Replacement {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const inserted = after.slice(head, after.length - tail);
  const caret = head + inserted.length;
  return { from: head, to: before.length - tail, inserted, start: caret, end: caret };
}
