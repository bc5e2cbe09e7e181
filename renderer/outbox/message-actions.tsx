import { Copy, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { MessageDetail } from '../../domain/contract.ts';
import { useAsk } from '../api.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { PanelPart } from '../ui/panel.tsx';
import { messageStatus } from '../ui/status.tsx';
import { useToast } from '../ui/toast.tsx';
import { QueueAgain } from './failed-list.tsx';
import { useCancelMessages } from './selection-bar.tsx';

/** What can be done about any message. */
export function MessageActions({ message }: { readonly message: MessageDetail }) {
  const text = useText();
  const isDoubt = messageStatus(message) === 'unconfirmed';
  return (
    <PanelPart>
      <div className="panel-actions">
        {!isDoubt && <OpenChat phone={message.phone} />}
        <CopyNumber phone={message.phone} />
        <QueueAgain row={message} />
        {message.status === 'pending' && <CancelMessage id={message.id} label={text('message.cancel')} />}
      </div>
    </PanelPart>
  );
}

export function OpenChat({ phone }: { readonly phone: string }) {
  const text = useText();
  const ask = useAsk();
  return (
    <Button icon={ExternalLink} onPress={() => ask('app:openChat', { phone })}>
      {text('message.openChat')}
    </Button>
  );
}

function CopyNumber({ phone }: { readonly phone: string }) {
  const text = useText();
  const toast = useToast();
  const copy = () =>
    navigator.clipboard.writeText(phone).then(
      () => toast('good', text('message.copied')),
      () => toast('bad', text('message.notCopied')),
    );
  return (
    <Button icon={Copy} onPress={copy}>
      {text('message.copyNumber')}
    </Button>
  );
}

function CancelMessage({ id, label }: { readonly id: number; readonly label: string }) {
  const text = useText();
  const cancel = useCancelMessages();
  const [asking, setAsking] = useState(false);
  const one = { count: 1, number: '1' };
  return (
    <>
      <Button kind="danger-quiet" onPress={() => setAsking(true)}>
        {label}
      </Button>
      <ConfirmDialog
        open={asking}
        title={text('outbox.cancelTitle', one)}
        confirm={text('outbox.cancelConfirm', one)}
        keep={text('ui.keep')}
        onConfirm={() => cancel([id])}
        onClose={() => setAsking(false)}
      >
        {text('outbox.cancelBody', one)}
      </ConfirmDialog>
    </>
  );
}
