import { useRef } from 'react';

/** For an action that can start in several ways but not twice: a call while it is under way returns its promise. */
export function useOneAtATime<Args extends readonly unknown[], Done>(
  act: (...args: Args) => Promise<Done>,
): (...args: Args) => Promise<Done> {
  const underWay = useRef<Promise<Done> | null>(null);
  return (...args) => {
    underWay.current ??= act(...args).finally(() => {
      underWay.current = null;
    });
    return underWay.current;
  };
}
