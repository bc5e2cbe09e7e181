import { useToast } from '../toast.tsx';

/** Copies words to the clipboard, and says whether that worked. */
export function useCopy() {
  const toast = useToast();
  return (words: string, copied: string, notCopied: string): Promise<void> =>
    navigator.clipboard.writeText(words).then(
      () => toast('good', copied),
      () => toast('bad', notCopied),
    );
}
