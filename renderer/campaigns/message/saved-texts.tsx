import { Toolbar } from '@base-ui/react/toolbar';
import { BookmarkPlus, Library } from 'lucide-react';
import { useState } from 'react';
import type { SavedText } from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { useText } from '../../text.tsx';
import { IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { NameDialog } from '../../ui/name-dialog.tsx';
import { useToast } from '../../ui/toast.tsx';
import type { EditorField } from './editor-field.ts';
import { SavedTextsDialog } from './saved-texts-dialog.tsx';

type Props = {
  readonly field: EditorField;
  /** What is written now. */
  readonly value: string;
  /** The placeholders of the list; null while there is none. */
  readonly columns: readonly string[] | null;
  /** What a text is called unless the operator says otherwise. */
  readonly suggested: string;
};

/** Among the tools of the editor: texts that are kept for further campaigns, and the way to keep this one. */
export function SavedTexts({ field, value, columns, suggested }: Props) {
  const text = useText();
  const [shown, setShown] = useState<'list' | 'naming' | null>(null);
  const [asked, setAsked] = useState<SavedText | null>(null);
  const close = () => setShown(null);
  const use = (chosen: SavedText) => {
    close();
    if (value.trim() !== '' && value !== chosen.text) setAsked(chosen);
    else afterDialog(() => field.rewrite(chosen.text));
  };
  return (
    <>
      <Menu
        trigger={
          <Toolbar.Button
            render={<IconButton size="small" icon={Library} label={text('campaign.message.saved.button')} />}
          />
        }
        items={[
          { id: 'open', label: text('campaign.message.saved.open'), icon: Library, onSelect: () => setShown('list') },
          {
            id: 'save',
            label: text('campaign.message.saved.save'),
            icon: BookmarkPlus,
            disabled: value.trim() === '',
            onSelect: () => setShown('naming'),
          },
        ]}
      />
      {shown === 'list' && <SavedTextsDialog columns={columns} onUse={use} onClose={close} />}
      {shown === 'naming' && <KeepText value={value} suggested={suggested} onClose={close} />}
      <ConfirmDialog
        open={asked !== null}
        title={text('campaign.message.saved.overTitle')}
        confirm={text('campaign.message.saved.over')}
        keep={text('campaign.message.saved.overKeep')}
        onClose={() => setAsked(null)}
        onConfirm={() => {
          if (asked !== null) afterDialog(() => field.rewrite(asked.text));
        }}
      >
        {text('campaign.message.saved.overBody', { name: asked?.name ?? '' })}
      </ConfirmDialog>
    </>
  );
}

/** A closing dialog holds the focus for a moment; what is written needs it, so that the field can undo it. */
function afterDialog(act: () => void): void {
  setTimeout(act, dialogClosesMs);
}

const dialogClosesMs = 250;

function KeepText({ value, suggested, onClose }: { value: string; suggested: string; onClose: () => void }) {
  const text = useText();
  const toast = useToast();
  return (
    <NameDialog
      title={text('campaign.message.saved.saveTitle')}
      label={text('campaign.message.saved.name')}
      confirm={text('campaign.message.saved.save')}
      name={suggested}
      onName={(name) => call('campaign:saveText', { name, text: value, replaces: false })}
      takeOver={{
        confirm: text('campaign.message.saved.replaceSaved'),
        onName: (name) => call('campaign:saveText', { name, text: value, replaces: true }),
      }}
      onDone={() => toast('good', text('campaign.message.saved.done'))}
      onClose={onClose}
    />
  );
}
