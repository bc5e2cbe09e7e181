import { useEffect, useEffectEvent } from 'react';

/** Saves a field when it or its screen is left; a shortcut leaves the screen without the blur that calls the result. */
export function useSavedWhenLeft(save: () => unknown): () => void {
  const leave = useEffectEvent(save);
  useEffect(() => () => void leave(), []);
  return () => void save();
}
