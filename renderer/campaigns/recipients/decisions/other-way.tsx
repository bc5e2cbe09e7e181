import { ChevronDown, Download, Upload } from 'lucide-react';
import type { CommandInput, ListReport } from '../../../../domain/contract.ts';
import { useCsvSeparators } from '../../../shared/csv-separators.ts';
import { useText } from '../../../text.tsx';
import { Button } from '../../../ui/button.tsx';
import { FileButton } from '../../../ui/fields/file-button.tsx';
import { useSavedToast } from '../../../ui/hooks/saved-toast.ts';
import { useAsk } from '../../../ui/hooks/use-ask.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { listFileTypes } from '../dropped-list.ts';

/** The rows as a file, to be corrected elsewhere, and the way back. */
export function OtherWay(props: {
  readonly list: ListReport;
  /** Returns how many recipients the list has more. */
  readonly onCorrected: (file: File) => Promise<number | null>;
}) {
  const { list, onCorrected } = props;
  const text = useText();
  const ask = useAsk();
  const separators = useCsvSeparators();
  const toast = useToast();
  const showSaved = useSavedToast();
  const save = async (how: Omit<CommandInput<'list:exportProblems'>, 'listId'>) => {
    const saved = await ask('list:exportProblems', { listId: list.id, ...how });
    if (saved) showSaved(saved.path);
  };
  return (
    <div className="header-actions">
      <Menu
        trigger={
          <Button size="small" icon={Download}>
            {text('campaign.recipients.download')}
            <Icon of={ChevronDown} />
          </Button>
        }
        items={[
          {
            id: 'xlsx',
            label: text('campaign.recipients.downloadAs.xlsx'),
            onSelect: () => void save({ format: 'xlsx' }),
          },
          ...separators.map(({ id, separator }) => ({
            id,
            label: text(`campaign.recipients.downloadAs.${id}`),
            onSelect: () => void save({ format: 'csv', separator }),
          })),
        ]}
      />
      <FileButton
        size="small"
        icon={Upload}
        accept={listFileTypes}
        onFile={async (file) => {
          const count = await onCorrected(file);
          if (count !== null) toast(count > 0 ? 'good' : 'bad', text('campaign.recipients.corrected', { count }));
        }}
      >
        {text('campaign.recipients.addCorrected')}
      </FileButton>
    </div>
  );
}
