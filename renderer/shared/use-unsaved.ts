import { useLayoutEffect } from 'react';
import type { UnsavedState } from '../../domain/contract.ts';
import { useStore } from '../store/use-store.ts';

/**
 * Says whether the screen holds changes that would be lost with it: whoever leaves it then is asked, whichever way they
 * go. What is being saved is waited for when the app is closed.
 */
export function useUnsaved(state: UnsavedState): void {
  const setUnsaved = useStore((store) => store.setUnsaved);
  // Before anybody sees that something is not saved, it is known: else whoever leaves at once is not asked.
  useLayoutEffect(() => {
    setUnsaved(state);
    return () => setUnsaved('nothing');
  }, [state, setUnsaved]);
}
