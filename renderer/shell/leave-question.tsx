import { useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';

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
