import { useLayoutEffect } from 'react';
import { useStore } from '../store/use-store.ts';

/**
 * Says whether the screen holds changes that would be lost with it. Whoever leaves it then is asked, whichever way they
 * go.
 */
export function useUnsaved(hasUnsaved: boolean): void {
  const setUnsaved = useStore((store) => store.setUnsaved);
  // Before anybody sees that something is not saved, it is known: else whoever leaves at once is not asked.
  useLayoutEffect(() => {
    setUnsaved(hasUnsaved);
    return () => setUnsaved(false);
  }, [hasUnsaved, setUnsaved]);
}
