import { useRef } from 'react';

/**
 * What may be begun in several ways, as by Enter and by a button, and must not be done twice: asked for again while it is under
 * way, it is the same one. Returns what came of it.
 */
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
