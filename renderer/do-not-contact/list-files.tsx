import { ChevronDown } from 'lucide-react';
import type { CsvSeparator } from '../../domain/lists/csv-separator.ts';
import { call } from '../api.ts';
import { useCsvSeparators } from '../shared/csv-separators.ts';
import { uploadFile } from '../shared/upload.ts';
import { useFormat, useText } from '../text.tsx';
import { FileButton } from '../ui/fields/file-button.tsx';
import { useSavedToast } from '../ui/hooks/saved-toast.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { useToast } from '../ui/toast.tsx';

/** The list as a file, in and out. */
export function ListFiles({
  canExport,
  onAdded,
}: {
  readonly canExport: boolean;
  readonly onAdded: () => Promise<void>;
}) {
  const text = useText();
  const separators = useCsvSeparators();
  const format = useFormat();
  const toast = useToast();
  const saved = useSavedToast();
  const importFile = async (file: File) => {
    const upload = await uploadFile(file, () => undefined);
    const result = upload.ok ? await call('doNotContact:import', { uploadId: upload.value }) : upload;
    if (!result.ok) {
      toast('bad', text(`failure.${result.failure.code}`));
      return;
    }
    const { added, known, cannotBeUsed } = result.value;
    const words: string[] = [text('doNotContact.imported', { count: added, number: format.number(added) })];
    if (known > 0) words.push(text('doNotContact.importedKnown', { count: known, number: format.number(known) }));
    if (cannotBeUsed > 0)
      words.push(text('doNotContact.importedBad', { count: cannotBeUsed, number: format.number(cannotBeUsed) }));
    toast(cannotBeUsed > 0 ? 'bad' : 'good', words.join(' '));
    await onAdded();
  };
  const exportFile = async (separator: CsvSeparator) => {
    const result = await call('doNotContact:export', { separator });
    if (!result.ok) toast('bad', text(`failure.${result.failure.code}`));
    else if (result.value !== null) saved(result.value.path);
  };
  return (
    <div className="header-actions">
      <FileButton onFile={(file) => void importFile(file)}>{text('doNotContact.import')}</FileButton>
      {canExport && (
        <Menu
          trigger={
            <button type="button" className="button">
              {text('doNotContact.export')}
              <Icon of={ChevronDown} />
            </button>
          }
          items={separators.map(({ id, separator }) => ({
            id,
            label: text(`report.csv.${id}`),
            onSelect: () => void exportFile(separator),
          }))}
        />
      )}
    </div>
  );
}
