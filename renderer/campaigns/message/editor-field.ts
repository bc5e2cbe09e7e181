import { useCallback, useMemo, useRef } from 'react';
import { scrollParent } from '../../ui/hooks/use-rows.ts';
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
  /** The same while the focus is elsewhere, where it stays, and what is in sight too. */
  const rewriteAside = useCallback(
    (text: string) => {
      const focused = document.activeElement;
      const scroller = scrollParent(ref.current);
      const topPx = scroller.scrollTop;
      rewrite(text);
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
      scroller.scrollTop = topPx;
    },
    [rewrite],
  );
  return useMemo(() => ({ ref, edit, rewrite, rewriteAside }), [edit, rewrite, rewriteAside]);
}

function replace(area: HTMLTextAreaElement, change: Replacement, onChange: (text: string) => void): void {
  const wanted = area.value.slice(0, change.from) + change.inserted + area.value.slice(change.to);
  area.focus();
  area.setSelectionRange(change.from, change.to);
  const isNothing = change.from === change.to && change.inserted === '';
  const [command, words] =
    change.inserted === '' ? (['delete', ''] as const) : (['insertText', change.inserted] as const);
  // What is typed goes to whatever has the focus: a dialog that is still closing may keep it.
  const hasFocus = document.activeElement === area;
  const typed = isNothing || (hasFocus && (document.execCommand?.(command, false, words) ?? false));
  // Of rare scripts the field may know other signs than we do: what was chosen stands there all the same.
  if (!typed || area.value !== wanted) {
    area.value = wanted;
    onChange(wanted);
  }
  area.setSelectionRange(change.start, change.end);
}

/**
 * The smallest stretch that must be replaced to make one text of another; what is new ends before the caret. It has whole
 * signs alone: the field moves a selection that begins within an emoji, and would put the new part beside the old one.
 */
export function difference(before: string, after: string): Replacement {
  const [old, next] = [signsOf(before), signsOf(after)];
  const most = Math.min(old.length, next.length);
  let head = 0;
  while (head < most && old[head] === next[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === next.at(-1 - tail)) tail += 1;
  const from = old.slice(0, head).join('').length;
  const replaced = old.slice(head, old.length - tail).join('');
  const inserted = next.slice(head, next.length - tail).join('');
  const caret = from + inserted.length;
  return { from, to: from + replaced.length, inserted, start: caret, end: caret };
}

/** What a reader calls one sign each: an emoji of several parts, a letter with its accents. */
function signsOf(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
