import { useEffect, useRef } from 'react';

/** Saves a field once it or its screen is left, which a key may do without a word. Returns what the field calls. */
export function useSavedWhenLeft(save: () => unknown): () => void {
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => () => void latest.current(), []);
  return () => void save();
}
