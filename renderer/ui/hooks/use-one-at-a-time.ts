import { useRef } from 'react';

/** What can be begun in several ways but not twice: asked for while it is under way, it is the same one. */
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
