import { useState } from 'react';
import { useAsk } from '../api.ts';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { useToast } from '../ui/toast.tsx';
import { Key } from '../ui/tooltip.tsx';
import type { MessageFilter } from './message-list.ts';
import type { Selection } from './selection.ts';

/** What can be done with the selected messages. `total`: how many there are under the filter; null when not known. */
export function SelectionBar({ selection, total }: { readonly selection: Selection; readonly total: number | null }) {
  const text = useText();
  const [asking, setAsking] = useState(false);
  const cancel = useCancelMessages();
  const cancelAll = useCancelAll();
  const words = useSelectionWords(selection, total);
  return (
    <div className="selection-bar" role="toolbar" aria-label={text('outbox.selectionBar')}>
      <span className="number">{words.selected}</span>
      <Button onPress={() => setAsking(true)}>{words.cancel}</Button>
      <Button kind="quiet" onPress={selection.clear}>
        {text('outbox.clear')} <Key>Esc</Key>
      </Button>
      <ConfirmDialog
        open={asking}
        title={words.title}
        confirm={words.confirm}
        keep={text('outbox.keepThem')}
        onConfirm={async () => {
          const { isWhole, filter, ids } = selection;
          if (await (isWhole ? cancelAll(filter) : cancel([...ids]))) selection.clear();
        }}
        onClose={() => setAsking(false)}
      >
        {words.body}
      </ConfirmDialog>
    </div>
  );
}

function useSelectionWords({ ids, isWhole, filter }: Selection, total: number | null) {
  const text = useText();
  const format = useFormat();
  const count = isWhole ? total : ids.size;
  if (count === null) {
    // Only main knows how many a search finds beyond the rows that were read.
    const { search } = filter;
    return {
      selected: text('outbox.selectedMatching', { search }),
      cancel: text('outbox.cancelMatching'),
      title: text('outbox.cancelMatchingTitle', { search }),
      confirm: text('outbox.cancelMatchingConfirm'),
      body: text('outbox.cancelMatchingBody'),
    };
  }
  const number = format.number(count);
  return {
    selected: text('outbox.selected', { number, total: total === null ? number : format.number(total) }),
    cancel: text('outbox.cancelSelected', { count, number }),
    title: text('outbox.cancelTitle', { count, number }),
    confirm: text('outbox.cancelConfirm', { count, number }),
    body: text('outbox.cancelBody', { count, number }),
  };
}

/** Cancels everything that still waits under a filter, read or not. */
function useCancelAll(): (filter: MessageFilter) => Promise<boolean> {
  const text = useText();
  const format = useFormat();
  const ask = useAsk();
  const toast = useToast();
  return async (filter) => {
    const reply = await ask('messages:cancelAll', { filter });
    if (reply === null) return false;
    toast('good', text('outbox.cancelled', { count: reply.changed, number: format.number(reply.changed) }));
    return true;
  };
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
