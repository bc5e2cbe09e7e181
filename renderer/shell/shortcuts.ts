import { useEffect, useRef } from 'react';
import { railScreens } from '../route.ts';
import { useOverview, useStore } from '../store.ts';
import { useNewCampaign } from './new-campaign.ts';

/** `Ctrl F`, or `⌘ F` on a Mac. */
export function useShortcutWords(): (key: string) => string {
  const isMac = useOverview((overview) => overview.platform === 'darwin');
  return (key) => (isMac ? `⌘ ${key}` : `Ctrl ${key}`);
}

/** Ctrl/Cmd with 1…5, N and `,`. Search (F) and Esc belong to the screens that have something to find or close. */
export function useShortcuts(): void {
  const open = useStore((store) => store.open);
  const newCampaign = useNewCampaign();
  const latest = useRef({ open, newCampaign });
  latest.current = { open, newCampaign };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.repeat) return;
      const screen = railScreens[Number(event.key) - 1];
      if (screen !== undefined) latest.current.open({ screen });
      else if (event.key === ',') latest.current.open({ screen: 'settings' });
      else if (event.key.toLowerCase() === 'n') void latest.current.newCampaign();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** What floats above the page and takes the keys while it is open. */
const floating = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** One key of a screen, as long as it is shown. Dialogs and menus that are open keep their keys to themselves. */
export function useKey(matches: (event: KeyboardEvent) => boolean, act: () => void): void {
  const latest = useRef({ matches, act });
  latest.current = { matches, act };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector(floating) !== null || !latest.current.matches(event)) return;
      event.preventDefault();
      latest.current.act();
    };
    // Before the dialog or menu that this key closes is gone.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
