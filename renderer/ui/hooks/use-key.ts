import { useEffectEvent, useLayoutEffect } from 'react';

/** Handles one key of a screen while it is shown. Dialogs, menus and fields with typed text keep their keys. */
export function useKey(matches: (event: KeyboardEvent) => boolean, act: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || isForField(event) || !matches(event) || isAnythingFloating()) return;
    event.preventDefault();
    act();
  });
  // Before painting, so that a key works from the moment in which its screen is visible.
  useLayoutEffect(() => {
    // In the capture phase, while a dialog or menu that this key closes is still there to be noticed.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

/** Whether the key belongs to a field. A closed select uses typed letters too. */
function isForField(event: KeyboardEvent): boolean {
  const isTyped = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
  return isTyped && (isTyping(event) || isAt(event, '[role="combobox"]'));
}

/** Whether a key is for the focused field, such as one with Ctrl that changes its text. */
export function isTyping(event: KeyboardEvent): boolean {
  return isAt(event, fields);
}

function isAt({ target }: KeyboardEvent, selector: string): boolean {
  return target instanceof HTMLElement && target.closest(selector) !== null;
}

const fields = 'input:not([type="checkbox"], [type="radio"]), textarea, [contenteditable]';

/** What floats above the page and takes the keys while open. A toast, a dialog to screen readers, takes none. */
const floating = '[role="dialog"]:not(.toast), [role="alertdialog"]:not(.toast), [role="menu"], [role="listbox"]';

/** A select's list is in the page, closed, from its field's first focus on. While closed it takes no key. */
export function isAnythingFloating(): boolean {
  return [...document.querySelectorAll(floating)].some(
    (element) => element.closest('[hidden], [data-closed]') === null,
  );
}

/** Whether a key is a letter's. On a keyboard without Latin letters this is the key that has the letter elsewhere. */
export function isLetterKey({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>, letter: string): boolean {
  const wanted = letter.toUpperCase();
  return key.toUpperCase() === wanted || (!/^[\u0020-\u007e]$/.test(key) && code === `Key${wanted}`);
}

/** The letter alone, once however long it is held. */
export function plainKey(letter: string): (event: KeyboardEvent) => boolean {
  return (event) => {
    const { repeat, ctrlKey, metaKey, altKey } = event;
    return !repeat && !ctrlKey && !metaKey && !altKey && isLetterKey(event, letter);
  };
}

/** Alt together with a key that is no letter. */
export function withAlt(key: string): (event: KeyboardEvent) => boolean {
  return (event) => event.altKey && event.key === key;
}
