import { useCallback, useMemo, useRef } from 'react';
import { scrollParent } from '../../ui/hooks/use-rows.ts';
import type { Replacement, Selection } from './template-edit.ts';

/** The text field of the message, for everything other than typing that changes the text. */
export type EditorField = ReturnType<typeof useEditorField>;

/** Changes are made as typing makes them, so that the field's own undo takes them back. */
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
  const rewrite = useCallback((text: string) => edit((selection) => difference(selection.text, text)), [edit]);
  /** The same while the focus is elsewhere: focus and scroll position stay. */
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
  // Typed text goes to whatever has the focus, which a closing dialog may still keep.
  const hasFocus = document.activeElement === area;
  const typed = isNothing || (hasFocus && (document.execCommand?.(command, false, words) ?? false));
  // For rare scripts the field may count characters differently from us; the text that was wanted is set all the same.
  if (!typed || area.value !== wanted) {
    area.value = wanted;
    onChange(wanted);
  }
  area.setSelectionRange(change.start, change.end);
}

/**
 * The smallest replacement that turns one text into the other; the new part ends before the caret. It consists of whole
 * graphemes: a selection that begins inside an emoji is moved by the field, which would insert the new part in the
 * wrong place.
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

/** The graphemes of a text: an emoji of several parts, a letter with its accents. */
function signsOf(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
