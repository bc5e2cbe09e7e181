import { useEffect, useRef } from 'react';
import { railScreens } from '../route.ts';
import { useOverview, useStore } from '../store.ts';
import { useNewCampaign } from './new-campaign.ts';

/** `Ctrl F`, or `⌘ F` on a Mac. */
export function useShortcutWords(): (key: string) => string {
  const isMac = useIsMac();
  return (key) => (isMac ? `⌘ ${key}` : `Ctrl ${key}`);
}

/** Ctrl/Cmd with 1…5, N and `,`. Search (F) and Esc belong to the screens that have something to find or close. */
export function useShortcuts(): void {
  const isMac = useIsMac();
  const open = useStore((store) => store.open);
  const newCampaign = useNewCampaign();
  const actionFor = (key: string): (() => void) | null => {
    const screen = railScreens[Number(key) - 1];
    if (screen !== undefined) return () => open({ screen });
    if (key === ',') return () => open({ screen: 'settings' });
    return key.toLowerCase() === 'n' ? () => void newCampaign() : null;
  };
  const latest = useRef({ isMac, actionFor });
  latest.current = { isMac, actionFor };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isWithControl(event, latest.current.isMac)) return;
      const act = latest.current.actionFor(event.key);
      if (act === null) return;
      // Even where nothing is done: the application menu has the same keys and takes whatever the page leaves.
      event.preventDefault();
      if (!event.repeat && !isAnythingFloating()) act();
    };
    // In the capture phase: a dialog or menu that this key closes must still be there to be seen.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

/**
 * One key of a screen, as long as it is shown. Dialogs and menus that are open keep their keys to themselves, and a key
 * that types something belongs to the field that is typed in.
 */
export function useKey(matches: (event: KeyboardEvent) => boolean, act: () => void): void {
  const latest = useRef({ matches, act });
  latest.current = { matches, act };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || isForField(event) || !latest.current.matches(event) || isAnythingFloating()) return;
      event.preventDefault();
      latest.current.act();
    };
    // In the capture phase: a dialog or menu that this key closes must still be there to be seen.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

/** Ctrl with one key of a screen, Cmd on a Mac. It types nothing, so it counts in a field too. */
export function useControlKey(key: string, act: () => void): void {
  const isMac = useIsMac();
  useKey((event) => isWithControl(event, isMac) && event.key.toLowerCase() === key, act);
}

function useIsMac(): boolean {
  return useOverview((overview) => overview.platform === 'darwin');
}

/** On a Mac, Ctrl with a letter moves the caret; elsewhere the Windows key is the system's. AltGr is Ctrl with Alt. */
function isWithControl(event: KeyboardEvent, isMac: boolean): boolean {
  const [wanted, other] = isMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  return wanted && !other && !event.altKey && !event.shiftKey && !event.isComposing;
}

function isForField(event: KeyboardEvent): boolean {
  const isTyped = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
  return isTyped && event.target instanceof HTMLElement && event.target.closest(fields) !== null;
}

const fields = 'input:not([type="checkbox"], [type="radio"]), textarea, [contenteditable]';

/**
 * What floats above the page and takes the keys while it is open. A toast is a dialog to screen readers, but takes
 * none.
 */
const floating = '[role="dialog"]:not(.toast), [role="alertdialog"]:not(.toast), [role="menu"], [role="listbox"]';

/** A list of choices is in the page from the first focus of its field on, closed: that takes no key. */
export function isAnythingFloating(): boolean {
  return [...document.querySelectorAll(floating)].some(
    (element) => element.closest('[hidden], [data-closed]') === null,
  );
}
