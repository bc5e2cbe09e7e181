import { useEffect } from 'react';
import { useStore } from '../store.ts';
import { useText } from '../text.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';

/**
 * Says whether the screen holds changes that would be lost with it. Whoever leaves it then is asked, whichever way they
 * go.
 */
export function useUnsaved(hasUnsaved: boolean): void {
  const setUnsaved = useStore((store) => store.setUnsaved);
  useEffect(() => {
    setUnsaved(hasUnsaved);
    return () => setUnsaved(false);
  }, [hasUnsaved, setUnsaved]);
}

/** Asks before changes are lost: by the sidebar, a shortcut, the menu or a notification as well as by a button. */
export function LeaveQuestion() {
  const text = useText();
  const isAsking = useStore(({ leaving }) => leaving !== null);
  const answer = useStore((store) => store.answerLeaving);
  return (
    <ConfirmDialog
      open={isAsking}
      title={text('shell.leaving.title')}
      confirm={text('shell.leaving.leave')}
      keep={text('shell.leaving.stay')}
      onConfirm={() => answer('leave')}
      onClose={() => answer('stay')}
    >
      {text('shell.leaving.body')}
    </ConfirmDialog>
  );
}
