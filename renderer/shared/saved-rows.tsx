import { Ellipsis } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { CommandResult } from '../../domain/contract.ts';
import { useText } from '../text.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { Menu } from '../ui/menu.tsx';
import { NameDialog } from '../ui/name-dialog.tsx';

type Saved = { readonly id: number; readonly name: string };

/** Lists or texts kept for further campaigns: each can be used, renamed or deleted. */
export function SavedRows<Row extends Saved>(props: {
  readonly of: 'recipients' | 'message';
  readonly rows: readonly Row[];
  readonly about: (row: Row) => ReactNode;
  readonly onUse: (row: Row) => void;
  readonly rename: (row: Row, name: string) => Promise<CommandResult<Row[]>>;
  readonly remove: (row: Row) => Promise<Row[] | null>;
  /** Called with the rows that are kept now. */
  readonly onRows: (rows: Row[]) => void;
}) {
  const { of, rows, about, onUse, rename, remove, onRows } = props;
  const text = useText();
  const [renamed, setRenamed] = useState<Row | null>(null);
  const [deleted, setDeleted] = useState<Row | null>(null);
  return (
    <>
      <ul className={`saved-lists framed ${of === 'message' ? 'saved-texts' : ''}`}>
        {rows.map((row) => (
          <SavedRow
            key={row.id}
            name={row.name}
            onUse={() => onUse(row)}
            onRename={() => setRenamed(row)}
            onDelete={() => setDeleted(row)}
          >
            {about(row)}
          </SavedRow>
        ))}
      </ul>
      {renamed !== null && (
        <NameDialog
          title={text(`campaign.${of}.saved.renameTitle`)}
          label={text(`campaign.${of}.saved.name`)}
          confirm={text('campaign.recipients.saved.rename')}
          name={renamed.name}
          onName={(name) => rename(renamed, name)}
          onDone={onRows}
          onClose={() => setRenamed(null)}
        />
      )}
      <ConfirmDialog
        open={deleted !== null}
        title={text(`campaign.${of}.saved.deleteTitle`, { name: deleted?.name ?? '' })}
        confirm={text(of === 'message' ? 'campaign.message.saved.deleteText' : 'campaign.recipients.saved.deleteList')}
        keep={text(`campaign.${of}.saved.keep`)}
        onClose={() => setDeleted(null)}
        onConfirm={async () => {
          const left = deleted && (await remove(deleted));
          if (left) onRows(left);
        }}
      >
        {text(`campaign.${of}.saved.deleteBody`)}
      </ConfirmDialog>
    </>
  );
}

function SavedRow(props: {
  readonly name: string;
  readonly children: ReactNode;
  readonly onUse: () => void;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}) {
  const text = useText();
  const { name } = props;
  return (
    <li className="row">
      <div className="grow clip">
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
