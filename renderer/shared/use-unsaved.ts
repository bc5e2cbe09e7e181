import { useLayoutEffect } from 'react';
import type { UnsavedState } from '../../domain/contract.ts';
import { useStore } from '../store/use-store.ts';

/** Says that the screen holds unsaved changes: leaving it asks first, and closing the app waits for saving. */
export function useUnsaved(state: UnsavedState): void {
  const setUnsaved = useStore((store) => store.setUnsaved);
  // Set before the change is painted, so that an operator who leaves at once is asked too.
  useLayoutEffect(() => {
    setUnsaved(state);
    return () => setUnsaved('nothing');
  }, [state, setUnsaved]);
}
