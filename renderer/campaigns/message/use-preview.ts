import { useRead } from '../../ui/hooks/use-read.ts';

const restMs = 150;

/** The message as one recipient would get it. Null while there is no recipient. */
export function usePreview(id: number, index: number, text: string, listId: number | null) {
  const asks = listId !== null;
  const { result } = useRead('campaign:preview', { id, index, text }, { asks, version: listId, restMs });
  return asks && result?.ok ? result.value : null;
}
