import { useStore } from '../store/use-store.ts';
import { useRead } from '../ui/hooks/use-read.ts';

/** The message as main knows it, asked for again whenever it changed. Never another one than asked for. */
export function useMessageDetail(id: number) {
  const version = useStore((store) => store.openMessageVersion);
  const { value, isOld, failure, put } = useRead('message:get', { id }, { version });
  return { detail: value?.id === id ? value : null, failure: isOld ? null : failure, put };
}
