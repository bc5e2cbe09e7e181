import { useState } from 'react';
import { useAsk } from '../api.ts';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { useToast } from '../ui/toast.tsx';
import { Key } from '../ui/tooltip.tsx';
import type { Selection } from './selection.ts';

/** What can be done with the selected messages. */
export function SelectionBar({ selection, total }: { readonly selection: Selection; readonly total: number | null }) {
  const text = useText();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const count = selection.ids.size;
  const number = format.number(count);
  const cancel = useCancelMessages();
  return (
    <div className="selection-bar" role="toolbar" aria-label={text('outbox.selectionBar')}>
      <span className="number">
        {text('outbox.selected', { number, total: total === null ? number : format.number(total) })}
      </span>
      <Button onPress={() => setAsking(true)}>{text('outbox.cancelSelected', { count, number })}</Button>
      <Button kind="quiet" onPress={selection.clear}>
        {text('outbox.clear')} <Key>Esc</Key>
      </Button>
      <ConfirmDialog
        open={asking}
        title={text('outbox.cancelTitle', { count, number })}
        confirm={text('outbox.cancelConfirm', { count, number })}
        keep={text('outbox.keepThem')}
        onConfirm={async () => {
          if (await cancel([...selection.ids])) selection.clear();
        }}
        onClose={() => setAsking(false)}
      >
        {text('outbox.cancelBody', { count, number })}
      </ConfirmDialog>
    </div>
  );
}

/** Cancels what is still pending, and says how many that were and how many had left already. */
export function useCancelMessages(): (ids: number[]) => Promise<boolean> {
  const text = useText();
  const format = useFormat();
  const ask = useAsk();
  const toast = useToast();
  return async (ids) => {
    const reply = await ask('messages:cancel', { ids });
    if (reply === null) return false;
    const late = ids.length - reply.changed;
    const words: string[] = [text('outbox.cancelled', { count: reply.changed, number: format.number(reply.changed) })];
    if (late > 0) words.push(text('outbox.someTooLate', { count: late, number: format.number(late) }));
    toast('good', words.join(' '));
    return true;
  };
}
