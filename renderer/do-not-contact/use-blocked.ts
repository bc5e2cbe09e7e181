import { useRead } from '../ui/hooks/use-read.ts';

export type Blocked = ReturnType<typeof useBlocked>;

/** The do-not-contact list; null until it is read, and where it cannot be. */
export function useBlocked() {
  const { result, failure, again } = useRead('doNotContact:list', undefined);
  return { entries: result?.ok ? result.value : null, failure, reread: again };
}
