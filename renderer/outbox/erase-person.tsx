import type { MessageDetail } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useToast } from '../ui/toast.tsx';

/** Takes everything about a person out of the app, and says what it cannot reach. */
export function ErasePerson({ message }: { message: MessageDetail }) {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const openMessage = useStore((store) => store.openMessage);
  const erase = async () => {
    const erased = await ask('message:erasePerson', { id: message.id });
    if (erased === null) return;
    toast('good', text(erased.isLogClean ? 'message.personErased' : 'message.personErasedLogLater'));
    openMessage(null);
  };
  return (
    <ConfirmButton
      kind="danger-quiet"
      label={text('message.erasePerson')}
      title={text('message.eraseTitle')}
      confirm={text('message.eraseConfirm')}
      keep={text('ui.keep')}
      onConfirm={() => void erase()}
    >
      <p>{text('message.eraseBody')}</p>
      <p>{text('message.eraseFence')}</p>
      <p>{text('message.eraseBeyond', { days: limits.backupsKept })}</p>
    </ConfirmButton>
  );
}
