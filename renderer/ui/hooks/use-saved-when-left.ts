import { useEffect, useRef } from 'react';

/**
 * Saves what stands in a field once the field is left, and with it the screen: a key that leads elsewhere takes the field away
 * without a word to it. Returns what the field calls.
 */
export function useSavedWhenLeft(save: () => unknown): () => void {
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => () => void latest.current(), []);
  return () => void save();
}
