import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { ListReport } from '../../../domain/contract.ts';
import { useText } from '../../text.tsx';
import { IconButton } from '../../ui/button.tsx';
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PasteDialog } from './recipients-start.tsx';
import { SavedLists } from './saved-lists.tsx';

export type Replacement = { readonly take: () => unknown };

export function ReplaceList(props: {
  readonly list: ListReport;
  readonly replacement: Replacement | null;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { list, replacement } = props;
  return (
    <ConfirmDialog
      open={replacement !== null}
      title={text('campaign.recipients.replace.title')}
      confirm={text('campaign.recipients.replace.confirm')}
      keep={text('campaign.recipients.saved.keep')}
      onClose={props.onClose}
      onConfirm={() => void replacement?.take()}
    >
      {text('campaign.recipients.replace.body', { count: list.recipients, file: list.fileName })}
    </ConfirmDialog>
  );
}

/** The other sources, for a draft that has a list: pasted rows or a saved list. */
export function OtherLists({ onFile, onSaved }: { onFile: (file: File) => void; onSaved: (id: number) => void }) {
  const text = useText();
  const [shown, setShown] = useState<'saved' | 'pasting' | null>(null);
  const [rows, onRows] = useState('');
  const close = () => setShown(null);
  return (
    <>
      <Menu
        trigger={<IconButton kind="secondary" icon={Ellipsis} label={text('campaign.recipients.otherLists')} />}
        items={[
          { id: 'saved', label: text('campaign.recipients.saved.title'), onSelect: () => setShown('saved') },
          { id: 'paste', label: text('campaign.recipients.paste'), onSelect: () => setShown('pasting') },
        ]}
      />
      {shown === 'pasting' && <PasteDialog {...{ rows, onRows, onFile }} onClose={close} />}
      {shown === 'saved' && (
        <Dialog title={text('campaign.recipients.saved.title')} onClose={close}>
          <SavedLists
            ofDialog
            onUse={(id) => {
              close();
              onSaved(id);
            }}
          />
        </Dialog>
      )}
    </>
  );
}
