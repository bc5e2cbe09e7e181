import { useEffect } from 'react';
import { isAnythingFloating } from '../ui/hooks/use-key.ts';

const page = '#page';

/** When the focused control goes, moves the focus to what is left around it, or to the heading of the next screen. */
export function useKeptFocus(): void {
  useEffect(() => {
    // The focused element and its ancestors, innermost first.
    let path: readonly HTMLElement[] = [];
    let frame = 0;
    const remember = ({ target }: FocusEvent) => {
      // If the focus is on the page it waits for a heading, and the path of the lost element is still needed.
      if (target instanceof HTMLElement && !target.matches(page)) path = withAncestors(target);
    };
    // A key pressed while nothing has the focus begins at the start of the screen.
    const begin = ({ target }: KeyboardEvent) => {
      const heading = document.querySelector<HTMLElement>(`${page} h1`);
      if (target === document.body && heading !== null) path = withAncestors(heading);
    };
    const keep = () => {
      if (isLost(path)) homeOf(path)?.focus({ preventScroll: true });
    };
    const look = () => {
      if (!isLost(path)) return;
      cancelAnimationFrame(frame);
      // Dialogs and lists that know a better place move the focus there within a frame.
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(keep);
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    document.addEventListener('focusin', remember);
    document.addEventListener('keydown', begin, { capture: true });
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      document.removeEventListener('focusin', remember);
      document.removeEventListener('keydown', begin, { capture: true });
    };
  }, []);
}

function withAncestors(from: HTMLElement): HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let element: HTMLElement | null = from; element !== null; element = element.parentElement) path.push(element);
  return path;
}

/** Whether nothing has the focus because its element was removed. A click beside everything loses nothing. */
function isLost([had]: readonly HTMLElement[]): boolean {
  const now = document.activeElement;
  const hasNothing = now === null || now === document.body || now.matches(page);
  return hasNothing && had !== undefined && (!had.isConnected || had.matches(':disabled')) && !isAnythingFloating();
}

/** The nearest remaining part of the page that takes the focus; else its heading, or the page until it has one. */
function homeOf(path: readonly HTMLElement[]): HTMLElement | null {
  const inside = path.slice(
    0,
    Math.max(
      0,
      path.findIndex((element) => element.matches(page)),
    ),
  );
  const part = inside.find((element) => element.isConnected && element.matches('[tabindex]:not(:disabled)'));
  const heading = document.querySelector<HTMLElement>(`${page} h1`);
  // Only focusable by code: Tab skips it.
  heading?.setAttribute('tabindex', '-1');
  return part ?? heading ?? document.querySelector<HTMLElement>(page);
}
