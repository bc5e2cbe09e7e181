import { useState } from 'react';
import type { MessageDetail } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useToast } from '../ui/toast.tsx';

/** Takes everything about a person out of the app, and says what it cannot reach. */
export function ErasePerson({ message }: { readonly message: MessageDetail }) {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const openMessage = useStore((store) => store.openMessage);
  const [asking, setAsking] = useState(false);
  const erase = async () => {
    const erased = await ask('message:erasePerson', { id: message.id });
    if (erased === null) return;
    toast('good', text(erased.isLogClean ? 'message.personErased' : 'message.personErasedLogLater'));
    openMessage(null);
  };
  return (
    <>
      <Button kind="danger-quiet" onPress={() => setAsking(true)}>
        {text('message.erasePerson')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={text('message.eraseTitle')}
        confirm={text('message.eraseConfirm')}
        keep={text('ui.keep')}
        onConfirm={() => void erase()}
        onClose={() => setAsking(false)}
      >
        <p>{text('message.eraseBody')}</p>
        <p>{text('message.eraseFence')}</p>
        <p>{text('message.eraseBeyond', { days: limits.backupsKept })}</p>
      </ConfirmDialog>
    </>
  );
}
