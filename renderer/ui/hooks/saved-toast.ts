import { useCallback } from 'react';
import { useText } from '../../text.tsx';
import { useToast } from '../toast.tsx';
import { useAsk } from './use-ask.ts';

/** Says that a file was saved, and offers to open it or to show it in its folder. */
export function useSavedToast(): (path: string) => void {
  const toast = useToast();
  const text = useText();
  const ask = useAsk();
  return useCallback(
    (path) =>
      toast(
        'good',
        text('ui.savedAs', { file: path.split(/[\\/]/).at(-1) ?? path }),
        { label: text('ui.openFile'), onPress: () => void ask('desktop:openFile', { path }) },
        { label: text('ui.showFile'), onPress: () => void ask('desktop:showFile', { path }) },
      ),
    [toast, text, ask],
  );
}
