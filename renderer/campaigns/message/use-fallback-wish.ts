import { useCallback, useMemo, useState } from 'react';

/** The placeholder whose fall-back the operator wants to write: the Message step puts the cursor there. */
export type FallbackWish = {
  readonly name: string | null;
  readonly ask: (name: string) => void;
  readonly done: () => void;
};

export function useFallbackWish(): FallbackWish {
  const [name, setName] = useState<string | null>(null);
  const done = useCallback(() => setName(null), []);
  return useMemo(() => ({ name, ask: setName, done }), [name, done]);
}
