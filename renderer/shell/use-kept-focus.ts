import { useEffect } from 'react';
import { isAnythingFloating } from '../ui/hooks/use-key.ts';

const page = '#page';

/**
 * Focus is never lost. When the control that had it is gone or can no longer be used, and nobody else took care, it goes to
 * the nearest part around it that is left and takes it, and where a whole screen gave way, to the heading of the next one.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    // What had the focus and all that is around it, innermost first.
    let path: readonly HTMLElement[] = [];
    let frame = 0;
    const remember = ({ target }: FocusEvent) => {
      // The page is where the focus waits for a heading: what it was lost by is still known.
      if (target instanceof HTMLElement && !target.matches(page)) path = withAncestors(target);
    };
    // Whoever presses a key while nothing has the focus is where the screen begins.
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
      // Dialogs and lists that know a better place take it there within a frame.
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

/** Whether nothing has the focus because what had it is gone. Whoever clicks beside everything has lost nothing. */
function isLost([had]: readonly HTMLElement[]): boolean {
  const now = document.activeElement;
  const hasNothing = now === null || now === document.body || now.matches(page);
  return hasNothing && had !== undefined && (!had.isConnected || had.matches(':disabled')) && !isAnythingFloating();
}

/** The nearest part inside the page that is left and takes the focus; else the page's heading, or the page until it has one. */
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
  // Only for being gone to by itself: Tab passes it by.
  heading?.setAttribute('tabindex', '-1');
  return part ?? heading ?? document.querySelector<HTMLElement>(page);
}
