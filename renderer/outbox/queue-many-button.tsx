import { useState } from 'react';
import type { MessageTarget } from '../../domain/contract.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useToast } from '../ui/toast.tsx';
import { useRequeue } from './use-bulk.ts';

/** Beyond this many messages it takes long enough to be said beforehand. */
export const takesAMoment = 2_000;

type Props = {
  readonly target: MessageTarget;
  readonly disabled?: boolean;
  readonly onStart?: () => void;
};

/** Queues many messages again after saying how many they are: some of the selected ones may be excluded. */
export function QueueManyButton({ target, disabled = false, onStart }: Props) {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const requeue = useRequeue();
  const [asked, setAsked] = useState<{ readonly count: number; readonly target: MessageTarget } | null>(null);
  const { count = 0 } = asked ?? {};
  const press = async () => {
    const counted = await ask('message:requeuing', { target });
    if (counted === 0) toast('bad', text('outbox.noneToQueue'));
    else if (counted !== null) setAsked({ count: counted, target });
  };
  return (
    <>
      <Button disabled={disabled} onPress={press}>
        {text('outbox.queueSelected')}
      </Button>
      <ConfirmDialog
        open={asked !== null}
        title={text('outbox.queueTitle', { count })}
        confirm={text('outbox.queueConfirm', { count })}
        keep={text('outbox.leaveThem')}
        danger={false}
        onConfirm={() => {
          if (asked !== null) void requeue(asked.target);
          onStart?.();
        }}
        onClose={() => setAsked(null)}
      >
        <p>{text('outbox.queueBody')}</p>
        {count > takesAMoment && <p>{text('outbox.takesAMoment')}</p>}
      </ConfirmDialog>
    </>
  );
}
