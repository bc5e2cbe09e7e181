import { Trash2 } from 'lucide-react';
import { limits } from '../../domain/limits.ts';
import { useText } from '../text.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { useToast } from '../ui/toast.tsx';

/** Erases everything about a person from the app, and says what it cannot reach. `erase`: null where it was refused. */
export function ErasePerson(props: {
  readonly hasTags?: boolean;
  readonly erase: () => Promise<{ readonly isLogClean: boolean } | null>;
  readonly onErased: () => void;
}) {
  const { hasTags = false, erase, onErased } = props;
  const text = useText();
  const toast = useToast();
  return (
    <ConfirmButton
      kind="danger-quiet"
      icon={hasTags ? Trash2 : undefined}
      label={text('message.erasePerson')}
      title={text('message.eraseTitle')}
      confirm={text('message.eraseConfirm')}
      onConfirm={async () => {
        const erased = await erase();
        if (erased === null) return;
        toast('good', text(erased.isLogClean ? 'message.personErased' : 'message.personErasedLogLater'));
        onErased();
      }}
    >
      <p>{text('message.eraseBody')}</p>
      {hasTags && <p>{text('people.eraseTags')}</p>}
      <p>{text('message.eraseFence')}</p>
      <p>{text('message.eraseBeyond', { days: limits.backupsKept })}</p>
    </ConfirmButton>
  );
}
