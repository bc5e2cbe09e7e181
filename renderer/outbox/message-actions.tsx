import { Copy, ExternalLink } from 'lucide-react';
import type { MessageDetail } from '../../domain/contract.ts';
import { isErased } from '../../domain/people/erased.ts';
import { ErasePerson } from '../shared/erase-person.tsx';
import { useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useCopy } from '../ui/hooks/use-copy.ts';
import { Menu } from '../ui/menu.tsx';
import { PanelPart } from '../ui/panel.tsx';
import { messageStatus } from '../ui/status.tsx';
import { useHistoryText } from './history.tsx';
import { RequeueButton } from './requeue-button.tsx';
import { useCancelMessages } from './use-bulk.ts';

/** What can be done about any message. */
export function MessageActions({ message }: { message: MessageDetail }) {
  const text = useText();
  const isDoubt = messageStatus(message) === 'unconfirmed';
  return (
    <PanelPart>
      <div className="buttons">
        {!isDoubt && <OpenChat phone={message.phone} />}
        <CopyMenu message={message} />
        <RequeueButton row={message} />
        {message.status === 'pending' && <CancelMessage id={message.id} label={text('message.cancel')} />}
        {!isErased(message.phone) && message.status !== 'sending' && <EraseTheirs id={message.id} />}
      </div>
    </PanelPart>
  );
}

function EraseTheirs({ id }: { id: number }) {
  const ask = useAsk();
  const openMessage = useStore((store) => store.openMessage);
  return <ErasePerson erase={() => ask('message:erasePerson', { id })} onErased={() => openMessage(null)} />;
}

export function OpenChat({ phone, size }: { phone: string; size?: 'small' }) {
  const text = useText();
  const ask = useAsk();
  return (
    <Button icon={ExternalLink} {...(size && { size })} onPress={() => ask('desktop:openChat', { phone })}>
      {text('message.openChat')}
    </Button>
  );
}

function CopyMenu({ message }: { message: MessageDetail }) {
  const text = useText();
  const copy = useCopy();
  const historyText = useHistoryText();
  const failed = text('message.notCopied');
  return (
    <Menu
      trigger={<Button icon={Copy}>{text('message.copy')}</Button>}
      items={[
        {
          id: 'number',
          label: text('message.copyNumber'),
          onSelect: () => void copy(message.phone, text('message.copied'), failed),
        },
        {
          id: 'text',
          label: text('message.copyText'),
          onSelect: () => void copy(message.text, text('message.copiedText'), failed),
        },
        {
          id: 'history',
          label: text('message.copyHistory'),
          onSelect: () => void copy(historyText(message), text('message.copiedHistory'), failed),
        },
      ]}
    />
  );
}

function CancelMessage({ id, label }: { id: number; label: string }) {
  const text = useText();
  const cancel = useCancelMessages();
  const one = { count: 1 };
  return (
    <ConfirmButton
      kind="danger-quiet"
      label={label}
      title={text('outbox.cancelTitle', one)}
      confirm={text('outbox.cancelConfirm', one)}
      onConfirm={() => cancel({ ids: [id] })}
    >
      {text('outbox.cancelBody', one)}
    </ConfirmButton>
  );
}
