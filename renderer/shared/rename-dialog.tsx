import { useState } from 'react';
import { limits } from '../../domain/limits.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields/field.tsx';

/** Asks for another name of a campaign. */
export function RenameDialog(props: {
  readonly name: string;
  readonly onClose: () => void;
  readonly onRename: (name: string) => void;
}) {
  const text = useText();
  const [name, setName] = useState(props.name);
  const rename = () => {
    if (name.trim() !== '') props.onRename(name.trim());
    props.onClose();
  };
  return (
    <Dialog
      title={text('campaign.rename')}
      onClose={props.onClose}
      actions={
        <Button kind="primary" onPress={rename} disabled={name.trim() === ''}>
          {text('campaign.renameDone')}
        </Button>
      }
    >
      <TextField
        label={text('campaign.name')}
        hint={text('campaign.nameHint')}
        value={name}
        onChange={setName}
        onEnter={rename}
        maxLength={limits.nameCharacters}
        autoFocus
      />
    </Dialog>
  );
}
