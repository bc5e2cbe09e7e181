import { useEffect, useEffectEvent } from 'react';

/** Saves a field once it or its screen is left, which a key may do without a word. Returns what the field calls. */
export function useSavedWhenLeft(save: () => unknown): () => void {
  const leave = useEffectEvent(save);
  useEffect(() => () => void leave(), []);
  return () => void save();
}
