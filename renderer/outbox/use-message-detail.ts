import { useStore } from '../store/use-store.ts';
import { useRead } from '../ui/hooks/use-read.ts';

/** A message as main knows it, read again whenever it changes. It is never another message than the one asked for. */
export function useMessageDetail(id: number) {
  const version = useStore((store) => store.openMessageVersion);
  const { value, isOld, failure, put } = useRead('message:get', { id }, { version });
  return { detail: value?.id === id ? value : null, failure: isOld ? null : failure, put };
}
