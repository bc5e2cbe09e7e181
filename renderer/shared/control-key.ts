import { useOverview } from '../store/use-store.ts';
import { isLetterKey, isTyping, useKey } from '../ui/hooks/use-key.ts';

/** `Ctrl F`, or `⌘ F` on a Mac. */
export function useShortcutWords(): (key: string) => string {
  const isMac = useIsMac();
  return (key) => (isMac ? `⌘ ${key}` : `Ctrl ${key}`);
}

/** A key of a screen together with Ctrl, or Cmd on a Mac. It types nothing, so it also works within a field. */
export function useControlKey(key: string, act: () => void): void {
  const isMac = useIsMac();
  useKey((event) => isWithControl(event, isMac) && isLetterKey(event, key), act);
}

/** The same for a key that fields use themselves: within a field, Ctrl A selects and Ctrl Z undoes its text. */
export function useControlKeyOutside(key: string, act: () => void, isOn = true): void {
  const isMac = useIsMac();
  useKey((event) => isOn && isWithControl(event, isMac) && isLetterKey(event, key) && !isTyping(event), act);
}

export function useIsMac(): boolean {
  return useOverview((overview) => overview.platform === 'darwin');
}

/** On a Mac, Ctrl and a letter move the caret; elsewhere the Windows key is the system's. AltGr is Ctrl with Alt. */
export function isWithControl(event: KeyboardEvent, isMac: boolean): boolean {
  const [wanted, other] = isMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  return wanted && !other && !event.altKey && !event.shiftKey && !event.isComposing;
}
