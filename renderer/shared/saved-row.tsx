import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../text.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';

/** A list or a text that was kept for further campaigns: it is used, renamed or deleted. */
export function SavedRow(props: {
  readonly name: string;
  /** What is said of it below its name. */
  readonly children: ReactNode;
  readonly onUse: () => void;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}) {
  const text = useText();
  const { name } = props;
  return (
    <li className="row">
      <div className="clip">
        <strong>
          <bdi>{name}</bdi>
        </strong>
        {props.children}
      </div>
      <Button size="small" aria-label={text('campaign.recipients.saved.useList', { name })} onPress={props.onUse}>
        {text('campaign.recipients.saved.use')}
      </Button>
      <Menu
        trigger={<IconButton size="small" icon={Ellipsis} label={text('campaign.recipients.saved.more', { name })} />}
        items={[
          { id: 'rename', label: text('campaign.recipients.saved.rename'), onSelect: props.onRename },
          { id: 'delete', label: text('campaign.recipients.saved.delete'), onSelect: props.onDelete, danger: true },
        ]}
      />
    </li>
  );
}
