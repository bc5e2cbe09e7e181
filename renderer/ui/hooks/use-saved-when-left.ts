import { useEffect, useEffectEvent } from 'react';

/**
 * Saves a field when it or its screen is left, since a shortcut can leave the screen without blurring the field.
 * Returns the function for the field's blur.
 */
export function useSavedWhenLeft(save: () => unknown): () => void {
  const leave = useEffectEvent(save);
  useEffect(() => () => void leave(), []);
  return () => void save();
}
