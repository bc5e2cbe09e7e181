import { succeed } from '../../domain/result.ts';
import { useText } from '../text.tsx';
import { NameDialog } from '../ui/name-dialog.tsx';

export function RenameDialog(props: {
  readonly name: string;
  readonly onClose: () => void;
  readonly onRename: (name: string) => void;
}) {
  const text = useText();
  return (
    <NameDialog
      title={text('campaign.rename')}
      label={text('campaign.name')}
      hint={text('campaign.nameHint')}
      confirm={text('campaign.renameDone')}
      name={props.name}
      onName={async (name) => succeed(props.onRename(name))}
      onClose={props.onClose}
    />
  );
}
