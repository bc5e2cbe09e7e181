import { useEffect, useState } from 'react';
import type { CommandOutput } from '../../../domain/contract.ts';
import { call } from '../../api.ts';

export type Preview = CommandOutput<'campaign:preview'>;

/** How long typing rests before the preview is made again. */
const restMs = 150;

/** The message as one recipient would get it. Null while there is nobody to show it for. */
export function usePreview(id: number, index: number, text: string, listId: number | null): Preview | null {
  const [preview, setPreview] = useState<Preview | null>(null);
  useEffect(() => {
    if (listId === null) {
      setPreview(null);
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const result = await call('campaign:preview', { id, index, text });
      if (isCurrent) setPreview(result.ok ? result.value : null);
    }, restMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [id, index, text, listId]);
  return preview;
}
