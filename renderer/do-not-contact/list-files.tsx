import { call } from '../api.ts';
import { uploadFile } from '../shared/upload.ts';
import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { FileButton } from '../ui/fields/file-button.tsx';
import { useSavedToast } from '../ui/hooks/saved-toast.ts';
import { useToast } from '../ui/toast.tsx';

/** The list as a file, in and out: by one press, parted as spreadsheets expect on this computer. Any is read again. */
export function ListFiles({ canExport, onAdded }: { canExport: boolean; onAdded: () => Promise<void> }) {
  const text = useText();
  const separator = useOverview(({ csvSeparator }) => csvSeparator);
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
    const words: string[] = [text('doNotContact.imported', { count: added })];
    if (known > 0) words.push(text('doNotContact.importedKnown', { count: known }));
    if (cannotBeUsed > 0) words.push(text('doNotContact.importedBad', { count: cannotBeUsed }));
    toast(cannotBeUsed > 0 ? 'bad' : 'good', words.join(' '));
    await onAdded();
  };
  const exportFile = async () => {
    const result = await call('doNotContact:export', { separator });
    if (!result.ok) toast('bad', text(`failure.${result.failure.code}`));
    else if (result.value !== null) saved(result.value.path);
  };
  return (
    <div className="header-actions">
      <FileButton onFile={(file) => void importFile(file)}>{text('doNotContact.import')}</FileButton>
      {canExport && <Button onPress={exportFile}>{text('doNotContact.export')}</Button>}
    </div>
  );
}
