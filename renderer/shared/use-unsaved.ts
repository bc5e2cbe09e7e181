import { useLayoutEffect } from 'react';
import type { UnsavedState } from '../../domain/contract.ts';
import { useStore } from '../store/use-store.ts';

/** Says that the screen holds changes: leaving it is asked about, and closing the app waits for a save. */
export function useUnsaved(state: UnsavedState): void {
  const setUnsaved = useStore((store) => store.setUnsaved);
  // Before anybody sees that something is not saved, it is known: else whoever leaves at once is not asked.
  useLayoutEffect(() => {
    setUnsaved(state);
    return () => setUnsaved('nothing');
  }, [state, setUnsaved]);
}
